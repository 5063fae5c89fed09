"""The Scanners page in the whole program: real ports, a recording, the journal."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QPushButton

from lsn_desktop.settings import ScannerSettings, Settings, WedgeSettings, load
from lsn_desktop.storage import documents, orders, verifying
from tests.ui.running import Running
from ui.scans.player import Held, PlayState
from ui.screens.scanners.journal import JournalPart
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.real_window import SerialCable
    from ui.parts.theme import Theme

CODE = b"]C1010952123454322010B-77\x1d21SN9"


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch, cable: SerialCable) -> str:
    """The cable's port is the only one the system tells of."""
    port = SimpleNamespace(
        device=str(cable.port), vid=None, pid=None, serial_number=None, description="Imager"
    )
    monkeypatch.setattr("lsn_desktop.devices.ports.list_ports.comports", lambda: [port])
    return str(cable.port)


def devices(running: Running) -> list[tuple[str, str]]:
    """The list of scanners: names and states."""
    model = running.part(TableView, "scanners.devices").model()
    return [
        (str(model.data(model.index(row, 0))), str(model.data(model.index(row, 1))))
        for row in range(model.rowCount())
    ]


def add_imager(running: Running) -> None:
    running.open("scanners", "devices")
    running.sees("Imager")
    running.press("scanners.add.1")
    running.until(lambda: ("Imager", "Connected") in devices(running))


def bytes_of(running: Running, name: str) -> str:
    return running.part(QPlainTextEdit, name).toPlainText()


def test_a_port_found_is_added_in_one_press_and_its_codes_are_shown(
    running: Running, found: str, cable: SerialCable
) -> None:
    add_imager(running)
    assert load(running.program.settings.folder).scanners == (ScannerSettings("Imager", found),)

    cable.send(CODE + b"\r\n")

    running.sees("Read as GS1-128 (01)(10)(21)")
    running.sees("BATCH/LOT")
    assert bytes_of(running, "scanners.last.escapes") == CODE.decode().replace("\x1d", "\\x1d")
    assert " 37 37 1D 32 31 " in bytes_of(running, "scanners.last.hex")


