"""Every label of a subject that was printed: its template, by whom, when and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.paper import label_output, label_shelf
from lsn_desktop.storage.label_copies import PrintedLabel
from ui.asking import ask
from ui.parts.days import instant
from ui.parts.empty_state import EmptyState
from ui.prints.paper import Paper
from ui.tables.job_table import scan_tone, scan_words, scanned_state, scanned_tone
from ui.tables.rows_model import Column
from ui.tables.table import Table
from ui.tasks import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lsn_desktop.storage.scan_backs import Checked
    from lsn_desktop.storage.transactions import Connection
    from ui.desk import Desk

    _Found = tuple[Sequence[PrintedLabel], Mapping[tuple[int, int], Checked]]
    _Answer = tuple[_Found, Mapping[str, str]]

_WIDTH = 300  # px; the picture


class PrintedLabels(QWidget):
    """Its labels, newest first; Enter opens the job of one, to print it again for a reason.

    ``narrow`` has no room for the picture beside them: the page of the job shows it.
    """

    def __init__(
        self,
        desk: Desk,
        name: str,
        print_label: Callable[[], object],
        *,
        narrow: bool = False,
    ) -> None:
        super().__init__()
        self._desk, self._narrow = desk, narrow
        self._asked = Asked()
        self._checked: Mapping[tuple[int, int], Checked] = {}
        self._titles: Mapping[str, str] = {}
        self._table: Table[PrintedLabel] = Table(
            name,
            _("Printed"),
            self._columns(),
            desk.theme,
            EmptyState(
                desk.theme,
                "printer",
                _("No label was printed for it yet"),
                _("Choose the label and print it; every label is kept here."),
                (f"{name}.print", _("Print label"), print_label),
            ),
        )
        self._paper = Paper(desk.theme, _("Picture of the label"))
        self._paper.setFixedWidth(_WIDTH)
        self._paper.hide()
        self._table.chosen.connect(self._show_picture)
        self._table.opened.connect(lambda row: desk.go("jobs", row.job_id))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._table, 1)
        row.addWidget(self._paper)

    def show_those(self, question: Callable[[Connection], _Found]) -> None:
        """Ask for the labels of another subject, with what came of their scans."""

        def with_titles(connection: Connection) -> _Answer:
            return question(connection), label_shelf.titles(connection)

        ask(self._desk, with_titles, self._show, self._table.failed.emit)

    def _show(self, answer: _Answer) -> None:
        (labels, self._checked), self._titles = answer
        self._table.show_rows(labels)
        self._paper.setVisible(bool(labels) and not self._narrow)
        self._show_picture(self._table.row())

    def _show_picture(self, row: PrintedLabel | None) -> None:
        self._asked.cancel()
        self._paper.tell(b"")
        if row is not None and row.pdf_blob_id is not None and not self._narrow:
            program, blob_id, number = self._desk.program, row.pdf_blob_id, row.number
            self._asked = self._desk.lanes.read(
                lambda: label_output.label_page(program, blob_id, number),
                self._paper.tell,
                self._table.failed.emit,
            )

    def _template(self, row: PrintedLabel) -> str:
        title = self._titles.get(row.template, row.template)
        version = row.template_version
        return str(message("{title}, version {version}", title=title, version=version))

    def _scan(self, row: PrintedLabel) -> Checked | None:
        return self._checked.get((row.job_id, row.number))

    def _columns(self) -> Sequence[Column[PrintedLabel]]:
        zone, narrow = self._desk.station.time_zone, self._narrow
        return (
            Column[PrintedLabel](_("When"), lambda row: instant(row.at, zone), width=140),
            Column[PrintedLabel](_("Job"), _job, mono=True, width=130),
            Column[PrintedLabel](_("Label"), self._template, width=0 if narrow else 150),
            Column[PrintedLabel](_("Who"), lambda row: row.who, width=110, missable=narrow),
            Column[PrintedLabel](
                _("State"),
                lambda row: scanned_state(row.state, self._scan(row), voided=row.voided),
                tone=lambda row: scanned_tone(row.state, self._scan(row)),
                width=130,
            ),
            Column[PrintedLabel](
                _("Scanned back"),
                lambda row: scan_words(self._scan(row), zone),
                tone=lambda row: scan_tone(self._scan(row)),
                width=150,
                missable=True,
            ),
            Column[PrintedLabel](_("Why again"), lambda row: row.reason, missable=narrow),
        )


def _job(row: PrintedLabel) -> str:
    return f"{row.job} · {row.number}"
