"""The print jobs that made labels of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from lsn_desktop.storage import printed
from ui.asking import ask
from ui.empty_state import EmptyState
from ui.job_table import columns
from ui.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.storage.lsn_pages import LsnPage
    from lsn_desktop.storage.printed import PrintJob
    from ui.desk import Desk


class PrintedTab(QWidget):
    """Its jobs, newest first, and what became of each."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._lsn_id = 0
        self._table: Table[PrintJob] = Table(
            "lsn.printed",
            _("Printed"),
            [replace(one, filter="") for one in columns(desk)],  # they are few
            desk.theme,
            EmptyState(
                desk.theme,
                "printer",
                _("No label was printed for it yet"),
                _("Choose the label and print it; every job is kept here."),
                ("lsn.printed.print", _("Print label"), self._print),
            ),
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._table)

    def tell(self, page: LsnPage) -> None:
        """Ask for the jobs of another LSN."""
        self._lsn_id = lsn_id = page.lsn.id
        ask(
            self._desk,
            lambda connection: printed.jobs_of_lsn(connection, lsn_id),
            self._show,
            self._table.failed.emit,
        )

    def _show(self, jobs: Sequence[PrintJob]) -> None:
        self._table.show_rows(jobs)

    def _print(self) -> None:
        self._desk.go("labels", self._lsn_id)
