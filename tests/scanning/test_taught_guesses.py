"""What a label's parts most likely are is proposed; what is ambiguous is left open."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsn_desktop.scanning.taught_guesses import candidates, guessed

if TYPE_CHECKING:
    from lsn_desktop.scanning.taught_rules import Name

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "known", "proposed"),
    [
        (
            "NWD-MILK1L/B7731/041226/48",
            {},
            {"item": "NWD-MILK1L", "lot": "B7731", "expiry": "041226", "quantity": "48"},
        ),
        (
            "NWD-MILK1L-B7731-251226-48",
            {"NWD-MILK1L": "item"},
            {"item": "NWD-MILK1L", "lot": "B7731", "expiry": "251226", "quantity": "48"},
        ),
        (
            "ART=4711;LOT=B7731;EXP=2026-12-04;QTY=12",
            {},
            {"item": "4711", "lot": "B7731", "expiry": "2026-12-04", "quantity": "12"},
        ),
        (
            "9521234543213 B7731 20261204",
            {},
            {"item": "9521234543213", "lot": "B7731", "expiry": "20261204"},
        ),
        ("LOT B7731 EXP 04.12.26", {}, {"lot": "B7731", "expiry": "04.12.26"}),
        ("B7731/041225", {}, {"lot": "B7731", "production": "041225"}),
        ("BB25DEC2026/XX1", {}, {"best before": "25DEC2026", "lot": "XX1"}),
        (
            "PN123\x1dLOT77\x1d12122025\x1d13122026",
            {},
            {"item": "PN123", "lot": "77", "production": "12122025", "expiry": "13122026"},
        ),
        ("A1|SN-77|2", {"SN-77": "serial"}, {"item": "A1", "serial": "SN-77"}),
        ("4711L2611A261204", {}, {"item": "4711", "lot": "L2611A", "expiry": "261204"}),
        ("B7731041226", {}, {"lot": "B7731", "expiry": "041226"}),
        ("MILK20271204", {}, {"item": "MILK", "expiry": "20271204"}),
        ("LB7731", {}, {"item": "LB7731"}),
        ("hello", {}, {"item": "hello"}),
        ("//", {}, {}),
    ],
)
def test_parts_are_proposed(
    text: str, known: dict[str, Name], proposed: dict[str, str]
) -> None:
    rule = guessed(text, known, TODAY)
    found = {part.name: part.text for part in rule.parts if part.name not in {"fixed", "any"}}
    for name, value in proposed.items():
        assert found.get(name) == value, found  # type: ignore[call-overload]
    assert rule.sample == text


def test_stretches_that_may_be_ours_are_looked_for_the_longest_first() -> None:
    assert candidates("NWD-MILK1L/B7") == [
        *("NWD-MILK1L/B7", "NWD-MILK1L", "MILK1L/B7", "MILK1L", "NWD"),
    ]


@given(st.text(max_size=60) | st.text("A10/-. =;LOTEXP", max_size=60))
def test_whatever_the_text_a_guess_is_made(text: str) -> None:
    if not text:
        return
    rule = guessed(text, {}, TODAY)
    assert rule.sample == text
    assert not rule.is_ambiguous
