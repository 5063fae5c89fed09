"""Command barcodes say what to do; Caps Lock and identifiers change nothing."""

from __future__ import annotations

from datetime import date

import pytest

from lsn_desktop.scanning.commands import Command, command, is_badge, said_by
from lsn_desktop.scanning.read import read

TODAY = date(2026, 11, 22)
COMMANDS = [
    *[
        (f"LSN-DO-{name.upper()}", Command(name))
        for name in (
            "undo",
            "post",
            "print",
            "yes",
            "no",
            "next",
            "back",
            "teach",
            "help",
            "damaged",
        )
    ],
    ("LSN-DO-QUANTITY-1", Command("quantity", "1")),
    ("LSN-DO-QUANTITY-999999999", Command("quantity", "999999999")),
    ("LSN-DO-ANSWER-1", Command("answer", "1")),
    ("LSN-DO-ANSWER-9", Command("answer", "9")),
    ("LSN-DO-GO-RECEIVE", Command("go", "receive")),
]


@pytest.mark.parametrize(("text", "wanted"), COMMANDS)
def test_a_command_is_told_whatever_caps_lock_did(text: str, wanted: Command) -> None:
    for scanned in (text, text.lower(), text.swapcase().title(), f" {text} "):
        assert command(scanned) == wanted
    assert wanted.text == text


@pytest.mark.parametrize(
    "name",
    [
        *("QUANTITY", "QUANTITY-", "QUANTITY-0", "QUANTITY-07", "QUANTITY-1.5"),
        *("QUANTITY-1000000000", "QUANTITY-\u0663", "ANSWER", "ANSWER-0", "ANSWER-10"),
        *("GO", "GO-", "GO-7", "UNDO-", "UNDO-2", "YES-NO", "DANCE", "UNKNOWN", ""),
    ],
)
def test_what_begins_as_a_command_and_is_none_is_said(name: str) -> None:
    assert command(f"LSN-DO-{name}") == Command("unknown", name.lower())

    reading = read(f"LSN-DO-{name}".encode(), today=TODAY)
    assert (reading.read_as, reading.valid) == ("command", False)
    assert str(reading.errors[0].message) == f"There is no command {name or '-'}."


@pytest.mark.parametrize(
    "text", ["", "undo", "LSN-DO", "LSN-1", "LSN-DOG-1", "X LSN-DO-UNDO", "LSN DO UNDO"]
)
def test_a_code_that_only_looks_like_one_stays_what_it_was(text: str) -> None:
    assert command(text) is None
    assert not is_badge(text)
    assert read(text.encode(), today=TODAY).read_as == "plain"


@pytest.mark.parametrize("begins", [b"", b"]C0", b"]Q1", b"]d1", b"]A0"])
def test_commands_and_badges_are_read_behind_any_identifier(begins: bytes) -> None:
    reading = read(begins + b"lsn-do-quantity-12", today=TODAY)
    assert (reading.read_as, reading.valid) == ("command", True)
    assert [(part.id, part.raw, part.value) for part in reading.elements] == [
        ("COMMAND", "QUANTITY", "quantity"),
        ("ARGUMENT", "12", "12"),
    ]
    assert reading.quantity is None

    badge = read(begins + b"lsn-badge-00ff", today=TODAY)
    assert (badge.read_as, badge.valid, badge.elements) == ("badge", True, ())
    assert said_by(begins + b"LSN-DO-UNDO\t") == "LSN-DO-UNDO"


def test_a_symbol_marked_as_gs1_is_no_command() -> None:
    assert read(b"]C1LSN-DO-UNDO", today=TODAY).read_as == "gs1"
    assert read(b"LSN-DO-UNDO", today=TODAY, claim="gs1").read_as == "gs1"
