"""The Receive page: a delivery by scanner and keyboard alone, in the words of the dock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from lsn_desktop.domain.outcomes import Expectation
from lsn_desktop.services.receipts import receiving
from lsn_desktop.storage import catalogue, documents, ledger, lists, lsns
from tests.dock import label
from tests.house_for_tests import BUTTER, MILK, MILK_CASE, NAPKIN, PUMP
from tests.ui.at_keyboard import CONTROL, keys
from tests.ui.parts import part
from tests.ui.windows import framed
from ui.page import PageEntry
from ui.scans.scan_banner import ScanBanner
from ui.scans.scan_list import ScanList
from ui.scans.scan_router import ScanRouter
from ui.screens.receive import ReceivePage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office
    from ui.frame.main_window import MainWindow
    from ui.parts.theme import Theme

MILK_LABEL = label(ai01=MILK_CASE, ai17="270131", ai10="L9")
BUTTER_LABEL = label(ai01=BUTTER, ai10="B9")


class Dock:
    """The page in its frame, and a person with a scanner in front of it."""

    def __init__(self, place: Office, window: MainWindow, page: ReceivePage) -> None:
        self.place, self.window, self.page = place, window, page

    def scan(self, *texts: str) -> None:
        for text in texts:
            self.page.scanned(text.encode(), "Dock scanner")

    @property
    def banner(self) -> ScanBanner:
        return next(one for one in self.page.findChildren(ScanBanner) if one.isVisible())

    @property
    def kind(self) -> str:
        return self.banner.words.kind

    @property
    def words(self) -> str:
        """All that the banner says."""
        labels = self.banner.findChildren(QLabel)
        return "\n".join(one.text() for one in labels if one.isVisible() and one.text())

    @property
    def answers(self) -> list[str]:
        return list(self.banner.words.answers)

    def rows(self) -> list[str]:
        return [row.words for row in part(self.page, ScanList, "receive.scan_list").rows]

    def lines(self) -> list[tuple[str, int]]:
        """The lot or serial and quantity of each line that counts, in the open receipt."""
        with self.place.program.database.reading() as connection:
            drafts = documents.listed(connection, status="draft")
            kept = documents.lines(connection, drafts[0].id) if drafts else []
            return [(lsns.by_id(connection, one.lsn_id).code, one.quantity) for one in kept]

    def on_hand(self, code: str) -> int:
        with self.place.program.database.reading() as connection:
            found = lists.lsns(connection, code, n=1)
            return sum(each.on_hand for each in ledger.places(connection, found[0].id))


def frame(place: Office, theme: Theme, qtbot: QtBot) -> Dock:
    """The page as it comes up after a start."""
    page = ReceivePage(place.desk)
    entry = PageEntry("receive", "Receive", "receive", lambda: page)
    return Dock(place, framed([entry], theme, qtbot), page)


def post() -> None:
    keys(Qt.Key.Key_Return, modifier=CONTROL)


@pytest.fixture
def dock(place: Office, theme: Theme, qtbot: QtBot) -> Dock:
    return frame(place, theme, qtbot)


@pytest.fixture
def delivery(dock: Dock) -> Dock:
    """The delivery of an order, chosen by scanning its number."""
    dock.scan("PO-1042")
    return dock


def test_receive_is_off_while_no_delivery_is_marked(dock: Dock, qtbot: QtBot) -> None:
    receive = part(dock.page, QPushButton, "receive.open")
    qtbot.waitUntil(receive.isEnabled)

    part(dock.page, QLineEdit, "receive.orders.find").setText("no such order")

    qtbot.waitUntil(lambda: not receive.isEnabled())


def test_a_scanned_order_opens_its_delivery(delivery: Dock) -> None:
    assert "Ready to scan" in delivery.words
    assert delivery.page.chip() == "Next scan: goods for PO-1042"


def test_an_unknown_order_opens_nothing_and_says_what_to_do(dock: Dock) -> None:
    dock.scan("PO-7")

    assert dock.kind == "refused"
    assert "PO-7 is no order of ours" in dock.words
    assert "Choose the delivery first" in dock.words


def test_one_scan_fills_item_lot_expiry_and_quantity(delivery: Dock) -> None:
    delivery.scan(MILK_LABEL)

    assert delivery.kind == "ok"
    for words in ("Whole milk 1 L", "L9", "2027-01-31", "now 12 of 48", "GS1-128"):
        assert words in delivery.words
    assert delivery.lines() == [("L9", 12)]


def test_a_number_and_enter_count_the_next_scan_only(delivery: Dock) -> None:
    keys("3", Qt.Key.Key_Return)
    assert delivery.page.chip() == "Next scan counts 3"

    delivery.scan(MILK_LABEL, MILK_LABEL)

    assert [quantity for _lot, quantity in delivery.lines()] == [36, 12]


def test_the_expiry_is_asked_in_line_and_typed_in_any_form(delivery: Dock) -> None:
    delivery.scan(label(ai01=MILK, ai10="L8"))
    assert delivery.kind == "question"
    assert "When does L8 expire?" in delivery.words

    part(delivery.page, QLineEdit, "receive.answer").setFocus()
    keys("31.12.2026", Qt.Key.Key_Return)

    assert delivery.kind == "ok"
    assert "2026-12-31" in delivery.words


def test_a_date_that_reads_two_ways_is_never_guessed(delivery: Dock) -> None:
    delivery.scan(label(ai01=MILK, ai10="L8"))
    part(delivery.page, QLineEdit, "receive.answer").setFocus()
    keys("02/03/27", Qt.Key.Key_Return)

    assert delivery.answers[:2] == ["3 February 2027", "2 March 2027"]
    assert delivery.lines() == []
    keys("2")
    assert "2027-03-02" in delivery.words


def test_the_next_label_leaves_an_open_question_as_a_row_of_its_own(delivery: Dock) -> None:
    delivery.scan(label(ai01=MILK, ai10="L8"), BUTTER_LABEL)

    assert delivery.lines() == [("B9", 1)]
    assert any("Not received" in row and "L8" in row for row in delivery.rows())


def test_an_answer_is_pressed_by_its_digit(delivery: Dock) -> None:
    delivery.scan(label(ai01=PUMP, ai21="P1"))
    assert "is not on PO-1042" in delivery.words

    keys("1")

    assert delivery.lines() == [("P1", 1)]


def test_an_unknown_item_is_made_in_line_and_its_label_taken(delivery: Dock) -> None:
    delivery.scan("]C10104006381333931" + "10Z1")
    assert "Which item is 04006381333931?" in delivery.words
    keys("1")
    part(delivery.page, QLineEdit, "receive.new_item.name").setFocus()
    keys("Eggs 10", Qt.Key.Key_Return)
    assert "Eggs 10 is not on PO-1042" in delivery.words
    keys("1")

    assert delivery.kind == "ok", delivery.words
    assert delivery.lines() == [("Z1", 1)]


def test_a_line_is_typed_by_f2_and_keys_alone(delivery: Dock) -> None:
    keys(Qt.Key.Key_F2)
    keys("butt", Qt.Key.Key_Return, "B77", Qt.Key.Key_Return, Qt.Key.Key_Return)
    keys("6", Qt.Key.Key_Return)

    assert delivery.kind == "ok", delivery.words
    assert delivery.lines() == [("B77", 6)]


def test_a_split_label_comes_together_in_any_order(delivery: Dock) -> None:
    delivery.scan("]C110B5")
    assert delivery.kind == "heard"
    delivery.scan("]E0" + BUTTER[1:])

    assert delivery.kind == "ok"
    assert delivery.lines() == [("B5", 1)]


def test_the_last_scan_is_taken_back_by_f4(delivery: Dock) -> None:
    delivery.scan(MILK_LABEL, BUTTER_LABEL)
    keys(Qt.Key.Key_F4)

    assert "Taken back" in delivery.words
    assert delivery.lines() == [("L9", 12)]


def test_a_row_of_the_list_is_taken_back_by_delete(delivery: Dock) -> None:
    delivery.scan(MILK_LABEL, BUTTER_LABEL)
    scans = part(delivery.page, ScanList, "receive.scan_list")
    scans.setFocus()
    scans.selectRow(1)
    QTest.keyClick(scans, Qt.Key.Key_Delete)

    assert delivery.lines() == [("B9", 1)]


def test_enter_alone_posts_nothing(delivery: Dock) -> None:
    delivery.scan(MILK_LABEL)
    keys(Qt.Key.Key_Return)

    assert delivery.lines() == [("L9", 12)]


def test_a_short_delivery_is_posted_after_a_question(delivery: Dock) -> None:
    delivery.scan(MILK_LABEL)
    post()
    assert delivery.answers == ["Post what is here", "Go on scanning"]
    assert delivery.on_hand("L9") == 0

    keys(Qt.Key.Key_Return)

    assert "Posted RC-" in delivery.words
    assert delivery.on_hand("L9") == 12


def test_going_on_scanning_posts_nothing(delivery: Dock) -> None:
    delivery.scan(MILK_LABEL)
    post()
    keys(Qt.Key.Key_Escape)

    assert delivery.lines() == [("L9", 12)]
    delivery.scan(BUTTER_LABEL)
    assert delivery.kind == "ok"


def test_a_posted_receipt_is_reversed_for_a_reason(delivery: Dock) -> None:
    delivery.scan(MILK_LABEL)
    post()
    keys(Qt.Key.Key_Return)
    part(delivery.page, QPushButton, "receive.reverse").click()
    part(delivery.page, QLineEdit, "receive.reason").setFocus()
    keys("Wrong dock", Qt.Key.Key_Return)

    assert "counts no more" in delivery.words
    assert delivery.on_hand("L9") == 0


def test_discard_asks_and_leaves_nothing(delivery: Dock) -> None:
    delivery.scan(MILK_LABEL)
    part(delivery.page, QPushButton, "receive.discard").click()
    assert delivery.lines() == [("L9", 12)]
    keys("1")

    assert delivery.lines() == []


def test_goods_without_an_order_are_received_too(dock: Dock) -> None:
    part(dock.page, QPushButton, "receive.blind.start").click()
    dock.scan(BUTTER_LABEL, label(ai01=NAPKIN))

    assert [quantity for _code, quantity in dock.lines()] == [1, 100]


def test_goods_without_a_lot_get_a_number_and_its_label_at_once(delivery: Dock) -> None:
    delivery.scan("]E0" + MILK[1:])
    keys("1", Qt.Key.Key_Return)  # no lot on it: number it
    keys("31.12.2027", Qt.Key.Key_Return)

    assert delivery.kind == "ok", delivery.words
    assert len(list(delivery.place.program.settings.printed.glob("*.pdf"))) == 1
    assert "1 sent to" in delivery.words


def test_ctrl_p_prints_the_goods_on_show_and_after_posting_all(delivery: Dock) -> None:
    delivery.scan(MILK_LABEL, BUTTER_LABEL)
    printed = delivery.place.program.settings.printed
    delivery.page.print_chosen()
    assert len(list(printed.glob("*.pdf"))) == 1

    post()
    keys(Qt.Key.Key_Return)
    delivery.page.print_chosen()

    assert "2 sent to" in delivery.words


def test_a_scan_cut_short_is_refused_on_the_page_and_in_the_list(delivery: Dock) -> None:
    router = ScanRouter(delivery.place.desk, delivery.window, delivery.window)
    router.scanned(b"10ABC", "Keyboard scanner", False)  # noqa: FBT003 - a slot

    assert delivery.kind == "refused"
    assert "The beginning of this scan may be missing" in delivery.words
    assert "Scan it again." in delivery.words
    assert len(delivery.rows()) == 1
    assert delivery.lines() == []


def test_every_scan_is_a_row_refusals_too(delivery: Dock) -> None:
    delivery.scan(MILK_LABEL, "]C0NONSENSE", BUTTER_LABEL)

    words = delivery.rows()
    assert len(words) == 3
    assert words[0] == "Butter 250 g"
    assert "NONSENSE" in words[1]
    assert words[2] == "Whole milk 1 L"


def test_scans_that_were_never_told_are_offered_at_the_next_start(
    place: Office, theme: Theme, qtbot: QtBot
) -> None:
    killed_after(place, MILK_LABEL, BUTTER_LABEL)

    dock = frame(place, theme, qtbot)

    assert "Whole milk 1 L" in dock.words
    assert dock.answers == ["Keep it", "Undo it", "Keep all 2"]
    keys("2")
    assert "Butter 250 g" in dock.words
    keys("1")
    assert [quantity for _lot, quantity in dock.lines()] == [1]


def test_what_was_answered_is_not_offered_again(
    place: Office, theme: Theme, qtbot: QtBot
) -> None:
    killed_after(place, MILK_LABEL)
    frame(place, theme, qtbot)
    keys("1")

    again = frame(place, theme, qtbot)

    visible = [one for one in again.page.findChildren(ScanBanner) if one.isVisible()]
    assert [one.words.answers for one in visible] in ([], [()])


def killed_after(place: Office, *scans: str) -> None:
    """Scans committed by a program that ended before it could tell them."""
    program, station = place.program, place.desk.station
    with program.database.transaction(station.by()) as tx:
        dock = catalogue.location_by_code(tx.connection, "DOCK-1")
        assert dock is not None
        receipt = receiving.open_receipt(tx, receiving.OpenReceipt("f" * 32, dock.id))
    expected = Expectation(receipt)
    for text in scans:
        ran = program.scan(station, text.encode(), "Dock", expected, receiving.receive_scan)
        assert ran.bug is None
        expected = ran.outcome.next or expected
