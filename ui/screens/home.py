"""What needs me today: what comes, what is open, what presses. Each row opens its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.services.office import backing_up, telling
from lsn_desktop.services.simulation import recorded
from lsn_desktop.storage import (
    certificates_due,
    documents,
    going_back,
    house,
    lists,
    orders,
    printed,
)
from ui.page import PageHead, PlainPage
from ui.parts.buttons import primary, quiet
from ui.parts.days import instant, left_tone, left_words
from ui.parts.kind_words import kind_words
from ui.parts.scrolled import scrolled
from ui.parts.todo_card import Todo, TodoCard
from ui.parts.tokens import GAP

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lsn_desktop.services.office.backing_up import Backup
    from lsn_desktop.storage.certificates_due import Missing
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.journal import JournalRow
    from lsn_desktop.storage.lists import LsnRow
    from lsn_desktop.storage.orders import PurchaseOrder
    from lsn_desktop.storage.printed import PrintJob
    from lsn_desktop.storage.supplied_certificates import Supplied
    from ui.desk import Desk

    Go = Callable[[str, int | None], None]

_SOON = 30  # days; what expires within them is shown
_ACROSS = 3  # cards side by side
_OLD = 2  # days; a last backup older than this presses


@dataclass(frozen=True, slots=True)
class Today:
    """All that the page shows, asked in one go."""

    on: date
    time_zone: str
    company: str
    has_items: bool
    orders: list[PurchaseOrder]
    drafts: list[Document]
    expiring: list[LsnRow]
    held: list[LsnRow]
    jobs: list[PrintJob]
    recovered: list[JournalRow]
    backup: Backup | None
    missing: list[Missing]  # certificates that goods wait for
    ending: list[Supplied]  # certificates that end soon, or did
    can_play: bool  # a recorded delivery of an open order


def ask(desk: Desk) -> Today:
    """Ask the database; a fixed number of questions."""
    program, station = desk.program, desk.station
    on = station.by().on
    recovered = telling.never_told(program.database, station.workstation_id, program.told.seq)
    with program.database.reading() as connection:
        company = house.the_company(connection)
        played = recorded.deliveries(connection)
        return Today(
            on=on,
            time_zone=station.time_zone,
            company=company.name if company else "",
            has_items=bool(lists.items(connection, n=1)),
            orders=orders.open_orders(connection),
            drafts=documents.listed(connection, status="draft"),
            expiring=lists.expiring(connection, on + timedelta(days=_SOON)),
            held=lists.held(connection),
            jobs=printed.unfinished_jobs(connection),
            recovered=recovered,
            backup=backing_up.last_good(program.settings.backups),
            missing=certificates_due.missing(connection),
            ending=certificates_due.ending(connection, on),
            can_play=any(order.status == "open" for _session, order in played),
        )


class HomePage(PlainPage):
    """Cards of rows, or the first steps where there is nothing yet."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Home"), "home")
        self._desk = desk
        self._head = PageHead(_("Today"))
        self._play = quiet(
            "home.play", _("Play a recorded delivery"), partial(desk.go, "scanners", 1)
        )
        self._play.hide()
        self._head.add_action(self._play)
        self._receive = primary("home.receive", _("Receive"), partial(desk.go, "receive", None))
        self._receive.setAutoDefault(True)  # Enter presses it
        self._head.add_action(self._receive)
        self._cards = {
            name: TodoCard(f"home.{name}", icon, heading, nothing, desk.theme)
            for name, icon, heading, nothing in (
                (
                    "orders",
                    "receive",
                    _("Expected deliveries"),
                    _("No order is open. Goods without an order can be received too."),
                ),
                ("drafts", "edit", _("Not posted yet"), _("All that was scanned is posted.")),
                (
                    "expiring",
                    "expiry",
                    str(message("Expires within {days} days", days=_SOON)),
                    _("Nothing on hand expires soon."),
                ),
                ("held", "hold", _("On hold"), _("Nothing is on hold.")),
                ("jobs", "printer", _("Labels not printed yet"), _("Every label is printed.")),
                ("backup", "verified", _("Safety"), ""),
            )
        }
        self._recovered = TodoCard(
            "home.recovered", "attention", _("Scans that were never confirmed"), "", desk.theme
        )
        self._certificates = TodoCard(
            "home.certificates", "certificates", _("Suppliers' certificates"), "", desk.theme
        )
        self._first = TodoCard("home.first", "next", _("First steps"), "", desk.theme)
        self._first.show_todos(_first_steps(desk.go))
        self._lay_out()
        desk.changes.changed.connect(self._reload_if_shown)

    def shown(self) -> None:
        self._reload()
        self._receive.setFocus()

    def show_today(self, today: Today) -> None:
        """Fill the cards."""
        self._head.tell(_day(today.on), today.company)
        self._play.setVisible(today.can_play)
        go = self._desk.go
        cards = self._cards
        cards["orders"].show_todos([_of_order(one, today.on, go) for one in today.orders])
        cards["drafts"].show_todos([_of_draft(one, go) for one in today.drafts])
        cards["expiring"].show_todos(
            [_of_expiring(one, today.on, go) for one in today.expiring]
        )
        cards["held"].show_todos([_of_held(one, go) for one in today.held])
        cards["jobs"].show_todos([_of_job(one, go) for one in today.jobs])
        cards["backup"].show_todos([_of_backup(today, go)])
        self._recovered.show_todos([_of_scan(one, go) for one in today.recovered])
        self._recovered.setVisible(bool(today.recovered))
        papers = _of_missing(today.missing, go)
        papers += [_of_ending(one, today.on, go) for one in today.ending]
        self._certificates.show_todos(papers)
        self._certificates.setVisible(bool(papers))
        self._first.setVisible(not today.has_items)

    def _reload(self) -> None:
        self._desk.lanes.read(lambda: ask(self._desk), self.show_today, self._fail)

    def _reload_if_shown(self, _subjects: frozenset[str]) -> None:
        if self.isVisible():
            self._reload()

    def _fail(self, error: Exception) -> None:
        self._head.tell(_("Today"), str(error))

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(GAP)
        for at, card in enumerate(self._cards.values()):
            grid.addWidget(card, *divmod(at, _ACROSS))
        for column in range(_ACROSS):
            grid.setColumnStretch(column, 1)
        for row in range(2):
            grid.setRowStretch(row, 1)
        inner = QVBoxLayout()
        inner.setSpacing(GAP)
        inner.addWidget(self._recovered)
        inner.addWidget(self._certificates)
        inner.addWidget(self._first)
        inner.addLayout(grid, 1)
        self._recovered.hide()
        self._certificates.hide()
        self._first.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(self._head)
        rows.addWidget(scrolled(inner), 1)


