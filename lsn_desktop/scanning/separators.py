"""Group separators that a scanner dropped or replaced: every reading the code may then have.

FNC1 ends a value of variable length; scanners send it as GS, and many drop it or send another
character. The text alone seldom tells: ``10ABC17261231`` is a lot of eleven characters, or the
lot ABC with its expiry. So all readings without a flaw are found, and the one that is right is
proven here only where there is no other; else by what the warehouse knows, or by a question.

Source: GS1 General Specifications, 7.8.5 (predefined lengths), 7.8.6 (separator).
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.scanning import substitutes
from lsn_desktop.scanning.codes import ASSOCIATIONS
from lsn_desktop.scanning.dates import date_from_yymmdd
from lsn_desktop.scanning.gs1 import GS
from lsn_desktop.scanning.gs1_table import AIS, PREDEFINED, WIDTHS
from lsn_desktop.scanning.symbology import meaning

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lsn_desktop.scanning.gs1_table import Ai
    from lsn_desktop.scanning.readings import Reading

    Pairs = tuple[tuple[str, str], ...]

MOST = 24
"""Readings of one code at most; a code with more of them is nothing but digits."""

_LONGEST = 160  # characters; labels seldom have half of that
_MOST_TRIED, _MOST_READ = 300, 40  # beginnings gone on from, divisions judged

# What may begin where a separator was lost. Left out are the AIs of two digits that stand on
# few labels and in many lots: 20 and 22 (a lot AB2026 is no variant), 90 to 99 (internal: they
# would split every second number), and the rare ones of three digits that anything may follow
# (251 stands in every lot named after a day of October 2025).
# Days must be days, keys must check, countries be in their list, amounts have their length: a
# lot seldom holds that by chance. Four digits seldom stand in a lot at all.
_USUAL = frozenset(
    {
        *("00", "01", "02", "10", "11", "13", "15", "16", "17", "21", "30", "37"),
        *("240", "241", "400"),
        *(id_ for id_ in AIS if id_[:2] in {"41", "42", "71"} and id_ not in {"420", "421"}),
        *(id_ for id_ in AIS if len(id_) == 4),  # noqa: PLR2004 - digits of an AI
    }
)
_DAY = r"\d\d(?:0[1-9]|1[0-2])[0-3]\d"
_BEGINS = re.compile(
    rf"(?=10.|21.|1[135-7]{_DAY}|3[07]\d|0[12]\d{{14}}|00\d{{18}}|24[01].|400.|4[12]\d\d{{3}}"
    r"|71[0-7].|3[1-6]\d{8}|39[0-5]\d{4}|43[0-3]\d.|70[0-4]\d.|72[345]\d.|8[012][0-3]\d.)"
)
"""Where one of the usual AIs may begin, by its digits; :data:`_USUAL` has the last word."""

_ANYWHERE = re.compile(r"(?=\d\d.)")
_PREDEFINED = re.compile(
    "(?:"
    + "|".join(
        f"{begins}.{{{WIDTHS.get(begins, 2) - 2 + length}}}"
        for begins, length in PREDEFINED.items()
    )
    + ")*+"
)
_MARKS = "!\"%&'*+,:;<=>?_"  # not - / . which stand in many lots
_SHORTEST = 3  # characters of an element: an AI and something behind it

# Years back and ahead in which the day of a label lies; further off it is part of a number.
_MADE, _KEEPS = (15, 1), (10, 30)
_YEARS = {"11": _MADE, "13": _MADE, "15": _KEEPS, "16": _KEEPS, "17": _KEEPS}


def recovered(reading: Reading, *, today: date, sent: bool) -> Reading:
    """The same reading; one that is proven instead of it; or it with its ``candidates``.

    Args:
        reading: one scan, read as it came.
        today: the day of the scan.
        sent: the scanner is known to send its separators, so that none was lost of a code
            that is right as it came.

    """
    is_gs1 = reading.read_as in {"gs1", "plain"} and GS not in reading.text
    if not is_gs1 or (sent and _stands(reading)):
        return reading
    if proven := substitutes.replaced(reading, today=today):
        return proven
    found, is_all = _found(reading, today)
    if len(found) > 1:
        return replace(reading, candidates=tuple(found))
    if found in ([], [reading]) or not is_all:
        return reading
    return replace(found[0], proof=message("a separator was lost; it can only be there"))


def candidates(reading: Reading, *, today: date) -> tuple[Reading, ...]:
    """Every reading without a flaw that the code may have, fewest lost separators first.

    None where no separator can be missing; the reading itself is the first if it has no
    flaw. Where it has one, any AI may follow a lost separator, else only a usual one. What a
    label in several barcodes leaves to another of them is no flaw.
    """
    return tuple(_found(reading, today)[0])


def _found(reading: Reading, today: date) -> tuple[list[Reading], bool]:
    """The candidates, and whether they are all: a code of nothing but digits has no end."""
    stands = _stands(reading)
    begins = _BEGINS if stands else _ANYWHERE
    if not _may_lack_one(reading, begins):
        return [], True
    as_it_came = tuple((element.id, element.raw) for element in reading.elements)
    found = [reading] if stands else []
    found += _with_marks(reading, today, begins)
    for tried, pairs in enumerate(_Divisions(reading.text, today, begins)):
        if pairs is None or tried == _MOST_READ or len(found) == MOST:
            return found, False
        if pairs == as_it_came:
            continue
        if again := substitutes.read_again(reading, _joined(pairs), today):
            found.append(again)
    return found, True


def _with_marks(reading: Reading, today: date, begins: re.Pattern[str]) -> list[Reading]:
    """The readings in which a mark that may stand in a value came for every separator.

    ``+`` for Ctrl+] on a German keyboard, ``;`` or ``*`` as somebody set the scanner.
    """
    text = reading.text
    starts = (found.start() for found in begins.finditer(text, _certain(text) + _SHORTEST))
    marks = dict.fromkeys(text[start - 1] for start in starts if text[start - 1] in _MARKS)
    read = (substitutes.read_again(reading, text.replace(mark, GS), today) for mark in marks)
    return [one for one in read if one is not None]


def _may_lack_one(reading: Reading, begins: re.Pattern[str]) -> bool:
    """A first look, which rules out nearly every code."""
    text = reading.text
    is_marked = meaning(reading.symbology) == "gs1"
    if len(text) > _LONGEST or not (is_marked or text.startswith(("01", "00"))):
        return False
    return begins.search(text, _certain(text) + _SHORTEST) is not None


def _certain(text: str) -> int:
    """Where the elements of predefined length in front end, which no separator follows."""
    fixed = _PREDEFINED.match(text)
    return fixed.end() if fixed else 0


class _Divisions:
    """All ways to divide a text into sound elements."""

    def __init__(self, text: str, today: date, begins: re.Pattern[str]) -> None:
        self._text, self._today = text, today
        self._certain = _certain(text)
        self._usual = _USUAL if begins is _BEGINS else AIS
        self._cuts = [found.start() for found in begins.finditer(text)]
        self._next: dict[int, list[tuple[str, str, int]]] = {len(text): []}

    def __iter__(self) -> Iterator[Pairs | None]:
        """Those of fewest elements first; None at last if more were not looked for."""
        waiting: deque[tuple[int, Pairs]] = deque([(0, ())])
        for _ in range(_MOST_TRIED):
            if not waiting:
                return
            at, before = waiting.popleft()
            for id_, raw, stop in self._from(at):
                if any(id_ == other for other, _raw in before):
                    continue
                pairs = (*before, (id_, raw))
                if stop == len(self._text):
                    yield pairs
                else:
                    waiting.append((stop, pairs))
        yield None

    def _from(self, at: int) -> list[tuple[str, str, int]]:
        """The elements that may begin at a place, and where each ends; dead ends left out."""
        if at not in self._next:
            found = self._next[at] = []
            for id_, raw, stop in self._sound(at):
                if stop == len(self._text) or self._from(stop):
                    found.append((id_, raw, stop))
        return self._next[at]

    def _sound(self, at: int) -> Iterator[tuple[str, str, int]]:
        text = self._text
        id_ = _id_at(text, at)
        ai, start = AIS.get(id_), at + len(id_)
        if ai is None:
            return
        stops = [start + ai.length] if ai.length is not None else [len(text)]
        if ai.length is None:
            stops += [
                cut
                for cut in self._cuts
                if start < cut <= start + ai.most and _id_at(text, cut) in self._usual
            ]
        for stop in stops:
            raw = text[start:stop]
            is_likely = at <= self._certain or _is_likely(id_, raw, self._today)
            if is_likely and _is_sound(ai, raw):
                yield id_, raw, stop


def _id_at(text: str, at: int) -> str:
    return text[at : at + WIDTHS.get(text[at : at + 2], 2)]


def _is_sound(ai: Ai, raw: str) -> bool:
    """Whether a value has its shape and checks; whether it is a day is seen when it is read."""
    match = ai.pattern.fullmatch(raw)
    if match is None:
        return False
    return not any(linter(match[group]) for group, linter in ai.linters if match[group])


def _is_likely(id_: str, raw: str, today: date) -> bool:
    """Whether a day found behind a lost separator lies near enough to be one."""
    if id_ not in _YEARS:
        return True
    back, ahead = _YEARS[id_]
    try:
        year = date_from_yymmdd(raw, today=today).year
    except ValueError:  # no day, or cut short
        return False
    return today.year - back <= year <= today.year + ahead


def _joined(pairs: Pairs) -> str:
    """An element string as it is sent where no separator is lost."""
    text = ""
    for id_, raw in pairs:
        text += f"{id_}{raw}" if id_[:2] in PREDEFINED else f"{id_}{raw}{GS}"
    return text.removesuffix(GS)


def _stands(reading: Reading) -> bool:
    """Whether a reading is taken as it came: GS1 without a flaw within its elements."""
    return reading.read_as == "gs1" and all(
        flaw.code in ASSOCIATIONS for flaw in (*reading.errors, *reading.warnings)
    )
