"""Which delivery is it: an order, a draft to go on with, or goods without an order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from lsn_desktop.domain.messages import _, message
from lsn_desktop.program import new_uid
from lsn_desktop.services.documents.choosing import usual_place
from lsn_desktop.services.receipts.receiving import OpenReceipt
from ui.dock import dock_words
from ui.dock.document_chooser import DocumentChooser, going_on, here_first, offer
from ui.dock.posted_last import PostedLast
from ui.page import PageHead
from ui.parts.buttons import quiet
from ui.parts.card import Card
from ui.parts.choice_box import ChoiceBox
from ui.parts.empty_state import EmptyState
from ui.parts.form import Form
from ui.parts.shortcuts import add_keys
from ui.screens.receive import acts, announced, facts
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from lsn_desktop.storage.receipts import Receipt
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.scans.scan_loop import ScanLoop
    from ui.scans.scan_words import BannerWords
    from ui.screens.receive.facts import Choice


@dataclass(frozen=True, slots=True)
class Delivery:
    """A row of the list: an order to receive, or a draft to go on with."""

    number: str
    vendor: str
    due_on: date | None
    due: str
    lines: str
    far: str
    what: str
    tone: str
    is_late: bool
    order_id: int = 0
    document_id: int = 0


class Chooser(DocumentChooser[Delivery, "tuple[Choice, int]"]):
    """The deliveries to choose from; a scanned order number opens it too."""

    notice_wanted = Signal(object)  # a file that announces goods, or None to choose it

    def __init__(self, desk: Desk, loop: ScanLoop) -> None:
        empty = EmptyState(
            desk.theme,
            "receive",
            _("No delivery is expected"),
            _("Enter or import a purchase order, or receive what came without one."),
            ("receive.blind.first", _("Receive without an order"), self._receive_without),
        )
        table: Table[Delivery] = Table(
            "receive.orders", _("Deliveries"), _columns(), desk.theme, empty
        )
        super().__init__(desk, loop, table)
        self._vendor, self._place = ChoiceBox(), ChoiceBox()
        self._reference = QLineEdit()
        self._posted: PostedLast[Receipt] = PostedLast(
            desk.theme, "receive.recent", _("Receipts posted last"), _recent_columns()
        )
        self._lay_out()
        self._posted.chosen.connect(self.posted_chosen)

    def load(self) -> tuple[Choice, int]:
        database = self.desk.program.database
        choice = facts.choice(database)
        with database.reading() as connection:
            return choice, usual_place(connection).id

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if announced.dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        file = announced.dropped(event.mimeData())
        if file is not None:
            event.acceptProposedAction()
            self._take_notice(file)

    def words(self, outcome: Outcome) -> BannerWords:
        return dock_words.banner_words(outcome, self.desk.station.by().on)

    def failed(self) -> str:
        return _("The deliveries cannot be listed")

    def show_loaded(self, asked: tuple[Choice, int]) -> None:
        choice, usual = asked
        here, today = self.desk.station.workstation_id, self.desk.station.by().on
        self.table.show_rows(deliveries(choice, here, today))
        offer(self._vendor, [(0, _("No vendor"))] + [(v.id, v.name) for v in choice.vendors])
        offer(self._place, [(place.id, place.code) for place in choice.places], usual)
        self._posted.show_posted(choice.recent)

    def opening(self, row: Delivery) -> Callable[[Tx, Expectation], Outcome]:
        if row.document_id:
            return acts.opened_draft(row.document_id)
        return acts.opened_order(row.order_id, new_uid())

    def _receive_without(self) -> None:
        self.banner.hide()
        place = self._place.currentData()
        if place is None:
            return
        self.loop.change(
            acts.opened_without_order(
                OpenReceipt(
                    new_uid(),
                    place,
                    vendor_id=self._vendor.currentData() or None,
                    reference=self._reference.text().strip(),
                )
            )
        )
        self._reference.clear()

    def _take_notice(self, file: Path | None = None) -> None:
        self.banner.hide()
        self.notice_wanted.emit(file)

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        add_keys(self, ("Ctrl+O", self._take_notice))
        head = PageHead(_("Receive"), _("Scan the order's number, or choose the delivery"))
        words = _("Announced goods (Ctrl+O)")
        head.add_action(quiet("receive.notice.begin", words, self._take_notice))
        form = Form("receive.blind")
        form.add("vendor", _("Vendor"), self._vendor)
        form.add("place", _("Into"), self._place)
        form.add("reference", _("Delivery note"), self._reference)
        self._start = quiet(
            "receive.blind.start", _("Receive without an order"), self._receive_without
        )
        blind = Card(_("Without an order"))
        blind.add(form)
        blind.add(self._start)
        self.begin_by_enter(self._receive_without, self._start)
        self.lay_out(head, ("receive.open", _("Receive")), blind, self._posted)


def deliveries(choice: Choice, workstation_id: int, today: date) -> list[Delivery]:
    """Drafts first, those of this workstation before others; then what is still to come.

    An order that has its draft here stands once: choosing it goes on with the draft.
    """
    here, elsewhere = here_first(choice.drafts, workstation_id)
    begun = {one.purchase_order_id for one in here}
    rows = [_of_draft(one, today, here=one in here) for one in here + elsewhere]
    for order in choice.orders:
        if order.id in begun:
            continue
        percent = 100 * order.received // order.ordered if order.ordered else 0
        rows.append(
            Delivery(
                order.number,
                order.vendor,
                order.due_on,
                _when(order.due_on, today),
                str(order.lines),
                f"{percent} %",
                _("As announced") if order.id in choice.announced else _("Receive"),
                "accent",
                is_late=order.due_on is not None and order.due_on < today,
                order_id=order.id,
            )
        )
    return rows


def _of_draft(draft: Receipt, today: date, *, here: bool) -> Delivery:
    what, tone = going_on(draft, here=here)
    return Delivery(
        draft.purchase_order or draft.number,
        draft.vendor or _("No vendor"),
        draft.due_on,
        _when(draft.due_on, today),
        str(message("{count} scanned", count=draft.lines)),
        draft.number,
        what,
        tone,
        is_late=draft.due_on is not None and draft.due_on < today,
        document_id=draft.id,
    )


def _when(day: date | None, today: date) -> str:
    """When a delivery is due, in the width of a column."""
    if day is None:
        return ""
    days = (day - today).days
    if days == 0:
        return _("today")
    if days < 0:
        words = _("{days} day late") if days == -1 else _("{days} days late")
        return str(message(words, days=-days))
    return day.isoformat()


def _late(row: Delivery) -> str:
    return "attention" if row.is_late else "text"


def _columns() -> list[Column[Delivery]]:
    return [
        Column(_("Delivery"), lambda row: row.number, "number", width=110),
        Column(_("Vendor"), lambda row: row.vendor, "vendor"),
        Column(
            _("Due"),
            lambda row: row.due,
            "due",
            key=lambda row: row.due_on,
            tone=_late,
            width=110,
        ),
        Column(_("Lines"), lambda row: row.lines, "lines", right=True, width=96),
        Column(_("So far"), lambda row: row.far, "far", right=True, width=96),
        Column("", lambda row: row.what, tone=lambda row: row.tone, width=150),
    ]


def _recent_columns() -> list[Column[Receipt]]:
    return [
        Column(_("Receipt"), lambda row: row.number, width=96),
        Column(
            _("Vendor"),
            lambda row: _("reversed") if row.reversed else row.vendor or row.purchase_order,
            tone=lambda row: "attention" if row.reversed else "muted",
        ),
    ]
