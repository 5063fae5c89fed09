"""When a part is shown: always, or as a field says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from printing.labels.label_elements import ALWAYS, GS1, Condition
from ui.designer import field_names
from ui.parts.choice_box import ChoiceBox
from ui.parts.text import named

if TYPE_CHECKING:
    from collections.abc import Sequence

_WAYS = (
    ("always", _("Always")),
    ("when", _("When this is filled")),
    ("when_is", _("When this says")),
    ("unless", _("Unless this is filled")),
    ("unless_is", _("Unless this says")),
)
_LONGEST = 200


class ShowIf(QWidget):
    """Three fields, of which only those are seen that the first one needs.

    A condition with both a *when* and an *unless* keeps the one that is not shown.
    """

    told = Signal(object)  # the Condition a person chose

    def __init__(self, name: str) -> None:
        super().__init__()
        self._kept = ALWAYS
        self._way, self._field, self._says = ChoiceBox(), ChoiceBox(), QLineEdit()
        named(self._way, f"{name}.way", _("Show it"))
        named(self._field, f"{name}.field", _("Which field"))
        named(self._says, f"{name}.says", _("What the field says"))
        self._says.setPlaceholderText(_("What it says"))
        self._says.setMaxLength(_LONGEST)
        for way, words in _WAYS:
            self._way.addItem(words, way)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        for field in (self._way, self._field, self._says):
            rows.addWidget(field)
        self._way.activated.connect(lambda _at: self._tell())
        self._field.activated.connect(lambda _at: self._tell())
        self._says.editingFinished.connect(self._tell)
        self.offer(())

    def offer(self, custom: Sequence[str]) -> None:
        """Offer the company's own fields too."""
        self._field.clear()
        for field, words in field_names.offered(custom):
            self._field.addItem(words, field)
        self._field.addItem(_("GS1 can name the goods"), GS1)
        self.show_condition(self._kept)

    def show_condition(self, condition: Condition) -> None:
        """Show one."""
        self._kept = condition
        way = "always"
        if condition.when:
            way = "when_is" if condition.when_is else "when"
        elif condition.unless:
            way = "unless_is" if condition.unless_is else "unless"
        self._way.setCurrentIndex(self._way.findData(way))
        field = condition.when or condition.unless
        if field:
            if self._field.findData(field) < 0:
                self._field.addItem(field_names.title(field), field)
            self._field.setCurrentIndex(self._field.findData(field))
        self._says.setText(condition.when_is or condition.unless_is)
        self._follow()

    def _follow(self) -> None:
        way = str(self._way.currentData())
        self._field.setVisible(way != "always")
        self._says.setVisible(way.endswith("_is"))

    def _tell(self) -> None:
        self._follow()
        way, field = str(self._way.currentData()), str(self._field.currentData())
        says = self._says.text().strip() if way.endswith("_is") else ""
        if way == "always":
            made = ALWAYS
        elif way.startswith("when"):
            other = self._kept if self._kept.when else ALWAYS
            made = Condition(field, other.unless, says, other.unless_is)
        else:
            made = Condition("", field, "", says)
        if made != self._kept:
            self._kept = made
            self.told.emit(made)
