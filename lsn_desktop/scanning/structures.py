"""Data structures of the labels that are not GS1: their shape, meaning, and the field filled.

HIBC, ISBT 128 and ANSI MH10.8.2 all have short structures of one value each. A structure is a
row of data; what is wrong with a value is told as it is for a GS1 element.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lsn_desktop.scanning import flaws
from lsn_desktop.scanning.readings import Element

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from lsn_desktop.scanning.codes import Code
    from lsn_desktop.scanning.gs1 import Judged

    Form = Callable[[str, date], str | None]

_DAYS = frozenset({"expiry", "best_before", "production"})


@dataclass(frozen=True, slots=True)
class Structure:
    """One kind of value: its characters (a class of a regular expression) and its length.

    ``form`` says what a value means, or None if it means nothing: then it has ``flaw``.
    """

    id: str
    title: str
    kind: str
    least: int
    most: int
    form: Form | None = field(default=None, kw_only=True)
    flaw: Code = field(default="date", kw_only=True)
    _pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_pattern", _shape(self.kind, self.least, self.most))

    @property
    def lengths(self) -> str:
        """The lengths a value may have, for a sentence: ``6``, ``1-18``."""
        return str(self.most) if self.least == self.most else f"{self.least}-{self.most}"

    def shape_flaw(self, raw: str) -> Code | None:
        """What is wrong with the length or the characters of a value, if something is."""
        if self._pattern.fullmatch(raw):
            return None
        return "character" if self.least <= len(raw) <= self.most else "length"

    def value(self, raw: str, today: date) -> tuple[str, Code | None]:
        """What a value means, and what is wrong with it."""
        if code := self.shape_flaw(raw):
            return raw, code
        if self.form is None:
            return raw, None
        said = self.form(raw, today)
        return (raw, self.flaw) if said is None else (said, None)


@lru_cache(maxsize=256)
def _shape(kind: str, least: int, most: int) -> re.Pattern[str]:
    return re.compile(f"[{kind}]{{{least},{most}}}")


def add(found: Judged, structure: Structure, raw: str, today: date) -> None:
    """Judge one value and keep it; one that says something else than before is a repeat."""
    value, code = structure.value(raw, today)
    element = Element(structure.id, structure.title, raw, value)
    first = found.first.setdefault(structure.id, element)
    if first.value != value:
        found.flaws.append(flaws.repeat(structure.id, first.raw, raw))
    found.elements.append(element)
    if code:
        found.flaws.append(flaws.in_element(structure, raw, code))


def fields_by(names: Mapping[str, str], elements: Iterable[Element]) -> dict[str, Any]:
    """The fields of a Reading that sound elements fill, the earlier row of ``names`` first."""
    values = {element.id: element.value for element in elements if element.value}
    fields: dict[str, Any] = {}
    for id_, name in names.items():
        if id_ in values:
            fields.setdefault(name, _typed(name, values[id_]))
    return fields


def _typed(name: str, value: str) -> object:
    if name in _DAYS:
        return date.fromisoformat(value[:10])
    return Decimal(value) if name == "quantity" else value


def number(text: str, _today: date) -> str:
    """A quantity without its leading zeros."""
    return str(int(text))
