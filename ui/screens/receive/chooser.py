"""Which delivery is it: an order, a draft to go on with, or goods without an order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.program import new_uid
from lsn_desktop.services.choosing import usual_place
from lsn_desktop.services.receiving import OpenReceipt
from ui import dock_layout, dock_words, meanings
from ui.buttons import primary, quiet
from ui.card import Card
from ui.choice_box import ChoiceBox
from ui.empty_state import EmptyState
from ui.form import Form
from ui.page import PageHead
from ui.posted_last import PostedLast
from ui.rows_model import Column
from ui.scan_banner import ScanBanner
from ui.screens.receive import acts, announced, facts
from ui.shortcuts import add_keys
from ui.table import Table

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent

    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.storage.receipts import Receipt
    from ui.desk import Desk
    from ui.scan_loop import Meant, ScanLoop
    from ui.screens.receive.facts import Choice
    from ui.shown import Act


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
    order_id: int | None = None
    document_id: int | None = None


class Chooser(QWidget):
    """The deliveries to choose from; a scanned order number opens it too."""

    posted_chosen = Signal(int)  # a receipt to look at
    notice_wanted = Signal(object)  # a file that announces goods, or None to choose it

    def __init__(self, desk: Desk, loop: ScanLoop) -> None:
        super().__init__()
        self._desk, self._loop = desk, loop
        self._banner = ScanBanner(desk.theme)
        self._banner.hide()
        empty = EmptyState(
            desk.theme,
            "receive",
            _("No delivery is expected"),
            _("Enter or import a purchase order, or receive what came without one."),
            ("receive.blind.first", _("Receive without an order"), self._receive_without),
        )
        self.table: Table[Delivery] = Table(
            "receive.orders", _("Deliveries"), _columns(), desk.theme, empty
        )
        self._vendor, self._place = ChoiceBox(), ChoiceBox()
        self._reference = QLineEdit()
        self._posted: PostedLast[Receipt] = PostedLast(
            desk.theme, "receive.recent", _("Receipts posted last"), _recent_columns()
        )
        self._usual = ""
        self._lay_out()
        self.table.opened.connect(self._open)
        self._posted.chosen.connect(self.posted_chosen)

    def reload(self) -> None:
        """Ask again what there is to receive."""
        database = self._desk.program.database

        def ask() -> tuple[Choice, int]:
            choice = facts.choice(database)
            with database.reading() as connection:
                return choice, usual_place(connection).id

        self._desk.lanes.read(ask, self._show, self.fail)

    def take_focus(self) -> None:
        """The first delivery is marked; Enter opens it, letters find another."""
        self.table.view.setFocus()

    def tell(self, outcome: Outcome) -> None:
        """A scan that opened nothing."""
        self._banner.tell(dock_words.banner_words(outcome, self._desk.station.by().on))
        self._banner.show()

    def meant(self, asked: Command) -> Meant:
        """What a command barcode means here: next is Enter, on the delivery that is marked."""
        acts: dict[str, Act] = {"next": self._open_marked} if self.table.row() else {}
        if self._banner.isVisibleTo(self):
            acts["back"] = self.go_back
        return meanings.by_name(asked, acts)

    def go_back(self) -> bool:
        """Clear what was said, or what was typed into Find."""
        if self._banner.isVisibleTo(self):
            self._banner.hide()
            return True
        return self.table.go_back()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if announced.dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        file = announced.dropped(event.mimeData())
        if file is not None:
            event.acceptProposedAction()
            self._take_notice(file)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._start.hasFocus():
            self._receive_without()
        else:
            super().keyPressEvent(event)

    def _show(self, asked: tuple[Choice, int]) -> None:
        choice, usual = asked
        here, today = self._desk.station.workstation_id, self._desk.station.by().on
        self.table.show_rows(deliveries(choice, here, today))
        self._fill(
            self._vendor, [(0, _("No vendor"))] + [(v.id, v.name) for v in choice.vendors]
        )
        self._fill(self._place, [(place.id, place.code) for place in choice.places], usual)
        self._posted.show_posted(choice.recent)

    def _fill(self, box: ChoiceBox, rows: list[tuple[int, str]], usual: int = 0) -> None:
        before = box.currentData()
        box.clear()
        for row_id, words in rows:
            box.addItem(words, row_id)
        box.setCurrentIndex(max(0, box.findData(before or usual)))

    def fail(self, error: Exception) -> None:
        """Say why there is no list."""
        self._banner.tell(dock_words.failed_words(_("The deliveries cannot be listed"), error))
        self._banner.show()

    def _open(self, row: Delivery) -> None:
        self._banner.hide()
        if row.document_id is not None:
            self._loop.change(acts.opened_draft(row.document_id))
        elif row.order_id is not None:
            self._loop.change(acts.opened_order(row.order_id, new_uid()))

    def _open_marked(self) -> None:
        row = self.table.row()
        if row is not None:
            self._open(row)

    def _receive_without(self) -> None:
        self._banner.hide()
        place = self._place.currentData()
        if place is None:
            return
        self._loop.change(
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
        self._banner.hide()
        self.notice_wanted.emit(file)

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        add_keys(self, ("Ctrl+O", self._take_notice))
        head = PageHead(_("Receive"), _("Scan the order's number, or choose the delivery"))
        self._go = primary("receive.open", _("Receive"), self._open_marked)
        self._go.setEnabled(False)  # until there is a delivery to open
        self.table.chosen.connect(lambda row: self._go.setEnabled(row is not None))
        words = _("Announced goods (Ctrl+O)")
        head.add_action(quiet("receive.notice.begin", words, self._take_notice))
        head.add_action(self._go)
        coming = Card(_("Deliveries"))
        coming.add(self.table, 1)
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
        side = dock_layout.beside(blind, self._posted)
        dock_layout.lay_out_choice(self, head, self._banner, coming, side)


def deliveries(choice: Choice, workstation_id: int, today: date) -> list[Delivery]:
    """Drafts first, those of this workstation before others; then what is still to come.

    An order that has its draft here stands once: choosing it goes on with the draft.
    """
    here = [one for one in choice.drafts if one.workstation_id == workstation_id]
    elsewhere = [one for one in choice.drafts if one.workstation_id != workstation_id]
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
    what = _("Go on") if here else message("On {station}: take over", station=draft.workstation)
    return Delivery(
        draft.purchase_order or draft.number,
        draft.vendor or _("No vendor"),
        draft.due_on,
        _when(draft.due_on, today),
        str(message("{count} scanned", count=draft.lines)),
        draft.number,
        str(what),
        "accent" if here else "attention",
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
