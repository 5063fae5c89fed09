"""Numbers and labels of an item before it comes: how many, and those not received yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import _, message
from lsn_desktop.paper import label_output, output
from lsn_desktop.services.codes import own_numbers
from lsn_desktop.services.labels import numbering_ahead
from lsn_desktop.services.labels.numbering_ahead import MOST
from lsn_desktop.storage import catalogue, reserved
from lsn_desktop.storage.reserved import Reserved
from ui.asking import ask
from ui.parts.buttons import quiet
from ui.parts.days import instant
from ui.parts.empty_state import EmptyState
from ui.parts.text import named, plain
from ui.parts.theme import restyle
from ui.tables.rows_model import Column
from ui.tables.table import Table
from ui.tasks import Asked

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.storage.printed import PrintJob
    from lsn_desktop.storage.transactions import Connection
    from ui.desk import Desk
    from ui.parts.notice import Notice


class NumbersAhead(QWidget):
    """Enter numbers and prints; each number stays in the list until it is received."""

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk, self._notice = desk, notice
        self._item_id: int | None = None
        self._asked = Asked()
        self._count = QLineEdit()
        named(self._count, "item.ahead.count", _("How many labels"))
        self._count.setPlaceholderText(_("How many"))
        self._count.setValidator(QIntValidator(1, MOST, self))
        self._count.setFixedWidth(110)
        self._print = quiet("item.ahead.print", _("Number and print"), self.press)
        self._below = plain("", "muted", wrap=True)
        self._table: Table[Reserved] = Table(
            "item.ahead.table",
            _("Numbers given before the goods came"),
            (
                Column[Reserved](_("Number"), lambda row: row.code, "code", mono=True),
                Column[Reserved](_("Label"), _job, "job", width=100),
                Column[Reserved](_("State"), _state, "state", width=150),
                Column[Reserved](
                    _("When"),
                    self._when,
                    "at",
                    key=lambda row: row.id,
                    width=140,
                    missable=True,
                ),
            ),
            desk.theme,
            EmptyState(
                desk.theme,
                "labels",
                _("No label waits for goods"),
                _("Say how many: numbers are given and their labels printed."),
            ),
        )
        self._count.returnPressed.connect(self.press)
        self._count.textChanged.connect(lambda _text: self._ask_next())
        self._table.opened.connect(lambda row: desk.go("lsns", row.id))
        self._lay_out()

    def tell(self, item_id: int | None) -> None:
        """Show those of another item."""
        self._item_id = item_id
        if item_id is None:
            return
        ask(
            self._desk,
            lambda connection: reserved.of_item(connection, item_id),
            self._table.show_rows,
            self._notice.refuse,
        )
        self._ask_next()

    def press(self) -> None:
        """Give the numbers and print their labels."""
        item_id, count = self._item_id, int(self._count.text() or 0)
        if item_id is None or not self._print.isEnabled():
            return
        if not count:
            self._count.setFocus()
            return
        program, station = self._desk.program, self._desk.station
        self._print.setEnabled(False)
        self._say(str(message("Printing {count} labels", count=count)))

        def job() -> PrintJob:
            number = output.number_and_print(program, station, item_id, count)
            return label_output.print_labels(program, station, number, program.settings.printed)

        self._desk.lanes.aside(job, self._printed, self._failed)

    def _printed(self, job: PrintJob) -> None:
        self._print.setEnabled(True)
        self._count.clear()
        words = message(
            "{number}: {count} sent to {where}",
            number=job.number,
            count=job.labels,
            where=job.printer or job.status_words,
        )
        self._notice.ok(str(words))
        self.tell(self._item_id)

    def _failed(self, error: Exception) -> None:
        self._print.setEnabled(True)
        self._notice.refuse(error)
        self.tell(self._item_id)  # numbers of a job that failed at the printer stay given

    def _ask_next(self) -> None:
        item_id, on = self._item_id, self._desk.station.by().on
        count = min(int(self._count.text() or 1), MOST)
        if item_id is None:
            return
        self._asked.cancel()
        self._asked = ask(
            self._desk,
            lambda connection: _next(connection, item_id, on, count),
            self._say,
            self._refused,
        )

    def _refused(self, error: Exception) -> None:
        self._say(str(error), wrong=True)

    def _say(self, words: str, *, wrong: bool = False) -> None:
        self._below.setText(words)
        self._count.setAccessibleDescription(words)
        restyle(self._below, role="error" if wrong else "muted")

    def _when(self, row: Reserved) -> str:
        return instant(row.created_at, self._desk.station.time_zone)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._count)
        row.addWidget(self._print)
        row.addWidget(self._below, 1)
        row.setAlignment(self._below, Qt.AlignmentFlag.AlignVCenter)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addLayout(row)
        rows.addWidget(self._table, 1)


def _next(connection: Connection, item_id: int, on: date, count: int) -> str:
    item = catalogue.item_by_id(connection, item_id)
    serial = numbering_ahead.kind_of(item) is LsnKind.SERIAL
    numbers = own_numbers.coming(connection, item, on, count, serial=serial)
    if count == 1:
        return str(message("Next: {number}", number=numbers[0]))
    return str(message("{first} to {last}", first=numbers[0], last=numbers[-1]))


def _job(row: Reserved) -> str:
    return row.job or "-"


def _state(row: Reserved) -> str:
    """Whether its label is on paper; the goods are not here, or it would not be listed."""
    return {
        "printed": _("Printed"),
        "sent": _("With the printer"),
        "waiting": _("Not printed yet"),
        "drawn": _("Not sent yet"),
    }.get(row.status or "", _("Reserved, no label"))
