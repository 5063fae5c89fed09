"""Several scanners at once, one signal."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.devices.replay import recorded
from lsn_desktop.devices.serial_scanner import SerialProfile, open_port
from tests.real_window import SerialCable, serial_cable
from ui.scans.scanners import ScannerLight, Scanners, ScannerState
from ui.scans.wedge import Wedge

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

GS1 = b"]C1010952123454321310ABC\x1d21S"


class Hall:
    """The scanners, and all that was heard from them."""

    def __init__(self, scanners: Scanners) -> None:
        self.scanners = scanners
        self.scans: list[tuple[bytes, str, bool]] = []
        self.broken: list[tuple[bytes, str, str]] = []
        self.changes = 0
        scanners.scanned.connect(lambda *scan: self.scans.append(scan))
        scanners.broken.connect(lambda *scan: self.broken.append(scan))
        scanners.changed.connect(self._count)

    def _count(self) -> None:
        self.changes += 1

    def state(self, device: str) -> ScannerState | None:
        return {light.device: light.state for light in self.scanners.lights()}.get(device)


@pytest.fixture
def hall(qapp: QApplication) -> Generator[Hall]:
    assert qapp
    made = Hall(Scanners())
    yield made
    start = time.monotonic()
    made.scanners.stop()
    assert time.monotonic() - start < 1


def test_two_serial_scanners_and_a_recording_speak_at_once(
    hall: Hall, cable: SerialCable, tmp_path: Path, qtbot: QtBot
) -> None:
    with serial_cable(tmp_path / "second") as second:
        hall.scanners.add(SerialProfile("dock", str(cable.port)))
        hall.scanners.add(SerialProfile("office", str(second.port)))
        both = [ScannerState.CONNECTED] * 2
        qtbot.waitUntil(lambda: [hall.state("dock"), hall.state("office")] == both)
        hall.scanners.replay(recorded(b"recorded 1\nrecorded 2\n", gap_ms=20))
        assert hall.state("Recorded scanner") is ScannerState.PLAYING
        for n in range(25):
            cable.send(GS1 + b"%d\r" % n)
            second.send(b"office %d\n" % n)
        qtbot.waitUntil(lambda: len(hall.scans) == 52)
        qtbot.waitUntil(lambda: hall.state("Recorded scanner") is None)

    def heard(device: str) -> list[bytes]:
        return [frame for frame, name, certain in hall.scans if name == device and certain]

    assert heard("dock") == [GS1 + b"%d" % n for n in range(25)]
    assert heard("office") == [b"office %d" % n for n in range(25)]
    assert heard("Recorded scanner") == [b"recorded 1", b"recorded 2"]
    assert hall.broken == []


def test_a_scanner_that_is_unplugged_shows_away_and_comes_back(
    hall: Hall, cable: SerialCable, qtbot: QtBot
) -> None:
    hall.scanners.add(SerialProfile("dock", str(cable.port)))
    assert hall.state("dock") is ScannerState.AWAY
    qtbot.waitUntil(lambda: hall.state("dock") is ScannerState.CONNECTED)
    cable.send(b"0109521")
    qtbot.wait(150)
    cable.unplug()
    qtbot.waitUntil(lambda: hall.state("dock") is ScannerState.AWAY)
    assert hall.broken == [(b"0109521", "dock", "incomplete")]
    cable.plug()
    qtbot.waitUntil(lambda: hall.state("dock") is ScannerState.CONNECTED)
    cable.send(GS1 + b"\r")
    qtbot.waitUntil(lambda: hall.scans == [(GS1, "dock", True)])
    assert hall.changes == 4
    assert [light.is_on for light in hall.scanners.lights()] == [True]


def test_bytes_arrive_as_they_were_sent(hall: Hall, cable: SerialCable, qtbot: QtBot) -> None:
    hall.scanners.add(SerialProfile("dock", str(cable.port)))
    qtbot.waitUntil(lambda: hall.state("dock") is ScannerState.CONNECTED)
    every_byte = bytes(byte for byte in range(256) if byte not in b"\r\n")
    cable.send(every_byte + b"\r")
    qtbot.waitUntil(lambda: hall.scans == [(every_byte, "dock", True)])


def test_a_removed_scanner_is_heard_no_longer(
    hall: Hall, cable: SerialCable, qtbot: QtBot
) -> None:
    hall.scanners.add(SerialProfile("dock", str(cable.port)))
    qtbot.waitUntil(lambda: hall.state("dock") is ScannerState.CONNECTED)
    hall.scanners.remove("dock")
    open_port(SerialProfile("", str(cable.port))).close()  # nobody holds it any more
    hall.scanners.remove("dock")
    cable.send(GS1 + b"\r")
    qtbot.wait(100)
    assert hall.scanners.lights() == []
    assert hall.scans == []


def test_a_recording_started_anew_is_not_ended_by_the_first(hall: Hall, qtbot: QtBot) -> None:
    hall.scanners.replay(recorded(b"+60000\nnever"))
    hall.scanners.replay(recorded(b"+200\nonce"))
    qtbot.wait(50)
    assert hall.state("Recorded scanner") is ScannerState.PLAYING
    qtbot.waitUntil(lambda: hall.state("Recorded scanner") is None)
    assert [frame for frame, *_ in hall.scans] == [b"once"]


def test_the_wedge_is_one_of_them(qapp: QApplication) -> None:
    wedge = Wedge(qapp, [])
    hall = Hall(Scanners(wedge))
    wedge.listening.emit(True)  # noqa: FBT003
    assert hall.scanners.lights() == [ScannerLight("Keyboard scanner", ScannerState.LISTENING)]
    assert hall.scanners.lights()[0].is_on
    wedge.listening.emit(False)  # noqa: FBT003
    assert not hall.scanners.lights()[0].is_on
    wedge.scanned.emit(b"1", "Keyboard scanner", False)  # noqa: FBT003
    wedge.broken.emit(b"0", "Keyboard scanner", "incomplete")
    assert hall.scans == [(b"1", "Keyboard scanner", False)]
    assert hall.broken == [(b"0", "Keyboard scanner", "incomplete")]
    hall.scanners.stop()
    wedge.deleteLater()


def test_a_port_another_program_has_is_trouble_in_words_until_it_is_free(
    hall: Hall, cable: SerialCable, qtbot: QtBot
) -> None:
    with open_port(SerialProfile("", str(cable.port))):
        hall.scanners.add(SerialProfile("dock", str(cable.port)))
        qtbot.waitUntil(lambda: hall.state("dock") is ScannerState.TROUBLE)
        light = hall.scanners.lights()[0]
        assert not light.is_on
        assert str(light.why).startswith("Another program has the port open.")
    qtbot.waitUntil(lambda: hall.state("dock") is ScannerState.CONNECTED)
    assert hall.scanners.lights()[0].why is None


def test_a_file_that_is_no_port_is_trouble_and_one_that_is_not_there_is_away(
    hall: Hall, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "notes.txt"
    hall.scanners.add(SerialProfile("dock", str(file)))
    qtbot.wait(250)
    assert hall.state("dock") is ScannerState.AWAY
    file.write_text("no port")
    qtbot.waitUntil(lambda: hall.state("dock") is ScannerState.TROUBLE)
    assert str(hall.scanners.lights()[0].why).startswith("This is no serial port")


def test_what_a_scanner_sent_last_is_remembered(
    hall: Hall, cable: SerialCable, qtbot: QtBot
) -> None:
    hall.scanners.add(SerialProfile("dock", str(cable.port)))
    qtbot.waitUntil(lambda: hall.state("dock") is ScannerState.CONNECTED)
    assert hall.scanners.last("dock") is None
    cable.send(GS1 + b"\r")
    qtbot.waitUntil(lambda: hall.scanners.last("dock") is not None)
    last = hall.scanners.last("dock")
    assert last is not None
    assert (last.content, last.kind) == (GS1, "complete")
    assert abs(last.at - time.time()) < 10
