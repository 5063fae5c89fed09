"""Each release of a key goes where its press went."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lsn_desktop.scanning.frames import Frame
from lsn_desktop.scanning.keystrokes import Decision, KeystrokeFramer, ScannerProfile
from tests.scanning.keyboard import keys, press, released, typing

TIMING = ScannerProfile("by timing")


def test_a_release_follows_its_press() -> None:
    framer = KeystrokeFramer([TIMING])
    first, second = press("a", 0), press("b", 100)
    assert framer.key(first) == Decision()
    assert framer.key(released(first, 10)) == Decision()  # held with its press
    assert framer.key(second) == Decision(replay=(first, released(first, 10)))
    assert framer.end() == Decision(replay=(second,))
    assert framer.key(released(second, 150)) == Decision(pass_on=True)


def test_the_release_of_a_swallowed_key_is_swallowed_too() -> None:
    framer = KeystrokeFramer([TIMING])
    for stroke in keys(*(press(c) for c in "ABCD")):
        framer.key(stroke)
    enter = press("\r", 25)
    assert framer.key(enter).frame == Frame(b"ABCD")
    assert framer.key(released(enter, 30)) == Decision()
    assert framer.key(released(enter, 31)) == Decision(pass_on=True)
    again = press("\r", 900)
    assert framer.key(again) == Decision(pass_on=True)
    assert framer.key(released(again, 905)) == Decision(pass_on=True)


def test_a_release_counts_as_one_of_its_key_even_if_shift_was_let_go_first() -> None:
    framer = KeystrokeFramer([TIMING])
    brace = press("}", 0)
    let_go = replace(released(press("]"), 20), at_ms=20)
    assert framer.key(brace) == Decision()
    assert framer.key(let_go) == Decision()
    assert framer.end() == Decision(replay=(brace, let_go))


@pytest.mark.parametrize("last", [9, 10])
def test_a_key_typed_after_a_scan_gets_its_own_release(last: int) -> None:
    framer = KeystrokeFramer([TIMING])
    scan = [key for key in typing("ABCD\r", 5) if not key.is_modifier]
    for stroke in scan[:last]:  # the last release may go to another window
        framer.key(stroke)
    for character in "A\r":
        stroke = press(character, 1000)
        framer.key(stroke)
        framer.end()
        assert framer.key(released(stroke, 1100)) == Decision(pass_on=True)
