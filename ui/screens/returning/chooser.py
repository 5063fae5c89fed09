"""To or from whom: a supplier whose goods wait, an open return, any supplier or customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.returns import any_return
from lsn_desktop.storage.shipments import Shipment
from ui.dock.document_chooser import DocumentChooser, going_on, here_first, offer
from ui.dock.posted_last import PostedLast
from ui.page import PageHead
from ui.parts.buttons import quiet
from ui.parts.card import Card
from ui.parts.choice_box import ChoiceBox
from ui.parts.empty_state import EmptyState
from ui.parts.form import Form
from ui.screens.returning import facts, words
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from lsn_desktop.storage.going_back import Return
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.scans.scan_loop import ScanLoop
    from ui.scans.scan_words import BannerWords
    from ui.screens.returning.facts import Choice, PostedReturn


@dataclass(frozen=True, slots=True)
class GoesTo:
    """A row of the list: a supplier whose goods wait, or a return to go on with."""

    vendor: str
    waits: str
    why: str
    number: str
    what: str
    tone: str
    vendor_id: int = 0
    document_id: int = 0


class Chooser(DocumentChooser[GoesTo, "Choice"]):
    """The suppliers to choose from; a scanned receipt, supplier or lot opens one too."""

    def __init__(self, desk: Desk, loop: ScanLoop) -> None:
        empty = EmptyState(
            desk.theme,
            "return",
            _("Nothing waits to go back"),
            _("Scan goods that are held, rejected or expired, or choose their supplier."),
        )
        table: Table[GoesTo] = Table(
            "return.suppliers", _("To go back"), _columns(), desk.theme, empty
        )
        super().__init__(desk, loop, table)
        self._vendor, self._customer = ChoiceBox(), ChoiceBox()
        self._posted: PostedLast[PostedReturn] = PostedLast(
            desk.theme, "return.recent", _("Returns posted last"), _recent_columns()
        )
        self._lay_out()
        self._posted.chosen.connect(self.posted_chosen)

    def load(self) -> Choice:
        return facts.choice(self.desk.program.database)

    def words(self, outcome: Outcome) -> BannerWords:
        return words.banner_words(outcome, self.desk.station.by().on)

    def failed(self) -> str:
        return _("The returns cannot be listed")

    def show_loaded(self, choice: Choice) -> None:
        self.table.show_rows(rows_of(choice, self.desk.station.workstation_id))
        offer(self._vendor, ((one.id, one.name) for one in choice.vendors))
        offer(self._customer, ((one.id, one.name) for one in choice.customers))
        self._start.setEnabled(bool(choice.vendors))
        self._take.setEnabled(bool(choice.customers))
        self._posted.show_posted(choice.recent)

    def opening(self, row: GoesTo) -> Callable[[Tx, Expectation], Outcome]:
        if row.document_id:
            return any_return.go_on_with(row.document_id)
        return any_return.begin_to(row.vendor_id)

    def _begin(self) -> None:
        self.banner.hide()
        if self._vendor.currentData() is not None:
            self.loop.change(any_return.begin_to(self._vendor.currentData()))

    def _begin_from(self) -> None:
        self.banner.hide()
        if self._customer.currentData() is not None:
            self.loop.change(any_return.begin_from(self._customer.currentData()))

    def _lay_out(self) -> None:
        head = PageHead(
            _("Return"), _("Scan the goods, their receipt or shipment, or choose whose")
        )
        form = Form("return.any")
        form.add("vendor", _("Supplier"), self._vendor)
        self._start = quiet("return.any.start", _("Begin a return"), self._begin)
        theirs = Form("return.customer")
        theirs.add("customer", _("Customer"), self._customer)
        self._take = quiet("return.customer.start", _("Take back"), self._begin_from)
        other = Card(_("To any supplier, or from a customer"))
        for part in (form, self._start, theirs, self._take):
            other.add(part)
        self.begin_by_enter(self._begin, self._start, self._vendor)
        self.begin_by_enter(self._begin_from, self._take, self._customer)
        self.lay_out(head, ("return.open", _("Return")), other, self._posted)


def rows_of(choice: Choice, workstation_id: int) -> list[GoesTo]:
    """Open returns first, those of this workstation before others; then who else waits.

    A supplier that has its return open here stands once: choosing it goes on with that.
    """
    drafts: list[Return | Shipment] = [*choice.drafts, *choice.coming]
    here, elsewhere = here_first(drafts, workstation_id)
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
    what, tone = going_on(draft, here=here)
    if isinstance(draft, Shipment):
        waits = {}
    return GoesTo(
        _party(draft),
        str(message("{count} on it", count=draft.lines)),
        ", ".join(dict.fromkeys(waits.get(_party(draft), ()))) or draft.reason,
        draft.number,
        what,
        tone,
        document_id=draft.id,
    )


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
