"""A serial scanner through a real port (a pty): at full speed, unplugged, plugged in again."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import TYPE_CHECKING

import pytest
import serial

from lsn_desktop.devices import serial_scanner
from lsn_desktop.devices.serial_scanner import SerialProfile, SerialScanner, open_port
from lsn_desktop.scanning.frames import Frame, FrameKind, Suffix
from tests.real_window import SerialCable, wait_until

if TYPE_CHECKING:
    from collections.abc import Generator


SCANS = [f"]C10109521234543213172612310010LOT{n:05}\x1d21SN{n}".encode() for n in range(2000)]


class Heard:
    """What a scanner's thread told."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self.states: list[bool] = []

    @property
    def scans(self) -> list[bytes]:
        return [f.content for f in self.frames if f.kind is FrameKind.COMPLETE]

    def is_connected(self) -> bool:
        return self.states[-1:] == [True]


@contextlib.contextmanager
def listening(profile: SerialProfile) -> Generator[Heard]:
    heard = Heard()
    scanner = SerialScanner(profile, heard.frames.append, heard.states.append)
    scanner.start()
    try:
        yield heard
    finally:
        start = time.monotonic()
        scanner.close()
        scanner.join(5)
        assert not scanner.is_alive()
        assert time.monotonic() - start < 1


def test_every_scan_arrives_at_full_speed_and_through_an_unplug(
    cable: SerialCable, capsys: pytest.CaptureFixture[str]
) -> None:
    with listening(SerialProfile("dock", str(cable.port))) as heard:
        wait_until(heard.is_connected, "connected")
        start = time.monotonic()
        cable.send(b"".join(scan + b"\r\n" for scan in SCANS[:1000]))
        wait_until(lambda: len(heard.scans) == 1000, "1000 scans")
        took = time.monotonic() - start
        cable.send(SCANS[0][:20])
        time.sleep(0.2)
        cable.unplug()
        wait_until(lambda: not heard.is_connected(), "away")
        cable.plug()
        replugged = time.monotonic()
        wait_until(heard.is_connected, "connected again")
        back = time.monotonic() - replugged
        cable.send(b"".join(scan + b"\r\n" for scan in SCANS[1000:]))
        wait_until(lambda: len(heard.scans) == 2000, "2000 scans")
    assert heard.scans == SCANS
    assert [f for f in heard.frames if f.kind is not FrameKind.COMPLETE] == [
        Frame(SCANS[0][:20], FrameKind.INCOMPLETE)
    ]
    assert heard.states == [True, False, True, False]
    with capsys.disabled():
        print(  # noqa: T201
            f"\n2000 scans through a pty, 0 lost, {1000 / took:.0f}/s;"
            f" back {back * 1000:.0f} ms after the plug ",
            end="",
        )


def test_one_scan_is_heard_at_once(
    cable: SerialCable, capsys: pytest.CaptureFixture[str]
) -> None:
    with listening(SerialProfile("dock", str(cable.port))) as heard:
        wait_until(heard.is_connected, "connected")
        worst = 0.0
        for n in range(25):
            start = time.monotonic()
            cable.send(SCANS[n] + b"\r")
            while len(heard.scans) <= n:
                assert time.monotonic() - start < 1
                time.sleep(0.0002)
            worst = max(worst, time.monotonic() - start)
    assert heard.scans == SCANS[:25]
    with capsys.disabled():
        print(f"\n25 scans through a pty, worst {worst * 1000:.1f} ms ", end="")  # noqa: T201


def test_five_unplugs_lose_nothing_that_was_whole(cable: SerialCable) -> None:
    with listening(SerialProfile("dock", str(cable.port))) as heard:
        for n in range(5):
            wait_until(heard.is_connected, "connected")
            cable.send(SCANS[n] + b"\r")
            wait_until(lambda: len(heard.scans) == n + 1, "the scan")  # noqa: B023 - at once
            cable.unplug()
            wait_until(lambda: not heard.is_connected(), "away")
            cable.plug()
    assert heard.scans == SCANS[:5]