def _first_steps(go: Go) -> list[Todo]:
    return [
        Todo(
            _("Enter your items"),
            _("What you stock, with its barcodes"),
            partial(go, "items", None),
        ),
        Todo(
            _("Connect a scanner"),
            _("Or play a recorded one: no scanner is needed to try"),
            partial(go, "scanners", None),
        ),
        Todo(_("Receive a delivery"), _("Scan what comes in"), partial(go, "receive", None)),
    ]


def _of_order(order: PurchaseOrder, on: date, go: Go) -> Todo:
    due, tone = _due(order.due_on, on)
    words = _("{vendor} · {count} line") if order.lines == 1 else _("{vendor} · {count} lines")
    line = message(words, vendor=order.vendor, count=order.lines)
    return Todo(order.number, str(line), partial(go, "orders", order.id), due, tone)


def _due(due_on: date | None, on: date) -> tuple[str, str]:
    if due_on is None:
        return "", ""
    days = (due_on - on).days
    if days < 0:
        words = _("{days} day late") if days == -1 else _("{days} days late")
        return str(message(words, days=-days)), "refused"
    if days == 0:
        return _("due today"), "accent"
    if days == 1:
        return _("due tomorrow"), ""
    return str(message("in {days} days", days=days)), ""


def _of_draft(document: Document, go: Go) -> Todo:
    words = " · ".join(
        filter(None, (document.purchase_order, document.party or _("without an order")))
    )
    page, what = "receive", _("draft")
    if document.kind == going_back.KIND:
        page, what = "return", _("return")
        words = document.party or ""
    return Todo(document.number, words, partial(go, page, document.id), what, "accent")


def _of_expiring(row: LsnRow, on: date, go: Go) -> Todo:
    words = left_words(row.expiry, on) if row.expiry else ""
    tone = left_tone(row.expiry, on) if row.expiry else ""
    return Todo(row.description, _stock(row), partial(go, "lsns", row.id), words, tone)


def _of_held(row: LsnRow, go: Go) -> Todo:
    return Todo(row.description, _stock(row), partial(go, "lsns", row.id), _("held"), "refused")


def _stock(row: LsnRow) -> str:
    return f"{row.code} · {plain(off_grid(row.on_hand, row.decimals))} {row.unit}"


def _of_job(job: PrintJob, go: Go) -> Todo:
    words = (
        _("{count} label · {printer}") if job.labels == 1 else _("{count} labels · {printer}")
    )
    line = message(words, count=job.labels, printer=job.printer or _("PDF file"))
    return Todo(
        job.number, str(line), partial(go, "jobs", job.id), _("unfinished"), "attention"
    )


def _of_scan(row: JournalRow, go: Go) -> Todo:
    return Todo(
        str(row.words),
        _("It is recorded, but its tone was never heard. Keep it or undo it."),
        partial(go, "receive", row.document_id),
        _("recovered"),
        "attention",
    )


def _of_missing(rows: Sequence[Missing], go: Go) -> list[Todo]:
    """One row for each kind, with the lots that wait longest for it."""
    codes: dict[str, list[str]] = {}
    for row in rows:
        codes.setdefault(row.kind, []).append(row.code)
    open_it = partial(go, "certificates/missing", None)
    return [
        Todo(
            kind_words(kind),
            str(message("Missing for {codes}", codes=", ".join(waiting))),
            open_it,
            str(message("{count} on hold", count=len(waiting))),
            "refused",
        )
        for kind, waiting in codes.items()
    ]


def _of_ending(row: Supplied, on: date, go: Go) -> Todo:
    whose = row.code or row.supplier or row.item or ""
    words = left_words(row.expires_on, on) if row.expires_on else ""
    tone = left_tone(row.expires_on, on) if row.expires_on else ""
    open_it = partial(go, "certificates/missing", None)
    return Todo(kind_words(row.kind), f"{row.number} {whose}".strip(), open_it, words, tone)


def _of_backup(today: Today, go: Go) -> Todo:
    open_settings = partial(go, "settings", None)
    if today.backup is None:
        return Todo(
            _("No backup yet"),
            _("The first one is made today, by itself"),
            open_settings,
            _("no backup"),
            "attention",
        )
    zone = ZoneInfo(today.time_zone)
    made = datetime.fromtimestamp(today.backup.at / 1_000_000, UTC).astimezone(zone)
    old = (today.on - made.date()).days > _OLD
    return Todo(
        _("Last good backup"),
        instant(today.backup.at, today.time_zone),
        open_settings,
        _("too old") if old else _("verified"),
        "refused" if old else "ok",
    )


def _day(on: date) -> str:
    return str(message("Today, {day}", day=f"{on:%A} {on.isoformat()}"))
