"""Every list of the house: taken in from a file, or saved as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from lsn_desktop.services.imports.kinds import KINDS
from lsn_desktop.services.office import whole_lists
from ui.parts.buttons import primary, quiet
from ui.parts.card import Card
from ui.parts.choice_box import ChoiceBox
from ui.parts.text import named, plain
from ui.tables import exporting

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from ui.desk import Desk
    from ui.parts.notice import Notice

_WIDE = 320  # px


class TablesPart(QWidget):
    """Two cards: what comes in, what goes out."""

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk, self._notice = desk, notice
        self._kind, self._list = ChoiceBox(), ChoiceBox()
        named(self._kind, "settings.tables.kind", _("What the file holds"))
        named(self._list, "settings.tables.list", _("List"))
        for kind in KINDS.values():
            self._kind.addItem(_(kind.title), kind.name)
        for name, whole in whole_lists.LISTS.items():
            self._list.addItem(_(whole.title), name)
        self._import = primary("settings.tables.import", _("Import…"), self.take_in)
        self._export = quiet("settings.tables.export", _("Save as…"), self.save)
        rows = QVBoxLayout(self)
        rows.setSpacing(14)
        rows.addWidget(
            self._card(
                _("Import a file"),
                _("CSV or XLSX; each row is looked over before anything is written."),
                self._kind,
                self._import,
            )
        )
        rows.addWidget(
            self._card(
                _("Export a list"),
                _("Whole, as CSV, XLSX or PDF; what was exported can be imported again."),
                self._list,
                self._export,
            )
        )
        rows.addStretch(1)

    def shown(self) -> None:
        """Put the focus where it belongs."""
        self._kind.setFocus()

    def take_in(self) -> None:
        """Go where files are taken in."""
        self._desk.go(f"import {self._kind.currentData()}", None)

    def save(self) -> None:
        """Save the list that is chosen."""
        name = str(self._list.currentData())
        exporting.export_list(self._desk, self, name, self._notice)

    def _card(self, title: str, line: str, box: ChoiceBox, button: QPushButton) -> Card:
        card = Card(title)
        box.setFixedWidth(_WIDE)
        card.add(plain(line, "muted", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(box)
        row.addWidget(button)
        row.addStretch(1)
        card.body.addLayout(row)
        return card
