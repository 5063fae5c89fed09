"""The ledger: opening, every move and the balance after it, of what one wants to see."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.traces import ledger_report
from lsn_desktop.storage import ledger_pages
from lsn_desktop.storage.ledger_pages import About, LedgerRow
from ui.asking import ask
from ui.page import PageHead
from ui.parts.buttons import link, primary, quiet
from ui.parts.card import Card
from ui.parts.days import typed_day
from ui.parts.notice import Notice
from ui.parts.text import ElidedLabel, named, quantity_text
from ui.screens.lsns import ledger_of
from ui.screens.lsns.ledger_table import LedgerTable
from ui.tables.find_field import FindField

if TYPE_CHECKING:
    from decimal import Decimal

    from lsn_desktop.storage.transactions import Connection
    from ui.desk import Desk
    from ui.screens.lsns.ledger_of import Wish

_DAY = 120  # px
_KINDS = ("items", "lsns", "places", "parties")


class LedgerPart(QWidget):
    """Things typed narrow it one by one; a press on one takes it back. Enter opens the LSN."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._about = desk, About()
        self._wishes: dict[str, Wish] = {}
        self._notice = Notice("ledger.notice")
        self._head = PageHead(_("Ledger"), "")
        self._field: FindField[Wish] = FindField(
            desk, ledger_of.found, lambda one: (one.title, one.line)
        )
        self._days = QLineEdit(), QLineEdit()
        self._drops = {
            kind: link(f"ledger.drop.{kind}", kind, partial(self._drop, kind))
            for kind in _KINDS
        }
        self._sums = ElidedLabel("", "strong")
        self._sums.setObjectName("ledger.sums")
        self.table = LedgerTable(desk, lambda: self._about)
        self._lay_out()
        self._field.found.connect(self._take)
        self._field.missed.connect(self._notice.refuse_words)
        self.table.opened.connect(self._open)
        self.table.failed.connect(self._notice.refuse)

    def show_of(self, place: str, row: int) -> None:
        """Show the ledger of one thing alone."""
        self._about, self._wishes = About(), {}
        for field in self._days:
            field.clear()
        ask(
            self._desk,
            lambda connection: ledger_of.wish(connection, place, row),
            self._take,
            self._notice.refuse,
        )

    def refresh(self) -> None:
        """Show what there is now."""
        self.table.ask_once()
        self._tell()

    def print_chosen(self) -> bool:
        """Show it as a PDF, which the system's viewer prints."""
        self.table.show_paper()
        return True

    def go_back(self) -> bool:
        """Take back what it was narrowed to last; False if it is of everything."""
        if not self._wishes:
            return False
        self._drop(list(self._wishes)[-1])
        return True

    def _take(self, one: Wish) -> None:
        self._wishes[one.place] = one
        self._narrow(ledger_of.narrowed(self._about, one.place, one.id))

    def _drop(self, kind: str) -> None:
        self._wishes.pop(kind, None)
        self._narrow(ledger_of.narrowed(self._about, kind, None))

    def _take_days(self) -> None:
        try:
            first, last = (typed_day(field.text()) for field in self._days)
        except Refusal as refused:
            self._notice.refuse(refused)
            return
        self._narrow(ledger_of.of_days(self._about, first, last))

    def _narrow(self, about: About) -> None:
        self._notice.clear()
        self._about = about
        self.table.begin()
        self._tell()

    def _tell(self) -> None:
        for kind, button in self._drops.items():
            one = self._wishes.get(kind)
            button.setVisible(one is not None)
            if one is not None:
                words = message(
                    _("{kind}: {title}, take back"),
                    kind=ledger_of.kind_words(kind),
                    title=one.title[:40],
                )
                button.setText(str(words).replace("&", "&&"))
                button.setAccessibleName(
                    str(message(_("No longer only {title}"), title=one.title))
                )
        about = self._about
        line = _("Every move, newest first, with the balance after it")
        if not about.runs:
            line = _("Every move; the balance is that of its own lot or serial")
        self._head.tell(_("Ledger"), line)

        def question(connection: Connection) -> tuple[tuple[Decimal, str] | None, int]:
            before = ledger_report.opening(connection, about)
            return before, ledger_pages.closing(connection, about) if about.runs else 0

        def told(answer: tuple[tuple[Decimal, str] | None, int]) -> None:
            if about == self._about:
                self._tell_sums(*answer)

        ask(self._desk, question, told, self._notice.refuse)

    def _tell_sums(self, before: tuple[Decimal, str] | None, after: int) -> None:
        parts = []
        if before is not None:
            words = _("{quantity} {unit} before {day}")
            parts.append(
                str(
                    message(
                        words,
                        quantity=quantity_text(before[0]),
                        unit=before[1],
                        day=str(self._about.since),
                    )
                )
            )
        row = self.table.rows[0] if self.table.rows else None
        if self._about.runs and row is not None:
            words = _("{quantity} {unit} after the last of these moves")
            quantity = quantity_text(off_grid(after, row.decimals))
            parts.append(str(message(words, quantity=quantity, unit=row.unit)))
        self._sums.setText(" · ".join(parts))
        self._sums.setVisible(bool(parts))

    def _open(self, row: LedgerRow) -> None:
        self._desk.go("lsns", row.lsn_id)

    def _lay_out(self) -> None:
        self._head.add_action(primary("ledger.print", _("Print"), self.table.show_paper))
        named(self._field, "ledger.find", _("What the ledger is of"))
        self._field.setPlaceholderText(_("Type an item, lot, serial, place or party"))
        asking = QHBoxLayout()
        asking.setSpacing(10)
        asking.addWidget(self._field, 1)
        for field, name, says in (
            (self._days[0], "ledger.first", _("From day")),
            (self._days[1], "ledger.last", _("To day")),
        ):
            named(field, name, says)
            field.setPlaceholderText(says)
            field.setFixedWidth(_DAY)
            field.returnPressed.connect(self._take_days)
            asking.addWidget(field)
        asking.addWidget(quiet("ledger.days", _("Show these days"), self._take_days))
        chosen = QHBoxLayout()
        chosen.setSpacing(12)
        for button in self._drops.values():
            chosen.addWidget(button)
            button.hide()
        chosen.addStretch(1)
        chosen.addWidget(self._sums)
        card = Card()
        card.add(self.table, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(self._head)
        rows.addLayout(asking)
        rows.addWidget(self._notice)
        rows.addLayout(chosen)
        rows.addWidget(card, 1)
        self.setFocusProxy(self._field)
