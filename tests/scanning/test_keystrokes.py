"""A scanner is told from a person by its keys alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsn_desktop.scanning.boards import Layout
from lsn_desktop.scanning.frames import Frame, FrameKind
from lsn_desktop.scanning.key_codes import Key, KeyStroke, Modifier
from lsn_desktop.scanning.keystrokes import (
    JUST_BEFORE_MS,
    MAX_KEYS,
    SURE_GAP_MS,
    Decision,
    KeystrokeFramer,
    Prefix,
    ScannerProfile,
    Suffix,
)
from tests.scanning.keyboard import (
    ALT_029,
    ALT_029_WITH_SHIFTS,
    ALT_029_WITHOUT_NUM_LOCK,
    Seen,
    f9,
    keys,
    play,
    press,
    released,
    typing,
)

GS1 = "010952123454321317261231" + "10ABC\x1d21SN-1"
TIMING = ScannerProfile("by timing")
BY_F9 = ScannerProfile("by F9", Prefix.F9)
BY_STX = ScannerProfile("by STX", Prefix.STX)
BY_SOH = ScannerProfile("by SOH", Prefix.SOH)
ALL = [TIMING, BY_F9, BY_STX, BY_SOH]
LEFT = KeyStroke(Key.LEFT, "", 0, 75, 0)


@pytest.mark.parametrize("gap_ms", [1, 5, 12, 22, 30])
@pytest.mark.parametrize("suffix", ["\r", "\t"])
def test_by_timing_a_scan_is_complete_and_types_nothing(gap_ms: int, suffix: str) -> None:
    seen = play(KeystrokeFramer([TIMING]), typing(GS1 + suffix, gap_ms))
    assert seen.frames == [GS1.encode()]
    assert seen.told[0] == Decision(frame=Frame(GS1.encode()), device="by timing")
    assert seen.text == ""
    assert [key for key in seen.keys if not key.is_modifier] == []


@pytest.mark.parametrize(
    ("preamble", "name"),
    [(f9(), "by F9"), (press("\x02"), "by STX"), (press("\x01"), "by SOH")],
)
@pytest.mark.parametrize("gap_ms", [1, 22, 60])
def test_a_prefix_makes_a_scan_certain_even_when_slow_or_short(
    preamble: KeyStroke, name: str, gap_ms: int
) -> None:
    for content in [GS1, "7"]:
        seen = play(
            KeystrokeFramer(ALL), [preamble, *typing(content + "\r", gap_ms, start_ms=gap_ms)]
        )
        assert seen.told == [Decision(frame=Frame(content.encode()), device=name)]
        assert seen.text == ""


@pytest.mark.parametrize(
    ("separator", "substitute"),
    [
        ([press("\x1d")], ""),
        ([KeyStroke(Key.F8, "", 0, 66, 0)], ""),
        (ALT_029, ""),
        (ALT_029_WITHOUT_NUM_LOCK, ""),
        (ALT_029_WITH_SHIFTS, ""),
        ([press(c) for c in "{GS}"], ""),
        ([press(c) for c in "<GS>"], ""),
        ([press("|")], "|"),
        ([press("^")], "^"),
        ([press("~")], "~"),
        ([KeyStroke(0x2B, "+", Modifier.CONTROL, 27, 0)], ""),  # Ctrl+] on a German board
    ],
)
@pytest.mark.parametrize("prefix", [[], [f9()]])
@pytest.mark.parametrize("layout", list(Layout))
def test_a_separator_arrives_in_each_of_its_disguises(
    separator: list[KeyStroke], substitute: str, prefix: list[KeyStroke], layout: Layout
) -> None:
    profile = ScannerProfile("", gs_substitute=substitute, layout=layout)
    framer = KeystrokeFramer([profile, replace(profile, prefix=Prefix.F9)])
    lot, serial = [press(c) for c in "10ABC"], [press(c) for c in "21S"]
    for leading in [[], separator]:  # some scanners send the first FNC1 too
        seen = play(framer, keys(*prefix, *leading, *lot, *separator, *serial, press("\r")))
        assert seen.frames == [(b"\x1d" if leading else b"") + b"10ABC\x1d21S"]
        assert seen.text == ""


def test_two_alt_codes_in_a_row_stay_two() -> None:
    scan = keys(press("A"), *ALT_029, *ALT_029, press("B"), press("C"), press("\r"))
    assert play(KeystrokeFramer([TIMING]), scan).frames == [b"A\x1d\x1dBC"]


def test_other_control_characters_of_a_burst_are_kept() -> None:
    rs = KeyStroke(0x36, "", Modifier.CONTROL, 7, 0)  # Ctrl+6
    eot = KeyStroke(0x44, "\x04", Modifier.CONTROL, 32, 0)
    nothing = KeyStroke(0x01000009, "", Modifier.CONTROL, 82, 0)  # Ctrl+Print
    scan = [press("["), press(")"), press(">"), rs, press("0"), press("6"), nothing, eot]
    seen = play(KeystrokeFramer([BY_F9]), keys(f9(), *scan, press("\r")))
    assert seen.frames == [b"[)>\x1e06\x04"]


@pytest.mark.parametrize(
    ("layout", "content"), [(Layout.AS_TYPED, b"LOT Z1"), (Layout.US_SCAN_CODES, b"LOT Y1")]
)
def test_a_german_board_is_undone_only_where_the_profile_says_so(
    layout: Layout, content: bytes
) -> None:
    scan = [replace(press(us), text=text) for us, text in zip("LOT Y1", "LOT Z1", strict=True)]
    seen = play(KeystrokeFramer([ScannerProfile("", layout=layout)]), keys(*scan, press("\r")))
    assert seen.frames == [content]


def test_a_key_the_board_does_not_know_counts_as_typed() -> None:
    scan = [press(c) for c in "AÜ漢B"]
    profile = ScannerProfile("", layout=Layout.US_SCAN_CODES)
    assert play(KeystrokeFramer([profile]), keys(*scan, press("\r"))).frames == [
        "AÜ漢B".encode()
    ]


@pytest.mark.parametrize("profiles", [[TIMING], ALL, [BY_F9]])
@pytest.mark.parametrize("gap_ms", [35, 80, 120])
def test_what_a_person_types_arrives_whole_and_in_order(
    profiles: list[ScannerProfile], gap_ms: int
) -> None:
    strokes = list(typing("Hello 12\r7\r\tsome (more) text 0815\r", gap_ms))
    seen = play(KeystrokeFramer(profiles), strokes)
    assert seen.frames == []
    presses = [key for key in seen.keys if not key.release and not key.is_modifier]
    assert presses == [key for key in strokes if not key.release and not key.is_modifier]
    assert sorted(seen.keys, key=repr) == sorted(strokes, key=repr)


@given(
    st.lists(st.tuples(st.sampled_from("ab1 \r\t"), st.integers(31, 200)), max_size=30),
)
def test_no_key_slower_than_a_scanner_is_lost_or_overtaken(
    typed: list[tuple[str, int]],
) -> None:
    at, strokes = 0, []
    for character, gap in typed:
        at += gap
        strokes.append(press(character, at))
    seen = play(KeystrokeFramer(ALL[:3]), strokes)
    assert seen.keys == strokes


@given(
    contents=st.lists(st.text("01AZaz{}|\x1d /-", min_size=4, max_size=40), max_size=8),
    gap_ms=st.integers(0, 30),
    pause_ms=st.integers(0, 30),
)
def test_scans_in_close_succession_come_out_each_by_itself(
    contents: list[str], gap_ms: int, pause_ms: int
) -> None:
    strokes: list[KeyStroke] = []
    at = 0
    for content in contents:
        strokes += typing(content + "\r", gap_ms, start_ms=at)
        at += gap_ms * (len(content) + 1) + pause_ms
    seen = play(KeystrokeFramer([TIMING]), strokes)
    assert seen.frames == [content.encode() for content in contents]
    assert seen.text == ""


@pytest.mark.parametrize(
    "stroke",
    [
        KeyStroke(0x4B, "\x0b", Modifier.CONTROL, 37, 0),  # Ctrl+K
        KeyStroke(0x46, "f", Modifier.ALT, 33, 0),  # Alt+F
        KeyStroke(0x32, "2", Modifier.META, 3, 0),
        KeyStroke(0x01000031, "", 0, 60, 0),  # F2
        KeyStroke(0x01000000, "\x1b", 0, 1, 0),  # Esc
        press("\r"),
        press("\t"),
        LEFT,
        replace(press("a"), repeat=True),
        replace(f9(), repeat=True),
        press("\x02"),
        KeyStroke(Key.SHIFT, "", 0, 42, 0),
    ],
)
def test_a_persons_commands_pass_at_once(stroke: KeyStroke) -> None:
    framer = KeystrokeFramer([TIMING, BY_F9])
    assert not framer.takes(stroke)
    assert framer.key(stroke) == Decision(pass_on=True)
    assert framer.key(released(stroke, 5)) == Decision(pass_on=True)


def test_without_a_timing_profile_typing_is_never_held() -> None:
    framer = KeystrokeFramer([BY_F9])
    assert framer.key(press("a")) == Decision(pass_on=True)
    assert framer.key(KeyStroke(Key.F8, "", 0, 66, 1)) == Decision(pass_on=True)
    assert play(KeystrokeFramer([]), typing("abcdef\r", 5)).text == "abcdef\r"


def test_alt_gr_makes_a_character_not_a_command() -> None:
    at_sign = KeyStroke(0x40, "@", Modifier.CONTROL | Modifier.ALT, 16, 0)
    assert KeystrokeFramer([TIMING]).takes(at_sign)
    scan = keys(press("A"), at_sign, press("B"), press("C"), press("\r"))
    assert play(KeystrokeFramer([TIMING]), scan).frames == [b"A@BC"]


def test_a_key_no_scanner_sends_ends_a_burst_and_both_arrive_in_order() -> None:
    strokes = keys(press("a"), press("b"), LEFT)
    assert play(KeystrokeFramer([TIMING]), strokes).keys == strokes


def test_enter_right_after_a_digit_is_no_scan() -> None:
    strokes = keys(press("7"), press("\r"), gap_ms=20)
    assert play(KeystrokeFramer([TIMING]), strokes).keys == strokes


@pytest.mark.parametrize(("letter", "text"), [("M", "\r"), ("J", "\n"), ("I", "\t")])
def test_a_suffix_may_come_as_a_control_character(letter: str, text: str) -> None:
    end = KeyStroke(ord(letter), text, Modifier.CONTROL, 50, 0)
    seen = play(KeystrokeFramer([TIMING]), keys(*(press(c) for c in "ABCD"), end))
    assert seen.frames == [b"ABCD"]
    assert seen.keys == []


@pytest.mark.parametrize("second", [press("\r"), press("\t"), KeyStroke(0x4A, "\n", 0, 36, 0)])
def test_a_double_suffix_presses_nothing(second: KeyStroke) -> None:
    strokes = keys(*(press(c) for c in "ABCD"), press("\r"), second)
    seen = play(KeystrokeFramer([TIMING]), [*strokes, released(second, 40)])
    assert seen.frames == [b"ABCD"]
    assert seen.keys == []


def test_the_suffix_is_the_profiles_own() -> None:
    tab = KeystrokeFramer([ScannerProfile("", Prefix.F9, Suffix.TAB)])
    assert play(tab, keys(f9(), press("A"), press("\r"), press("B"), press("\t"))).frames == [
        b"A\rB"
    ]
    enter = KeystrokeFramer([ScannerProfile("", Prefix.F9, Suffix.ENTER)])
    assert play(enter, keys(f9(), press("A"), press("\t"), press("B"), press("\r"))).frames == [
        b"A\tB"
    ]


def test_a_prefix_with_nothing_behind_it_is_no_scan() -> None:
    assert play(KeystrokeFramer([BY_F9]), keys(f9(), press("\r"))) == Seen()


def test_a_prefix_key_pressed_by_hand_does_no_harm() -> None:
    strokes = [f9(), *typing("ab\r", 150, start_ms=150)]
    seen = play(KeystrokeFramer(ALL), strokes)
    assert seen.frames == []
    assert seen.text == "ab\r"


@pytest.mark.parametrize(
    "strokes",
    [
        keys(f9(), *(press(c) for c in "0109521")),  # the suffix never came
        [*keys(*(press(c) for c in GS1))],
    ],
)
def test_a_scan_cut_short_is_told_and_not_typed(strokes: list[KeyStroke]) -> None:
    seen = play(KeystrokeFramer([TIMING, BY_F9]), strokes)
    assert [told.frame.kind for told in seen.told if told.frame] == [FrameKind.INCOMPLETE]
    assert seen.keys == []


def test_a_prefix_within_a_scan_begins_the_next_one() -> None:
    strokes = keys(
        f9(), *(press(c) for c in "0109"), f9(), *(press(c) for c in GS1), press("\r")
    )
    seen = play(KeystrokeFramer(ALL), strokes)
    assert [told.frame for told in seen.told] == [
        Frame(b"0109", FrameKind.INCOMPLETE),
        Frame(GS1.encode()),
    ]


def test_a_person_typing_when_the_prefix_comes_keeps_the_key() -> None:
    seen = play(
        KeystrokeFramer(ALL), keys(press("a"), f9(), *(press(c) for c in GS1), press("\r"))
    )
    assert seen.text == "a"
    assert seen.told == [Decision(frame=Frame(GS1.encode()), device="by F9")]


@pytest.mark.parametrize(
    ("pause_ms", "certain"), [(JUST_BEFORE_MS - 1, False), (JUST_BEFORE_MS, True)]
)
def test_a_scan_right_after_typing_is_suspect(pause_ms: int, *, certain: bool) -> None:
    strokes = [press("0"), *typing("10ABC\r", 5, start_ms=pause_ms)]
    seen = play(KeystrokeFramer([TIMING]), strokes)
    assert seen.told == [Decision(frame=Frame(b"10ABC"), device="by timing", certain=certain)]
    assert seen.text == "0"


def test_a_scan_right_after_what_was_typed_and_entered_is_certain() -> None:
    strokes = [press("1"), press("6", 120), press("\r", 240), *typing("10ABC\r", 5, 280)]
    seen = play(KeystrokeFramer([TIMING]), strokes)
    assert [told.certain for told in seen.told] == [True]
    assert seen.text == "16\r"


def test_the_scan_after_a_suspect_one_is_certain() -> None:
    strokes = [press("0"), *typing("10ABC\r", 5, 100), *typing("10ABD\r", 5, 200)]
    seen = play(KeystrokeFramer([TIMING]), strokes)
    assert [told.certain for told in seen.told] == [False, True]


def test_equal_characters_that_look_like_auto_repeat_are_kept() -> None:
    strokes = keys(press("0"), replace(press("0"), repeat=True), press("1"), press("2"))
    seen = play(KeystrokeFramer([TIMING]), [*strokes, press("\r", 25)])
    assert seen.frames == [b"0012"]


def test_an_endless_burst_is_told_as_over_long_and_keeps_no_more() -> None:
    strokes = [f9(), *typing("x" * MAX_KEYS + "\r", 2)]
    seen = play(KeystrokeFramer([BY_F9]), strokes)
    [told] = seen.told
    assert told.frame is not None
    assert told.frame.kind is FrameKind.OVERLONG
    assert len(told.frame.content) < MAX_KEYS
    framer = KeystrokeFramer([BY_F9])
    for stroke in [f9(), *typing("X" * MAX_KEYS, 2)]:
        framer.key(stroke)
    assert len(framer._held) < MAX_KEYS + 10


def test_one_late_key_is_forgiven_once_it_must_be_a_scanner() -> None:
    begun, rest = typing(GS1[:6], 5), typing(GS1[6:] + "\r", 5, start_ms=25 + SURE_GAP_MS)
    assert play(KeystrokeFramer([TIMING]), [*begun, *rest]).frames == [GS1.encode()]
    begun, rest = typing(GS1[:5], 5), typing(GS1[5:] + "\r", 5, start_ms=20 + 31)
    seen = play(KeystrokeFramer([TIMING]), [*begun, *rest])
    assert (seen.text, seen.frames) == (GS1[:5], [GS1[5:].encode()])
    assert not seen.told[0].certain


def test_patience_is_that_of_the_burst_under_way() -> None:
    framer = KeystrokeFramer([replace(TIMING, max_gap_ms=20), BY_F9])
    framer.key(press("a"))
    assert (framer.holds, framer.patience_ms) == (True, 20)
    framer.key(f9(10))
    assert (framer.holds, framer.patience_ms) == (True, 100)


@pytest.mark.parametrize("pin", ["2580", "258036", "258036914725"])
@pytest.mark.parametrize("gap_ms", [13, 25, 35])
@pytest.mark.parametrize("end", ["\r", ""])
def test_a_pin_is_typed_as_fast_as_fingers_know_it(pin: str, gap_ms: int, end: str) -> None:
    framer = KeystrokeFramer(ALL)
    framer.asks_for_pin = True
    seen = play(framer, typing(pin + end, gap_ms))
    assert (seen.text, seen.frames) == (pin + end, [])


@pytest.mark.parametrize(
    ("code", "gap_ms"),
    [("LSN-BADGE-7K2M9QWX", 22), ("95212343", 6), ("9521234543213", 22), ("L2611A", 22)],
)
def test_a_scan_is_one_where_a_pin_is_asked_for_too(code: str, gap_ms: int) -> None:
    framer = KeystrokeFramer(ALL)
    framer.asks_for_pin = True
    seen = play(framer, typing(f"{code}\r", gap_ms))
    assert (seen.text, seen.frames) == ("", [code.encode()])


def test_a_pin_behind_a_prefix_is_a_scan() -> None:
    framer = KeystrokeFramer(ALL)
    framer.asks_for_pin = True
    seen = play(framer, keys(f9(), *map(press, "2580\r"), gap_ms=22))
    assert (seen.text, seen.frames) == ("", [b"2580"])