def test_a_scanner_plugged_in_is_found_without_being_asked_for(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    ports: list[SimpleNamespace] = []
    monkeypatch.setattr("lsn_desktop.devices.ports.list_ports.comports", lambda: list(ports))
    running.open("scanners", "devices")
    running.sees("None. Plug a scanner in")

    ports.append(
        SimpleNamespace(
            device="/dev/ttyACM7",
            vid=0x05E0,
            pid=0x1701,
            serial_number="S1",
            description="Symbol Bar Code Scanner",
        )
    )

    running.sees("Symbol Bar Code Scanner, a scanner")


def test_a_scanner_unplugged_waits_and_one_removed_is_offered_again(
    running: Running, found: str, cable: SerialCable
) -> None:
    assert found
    add_imager(running)
    cable.unplug()
    running.until(lambda: ("Imager", "Waiting for the port") in devices(running))
    cable.plug()
    running.until(lambda: ("Imager", "Connected") in devices(running))

    running.press("scanners.remove")

    running.sees("Imager is removed.")
    assert [name for name, _state in devices(running)] == ["Keyboard scanner"]
    running.until(lambda: running.part(QPushButton, "scanners.add.1").isVisible())
    assert load(running.program.settings.folder).scanners == ()


def test_settings_of_a_scanner_are_checked_field_by_field_and_followed(
    running: Running, found: str, cable: SerialCable
) -> None:
    assert found
    add_imager(running)
    running.press("scanners.change")
    running.type("scanners.serial.name", "Keyboard scanner")
    running.press("scanners.save")
    running.sees("There is a scanner Keyboard scanner already.")

    running.type("scanners.serial.name", "Gate")
    running.type("scanners.serial.prefix", "\\x02")
    running.part(QComboBox, "scanners.serial.suffix").setCurrentText("ETX")
    running.press("scanners.save")

    running.sees("Gate is set.")
    running.until(lambda: ("Gate", "Connected") in devices(running))
    cable.send(b"\x02" + CODE + b"\x03")
    running.sees("Read as GS1-128 (01)(10)(21)")
    assert [one.name for one in load(running.program.settings.folder).scanners] == ["Gate"]


def test_the_keyboard_scanner_follows_its_settings(running: Running) -> None:
    running.open("scanners", "devices")
    running.press("scanners.change")
    running.type("scanners.wedge.name", "Gate")
    running.part(QComboBox, "scanners.wedge.prefix").setCurrentText("F9")
    running.type("scanners.wedge.gs", "|")
    running.press("scanners.save")

    running.sees("Gate is set.")
    running.sees("Begins with F9")
    gate = WedgeSettings("Gate", "F9", gs_substitute="|")
    assert load(running.program.settings.folder).wedges == (gate,)
    names = [name for name, _state in devices(running)]
    assert names == ["Gate", "Keyboard scanner"]

    running.part(TableView, "scanners.devices").selectRow(1)
    running.press("scanners.change")
    running.part(QComboBox, "scanners.wedge.prefix").setCurrentText("F9")
    running.press("scanners.save")
    running.sees("Gate begins its scans so already")

    running.press("scanners.cancel")
    running.part(TableView, "scanners.devices").selectRow(0)
    running.press("scanners.remove")
    running.sees("The settings of Gate are forgotten.")
    assert load(running.program.settings.folder).wedges == ()


def test_a_scan_on_this_page_is_journalled_shown_and_found(
    running: Running, tmp_path: Path
) -> None:
    running.open("scanners", "journal")
    for frame in (CODE, b"<b>\x00\xff"):
        running.app.scanners.scanned.emit(frame, "Gate", True)  # noqa: FBT003 - as it comes
    running.until(lambda: "<b>" in bytes_of(running, "scanners.journal.code.escapes"))
    assert bytes_of(running, "scanners.journal.code.escapes") == "<b>\\x00\\xff"
    assert bytes_of(running, "scanners.journal.code.hex") == "3C 62 3E 00 FF"
    words = running.part(QLabel, "scanners.journal.words").text()
    assert words == "Shown on the Scanners page"

    running.type("scanners.journal.find", "B-77 gate")
    running.until(lambda: "SN9" in bytes_of(running, "scanners.journal.code.escapes"))

    target = tmp_path / "scans.jsonl"
    part = running.window.findChild(JournalPart)
    assert isinstance(part, JournalPart)
    part.export(target)
    running.sees("1 scans saved as")
    (line,) = target.read_text().splitlines()
    assert json.loads(line)["scan"] == CODE.decode().replace("\x1d", "\\x1d")


def test_a_file_of_scans_waits_in_receive_for_a_delivery(
    running: Running, tmp_path: Path
) -> None:
    file = tmp_path / "delivery.scans"
    file.write_text("]C1010952123454322010B9\n]C1010952123454322010B9\n")
    running.open("scanners", "recorded")
    running.sees("No recorded deliveries here")
    running.press("scanners.file_receive")
    running.sees("Choose a file first")

    running.type("scanners.file.path", str(file))
    running.press("scanners.file_receive")

    running.until(lambda: running.title == "Receive")
    running.sees("Paused delivery.scans: scan 0 of 2")
    running.app.player.choose_pace(0.1)
    with running.program.database.reading() as connection:
        order = orders.open_orders(connection)[0]
    assert running.app.session is not None
    running.app.session.go("orders", order.id)
    running.sees(f"Receive {order.number}")
    running.press("player.pause")
    running.until(lambda: running.app.player.state is PlayState.IDLE)
    running.until(lambda: _drafted(running) == [1, 1])


def test_a_file_that_holds_no_scan_or_is_not_there_is_said(
    running: Running, tmp_path: Path
) -> None:
    (tmp_path / "empty").write_text("\n")
    running.open("scanners", "recorded")
    for name, words in (("empty", "There is no scan in empty."), ("gone", "cannot be read")):
        running.type("scanners.file.path", str(tmp_path / name))
        running.press("scanners.file_here")
        running.sees(words)


def test_a_newcomer_receives_a_recorded_delivery(
    tmp_path: Path, theme: Theme, qtbot: QtBot
) -> None:
    settings = Settings(tmp_path, str(tmp_path / "demo.db"), "DOCK-1")
    running = Running(settings, theme, qtbot, demo=True)
    try:
        running.sign_in("Dana Reyes", "2580")
        running.press("home.play")
        running.until(lambda: running.title == "Scanners")
        running.until(lambda: running.part(TableView, "scanners.deliveries").isVisible())
        running.app.player.choose_pace(0.3)
        running.press("scanners.receive")

        running.sees("Receive PO-1042")
        running.until(lambda: running.app.player.held is Held.ASKED)
        running.sees("Waiting for your answer")
        running.press("banner.answer.2")  # leave it out

        running.until(lambda: running.app.player.state is PlayState.IDLE)
        running.until(lambda: "816 of 800 pcs" in running.text())
        running.press("receive.post")
        running.until(lambda: _status(running, "PO-1042") == "closed")
        with running.program.database.reading() as connection:
            assert list(verifying.verify(connection)) == []
    finally:
        running.close()


def _drafted(running: Running) -> list[int]:
    with running.program.database.reading() as connection:
        drafts = documents.listed(connection, status="draft")
        return [
            line.quantity for draft in drafts for line in documents.lines(connection, draft.id)
        ]


def _status(running: Running, number: str) -> str:
    with running.program.database.reading() as connection:
        order = orders.by_number(connection, number)
    return order.status if order else ""
