"""The workstation here: how it looks and sounds, when it locks, where its labels come out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import Unavailable
from ui.parts.choice_box import ChoiceBox
from ui.parts.choices import FileField, PrinterField
from ui.parts.form import Form
from ui.parts.text import plain
from ui.parts.tokens import THEMES
from ui.screens.settings.columns import side_by_side

if TYPE_CHECKING:
    from pathlib import Path

    from ui.desk import Desk
    from ui.frame.workplace import Workplace
    from ui.parts.notice import Notice

_MINUTES = (0, 1, 2, 5, 10, 15, 30, 60)
_SECONDS = (0, 1, 2, 5)
_NAME = re.compile(r"\w[\w .-]{0,39}")  # it is in the name of a file too


class WorkstationPart(QWidget):
    """Every change is kept at once, and said."""

    def __init__(self, desk: Desk, workplace: Workplace, notice: Notice) -> None:
        super().__init__()
        self._desk, self._workplace, self._notice = desk, workplace, notice
        self._left, self._right = Form("settings.workstation"), Form("settings.workstation")
        self.name, self.theme, self.lock = QLineEdit(), QComboBox(), QComboBox()
        self.sounds = QCheckBox(_("A tone for each scan"))
        self.labels = QCheckBox(_("Print a label for each new lot and serial"))
        self.twice = ChoiceBox()
        self.printer = PrinterField(workplace.settings().printer)
        self.folder = FileField("settings.workstation.folder", _("Folder"), folder=True)
        self._asked_printers = False
        self._make_fields()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 8, 8, 8)
        rows.setSpacing(14)
        rows.addWidget(side_by_side(self._left, self._right), 1)
        rows.addWidget(plain(_("Every change here is kept at once."), "muted"))
        self.shown()
        self._connect()

    def shown(self) -> None:
        """Show what is kept; find the printers, once."""
        kept = self._workplace.settings()
        self.name.setText(kept.workstation)
        self.theme.setCurrentIndex(max(0, self.theme.findData(kept.theme)))
        self.sounds.setChecked(kept.sounds)
        if self.lock.findData(kept.lock_minutes) < 0:
            self._offer_minutes(kept.lock_minutes)
        self.lock.setCurrentIndex(self.lock.findData(kept.lock_minutes))
        self.labels.setChecked(kept.labels_on_receipt)
        if self.twice.findData(kept.asks_within) < 0:
            self._offer_seconds(kept.asks_within)
        self.twice.setCurrentIndex(self.twice.findData(kept.asks_within))
        self.folder.path.setText(str(kept.printed))
        if not self._asked_printers:
            self._asked_printers = True
            self.printer.ask(self._desk.lanes)

    def _make_fields(self) -> None:
        titles = {"light": _("Light"), "dark": _("Dark"), "contrast": _("High contrast")}
        for name in THEMES:
            self.theme.addItem(titles[name], name)
        for minutes in _MINUTES:
            self._offer_minutes(minutes)
        self._left.add(
            "name",
            _("Name of this workstation"),
            self.name,
            _("A new name counts from the next start."),
        )
        self._left.add("theme", _("Theme"), self.theme)
        self._left.add("sounds", _("Sounds"), self.sounds)
        self._left.add(
            "lock", _("Lock when nobody works"), self.lock, _("Ctrl+L locks at any time.")
        )
        self._right.add(
            "printer",
            _("Pages and labels come out of"),
            self.printer,
            _("Labels: where Printers does not name another."),
        )
        self._right.add(
            "folder", _("PDF files go to"), self.folder, _("Labels and certificates.")
        )
        self._right.add("labels", _("On receipt"), self.labels)
        for seconds in _SECONDS:
            self._offer_seconds(seconds)
        self._right.add(
            "twice",
            _("The same label scanned twice at once"),
            self.twice,
            _("On Receive. Some scanners send one label twice."),
        )

    def _offer_minutes(self, minutes: int) -> None:
        words = _("After {count} minute") if minutes == 1 else _("After {count} minutes")
        title = str(message(words, count=minutes)) if minutes else _("Never")
        self.lock.addItem(title, minutes)

    def _offer_seconds(self, seconds: int) -> None:
        words = _("Is asked about within {count} seconds")
        if seconds == 1:
            words = _("Is asked about within {count} second")
        title = str(message(words, count=seconds)) if seconds else _("Counts twice")
        self.twice.addItem(title, seconds)

    def _connect(self) -> None:
        self.twice.activated.connect(
            lambda _at: self._keep(asks_within=int(self.twice.currentData()))
        )
        self.name.editingFinished.connect(self._rename)
        self.folder.path.editingFinished.connect(self._move_folder)
        self.folder.path.textChanged.connect(self._folder_chosen)
        self.theme.activated.connect(lambda _at: self._keep(theme=self.theme.currentData()))
        self.lock.activated.connect(
            lambda _at: self._keep(lock_minutes=int(self.lock.currentData()))
        )
        self.printer.activated.connect(lambda _at: self._keep(printer=self.printer.printer()))
        self.sounds.clicked.connect(lambda on: self._keep(sounds=on))
        self.labels.clicked.connect(lambda on: self._keep(labels_on_receipt=on))

    def _rename(self) -> None:
        name = self.name.text().strip()
        if name == self._workplace.settings().workstation:
            return
        if not _NAME.fullmatch(name):
            words = _("A name has up to 40 letters, digits, blanks, hyphens, dots.")
            self._left.complain("name", words)
            return
        self._left.complain("name", "")
        self._keep(workstation=name)

    def _folder_chosen(self) -> None:
        """A folder from the dialogue is taken at once; typing ends with Enter or Tab."""
        if not self.folder.path.isModified():
            self._move_folder()

    def _move_folder(self) -> None:
        folder = self.folder.file()
        kept = self._workplace.settings()
        if folder is None or folder == kept.printed:
            return
        if flaw := _flaw_of_folder(folder):
            self._right.complain("folder", flaw)
            return
        self._right.complain("folder", "")
        self._keep(pdf_folder=str(folder))

    def _keep(self, **changed: Any) -> None:
        try:
            self._workplace.change(replace(self._workplace.settings(), **changed))
        except Unavailable as unavailable:
            self._notice.refuse(unavailable)
            self.shown()
        else:
            self._notice.ok(_("Kept."))


def _flaw_of_folder(folder: Path) -> str:
    """Why files cannot go there, in words; nothing if they can."""
    if not folder.is_absolute():
        return _("Give the whole path of the folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        words = message(
            "{folder} cannot be made: {why}. Choose another.",
            folder=folder,
            why=error.strerror or error,
        )
        return str(words)
    return ""
