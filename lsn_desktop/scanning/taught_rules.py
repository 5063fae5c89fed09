"""How a supplier's own label is read: a rule, taught on one sample by naming its parts.

A rule is its sample, cut into parts that follow each other. Text that is always the same stands
fixed; between two fixed texts at most one part may be of any length, so that there is but one
way to read a text by a rule, or none. Nothing is guessed here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, get_args

from lsn_desktop.scanning import taught_dates
from lsn_desktop.scanning.check_digits import gtin_is_right
from lsn_desktop.scanning.ean import padded
from lsn_desktop.scanning.readings import Element, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

Name = Literal[
    "item", "lot", "serial", "expiry", "best before", "production", "quantity", "any", "fixed"
]
NAMES: tuple[Name, ...] = get_args(Name)
DAYS = frozenset({"expiry", "best before", "production"})
TITLES: dict[Name, str] = {
    "item": "ITEM",
    "lot": "LOT",
    "serial": "SERIAL",
    "expiry": "EXPIRY",
    "best before": "BEST BEFORE",
    "production": "PRODUCTION DATE",
    "quantity": "QUANTITY",
}
GTIN = "GTIN"
"""The form of an item number that is a GTIN: its check digit must hold."""

MOST = 400
"""Characters of a text that can be taught or read by a rule."""

_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_WHOLE = re.compile(r"[0-9]{1,9}")
_POINTED = re.compile(r"[0-9]{1,9}[.,][0-9]{1,6}")
_LONGEST_CODE = 90
_TOLD_APART = 10  # characters of a rule without anything fixed in it


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a label and what stands there in the sample.

    ``exact``: as many characters as in the sample; else up to the next fixed text or the end.
    ``form``: of a day its order ('' until that is settled), of a quantity how many of its
    digits are decimals, of an item number that is one :data:`GTIN`.
    """

    name: Name
    text: str
    exact: bool = False
    form: str = ""

    @property
    def width(self) -> int | None:
        """How many characters it always has; None if that differs."""
        if self.name == "fixed":
            return len(self.text)
        if self.name in DAYS and self.form:
            return taught_dates.width(self.form)
        return len(self.text) if self.exact else None

    def value(self, text: str, today: date) -> str | None:
        """What a text means as this part; None if it can be no such thing."""
        if self.name in DAYS:
            day = taught_dates.day_of(text, self.form, today) if self.form else None
            return day.isoformat() if day else None
        if self.name == "quantity":
            return _quantity(text, self.form)
        if self.name == "any":
            return text
        if self.form == GTIN:
            return padded(text) if gtin_is_right(text) else None
        if self.exact and _is_digits(self.text) and not _is_digits(text):
            return None
        value = text.strip(" ")
        sound = value and len(value) <= _LONGEST_CODE and not _CONTROLS.search(value)
        return value if sound else None


