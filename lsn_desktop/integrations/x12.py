"""Ship notices of ASC X12, transaction set 856.

Source: ASC X12 005010 (and 004010, whose 856 is the same in what is read here): X12.5
Interchange Control Structure (ISA, fixed length: its own separators stand in it); X12.6
Application Control Structure, 3.3 (segments, elements); transaction set 856, segments BSN, HL
(hierarchy: shipment S, order O, tare T, pack P, item I), PRF, MAN, LIN, SN1, REF, DTM, CTT;
data element 235 (product qualifiers), 128 (reference qualifiers), 374 (036 = expiration),
88 (GM = SSCC-18 with its application identifier).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from lsn_desktop.domain.announced import Goods, Notice
from lsn_desktop.domain.refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from lsn_desktop.domain.refusals import Refusal

KIND = "x12 856"
_ISA = 106  # characters, its terminator included
_ELEMENT, _TERMINATOR = 3, 105  # where the separators stand in it
_GTINS = ("UK", "UA", "EN", "UP", "UI", "UD")
_OURS, _THEIRS = ("BP", "IN", "SK", "PI"), ("VN", "VP", "MG", "VA")
_LOTS, _SERIALS = frozenset({"LT", "BT"}), frozenset({"SE", "SN"})
_SSCC = 18


@dataclass(slots=True)
class _Loop:
    """A hierarchical level (HL) with what its own segments say."""

    id: str
    parent: str
    level: str
    at: int
    sscc: str = ""
    order: str = ""
    names: dict[str, str] = field(default_factory=dict)
    quantity: str = ""
    lot: str = ""
    serials: list[str] = field(default_factory=list)
    expiry: date | None = None


def is_x12(data: bytes) -> bool:
    """Whether a file begins as an interchange does."""
    return data.lstrip()[:3] == b"ISA"


def read(data: bytes) -> Notice:
    """What the ship notices of an interchange announce.

    Raises:
        Refusal: it is no whole 856, or something in it contradicts itself.
    """
    segments = _segments(data)
    number, loops = _loops(segments)
    by_id = {(loop.id): loop for loop in loops}
    if len(by_id) != len(loops):
        raise _broken(0, "two levels have one number")
    goods = [each for loop in loops if loop.level == "I" for each in _goods(loop, by_id)]
    order = next((loop.order for loop in loops if loop.order), "")
    return Notice(KIND, number, order, tuple(goods))


def _segments(data: bytes) -> list[list[str]]:
    text = data.decode("utf-8", "replace").lstrip()
    if len(text) < _ISA:
        raise _broken(1, "the interchange header is cut short")
    element, terminator = text[_ELEMENT], text[_TERMINATOR]
    parts = (part.strip("\r\n ") for part in text.split(terminator))
    return [part.split(element) for part in parts if part]


def _loops(segments: Iterable[list[str]]) -> tuple[str, list[_Loop]]:
    """The number of the first ship notice, and the levels of all of them."""
    number, loops, began, turn = "", list[_Loop](), 0, 0
    for at, segment in enumerate(segments, start=1):
        name = segment[0]
        if name == "ST":
            if _element(segment, 1) != "856":
                raise _broken(at, "it is no ship notice (856)")
            began, turn = at, turn + 1
        elif name == "BSN":
            number = number or _element(segment, 2)
        elif name == "HL":
            key, parent = f"{turn}.{_element(segment, 1)}", _element(segment, 2)
            loops.append(_Loop(key, f"{turn}.{parent}", _element(segment, 3), at))
        elif name == "SE":
            _must_be_whole(at, segment, at - began + 1)
            began = 0
        elif loops:
            _tell(loops[-1], at, segment)
    if began or not turn:
        raise _broken(0, "a ship notice does not end")
    return number, loops


def _must_be_whole(at: int, segment: list[str], count: int) -> None:
    """SE01 counts the segments of the set, ST and SE included."""
    if _element(segment, 1) != str(count):
        raise _broken(at, f"it counts {_element(segment, 1)} segments, {count} are there")


def _tell(loop: _Loop, at: int, segment: list[str]) -> None:
    """Let a segment tell of the level it stands in."""
    match segment[0]:
        case "LIN":
            for qualifier, value in _pairs(segment[2:]):
                _name(loop, qualifier, value)
        case "SN1":
            loop.quantity = _element(segment, 2)
        case "PRF":
            loop.order = _element(segment, 1)
        case "MAN" if _element(segment, 1) in {"GM", "AA"}:
            loop.sscc = _element(segment, 2)[-_SSCC:]
        case "REF":
            _name(loop, _element(segment, 1), _element(segment, 2))
        case "DTM" if _element(segment, 1) == "036":
            loop.expiry = _day(at, _element(segment, 2) or _element(segment, 6))


def _name(loop: _Loop, qualifier: str, value: str) -> None:
    if qualifier in _LOTS:
        loop.lot = value
    elif qualifier in _SERIALS:
        loop.serials.append(value)
    else:
        loop.names[qualifier] = value


def _pairs(elements: list[str]) -> Iterator[tuple[str, str]]:
    """Qualifiers and what they qualify, one after the other."""
    for at in range(0, len(elements) - 1, 2):
        if elements[at] and elements[at + 1].strip():
            yield elements[at], elements[at + 1].strip()


def _goods(loop: _Loop, loops: dict[str, _Loop]) -> Iterator[Goods]:
    """The goods of an item's level: each serial by itself, and what has none together."""
    names = tuple(
        loop.names[each] for each in (*_GTINS, *_OURS, *_THEIRS) if each in loop.names
    )
    try:
        quantity = Decimal(loop.quantity)
    except InvalidOperation:
        raise _broken(loop.at, "an item has no quantity (SN1)") from None
    rest = quantity - len(loop.serials)
    if not quantity.is_finite() or rest < 0 or quantity <= 0:
        raise _broken(loop.at, "an item's quantity is less than its serials")
    sscc = _unit(loop, loops)
    for serial in loop.serials:
        yield Goods(loop.at, names, Decimal(1), loop.lot, serial, sscc, loop.expiry)
    if rest:
        yield Goods(loop.at, names, rest, loop.lot, "", sscc, loop.expiry)


def _unit(loop: _Loop, loops: dict[str, _Loop]) -> str:
    """The SSCC the goods are in: of the nearest level above that has one, or of one below."""
    below = [each.sscc for each in loops.values() if each.parent == loop.id and each.sscc]
    passed = set()
    at: _Loop | None = loop
    while at is not None and at.id not in passed:
        if at.sscc:
            return at.sscc
        passed.add(at.id)
        at = loops.get(at.parent)
    return below[0] if len(below) == 1 else ""


def _day(at: int, text: str) -> date:
    try:
        return datetime.strptime(text[:8], "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise _broken(at, f"{text[:20]} is no day") from None


def _element(segment: list[str], at: int) -> str:
    return segment[at].strip() if at < len(segment) else ""


def _broken(at: int, why: str) -> Refusal:
    return refusal(
        "The ship notice cannot be read: {why} (segment {at}).",
        "Ask the supplier for the file again, or for a table of what comes.",
        why=why,
        at=at,
    )