def test_a_scanner_may_be_plugged_in_later(cable: SerialCable) -> None:
    cable.unplug()
    with listening(SerialProfile("dock", str(cable.port))) as heard:
        time.sleep(0.2)
        assert heard.states == []
        cable.plug()
        wait_until(heard.is_connected, "connected")


def test_each_scanner_has_its_own_framing(cable: SerialCable) -> None:
    profile = SerialProfile(
        "dock", str(cable.port), prefix=b"\x02", suffix=Suffix.ETX, gs_substitute=b"^"
    )
    with listening(profile) as heard:
        wait_until(heard.is_connected, "connected")
        cable.send(b"?\x0210A^21B\x03\x0210C{GS}21D\x03")
        wait_until(lambda: len(heard.frames) == 3, "two scans and what was before them")
    assert heard.frames == [
        Frame(b"?", FrameKind.INCOMPLETE),
        Frame(b"10A\x1d21B"),
        Frame(b"10C\x1d21D"),
    ]


def test_a_scan_that_never_ends_is_told_after_half_a_second(cable: SerialCable) -> None:
    with listening(SerialProfile("dock", str(cable.port))) as heard:
        wait_until(heard.is_connected, "connected")
        cable.send(b"0109521")
        wait_until(lambda: len(heard.frames) == 1, "the fragment", seconds=2)
    assert heard.frames == [Frame(b"0109521", FrameKind.INCOMPLETE)]


def test_a_port_that_is_not_plugged_in_or_taken_is_an_oserror(cable: SerialCable) -> None:
    with pytest.raises(OSError, match="usb:05e0:1701:nobody"):
        open_port(SerialProfile("", "usb:05e0:1701:nobody"))
    with (
        open_port(SerialProfile("", str(cable.port))),
        pytest.raises(OSError, match="exclusively lock"),
    ):
        open_port(SerialProfile("", str(cable.port)))


def test_attempts_to_connect_become_rarer_up_to_two_seconds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits: list[float] = []
    scanner: SerialScanner

    def wait(_: threading.Event, timeout: float | None = None) -> bool:
        waits.append(timeout or 0)
        if len(waits) == 7:
            scanner.close()
        return False

    def nothing_there(_: SerialProfile) -> serial.Serial:
        raise FileNotFoundError

    scanner = SerialScanner(SerialProfile("", ""), print, print, connect=nothing_there)
    monkeypatch.setattr(threading.Event, "wait", wait)
    scanner.run()
    assert waits == [0.1, 0.2, 0.4, 0.8, 1.6, 2.0, 2.0]
    assert waits[0] == serial_scanner.FIRST_PAUSE


class Pulled(serial.Serial):
    """A port that is pulled as soon as it is read."""

    @property
    def in_waiting(self) -> int:
        raise OSError


def test_after_a_connection_attempts_are_quick_again(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    states: list[bool] = []
    scanner: SerialScanner

    def wait(_: threading.Event, timeout: float | None = None) -> bool:
        waits.append(timeout or 0)
        if len(waits) == 5:
            scanner.close()
        return False

    def third_time(_: SerialProfile) -> serial.Serial:
        if len(waits) != 3:
            raise FileNotFoundError
        return Pulled()

    scanner = SerialScanner(SerialProfile("", ""), print, states.append, connect=third_time)
    monkeypatch.setattr(threading.Event, "wait", wait)
    scanner.run()
    assert waits == [0.1, 0.2, 0.4, 0.1, 0.2]
    assert states == [True, False]


def test_a_bug_in_what_listens_is_reported_and_the_scanner_goes_on(
    cable: SerialCable, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", reported.append)
    heard: list[bytes] = []

    def hear(frame: Frame) -> None:
        if frame.content == b"bad":
            raise ZeroDivisionError
        heard.append(frame.content)

    states: list[bool] = []
    scanner = SerialScanner(SerialProfile("", str(cable.port)), hear, states.append)
    scanner.start()
    wait_until(lambda: states == [True], "connected")
    cable.send(b"bad\r")
    wait_until(lambda: states == [True, False, True], "connected again")
    cable.send(b"good\r")
    wait_until(lambda: heard == [b"good"], "the next scan")
    scanner.close()
    scanner.join(5)
    assert [args.exc_type for args in reported] == [ZeroDivisionError]
