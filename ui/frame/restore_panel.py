"""Restoring a backup: which one, and the word that says it is meant."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from ui.parts.buttons import danger
from ui.parts.choice_box import ChoiceBox
from ui.parts.choices import FileField
from ui.parts.text import named, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.services.office.backing_up import Backup
    from ui.parts.theme import Theme

_BACKUPS = "*.db"


class RestorePanel(QWidget):
    """A kept backup or a file, and a field to type the word into; ``chosen`` tells the file.

    What is entered since the backup is not in it, so one press is too easy.
    """

    chosen = Signal(object)  # the Path

    def __init__(self, name: str, kept: Sequence[Backup], theme: Theme) -> None:
        super().__init__()
        del theme
        self.setObjectName(name)
        self._which = ChoiceBox()
        named(self._which, f"{name}.which", _("Backup"))
        self.file = FileField(f"{name}.file", _("Backup file"), _BACKUPS)
        self._word = QLineEdit()
        named(self._word, f"{name}.word", _("Type RESTORE"))
        self._button = danger(f"{name}.restore", _("Restore"), self._restore)
        self._button.setEnabled(False)
        self._word.textChanged.connect(self._follow)
        self._word.returnPressed.connect(self._restore)
        self._which.currentIndexChanged.connect(self._follow)
        self.show_kept(kept)
        self._lay_out()

    def show_kept(self, kept: Sequence[Backup]) -> None:
        """Offer these backups, newest first, and any file."""
        self._which.clear()
        for backup in kept:
            made = datetime.fromtimestamp(backup.at / 1_000_000, UTC).astimezone()
            words = message(
                "{day}, {size} MB, history {heads}",
                day=f"{made:%Y-%m-%d %H:%M}",
                size=f"{backup.size / 1e6:.1f}",
                heads=backup.heads,
            )
            self._which.addItem(str(words), str(backup.path))
        self._which.addItem(_("Another file"), "")
        self._follow()

    def _source(self) -> Path | None:
        kept = str(self._which.currentData() or "")
        return Path(kept) if kept else self.file.file()

    def _means_it(self) -> bool:
        return self._word.text().strip().casefold() == _("RESTORE").casefold()

    def _follow(self) -> None:
        self.file.setVisible(not self._which.currentData())
        self._button.setEnabled(self._means_it())

    def _restore(self) -> None:
        source = self._source()
        if self._means_it() and source is not None:
            self._word.clear()
            self.chosen.emit(source)

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self._which)
        rows.addWidget(self.file)
        rows.addWidget(
            plain(
                _(
                    "What was recorded after the backup is not in it. The present file is kept"
                    " beside it. Type RESTORE to go on."
                ),
                "muted",
                wrap=True,
            )
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._word, 1)
        row.addWidget(self._button)
        rows.addLayout(row)
