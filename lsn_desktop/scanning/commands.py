"""Command barcodes and badges: what a scan asks of the program, not of the stock.

``LSN-DO-`` and what to do: ``LSN-DO-UNDO``, ``LSN-DO-QUANTITY-12``, ``LSN-DO-GO-RECEIVE``. A
badge begins with ``LSN-BADGE-``. Capitals or not: Caps Lock changes nothing. Both win over
every other meaning, a lot of that name included: the sheet on the wall works everywhere or is
not trusted anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from lsn_desktop.domain.messages import message
from lsn_desktop.scanning import symbology
from lsn_desktop.scanning.readings import Element, Flaw

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS = "LSN-"
"""How every command and badge begins."""

BADGE = "LSN-BADGE-"
_DO = "LSN-DO-"
_SHOWN = 40

Name = Literal[
    "undo",
    "post",
    "print",
    "yes",
    "no",
    "next",
    "back",
    "teach",
    "damaged",
    "help",
    "all",
    "quarantine",
    "case",
    "pallet",
    "close",
    "open",
    "unpack",
    "quantity",
    "answer",
    "go",
    "unknown",
]
"""What can be asked; ``unknown`` is a barcode that begins as a command and is none."""

_ARGUMENTS = {
    "quantity": re.compile("[1-9][0-9]{0,8}"),
    "answer": re.compile("[1-9]"),
    "go": re.compile("[a-z][a-z-]*"),
}
_ALONE = frozenset(get_args(Name)) - _ARGUMENTS.keys() - {"unknown"}


@dataclass(frozen=True, slots=True)
class Command:
    """One command; ``argument`` is a number for ``quantity`` and ``answer``, a page for ``go``.

    Of an ``unknown`` one it is what stands where the name belongs.
    """

    name: Name
    argument: str = ""

    @property
    def text(self) -> str:
        """What its barcode holds."""
        return _DO + f"{self.name}-{self.argument}".rstrip("-").upper()


def said_by(frame: bytes) -> str:
    """The text of a frame, without the identifier some scanners put in front."""
    identifier, data = symbology.taken_off(frame)
    return symbology.decoded(data, identifier).strip()


def command(text: str) -> Command | None:
    """The command a scanned text is, or None if it is no command at all."""
    text = text.strip()
    if text[: len(_DO)].upper() != _DO:
        return None
    asked = text[len(_DO) :].lower()
    name, _dash, argument = asked.partition("-")
    for known in get_args(Name):
        if known != name:
            continue
        if known in _ALONE and name == asked:
            return Command(known)
        if known in _ARGUMENTS and _ARGUMENTS[known].fullmatch(argument):
            return Command(known, argument)
    return Command("unknown", asked)


def is_badge(text: str) -> bool:
    """Whether a scan looks like one of our badges."""
    return text.strip()[: len(BADGE)].upper() == BADGE


def elements_of(found: Command) -> Iterator[Element]:
    """A command as the elements of its reading: the name, then its argument."""
    if found.name == "unknown":
        return
    yield Element("COMMAND", "COMMAND", found.name.upper(), found.name)
    if found.argument:
        yield Element("ARGUMENT", "ARGUMENT", found.argument.upper(), found.argument)


def not_a_command(found: Command) -> Flaw:
    """What is wrong with an ``unknown`` command."""
    words = message("There is no command {name}.", name=found.argument[:_SHOWN].upper() or "-")
    return Flaw("COMMAND", "format", words)
