"""What a barcode says, GS1 element by element: chosen by name, each bound to a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from ui.designer import field_names, gs1_choice
from ui.designer.moved_by import MovedBy
from ui.parts.buttons import link
from ui.parts.choice_box import ChoiceBox
from ui.parts.text import named, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.designer.gs1_choice import Pairs


class Gs1Builder(QWidget):
    """A row for each element, and a list of those that may still be added."""

    told = Signal(object)  # the pairs a person chose

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._pairs: Pairs = ()
        self._custom: Sequence[str] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self._more = ChoiceBox()
        self._needs = plain("", "error", wrap=True)
        named(self._more, f"{name}.add", _("Add a GS1 element"))
        self._more.activated.connect(lambda _at: self._add())
        parts = QVBoxLayout(self)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(6)
        parts.addLayout(self._rows)
        parts.addWidget(self._more)
        parts.addWidget(self._needs)

    def offer(self, custom: Sequence[str]) -> None:
        """Offer the company's own fields too."""
        self._custom = custom

    def show_pairs(self, pairs: Pairs, beside: Sequence[str]) -> None:
        """Show what a barcode says; ``beside`` are the AIs of the others on the label."""
        focus = self.focusWidget()
        name = focus.objectName() if focus is not None and focus.hasFocus() else ""
        while row := self._rows.takeAt(0):
            if widget := row.widget():
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self._pairs = pairs
        chosen = [ai for ai, _field in pairs]
        for at, (ai, field) in enumerate(pairs):
            self._rows.addWidget(self._row(at, ai, field))
        self._more.clear()
        self._more.addItem(_("Add an element …"), "")
        for ai in gs1_choice.allowed(chosen):
            self._more.addItem(gs1_choice.words_of(ai), ai)
        words = " ".join(map(str, gs1_choice.missing(chosen, beside)))
        self._needs.setText(words)
        self._needs.setVisible(bool(words))
        if name and (again := self.findChild(QWidget, name)):
            again.setFocus()  # the keyboard goes on where it was

    def _row(self, at: int, ai: str, field: str) -> QWidget:
        row = QWidget()
        box = ChoiceBox()
        words = gs1_choice.words_of(ai)
        named(box, f"{self._name}.{ai}", words)
        for name, title in gs1_choice.fields_for(ai, self._custom):
            box.addItem(title, name)
        name, number, unit = gs1_choice.moved(field)
        if box.findData(name) < 0:
            box.addItem(name or _("Choose a field"), name)
        box.setCurrentIndex(box.findData(name))
        box.activated.connect(lambda _at: self._bind(at, str(box.currentData())))
        gone = link(f"{self._name}.remove.{ai}", _("Remove"), lambda: self._remove(at))
        gone.setAccessibleName(str(message("Remove {element}", element=words)))
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(plain(words, "strong"), 1)
        head.addWidget(gone)
        rows = QVBoxLayout(row)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        rows.addLayout(head)
        rows.addWidget(box)
        if ai in gs1_choice.DATES and field_names.is_date(name):
            rows.addWidget(self._moving(at, f"{self._name}.{ai}", (name, number, unit)))
        return row

    def _moving(self, at: int, name: str, moved: tuple[str, int, str]) -> MovedBy:
        """By how much a day is moved before it is said."""
        field, number, unit = moved
        made = MovedBy(name, number, unit)

        def move() -> None:
            moved_to = gs1_choice.moved_by(field, made.number, made.unit)
            if moved_to != self._pairs[at][1]:
                self._bind(at, moved_to)

        made.changed.connect(move)
        return made

    def _bind(self, at: int, field: str) -> None:
        pairs = list(self._pairs)
        pairs[at] = (pairs[at][0], field)
        self.told.emit(tuple(pairs))

    def _remove(self, at: int) -> None:
        self.told.emit(self._pairs[:at] + self._pairs[at + 1 :])

    def _add(self) -> None:
        ai = str(self._more.currentData())
        if ai:
            field = gs1_choice.usual_field(ai) or "lsn"
            self.told.emit(gs1_choice.in_order((*self._pairs, (ai, field))))
