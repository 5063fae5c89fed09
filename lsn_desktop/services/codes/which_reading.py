"""The question where a separator may be lost, in words, and what answers it.

An answer's value is the reading as it is printed for people, ``(01)...(10)ABC``: so the
journal has it, and it is read again when it is chosen.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.outcomes import Answer, Asks, Question
from lsn_desktop.scanning.read import read_brackets

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.scanning.readings import Element, Reading

LEAVE = "leave"
_MOST = 5  # readings; a page of 768 pixels holds them, and one answer that leaves it out

_PARTS = {
    "10": mark("lot {value}"),
    "21": mark("serial {value}"),
    "11": mark("produced {value}"),
    "13": mark("packed {value}"),
    "15": mark("best before {value}"),
    "16": mark("sell by {value}"),
    "17": mark("expires {value}"),
    "30": mark("quantity {value}"),
    "37": mark("quantity {value}"),
}
_COUNTS = ("30", "37")


def question(readings: tuple[Reading, ...]) -> Question:
    """The readings as answers, the likeliest first, in what they say differently."""
    same = set.intersection(*({(e.id, e.raw) for e in one.elements} for one in readings))
    answers = [Answer(_as_printed(one), _in_words(one, same)) for one in readings[:_MOST]]
    return Question(
        Asks.READING, (*answers, Answer(LEAVE, message("None of these: leave it out")))
    )


def chosen(asked: Question, value: str, on: date) -> Reading | None:
    """The reading an answer stands for; None if it is none of them."""
    if asked.asks is not Asks.READING or value == LEAVE:
        return None
    if value not in {each.value for each in asked.answers}:
        return None
    return replace(read_brackets(value.encode(), today=on), proof=message("as answered"))


def agreeing(asked: Question | None, scanned: Reading, on: date) -> tuple[Reading, ...]:
    """The readings that agree with another barcode of the label, scanned while it is asked.

    A code that is the lot or serial of a reading, or a barcode that says the same of the goods.
    """
    if asked is None or asked.asks is not Asks.READING or scanned.candidates:
        return ()
    read = (chosen(asked, each.value, on) for each in asked.answers)
    why = message("{code} was scanned", code=scanned.lot or scanned.serial or scanned.text)
    return tuple(replace(one, proof=why) for one in read if one and _agrees(one, scanned))


def _agrees(reading: Reading, scanned: Reading) -> bool:
    if scanned.read_as == "plain":
        return scanned.text.strip() in {reading.lot, reading.serial}
    said = _said(reading)
    new = _said(scanned)
    if any(said.get(name, value) != value for name, value in new.items()):
        return False
    return any(name in said for name in new if name != "gtin")


def _said(reading: Reading) -> dict[str, object]:
    names = ("gtin", "lot", "serial", "expiry", "best_before", "production", "quantity")
    return {name: value for name in names if (value := getattr(reading, name)) is not None}


def _as_printed(reading: Reading) -> str:
    parts = (f"({one.id}){one.raw.replace('(', chr(92) + '(')}" for one in reading.elements)
    return "".join(parts)


def _in_words(reading: Reading, same: set[tuple[str, str]]) -> Message:
    parts = ", ".join(_part(one) for one in reading.elements if (one.id, one.raw) not in same)
    return message("{reading}", reading=f"{parts[:1].upper()}{parts[1:]}")


def _part(element: Element) -> str:
    value = element.value.lstrip("0") if element.id in _COUNTS else element.value
    return str(
        message(_PARTS.get(element.id, "{title} {value}"), title=element.title, value=value)
    )
