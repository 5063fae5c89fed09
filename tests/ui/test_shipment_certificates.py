"""All certificates of a posted shipment open as one file, by key and by button."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from lsn_desktop.program import new_uid
from lsn_desktop.services.certificates import supplied
from lsn_desktop.services.certificates.supplied import TakeCertificate
from lsn_desktop.services.office import ordering
from lsn_desktop.services.office.ordering import AddParty
from tests.ui.at_dock import AtDock
from tests.ui.parts import part, press, shown_words
from ui.screens.ship.page import ShipPage
from ui.screens.ship.summary import Summary

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office
    from ui.parts.theme import Theme


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: found.append(url.fileName()))
    return found


class Sent(AtDock):
    """A posted shipment of one milk, shown."""

    def __init__(self, place: Office, theme: Theme, qtbot: QtBot) -> None:
        super().__init__(place.desk)
        self.change(
            lambda tx: ordering.add_party(tx, AddParty("CLINIC", "Clinic", is_customer=True))
        )
        self.show(ShipPage(place.desk), "ship", theme, qtbot)
        self.scan("CLINIC", "L2611A")
        self.do("POST")

    @property
    def summary(self) -> Summary:
        return part(self.page, Summary, "ship.summary")


def test_certificates_of_a_shipment_open_by_key_and_by_button(
    place: Office, theme: Theme, qtbot: QtBot, opened: list[str]
) -> None:
    by, lot = place.desk.station.by(), place.lsn("L2611A")
    order = TakeCertificate(new_uid(), "CoA", "a.txt", b"good milk", by.on, lsn_id=lot)
    place.program.database.run(by, lambda tx: supplied.take(tx, order))
    sent = Sent(place, theme, qtbot)
    opened.clear()

    qtbot.keyClick(sent.summary, Qt.Key.Key_B)
    press(sent.page, "ship.certificates")

    qtbot.waitUntil(lambda: opened == ["SH-00001 certificates.pdf"] * 2)
    assert part(sent.page, QPushButton, "ship.certificates").isVisible()


def test_without_a_viewer_it_is_said_where_the_file_lies(
    place: Office, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    by, lot = place.desk.station.by(), place.lsn("L2611A")
    order = TakeCertificate(new_uid(), "CoA", "a.txt", b"good milk", by.on, lsn_id=lot)
    place.program.database.run(by, lambda tx: supplied.take(tx, order))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    sent = Sent(place, theme, qtbot)

    press(sent.page, "ship.certificates")

    def said() -> str:
        return " ".join(shown_words(sent.page)).replace("\u200b", "")  # where lines may break

    qtbot.waitUntil(lambda: "SH-00001 certificates.pdf" in said())
    assert "Nothing on this computer shows it. It lies at " in said()


def test_that_there_are_none_is_said(
    place: Office, theme: Theme, qtbot: QtBot, opened: list[str]
) -> None:
    sent = Sent(place, theme, qtbot)
    opened.clear()

    press(sent.page, "ship.certificates")

    qtbot.waitUntil(
        lambda: (
            "No certificate is kept for what SH-00001 holds" in " ".join(shown_words(sent.page))
        )
    )
    assert opened == []
