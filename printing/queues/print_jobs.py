"""A print queue as it was when asked, a job of it, and what became of the job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lsn_desktop.domain.messages import Message, mark, message
from lsn_desktop.domain.refusals import Refusal, Unavailable, refusal

State = Literal[
    "pending", "held", "processing", "stopped", "canceled", "aborted", "completed", "unknown"
]
_MOST_COPIES = 9999


@dataclass(frozen=True, slots=True)
class Queue:
    """A print queue as it was when asked.

    ``told`` is why it is stopped, in its own words; ``dpi`` what its driver prints with, which
    labels are laid out for, or 0 when there is no driver to ask; ``waiting`` how many jobs are
    in it.
    """

    name: str
    description: str
    default: bool
    accepting: bool
    stopped: bool
    reasons: tuple[str, ...]
    told: str
    dpi: int
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class JobId:
    """A job of the print server."""

    queue: str
    number: int


@dataclass(frozen=True, slots=True)
class JobState:
    """What became of a job. ``reasons`` are IPP keywords, ``told`` the server's own words."""

    state: State
    reasons: tuple[str, ...]
    told: str

    @property
    def ended(self) -> bool:
        return self.state in ("canceled", "aborted", "completed", "unknown")

    @property
    def printed(self) -> bool:
        """Whether the printer took all of it; only ``completed`` says so."""
        return self.state == "completed"

    @property
    def words(self) -> Message:
        """The state as a person is told it."""
        if self.state == "processing" and self.told:
            return message("Printing; the printer says: {why}", why=self.told)
        why = self.told or ", ".join(self.reasons) or "-"
        return message(_WORDS[self.state], why=why)


_WORDS: dict[State, str] = {
    "pending": mark("Waiting for the printer."),
    "held": mark("Held in the print queue: {why}"),
    "processing": mark("Printing."),
    "stopped": mark("Not printed yet, the print queue is stopped: {why}"),
    "canceled": mark("Not printed, the job was canceled: {why}"),
    "aborted": mark("Not printed, the print queue gave up: {why}"),
    "completed": mark("Printed."),
    "unknown": mark("The print queue no longer knows this job."),
}


class NoAnswer(Unavailable):
    """The print server was asked, and did not say what became of it."""


def check_copies(copies: int) -> None:
    """Whether so many copies can be printed in one job.

    Raises:
        Refusal: fewer than 1 or more than 9999.

    """
    if not 1 <= copies <= _MOST_COPIES:
        raise refusal(
            "{copies} copies cannot be printed in one job.",
            "Give a number from 1 to 9999.",
            copies=copies,
        )


def not_taken(queue: str, why: object) -> Refusal:
    """The refusal of a queue that is not there, or takes nothing."""
    return refusal(
        "Print queue {queue} did not take the job: {why}",
        "Nothing was printed. Choose another queue, or set this one right in the system's printer settings.",  # noqa: E501
        queue=queue,
        why=why,
    )
