"""Frames come out of a stream the same, wherever it was cut."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsn_desktop.scanning.frames import (
    LIMIT,
    SILENCE_MS,
    Frame,
    FrameKind,
    Framer,
    Suffix,
    with_gs,
)

GS1 = b"]C1010952123454321310ABC\x1d21SN-1"
INCOMPLETE, OVERLONG = FrameKind.INCOMPLETE, FrameKind.OVERLONG


@pytest.mark.parametrize(
    ("suffix", "stream"),
    [
        (Suffix.LINE_END, b"%b\r"),
        (Suffix.LINE_END, b"%b\n"),
        (Suffix.LINE_END, b"%b\r\n"),
        (Suffix.CR, b"%b\r"),
        (Suffix.LF, b"%b\n"),
        (Suffix.CRLF, b"%b\r\n"),
        (Suffix.TAB, b"%b\t"),
        (Suffix.ETX, b"%b\x03"),
    ],
)
def test_each_suffix_ends_a_frame_and_is_not_part_of_it(suffix: Suffix, stream: bytes) -> None:
    framer = Framer(suffix)
    assert framer.feed((stream % GS1) + (stream % b"second"), 0) == [
        Frame(GS1),
        Frame(b"second"),
    ]


def test_a_lone_carriage_return_is_content_where_the_suffix_is_crlf() -> None:
    assert Framer(Suffix.CRLF).feed(b"a\rb\r\n", 0) == [Frame(b"a\rb")]


@pytest.mark.parametrize(
    ("stream", "frames"),
    [
        (b"\x02abc\r", [Frame(b"abc")]),
        (b"noise\x02abc\r", [Frame(b"noise", INCOMPLETE), Frame(b"abc")]),
        (b"\x02lost\x02abc\r", [Frame(b"lost", INCOMPLETE), Frame(b"abc")]),
        (b"no beginning\r", [Frame(b"no beginning", INCOMPLETE)]),
        (b"\x02\r", []),
        (b"\r", []),
    ],
)
def test_with_a_prefix_only_what_follows_it_is_a_scan(
    stream: bytes, frames: list[Frame]
) -> None:
    assert Framer(prefix=b"\x02").feed(stream, 0) == frames


def test_an_over_long_line_is_told_once_and_dropped_up_to_its_suffix() -> None:
    framer = Framer(limit=8)
    assert framer.feed(b"123456789", 0) == [Frame(b"12345678", OVERLONG)]
    assert framer.feed(b"x" * 100_000, 1) == []
    assert framer.feed(b"tail\rnext\r", 2) == [Frame(b"next")]
    assert framer.feed(b"123456789\r12345678\r", 3) == [
        Frame(b"12345678", OVERLONG),
        Frame(b"12345678"),
    ]


def test_a_suffix_cut_in_two_ends_an_over_long_line_and_belongs_to_no_other() -> None:
    framer = Framer(Suffix.CRLF, limit=8)
    assert framer.feed(b"123456789\r", 0) == [Frame(b"12345678", OVERLONG)]
    assert framer.feed(b"\nnext\r\n", 0) == [Frame(b"next")]
    assert framer.feed(b"12345678\r", 0) == []
    assert framer.feed(b"\n", 0) == [Frame(b"12345678")]
    framer.feed(b"123456789\r", 0)
    assert framer.restart() == []


def test_ten_megabytes_without_a_suffix_are_one_report() -> None:
    frames = Framer().feed(b"x" * 10_000_000, 0)
    assert [(len(frame.content), frame.kind) for frame in frames] == [(LIMIT, OVERLONG)]


def test_half_a_second_of_silence_within_a_frame_gives_it_up() -> None:
    framer = Framer()
    assert framer.feed(b"0109521", 1000) == []
    assert framer.silence(1000 + SILENCE_MS - 1) == []
    assert framer.silence(1000 + SILENCE_MS) == [Frame(b"0109521", INCOMPLETE)]
    assert framer.silence(5000) == []
    assert framer.feed(b"next\r", 9000) == [Frame(b"next")]


def test_a_late_byte_does_not_join_the_fragment_before_it() -> None:
    framer = Framer()
    framer.feed(b"0109521", 1000)
    assert framer.feed(b"next\r", 2000) == [Frame(b"0109521", INCOMPLETE), Frame(b"next")]


def test_an_empty_read_is_no_sign_of_life() -> None:
    framer = Framer()
    framer.feed(b"0109521", 1000)
    framer.feed(b"", 1400)
    assert framer.silence(1500) == [Frame(b"0109521", INCOMPLETE)]


def test_a_new_connection_starts_empty() -> None:
    framer = Framer(limit=8)
    framer.feed(b"half", 0)
    assert framer.restart() == [Frame(b"half", INCOMPLETE)]
    assert framer.restart() == []
    framer.feed(b"too long for it", 0)
    assert framer.restart() == []
    assert framer.feed(b"next\r", 0) == [Frame(b"next")]


@pytest.mark.parametrize(
    ("content", "substitute", "restored"),
    [
        (b"10ABC\x1d21S", b"", b"10ABC\x1d21S"),
        (b"10ABC{GS}21S", b"", b"10ABC\x1d21S"),
        (b"10abc<gs>21s", b"", b"10abc\x1d21s"),
        (b"10ABC|21S", b"", b"10ABC|21S"),
        (b"10ABC|21S", b"|", b"10ABC\x1d21S"),
        (b"10ABC^21S{GS}7", b"^", b"10ABC\x1d21S\x1d7"),
        (b"10ABC~21S", b"~", b"10ABC\x1d21S"),
        (b"]C110ABC]21S", b"]", b"]C110ABC\x1d21S"),
    ],
)
def test_a_separator_is_known_in_each_of_its_disguises(
    content: bytes, substitute: bytes, restored: bytes
) -> None:
    assert with_gs(content, substitute) == restored


@given(
    stream=st.lists(
        st.sampled_from([b"\r", b"\n", b"\r\n", b"\t", b"\x03", b"\x02", b"\x1d", b"abc"])
        | st.binary(max_size=12)
    ).map(b"".join),
    cuts=st.lists(st.integers(0, 80), max_size=20),
    suffix=st.sampled_from(Suffix),
    prefix=st.sampled_from([b"", b"\x02"]),
)
def test_the_stream_may_be_cut_anywhere(
    stream: bytes, cuts: list[int], suffix: Suffix, prefix: bytes
) -> None:
    whole = Framer(suffix, prefix, limit=8)
    expected = whole.feed(stream, 0) + whole.restart()
    cut = Framer(suffix, prefix, limit=8)
    edges = [0, *sorted(cuts), len(stream)]
    frames = [
        frame
        for start, end in itertools.pairwise(edges)
        for frame in cut.feed(stream[start:end], 0)
    ]
    assert frames + cut.restart() == expected


@given(
    contents=st.lists(
        st.binary(min_size=1, max_size=60).filter(lambda b: not {13, 10} & set(b))
    )
)
def test_every_scan_comes_out_once_and_in_order(contents: list[bytes]) -> None:
    stream = b"".join(content + b"\r\n" for content in contents)
    assert Framer().feed(stream, 0) == [Frame(content) for content in contents]
