"""The labels of a print job, and the picture of the one that is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtWidgets import QHBoxLayout

from lsn_desktop.domain.messages import _
from lsn_desktop.paper import label_output
from lsn_desktop.storage import scan_backs
from lsn_desktop.storage.printed import Copy
from ui.asking import ask
from ui.parts.card import Card
from ui.parts.empty_state import EmptyState
from ui.prints.paper import Paper
from ui.tables.job_table import scan_tone, scan_words, scanned_state, scanned_tone
from ui.tables.rows_model import Column
from ui.tables.table import Table
from ui.tasks import Asked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lsn_desktop.storage.printed import PrintJob
    from lsn_desktop.storage.scan_backs import Checked
    from ui.desk import Desk

_WIDTH = 280  # px; the picture


class JobLabels(Card):
    """One row a label; Enter opens the lot, serial or item it names.

    No row is selected until a person does so: what is selected is what is printed again.
    """

    marked_others = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked = Asked()
        self._job_id = 0
        self._blob_id: int | None = None
        self._marked: list[int] = []
        self._is_telling = False
        self._checked: Mapping[int, Checked] = {}
        self._table: Table[Copy] = Table(
            "job.labels",
            _("Labels of this job"),
            (
                Column[Copy](_("No."), lambda row: str(row.number), right=True, width=56),
                Column[Copy](_("Code"), _code, mono=True, width=120),
                Column[Copy](_("What"), _what),
                Column[Copy](
                    _("State"),
                    lambda row: scanned_state(
                        row.state, self._checked.get(row.number), voided=row.voided
                    ),
                    tone=lambda row: scanned_tone(row.state, self._checked.get(row.number)),
                    width=130,
                ),
                Column[Copy](
                    _("Scanned back"),
                    self._scan,
                    tone=self._scan_tone,
                    width=170,
                    missable=True,
                ),
            ),
            desk.theme,
            EmptyState(
                desk.theme, "labels", _("No labels"), _("This job has nothing to print.")
            ),
        )
        self._paper = Paper(desk.theme, _("Picture of the label"))
        self._paper.setFixedWidth(_WIDTH)
        self._table.chosen.connect(self._follow_choice)
        self._table.opened.connect(self._open)
        self._table.view.setProperty("role", "marked")  # shows the row one is in
        self._selection = self._table.view.selectionModel()
        self._selection.selectionChanged.connect(lambda _new, _old: self._mark())
        self.setFocusProxy(self._table.view)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._table, 1)
        row.addWidget(self._paper)
        self.body.addLayout(row, 1)

    def tell(self, job: PrintJob, copies: Sequence[Copy]) -> None:
        """Show the labels of another job."""
        if job.id != self._job_id:
            self._job_id, self._marked = job.id, []
        self._blob_id = job.pdf_blob_id
        self._is_telling = True
        self._table.show_rows(copies)
        self._select_marked()
        self._is_telling = False
        self._paper.setVisible(self._blob_id is not None)
        self._follow_choice(self._table.row())
        ask(
            self._desk,
            lambda connection: scan_backs.of_job(connection, job.id),
            self._tell_scans,
            self._table.failed.emit,
        )

    def choose(self, number: int) -> None:
        """Show the picture of a label."""
        found = [at for at, row in enumerate(self._table.rows) if row.number == number]
        if found:
            self._table.view.go_to(found[0])
            self._table.view.setFocus()

    @property
    def marked(self) -> list[int]:
        """The numbers of the labels a person has selected."""
        return self._marked

    def go_back(self) -> bool:
        """Select none of them any more; False if none was, and nothing was looked for."""
        if not self._marked:
            return self._table.go_back()
        self.unmark()
        return True

    def unmark(self) -> None:
        """Select none of them any more."""
        self._selection.clearSelection()

    def _mark(self) -> None:
        if not self._is_telling:
            self._marked = [row.number for row in self._table.selected()]
            self.marked_others.emit()

    def _select_marked(self) -> None:
        """Select again what a person had selected: the rows were told anew."""
        self._selection.clearSelection()
        flags = QItemSelectionModel.SelectionFlag
        model = self._table.view.model()
        for at, row in enumerate(self._table.rows):
            if row.number in self._marked:
                self._selection.select(model.index(at, 0), flags.Select | flags.Rows)

    def _tell_scans(self, checked: Mapping[int, Checked]) -> None:
        self._checked = checked
        self._table.view.viewport().update()

    def _scan(self, row: Copy) -> str:
        return scan_words(self._checked.get(row.number), self._desk.station.time_zone)

    def _scan_tone(self, row: Copy) -> str:
        return scan_tone(self._checked.get(row.number))

    def _follow_choice(self, row: Copy | None) -> None:
        self._asked.cancel()
        blob_id = self._blob_id
        if row is None or blob_id is None:
            self._paper.tell(b"")
            return
        program, number = self._desk.program, row.number
        self._asked = self._desk.lanes.read(
            lambda: label_output.label_page(program, blob_id, number),
            self._paper.tell,
            self._table.failed.emit,
        )

    def _open(self, row: Copy) -> None:
        if row.lsn_id is not None:
            self._desk.go("lsns", row.lsn_id)
        elif row.item_id is not None:
            self._desk.go("items", row.item_id)


def _code(row: Copy) -> str:
    names = ("sku",) if row.item_id is not None else ("lsn", "location")
    return next(filter(None, map(row.fields.get, names)), "")


def _what(row: Copy) -> str:
    item = row.fields.get("item", "")
    if row.voided:
        return " · ".join(filter(None, (_("void: the goods went back, destroy it"), item)))
    return item
