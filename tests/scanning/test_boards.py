"""What was meant by the keys of a scan, whatever the computer made of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lsn_desktop.scanning.boards import Board, Caps, Layout, key_name
from lsn_desktop.scanning.key_codes import Key, KeyStroke, Modifier
from lsn_desktop.scanning.keystrokes import KeystrokeFramer, Prefix, ScannerProfile
from tests.scanning.keyboard import ALT_029, keys, play, press
from tests.scanning.setups import Setup, scanned_keys

GS1 = b"010952123454321310aBc\x1d21SN-1"
EXACT = [
    Setup(),
    Setup(caps_lock=True),
    Setup(caps_lock=True, gs="Alt+029", aim=True),
    Setup(computer="fr", aim=True, gs="F8"),
    Setup(computer="fr", caps_lock=True),
    Setup(computer="de", aim=True),
    Setup(layout="de", computer="de", aim=True, caps_lock=True),
]


@pytest.mark.parametrize("setup", EXACT, ids=repr)
def test_without_any_profile_a_gs1_label_comes_out_as_it_is(setup: Setup) -> None:
    scan = scanned_keys(GS1, setup, "]C1")
    expected = (b"]C1" if setup.aim else b"") + GS1
    assert play(KeystrokeFramer([ScannerProfile("")]), scan).frames == [expected]


@pytest.mark.parametrize("text", ["Lot7", "ABCD", "aBC/d-1", "https://example.com/x"])
def test_caps_lock_left_on_turns_no_letter_round(text: str) -> None:
    scan = scanned_keys(text.encode(), Setup(caps_lock=True))
    assert play(KeystrokeFramer([ScannerProfile("")]), scan).frames == [text.encode()]


def test_only_a_gtin_or_a_pallet_proves_another_board() -> None:
    board = Board()
    for data in (b"9521234543213", b"]E09521234543213", b"00095212340000000013"):
        seen = board.text(scanned_keys(data, Setup(computer="fr", suffix="")))
        assert seen == data.decode()
    lot = scanned_keys(b"10ABC", Setup(computer="fr", suffix=""))
    assert board.text(lot) == "&àQBC"  # may be anything: the doctor must say
    as_typed = replace(board, layout=Layout.AS_TYPED)
    gtin = scanned_keys(b"9521234543213", Setup(computer="fr", suffix=""))
    assert as_typed.text(gtin) != "9521234543213"


@pytest.mark.parametrize(
    ("data", "setup", "doubtful"),
    [
        (b"LOT 12-7", Setup(computer="fr"), True),
        (b"AB-12", Setup(computer="de"), True),
        (b"AB12", Setup(computer="de"), False),
        (b"LOT 12-7", Setup(computer="fr", layout="fr"), False),
        (b"LOT 12-7", Setup(computer="fr", scan_codes=False), False),
        (GS1, Setup(computer="fr", gs="F8"), False),  # proven, and put right
    ],
)
def test_letters_with_accents_in_a_code_are_doubtful(
    data: bytes, setup: Setup, *, doubtful: bool
) -> None:
    seen = play(KeystrokeFramer([ScannerProfile("")]), scanned_keys(data, setup))
    assert [told.doubtful for told in seen.told] == [doubtful]
    by_key = replace(ScannerProfile(""), layout=Layout.US_SCAN_CODES)
    seen = play(KeystrokeFramer([by_key]), scanned_keys(data, setup))
    assert [told.doubtful for told in seen.told] == [False]


def test_a_scanner_that_sees_caps_lock_is_proven_by_a_gs1_symbol_only() -> None:
    setup = Setup(caps_lock=True, sees_caps=True, suffix="", aim=True)
    scan = scanned_keys(GS1, setup, "]C1")
    assert Board().text(scan) == "]C1" + GS1.decode()
    lot = scanned_keys(b"Lot", setup)
    assert Board().text(lot) == "lOT"
    for layout in (Layout.AS_TYPED, Layout.US_SCAN_CODES):
        assert Board(layout, Caps.AS_TYPED).text(lot) == "Lot"


def test_letters_a_scanner_turns_round_are_turned_back() -> None:
    for setup in (Setup(case="swapped", suffix=""), Setup(case="swapped", caps_lock=True)):
        scan = [one for one in scanned_keys(b"Lot 7x", setup) if one.key != Key.RETURN]
        for layout in (Layout.AS_TYPED, Layout.US_SCAN_CODES):
            assert Board(layout, Caps.SWAPPED).text(scan) == "Lot 7x"


def test_capitals_of_a_screen_keyboard_are_left_alone() -> None:
    scan = [KeyStroke(ord(c), c, 0, 0, 0) for c in "LOT"]
    assert Board().text(scan) == "LOT"
    mixed = [press("A"), replace(press("B"), text="b")]
    assert Board().text(mixed) == "Ab"


def test_a_learned_key_says_what_was_learned_and_others_what_was_typed() -> None:
    dead = KeyStroke(0x01001252, "", 0, 26, 0)
    third = KeyStroke(ord("9"), "9", Modifier.ALT, 10, 0)
    board = Board(
        Layout.LEARNED,
        learned={"q": "a", "[ ": "^", key_name(third): "]", "F": "f"},
    )
    scan = [press("q"), dead, press(" "), third, press("z"), press("\x1d"), press("F")]
    assert board.text(scan) == "a^]z\x1df"
    keypad = KeyStroke(Key.UP, "", 0, 72, 0)
    assert board.text([keypad]) == "8"
    assert board.text([press("7"), KeyStroke(0x37, "7", 0, 71, 0)]) == "77"


def test_an_alt_code_ends_where_another_key_is_pressed() -> None:
    digits = [one for one in ALT_029 if one.key != Key.ALT]
    assert Board().text([*digits, press("A"), *digits]) == "\x1dA\x1d"


def test_alt_gr_held_before_the_first_key_counts() -> None:
    name = chr(0xE000 + 0x400 + 10)
    profile = ScannerProfile("", layout=Layout.LEARNED, learned={name: "]", "9": "9"})
    down = KeyStroke(Key.ALT_GR, "", 0, 100, 0)
    scan = keys(
        down, press("9"), replace(down, release=True), *(press(c) for c in "9BC"), press("\r")
    )
    seen = play(KeystrokeFramer([profile]), scan)
    assert seen.frames == [b"]9BC"]


def test_a_learned_key_with_alt_begins_a_scan_though_it_looks_like_a_command() -> None:
    bracket = KeyStroke(ord("-"), "-", Modifier.ALT, 12, 0)
    profile = ScannerProfile("", layout=Layout.LEARNED, learned={key_name(bracket): "]"})
    scan = keys(bracket, *(press(c) for c in "C10"), press("\r"))
    assert play(KeystrokeFramer([profile]), scan).frames == [b"]C10"]
    assert play(KeystrokeFramer([replace(profile, learned={})]), scan).keys[0] == scan[0]


def test_each_prefix_has_a_board_of_its_own() -> None:
    learned = ScannerProfile("French", Prefix.F9, layout=Layout.LEARNED, learned={"q": "a"})
    framer = KeystrokeFramer([learned, ScannerProfile("plain")])
    by_f9 = scanned_keys(b"qqqq", Setup(prefix="F9"))
    plain = scanned_keys(b"qqqq", Setup(), start_ms=2000)
    assert play(framer, [*by_f9, *plain]).frames == [b"aaaa", b"qqqq"]
