"""Goods leave by scanner or keys alone: taken, refused, let pass, posted, reversed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLineEdit, QWidget

from lsn_desktop.program import new_uid
from lsn_desktop.services.lots import holding
from lsn_desktop.services.office import ordering
from lsn_desktop.services.office.ordering import AddParty
from lsn_desktop.services.shipments import selling
from lsn_desktop.services.shipments.selling import Sale, SaleLine
from lsn_desktop.storage import documents, journal, ledger, overrides, verifying
from tests.dock import label
from tests.house_for_tests import BUTTER, MILK
from tests.ui.at_dock import AtDock
from tests.ui.at_keyboard import keys
from tests.ui.parts import part, press
from tests.ui.windows import show_page
from ui.dock.pick_view import PickView
from ui.parts.notice import Notice
from ui.scans.scan_banner import ScanBanner
from ui.scans.scan_list import ScanList
from ui.screens.receive import ReceivePage
from ui.screens.ship.page import ShipPage
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from lsn_desktop.storage.transactions import Tx
    from tests.ui.office import Office
    from ui.parts.theme import Theme

PARCEL = "1Z999AA10123456784"


class Gate(AtDock):
    """The Ship page in its frame, with an order of one milk and four of butter."""

    def __init__(self, place: Office, theme: Theme, qtbot: QtBot) -> None:
        super().__init__(place.desk)
        self.place = place
        self.change(self._order)
        self.show(ShipPage(place.desk), "ship", theme, qtbot)

    def _order(self, tx: Tx) -> None:
        clinic = ordering.add_party(tx, AddParty("CLINIC", "Clinic Ltd", is_customer=True))
        lines = [SaleLine("MILK", Decimal(1)), SaleLine("BUTTER", Decimal(4))]
        order = Sale(clinic, lines, "SO-1", date(2099, 1, 1), "4471")
        selling.enter(tx, order)

    def hold(self, code: str) -> None:
        lsn_id = self.place.lsn(code)
        self.change(lambda tx: holding.hold(tx, holding.PlaceHold(new_uid(), lsn_id, "damage")))

    def picks(self) -> list[str]:
        """What the pick list says is still to take."""
        rows = part(self.page, PickView, "ship.picks").rows
        return [f"{row.place} {row.name} {row.amount}" for row in rows if row.kind == "pick"]

    def on_it(self) -> list[int]:
        """The quantities on the shipment."""
        with self.desk.program.database.reading() as connection:
            found = next(
                one for one in documents.listed(connection) if one.number == "SH-00001"
            )
            return [line.quantity for line in documents.lines(connection, found.id)]

    def stands(self, code: str) -> int:
        """How much of a lot is on hand."""
        lsn_id = self.place.lsn(code)
        with self.desk.program.database.reading() as connection:
            return sum(one.on_hand for one in ledger.places(connection, lsn_id))

    def journal(self, count: int) -> list[str]:
        with self.desk.program.database.reading() as connection:
            return [str(row.words) for row in reversed(journal.newest(connection, count))]


@pytest.fixture
def gate(place: Office, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Gate:
    monkeypatch.setattr(QDesktopServices, "openUrl", _OPENED.append)
    _OPENED.clear()
    return Gate(place, theme, qtbot)


_OPENED: list[object] = []


def _opened() -> list[str]:
    return [url.fileName() for url in _OPENED]  # type: ignore[attr-defined]


def test_goods_leave_by_scanner_alone(gate: Gate) -> None:
    butter = label(ai01=BUTTER, ai10="B2610A")

    gate.scan("4471")
    assert gate.page.chip() == "Next scan: goods for Clinic Ltd"
    assert gate.picks() == ["DOCK-1 L2611A 1 pcs", "DOCK-1 X1 1 pcs", "DOCK-1 B2610A 1 pcs"]
    gate.scan(label(ai01=MILK, ai10="L2611A"))
    assert (gate.headline, gate.banner.words.line) == ("Whole milk 1 L", "1 pcs taken · L2611A")
    gate.do("UNDO")
    assert gate.on_it() == []
    gate.scan(butter, PARCEL)
    assert [row.words for row in part(gate.page, ScanList, "ship.parcels").rows] == [
        f"{PARCEL} · UPS"
    ]
    gate.scan("SN-1")
    assert gate.headline == "Radio module is not on SO-1"
    gate.do("ANSWER-1")
    assert gate.headline == "Radio module"
    gate.do("POST")

    assert gate.headline == "Posted SH-00001"
    said = "SO-1 stays open: 3 pcs of Butter 250 g are still to go."
    assert gate.banner.words.remedy == said
    assert _opened() == ["SH-00001 packing list.pdf"]
    gate.do("NEXT")
    assert gate.page.chip() == "Next scan: order or customer"
    assert gate.journal(9) == [
        "SH-00001 to Clinic Ltd: scan the goods",
        "Taken back: 1 pcs of Whole milk 1 L",
        "Taken back: 1 pcs of Whole milk 1 L",
        "1 pcs of Butter 250 g B2610A goes",
        f"Parcel {PARCEL} of UPS",
        "Radio module is not on SO-1",
        "1 pcs of Radio module SN-1 goes",
        "Posted SH-00001: 2 lines",
        "Next",
    ]


def test_goods_leave_by_keys_alone_and_what_is_held_by_a_reason_and_a_pin(gate: Gate) -> None:
    gate.hold("B2610A")
    gate.page.shown()

    keys(Qt.Key.Key_Return)  # the order that is marked
    part(gate.page, PickView, "ship.picks").setFocus()
    keys(Qt.Key.Key_Return)  # the first place of the pick list
    assert gate.headline == "Whole milk 1 L"
    assert gate.picks() == ["DOCK-1 X1 1 pcs"]
    keys(Qt.Key.Key_F2)
    keys("B2610A", Qt.Key.Key_Return)
    assert gate.headline == "Butter 250 g B2610A is on hold: damage"
    keys("o", "Customer wants it so", Qt.Key.Key_Return)
    keys("9876", Qt.Key.Key_Return)
    assert gate.headline == "Wrong PIN for Olga"
    keys("o", "Customer wants it so", Qt.Key.Key_Return)
    keys("2580", Qt.Key.Key_Return)
    assert gate.banner.words.line == "1 pcs taken · B2610A"
    keys("t", "JD 0146", Qt.Key.Key_Return)
    assert part(gate.page, QLineEdit, "ship.parcel.carrier").hasFocus()
    keys("Lorry Lisa", Qt.Key.Key_Return)
    keys(Qt.Key.Key_F4)
    assert gate.headline == "Taken back: parcel JD 0146"
    keys(Qt.Key.Key_P, modifier=Qt.KeyboardModifier.ControlModifier)
    keys(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    assert gate.headline == "Posted SH-00001"
    assert "SH-00001 packing list.pdf" in _opened()
    with gate.desk.program.database.reading() as connection:
        (document,) = (one for one in documents.listed(connection) if one.number == "SH-00001")
        (kept,) = overrides.of_document(connection, document.id).values()
    assert (kept.why, kept.reason, kept.signed_by) == ("held", "Customer wants it so", "Olga")
    assert gate.stands("B2610A") == 0

    press(gate.page, "ship.reverse")
    keys("Truck broke down", Qt.Key.Key_Return)

    assert gate.headline == "SH-00001 counts no more"
    assert gate.stands("B2610A") == 1
    with gate.desk.program.database.reading() as connection:
        assert list(verifying.verify(connection)) == []


def test_a_shipment_is_packed_by_keys_and_each_case_gets_its_label(gate: Gate) -> None:
    gate.scan("4471")
    keys("p")
    keys("c")
    gate.scan(label(ai01=MILK, ai10="L2611A"))
    units = part(gate.page, TableView, "ship.packing.units")
    assert _listed(units) == ["Pallet 1 cases open", "Case 1 pcs Whole milk 1 L open"]
    press(gate.page, "ship.packing.close")

    assert gate.headline.endswith("is closed")
    dock = part(gate.page, QWidget, "ship.dock")
    assert "label sent to" in part(dock, Notice, "ship.notice").text()
    press(gate.page, "ship.packing.unpack")
    assert _listed(units) == ["Pallet - open"]
    assert gate.on_it() == [1]


def _listed(view: TableView) -> list[str]:
    """The rows of a table, without the digits of an SSCC."""
    model = view.model()
    found = []
    for row in range(model.rowCount()):
        name, *rest = (str(model.index(row, at).data()) for at in range(model.columnCount()))
        found.append(" ".join((name.strip().partition(" ")[0], *rest)))
    return found


def test_a_scan_nobody_was_told_of_is_asked_about_as_a_shipment(
    gate: Gate, qtbot: QtBot
) -> None:
    gate.scan("SO-1", label(ai01=BUTTER, ai10="B2610A"))
    gate.desk.program.told.seq = 0
    receive = show_page(ReceivePage(gate.desk), qtbot)

    words = next(one for one in receive.findChildren(ScanBanner) if one.isVisible()).words

    while words.headline != "Butter 250 g":
        keys("1")
        words = next(one for one in receive.findChildren(ScanBanner) if one.isVisible()).words
    assert words.line.startswith("1 taken for a shipment at ")
