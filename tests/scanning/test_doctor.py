"""The scanner doctor: what it finds makes the scans of that scanner come out byte by byte."""

from __future__ import annotations

import string
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsn_desktop.scanning.boards import Caps, Layout
from lsn_desktop.scanning.doctor import (
    Bytes,
    Keys,
    SerialFound,
    WedgeFound,
    examine,
    recognised,
)
from lsn_desktop.scanning.doctor_codes import CODES, code, code_of
from lsn_desktop.scanning.frames import Framer, with_gs
from lsn_desktop.scanning.key_codes import US_BOARD
from lsn_desktop.scanning.keystrokes import KeystrokeFramer, Prefix, ScannerProfile
from tests.scanning.keyboard import play
from tests.scanning.setups import _BOARDS, _DEAD, Setup, _Place, scanned_keys, setups
from ui.scans.wedge_profiles import suffix_named

if TYPE_CHECKING:
    from random import Random

    from lsn_desktop.scanning.doctor import Capture, Evidence
    from lsn_desktop.scanning.doctor_codes import Name
    from tests.scanning.setups import BoardName

SETUPS = dict(setups())
OTHERS = [
    ("]C1", "010952123454321317261231" + "10yZ-qW/7\x1d21mA(9)_x"),
    ("]d2", "01095212345432131126010110a\x1d21Zz\x1d240?!&%"),
    ("]C0", "Lot #7 [B] @ {2} ~x^|`\\'\"$"),
    ("]E0", "9521234543213"),
    ("]Q1", "https://id.example.com/01/09521234543213/10/qA%2FzW?17=261231"),
]


def scanned(setup: Setup, *leave_out: str) -> dict[Name, Capture]:
    """The test codes as a scanner of a set-up sends them, each known again when it came."""
    captures: dict[Name, Capture] = {}
    for one in CODES:
        if one.name in leave_out:
            continue
        capture = Keys(tuple(scanned_keys(one.data.encode(), setup, one.identifiers[0])))
        assert recognised(capture, captures) == one.name
        captures[one.name] = capture
    return captures


def found(evidence: Evidence) -> WedgeFound:
    assert isinstance(evidence.found, WedgeFound)
    return evidence.found


@pytest.mark.parametrize("name", SETUPS)
def test_after_the_doctor_other_codes_come_out_byte_by_byte(name: str) -> None:
    setup = SETUPS[name]
    profile = found(examine(scanned(setup))).profile("found")
    framer = KeystrokeFramer([profile, *_usual(profile)])
    at = 10_000
    for identifier, data in OTHERS:
        seen = play(framer, scanned_keys(data.encode(), setup, identifier, at))
        expected = (identifier if setup.aim else "") + data
        if not setup.gs:
            expected = expected.replace("\x1d", "")
        if len(setup.gs) == 1:  # no telling which of them a label had
            expected = expected.replace(setup.gs, "\x1d")
        assert seen.frames == [expected.encode()]
        assert seen.told[0].device == "found"
        assert seen.text == ""
        at += 10_000


def _usual(profile: ScannerProfile) -> list[ScannerProfile]:
    usual = [ScannerProfile(one.name, one) for one in (Prefix.F9, Prefix.STX, Prefix.NONE)]
    return [one for one in usual if one.prefix is not profile.prefix]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("factory", WedgeFound(gs="sends", layout=Layout.US_SCAN_CODES)),
        ("F8 for GS", WedgeFound(Prefix.F9, gs="sends", layout=Layout.US_SCAN_CODES)),
        (
            "bar for GS",
            WedgeFound(Prefix.F9, "", "|", "sends", Layout.US_SCAN_CODES, max_gap_ms=40),
        ),
        ("GS dropped", WedgeFound(Prefix.F9, gs="drops", layout=Layout.US_SCAN_CODES)),
        (
            "US scanner at a French computer",
            WedgeFound(gs="sends", layout=Layout.US_SCAN_CODES),
        ),
        ("no scan codes", WedgeFound(gs="sends", layout=Layout.AS_TYPED)),
        (
            "sees Caps Lock",
            WedgeFound(
                gs_substitute="~", gs="sends", layout=Layout.US_SCAN_CODES, caps=Caps.AS_TYPED
            ),
        ),
        (
            "turns letters round",
            WedgeFound(Prefix.F9, gs="sends", layout=Layout.US_SCAN_CODES, caps=Caps.SWAPPED),
        ),
    ],
)
def test_the_simplest_profile_that_explains_all_is_found(
    name: str, expected: WedgeFound
) -> None:
    assert found(examine(scanned(SETUPS[name]))) == expected


def test_a_scanner_of_another_board_is_learned_whole() -> None:
    for name in ("French scanner at a US computer", "German scanner at a US computer"):
        board = found(examine(scanned(SETUPS[name])))
        assert board.layout is Layout.LEARNED
        assert len(set(board.learned.values())) == 95  # all that can be printed


LETTER_KEYS = [code for code in US_BOARD if code < 54]


