from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from ui.page import PageHead
from ui.parts.buttons import danger, link, primary, quiet
from ui.parts.card import Card, badge, rebadge
from ui.parts.choice_box import ChoiceBox
from ui.parts.choices import PrinterField
from ui.parts.form import Form

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from ui.parts.theme import Theme


def words(form: Form) -> list[str]:
    return [label.text() for label in form.findChildren(QLabel) if label.isVisible()]


def test_a_complaint_stands_below_its_field_and_goes_away(theme: Theme, qtbot: QtBot) -> None:
    form = Form("item")
    field = QLineEdit()
    form.add("gtin", "GTIN", field, "14 digits, zeros kept.")
    form.add("sku", "SKU", QLineEdit())
    qtbot.addWidget(form)
    form.show()

    form.complain("gtin", "The check digit should be 3.")
    complained = words(form), field.property("wrong"), form.focusWidget() is field
    form.clear_complaints()

    assert theme.name == "light"
    assert complained == (["GTIN", "The check digit should be 3.", "SKU"], "yes", True)
    assert words(form) == ["GTIN", "14 digits, zeros kept.", "SKU"]
    assert not field.property("wrong")
    assert (field.objectName(), field.accessibleName()) == ("item.gtin", "GTIN")


def test_a_button_shows_ampersands_and_does_its_job_once(qtbot: QtBot) -> None:
    pressed: list[str] = []
    for make in (primary, quiet, danger, link):
        button: QPushButton = make("item.save", "Save & close", lambda: pressed.append("x"))
        qtbot.addWidget(button)
        assert button.text() == "Save && close"
        assert button.accessibleName() == "Save & close"
        button.click()

    assert pressed == ["x"] * 4


def test_a_badge_says_something_else(theme: Theme, qtbot: QtBot) -> None:
    label = badge("Available", "ok")
    qtbot.addWidget(label)

    rebadge(label, "Held", "refused")

    assert (label.text(), label.property("tone")) == ("Held", "refused")
    assert label.palette().windowText().color() == theme.colour("refused")


def test_a_long_row_does_not_widen_a_box_of_choices(theme: Theme, qtbot: QtBot) -> None:
    vendors, printers = ChoiceBox(), PrinterField()
    for box in (vendors, printers):
        qtbot.addWidget(box)
        before = box.sizeHint().width(), box.minimumSizeHint().width()

        box.addItem("Long name " * 40)

        assert (box.sizeHint().width(), box.minimumSizeHint().width()) == before
    assert theme.tokens


def test_parts_made_late_are_no_windows_of_their_own(qapp: QApplication) -> None:
    """One that is shown before it stands in its page takes the keyboard from the page."""
    seen = Windows()
    qapp.installEventFilter(seen)
    form = Form("f")
    form.add("name", "Name", QLineEdit(), "As it is called")
    parts = (form, Card("Heading"), PageHead("Title", "A line"))
    qapp.removeEventFilter(seen)

    assert all(parts)
    assert seen.shown == []


class Windows(QObject):
    """Notes whatever is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[QObject] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            self.shown += [watched] if watched.isWindow() else []
        return False
