"""What is asked of a printer: its name, where it is, and what it understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.labels.printers import LANGUAGES, SCANS_BACK, PrinterFacts
from ui.parts.buttons import primary, quiet
from ui.parts.choice_box import ChoiceBox
from ui.parts.choices import FileField
from ui.parts.form import Form
from ui.parts.scrolled import scrolled
from ui.parts.text import plain
from ui.screens.settings.printer_words import (
    kind_words,
    language_hint,
    language_words,
    scans_back_hint,
    scans_back_words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lsn_desktop.devices.ports import Port
    from lsn_desktop.storage.printers import PrinterRow
    from printing.queues.spool import Queue

_DPIS = (203, 300, 600)
_BAUDS = (9600, 19200, 38400, 57600, 115200)
_USUALLY_HERE = frozenset({"queue", "raw-queue", "serial", "folder"})
_ADDRESSES = {
    "queue": "queue", "raw-queue": "queue", "tcp": "host", "serial": "port", "folder": "folder"
}  # fmt: skip


class PrinterForm(QWidget):
    """``saved`` and ``tried`` tell the row number (None: new) and the :class:`PrinterFacts`."""

    saved = Signal(object, object)
    tried = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._printer: PrinterRow | None = None
        self._station_id = 0
        self._dpis: dict[str, int] = {}  # of the queues
        self.name, self.host, self.folder = QLineEdit(), QLineEdit(), _folder()
        self.kind, self.queue, self.port = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self.language, self.dpi, self.baud = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self.scans_back = ChoiceBox()
        self.here = QCheckBox(_("Only from this workstation"))
        self._title = plain("", "strong")
        self._fill()
        self._form = Form("settings.printer", spacing=8)
        self._add_fields()
        self._leave = quiet("settings.printer.leave", _("New printer"), self.left.emit)
        self._lay_out()
        self.kind.currentIndexChanged.connect(lambda _at: self._follow_kind())
        self.language.currentIndexChanged.connect(lambda _at: self._follow_language())
        self.queue.currentIndexChanged.connect(lambda _at: self._follow_queue())
        for field in (self.name, self.host, self.folder.path):
            field.returnPressed.connect(self._press)
        self.ask(None)

    @property
    def printer(self) -> PrinterRow | None:
        """The printer it is about; None: a new one."""
        return self._printer

    def know_station(self, station_id: int) -> None:
        """Whose ports and queues these are."""
        self._station_id = station_id

    def know_queues(self, queues: Sequence[Queue]) -> None:
        """Offer the print queues there are."""
        self._dpis = {queue.name: queue.dpi for queue in queues if queue.dpi}
        _offer(self.queue, [(queue.name, queue.name) for queue in queues])
        self._follow_queue()

    def know_ports(self, ports: Sequence[Port]) -> None:
        """Offer the serial ports there are."""
        titles = [
            (f"{port.device}  {port.description}".strip(), port.address)
            for port in ports
            if not port.is_scanner
        ]
        _offer(self.port, titles)

    def ask(self, printer: PrinterRow | None) -> None:
        """Show a printer, or begin a new one."""
        self._printer = printer
        self._form.clear_complaints()
        self._leave.setVisible(printer is not None)
        self._form.offer("name", on=printer is None)
        if printer is None:
            self._title.setText(_("New printer"))
            self.name.clear()
            self.host.clear()
            self.folder.path.clear()
            _choose(self.scans_back, SCANS_BACK[0])
            self._follow_kind()
            return
        self._title.setText(str(message("Printer {name}", name=printer.name)))
        self.kind.setCurrentIndex(max(0, self.kind.findData(printer.kind)))
        self._follow_kind()
        if printer.kind == "tcp":
            self.host.setText(printer.address)
        elif printer.kind == "folder":
            self.folder.path.setText(printer.address)
        else:
            _choose(self.port if printer.kind == "serial" else self.queue, printer.address)
        _choose(self.language, printer.language, language_words(printer.language))
        _choose(self.dpi, printer.dpi)
        _choose(self.baud, printer.baud)
        _choose(self.scans_back, printer.scans_back)
        self.here.setChecked(printer.workstation_id is not None)

    def complain(self, flaws: Mapping[str, object]) -> None:
        """Say what is wrong, field by field."""
        self._form.clear_complaints()
        at = {"address": self._address_field(), "workstation_id": "here"}
        for field, flaw in reversed(list(flaws.items())):
            self._form.complain(at.get(field, field), str(flaw))

    def tell_answer(self, words: str) -> None:
        """Say below the address what the printer answered."""
        self._form.hint(self._address_field(), words)

    def wanted(self) -> PrinterFacts:
        """What stands in the fields."""
        kind = str(self.kind.currentData())
        addresses = {
            "queue": str(self.queue.currentData() or ""),
            "host": self.host.text(),
            "port": str(self.port.currentData() or ""),
            "folder": self.folder.path.text(),
        }
        return PrinterFacts(
            self._printer.name if self._printer else self.name.text(),
            kind,
            addresses[_ADDRESSES[kind]].strip(),
            str(self.language.currentData()),
            int(self.dpi.currentData()),
            int(self.baud.currentData()),
            self._workstation_id(),
            str(self.scans_back.currentData()),
        )

    def _workstation_id(self) -> int | None:
        if not self.here.isChecked():
            return None
        kept = self._printer.workstation_id if self._printer else None
        return kept or self._station_id

    def _address_field(self) -> str:
        return _ADDRESSES[str(self.kind.currentData())]

    def _follow_kind(self) -> None:
        kind = str(self.kind.currentData())
        for field in ("queue", "host", "port", "folder"):
            self._form.offer(field, on=field == _ADDRESSES[kind])
        self._form.offer("baud", on=kind == "serial")
        self.here.setChecked(kind in _USUALLY_HERE)
        self.language.clear()
        for language in LANGUAGES[kind]:
            self.language.addItem(language_words(language), language)
        self._form.hint("host", _("Its name or number, such as 192.168.1.40:9100."))

    def _follow_language(self) -> None:
        language = str(self.language.currentData() or "")
        self._form.hint("language", language_hint(language))
        hint = scans_back_hint(str(self.kind.currentData()), language)
        self._form.hint("scans_back", hint)

    def _follow_queue(self) -> None:
        """A driver knows the dots of its printer."""
        dpi = self._dpis.get(str(self.queue.currentData() or ""))
        if dpi and self._printer is None and str(self.kind.currentData()) == "queue":
            _choose(self.dpi, dpi)

    def _press(self) -> None:
        self.saved.emit(self._printer.id if self._printer else None, self.wanted())

    def _fill(self) -> None:
        for kind in LANGUAGES:
            self.kind.addItem(kind_words(kind), kind)
        self.kind.setCurrentIndex(self.kind.findData("tcp"))
        for dpi in _DPIS:
            self.dpi.addItem(str(message("{dpi} dpi", dpi=dpi)), dpi)
        for which in SCANS_BACK:
            self.scans_back.addItem(scans_back_words(which), which)
        for baud in _BAUDS:
            self.baud.addItem(str(baud), baud)

    def _add_fields(self) -> None:
        self._form.add("name", _("Name"), self.name, _("It stays: jobs go by it."))
        self._form.add("kind", _("How it is reached"), self.kind)
        self._form.add("queue", _("Queue"), self.queue)
        self._form.add("host", _("Address"), self.host)
        self._form.add("port", _("Port"), self.port)
        self._form.add("folder", _("Folder"), self.folder)
        self._form.add("baud", _("Speed of the port"), self.baud)
        self._form.add("language", _("It is sent"), self.language)
        self._form.add("dpi", _("Dots of its print head"), self.dpi)
        self._form.add("scans_back", _("Scan each label that came out"), self.scans_back)
        self._form.add("here", _("Who reaches it"), self.here)

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._leave)
        below.addStretch()
        below.addWidget(
            quiet("settings.printer.try", _("Test the connection"),
                  lambda: self.tried.emit(self.wanted()))
        )  # fmt: skip
        below.addWidget(primary("settings.printer.save", _("Save"), self._press))
        fields = QVBoxLayout()
        fields.addWidget(self._form)
        fields.addStretch()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(10)
        rows.addWidget(self._title)
        rows.addWidget(scrolled(fields), 1)
        rows.addLayout(below)


def _folder() -> FileField:
    return FileField("settings.printer.folder", _("Folder"), folder=True)


def _offer(box: ChoiceBox, rows: Sequence[tuple[str, str]]) -> None:
    """These instead of what was offered; what is chosen stays."""
    now = box.currentData()
    box.clear()
    for title, data in rows:
        box.addItem(title, data)
    if now is not None:
        _choose(box, now)


def _choose(box: ChoiceBox, data: object, title: str = "") -> None:
    """Choose what may not be offered any more, such as a port that is not plugged in."""
    at = box.findData(data)
    if at < 0:
        box.addItem(title or str(data), data)
        at = box.count() - 1
    box.setCurrentIndex(at)
