"""Goods go back to suppliers and come back from customers, by scanner or keys alone."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox

from lsn_desktop.domain.outcomes import Expectation
from lsn_desktop.program import new_uid
from lsn_desktop.services.documents import choosing, posting
from lsn_desktop.services.office import ordering
from lsn_desktop.services.office.ordering import AddParty
from lsn_desktop.services.receipts import receiving, rejecting
from lsn_desktop.services.shipments import ship_scans, shipping
from lsn_desktop.storage import documents, journal, ledger, lsns, verifying
from tests.dock import label
from tests.house_for_tests import BUTTER
from tests.ui.at_dock import AtDock
from tests.ui.at_keyboard import keys
from tests.ui.parts import part, press
from tests.ui.windows import show_page
from ui.dock.expected_lines import ExpectedLines
from ui.scans.scan_banner import ScanBanner
from ui.screens.receive import ReceivePage
from ui.screens.returning import ReturnPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from lsn_desktop.storage.transactions import Tx
    from tests.ui.office import Office
    from ui.parts.theme import Theme

SSCC = "395212345678901236"
BUTTER_B1 = label(ai01=BUTTER, ai10="B1", ai30="10")


class Place(AtDock):
    """The Return page in its frame, after a delivery of which four were rejected."""

    def __init__(self, place: Office, theme: Theme, qtbot: QtBot) -> None:
        super().__init__(place.desk)
        self._qtbot = qtbot
        self._receive()
        self.show(ReturnPage(place.desk), "return", theme, qtbot)

    def _receive(self) -> None:
        program, station = self.desk.program, self.desk.station
        expected = Expectation(0)
        for text in ("PO-1042", BUTTER_B1):
            is_open = expected.document_id
            take = receiving.receive_scan if is_open else choosing.choose_by_scan
            ran = program.scan(station, text.encode(), "test", expected, take)
            expected = ran.outcome.next or expected

        def reject(tx: Tx) -> None:
            (line,) = documents.lines(tx.connection, expected.document_id)
            order = rejecting.Reject(new_uid(), line.id, Decimal(4), "broken", "return")
            rejecting.reject(tx, order)
            posting.post(tx, expected.document_id)

        program.database.run(station.by(), reject)

    def on_it(self) -> list[int]:
        """The quantities on the open return."""
        with self.desk.program.database.reading() as connection:
            drafts = documents.listed(connection, status="draft")
            kept = documents.lines(connection, drafts[0].id) if drafts else []
        return [line.quantity for line in kept]

    def butter(self) -> dict[str, int]:
        """Where the butter is."""
        with self.desk.program.database.reading() as connection:
            (found,) = [each.lsn for each in lsns.candidates(connection, "B1")]
            return {each.location: each.on_hand for each in ledger.places(connection, found.id)}

    def journal(self) -> list[str]:
        with self.desk.program.database.reading() as connection:
            return [str(row.words) for row in reversed(journal.newest(connection, 9))]


@pytest.fixture
def back(place: Office, theme: Theme, qtbot: QtBot) -> Place:
    return Place(place, theme, qtbot)


def test_goods_go_back_by_scanner_alone(back: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.fileName()))

    back.scan("RC-00003")
    assert back.page.chip() == "Next scan: goods back to Northwind Dairy"
    back.scan("x 3")
    back.scan(BUTTER_B1)
    assert (back.headline, back.banner.words.line) == ("Butter 250 g", "3 pcs go back · B1")
    back.do("UNDO")
    back.scan(BUTTER_B1, BUTTER_B1)
    assert back.headline == "All of B1 that may go back is on SR-00001"
    assert back.on_it() == [4]

    back.do("POST")
    assert back.headline == "Why do they go back to Northwind Dairy?"
    back.do("ANSWER-1")

    assert back.headline == "Posted SR-00001"
    assert opened == ["SR-00001 packing note.pdf"]
    assert back.butter() == {"DOCK-1": 6}
    back.do("NEXT")
    assert back.page.chip() == "Next scan: goods, receipt, supplier or customer"
    assert back.journal()[-9:] == [
        "SR-00001 to Northwind Dairy: scan the goods",
        "Next scan counts 3",
        "Taken back: 3 pcs of Butter 250 g",
        "Taken back: 3 pcs of Butter 250 g",
        "4 pcs of Butter 250 g B1 goes back",
        "All of B1 that may go back is on SR-00001.",
        "Why do they go back to Northwind Dairy?",
        "Posted SR-00001: 1 lines",
        "Next",
    ]


def test_goods_go_back_by_keys_alone_and_are_turned_back(
    back: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    back.page.shown()

    keys(Qt.Key.Key_Return)  # the supplier that is marked
    keys(Qt.Key.Key_F2)
    keys("B1", Qt.Key.Key_Return)
    assert back.on_it() == [4]
    keys(Qt.Key.Key_F2)
    keys(SSCC, Qt.Key.Key_Return)
    assert back.headline == f"Nothing of ours came on pallet {SSCC}"
    keys(Qt.Key.Key_F4)
    assert back.on_it() == []
    part(back.page, ExpectedLines, "return.lines").setFocus()
    keys(Qt.Key.Key_Return)  # the only row there is
    assert back.on_it() == [4]
    keys("r")
    keys("Too soft", Qt.Key.Key_Return)
    keys(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    assert back.headline == "Posted SR-00001"

    press(back.page, "return.reverse")
    keys("Not collected", Qt.Key.Key_Return)

    assert back.headline == "SR-00001 counts no more"
    assert back.butter() == {"DOCK-1": 6, "QUARANTINE": 4}
    with back.desk.program.database.reading() as connection:
        assert list(verifying.verify(connection)) == []


def _shipped(back: Place) -> None:
    """A customer got the chip, and nothing else."""
    program, station = back.desk.program, back.desk.station

    def begin(tx: Tx) -> int:
        clinic = ordering.add_party(tx, AddParty("CLINIC", "Clinic Ltd", is_customer=True))
        return shipping.open_for_customer(tx, clinic)

    document_id = program.database.run(station.by(), begin)
    expected = Expectation(document_id)
    program.scan(station, b"SN-1", "test", expected, ship_scans.ship_scan)
    program.database.run(station.by(), lambda tx: posting.post(tx, document_id))


def test_goods_come_back_from_the_customer_who_got_them_and_nobody_else(back: Place) -> None:
    _shipped(back)

    back.scan("SN-1")
    assert back.page.chip() == "Next scan: goods back from Clinic Ltd"
    assert (back.headline, back.banner.words.line) == ("Radio module", "1 pcs are back · SN-1")
    back.scan("L2611A")
    assert back.headline == "Whole milk 1 L L2611A is here, in DOCK-1"
    back.do("UNDO")
    assert back.on_it() == []
    back.do("BACK")
    assert back.page.chip() == "Next scan: goods, receipt, supplier or customer"
    part(back.page, QComboBox, "return.customer.customer").setFocus()
    keys(Qt.Key.Key_Return)
    keys(Qt.Key.Key_F2)
    keys("SN-1", Qt.Key.Key_Return)
    back.do("POST", "ANSWER-3")

    assert back.headline == "Posted CR-00001"
    assert "QUARANTINE" in back.banner.words.line
    press(back.page, "return.reverse")
    keys("Scanned by mistake", Qt.Key.Key_Return)
    assert back.headline == "CR-00001 counts no more"
    with back.desk.program.database.reading() as connection:
        assert list(verifying.verify(connection)) == []


def test_a_return_is_opened_on_its_own_page_wherever_it_was_found(
    back: Place, place: Office
) -> None:
    back.scan("NORTH", BUTTER_B1)
    with back.desk.program.database.reading() as connection:
        (draft,) = documents.listed(connection, status="draft")
    receive = ReceivePage(back.desk)

    receive.go_to(draft.id)

    assert place.went == [("return", draft.id)]


def test_a_scan_nobody_was_told_of_is_asked_about_as_a_return(
    back: Place, qtbot: QtBot
) -> None:
    back.scan("NORTH", BUTTER_B1)
    back.desk.program.told.seq = 0
    receive = show_page(ReceivePage(back.desk), qtbot)

    words = next(one for one in receive.findChildren(ScanBanner) if one.isVisible()).words

    while words.headline != "Butter 250 g":
        keys("1")
        words = next(one for one in receive.findChildren(ScanBanner) if one.isVisible()).words
    assert words.line.startswith("4 put on a return at ")
