"""Fields to choose from: time zones, printers, files."""

from __future__ import annotations

import zoneinfo
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimeZone
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from lsn_desktop.domain.messages import _, message
from ui.parts.buttons import quiet
from ui.parts.choice_box import ChoiceBox
from ui.parts.text import named

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from printing.queues.spool import Queue
    from ui.tasks import Lanes


def _queues() -> Sequence[Queue]:
    # Loading what prints takes a while, and the first page of the program stands on this.
    from printing.queues import spool  # noqa: PLC0415

    return spool.queues()


def system_time_zone() -> str:
    """The time zone this computer is set to, if it is a known one; else UTC."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
    return name if name in zoneinfo.available_timezones() else "UTC"


class TimeZoneField(QComboBox):
    """All time zones, found as one types any part of their names."""

    def __init__(self, zone: str) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.addItems(sorted(zoneinfo.available_timezones()))
        if finder := self.completer():  # an editable combination box has one
            finder.setFilterMode(Qt.MatchFlag.MatchContains)
            finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCurrentText(zone)

    def zone(self) -> str:
        """The zone as its name is written, whatever case was typed."""
        typed = self.currentText().strip()
        at = self.findText(typed, Qt.MatchFlag.MatchFixedString)
        return self.itemText(at) if at >= 0 else typed


class PrinterField(ChoiceBox):
    """The print queues of this computer, and PDF files, which always work.

    For labels it offers the printers that were entered, and with ``usual`` first of all
    whatever each label usually comes out of. With ``any_printer`` empty means any of them.
    """

    def __init__(
        self, chosen: str = "", *, usual: bool = False, any_printer: bool = False
    ) -> None:
        super().__init__()
        if usual:
            self.addItem(_("The usual one"), None)
        self.addItem(_("Any printer") if any_printer else _("PDF files"), "")
        if chosen:
            self.choose(chosen)

    def ask(self, lanes: Lanes, entered: Callable[[], Sequence[str]] | None = None) -> None:
        """Find the queues, and the printers entered; the print server may take its time."""
        if entered is not None:
            lanes.read(entered, self.show_printers, self._no_queues)
        lanes.read(_queues, self.show_queues, self._no_queues)

    def show_printers(self, names: Sequence[str]) -> None:
        """Offer these printers too."""
        for name in names:
            if self.findData(name) < 0:
                self.addItem(name, name)

    def show_queues(self, queues: Sequence[Queue]) -> None:
        """Offer these too; what was chosen before stays."""
        for queue in queues:
            if self.findData(queue.name) >= 0:
                continue
            words = message(
                "{name}: {description}", name=queue.name, description=queue.description
            )
            self.addItem(str(words) if queue.description else queue.name, queue.name)

    def choose(self, printer: str) -> None:
        """Choose a queue, or PDF files (empty); one that is not known yet is offered too."""
        at = self.findData(printer)
        if at < 0:
            self.addItem(printer, printer)
            at = self.count() - 1
        self.setCurrentIndex(at)

    def printer(self) -> str:
        """The name of the printer or queue, empty for PDF files."""
        return str(self.currentData() or "")

    def wanted(self) -> str | None:
        """The same, and None for whatever each label usually comes out of."""
        chosen: str | None = self.currentData()
        return chosen

    def _no_queues(self, error: Exception) -> None:
        self.setToolTip("")
        self.setAccessibleDescription(str(error))


class FileField(QWidget):
    """A file or folder, typed or chosen in Qt's own dialog."""

    def __init__(
        self, name: str, says: str, filters: str = "", *, folder: bool = False
    ) -> None:
        super().__init__()
        self._says, self._filters, self._folder = says, filters, folder
        self.path = QLineEdit()
        named(self.path, f"{name}.path", says)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.path, 1)
        row.addWidget(quiet(f"{name}.choose", _("Choose…"), self._choose))
        self.setFocusProxy(self.path)

    def file(self) -> Path | None:
        """What stands in the field."""
        typed = self.path.text().strip()
        return Path(typed).expanduser() if typed else None

    def _choose(self) -> None:
        dialog = QFileDialog(self, self._says, self.path.text(), self._filters)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(
            QFileDialog.FileMode.Directory
            if self._folder
            else QFileDialog.FileMode.ExistingFile
        )
        if dialog.exec():
            self.path.setText(dialog.selectedFiles()[0])
