"""Which printer this workstation prints each kind of label with."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.labels.printers import ANY
from ui.parts.buttons import quiet
from ui.parts.choice_box import ChoiceBox
from ui.parts.form import Form
from ui.parts.scrolled import scrolled
from ui.parts.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lsn_desktop.storage.printers import PrinterRow


class PrinterChoices(QWidget):
    """``chosen`` tells a template, empty for all others, and the printer's number or None."""

    chosen = Signal(str, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._boxes: dict[str, ChoiceBox] = {}
        self._form = Form("settings.printers.of", spacing=8)
        self._offer(ANY, _("All labels"))
        fields = QVBoxLayout()
        fields.addWidget(self._form)
        fields.addStretch()
        below = QHBoxLayout()
        below.addWidget(quiet("settings.printers.of.leave", _("Done"), self.left.emit))
        below.addStretch()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(10)
        rows.addWidget(plain(_("Printers of this workstation"), "strong"))
        rows.addWidget(scrolled(fields), 1)
        rows.addLayout(below)

    def tell(
        self,
        titles: Mapping[str, str],
        rows: Sequence[PrinterRow],
        now: Mapping[str, PrinterRow],
        pages: str,
    ) -> None:
        """Offer the printers reached from here; ``pages`` is what pages come out of."""
        for name, title in titles.items():
            if name not in self._boxes:
                self._offer(name, title)
        usual = now[ANY].name if ANY in now else pages or _("PDF files")
        for name, box in self._boxes.items():
            box.clear()
            of_all = message("As pages: {printer}", printer=pages or _("PDF files"))
            as_all = message("As all labels: {printer}", printer=usual)
            box.addItem(str(as_all if name else of_all), None)
            for row in rows:
                box.addItem(row.name, row.id)
            if name in now:
                box.setCurrentIndex(max(0, box.findData(now[name].id)))

    def take_focus(self) -> None:
        """Go where the next key belongs."""
        self._boxes[ANY].setFocus()

    def _offer(self, name: str, title: str) -> None:
        box = self._boxes[name] = ChoiceBox()
        self._form.add(name or "any", title, box)
        box.activated.connect(partial(self._choose, name))

    def _choose(self, name: str, _at: int) -> None:
        self.chosen.emit(name, self._boxes[name].currentData())
