"""Which file, what it holds, and how it is read where it does not say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.imports.kinds import KINDS
from lsn_desktop.sheets.encodings import ENCODINGS
from ui.parts.card import Card
from ui.parts.choice_box import ChoiceBox
from ui.parts.choices import FileField
from ui.parts.form import Form
from ui.parts.text import ElidedLabel, named, plain

if TYPE_CHECKING:
    from pathlib import Path

    from ui.importing.work import Loaded

_KIND, _HOW = 260, 200  # px


class FileChoice(Card):
    """The kind and the file; below them how it was read, and its sheets if it has several."""

    accepted = Signal()  # Enter in the field of the file
    file_changed = Signal()
    kind_changed = Signal()
    how_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.field = FileField(
            "import.file", _("CSV or XLSX file"), _("Tables (*.csv *.tsv *.txt *.xlsx *.xlsm)")
        )
        self._kind, self._sheet, self._encoding = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self._facts = ElidedLabel("", "muted")
        self._needs = plain("", "muted", wrap=True)
        self._form = Form("import", spacing=12)
        self._lay_out()
        self._kind.currentIndexChanged.connect(self._follow_kind)
        self._sheet.activated.connect(self.how_changed)
        self._encoding.activated.connect(self.how_changed)
        self.field.path.returnPressed.connect(self.accepted)
        self.field.path.textChanged.connect(self._follow_file)
        self.setFocusProxy(self.field.path)
        self._follow_kind()

    @property
    def kind(self) -> str:
        """What the file holds."""
        return str(self._kind.currentData())

    @property
    def sheet(self) -> str:
        """The sheet that is chosen; empty for the first."""
        return str(self._sheet.currentData() or "")

    @property
    def encoding(self) -> str:
        """The encoding that is chosen; empty where it is found out."""
        return str(self._encoding.currentData() or "")

    def choose_kind(self, kind: str) -> None:
        """Say what the file holds."""
        self._kind.setCurrentIndex(max(0, self._kind.findData(kind)))

    def file(self) -> Path | None:
        """The file; a complaint if there is none."""
        self._form.clear_complaints()
        file = self.field.file()
        if file is None:
            self._form.complain(
                "file", _("Choose the file, drop it here, or type where it is.")
            )
        return file

    def show_loaded(self, loaded: Loaded) -> None:
        """Say how a file was read."""
        words = message(
            _("{rows} rows. {read_as}"),
            read_as=loaded.grid.read_as,
            rows=f"{len(loaded.grid.lines):,}",
        )
        self._facts.setText(str(words))
        if [self._sheet.itemData(at) for at in range(self._sheet.count())] != list(
            loaded.sheets
        ):
            self._sheet.clear()
            for name in loaded.sheets:
                self._sheet.addItem(name, name)
        self._sheet.setVisible(len(loaded.sheets) > 1)
        self._encoding.setVisible(not loaded.sheets)

    def _follow_file(self) -> None:
        self._facts.setText("")
        self._sheet.clear()
        self._sheet.hide()
        self._encoding.setCurrentIndex(0)
        self._encoding.hide()
        self._form.clear_complaints()
        self.file_changed.emit()

    def _follow_kind(self) -> None:
        kind = KINDS[self.kind]
        more = [field.name for field in kind.fields if not field.needed]
        words = message(
            _("Needed columns: {needed}. May be there too: {more}."),
            needed=", ".join(kind.needed),
            more=", ".join(more),
        )
        self._needs.setText(str(words))
        self.kind_changed.emit()

    def _lay_out(self) -> None:
        for kind in KINDS.values():
            self._kind.addItem(_(kind.title), kind.name)
        self._encoding.addItem(_("Encoding found out"), "")
        for encoding in ENCODINGS:
            self._encoding.addItem(encoding.upper(), encoding)
        named(self._sheet, "import.sheet", _("Sheet"))
        named(self._encoding, "import.encoding", _("Encoding"))
        self._kind.setMinimumWidth(_KIND)
        for box in (self._sheet, self._encoding):
            box.setFixedWidth(_HOW)
            box.hide()
        self._form.add("kind", _("What the file holds"), self._kind)
        self._form.add("file", _("CSV or XLSX file"), self.field)
        how = QHBoxLayout()
        how.setSpacing(14)
        how.addWidget(self._facts, 1)
        how.addWidget(self._sheet)
        how.addWidget(self._encoding)
        right = QVBoxLayout()
        right.addWidget(self._needs)
        right.addStretch(1)
        right.addLayout(how)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self._form, 1)
        row.addLayout(right, 1)
        self.body.addLayout(row)
