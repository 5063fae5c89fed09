"""Printers: entered, tested, measured, and chosen for what this workstation prints."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lsn_desktop.devices import ports
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import Refusal, Unavailable
from lsn_desktop.paper import label_sheets, label_shelf, printers
from lsn_desktop.program import new_uid
from lsn_desktop.services.labels import printers as using
from lsn_desktop.storage import printers as kept
from lsn_desktop.storage.printers import PrinterRow
from printing.labels.label_stocks import A4, LETTER
from printing.queues import spool
from printing.ways import network
from ui.asking import ask, change
from ui.parts.buttons import quiet
from ui.parts.card import Card
from ui.parts.empty_state import EmptyState
from ui.parts.tokens import GAP
from ui.screens.settings.people_forms import Sure
from ui.screens.settings.printer_choices import PrinterChoices
from ui.screens.settings.printer_form import PrinterForm
from ui.screens.settings.printer_measure import MeasurePanel
from ui.screens.settings.printer_watch import PrinterWatch
from ui.screens.settings.printer_words import kind_words, language_words
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent

    from lsn_desktop.devices.ports import Port
    from lsn_desktop.services.labels.printers import PrinterFacts
    from lsn_desktop.storage.printers import OnStock
    from lsn_desktop.storage.transactions import Connection, Tx
    from printing.queues.calibration import Calibration
    from printing.queues.spool import Queue
    from printing.ways import PrinterStatus
    from ui.desk import Desk
    from ui.parts.notice import Notice

Size = tuple[float, float]  # mm
_TONES = {"ready": "ok", "printing": "accent", "stopped": "refused", "away": "attention"}


class PrintersPart(QWidget):
    """The printers at the left, each with how it stands; what is done with one at the right."""

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk, self._notice = desk, notice
        self._stands: dict[int, PrinterStatus] = {}
        self._rows: Sequence[PrinterRow] = ()
        self._table = self._list()
        self._form, self._measure = PrinterForm(), MeasurePanel()
        self._choices = PrinterChoices()
        self._sure = Sure("printers.remove", _("Remove"), dangerous=True)
        self._right = QStackedWidget()
        self._watch = PrinterWatch(desk.lanes, self)
        self._buttons = [
            quiet("settings.printers.measure", _("Test and measure"), self._ask_measure),
            quiet("settings.printers.remove", _("Remove"), self._ask_remove),
        ]
        self._lay_out()
        self._connect()
        self._follow(None)

    def shown(self) -> None:
        """Ask which printers there are, here and in the company; watch how they stand."""
        self._form.know_station(self._desk.station.workstation_id)
        ask(self._desk, kept.in_use, self._show, self._notice.refuse)
        self._desk.lanes.print(_queues, self._form.know_queues, self._notice.refuse)
        self._desk.lanes.read(ports.present, self._know_ports, self._notice.refuse)

    def go_back(self) -> bool:
        """Leave what is done with a printer; else clear Find, or begin a new one."""
        if self._right.currentWidget() is not self._form:
            self._right.setCurrentWidget(self._form)
            return True
        if self._table.go_back():
            return True
        if self._form.printer is None:
            return False
        self._begin()
        return True

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        super().hideEvent(event)
        self._watch.stop()

    def _show(self, rows: Sequence[PrinterRow]) -> None:
        self._rows = rows
        self._table.show_rows(rows)
        if not rows:
            self._form.ask(None)
        here = self._desk.station.workstation_id
        self._watch.watch([row for row in rows if row.workstation_id in {None, here}])

    def _know_ports(self, found: Sequence[Port]) -> None:
        self._form.know_ports(found)

    def _follow(self, row: PrinterRow | None) -> None:
        for button in self._buttons:
            button.setEnabled(row is not None)
        if row is None:
            return
        self._form.ask(row)
        self._right.setCurrentWidget(self._form)

    def _begin(self) -> None:
        self._form.ask(None)
        self._right.setCurrentWidget(self._form)
        self._form.name.setFocus()

    def _save(self, printer_id: int | None, wanted: PrinterFacts) -> None:
        uid = new_uid()
        if wanted.kind == "tcp" and wanted.address:
            try:
                network.endpoint(wanted.address)
            except Refusal as refused:
                self._form.complain({"address": refused})
                return

        def act(tx: Tx) -> dict[str, Refusal]:
            flaws = using.flaws(tx.connection, wanted, printer_id)
            if not flaws and printer_id is None:
                using.add(tx, uid, wanted)
            elif not flaws and printer_id is not None:
                using.change(tx, printer_id, wanted)
            return flaws

        def told(flaws: dict[str, Refusal]) -> None:
            self._form.complain(flaws)
            if flaws:
                return
            words = message("{name} is saved.", name=wanted.name.strip())
            self._notice.ok(str(words))
            self._stands.pop(printer_id or 0, None)
            if printer_id is None:
                self._form.ask(None)
            self.shown()

        change(self._desk, act, told, self._notice.refuse)

    def _try(self, wanted: PrinterFacts) -> None:
        """Ask what stands in the fields how it stands, before it is saved."""
        row = PrinterRow(0, wanted.name, wanted.kind, wanted.address, wanted.language,
                              wanted.dpi, wanted.baud, True, None, "")  # fmt: skip  # noqa: FBT003
        self._form.tell_answer(_("Asking..."))
        self._desk.lanes.print(partial(printers.status, row), self._answered, self._no_answer)

    def _answered(self, status: PrinterStatus) -> None:
        self._form.tell_answer(str(status.words))

    def _no_answer(self, error: Exception) -> None:
        self._form.tell_answer(str(error))

    def _ask_measure(self) -> None:
        if row := self._table.row():
            ask(
                self._desk,
                partial(_stocks_and_sizes, row),
                partial(self._open_measure, row),
                self._notice.refuse,
            )

    def _open_measure(
        self,
        row: PrinterRow,
        told: tuple[dict[str, OnStock], tuple[Sequence[Size], Size]],
    ) -> None:
        stocks, (sizes, likely) = told
        self._measure.ask(row, stocks, sizes, likely)
        self._right.setCurrentWidget(self._measure)
        self._measure.stock.setFocus()

    def _print(self, size: tuple[float, float], by: Calibration, *, steps: bool) -> None:
        row = self._table.row()
        if row is None:
            return
        program, station = self._desk.program, self._desk.station

        def job() -> None:
            known = printers.find(program, station, row.name)
            if steps:
                printers.print_darkness(known, size, by)
            else:
                printers.print_ruler(known, size, by)

        words = str(message("Sent to {printer}.", printer=row.name))
        self._desk.lanes.print(job, lambda _none: self._notice.ok(words), self._not_printed)

    def _not_printed(self, error: Exception) -> None:
        self._measure.begin_again()
        self._notice.refuse(error)

    def _keep(self, size: tuple[float, float], found: Calibration) -> None:
        row = self._table.row()
        if row is None:
            return
        stock = printers.stock_name(*size)

        def act(tx: Tx) -> dict[str, OnStock]:
            using.measure(tx, row.id, stock, printers.kept_of(found))
            return kept.stocks_of(tx.connection, row.id)

        def told(stocks: dict[str, OnStock]) -> None:
            self._measure.tell(stocks)
            self._notice.ok(_("Kept. Print a test label to see it."))

        change(self._desk, act, told, self._notice.refuse)

    def _ask_remove(self) -> None:
        if row := self._table.row():
            words = message("Remove printer {name}?", name=row.name)
            line = _("Labels that wait for it stay. It can be entered again.")
            self._sure.ask(str(words), line)
            self._right.setCurrentWidget(self._sure)

    def _remove(self) -> None:
        row = self._table.row()
        if row is None:
            return

        def told(_nothing: None) -> None:
            words = message("{name} is removed.", name=row.name)
            self._notice.ok(str(words))
            self._begin()
            self.shown()

        change(self._desk, lambda tx: using.remove(tx, row.id), told, self._notice.refuse)

    def _ask_choices(self) -> None:
        station_id = self._desk.station.workstation_id

        def question(
            connection: Connection,
        ) -> tuple[dict[str, str], list[PrinterRow], dict[str, PrinterRow]]:
            return (
                label_shelf.titles(connection),
                kept.in_use(connection, station_id),
                kept.chosen(connection, station_id),
            )

        ask(self._desk, question, self._show_choices, self._notice.refuse)

    def _show_choices(
        self, told: tuple[dict[str, str], Sequence[PrinterRow], dict[str, PrinterRow]]
    ) -> None:
        self._choices.tell(*told, self._desk.program.settings.printer)
        if self._right.currentWidget() is not self._choices:
            self._right.setCurrentWidget(self._choices)
            self._choices.take_focus()

    def _choose(self, template: str, printer_id: int | None) -> None:
        def told(_changed: bool) -> None:  # noqa: FBT001 - the answer of the use case
            self._notice.ok(_("Kept."))
            self._ask_choices()

        change(
            self._desk,
            lambda tx: using.choose(tx, template, printer_id),
            told,
            self._notice.refuse,
        )

    def _stand(self, number: int, status: PrinterStatus) -> None:
        if self._stands.get(number) == status:
            return
        self._stands[number] = status
        self._table.view.viewport().update()

    def _words(self, row: PrinterRow) -> str:
        here = {None, self._desk.station.workstation_id}
        if row.workstation_id not in here:
            return str(message("On {workstation}", workstation=row.workstation))
        known = self._stands.get(row.id)
        return str(known.words) if known else _("Asking...")

    def _tone(self, row: PrinterRow) -> str:
        known = self._stands.get(row.id)
        return _TONES.get(known.standing, "muted") if known else "muted"

    def _list(self) -> Table[PrinterRow]:
        return Table(
            "settings.printers",
            _("Printers"),
            (
                Column[PrinterRow](_("Printer"), lambda row: row.name),
                Column[PrinterRow](_("How it is reached"), lambda row: kind_words(row.kind)),
                Column[PrinterRow](_("Where"), lambda row: row.address, missable=True),
                Column[PrinterRow](
                    _("Is sent"),
                    lambda row: f"{language_words(row.language)}, {row.dpi} dpi",
                    width=130,
                ),
                Column[PrinterRow](_("Stands"), self._words, tone=self._tone),
            ),
            self._desk.theme,
            EmptyState(
                self._desk.theme,
                "printer",
                _("No printers yet"),
                _("Enter one at the right. Until then labels come out of the print queue of "
                  "this workstation, or as PDF files."),
            ),
        )  # fmt: skip

    def _connect(self) -> None:
        self._table.chosen.connect(self._follow)
        self._form.saved.connect(self._save)
        self._form.tried.connect(self._try)
        self._form.left.connect(self._begin)
        self._measure.printed.connect(
            lambda size, by, steps: self._print(size, by, steps=steps)
        )
        self._measure.kept.connect(self._keep)
        self._choices.chosen.connect(self._choose)
        self._sure.sure.connect(self._remove)
        for panel in (self._measure, self._choices, self._sure):
            panel.left.connect(lambda: self._right.setCurrentWidget(self._form))
        self._watch.told.connect(self._stand)

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(8)
        for button in self._buttons:
            below.addWidget(button)
        below.addStretch()
        below.addWidget(
            quiet("settings.printers.choices", _("What prints what"), self._ask_choices)
        )
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self._table, 1)
        left.addLayout(below)
        for panel in (self._form, self._measure, self._choices, self._sure):
            self._right.addWidget(panel)
        card = Card()
        card.add(self._right, 1)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(GAP)
        columns.addLayout(left, 5)
        columns.addWidget(card, 3)


def _queues() -> Sequence[Queue]:
    """The queues of this computer; none where nothing prints."""
    try:
        return spool.queues()
    except Unavailable:
        return ()


def _stocks_and_sizes(
    row: PrinterRow, connection: Connection
) -> tuple[dict[str, OnStock], tuple[Sequence[Size], Size]]:
    imperial = QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    found = label_sheets.sizes(connection, row, LETTER if imperial else A4)
    return kept.stocks_of(connection, row.id), found
