"""Templates kept by the designer: versions, copies, files of strangers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel

from lsn_desktop.paper import label_output, label_shelf, output
from lsn_desktop.services.labels.labelling import Wanted
from lsn_desktop.storage import printed, templates
from printing.labels import label_templates, template_writer
from printing.labels.label_elements import Box
from tests.ui.designing import designing
from tests.ui.parts import part, press
from tests.ui.windows import show_page
from ui.designer.parts import Key, box_of, with_boxes
from ui.designer.template_list import TemplateList
from ui.screens.labels.screen import LabelsScreen

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from printing.labels.label_elements import LabelTemplate
    from tests.ui.office import Office
    from ui.designer.designer import Designer

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def designer(place: Office, qtbot: QtBot) -> Designer:
    return designing(place, qtbot)


def of(place: Office) -> dict[str, LabelTemplate]:
    """The company's own templates by name."""
    with place.program.database.reading() as connection:
        return {
            one.name: one
            for one in label_shelf.all_of(connection)
            if templates.id_of(connection, one.name) is not None
        }


def test_a_label_is_saved_under_its_title_and_again_as_its_next_version(
    designer: Designer, place: Office
) -> None:
    press(designer, "designer.add_barcode")
    press(designer, "designer.save")
    press(designer, "designer.add_line")
    press(designer, "designer.save")

    kept = of(place)["new-label"]
    assert (kept.version, len(kept.rules)) == ("2", 1)
    assert not designer.is_changed
    words = part(designer, QLabel, "designer.notice").text()
    assert words.startswith("Saved New label, version 2.")


def test_two_labels_of_one_title_are_two_templates(designer: Designer, place: Office) -> None:
    for _label in range(2):
        designer.begin()
        press(designer, "designer.add_barcode")
        press(designer, "designer.save")
    assert set(of(place)) == {"new-label", "new-label-2"}


@pytest.mark.parametrize(("instead", "name"), [(False, "lot-label"), (True, "lot")])
def test_a_built_in_template_is_changed_beside_itself_or_instead(
    designer: Designer, place: Office, *, instead: bool, name: str
) -> None:
    designer.open_template(label_templates.load("lot"))
    part(designer, QCheckBox, "designer.label.instead").setChecked(instead)
    press(designer, "designer.add_line")
    designer.editor.select((Key("rules", 0),))
    designer.editor.change(
        with_boxes(designer.editor.template, {Key("rules", 0): Box(3, 13.4, 60, 0.3)}), "Move"
    )
    press(designer, "designer.save")
    assert set(of(place)) == {name}


def test_what_breaks_a_rule_is_not_saved(designer: Designer, place: Office) -> None:
    press(designer, "designer.add_barcode")
    press(designer, "designer.add_box")
    symbol = box_of(designer.editor.template, Key("symbols", 0))
    over = Box(symbol.x + 5, symbol.y + 5, 10, 10)
    designer.editor.change(
        with_boxes(designer.editor.template, {Key("frames", 0): over}), "Move"
    )
    press(designer, "designer.save")

    assert of(place) == {}
    assert "something lies over" in part(designer, QLabel, "designer.notice").text()


def test_a_template_is_copied_and_used_no_more(place: Office, qtbot: QtBot) -> None:
    screen = show_page(LabelsScreen(place.desk), qtbot)
    screen.choose("templates")
    press(screen, "templates.copy")
    press(screen, "designer.save")
    assert next(iter(of(place))).endswith("-copy")
    press(screen, "designer.close")
    press(screen, "templates.retire")
    assert of(place) == {}


def test_a_file_from_a_stranger_is_read_or_refused(
    place: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    shop = TemplateList(place.desk)
    qtbot.addWidget(shop)
    wanted: list[LabelTemplate] = []
    shop.wanted.connect(wanted.append)
    good, large, code = (tmp_path / name for name in ("good.toml", "large.toml", "code.toml"))
    good.write_text(template_writer.text(label_templates.load("lot")))
    large.write_bytes(b"#" * 300_000)
    code.write_text("import os\nos.remove('lsn.db')\n")

    for file in (good, large, code):
        shop.take_file(file)

    assert [one.name for one in wanted] == ["lot"]
    assert "cannot be used" in part(shop, QLabel, "templates.notice").text()


def test_what_was_saved_is_offered_proven_and_printed_and_a_job_keeps_its_version(
    place: Office, qtbot: QtBot
) -> None:
    screen = show_page(LabelsScreen(place.desk), qtbot)
    screen.shown()
    screen.design()
    press(screen, "designer.add_barcode")
    press(screen, "designer.save")
    program, station = place.program, place.desk.station
    milk = Wanted(place.lsn("L2611A"))
    job = output.order_labels(program, station, "new-label", [milk], printer="")

    press(screen, "designer.add_line")
    press(screen, "designer.save")

    label_output.draw(program, station, job)
    assert output.template_of(program, "new-label").version == "2"
    with program.database.reading() as connection:
        kept = printed.job(connection, job)
        digest = printed.digest(connection, job)
    assert (kept.status, kept.template) == ("drawn", "new-label")
    assert output.template_of(program, "new-label", digest).rules == ()
    assert output.proof(program, station, "new-label", milk).symbols
    offered = part(screen, QComboBox, "labels.template")
    assert offered.findData("new-label") > 0
