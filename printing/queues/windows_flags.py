"""What Windows says of a queue and a job: bits, as words and as reasons of IPP.

Source: Microsoft, printdocs: PRINTER_INFO_2 (Status, Attributes), JOB_INFO_1 (Status).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from printing.queues.print_jobs import State


@dataclass(frozen=True, slots=True)
class Flag:
    """One bit: the reason IPP has for it (RFC 8011, 5.4.12), and what a person is told."""

    bit: int
    reason: str
    words: str
    stops: bool = True

    def among(self, status: int) -> bool:
        return bool(status & self.bit)


QUEUE = (
    Flag(0x0000_0001, "paused", mark("paused")),
    Flag(0x0000_0080, "offline-report", mark("the printer is offline")),
    Flag(0x0000_0010, "media-empty", mark("out of labels")),
    Flag(0x0000_0008, "media-jam", mark("a jam")),
    Flag(0x0000_0040, "media-needed", mark("trouble with the labels")),
    Flag(0x0000_0020, "media-needed", mark("labels are fed by hand")),
    Flag(0x0040_0000, "cover-open", mark("the printer is open")),
    Flag(0x0004_0000, "marker-supply-empty", mark("out of ribbon or toner")),
    Flag(0x0002_0000, "marker-supply-low", mark("little ribbon or toner left"), stops=False),
    Flag(0x0000_0800, "output-area-full", mark("its tray is full")),
    Flag(0x0020_0000, "other-error", mark("its memory is full")),
    Flag(0x0010_0000, "other-error", mark("somebody is needed at the printer")),
    Flag(0x0000_1000, "offline-report", mark("the printer is offline")),
    Flag(0x0000_0002, "other-error", mark("the printer reports an error")),
)
ATTRIBUTES = (Flag(0x0000_0400, "offline-report", mark("the printer is offline")),)
DELETED_SOON = 0x0000_0004  # PRINTER_STATUS_PENDING_DELETION

JOB = (
    Flag(0x0001, "job-held-until-specified", mark("paused")),
    Flag(0x0020, "offline-report", mark("the printer is offline")),
    Flag(0x0040, "media-empty", mark("out of labels")),
    Flag(0x0200, "other-error", mark("its driver cannot print it")),
    Flag(0x0400, "other-error", mark("somebody is needed at the printer")),
    Flag(0x0002, "other-error", mark("the printer reports an error")),
)
_DELETING, _DELETED, _PAUSED = 0x0004, 0x0100, 0x0001
_SPOOLING, _PRINTING = 0x0008, 0x0010
_PRINTED, _COMPLETE = 0x0080, 0x1000


def told(flags: Sequence[Flag]) -> str:
    """The words of some flags, each once."""
    return ", ".join(dict.fromkeys(_(flag.words) for flag in flags))


def reasons(flags: Sequence[Flag]) -> tuple[str, ...]:
    """The reasons of some flags, each once."""
    return tuple(dict.fromkeys(flag.reason for flag in flags))


def job_state(status: int) -> State:
    """The state of a job that is still in its queue."""
    if status & (_DELETING | _DELETED) and not status & _PRINTED:
        return "canceled"
    if status & (_PRINTED | _COMPLETE) and not status & (_SPOOLING | _PRINTING):
        return "completed"
    if status & _PAUSED:
        return "held"
    if any(flag.among(status) for flag in JOB):
        return "stopped"
    return "processing" if status & _PRINTING else "pending"