@dataclass(frozen=True, slots=True)
class Rule:
    """The parts of a label in their order; together they are the sample."""

    parts: tuple[Part, ...]

    @property
    def sample(self) -> str:
        """The text it was taught on."""
        return "".join(part.text for part in self.parts)

    def cut(self, text: str) -> list[str] | None:
        """A text cut as this rule says, part by part; None if it is another label's."""
        found: list[str] = []
        at = 0
        for run, fence in _runs(self.parts):
            end = _end_of_run(text, at, run, fence)
            pieces = _cut_run(text[at:end], run) if end is not None else None
            if end is None or pieces is None:
                return None
            found += pieces
            at = end
            if fence is not None:
                found.append(fence.text)
                at += len(fence.text)
        return found if at == len(text) else None

    def values(self, text: str, today: date) -> list[str] | None:
        """What the parts of a text mean, in their order; None if it is another label's."""
        pieces = self.cut(text) if len(text) <= MOST else None
        return None if pieces is None else self.meant(pieces, today)

    def meant(self, pieces: list[str], today: date) -> list[str] | None:
        """What the pieces of a text that was cut mean; None if one means nothing."""
        values: list[str] = []
        for part, piece in zip(self.parts, pieces, strict=True):
            value = piece if part.name == "fixed" else part.value(piece, today)
            if value is None:
                return None
            values.append(value)
        return values

    def moved_to(self, text: str) -> Rule | None:
        """The same rule with another label of its kind as its sample."""
        pieces = self.cut(text)
        if pieces is None:
            return None
        pairs = zip(self.parts, pieces, strict=True)
        return Rule(tuple(replace(part, text=piece) for part, piece in pairs))

    @property
    def tells_apart(self) -> bool:
        """Whether it is so particular that it will hardly read another code by chance."""
        proof = any(
            part.name in DAYS or part.name == "fixed" or part.form == GTIN
            for part in self.parts
        )
        widths = [part.width for part in self.parts]
        return proof or (None not in widths and len(self.sample) >= _TOLD_APART)

    @property
    def is_ambiguous(self) -> bool:
        """Whether two parts of any length follow each other: no one could say where to cut."""
        return any(
            sum(part.width is None for part in run) > 1 for run, _fence in _runs(self.parts)
        )


def reading_by(rule: Rule, reading: Reading, today: date) -> Reading | None:
    """A scan read by a rule, or None if it is not such a label."""
    pieces = rule.cut(reading.text) if len(reading.text) <= MOST else None
    values = None if pieces is None else rule.meant(pieces, today)
    if pieces is None or values is None:
        return None
    elements: list[Element] = []
    fields: dict[str, Any] = {}
    for part, piece, value in zip(rule.parts, pieces, values, strict=True):
        if part.name in TITLES:
            elements.append(Element(TITLES[part.name], TITLES[part.name], piece, value))
            fields.update(_field(part, value))
    return Reading(
        scan=reading.scan,
        text=reading.text,
        read_as="taught",
        symbology=reading.symbology,
        elements=tuple(elements),
        **fields,
    )


def _field(part: Part, value: str) -> dict[str, object]:
    if part.name == "item":
        return {"gtin": value} if part.form == GTIN else {}
    if part.name in DAYS:
        return {part.name.replace(" ", "_"): date.fromisoformat(value)}
    return {part.name: Decimal(value) if part.name == "quantity" else value}


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _quantity(text: str, decimals: str) -> str | None:
    """A quantity written out; with implied decimals it has digits alone."""
    if decimals and _WHOLE.fullmatch(text):
        return f"{Decimal(text).scaleb(-int(decimals)):f}"
    if not decimals and (_WHOLE.fullmatch(text) or _POINTED.fullmatch(text)):
        return f"{Decimal(text.replace(',', '.')):f}"
    return None


def _runs(parts: tuple[Part, ...]) -> Iterator[tuple[list[Part], Part | None]]:
    """The parts between fixed texts, each run with the fixed text behind it."""
    run: list[Part] = []
    for part in parts:
        if part.name == "fixed":
            yield run, part
            run = []
        else:
            run.append(part)
    yield run, None


def _end_of_run(text: str, at: int, run: list[Part], fence: Part | None) -> int | None:
    """Where a run ends: by its width, else before the next fixed text, else with the text."""
    for part in run:
        width = part.width
        if width is None:
            end = len(text) if fence is None else text.find(fence.text, at)
            return end if end >= 0 else None
        at += width
    stands = fence is None or text.startswith(fence.text, at)
    return at if stands and at <= len(text) else None


def _cut_run(text: str, run: list[Part]) -> list[str] | None:
    """A run cut into its parts, of which one at most has no width of its own."""
    widths = [part.width for part in run]
    rest = len(text) - sum(width or 0 for width in widths)
    pieces: list[str] = []
    at = 0
    for width in widths:
        length = rest if width is None else width
        if length < 1:
            return None
        pieces.append(text[at : at + length])
        at += length
    return pieces if at == len(text) else None
