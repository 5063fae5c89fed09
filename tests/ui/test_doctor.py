"""The scanner doctor in the whole program: keys at the window, a real port, the sheet."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from lsn_desktop.scanning.doctor_codes import CODES
from lsn_desktop.settings import ScannerSettings, WedgeSettings, load
from printing.papers.doctor_symbols import symbol_of
from tests.printing.labels import pages_of
from tests.scanning.setups import Setup, scanned_keys
from tests.ui.keys import send
from ui.screens.scanners.symbol_view import SymbolView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from lsn_desktop.scanning.doctor_codes import DoctorCode
    from tests.real_window import SerialCable
    from tests.ui.running import Running

FRENCH = Setup(layout="fr", gs="|", prefix="F9", caps_lock=True)


class Clock:
    """Keys later than all before them."""

    def __init__(self) -> None:
        self.ms = 10_000

    def scan(self, running: Running, data: str, setup: Setup, identifier: str = "") -> None:
        """Scan as a wedge does, and wait until the burst is over."""
        strokes = scanned_keys(data.encode(), setup, identifier, self.ms)
        self.ms = strokes[-1].at_ms + 5000
        handle = running.window.windowHandle()
        assert handle is not None
        send(handle, strokes)


def begin(running: Running) -> None:
    be_in_front(running)
    running.open("scanners", "devices")
    running.press("scanners.test")
    running.sees("1 of 6 · Letters and digits")


def press(running: Running, key: Qt.Key) -> None:
    """A person presses a key; what the wedge held comes back to the page in front."""
    be_in_front(running)
    QTest.keyClick(running.window.windowHandle(), key)


def be_in_front(running: Running) -> None:
    running.window.activateWindow()
    running.until(lambda: QGuiApplication.focusWindow() is not None)


def titles(running: Running) -> str:
    return running.part(QLabel, "scanners.doctor.title").text()


def is_at(running: Running, number: int) -> None:
    """Wait for a code to be shown."""
    running.until(lambda: titles(running).startswith(f"{number} of 6"))


def words(running: Running) -> str:
    return running.part(QLabel, "scanners.doctor.words").text()


def test_a_keyboard_scanner_is_tested_saved_and_then_read_right(running: Running) -> None:
    begin(running)
    clock = Clock()
    for number, one in enumerate(CODES, 1):
        is_at(running, number)
        clock.scan(running, one.data, FRENCH, one.identifiers[0])

    running.sees("This scanner is set right.")
    running.sees("The scanner is set to the AZERTY keyboard")
    running.sees("A separator arrives as |; it is put back.")
    running.sees("Caps Lock is on; letters of a scan are turned back.")
    running.type("scanners.doctor.name", "Gate")
    QTest.keyClick(running.part(QLineEdit, "scanners.doctor.name"), Qt.Key.Key_Return)

    running.sees("Gate is saved.")
    (gate,) = load(running.program.settings.folder).wedges
    assert (gate.name, gate.prefix, gate.gs, gate.layout) == ("Gate", "F9", "sends", "learned")
    assert len(gate.learned) > 90
    clock.scan(running, "010952123454321310aB-7\x1d21Zy", FRENCH)
    running.sees("Read as GS1 (01)(10)(21)")
    heard = running.app.scanners.last("Gate")
    assert heard is not None
    assert heard.content == b"010952123454321310aB-7\x1d21Zy"


def test_nothing_scanned_at_the_doctor_does_anything_else(running: Running) -> None:
    begin(running)
    scans: list[bytes] = []
    running.app.scanners.scanned.connect(lambda frame, *_: scans.append(frame))
    clock = Clock()

    clock.scan(running, "9521234543213", Setup())
    running.until(lambda: "none of the six codes" in words(running))
    data = CODES[5].data
    clock.scan(running, CODES[0].data, Setup())
    is_at(running, 2)
    clock.scan(running, data, Setup())  # any order
    running.until(lambda: words(running) == "QR Code, long: read.")
    clock.scan(running, CODES[1].data[3:], Setup())
    running.until(lambda: "3 characters of this code were lost" in words(running))
    assert scans == []

    running.open("scanners", "devices")
    clock.scan(running, "9521234543213", Setup())
    running.until(lambda: scans == [b"9521234543213"])


def test_s_leaves_a_code_out_and_esc_goes_back(running: Running) -> None:
    begin(running)
    clock = Clock()
    clock.scan(running, CODES[0].data, Setup(suffix=""))
    is_at(running, 2)
    for number in (3, 4, 5):
        press(running, Qt.Key.Key_S)
        is_at(running, number)
    press(running, Qt.Key.Key_Escape)
    is_at(running, 4)
    for _time in range(3):
        press(running, Qt.Key.Key_S)

    running.sees("4 things are to be set on the scanner.")
    running.sees("Nothing ends a scan.")
    running.sees("GS1-128: not read.")
    running.press("scanners.doctor.again")
    running.sees("1 of 6")
    press(running, Qt.Key.Key_Escape)
    running.until(lambda: "Serial ports found" in running.text())


def test_a_test_in_which_nothing_was_read_ends_where_it_began(running: Running) -> None:
    begin(running)
    for _time in range(6):
        running.press("scanners.doctor.skip")
    running.sees("No code was read: nothing is known of this scanner.")
    assert titles(running).startswith("1 of 6")


def test_a_serial_scanner_is_tested_at_its_port(
    running: Running, monkeypatch: pytest.MonkeyPatch, cable: SerialCable
) -> None:
    port = SimpleNamespace(
        device=str(cable.port), vid=None, pid=None, serial_number=None, description="Imager"
    )
    monkeypatch.setattr("lsn_desktop.devices.ports.list_ports.comports", lambda: [port])
    running.open("scanners", "devices")
    running.sees("Imager")
    running.press("scanners.add.1")
    running.until(
        lambda: "Imager" in [one.device for one in running.app.scanners.lights() if one.is_on]
    )
    running.press("scanners.test")

    def sent(data: str) -> bytes:
        return b"\x02" + data.encode().replace(b"\x1d", b"#") + b"\x03"

    for number, one in enumerate(CODES, 1):
        is_at(running, number)
        data = sent(one.data)
        cable.send(data[:20])  # a scan comes in pieces
        cable.send(data[20:])
    running.sees("\\x02 stands before each code; it is taken off.")
    running.press("scanners.doctor.save")

    running.sees("Imager is saved.")
    expected = ScannerSettings(
        "Imager", str(cable.port), prefix="\\x02", suffix="ETX", gs_substitute="#", gs="sends"
    )
    assert load(running.program.settings.folder).scanners == (expected,)
    running.until(
        lambda: any(
            one.is_on for one in running.app.scanners.lights() if one.device == "Imager"
        )
    )
    cable.send(sent("010952123454321310aB-7\x1d21Zy"))
    running.sees("Read as GS1 (01)(10)(21)")


def is_on(running: Running) -> bool:
    lights = running.app.scanners.lights()
    return any(one.is_on for one in lights if one.device == "Imager")


def test_another_scanner_than_the_one_tested_is_not_mixed_in(running: Running) -> None:
    begin(running)
    clock = Clock()
    clock.scan(running, CODES[0].data, Setup())
    is_at(running, 2)
    running.app.scanners._came.emit(CODES[1].data.encode() + b"\r", "Gate")
    running.until(lambda: "That was Gate; this test is of Keyboard scanner" in words(running))
    assert titles(running).startswith("2 of 6")


def test_the_name_of_another_scanner_is_refused(running: Running) -> None:
    running.app.change_settings(
        replace(
            running.app.settings,
            wedges=(WedgeSettings("Gate", "F9"), WedgeSettings("Yard")),
        )
    )
    begin(running)
    clock = Clock()
    for one in CODES[:1]:
        clock.scan(running, one.data, Setup())
    is_at(running, 2)
    for _time in range(5):
        running.press("scanners.doctor.skip")
    running.sees("Takes the place of Yard.")
    running.type("scanners.doctor.name", "Gate")
    running.press("scanners.doctor.save")
    running.sees("There is a scanner Gate already.")
    running.type("scanners.doctor.name", "Yard 2")
    running.press("scanners.doctor.save")
    running.sees("Yard 2 is saved. Set what is to be set")
    names = [one.name for one in load(running.program.settings.folder).wedges]
    assert names == ["Gate", "Yard 2"]


def test_the_sheet_is_printed_with_and_without_findings(running: Running) -> None:
    begin(running)
    running.press("scanners.doctor.paper")
    running.until(lambda: printed(running) == {"Scanner test": 1})
    clock = Clock()
    clock.scan(running, CODES[0].data, Setup())
    is_at(running, 2)
    for _time in range(5):
        running.press("scanners.doctor.skip")
    running.type("scanners.doctor.name", "../Gate")
    running.press("scanners.doctor.sheet")
    both = {"Scanner test": 1, "Scanner test _Gate": 2}
    running.until(lambda: printed(running) == both)


def printed(running: Running) -> dict[str, int]:
    """The files printed, and how many pages each has."""
    files = running.program.settings.printed.glob("*.pdf")
    return {file.stem: pages_of(file.read_bytes()) for file in files}


def test_a_scan_that_looks_garbled_says_where_scanners_are_tested(running: Running) -> None:
    be_in_front(running)
    clock = Clock()
    clock.scan(running, "LOT 12-7", Setup(computer="fr"))
    running.sees("may be set to different keyboards")
    clock.scan(running, "9521234543213", Setup(computer="fr"))
    running.until(lambda: "different keyboards" not in running.text())


def test_a_test_code_scanned_elsewhere_is_refused_in_words(running: Running) -> None:
    assert running.app.session is not None
    running.app.session.frame.open_page("home")
    running.app.scanners.scanned.emit(CODES[2].data.encode(), "Gate", True)  # noqa: FBT003 - as it comes
    running.until(lambda: "This is a code to test scanners with." in running.text())
    running.app.session.frame.open_page("receive")
    running.app.scanners.scanned.emit(b"]E0" + CODES[4].data.encode(), "Gate", True)  # noqa: FBT003 - as it comes
    running.until(lambda: "This is a code to test scanners with." in running.text())


@pytest.mark.parametrize("one", CODES, ids=lambda one: one.name)
@pytest.mark.parametrize("size", [(1116, 197), (1670, 420)])
def test_the_screen_shows_codes_that_are_read(
    one: DoctorCode, size: tuple[int, int], qtbot: QtBot
) -> None:
    view = SymbolView()
    qtbot.addWidget(view)
    view.resize(*size)
    view.tell(symbol_of(one), one.title)
    assert view.module_pixels() >= 2
    picture = QPixmap(view.size())
    picture.fill(QColor("darkslategray"))  # a dark theme
    view.render(picture)
    image = picture.toImage()
    pixels = Image.frombytes(
        "RGBA", (image.width(), image.height()), bytes(image.constBits()), "raw", "BGRA"
    ).convert("L")
    [read] = zxingcpp.read_barcodes(pixels)
    assert read.bytes == one.data.encode()
