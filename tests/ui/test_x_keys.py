"""Presses that Qt keeps for an accent, as the X server tells of them."""

from __future__ import annotations

from dataclasses import replace

from lsn_desktop.scanning.key_codes import DEAD_KEY, Key, KeyStroke, Modifier
from ui.scans.x_keys import XKeys, _KeyEvent, are_of_a_scanner

SHIFT_BIT = 0x01


def told(keys: XKeys, *presses: tuple[int, int], state: int = 0) -> None:
    """The X server tells of presses: scan code and time."""
    for code, at in presses:
        event = _KeyEvent(2, code + 8, 0, at)
        event.state = state
        keys.note(event)


def delivered(code: int, at: int) -> KeyStroke:
    return KeyStroke(0x41, "a", 0, code, at)


def test_a_press_that_never_came_is_told_once_before_the_next() -> None:
    keys = XKeys()
    told(keys, (30, 100))
    told(keys, (13, 102), state=SHIFT_BIT)
    told(keys, (31, 104))

    assert keys.kept_before(delivered(30, 100)) == []
    later = delivered(31, 104)
    assert keys.kept_before(later) == [KeyStroke(DEAD_KEY, "", Modifier.SHIFT, 13, 102)]
    assert keys.kept_before(later) == []  # the press after its shortcut
    assert keys.kept() == []


def test_keys_made_one_letter_are_told_with_their_modifiers() -> None:
    keys = XKeys()
    told(keys, (13, 100), (42, 102), (21, 104))

    assert [stroke.key for stroke in keys.kept()] == [DEAD_KEY, Key.SHIFT, DEAD_KEY]


def test_a_press_the_server_did_not_tell_of_loses_none() -> None:
    keys = XKeys()
    told(keys, (13, 100))

    assert keys.kept_before(delivered(30, 90)) == []
    assert [stroke.scan_code for stroke in keys.kept()] == [13]


def test_a_release_and_other_events_are_no_presses() -> None:
    keys = XKeys()
    keys.note(_KeyEvent(3, 21, 0, 100))
    keys.note(_KeyEvent(6, 21, 0, 100))

    assert keys.kept() == []


def test_only_what_is_quick_is_of_a_scanner() -> None:
    one = delivered(13, 100)

    assert are_of_a_scanner((one, replace(one, at_ms=130)), 30)
    assert not are_of_a_scanner((one, replace(one, at_ms=131)), 30)
    assert not are_of_a_scanner((one,), 30)
    assert not are_of_a_scanner((one, replace(one, at_ms=99)), 30)
