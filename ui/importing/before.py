"""The files taken in last, each of which can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from lsn_desktop.services.imports.kinds import KINDS
from lsn_desktop.storage import exchange
from lsn_desktop.storage.exchange import Job
from ui.parts.buttons import quiet
from ui.parts.days import instant
from ui.parts.empty_state import EmptyState
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from ui.desk import Desk


class Before(QWidget):
    """A list of files, and Undo for the one that is selected."""

    undo_wanted = Signal(int, str)  # the job, and its file's name

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._table: Table[Job] = Table(
            "import.before",
            _("Files taken in last"),
            (
                Column[Job](_("When"), self._when, "at", key=lambda job: job.at, width=150),
                Column[Job](_("File"), lambda job: job.name, "name"),
                Column[Job](_("Held"), lambda job: _(KINDS[job.kind].title), width=200),
                Column[Job](
                    _("Rows"),
                    lambda job: f"{job.rows:,}",
                    right=True,
                    width=90,
                    key=lambda job: job.rows,
                ),
                Column[Job](
                    "",
                    lambda job: _("undone") if job.undone_at else "",
                    tone=lambda _job: "muted",
                    width=100,
                ),
            ),
            desk.theme,
            EmptyState(
                desk.theme,
                "timeline",
                _("No file was taken in yet"),
                _("Each one stands here afterwards, and can be undone."),
            ),
        )
        self._undo = quiet("import.undo_chosen", _("Undo this import"), self.undo)
        self._undo.setEnabled(False)
        self._table.chosen.connect(self._follow)
        foot = QHBoxLayout()
        foot.addWidget(self._undo)
        foot.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self._table, 1)
        rows.addLayout(foot)
        self.setFocusProxy(self._table.view)

    def ask(self) -> None:
        """Ask for the files again."""
        program = self._desk.program

        def question() -> list[Job]:
            with program.database.reading() as connection:
                return exchange.newest(connection, list(KINDS))

        self._desk.lanes.read(question, self._table.show_rows, self._table.failed.emit)

    def undo(self) -> None:
        """Ask for the selected file to be undone."""
        job = self._table.row()
        if job is not None and job.undone_at is None:
            self.undo_wanted.emit(job.id, job.name)

    def _follow(self, job: Job | None) -> None:
        self._undo.setEnabled(job is not None and job.undone_at is None)

    def _when(self, job: Job) -> str:
        return instant(job.at, self._desk.station.time_zone)
