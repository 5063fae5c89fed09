"""GS1 element strings: splitting them into elements, and judging each and all of them.

Source: GS1 General Specifications, 7.8 (FNC1 and element strings), 4.13 (associations).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from lsn_desktop.scanning import flaws
from lsn_desktop.scanning.forms import with_decimals
from lsn_desktop.scanning.gs1_table import AIS, PREDEFINED, WIDTHS, shape
from lsn_desktop.scanning.readings import Element

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator
    from datetime import date

    from lsn_desktop.scanning.codes import Code
    from lsn_desktop.scanning.gs1_table import Ai, Component
    from lsn_desktop.scanning.readings import Flaw

GS = "\x1d"
"""The group separator, as scanners send a FNC1 between elements."""

_ANY = dict.fromkeys("NXYZ", r"\s\S")


@dataclass(slots=True)
class Judged:
    """The elements found, and what is wrong with them; ``first`` is the first of each id."""

    elements: list[Element] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    questions: list[Flaw] = field(default_factory=list)
    first: dict[str, Element] = field(default_factory=dict)


def element_string(text: str, *, today: date) -> Judged:
    """Read an element string as a scanner sends it; GS stands for FNC1.

    A GS in front, at the end, or after a value of predefined length does no harm.
    """
    return judged(split(text), today=today)


def split(text: str) -> Iterator[tuple[str, str]]:
    """Application Identifier and value of each element, unjudged.

    An identifier of no AI's beginning comes as its first two characters, its value reaching to
    the next separator.
    """
    at, end = 0, len(text)
    while at < end:
        if text[at] == GS:
            at += 1
            continue
        begins = text[at : at + 2]
        start = at + WIDTHS.get(begins, 2)
        stop = text.find(GS, at)
        stop = end if stop < 0 else stop
        start = min(start, stop)
        if begins in PREDEFINED:
            stop = min(stop, start + PREDEFINED[begins])
        yield text[at:start], text[start:stop]
        at = stop


def judged(pairs: Iterable[tuple[str, str]], *, today: date) -> Judged:
    """Judge elements one by one, then what they demand of each other."""
    found = Judged()
    values: dict[str, str] = {}
    for id_, raw in pairs:
        ai = AIS.get(id_)
        if ai is None:
            _unknown(found, id_, raw)
        else:
            _known(found, ai, raw, today)
        if values.setdefault(id_, raw) != raw:
            found.flaws.append(flaws.repeat(id_, values[id_], raw))
    found.flaws += _associations(tuple(values))
    return found


def _known(found: Judged, ai: Ai, raw: str, today: date) -> None:
    value, code = _value(ai, raw, today)
    found.elements.append(Element(ai.id, ai.title, raw, value))
    if code:
        found.flaws.append(flaws.in_element(ai, raw, code))
        if code == "length" and ai.length is None and len(raw) > ai.most:
            found.questions.append(flaws.separator(ai, raw))


def _unknown(found: Judged, id_: str, raw: str) -> None:
    """Keep an element whose AI is in no dictionary; what is no AI at all is a flaw only."""
    if raw and id_.isascii() and id_.isdecimal() and len(id_) == WIDTHS.get(id_[:2], 2):
        found.elements.append(Element(id_, "", raw, raw))
        found.flaws.append(flaws.unknown_ai(id_, raw))
    else:
        found.flaws.append(flaws.no_ai(id_ + raw))


def _value(ai: Ai, raw: str, today: date) -> tuple[str, Code | None]:
    """What a value means, and what is wrong with it."""
    match = ai.pattern.fullmatch(raw)
    if match is None:
        if not raw:
            return raw, "empty"
        return raw, "character" if _any_characters(ai.components).fullmatch(raw) else "length"
    for group, linter in ai.linters:
        part = match[group]
        if part is not None and (code := linter(part)):
            return raw, code
    if ai.decimals is not None:
        *before, amount = match.groups()
        return " ".join([*before, with_decimals(amount, ai.decimals)]), None
    return _formed(ai, match, today) if ai.forms else (raw, None)


def _formed(ai: Ai, match: re.Match[str], today: date) -> tuple[str, Code | None]:
    text = ""
    for group, form in ai.forms:
        part = match[group]
        if part is not None:
            said = form.read(part, today)
            if said is None:
                return match[0], form.flaw
            text += form.mark + said if text else said
    return text, None


@cache
def _any_characters(components: tuple[Component, ...]) -> re.Pattern[str]:
    """The lengths a value may have, whatever its characters."""
    return shape(components, _ANY)


@lru_cache(maxsize=1024)
def _associations(ids: tuple[str, ...]) -> tuple[Flaw, ...]:
    """What elements demand of each other: one that is missing, one that may not be there.

    Labels of the same kinds come again and again, so the answers are kept.
    """
    ais = [AIS[id_] for id_ in ids if id_ in AIS]
    present = {ai.id for ai in ais}
    found = []
    for ai in ais:
        if ai.requires and not any(
            all(not present.isdisjoint(part) for part in need) for need in ai.requires
        ):
            found.append(flaws.requires(ai))
        if not ai.excludes.isdisjoint(present):
            found.append(flaws.excludes(ai, sorted(ai.excludes & present)))
    return tuple(found)
