"""Every print job there was, newest first, found as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from lsn_desktop.storage import printed
from lsn_desktop.storage.lists import Order
from ui.empty_state import EmptyState
from ui.job_table import columns
from ui.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lsn_desktop.storage.printed import PrintJob
    from ui.desk import Desk
    from ui.notice import Notice
    from ui.row_sources import Wanted


class JobList(QWidget):
    """The table; Enter opens a job."""

    opened = Signal(int)  # the job's row number

    def __init__(self, desk: Desk, notice: Notice, print_labels: Callable[[], object]) -> None:
        super().__init__()
        self._desk = desk
        self._is_asked = False
        self._table: Table[PrintJob] = Table(
            "labels.jobs",
            _("Print jobs"),
            columns(desk),
            desk.theme,
            EmptyState(
                desk.theme,
                "printer",
                _("Nothing was printed yet"),
                _("Each job is kept here: its labels, its printer, and what became of it."),
                ("labels.print_first", _("Print labels"), print_labels),
            ),
        )
        self._table.opened.connect(lambda job: self.opened.emit(job.id))
        self._table.failed.connect(notice.refuse)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 0, 8, 8)
        rows.addWidget(self._table)

    def ask_first(self) -> None:
        """Ask for the first page."""
        self._is_asked = True
        self._table.fetch_from(self._fetch, self._desk.lanes)

    def reload(self) -> None:
        """Ask again, because a job came or moved on."""
        if self._is_asked:
            self._table.reload()

    def go_back(self) -> bool:
        """Clear what was typed into Find; False if nothing was."""
        return self._table.go_back()

    def _fetch(self, wanted: Wanted[PrintJob]) -> Sequence[PrintJob]:
        by = wanted.sort or printed.NEWEST.by
        last, after = wanted.after, None
        if last is not None:
            by_id = by in ("created_at", "number")
            after = (last.id if by_id else getattr(last, by), last.id)
        order = Order(by, wanted.descending or not wanted.sort, after)
        with self._desk.program.database.reading() as connection:
            return printed.jobs(connection, wanted.needle, order, wanted.count)
