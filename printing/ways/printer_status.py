"""What a printer says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lsn_desktop.domain.messages import Message, _, mark, message

Standing = Literal["ready", "printing", "stopped", "away", "unknown"]
Trouble = Literal[
    "paper out", "ribbon out", "head open", "paused", "buffer full", "too cold", "too hot",
    "memory lost", "label waiting", "low on paper", "takes no jobs",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """How a printer stands: ``away`` cannot be reached, ``unknown`` does not tell.

    ``labels_left`` of the batch are still to come out and ``waiting`` formats or jobs stand
    behind it; None where the printer does not say. ``cut_short`` tells of a label that came
    only in part. ``told`` are the printer's, or the system's, own words.
    """

    standing: Standing
    troubles: tuple[Trouble, ...] = ()
    labels_left: int | None = None
    waiting: int | None = None
    cut_short: bool = False
    told: str = ""

    @property
    def idle(self) -> bool:
        """Whether it says that nothing it was sent is still to come out."""
        empty = self.labels_left == 0 and self.waiting == 0 and not self.cut_short
        return empty and self.standing == "ready"

    @property
    def words(self) -> Message:
        """The status as a person is told it."""
        why = ", ".join(_(_TROUBLES[one]) for one in self.troubles) or self.told
        if why:
            return message(_TOLD[self.standing], why=why)
        if self.standing == "printing" and self.labels_left:
            return message("Printing, {count} labels to come.", count=self.labels_left)
        return message(_WORDS[self.standing])


_WORDS: dict[Standing, str] = {
    "ready": mark("Ready."),
    "printing": mark("Printing."),
    "stopped": mark("Stopped."),
    "away": mark("Does not answer."),
    "unknown": mark("It can be reached; it does not tell its status."),
}
_TOLD: dict[Standing, str] = {
    "ready": mark("Ready: {why}"),
    "printing": mark("Printing: {why}"),
    "stopped": mark("Stopped: {why}"),
    "away": mark("Does not answer: {why}"),
    "unknown": mark("It can be reached; it does not tell its status: {why}"),
}
_TROUBLES: dict[Trouble, str] = {
    "paper out": mark("out of labels"),
    "ribbon out": mark("out of ribbon"),
    "head open": mark("the head is open"),
    "paused": mark("paused"),
    "buffer full": mark("its memory is full"),
    "too cold": mark("the head is too cold"),
    "too hot": mark("the head is too hot"),
    "memory lost": mark("its memory was damaged"),
    "label waiting": mark("a label waits to be taken"),
    "low on paper": mark("few labels left"),
    "takes no jobs": mark("the queue takes no jobs"),
}
