"""The doctor hears a scan whole, whatever begins and ends it; a person's keys pass."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lsn_desktop.scanning.bursts import FEWEST, PAUSE_MS, TYPED_MS, Bursts
from lsn_desktop.scanning.key_codes import Key, KeyStroke, Modifier
from lsn_desktop.scanning.keystrokes import MAX_KEYS, Decision
from tests.scanning.keyboard import f9, press, released, typing
from tests.scanning.setups import Setup, scanned_keys, setups


def played(strokes: list[KeyStroke]) -> tuple[list[tuple[KeyStroke, ...]], list[KeyStroke]]:
    """The bursts handed over, and the keys that reached the window."""
    bursts = Bursts()
    seen: list[KeyStroke] = []
    told: list[tuple[KeyStroke, ...]] = []
    for stroke in strokes:
        takes = bursts.takes(stroke)
        decision = bursts.key(stroke)
        if not stroke.release:
            assert takes is not decision.pass_on
        for each in (decision, bursts.end() if stroke is strokes[-1] else Decision()):
            told += [each.burst] if each.burst else []
            seen += each.replay
        if decision.pass_on:
            seen.append(stroke)
    return told, seen


@pytest.mark.parametrize(("name", "setup"), list(setups()))
def test_a_scan_of_any_set_up_is_heard_whole(name: str, setup: Setup) -> None:
    assert name
    strokes = scanned_keys(b"]Lot-7\x1daB", setup)
    [burst], seen = played(strokes)
    pressed = [(one.key, one.at_ms) for one in strokes if not one.release]
    heard = [(one.key, one.at_ms) for one in burst if not one.release]
    modifiers = {Key.SHIFT, Key.ALT, Key.ALT_GR, Key.CONTROL}
    assert [one for one in heard if one[0] not in modifiers] == [
        one for one in pressed if one[0] not in modifiers
    ]
    assert [one for one in seen if not one.release and not one.is_modifier] == []


def test_two_scans_are_two_bursts() -> None:
    first = scanned_keys(b"first one", Setup())
    again = scanned_keys(b"second one", Setup(), start_ms=first[-1].at_ms + PAUSE_MS + 1)
    told, seen = played([*first, *again])
    assert len(told) == 2
    assert seen == []


def test_a_persons_keys_pass_or_come_back() -> None:
    for stroke in (press("\r"), KeyStroke(0x01000000, "\x1b", 0, 1, 0), press("\t")):
        assert Bursts().key(stroke) == Decision(pass_on=True)
    command = KeyStroke(0x4B, "\x0b", Modifier.CONTROL, 37, 0)
    assert not Bursts().takes(command)
    assert not Bursts().takes(replace(press("a"), modifiers=Modifier.META))
    assert not Bursts().takes(replace(press("a"), repeat=True))
    skip = [press("s"), released(press("s"), 30)]
    assert played(skip) == ([], skip)
    few = list(typing("a" * (FEWEST - 1), 10))
    assert played(few) == ([], few)
    slow = list(typing("northwind", TYPED_MS + 1))
    assert played(slow) == ([], slow)


def test_enter_right_behind_a_letter_comes_after_it() -> None:
    told, seen = played([press("s"), press("\r", PAUSE_MS + 1)])
    assert not told
    assert [one.text for one in seen] == ["s", "\r"]


def test_the_release_of_the_last_key_reaches_no_window() -> None:
    bursts = Bursts()
    for at, character in enumerate("ABCDEF"):
        bursts.key(press(character, at))
    assert bursts.holds
    assert (bursts.keys, bursts.patience_ms) == (6, PAUSE_MS)
    assert len(bursts.end().burst) == 6
    assert bursts.key(released(press("F"), 900)) == Decision()
    assert bursts.key(released(press("F"), 901)) == Decision(pass_on=True)


def test_an_endless_burst_keeps_no_more() -> None:
    told, _seen = played([f9(), *typing("x" * MAX_KEYS, 2)])
    assert len(told[0]) < 2 * MAX_KEYS
