"""Labels beside a lot's own: by the company's own templates, of items, of what is held."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from lsn_desktop import label_output, label_shelf, output
from lsn_desktop.domain.filters import Contains
from lsn_desktop.program import new_uid
from lsn_desktop.services.labelling import Wanted
from lsn_desktop.storage import catalogue, lsn_pages
from printing import label_templates
from tests.ui.parts import listed, part, press, words
from tests.ui.windows import show_page
from ui.screens.items.screen import ItemsScreen
from ui.screens.labels.jobs import job_list
from ui.screens.labels.screen import LabelsScreen
from ui.screens.lsns.printed import PrintedTab

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office


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
