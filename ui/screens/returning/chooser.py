"""To or from whom: a supplier whose goods wait, an open return, any supplier or customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services import any_return
from lsn_desktop.storage.shipments import Shipment
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
from ui.screens.returning import facts, words
from ui.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.storage.catalogue import Party
    from lsn_desktop.storage.going_back import Return
    from lsn_desktop.storage.parties import PartyRow
    from ui.desk import Desk
    from ui.scan_loop import Meant, ScanLoop
    from ui.screens.returning.facts import Choice, PostedReturn
    from ui.shown import Act


@dataclass(frozen=True, slots=True)
class GoesTo:
    """A row of the list: a supplier whose goods wait, or a return to go on with."""

    vendor: str
    waits: str
    why: str
    number: str
    what: str
    tone: str
    vendor_id: int | None = None
    document_id: int | None = None


class Chooser(QWidget):
    """The suppliers to choose from; a scanned receipt, supplier or lot opens one too."""

    posted_chosen = Signal(int)  # a return to look at

    def __init__(self, desk: Desk, loop: ScanLoop) -> None:
        super().__init__()
        self._desk, self._loop = desk, loop
        self._banner = ScanBanner(desk.theme)
        self._banner.hide()
        empty = EmptyState(
            desk.theme,
            "return",
            _("Nothing waits to go back"),
            _("Scan goods that are held, rejected or expired, or choose their supplier."),
        )
        self.table: Table[GoesTo] = Table(
            "return.suppliers", _("To go back"), _columns(), desk.theme, empty
        )
        self._vendor, self._customer = ChoiceBox(), ChoiceBox()
        self._posted: PostedLast[PostedReturn] = PostedLast(
            desk.theme, "return.recent", _("Returns posted last"), _recent_columns()
        )
        self._lay_out()
        self.table.opened.connect(self._open)
        self._posted.chosen.connect(self.posted_chosen)

    def reload(self) -> None:
        """Ask again what waits to go back."""
        database = self._desk.program.database
        self._desk.lanes.read(lambda: facts.choice(database), self._show, self.fail)

    def take_focus(self) -> None:
        """The first supplier is marked; Enter opens it, letters find another."""
        self.table.view.setFocus()

    def tell(self, outcome: Outcome) -> None:
        """A scan that opened nothing."""
        self._banner.tell(words.banner_words(outcome, self._desk.station.by().on))
        self._banner.show()

    def fail(self, error: Exception) -> None:
        """Say why there is no list."""
        self._banner.tell(dock_words.failed_words(_("The returns cannot be listed"), error))
        self._banner.show()

    def meant(self, asked: Command) -> Meant:
        """What a command barcode means here: next is Enter, on the row that is marked."""
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

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and (self._start.hasFocus() or self._vendor.hasFocus()):
            self._begin()
        elif is_enter and (self._take.hasFocus() or self._customer.hasFocus()):
            self._begin_from()
        else:
            super().keyPressEvent(event)

    def _show(self, choice: Choice) -> None:
        self.table.show_rows(rows_of(choice, self._desk.station.workstation_id))
        _offer(self._vendor, choice.vendors)
        _offer(self._customer, choice.customers)
        self._start.setEnabled(bool(choice.vendors))
        self._take.setEnabled(bool(choice.customers))
        self._posted.show_posted(choice.recent)

    def _open(self, row: GoesTo) -> None:
        self._banner.hide()
        if row.document_id is not None:
            self._loop.change(any_return.go_on_with(row.document_id))
        elif row.vendor_id is not None:
            self._loop.change(any_return.begin_to(row.vendor_id))

    def _open_marked(self) -> None:
        row = self.table.row()
        if row is not None:
            self._open(row)

    def _begin(self) -> None:
        self._banner.hide()
        if self._vendor.currentData() is not None:
            self._loop.change(any_return.begin_to(self._vendor.currentData()))

    def _begin_from(self) -> None:
        self._banner.hide()
        if self._customer.currentData() is not None:
            self._loop.change(any_return.begin_from(self._customer.currentData()))

    def _lay_out(self) -> None:
        head = PageHead(
            _("Return"), _("Scan the goods, their receipt or shipment, or choose whose")
        )
        self._go = primary("return.open", _("Return"), self._open_marked)
        self._go.setEnabled(False)  # until there is a supplier to open
        self.table.chosen.connect(lambda row: self._go.setEnabled(row is not None))
        head.add_action(self._go)
        waits = Card(_("To go back"))
        waits.add(self.table, 1)
        form = Form("return.any")
        form.add("vendor", _("Supplier"), self._vendor)
        self._start = quiet("return.any.start", _("Begin a return"), self._begin)
        theirs = Form("return.customer")
        theirs.add("customer", _("Customer"), self._customer)
        self._take = quiet("return.customer.start", _("Take back"), self._begin_from)
        other = Card(_("To any supplier, or from a customer"))
        for part in (form, self._start, theirs, self._take):
            other.add(part)
        side = dock_layout.beside(other, self._posted)
        dock_layout.lay_out_choice(self, head, self._banner, waits, side)


def rows_of(choice: Choice, workstation_id: int) -> list[GoesTo]:
    """Open returns first, those of this workstation before others; then who else waits.

    A supplier that has its return open here stands once: choosing it goes on with that.
    """
    drafts: list[Return | Shipment] = [*choice.drafts, *choice.coming]
    here = [one for one in drafts if one.workstation_id == workstation_id]
    elsewhere = [one for one in drafts if one.workstation_id != workstation_id]
    waits: dict[str, list[str]] = {}
    for each in choice.waiting:
        waits.setdefault(each.vendor, []).extend(each.receipts)
    rows = [_of_draft(one, waits, here=one in here) for one in here + elsewhere]
    begun = {_party(one) for one in here if one in choice.drafts}
    first = {each.vendor: each.vendor_id for each in choice.waiting}
    for vendor, vendor_id in first.items():
        if vendor not in begun:
            rows.append(
                GoesTo(
                    vendor,
                    _waits(choice, vendor),
                    ", ".join(dict.fromkeys(waits[vendor])),
                    "",
                    _("Return"),
                    "accent",
                    vendor_id=vendor_id,
                )
            )
    return rows


def _waits(choice: Choice, vendor: str) -> str:
    count = sum(each.vendor == vendor for each in choice.waiting)
    said = _("{count} lot or serial") if count == 1 else _("{count} lots or serials")
    return str(message(said, count=count))


def _party(draft: Return | Shipment) -> str:
    return draft.customer if isinstance(draft, Shipment) else draft.vendor


def _of_draft(draft: Return | Shipment, waits: dict[str, list[str]], *, here: bool) -> GoesTo:
    what = _("Go on") if here else message("On {station}: take over", station=draft.workstation)
    if isinstance(draft, Shipment):
        waits = {}
    return GoesTo(
        _party(draft),
        str(message("{count} on it", count=draft.lines)),
        ", ".join(dict.fromkeys(waits.get(_party(draft), ()))) or draft.reason,
        draft.number,
        str(what),
        "accent" if here else "attention",
        document_id=draft.id,
    )


def _offer(box: ChoiceBox, parties: Sequence[Party] | Sequence[PartyRow]) -> None:
    """Offer these, and choose the one that was chosen."""
    before = box.currentData()
    box.clear()
    for one in parties:
        box.addItem(one.name, one.id)
    box.setCurrentIndex(max(0, box.findData(before)))


def _columns() -> list[Column[GoesTo]]:
    return [
        Column(_("Supplier or customer"), lambda row: row.vendor, "vendor"),
        Column(_("Waits"), lambda row: row.waits, "waits", width=150),
        Column(_("From receipts"), lambda row: row.why, "receipts", width=170),
        Column(_("Return"), lambda row: row.number, "number", width=110),
        Column("", lambda row: row.what, tone=lambda row: row.tone, width=150),
    ]


def _recent_columns() -> list[Column[PostedReturn]]:
    return [
        Column(_("Return"), lambda row: row.number, width=96),
        Column(
            _("To or from"),
            lambda row: _("reversed") if row.reversed else row.party,
            tone=lambda row: "attention" if row.reversed else "muted",
        ),
    ]
