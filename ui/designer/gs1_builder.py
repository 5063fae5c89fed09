"""What a barcode says, GS1 element by element: chosen by name, each bound to a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from ui.buttons import link
from ui.choice_box import ChoiceBox
from ui.designer import field_names, gs1_choice
from ui.text import named, plain

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
        while row := self._rows.takeAt(0):
            if widget := row.widget():
                widget.hide()
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

    def _row(self, at: int, ai: str, field: str) -> QWidget:
        row = QWidget()
        box = ChoiceBox()
        words = gs1_choice.words_of(ai)
        named(box, f"{self._name}.{ai}", words)
        for name, title in field_names.offered(self._custom):
            box.addItem(title, name)
        if box.findData(field) < 0:
            box.addItem(field or _("Choose a field"), field)
        box.setCurrentIndex(box.findData(field))
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
        return row

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