@given(st.randoms(use_true_random=False), st.booleans())
def test_any_layout_is_learned_key_by_key(random: Random, aim: bool) -> None:  # noqa: FBT001 - drawn
    codes = random.sample(LETTER_KEYS, 26)
    rest = [
        *(_Place(code, level) for code in LETTER_KEYS if code not in codes for level in (0, 1)),
        *(_Place(code, 2) for code in range(2, 14)),
    ]
    signs = random.sample(rest, 42)
    board = dict(zip(signs, string.digits + string.punctuation, strict=True))
    for code_, letter in zip(codes, string.ascii_lowercase, strict=True):
        board[_Place(code_, 0)], board[_Place(code_, 1)] = letter, letter.upper()
    board[_Place(57, 0)] = " "
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(_BOARDS, "any", board)
        patch.setitem(_DEAD, "any", frozenset())
        setup = Setup(layout=cast("BoardName", "any"), aim=aim, prefix="F9", gs="F8")
        learned = found(examine(scanned(setup))).profile("found")
        for identifier, data in OTHERS:
            scan = scanned_keys(data.encode(), setup, identifier)
            expected = (identifier if aim else "") + data
            assert play(KeystrokeFramer([learned]), scan).frames == [expected.encode()]


def test_without_the_letters_nothing_is_said_of_the_layout() -> None:
    evidence = examine(scanned(Setup(), "letters", "signs"))
    assert found(evidence).layout is Layout.AUTO


def test_codes_are_known_in_any_order_and_others_are_not() -> None:
    for setup in (Setup(), Setup(aim=True, prefix="Ctrl+A", suffix=""), Setup(computer="de")):
        captures: dict[Name, Capture] = {}
        for one in reversed(CODES):
            capture = Keys(tuple(scanned_keys(one.data.encode(), setup, one.identifiers[0])))
            assert recognised(capture, captures) == one.name
            captures[one.name] = capture
        for data in ("9521234543213", "LOT-7", "A" * 39, "1!2(3)4<5>6;7:8"):
            other = Keys(tuple(scanned_keys(data.encode(), setup)))
            assert recognised(other, captures) is None
            assert recognised(other, {}) is None
    assert recognised(Keys(()), {}) is None


SERIAL = [
    (b"", b"\r", b"\x1d", True, SerialFound(gs="sends")),
    (b"", b"\r\n", b"|", False, SerialFound(gs_substitute=b"|", gs="sends")),
    (b"\x02", b"\x03", b"\x1d", True, SerialFound(b"\x02", "ETX", gs="sends")),
    (b"S1:", b"\t", b"", False, SerialFound(b"S1:", "TAB", gs="drops")),
    (b"", b"\n", b"{GS}", True, SerialFound(gs="sends")),
]


@pytest.mark.parametrize(("prefix", "suffix", "gs", "aim", "expected"), SERIAL)
def test_a_serial_scanner_is_told_by_its_bytes(
    prefix: bytes, suffix: bytes, gs: bytes, *, aim: bool, expected: SerialFound
) -> None:
    captures: dict[Name, Capture] = {}

    def sent(data: str, identifier: str) -> bytes:
        content = (identifier if aim else "") + data
        return prefix + content.encode().replace(b"\x1d", gs) + suffix

    for one in CODES:
        capture = Bytes(sent(one.data, one.identifiers[0]))
        assert recognised(capture, captures) == one.name
        captures[one.name] = capture
    serial = examine(captures).found
    assert serial == expected

    assert isinstance(serial, SerialFound)
    framer = Framer(suffix_named(serial.suffix), serial.prefix)
    for identifier, data in OTHERS:
        frames = framer.feed(sent(data, identifier), 0)
        expected_data = (identifier if aim else "") + data
        if gs in {b"", b"|"}:
            expected_data = expected_data.replace("|", "\x1d" if gs else "|")
            expected_data = expected_data if gs else expected_data.replace("\x1d", "")
        assert [with_gs(frame.content, serial.gs_substitute) for frame in frames] == [
            expected_data.encode()
        ]


def test_a_test_code_is_known_wherever_it_is_scanned() -> None:
    for one in CODES:
        for identifier in ("", one.identifiers[0]):
            frame = (identifier + one.data).encode()
            for arrived in (
                frame,
                frame.replace(b"\x1d", b""),
                frame.replace(b"\x1d", b"{GS}"),
            ):
                assert code_of(arrived) is one
    assert code_of(code("retail").data[1:].encode()) is code("retail")
    assert code_of(b"9521234543213") is None
    assert code_of(b"") is None


def test_the_gs1_codes_say_the_same_in_both_spellings() -> None:
    for one in CODES:
        if one.elements:
            joined = "".join(ai + value for ai, value in one.elements)
            assert joined == one.data.replace("\x1d", "")
    assert {frozenset(code("letters").data + code("signs").data)} == {
        frozenset(chr(n) for n in range(32, 127)) - _other_case()
    }


def _other_case() -> frozenset[str]:
    return frozenset(c.swapcase() for c in code("letters").data if c.isalpha())


def test_the_profile_waits_as_long_as_the_scanner_needs() -> None:
    gaps = [found(examine(scanned(Setup(gap_ms=ms)))).max_gap_ms for ms in (1, 20, 22, 50, 200)]
    assert gaps == [30, 30, 40, 80, 120]


def test_the_caps_lock_of_the_day_makes_no_other_profile() -> None:
    for setup in (Setup(), Setup(layout="de", aim=True), Setup(layout="fr", computer="fr")):
        off, on = examine(scanned(setup)), examine(scanned(replace(setup, caps_lock=True)))
        assert off.found == on.found
