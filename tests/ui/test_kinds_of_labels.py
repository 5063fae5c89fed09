"""Labels beside a lot's own: by the company's own templates, of items, of what is held."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from lsn_desktop.domain.filters import Contains
from lsn_desktop.paper import label_output, label_shelf, output
from lsn_desktop.program import new_uid
from lsn_desktop.services.labels.labelling import Wanted
from lsn_desktop.services.lots import holding
from lsn_desktop.storage import catalogue, documents, lsn_pages, printed
from printing.labels import label_templates
from tests.ui.parts import listed, part, press, shown_words, words
from tests.ui.windows import bring_to_front, show_page
from ui.screens.items.screen import ItemsScreen
from ui.screens.labels.jobs import job_list
from ui.screens.labels.screen import LabelsScreen
from ui.screens.lsns.printed import PrintedTab
from ui.screens.lsns.screen import LsnsScreen
from ui.screens.receive.page import ReceivePage
from ui.screens.receive.summary import Summary

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office

_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def printed_with(place: Office, template: str, wanted: Wanted) -> int:
    program, station = place.program, place.desk.station
    job_id = output.order_labels(program, station, template, [wanted], printer="")
    label_output.print_labels(program, station, job_id, program.settings.printed)
    return job_id


def test_jobs_and_lots_name_the_companys_own_templates_by_their_titles(
    place: Office, qtbot: QtBot
) -> None:
    ours = replace(label_templates.load("lot"), name="shelf", title="Our shelf label")
    by, lot = place.desk.station.by(), place.lsn("L2611A")
    place.program.database.run(by, lambda tx: label_shelf.keep(tx, new_uid(), ours))
    printed_with(place, "lot", Wanted(lot))
    printed_with(place, "shelf", Wanted(lot))
    jobs = job_list(place.desk, lambda: None)
    qtbot.addWidget(jobs)
    jobs.ask_once()
    assert listed(jobs, "labels.jobs", 2) == ["Our shelf label", "Lot label"]

    jobs.filters.put(Contains("template", "our sh"))
    assert listed(jobs, "labels.jobs", 2) == ["Our shelf label"]

    tab = PrintedTab(place.desk)
    qtbot.addWidget(tab)
    with place.program.database.reading() as connection:
        tab.tell(lsn_pages.page(connection, lot))
    assert listed(tab, "lsn.printed", 2)[0] == "Our shelf label, version 1"


def test_a_label_of_an_item_is_printed_by_key_and_kept_at_the_item(
    place: Office, qtbot: QtBot
) -> None:
    with place.program.database.reading() as connection:
        (butter,) = catalogue.find_items(connection, "BUTTER", 1)
    items = show_page(ItemsScreen(place.desk), qtbot)
    assert items.print_chosen()  # the one that is selected in the list
    items.go_to(butter.id)
    press(items, "item.print")
    assert place.went[-1] == ("label items", butter.id)

    labels = show_page(LabelsScreen(place.desk), qtbot)
    labels.label_of("items", butter.id)
    assert listed(labels, "labels.chosen") == ["BUTTER"]
    assert listed(labels, "labels.chosen", 2) == ["Item label 100 x 50 mm"]
    labels.print_chosen()

    items.choose("labels")
    items.go_to(butter.id)
    assert listed(items, "item.printed", 2) == ["Item label 100 x 50 mm, version 1"]
    assert listed(items, "item.printed", 1) == ["PJ-00001 · 1"]


def test_an_item_is_left_to_print_only_when_nothing_typed_is_lost(
    place: Office, qtbot: QtBot
) -> None:
    with place.program.database.reading() as connection:
        (butter,) = catalogue.find_items(connection, "BUTTER", 1)
    items = show_page(ItemsScreen(place.desk), qtbot)
    items.go_to(butter.id)
    part(items, QLineEdit, "item.description").setText("Butter, salted")
    items.print_chosen()
    assert place.went == []
    assert "changed and not saved" in words(items, "item.notice")


def test_what_is_held_gets_its_hold_label_by_key_until_it_is_released(
    place: Office, qtbot: QtBot
) -> None:
    lot = place.lsn("L2611A")
    lsns = show_page(LsnsScreen(place.desk), qtbot)
    lsns.go_to(lot)
    button = part(lsns, QPushButton, "lsn.hold_label")
    assert not button.isVisible()
    button.click()
    assert "L2611A is not on hold" in words(lsns, "lsn.notice")

    lsns.choose("holds")
    press(lsns, "lsn.hold.place")
    assert "Ctrl+Shift+P prints its hold label" in words(lsns, "lsn.notice")
    assert button.isVisible()
    bring_to_front(lsns, qtbot)
    QTest.keyClick(lsns, Qt.Key.Key_P, _CTRL_SHIFT)
    assert words(lsns, "lsn.notice").startswith("PJ-00001: label sent to ")
    lsns.choose("printed")
    assert listed(lsns, "lsn.printed", 2) == ["Hold label 100 x 50 mm, version 2"]

    by = place.desk.station.by()
    place.program.database.run(by, lambda tx: holding.release(tx, lot, "dry again"))
    assert not button.isVisible()


def test_some_on_hold_at_a_place_has_its_hold_label_too(place: Office, qtbot: QtBot) -> None:
    lot, by = place.lsn("B2610A"), place.desk.station.by()
    with place.program.database.reading() as connection:
        dock = catalogue.location_by_code(connection, "DOCK-1")
    assert dock is not None
    some = holding.PlaceHold(new_uid(), lot, "damage", "torn", dock.id, Decimal(1))
    lsns = show_page(LsnsScreen(place.desk), qtbot)
    lsns.go_to(lot)
    place.program.database.run(by, lambda tx: holding.hold(tx, some))

    press(lsns, "lsn.hold_label")
    assert words(lsns, "lsn.notice").startswith("PJ-00001: label sent to ")
    with place.program.database.reading() as connection:
        (label,) = printed.copies(connection, 1)
    assert label.fields["held_part"] == "1 pcs at DOCK-1"


def test_a_posted_receipt_offers_the_hold_labels_of_what_is_held(
    place: Office, qtbot: QtBot
) -> None:
    chip = place.lsn("SN-1")
    receive = show_page(ReceivePage(place.desk), qtbot)
    with place.program.database.reading() as connection:
        receipt = documents.by_number(connection, "RC-00001")
    assert receipt is not None
    receive.go_to(receipt.id)
    button = part(receive, QPushButton, "receive.hold_labels")
    assert not button.isVisible()
    printed_with(place, "serial", Wanted(chip))  # its own, beside which the other stands
    for lsn_id in (chip, place.lsn("L2611A")):
        hold_for_its_certificate(place, lsn_id)
    receive.go_to(receipt.id)
    assert button.text() == "2 on hold: hold labels (H)"
    summary = receive.findChild(Summary)
    assert summary is not None
    QTest.keyClick(summary, Qt.Key.Key_H)
    assert any("PJ-00002: 2 sent to" in said for said in shown_words(receive))


def hold_for_its_certificate(place: Office, lsn_id: int) -> None:
    hold = holding.PlaceHold(new_uid(), lsn_id, "missing certificate", "CoA")
    by = place.desk.station.by()
    place.program.database.run(by, lambda tx: holding.hold(tx, hold))
