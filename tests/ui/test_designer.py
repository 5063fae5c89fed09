"""The label designer: made from nothing, changed by mouse and keys, undone, exported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListWidget, QPushButton

from lsn_desktop.services.labels import label_subjects
from printing.labels import label_templates
from printing.labels.label_elements import ALWAYS, Condition
from tests.ui.designing import designing
from tests.ui.parts import part, press
from ui.designer.parts import Key, box_of

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office
    from ui.designer.designer import Designer

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def designer(place: Office, qtbot: QtBot) -> Designer:
    return designing(place, qtbot)


def choose(designer: Designer, name: str, data: object) -> None:
    """As a person chooses in a list."""
    box = part(designer, QComboBox, name)
    assert box.findData(data) >= 0, data
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def point(designer: Designer, x: float, y: float) -> QPoint:
    """A point of the label, in mm, on the canvas."""
    view = designer.canvas.view()
    return QPoint(round(view.left + x * view.scale), round(view.top + y * view.scale))


def drag(designer: Designer, qtbot: QtBot, start: QPoint, *stops: QPoint) -> None:
    canvas = designer.canvas
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    for stop in stops:
        qtbot.mouseMove(canvas, stop)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=stops[-1])


def middle(designer: Designer, key: Key) -> QPoint:
    box = box_of(designer.editor.template, key)
    return point(designer, box.x + box.width / 2, box.y + box.height / 2)


def verdict(designer: Designer) -> str:
    return part(designer, QLabel, "designer.verdict").text()


def test_a_lot_label_is_made_from_nothing(designer: Designer) -> None:
    for field in ("item", "lot", "expiry"):
        choose(designer, "designer.add.field", field)
        press(designer, "designer.add.take")
    press(designer, "designer.add_barcode")

    template = designer.editor.template
    assert [text.text for text in template.texts] == ["{item}", "{lot}", "{expiry}"]
    assert verdict(designer) == "Reads back: GS1 DataMatrix"
    assert not designer.canvas._picture.isNull()


def test_a_new_text_is_written_at_once(designer: Designer, qtbot: QtBot) -> None:
    press(designer, "designer.add_text")

    words = part(designer, QLineEdit, "designer.text.words")
    assert words.selectedText() == "Text"
    qtbot.keyClicks(words, "LOT ")
    choose(designer, "designer.insert.field", "lot")
    press(designer, "designer.insert.take")

    assert designer.editor.template.texts[0].text == "LOT {lot}"


def test_a_date_is_reckoned_and_formed_by_choosing(designer: Designer) -> None:
    choose(designer, "designer.add.field", "expiry")
    part(designer, QLineEdit, "designer.add.moved").setText("-30")
    choose(designer, "designer.add.form", "dd.mm.yyyy")
    press(designer, "designer.add.take")

    assert designer.editor.template.texts[0].text == "{expiry-30d|dd.mm.yyyy}"


def test_arrows_nudge_and_one_undo_takes_the_whole_way_back(
    designer: Designer, qtbot: QtBot
) -> None:
    press(designer, "designer.add_box")
    key = designer.editor.selection[0]
    start = box_of(designer.editor.template, key)
    canvas = designer.canvas
    canvas.setFocus()

    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)

    there = box_of(designer.editor.template, key)
    assert (there.x - start.x, there.y - start.y) == pytest.approx((0.6, 5))
    press(designer, "designer.undo")
    assert box_of(designer.editor.template, key) == start
    press(designer, "designer.redo")
    assert box_of(designer.editor.template, key) == there


def test_a_part_is_dragged_and_snaps_to_another(designer: Designer, qtbot: QtBot) -> None:
    press(designer, "designer.add_box")
    press(designer, "designer.add_box")
    one, other = Key("frames", 0), Key("frames", 1)
    start = middle(designer, other)

    near = point(designer, 0.3, 20) - point(designer, 0, 0)
    left = box_of(designer.editor.template, one).x - box_of(designer.editor.template, other).x
    there = start + QPoint(round(left * designer.canvas.view().scale), 0) + near
    drag(designer, qtbot, start, start + QPoint(20, 20), there)

    first, second = (box_of(designer.editor.template, key) for key in (one, other))
    assert second.x == first.x
    assert second.y > first.y + 15


def test_a_handle_resizes(designer: Designer, qtbot: QtBot) -> None:
    press(designer, "designer.add_barcode")
    key = designer.editor.selection[0]
    box = box_of(designer.editor.template, key)
    corner = point(designer, box.x + box.width, box.y + box.height)

    drag(designer, qtbot, corner, corner - QPoint(10, 10), corner - QPoint(30, 30))

    smaller = box_of(designer.editor.template, key)
    assert (smaller.x, smaller.y) == (box.x, box.y)
    assert smaller.width < box.width - 4
    assert smaller.height < box.height - 4


def test_a_frame_drawn_round_parts_selects_them_and_they_line_up(
    designer: Designer, qtbot: QtBot
) -> None:
    press(designer, "designer.add_line")
    press(designer, "designer.add_box")
    designer.editor.select(())

    drag(designer, qtbot, point(designer, 101, 50), point(designer, 50, 25),
         point(designer, 0.5, 0.5))  # fmt: skip

    assert set(designer.editor.selection) == {Key("rules", 0), Key("frames", 0)}
    designer.canvas.setFocus()
    qtbot.keyClick(
        designer.canvas, Qt.Key.Key_R,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )  # fmt: skip
    rights = {
        round(box.x + box.width, 2)
        for box in (box_of(designer.editor.template, key) for key in designer.editor.selection)
    }
    assert len(rights) == 1


def test_tab_goes_through_the_parts_and_then_leaves_the_label(
    designer: Designer, qtbot: QtBot
) -> None:
    press(designer, "designer.add_line")
    press(designer, "designer.add_box")
    designer.editor.select(())
    canvas = designer.canvas
    canvas.setFocus()

    seen = []
    for _press in range(2):
        qtbot.keyClick(canvas, Qt.Key.Key_Tab)
        seen.append(designer.editor.selection)
    qtbot.keyClick(canvas, Qt.Key.Key_Tab)

    assert seen == [(Key("rules", 0),), (Key("frames", 0),)]
    assert not canvas.hasFocus()
    assert "mm from the left" in canvas.accessibleDescription()


def test_ctrl_z_in_a_field_that_is_typed_into_is_the_fields(
    designer: Designer, qtbot: QtBot
) -> None:
    press(designer, "designer.add_text")
    words = part(designer, QLineEdit, "designer.text.words")
    words.setFocus()
    qtbot.keyClicks(words, "AB")

    qtbot.keyClick(words, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert len(designer.editor.template.texts) == 1, "the text is still on the label"


def test_delete_duplicate_and_turn(designer: Designer, qtbot: QtBot) -> None:
    press(designer, "designer.add_text")
    press(designer, "designer.turn")
    assert designer.editor.template.texts[0].turn == 90
    press(designer, "designer.duplicate")
    assert len(designer.editor.template.texts) == 2
    designer.canvas.setFocus()
    qtbot.keyClick(designer.canvas, Qt.Key.Key_Delete)
    assert len(designer.editor.template.texts) == 1


def test_gs1_elements_are_chosen_by_name_and_bound_to_fields(designer: Designer) -> None:
    press(designer, "designer.add_barcode")
    press(designer, "designer.gs1.remove.15")
    choose(designer, "designer.gs1.add", "21")

    pairs = designer.editor.template.symbols[0].gs1
    assert pairs == (("01", "gtin"), ("17", "expiry"), ("10", "lot"), ("21", "serial"))
    choose(designer, "designer.gs1.17", "best_before")
    assert designer.editor.template.symbols[0].gs1[1] == ("17", "best_before")
    assert part(designer, QComboBox, "designer.gs1.add").findData("37") < 0


def test_another_kind_of_barcode_says_what_it_can(designer: Designer) -> None:
    press(designer, "designer.add_barcode")
    choose(designer, "designer.barcode.kind", "code128")
    plain = designer.editor.template.symbols[0]
    assert (plain.text, plain.gs1) == ("{lsn}", ())
    choose(designer, "designer.barcode.kind", "gs1-128")
    gs1 = designer.editor.template.symbols[0]
    assert (gs1.text, gs1.gs1[0]) == ("", ("01", "gtin"))


def test_a_part_is_shown_only_if(designer: Designer) -> None:
    press(designer, "designer.add_text")
    choose(designer, "designer.show_if.way", "when")
    choose(designer, "designer.show_if.field", "expiry")
    assert designer.editor.template.texts[0].condition == Condition(when="expiry")
    choose(designer, "designer.show_if.way", "always")
    assert designer.editor.template.texts[0].condition == ALWAYS


def test_a_finding_leads_to_its_part(designer: Designer) -> None:
    press(designer, "designer.add_barcode")
    press(designer, "designer.gs1.remove.01")
    designer.editor.select(())

    found = part(designer, QListWidget, "designer.findings")
    assert "needs" in found.item(0).text()
    assert "from printing" in verdict(designer)
    found.itemActivated.emit(found.item(0))

    assert designer.editor.selection == (Key("symbols", 0),)


def test_measures_are_typed_and_stepped_and_stay_on_the_label(
    designer: Designer, qtbot: QtBot
) -> None:
    press(designer, "designer.add_box")
    left = part(designer, QLineEdit, "designer.place.x")
    left.setFocus()
    left.selectAll()
    qtbot.keyClicks(left, "12,5\r")
    assert box_of(designer.editor.template, Key("frames", 0)).x == 12.5
    qtbot.keyClick(left, Qt.Key.Key_Up)
    assert box_of(designer.editor.template, Key("frames", 0)).x == 13
    left.selectAll()
    qtbot.keyClicks(left, "9999\r")
    box = box_of(designer.editor.template, Key("frames", 0))
    assert box.x + box.width == pytest.approx(99.6)


def test_the_size_is_chosen_by_name_and_everything_comes_along(designer: Designer) -> None:
    press(designer, "designer.add_line")
    designer.editor.select(())
    sizes = part(designer, QComboBox, "designer.label.size")
    sizes.setCurrentIndex(sizes.findText("50 x 25 mm"))
    sizes.activated.emit(sizes.currentIndex())

    template = designer.editor.template
    assert (template.width, template.height) == (50, 25)
    assert template.rules[0].box.width == 46


def test_it_is_shown_with_a_lot_that_was_scanned(designer: Designer, place: Office) -> None:
    choose(designer, "designer.add.field", "lot")
    press(designer, "designer.add.take")
    with place.program.database.reading() as connection:
        subject = label_subjects.as_typed(connection, "L2611A")[0]
    designer.take_subject(subject)

    assert part(designer, QComboBox, "designer.data").currentText() == "L2611A"


def test_a_picture_from_a_file_stands_on_the_label_and_one_that_is_none_is_refused(
    designer: Designer, tmp_path: Path
) -> None:
    logo, text = tmp_path / "logo.png", tmp_path / "text.png"
    Image.new("L", (3000, 1500), 90).save(logo)
    text.write_text("no picture")

    designer.take_picture(logo)
    designer.take_picture(text)

    (picture,) = designer.editor.template.pictures
    assert picture.box.width == pytest.approx(2 * picture.box.height, abs=0.02)
    assert isinstance(picture.source, bytes)
    assert len(picture.source) < 128 * 1024
    assert "is no picture a label can hold" in part(designer, QLabel, "designer.notice").text()


def test_esc_selects_nothing_then_warns_then_leaves(designer: Designer) -> None:
    press(designer, "designer.add_line")
    closed = []
    designer.closed.connect(lambda: closed.append(True))

    assert designer.go_back()
    assert designer.editor.selection == ()
    assert designer.go_back()
    assert "Not saved yet" in part(designer, QLabel, "designer.notice").text()
    assert closed == []
    designer.go_back()
    assert closed == [True]


def test_a_built_in_template_opens_as_it_is(designer: Designer) -> None:
    designer.open_template(label_templates.load("logistics"))
    assert not designer.is_changed
    assert not part(designer, QPushButton, "designer.undo").isEnabled()


def test_a_bar_that_is_too_long_is_mended_into_a_matrix(designer: Designer) -> None:
    press(designer, "designer.add_barcode")
    choose(designer, "designer.barcode.kind", "gs1-128")
    assert "from printing" in verdict(designer)

    press(designer, "designer.mend")

    assert designer.editor.template.symbols[0].symbology == "gs1-datamatrix"
    assert verdict(designer) == "Reads back: GS1 DataMatrix"


def test_a_text_cut_short_is_let_shrink(designer: Designer) -> None:
    choose(designer, "designer.add.field", "item")
    press(designer, "designer.add.take")
    designer.show_longest()
    press(designer, "designer.mend")
    assert designer.editor.template.texts[0].smallest == 4
