"""Which column of a file is which of our fields, with the first values of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.imports.fields import CUSTOM
from ui.parts.choice_box import ChoiceBox
from ui.parts.text import ElidedLabel, named, plain

if TYPE_CHECKING:
    from lsn_desktop.services.imports.mapping import Mapped
    from ui.importing.work import Loaded

_SHOWN = 4  # values of each column
_CHOICE = 240  # px
_HEADING = 200


class Columns(QWidget):
    """A row for each column of the file: its heading, what stands in it, and what it is."""

    changed = Signal()

    def __init__(self, name: str = "import") -> None:
        super().__init__()
        self._name = name
        self._boxes: dict[int, ChoiceBox] = {}
        self._room = QScrollArea()
        self._room.setWidgetResizable(True)
        self._room.setFrameShape(QScrollArea.Shape.NoFrame)
        self.called = QLineEdit()
        named(self.called, f"{name}.called", _("Name of this source"))
        self.called.setPlaceholderText(_("Name of this source, to find its columns again"))
        self.called.setMaximumWidth(420)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 4, 8, 4)
        rows.setSpacing(8)
        rows.addWidget(self._room, 1)
        rows.addWidget(self.called)
        self.setFocusProxy(self._room)

    def show_columns(self, loaded: Loaded) -> None:
        """Show the columns of another file."""
        self._boxes = {}
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        grid.setColumnMinimumWidth(0, _HEADING)
        for at, words in enumerate((_("Column"), _("Is taken as"), _("What stands in it"))):
            grid.addWidget(plain(words, "muted"), 0, at)
        for at, heading in enumerate(loaded.grid.headings):
            shown = heading or str(message(_("Column {number}"), number=at + 1))
            samples = [line.cell(at) for line in loaded.grid.lines[:_SHOWN]]
            grid.addWidget(ElidedLabel(shown, "strong"), at + 1, 0)
            grid.addWidget(ElidedLabel(" · ".join(filter(None, samples)), "muted"), at + 1, 2)
            box = self._box(loaded, at, shown)
            grid.addWidget(box, at + 1, 1)
        grid.setRowStretch(len(loaded.grid.headings) + 1, 1)
        self._room.setWidget(inside)

    def mapped(self) -> Mapped:
        """What each column is taken as."""
        return {
            at: str(box.currentData()) for at, box in self._boxes.items() if box.currentData()
        }

    def _box(self, loaded: Loaded, at: int, heading: str) -> ChoiceBox:
        box = ChoiceBox()
        box.setFixedWidth(_CHOICE)
        box.addItem(_("(not imported)"), "")
        for field in loaded.kind.fields:
            words = (
                message(_("{field} (needed)"), field=field.name) if field.needed else field.name
            )
            box.addItem(str(words), field.name)
        for name in loaded.custom:
            box.addItem(str(message(_("{field} (own field)"), field=name)), CUSTOM + name)
        box.setCurrentIndex(max(0, box.findData(loaded.mapped.get(at, ""))))
        named(box, f"{self._name}.column.{at}", heading)
        box.currentIndexChanged.connect(self.changed)
        self._boxes[at] = box
        return box
