"""Which reading is right: shown as big choices, answered by key, command or another barcode."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from lsn_desktop.storage import documents, lsns
from tests.house_for_tests import BUTTER
from tests.ui.at_keyboard import keys
from tests.ui.parts import part
from tests.ui.windows import framed
from ui.page import PageEntry
from ui.scans.scan_banner import ScanBanner
from ui.scans.scan_router import ScanRouter
from ui.screens.receive import ReceivePage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office
    from ui.parts.theme import Theme

IN_DOUBT = f"01{BUTTER}10A2117B"


class Dock:
    """A delivery being received, and a scanner nobody has set up."""

    def __init__(self, place: Office, theme: Theme, qtbot: QtBot) -> None:
        self.place = place
        self.page = ReceivePage(place.desk)
        entry = PageEntry("receive", "Receive", "receive", lambda: self.page)
        window = framed([entry], theme, qtbot)
        self._router = ScanRouter(place.desk, window, window)
        self.scan("PO-1042")

    def scan(self, text: str) -> None:
        self._router.scanned(text.encode(), "Keyboard scanner", True)  # noqa: FBT003 - a slot

    @property
    def banner(self) -> ScanBanner:
        return next(one for one in self.page.findChildren(ScanBanner) if one.isVisible())

    @property
    def kind(self) -> str:
        return self.banner.words.kind

    @property
    def words(self) -> str:
        labels = self.banner.findChildren(QLabel)
        return "\n".join(one.text() for one in labels if one.isVisible() and one.text())

    def lots(self) -> list[str]:
        with self.place.program.database.reading() as connection:
            (receipt,) = documents.listed(connection, status="draft")
            kept = documents.lines(connection, receipt.id)
            return [lsns.by_id(connection, one.lsn_id).code for one in kept]


@pytest.fixture
def dock(place: Office, theme: Theme, qtbot: QtBot) -> Dock:
    return Dock(place, theme, qtbot)


def test_the_readings_are_choices_answered_by_their_digit(dock: Dock) -> None:
    dock.scan(IN_DOUBT)

    assert dock.kind == "question"
    assert "Which is on the label?" in dock.words
    assert "Butter 250 g" in dock.words
    assert "Scanning the lot answers too" in dock.words
    assert dock.banner.words.answers[:2] == ("Lot A2117B", "Lot A, serial 17B")
    assert "Lot A, serial 17B" in part(dock.page, QPushButton, "banner.answer.2").text()
    assert dock.page.chip() == "Answer: 1, 2 or 3"

    keys("2")

    assert (dock.kind, dock.lots()) == ("ok", ["A"])
    assert "as answered" in dock.words
    dock.scan(IN_DOUBT)
    assert (dock.kind, dock.lots()) == ("ok", ["A", "A"])
    assert "a separator was lost; read like the label before" in dock.words


@pytest.mark.parametrize(
    ("code", "lot"), [("A2117B", "A2117B"), ("17B", "A"), ("LSN-DO-ANSWER-2", "A")]
)
def test_a_scan_answers(dock: Dock, code: str, lot: str) -> None:
    dock.scan(IN_DOUBT)
    dock.scan(code)

    assert (dock.kind, dock.lots()) == ("ok", [lot])


def test_a_wrong_code_is_refused_and_the_choices_stay(dock: Dock) -> None:
    dock.scan(IN_DOUBT)
    dock.scan("B77")

    assert dock.kind == "refused"
    assert "Still asked: Which is on the label?" in dock.words
    keys("1")
    assert dock.lots() == ["A2117B"]


def test_a_yes_does_not_say_which(dock: Dock) -> None:
    dock.scan(IN_DOUBT)
    dock.scan("LSN-DO-YES")

    assert (dock.kind, dock.lots()) == ("refused", [])
    assert "A yes does not say which" in dock.words
    assert "Still asked: Which is on the label?" in dock.words
    dock.scan("LSN-DO-ANSWER-1")
    assert dock.lots() == ["A2117B"]


def test_a_no_leaves_the_label_out(dock: Dock) -> None:
    dock.scan(IN_DOUBT)
    dock.scan("LSN-DO-NO")

    assert dock.lots() == []
    assert dock.page.chip() == "Next scan: goods for PO-1042"
