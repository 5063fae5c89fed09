"""Keys of macOS mean what they mean elsewhere."""

from __future__ import annotations

import pytest

from lsn_desktop.scanning.boards import Board, Layout
from lsn_desktop.scanning.key_codes import US_BOARD, Key, KeyStroke, Modifier, control_character
from ui.scans.mac_keys import SCAN_CODES, given_back, taken

# Virtual key codes as Apple's Events.h names them: kVK_ANSI_Q, kVK_ANSI_8, kVK_ANSI_Keypad8 ...
NAMED = {"q": 12, "8": 28, "]": 30, "n": 45, "\\": 42, "`": 50, " ": 49, "0": 29, "=": 24}


@pytest.mark.parametrize(("text", "virtual_key"), NAMED.items())
def test_a_key_is_known_by_its_place(text: str, virtual_key: int) -> None:
    seen = KeyStroke(0, "x", 0, 0, 0)
    board = Board(Layout.US_SCAN_CODES)
    assert board.text([taken(seen, virtual_key)]) == text


def test_every_key_of_a_us_board_has_one_virtual_key() -> None:
    codes = list(SCAN_CODES.values())
    assert len(codes) == len(set(codes))
    assert set(US_BOARD) <= set(codes)
    assert taken(KeyStroke(Key.UP, "", 0, 0, 0), 91).scan_code == 72  # 8 of the keypad
    assert taken(KeyStroke(0x41, "a", 0, 0, 0), 200).scan_code == 0


def test_control_is_control_and_command_a_command() -> None:
    scanned = KeyStroke(0x5D, "\x1d", Modifier.META, 0, 5)  # as Qt tells Control and ]
    separator = taken(scanned, 30)
    assert control_character(separator) == "\x1d"
    assert taken(KeyStroke(Key.META, "", 0, 0, 0), 59).key == Key.CONTROL
    command = KeyStroke(0x43, "c", Modifier.CONTROL | Modifier.SHIFT, 0, 5)
    assert taken(command, 8).modifiers == Modifier.META | Modifier.SHIFT
    for stroke in (scanned, command, KeyStroke(Key.CONTROL, "", 0, 0, 0)):
        assert given_back(taken(stroke, 8)) == stroke
