"""The places of the company as a tree: made, changed, and given labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.paper import label_output, label_routes, output
from lsn_desktop.services.labels.label_choice import For
from lsn_desktop.services.office import placing
from lsn_desktop.storage import places
from lsn_desktop.storage.places import PlaceRow
from ui.asking import ask, change
from ui.parts.buttons import quiet
from ui.parts.card import Card
from ui.parts.empty_state import EmptyState
from ui.parts.text import named, plain
from ui.parts.tokens import GAP
from ui.screens.settings.place_form import PlaceForm, kind_words
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.services.labels.labelling import Wanted
    from lsn_desktop.services.office.placing import PlaceFacts
    from lsn_desktop.storage.printed import PrintJob
    from lsn_desktop.storage.transactions import Connection, Tx
    from ui.desk import Desk
    from ui.parts.notice import Notice

_INDENT = "\N{EM SPACE}"


class PlacesPart(QWidget):
    """The tree at the left, the place that is chosen at the right; labels below the tree."""

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk, self._notice = desk, notice
        self._table: Table[PlaceRow] = Table(
            "settings.places",
            _("Places"),
            (
                Column[PlaceRow](_("Place"), lambda row: _INDENT * row.depth + row.code,
                                 "code", tone=_tone),
                Column[PlaceRow](_("Name"), lambda row: row.name, tone=_tone),
                Column[PlaceRow](_("Kind"), lambda row: kind_words(row.kind), width=110,
                                 tone=_tone),
                Column[PlaceRow](_("Goods"), lambda row: _("yes") if row.is_used else "-",
                                 width=80, tone=_tone),
                Column[PlaceRow](_("In use"), lambda row: _("yes") if row.active else _("no"),
                                 width=80, tone=_tone),
            ),
            desk.theme,
            EmptyState(desk.theme, "place", _("No places yet"), _("Add a zone, then bins.")),
        )  # fmt: skip
        self._form = PlaceForm()
        self.range = QLineEdit()
        self.range.setPlaceholderText("A-01..A-12")
        named(self.range, "settings.places.range", _("Bins from..to"))
        self.range.returnPressed.connect(self._print_range)
        self._chosen = quiet(
            "settings.places.print", _("Print labels of the chosen"), self._print_chosen
        )
        self._lay_out()
        self._table.chosen.connect(self._follow)
        self._form.saved.connect(self._save)
        self._form.left.connect(self._begin)
        desk.changes.changed.connect(self._changed)

    def shown(self) -> None:
        """Ask which places there are."""
        ask(self._desk, places.tree, self._show, self._notice.refuse)

    def go_back(self) -> bool:
        """Clear Find, or begin a new place instead of the chosen one."""
        if self._table.go_back():
            return True
        if self._form.place is None:
            return False
        self._begin()
        return True

    def _show(self, rows: Sequence[PlaceRow]) -> None:
        self._form.know(rows)
        self._table.show_rows(rows)

    def _follow(self, row: PlaceRow | None) -> None:
        self._form.ask(row)

    def _begin(self) -> None:
        self._form.ask(None)
        self._form.code.setFocus()

    def _save(self, place_id: int | None, wanted: PlaceFacts) -> None:
        def act(tx: Tx) -> dict[str, Refusal]:
            flaws = placing.flaws(tx.connection, wanted, place_id)
            if flaws:
                return flaws
            if place_id is None:
                placing.add(tx, wanted)
            else:
                placing.change(tx, place_id, wanted)
            return {}

        def told(flaws: dict[str, Refusal]) -> None:
            self._form.complain(flaws)
            if flaws:
                return
            words = message("{code} is saved.", code=wanted.code.strip())
            self._notice.ok(str(words))
            if place_id is None:
                self._form.ask(None)
            self.shown()

        change(self._desk, act, told, self._notice.refuse)

    def _print_chosen(self) -> None:
        rows = self._table.selected()
        self._print(lambda _connection: placing.labelled(rows))

    def _print_range(self) -> None:
        said = self.range.text()
        self._print(lambda connection: placing.labels_of(connection, said))

    def _print(self, which: Callable[[Connection], Sequence[Wanted]]) -> None:
        """Draw the labels, decode them back, print them: on a reader's lane."""
        program, station = self._desk.program, self._desk.station

        def job() -> PrintJob:
            with program.database.reading() as connection:
                wanted = which(connection)
            if not wanted:
                raise refusal(
                    "No bin is chosen: zones and sites have no labels.",
                    "Choose bins in the list; Shift and Ctrl choose several.",
                )
            output.look_over(program, "bin", wanted)
            way = label_routes.route(program, station, "bin", For())
            number = output.order_labels(
                program, station, way.template, wanted, printer=way.printer
            )
            return label_output.print_labels(program, station, number, program.settings.printed)

        self._desk.lanes.read(job, self._printed, self._notice.refuse)

    def _printed(self, job: PrintJob) -> None:
        words = message(
            "{number}: {count} labels sent to {where}",
            number=job.number,
            count=job.labels,
            where=job.printer or job.status_words,
        )
        self._notice.ok(str(words))

    def _changed(self, subjects: frozenset[str]) -> None:
        if self.isVisible() and subjects & {"location", "stock"}:
            self.shown()

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._chosen)
        below.addStretch()
        words = plain(_("Bins from..to"), "muted")
        words.setBuddy(self.range)
        below.addWidget(words)
        below.addWidget(self.range)
        below.addWidget(
            quiet("settings.places.print_range", _("Print these"), self._print_range)
        )
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self._table, 1)
        left.addLayout(below)
        card = Card()
        card.add(self._form, 1)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(GAP)
        columns.addLayout(left, 5)
        columns.addWidget(card, 3)


def _tone(row: PlaceRow) -> str:
    return "text" if row.active else "muted"
