"""Goods are made by scanner or keys alone: put in, made, tied, scrapped, posted, reversed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar

from lsn_desktop.program import new_uid
from lsn_desktop.services.builds import bills, work_ordering
from lsn_desktop.services.builds.bills import Component, NewBill
from lsn_desktop.services.builds.work_ordering import NewWork
from lsn_desktop.services.lots import holding
from lsn_desktop.storage import ledger, printed, verifying
from tests.dock import label
from tests.house_for_tests import BUTTER, CHIP, MILK
from tests.ui.at_dock import AtDock
from tests.ui.at_keyboard import keys
from tests.ui.parts import part, press
from ui.dock.pick_view import PickView
from ui.screens.make.page import MakePage
from ui.screens.make.part_view import PartView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from lsn_desktop.storage.transactions import Tx
    from tests.ui.office import Office
    from ui.parts.theme import Theme


class Bench(AtDock):
    """The Make page in its frame, with an order for a pump of one chip and one butter."""

    def __init__(self, place: Office, theme: Theme, qtbot: QtBot) -> None:
        super().__init__(place.desk)
        self.place = place
        self.change(self._order)
        self.show(MakePage(place.desk), "make", theme, qtbot)
        self.page.shown()

    def _order(self, tx: Tx) -> None:
        one = Decimal(1)
        parts = [Component("CHIP", one, part_of=True), Component("BUTTER", one)]
        bills.enter(tx, NewBill("PUMP", one, parts))
        [order_id] = work_ordering.enter(tx, NewWork("PUMP", one))
        work_ordering.release(tx, order_id)

    def fetch(self) -> list[str]:
        """What is still to be fetched, and from where."""
        rows = part(self.page, PickView, "make.needs").rows
        return [f"{row.place} {row.name} {row.amount}" for row in rows if row.kind == "pick"]

    def parts(self) -> list[str]:
        """What the panel says is part of what."""
        rows = part(self.page, PartView, "make.parts").rows
        return [f"{row.kind} {row.code}" for row in rows]

    def stands(self, code: str) -> int:
        lsn_id = self.place.lsn(code)
        with self.desk.program.database.reading() as connection:
            return sum(one.on_hand for one in ledger.places(connection, lsn_id))

    def findings(self) -> list[object]:
        with self.desk.program.database.reading() as connection:
            return list(verifying.verify(connection))


@pytest.fixture
def bench(place: Office, theme: Theme, qtbot: QtBot) -> Bench:
    return Bench(place, theme, qtbot)


def test_goods_are_made_by_scanner_alone(bench: Bench) -> None:
    lsn_id = bench.place.lsn("B2610A")
    bench.change(lambda tx: holding.hold(tx, holding.PlaceHold(new_uid(), lsn_id, "damage")))

    bench.scan("WO-00001")
    assert bench.page.chip() == "Next scan: goods for WO-00001"
    assert bench.fetch() == ["DOCK-1 SN-1 1 pcs", "DOCK-1 X1 1 pcs"]
    bench.scan(label(ai01=BUTTER, ai10="B2610A"))
    assert bench.headline == "Butter 250 g B2610A is on hold: damage"
    bench.scan(label(ai01=MILK, ai10="L2611A"))
    bench.do("NO")
    bench.scan(label(ai01=BUTTER, ai17="261230", ai10="X1"))
    assert (bench.headline, bench.banner.words.line) == ("Butter 250 g", "1 pcs put in · X1")
    bench.scan(label(ai01=CHIP, ai21="SN-1"))
    assert bench.page.chip() == "Next scan: another part, or what it goes into"
    assert bench.parts() == ["loose SN-1", "whole X1"]
    bench.scan("P-1")
    assert bench.headline == "Nobody knows P-1. Is it of Infusion pump, made now?"
    bench.do("ANSWER-1")
    assert bench.banner.words.line == "1 pcs made · P-1 · 1 part tied"
    assert bench.parts() == ["output P-1", "part SN-1", "whole X1"]
    bench.do("POST")

    assert bench.headline == "Posted BD-00001"
    assert bench.banner.words.remedy == "The order is closed."
    bench.do("NEXT")
    assert bench.page.chip() == "Next scan: work order"
    assert [bench.stands(code) for code in ("P-1", "SN-1", "X1")] == [1, 0, 1]
    assert bench.findings() == []


def test_goods_are_made_by_keys_alone_and_what_is_loose_is_tied(bench: Bench) -> None:
    keys(Qt.Key.Key_Return)  # the order that is marked
    part(bench.page, PickView, "make.needs").setFocus()
    keys(Qt.Key.Key_Return)  # the first place of the list
    assert bench.headline == "Radio module"
    keys("n", "2", Qt.Key.Key_Return)
    assert "this makes 1 more" in bench.headline
    keys("1")
    with bench.desk.program.database.reading() as connection:
        assert [job.labels for job in printed.jobs(connection)] == [2]
    loose, second, first = bench.parts()
    assert loose == "loose SN-1"
    keys(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    assert bench.headline == "BD-00001 cannot be posted"

    part(bench.page, QTabBar, "make.tabs").setCurrentIndex(1)
    parts = part(bench.page, PartView, "make.parts")
    parts.setFocus()
    parts.setCurrentIndex(parts.model().index(0, 0))
    keys(Qt.Key.Key_Return)
    assert bench.headline == "SN-1 is part of what?"
    keys(first[-3:], Qt.Key.Key_Return)
    assert bench.parts() == [second, first, "part SN-1"]
    parts.setFocus()
    parts.setCurrentIndex(parts.model().index(2, 0))
    keys(Qt.Key.Key_Delete)
    assert bench.parts() == ["loose SN-1", second, first]
    parts.setFocus()
    parts.setCurrentIndex(parts.model().index(0, 0))
    keys(Qt.Key.Key_Return, second[-3:], Qt.Key.Key_Return)
    assert bench.parts() == [second, "part SN-1", first]
    parts.setFocus()
    parts.setCurrentIndex(parts.model().index(2, 0))
    keys("s")
    assert bench.headline.endswith("is scrapped")
    keys(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    assert bench.headline == "Posted BD-00001"
    assert bench.banner.words.details == (("Scrapped", "1 pcs"),)

    press(bench.page, "make.reverse")
    keys("Wrong order", Qt.Key.Key_Return)
    assert bench.headline == "BD-00001 counts no more"
    assert bench.stands("SN-1") == 1
    assert bench.findings() == []
