"""Move in its frame: scans and command barcodes, keys, the lists, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from lsn_desktop.services.moves import move_scans
from lsn_desktop.storage import catalogue, journal, ledger
from tests.dock import label
from tests.house_for_tests import BUTTER, MILK
from tests.ui.at_keyboard import keys
from tests.ui.parts import part, press
from tests.ui.shop import Shop
from tests.ui.windows import framed
from ui.page import PageEntry
from ui.scans.scan_banner import ScanBanner
from ui.scans.scan_list import ScanList
from ui.scans.scan_router import ScanRouter
from ui.screens import lsns
from ui.screens.lsns.screen import LsnsScreen
from ui.screens.move import MovePage
from ui.screens.move.waiting_list import WaitingList

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office
    from ui.parts.theme import Theme

B2610A = label(ai01=BUTTER, ai10="B2610A")
L2611A = label(ai01=MILK, ai10="L2611A")


class Mover:
    """The page in its frame, and a scanner."""

    def __init__(self, place: Office, theme: Theme, qtbot: QtBot) -> None:
        self.place, by = place, place.desk.station.by()
        with place.program.database.transaction(by) as tx:
            for code in ("BIN-1", "BIN-2"):
                catalogue.add_location(tx, {"code": code, "kind": "storage", "is_real": True})
        self.page = MovePage(place.desk)
        self.window = framed(
            [PageEntry("move", "Move", "move", lambda: self.page)], theme, qtbot
        )
        self.router = ScanRouter(place.desk, self.window, self.window)

    def scan(self, *texts: str) -> None:
        for text in texts:
            self.router.scanned(text.encode(), "Dock scanner", True)  # noqa: FBT003 - a slot

    @property
    def banner(self) -> ScanBanner:
        return part(self.page, ScanBanner, "banner")

    @property
    def says(self) -> tuple[str, str]:
        return self.banner.words.kind, self.banner.words.headline

    @property
    def moves(self) -> ScanList:
        return part(self.page, ScanList, "move.moves")

    def waiting(self) -> list[tuple[str, str]]:
        rows = part(self.page, WaitingList, "move.waiting").rows
        return [(row.goods.code, row.place) for row in rows]

    def where(self, code: str) -> list[str]:
        with self.place.program.database.reading() as connection:
            found = ledger.places(connection, self.place.lsn(code))
        return [one.location for one in found]


@pytest.fixture
def mover(place: Office, theme: Theme, qtbot: QtBot) -> Mover:
    return Mover(place, theme, qtbot)


def test_goods_are_put_away_by_two_scans(mover: Mover) -> None:
    assert mover.waiting()[0] == ("L2611A", "BIN-1")

    mover.scan(B2610A)
    assert mover.says == ("heard", "Put into BIN-1")
    assert mover.page.chip() == "Next scan: the place for Butter 250 g B2610A"
    mover.scan("BIN-2")

    assert mover.says == ("ok", "In BIN-2")
    assert ("Moved", "DOCK-1 > BIN-2") in mover.banner.words.details
    assert mover.where("B2610A") == ["BIN-2"]
    assert "B2610A" not in [code for code, _place in mover.waiting()]
    assert (mover.moves.rows[0].words, mover.moves.rows[0].can_undo) == (
        "Into BIN-2: Butter 250 g",
        True,
    )
    assert ("X1", "BIN-2") in mover.waiting()  # its butter goes beside this one


def test_the_last_move_comes_back_by_f4_a_barcode_or_its_row(mover: Mover) -> None:
    for take_back in (
        lambda: keys(Qt.Key.Key_F4),
        lambda: mover.scan("LSN-DO-UNDO"),
        lambda: mover.moves.undo.emit(mover.moves.rows[0].key),
    ):
        mover.scan(B2610A, "BIN-1")
        assert mover.where("B2610A") == ["BIN-1"]
        take_back()
        assert mover.where("B2610A") == ["DOCK-1"]
        assert mover.banner.words.headline.startswith("Taken back: 1 pcs of Butter")
    assert {row.can_undo for row in mover.moves.rows} == {False}


def test_a_number_is_typed_and_refused_where_there_are_not_so_many(mover: Mover) -> None:
    keys("1", "2", Qt.Key.Key_Return)
    assert mover.page.chip() == "Next scan: goods, 12 of them"

    mover.scan(B2610A)

    assert mover.says[0] == "refused"
    assert "only 1 pcs are in DOCK-1" in mover.banner.words.headline
    keys(Qt.Key.Key_Escape)
    assert mover.page.chip() == "Next scan: goods to move"


def test_a_code_is_typed_where_it_cannot_be_scanned(mover: Mover) -> None:
    keys(Qt.Key.Key_F2)
    keys("B2610A", Qt.Key.Key_Return)
    keys(Qt.Key.Key_F2)
    keys("bin-1", Qt.Key.Key_Return)

    assert mover.where("B2610A") == ["BIN-1"]


def test_what_waits_is_taken_up_from_the_list(mover: Mover) -> None:
    part(mover.page, WaitingList, "move.waiting").setFocus()
    keys(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert mover.says == ("heard", "Put into BIN-1")

    mover.scan("BIN-1")

    assert len(mover.waiting()) == 4


def test_a_question_is_answered_by_a_key_or_a_scan(mover: Mover) -> None:
    mover.scan("X1")  # a lot of milk and one of butter, and no number of cartons
    assert mover.says == ("question", "Which X1 is it?")
    assert mover.page.asks

    keys("2")

    assert mover.says == ("heard", "Put into BIN-1")
    mover.scan("LSN-DO-NEXT", "X1", "LSN-DO-ANSWER-7")
    assert mover.banner.words.kind == "refused"
    assert len(mover.banner.words.answers) == 2
    mover.scan("BIN-1")
    assert mover.says == ("refused", "It is not said yet which goods are meant")
    assert mover.where("L2611A") == ["DOCK-1"]


def test_a_question_is_still_asked_after_two_scans_of_nothing(mover: Mover) -> None:
    mover.scan("X1", "NOTHING", "NOTHING AT ALL")

    assert mover.banner.words.kind == "refused"
    assert mover.banner.words.line.endswith("Still asked: Which X1 is it?")
    assert mover.banner.words.answers


def test_nothing_is_dropped_from_the_list_and_the_journal(mover: Mover) -> None:
    mover.scan("NONSENSE", L2611A, "BIN-1")

    assert [row.kind for row in mover.moves.rows] == ["ok", "heard", "refused"]
    with mover.place.program.database.reading() as connection:
        kept = [row.outcome for row in journal.newest(connection, 3)]
    assert kept == ["ok", "heard", "refused"]
    press(mover.page, "move.undo")
    assert mover.moves.rows[0].words == "Into BIN-1: Whole milk 1 L: taken back"


def test_a_move_that_was_never_told_is_told_at_the_next_start(
    place: Office, theme: Theme, qtbot: QtBot
) -> None:
    program, station = place.program, place.desk.station
    with program.database.transaction(station.by()) as tx:
        catalogue.add_location(tx, {"code": "BIN-9", "kind": "storage", "is_real": True})
    expected = move_scans.NOWHERE
    for text in ("B2610A", "BIN-9"):  # nobody hears of them: the program ends
        frame = text.encode()
        ran = program.scan(station, frame, "Dock scanner", expected, move_scans.move_scan)
        expected = ran.outcome.next or expected

    mover = Mover(place, theme, qtbot)

    assert mover.says == ("attention", "1 move was recorded, but not told")
    assert mover.banner.words.details == (("BIN-9", "Butter 250 g B2610A"),)
    keys(Qt.Key.Key_F4)
    assert mover.where("B2610A") == ["DOCK-1"]


def test_another_page_hands_over_a_lot(mover: Mover) -> None:
    mover.page.go_to(mover.place.lsn("B2610A"))

    assert mover.says == ("heard", "Put into BIN-1")


def test_a_posted_receipt_leads_to_what_of_it_is_to_be_put_away(
    place: Office, theme: Theme, qtbot: QtBot
) -> None:
    shop = Shop(place, theme, qtbot)
    went: list[str] = []
    place.desk.go = lambda name, _subject: went.append(name)
    shop.scan("PO-1042", label(ai01=MILK, ai17="270131", ai10="L7"))
    shop.do("POST", "YES")

    button = part(shop.receive, QPushButton, "receive.put_away")
    assert button.text() == "Put away 1 lot or piece (M)"
    keys("m")

    assert went == ["move"]


def test_the_page_of_a_lot_leads_to_carrying_it(
    place: Office, theme: Theme, qtbot: QtBot
) -> None:
    screen = framed([lsns.entry(place.desk)], theme, qtbot).page
    assert isinstance(screen, LsnsScreen)
    screen.go_to(place.lsn("B2610A"))
    screen.choose("places")

    press(screen, "lsn.move")

    assert place.went == [("move", place.lsn("B2610A"))]


def test_a_case_is_packed_by_scanner_and_gets_its_label(mover: Mover) -> None:
    mover.scan("LSN-DO-CASE", B2610A)
    assert mover.says[1].startswith("In case ...")
    assert mover.page.chip().startswith("Next scan: goes into case ...")

    mover.scan("LSN-DO-CLOSE")

    assert mover.says[0] == "ok"
    assert mover.says[1].endswith("is closed")
    assert any("label sent to" in row.words for row in mover.moves.rows)
    mover.scan("DOCK-1", "LSN-DO-ALL", "BIN-2")
    assert mover.says == ("ok", "In BIN-2")
    assert mover.where("B2610A") == ["BIN-2"]
