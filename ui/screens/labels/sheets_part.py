"""The sheets of labels there are: own ones entered, tried on paper, changed, removed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.paper import label_sheets, printers
from lsn_desktop.services.labels import own_sheets
from printing.labels.label_stocks import A4, measured
from ui.asking import ask, change
from ui.parts.buttons import primary, quiet
from ui.parts.card import Card
from ui.parts.choices import PrinterField
from ui.parts.empty_state import EmptyState
from ui.parts.notice import Notice
from ui.parts.text import named, plain
from ui.screens.labels.sheet_form import SheetForm
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.storage.transactions import Connection, Tx
    from printing.labels.label_stocks import Stock
    from ui.desk import Desk

_BEGIN = measured("", A4, (2, 4), (99.0, 67.0), (4.5, 14.5), (3.0, 0.0))
"""What a new sheet begins with: something to see how the measures go together."""


@dataclass(frozen=True)
class SheetRow:
    """A sheet in the list."""

    sheet: Stock
    own: bool


class SheetsPart(QWidget):
    """A tab of page Labels; what was done last can be taken back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._notice = Notice("sheets.notice")
        self._table = self._list()
        self._form = SheetForm(desk.theme)
        self._was: Stock | None = None  # the own sheet that is being changed
        self._back: Callable[[Tx], None] | None = None
        self._next = ""  # the sheet to select when the list comes
        self._printer = PrinterField(desk.program.settings.printer)
        self._save = primary("sheets.save", _("Save"), self.save)
        self._copy = quiet("sheets.copy", _("Copy"), self._copy_chosen)
        self._remove = quiet("sheets.remove", _("Remove"), self._remove_chosen)
        self._undo = quiet("sheets.undo", _("Undo"), self.undo)
        self._lay_out()
        self._form.confirmed.connect(self.save)
        self._form.edited.connect(self._notice.clear)
        self._table.chosen.connect(self._follow)
        self._table.opened.connect(lambda _row: self._form.name.setFocus())
        self._follow(None)

    def ask_for_printers(self) -> None:
        """Find the printers, once."""
        desk = self._desk
        self._printer.ask(desk.lanes, partial(printers.names, desk.program, desk.station))

    def ask(self) -> None:
        """Find the sheets anew."""
        ask(self._desk, _sheets, self._show, self._notice.refuse)

    def go_back(self) -> bool:
        """Clear what was typed into the Find field, else leave a new sheet."""
        if self._table.go_back():
            return True
        row = self._table.row()
        if self._was is None and row is not None and row.own:
            self._follow(row)
            return True
        return False

    def save(self) -> None:
        """Keep the sheet that is typed, or say what is wrong with it."""
        one, was = self._form.stock(), self._was
        if one is None or not self._save.isEnabled():
            return

        def act(tx: Tx) -> dict[str, Refusal]:
            flaws = label_sheets.flaws(tx.connection, one, was.name if was else "")
            if not flaws:
                label_sheets.keep(tx, one, was.name if was else "")
            return flaws

        def told(flaws: dict[str, Refusal]) -> None:
            self._form.complain(flaws)
            if flaws:
                self._notice.attention(_("Nothing was saved yet: see the red words."))
                return
            self._notice.ok(str(message("{name} is saved.", name=one.name)))
            if was is None:
                self._can_undo(lambda tx: own_sheets.drop(tx, one.name))
            elif was != one:
                self._can_undo(lambda tx: label_sheets.keep(tx, was, one.name))
            self._next = one.name
            self.ask()

        change(self._desk, act, told, self._notice.refuse)

    def undo(self) -> bool:
        """Take back the last change; False if there is none."""
        back = self._back
        if back is None:
            return False

        def told(_none: None) -> None:
            self._notice.ok(_("Taken back."))
            self._can_undo(None)
            self.ask()

        change(self._desk, back, told, self._notice.refuse)
        return True

    def print_outlines(self) -> None:
        """Print what is typed, to hold it against a real sheet."""
        one = self._form.stock()
        if one is None:
            return
        program, station, printer = (
            self._desk.program,
            self._desk.station,
            self._printer.printer(),
        )

        def told(file: Path | None) -> None:
            words = message("Sent to {printer}.", printer=printer)
            if file is not None:
                words = message("Saved as {file}.", file=file)
            hold = _(
                "Hold it with a sheet of yours against the light: the lines lie on its cuts."
            )
            self._notice.ok(f"{words} {hold}")

        self._desk.lanes.print(
            lambda: label_sheets.print_outlines(program, station, one, printer),
            told,
            self._notice.refuse,
        )

    def _show(self, rows: Sequence[SheetRow]) -> None:
        self._table.show_rows(rows)
        names = [row.sheet.name for row in rows]
        if self._next in names:
            self._table.view.selectRow(names.index(self._next))
        self._next = ""

    def _follow(self, row: SheetRow | None) -> None:
        if row is None:
            self._begin(_BEGIN)
            return
        self._was = row.sheet if row.own else None
        self._form.show_sheet(row.sheet, name=row.sheet.title, own=row.own)
        self._save.setEnabled(row.own)
        self._remove.setEnabled(row.own)
        self._copy.setEnabled(True)

    def _begin(self, like: Stock) -> None:
        self._was = None
        self._form.show_sheet(like, name="", own=True)
        self._save.setEnabled(True)
        self._remove.setEnabled(False)
        self._copy.setEnabled(False)

    def _begin_new(self) -> None:
        self._notice.clear()
        self._begin(_BEGIN)
        self._form.name.setFocus()

    def _copy_chosen(self) -> None:
        if (row := self._table.row()) is not None:
            self._notice.clear()
            self._begin(row.sheet)
            self._form.name.setFocus()

    def _remove_chosen(self) -> None:
        was = self._was
        if was is None:
            return

        def told(words: str) -> None:
            self._notice.ok(words)
            self._can_undo(lambda tx: label_sheets.keep(tx, was))
            self.ask()

        change(
            self._desk,
            lambda tx: label_sheets.remove(tx, was),
            told,
            self._notice.refuse,
        )

    def _can_undo(self, back: Callable[[Tx], None] | None) -> None:
        self._back = back
        self._undo.setEnabled(back is not None)

    def _list(self) -> Table[SheetRow]:
        return Table(
            "sheets",
            _("Sheets of labels"),
            (
                Column[SheetRow](_("Sheet"), lambda row: row.sheet.title),
                Column[SheetRow](_("Labels"), _labels_of, width=180),
                Column[SheetRow](
                    _("From"), lambda row: _("own") if row.own else _("built in"), width=80
                ),
            ),
            self._desk.theme,
            EmptyState(self._desk.theme, "labels", _("No sheets"), ""),
        )

    def _lay_out(self) -> None:
        self._can_undo(None)
        below = QHBoxLayout()
        below.setSpacing(8)
        for button in (
            quiet("sheets.new", _("New sheet"), self._begin_new),
            self._copy,
            self._remove,
            self._undo,
        ):
            below.addWidget(button)
        below.addStretch()
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self._table, 1)
        left.addLayout(below)
        named(self._printer, "sheets.printer", _("Printer for the outlines"))
        says = plain(_("Printer"), "strong")
        says.setBuddy(self._printer)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(says)
        acts.addWidget(self._printer, 1)
        acts.addWidget(quiet("sheets.outlines", _("Print outlines"), self.print_outlines))
        acts.addWidget(self._save)
        card = Card()
        card.add(self._form, 1)
        card.body.addLayout(acts)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(left, 2)
        columns.addWidget(card, 3)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 0, 8, 8)
        rows.setSpacing(12)
        rows.addWidget(self._notice)
        rows.addLayout(columns, 1)


def _labels_of(row: SheetRow) -> str:
    one = row.sheet
    return f"{one.columns} x {one.rows}: {one.width:.3g} x {one.height:.3g} mm"


def _sheets(connection: Connection) -> list[SheetRow]:
    """The company's own first, and all that are built in."""
    own = label_sheets.own(connection)
    return [SheetRow(one, name in own) for name, one in label_sheets.all_of(connection).items()]
