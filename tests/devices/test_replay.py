"""A recorded scanner sends what was recorded, at its pace."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.devices.replay import Recorded, Replay, load, recorded
from lsn_desktop.domain.refusals import Unavailable
from lsn_desktop.scanning.frames import Frame, FrameKind

if TYPE_CHECKING:
    from pathlib import Path

RECORDING = rb"""
]C1010952123454321310ABC\x1d21S1
+750
second \\ scan
+100
+20ms
\x2b30
+A99912345/$$3261231X
"""


def test_a_recording_is_scans_and_pauses() -> None:
    for data in (RECORDING, RECORDING.replace(b"\n", b"\r\n")):
        assert recorded(data, gap_ms=5) == [
            Recorded(Frame(b"]C1010952123454321310ABC\x1d21S1"), 5),
            Recorded(Frame(rb"second \ scan"), 750),
            Recorded(Frame(b"+30"), 120),
            Recorded(Frame(b"+A99912345/$$3261231X"), 5),
        ]


def test_raw_bytes_are_cut_as_a_ports_are() -> None:
    assert recorded(b"a\\x1d\r\n+5\rhalf", raw=True) == [
        Recorded(Frame(b"a\\x1d")),
        Recorded(Frame(b"+5")),
        Recorded(Frame(b"half", FrameKind.INCOMPLETE)),
    ]


def test_a_recording_comes_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "delivery.scans"
    file.write_bytes(b"one\r\ntwo\r\n")
    assert load(file, gap_ms=3) == [Recorded(Frame(b"one"), 3), Recorded(Frame(b"two"), 3)]
    assert load(file, raw=True) == [Recorded(Frame(b"one")), Recorded(Frame(b"two"))]


def test_a_file_that_cannot_be_read_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"recorded scans in .*nowhere cannot be read"):
        load(tmp_path / "nowhere")


def test_it_plays_in_order_with_its_pauses_and_says_when_it_is_over() -> None:
    heard: list[bytes] = []
    scans = [Recorded(Frame(b"1")), Recorded(Frame(b"2"), 60)]
    replay = Replay(scans, lambda f: heard.append(f.content), lambda: heard.append(b"end"))
    start = time.monotonic()
    replay.start()
    replay.join(5)
    assert heard == [b"1", b"2", b"end"]
    assert time.monotonic() - start >= 0.06


def test_it_can_be_stopped_within_a_pause() -> None:
    heard: list[bytes] = []
    replay = Replay(
        [Recorded(Frame(b"never"), 60_000)],
        lambda f: heard.append(f.content),
        lambda: heard.append(b"end"),
    )
    replay.start()
    replay.close()
    replay.join(5)
    assert not replay.is_alive()
    assert heard == [b"end"]
