"""What is to be made: an open build, a released work order, or goods without an order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import off_grid, on_grid
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.builds import build_choosing, building
from lsn_desktop.services.builds.building import OpenBuild
from lsn_desktop.services.documents import choosing
from lsn_desktop.services.receipts.importing import number_in
from ui.dock.document_chooser import DocumentChooser, going_on, here_first
from ui.dock.posted_last import PostedLast
from ui.page import PageHead
from ui.parts.buttons import quiet
from ui.parts.card import Card
from ui.parts.choice_box import ChoiceBox
from ui.parts.empty_state import EmptyState
from ui.parts.form import Form
from ui.parts.item_search import ItemSearch
from ui.parts.text import quantity_text
from ui.screens.make import facts, words
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.domain.items import Item
    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from lsn_desktop.storage.builds import Build
    from lsn_desktop.storage.transactions import Tx
    from lsn_desktop.storage.work_orders import WorkOrder
    from ui.desk import Desk
    from ui.scans.scan_loop import ScanLoop
    from ui.scans.scan_words import BannerWords
    from ui.screens.make.facts import Choice


@dataclass(frozen=True, slots=True)
class ToMake:
    """A row of the list: a released order, or a build that is open."""

    order: str
    item: str
    amount: str
    due: str
    number: str
    what: str
    tone: str
    order_id: int = 0
    document_id: int = 0


class Chooser(DocumentChooser[ToMake, "Choice"]):
    """The orders to choose from; a scanned order or build opens one too."""

    def __init__(self, desk: Desk, loop: ScanLoop) -> None:
        empty = EmptyState(
            desk.theme,
            "make",
            _("Nothing is to be made"),
            _("Enter a work order on page Production and release it, or make goods without."),
        )
        table: Table[ToMake] = Table("make.orders", _("To make"), _columns(), desk.theme, empty)
        super().__init__(desk, loop, table)
        self._search = ItemSearch(desk, "make.any.item", self)
        self._quantity, self._kind = QLineEdit(), ChoiceBox()
        self._form = Form("make.any", spacing=10)
        self._posted: PostedLast[Build] = PostedLast(
            desk.theme, "make.recent", _("Builds posted last"), _recent_columns()
        )
        self._lay_out()
        self._posted.chosen.connect(self.posted_chosen)
        self._search.chosen.connect(self._chosen)
        self._quantity.returnPressed.connect(self._begin)

    def load(self) -> Choice:
        return facts.choice(self.desk.program.database)

    def words(self, outcome: Outcome) -> BannerWords:
        return words.banner_words(outcome, self.desk.station.by().on)

    def failed(self) -> str:
        return _("The orders cannot be listed")

    def show_loaded(self, choice: Choice) -> None:
        self.table.show_rows(rows_of(choice, self.desk.station.workstation_id))
        self._posted.show_posted(choice.recent)

    def opening(self, row: ToMake) -> Callable[[Tx, Expectation], Outcome]:
        return opened_draft(row.document_id) if row.document_id else opened_order(row.order_id)

    def _chosen(self, item: Item) -> None:
        self._quantity.setPlaceholderText(item.unit)
        self._quantity.setFocus()

    def _begin(self) -> None:
        """Make so much of an item without an order."""
        self._form.clear_complaints()
        item = self._search.item
        if item is None:
            self._form.complain("item", _("Which item? Type a part of its name, Enter."))
            return
        try:
            quantity = on_grid(number_in(self._quantity.text()), item.decimals, item.unit)
        except Refusal:
            said = message("How many {unit} of {item}?", unit=item.unit, item=item.description)
            self._form.complain("quantity", str(said))
            return
        self._search.clear()
        self._quantity.clear()
        kind = str(self._kind.currentData())
        self.loop.change(opened_item(item.id, quantity, kind))

    def _lay_out(self) -> None:
        head = PageHead(_("Make"), _("Scan the work order, or choose it here"))
        for kind, said in (
            ("build", _("Build")),
            ("disassembly", _("Take apart")),
            ("rework", _("Rework")),
        ):
            self._kind.addItem(said, kind)
        self._form.add("item", _("Item"), self._search.edit)
        self._form.add("kind", _("Kind"), self._kind)
        self._form.add("quantity", _("Quantity"), self._quantity)
        self._form.beside("kind", "quantity")
        other = Card(_("Without an order"))
        other.add(self._form)
        other.body.insertWidget(2, self._search.matches)
        other.add(quiet("make.any.start", _("Begin"), self._begin))
        side = self.lay_out(head, ("make.open", _("Make")), other, self._posted)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


def opened_order(order_id: int) -> Callable[[Tx, Expectation], Outcome]:
    """Make an order: its draft here, or a new build."""

    def act(tx: Tx, _expected: Expectation) -> Outcome:
        return build_choosing.opened(tx, building.open_for_order(tx, order_id))

    return act


def opened_item(item_id: int, quantity: int, kind: str) -> Callable[[Tx, Expectation], Outcome]:
    """Make so much of an item; its order is entered with it."""

    def act(tx: Tx, _expected: Expectation) -> Outcome:
        wanted = OpenBuild(tx.uid(), item_id=item_id, quantity=quantity, kind=kind)
        return build_choosing.opened(tx, building.open_build(tx, wanted))

    return act


def opened_draft(document_id: int) -> Callable[[Tx, Expectation], Outcome]:
    """Go on with a draft; one of another workstation is taken over."""

    def act(tx: Tx, _expected: Expectation) -> Outcome:
        choosing.take_over(tx, document_id)
        return build_choosing.opened(tx, document_id)

    return act


def rows_of(choice: Choice, workstation_id: int) -> list[ToMake]:
    """Open builds first, those of this workstation before others; then what is released.

    An order that is being made here stands once: choosing it goes on with its build.
    """
    here, elsewhere = here_first(choice.drafts, workstation_id)
    begun = {one.order_id for one in here}
    orders = {one.id: one for one in choice.orders}
    rows = [_of_draft(one, orders.get(one.order_id), here=one in here) for one in here]
    rows += [_of_draft(one, orders.get(one.order_id), here=False) for one in elsewhere]
    return rows + [_of_order(one) for one in choice.orders if one.id not in begun]


def _of_draft(draft: Build, order: WorkOrder | None, *, here: bool) -> ToMake:
    what, tone = going_on(draft, here=here)
    return ToMake(
        draft.order,
        draft.item,
        _left(order) if order else "",
        str(order.due_on or "") if order else "",
        draft.number,
        what,
        tone,
        document_id=draft.id,
    )


def _of_order(order: WorkOrder) -> ToMake:
    what = {"disassembly": _("Take apart"), "rework": _("Rework")}.get(order.kind, _("Make"))
    if order.made:
        what = _("Rest of it")
    due = str(order.due_on or "")
    return ToMake(
        order.number, order.item, _left(order), due, "", what, "accent", order_id=order.id
    )


def _left(order: WorkOrder) -> str:
    left = max(order.ordered - order.made, 0)
    return f"{quantity_text(off_grid(left, order.decimals))} {order.unit}".strip()


def _columns() -> list[Column[ToMake]]:
    return [
        Column(_("Order"), lambda row: row.order, "order", mono=True, width=120),
        Column(_("Item"), lambda row: row.item, "item"),
        Column(_("To make"), lambda row: row.amount, right=True, width=105),
        Column(_("Due"), lambda row: row.due, "due", width=105),
        Column(_("Build"), lambda row: row.number, "number", width=100),
        Column("", lambda row: row.what, tone=lambda row: row.tone, width=115),
    ]


def _recent_columns() -> list[Column[Build]]:
    return [
        Column(_("Build"), lambda row: row.number, width=96),
        Column(
            _("Item"),
            lambda row: _("reversed") if row.reversed else row.item,
            tone=lambda row: "attention" if row.reversed else "muted",
        ),
    ]
