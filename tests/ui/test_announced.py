"""A delivery received by a supplier's notice: its lines, its differences, by scanner alone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from lsn_desktop.paper import delivery_papers
from lsn_desktop.services.imports import mapping
from lsn_desktop.services.receipts import announced_tables
from lsn_desktop.storage import discrepancies, documents, verifying
from tests.dock import label
from tests.house_for_tests import BUTTER, MILK_CASE
from tests.sheets.test_xlsx import book
from tests.ui.at_keyboard import keys, said
from tests.ui.at_pictures import drag, dropped, files
from tests.ui.parts import listed, part, press, shown_words
from tests.ui.shop import Shop
from ui.dock.expected_lines import ExpectedLines
from ui.scans.scan_list import ScanList
from ui.screens.receive.chooser import Chooser
from ui.screens.receive.wrong import WrongCard

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from lsn_desktop.storage.discrepancies import Discrepancy
    from tests.ui.office import Office
    from ui.parts.theme import Theme

HEAD = "gtin,lot,quantity,expiry,sscc\n"
SSCC = "395212345678901236"


@pytest.fixture
def shop(place: Office, theme: Theme, qtbot: QtBot) -> Shop:
    made = Shop(place, theme, qtbot)
    made.scan("PO-1042")
    return made


def announce(shop: Shop, folder: Path, rows: str) -> None:
    """F6, the file, Enter."""
    file = folder / "asn.csv"
    file.write_text(HEAD + rows, "utf-8")
    dock = part(shop.receive, QWidget, "receive.dock")
    QTest.keyClick(dock, Qt.Key.Key_F6)
    part(shop.receive, QLineEdit, "receive.announced.path").setText(str(file))
    QTest.keyClick(part(shop.receive, QLineEdit, "receive.announced.path"), Qt.Key.Key_Return)


def shown(shop: Shop) -> list[str]:
    """The lines at the right, as a screen reader says them."""
    model = part(shop.receive, ExpectedLines, "receive.expected_lines").model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def wrong(shop: Shop) -> list[Discrepancy]:
    with shop.place.program.database.reading() as connection:
        receipt = documents.listed(connection)[0]
        return discrepancies.of_document(connection, receipt.id)


def test_what_is_missing_stands_first_and_what_came_is_ticked(
    shop: Shop, tmp_path: Path
) -> None:
    announce(shop, tmp_path, f"{BUTTER},B1,5,,\n{MILK_CASE},L1,2,2027-01-31,\n")
    assert shop.headline == "2 announced: scan the goods"

    shop.scan("x 5", label(ai01=BUTTER, ai10="B1"))

    assert shown(shop) == [
        "L1 · Whole milk 1 L: 0 of 24 pcs",
        "B1 · Butter 250 g: 5 of 5 pcs",
    ]
    texts = {each.text() for each in shop.receive.findChildren(QLabel)}
    assert {"Announced: 1 of 2 missing", "1 of 2 lines"} <= texts


def test_wrong_rows_are_shown_and_the_good_ones_gone_by(shop: Shop, tmp_path: Path) -> None:
    announce(shop, tmp_path, f"{BUTTER},B1,5,,\n{BUTTER},B2,many,,\nOTHER,B3,2,,\n")

    assert listed(shop.receive, "receive.notice.rows", 1)[:1] == [
        "many is no number. Write it as 12 or 12.5."
    ]
    assert listed(shop.receive, "receive.notice.rows", 1)[1] == (
        "None of our items. It is asked about when it is scanned."
    )
    assert words_of(shop, "receive.notice.go") == "Receive by the 2 good rows"
    keys(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)

    shop.scan(label(ai01=BUTTER, ai10="B1"))
    assert shop.lines() == [("B1", 1)]
    assert "Announced: 2 of 2 missing" in shown_words(shop.receive)


def test_a_file_opens_the_delivery_with_columns_chosen_once(
    place: Office, theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    shop = Shop(place, theme, qtbot)
    shop.receive.shown()
    file = tmp_path / "liste.csv"
    file.write_text(f"Was;Wieviel;Bestellung\n{BUTTER};5;PO-1042\n", "utf-8")

    keys(Qt.Key.Key_O, modifier=Qt.KeyboardModifier.ControlModifier)
    keys(str(file), Qt.Key.Key_Return)
    assert said(shop.receive, "receive.notice.notice") == "Choose which column is: item."
    for at, field in enumerate(("item", "quantity", "order")):
        box = part(shop.receive, QComboBox, f"receive.notice.column.{at}")
        box.setCurrentIndex(box.findData(field))
    press(shop.receive, "receive.notice.go")
    order = part(shop.receive, QComboBox, "receive.notice.of.order")
    assert order.currentText() == "PO-1042 · Northwind Dairy"
    press(shop.receive, "receive.notice.go")

    assert shop.receive.chip() == "Next scan: goods for PO-1042"
    assert "Announced: 1 of 1 missing" in shown_words(shop.receive)
    with place.program.database.reading() as connection:
        kept = mapping.recalled(
            connection, announced_tables.TABLE, ["Was", "Wieviel", "Bestellung"]
        )
    assert kept == {0: "item", 1: "quantity", 2: "order"}


def test_a_scanned_order_is_received_by_the_file_that_is_shown(
    place: Office, theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    shop = Shop(place, theme, qtbot)
    shop.receive.shown()
    file = tmp_path / "asn.csv"
    file.write_text(f"item,lot,quantity\n{BUTTER},B1,5\n", "utf-8")
    keys(Qt.Key.Key_O, modifier=Qt.KeyboardModifier.ControlModifier)
    keys(str(file), Qt.Key.Key_Return)

    shop.scan("PO-1042", label(ai01=BUTTER, ai10="B1", ai30="5"))

    assert shop.receive.chip() == "Next scan: goods for PO-1042"
    assert "All that was announced is here" in shown_words(shop.receive)


def test_a_dropped_file_waits_with_its_order(
    place: Office, theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    shop = Shop(place, theme, qtbot)
    shop.receive.shown()
    file = tmp_path / "asn.xlsx"
    goods: list[list[object]] = [["gtin", "quantity", "order"], [BUTTER, 5, "PO-1042"]]
    file.write_bytes(book(("Cover", [["Dear customer"], ["This week:"]]), ("Goods", goods)))
    chooser = shop.receive.findChildren(Chooser)[0]
    held = files(file)
    drag(chooser, held)
    QApplication.sendEvent(chooser, dropped(held))

    sheet = part(shop.receive, QComboBox, "receive.notice.sheet")
    sheet.setCurrentIndex(1)
    sheet.activated.emit(1)

    press(shop.receive, "receive.notice.wait")

    assert shop.headline == "PO-1042 waits as announced: 1 lines"
    assert "As announced" in listed(shop.receive, "receive.orders", 5)
    shop.scan("PO-1042", label(ai01=BUTTER, ai10="B1", ai30="5"))
    assert "All that was announced is here" in shown_words(shop.receive)


def words_of(shop: Shop, name: str) -> str:
    return part(shop.receive, QPushButton, name).text()


def test_a_pallet_is_received_by_its_sscc_and_a_yes(shop: Shop, tmp_path: Path) -> None:
    announce(
        shop,
        tmp_path,
        f"{BUTTER},B1,5,,{SSCC}\n{MILK_CASE},L1,2,2027-01-31,{SSCC}\n",
    )

    shop.scan(label(ai00=SSCC))
    shop.do("YES")

    assert shop.lines() == [("B1", 5), ("L1", 24)]
    texts = {each.text() for each in shop.receive.findChildren(QLabel)}
    assert "All that was announced is here" in texts

    scans = part(shop.receive, ScanList, "receive.scan_list")
    whole, butter = scans.rows[:2]
    assert (butter.words, butter.can_undo) == ("\N{EN DASH} Butter 250 g", True)
    assert whole.can_undo
    scans.undo.emit(butter.key)
    assert shop.lines() == [("L1", 24)]
    shop.do("UNDO")
    assert shop.headline == f"Pallet {SSCC} taken back: 1 line"
    assert shop.lines() == []


def test_damaged_goods_are_rejected_by_keys(shop: Shop) -> None:
    shop.scan("x 5", label(ai01=BUTTER, ai10="B1"))

    keys("d")
    keys("2", Qt.Key.Key_Return)
    assert shop.headline == "What is wrong with 2 pcs Butter 250 g?"
    keys("2")
    keys("1")

    assert shop.headline == "2 pcs of Butter 250 g rejected: Wet or stained"
    assert shop.lines() == [("B1", 3), ("B1", 2)]


def test_posting_says_what_is_missing(shop: Shop, tmp_path: Path) -> None:
    announce(shop, tmp_path, f"{BUTTER},B1,5,,\n{MILK_CASE},L1,2,2027-01-31,\n")
    shop.scan(label(ai01=BUTTER, ai10="B1"))

    press(shop.receive, "receive.post")

    assert shop.headline == "2 of 2 announced lines are not all here"


def test_all_that_was_announced_is_posted_unasked_with_what_the_order_still_has(
    shop: Shop, tmp_path: Path
) -> None:
    announce(shop, tmp_path, f"{BUTTER},B1,5,,\n")
    shop.scan(label(ai01=BUTTER, ai10="B1", ai30="5"), "LSN-DO-POST")

    assert shop.headline.startswith("Posted RC-")
    still = part(shop.receive, ExpectedLines, "receive.still_open").model()
    open_lines = [str(still.index(at, 0).data()) for at in range(still.rowCount())]
    assert any(line.endswith("5 of 72 pcs") for line in open_lines)


def test_forty_lines_are_received_by_scanner_alone(shop: Shop, tmp_path: Path) -> None:
    """3 short, 1 over, 2 damaged, 1 of a wrong lot; every code from a scanner."""
    milk = [f"{MILK_CASE},M{n:02},1,2027-01-31,\n" for n in range(20)]
    butter = [f"{BUTTER},B{n:02},10,,\n" for n in range(20)]
    announce(shop, tmp_path, "".join(milk + butter))
    scans = 0

    def scan(*codes: str) -> None:
        nonlocal scans
        scans += len(codes)
        shop.scan(*codes)

    for n in range(19):  # M19 did not come
        scan(label(ai01=MILK_CASE, ai17="270131", ai10=f"M{n:02}"))
        if n == 3:
            scan("LSN-DO-QUANTITY-2", "LSN-DO-DAMAGED", "LSN-DO-ANSWER-1", "LSN-DO-ANSWER-1")
    for n in range(18):  # B18 did not come, and of B19 came another lot
        scan(label(ai01=BUTTER, ai10=f"B{n:02}", ai30="11" if n == 7 else "10"))
        if n == 9:
            scan("LSN-DO-QUANTITY-1", "LSN-DO-DAMAGED", "LSN-DO-ANSWER-2", "LSN-DO-ANSWER-2")
    scan(label(ai01=BUTTER, ai10="B99", ai30="10"))
    assert shop.headline == "Butter 250 g"
    assert "lot B99 was not announced, expected: B18, B19" in shop.banner.words.line

    scan("LSN-DO-POST")
    assert shop.headline == "3 of 40 announced lines are not all here"
    scan("LSN-DO-YES")

    found = wrong(shop)
    assert Counter(each.kind for each in found) == {
        "short": 3,
        "damaged": 2,
        "over": 1,
        "wrong lot": 1,
    }
    assert [each.code for each in found if each.kind == "short"] == ["M19", "B18", "B19"]
    assert scans == 38 + 8 + 2
    with shop.place.program.database.reading() as connection:
        assert list(verifying.verify(connection)) == []


def test_the_summary_lists_what_was_wrong_and_takes_pictures(
    shop: Shop, tmp_path: Path
) -> None:
    announce(shop, tmp_path, f"{BUTTER},B1,5,,\n{MILK_CASE},L1,2,2027-01-31,\n")
    shop.scan("x 5", label(ai01=BUTTER, ai10="B1"))
    shop.do("POST", "YES")
    carton = tmp_path / "carton.png"
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(0x884422)
    picture.save(str(carton))
    card = next(iter(shop.receive.findChildren(WrongCard)))

    card.attach([(carton.name, carton.read_bytes)])
    QGuiApplication.clipboard().setImage(picture)
    card.paste()
    note = part(card, QLineEdit, "receive.wrong.note")
    note.setText("seal 4711 was cut")
    QTest.keyClick(note, Qt.Key.Key_Return)
    assert card.isVisibleTo(shop.receive)  # Enter did not go on to the next delivery

    assert [row.words for row in part(card, ScanList, "receive.wrong").rows] == [
        "Short: Whole milk 1 L"
    ]
    program = shop.place.program
    with program.database.reading() as connection:
        receipt = documents.listed(connection)[0]
    pdf = delivery_papers.report(program, receipt.id)
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    for words in (
        receipt.number,
        "PO-1042",
        "asn.csv",
        "24 pcs",
        "carton.png",
        "pasted.png",
        "seal 4711",
    ):
        assert words in text, words


def test_rejected_goods_are_sent_back_from_the_summary(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.fileName()))
    shop.scan("x 5", label(ai01=BUTTER, ai10="B1"))
    shop.do("QUANTITY-2", "DAMAGED", "ANSWER-1", "ANSWER-2", "POST", "YES")
    back = part(shop.receive, QPushButton, "receive.wrong.back")
    assert back.isVisibleTo(shop.receive)

    back.click()

    assert not back.isVisibleTo(shop.receive)
    assert opened == ["SR-00001 packing note.pdf"]
    with shop.place.program.database.reading() as connection:
        head = documents.listed(connection)[0]
        assert (head.kind, head.status) == ("supplier return", "posted")
        assert [line.quantity for line in documents.lines(connection, head.id)] == [2]
        assert list(verifying.verify(connection)) == []
