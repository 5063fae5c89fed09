"""Packing a shipment: its cases and pallets, what is in each, and what is done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.storage.handling_units import PALLET, Unit
from lsn_desktop.storage.packed_goods import Packed
from ui.dock import dock_layout
from ui.parts import text
from ui.parts.buttons import quiet
from ui.parts.card import Card
from ui.parts.text import named
from ui.tables.rows_model import Column, RowsModel
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, SignalInstance

    from ui.parts.theme import Theme

_TAIL = 5  # digits of an SSCC that people say
_INDENT = "\N{EM SPACE}"


class PackingPart(Card):
    """The units of a shipment above, what is in the chosen one below; keys and buttons.

    It does nothing by itself: it tells what is wanted.
    """

    begin = Signal(str)  # case or pallet
    close_wanted = Signal()
    reopen = Signal(int)  # the unit's row number, as of the next two
    unpack = Signal(int)
    label = Signal(int)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(padding=8)
        self.setProperty("role", "")
        self._inside: Sequence[Packed] = ()
        self._units: RowsModel[Unit] = RowsModel(
            [
                Column[Unit](_("Unit"), _called, "code"),
                Column[Unit](_("In it"), self._in_words, width=150),
                Column[Unit](_("State"), _state, tone=_tone, width=70),
            ],
            theme,
            self,
        )
        self._goods: RowsModel[Packed] = RowsModel(
            [
                Column[Packed](_("Goods"), lambda row: row.item, "item"),
                Column[Packed](_("Lot or serial"), lambda row: row.code, width=110),
                Column[Packed](_("Quantity"), _amount, width=80),
            ],
            theme,
            self,
        )
        self.units, self.goods = TableView(self._units), TableView(self._goods)
        named(self.units, f"{name}.units", _("Cases and pallets"))
        named(self.goods, f"{name}.in_unit", _("What is in the chosen one"))
        for view in (self.units, self.goods):
            header = view.horizontalHeader()
            header.setStretchLastSection(False)
            view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._set_widths(self.units, 1, {0: 150, 2: 80})
        self._set_widths(self.goods, 0, {1: 120, 2: 96})
        self._nothing = text.plain(
            _("Nothing is packed yet. Begin a case or pallet: what is scanned goes into it."),
            "muted",
            wrap=True,
        )
        self._of_one = (
            quiet(f"{name}.reopen", _("Open again"), lambda: self._tell(self.reopen)),
            quiet(f"{name}.unpack", _("Unpack"), lambda: self._tell(self.unpack)),
            quiet(f"{name}.label", _("Print label"), lambda: self._tell(self.label)),
        )
        self._lay_out(name)
        self.units.selectionModel().currentRowChanged.connect(self._follow)
        self.show_units((), ())

    def show_units(self, units: Sequence[Unit], inside: Sequence[Packed]) -> None:
        """Show these; one just begun is chosen, else the one before, else the open one."""
        before = self._chosen()
        known = {unit.id for unit in self._units.rows}
        self._inside = inside
        self._units.show(_as_tree(units))
        rows = self._units.rows
        begun = [row for row in rows if known and row.id not in known]
        if begun:
            before = max(begun, key=lambda row: row.id)
        at = next((n for n, row in enumerate(rows) if before and row.id == before.id), None)
        if at is None:
            at = next((n for n, row in enumerate(rows) if row.closed_at is None), 0)
        if rows:
            self.units.selectRow(at)
        self._follow()
        for part in (self.units, self.goods):
            part.setVisible(bool(rows))
        self._nothing.setVisible(not rows)

    @staticmethod
    def _set_widths(view: TableView, stretched: int, widths: dict[int, int]) -> None:
        header = view.horizontalHeader()
        header.setSectionResizeMode(stretched, header.ResizeMode.Stretch)
        for at, width in widths.items():
            view.setColumnWidth(at, width)

    def _chosen(self) -> Unit | None:
        at = self.units.currentIndex()
        return self._units.row(at) if at.isValid() else None

    def _follow(self, _now: QModelIndex | None = None, _before: object = None) -> None:
        chosen = self._chosen()
        own = [one for one in self._inside if chosen and one.unit_id == chosen.id]
        self._goods.show(own)
        for button in self._of_one:
            button.setEnabled(chosen is not None)

    def _tell(self, signal: SignalInstance) -> None:
        chosen = self._chosen()
        if chosen is not None:
            signal.emit(chosen.id)

    def _in_words(self, row: Unit) -> str:
        own = [one for one in self._inside if one.unit_id == row.id]
        items = {one.item_id for one in own}
        if len(items) == 1:
            quantity = off_grid(sum(one.quantity for one in own), own[0].decimals)
            return f"{plain(quantity)} {own[0].unit} {own[0].item}"
        on_it = sum(unit.parent_id == row.id for unit in self._units.rows)
        parts = []
        if own:
            parts.append(str(message("{count} lots, pieces", count=len(own))))
        if on_it:
            parts.append(str(message("{count} cases", count=on_it)))
        return ", ".join(parts) or "-"

    def _lay_out(self, name: str) -> None:
        self.add(self._nothing)
        self.add(self.units, 3)
        self.add(self.goods, 2)
        self.body.addStretch()
        begun = (
            quiet(f"{name}.case", _("Case (C)"), lambda: self.begin.emit("case")),
            quiet(f"{name}.pallet", _("Pallet (P)"), lambda: self.begin.emit("pallet")),
            quiet(f"{name}.close", _("Close + label (L)"), self.close_wanted.emit),
        )
        dock_layout.add_buttons(self, begun, self._of_one)


def _as_tree(units: Sequence[Unit]) -> list[Unit]:
    """Pallets and cases alone as they were begun, the cases of a pallet below it."""
    known = {unit.id for unit in units}
    found = []
    for unit in units:
        if unit.parent_id not in known:
            found += [unit, *(case for case in units if case.parent_id == unit.id)]
    return found


def _called(row: Unit) -> str:
    kind = _("Pallet") if row.kind == PALLET else _("Case")
    indent = _INDENT if row.parent_id is not None else ""
    return f"{indent}{kind} …{row.sscc[-_TAIL:]}"


def _state(row: Unit) -> str:
    return _("open") if row.closed_at is None else _("closed")


def _tone(row: Unit) -> str:
    return "accent" if row.closed_at is None else "muted"


def _amount(row: Packed) -> str:
    return f"{plain(off_grid(row.quantity, row.decimals))} {row.unit}"
