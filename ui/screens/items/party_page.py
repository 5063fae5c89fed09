"""The page of a customer or supplier: all they ever got or brought, and how good it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.storage import parties, party_figures
from lsn_desktop.storage.party_pages import FROM_SUPPLIER, TO_CUSTOMER, Traded
from ui.asking import ask
from ui.page import PageHead
from ui.parts.buttons import primary, quiet
from ui.parts.card import Figure
from ui.parts.notice import Notice
from ui.parts.tabs import Tabs
from ui.parts.text import plain
from ui.screens.items.party_goods import goods_of
from ui.screens.items.party_list import role_words

if TYPE_CHECKING:
    from lsn_desktop.storage.parties import PartyRow
    from lsn_desktop.storage.party_figures import Figures
    from lsn_desktop.storage.transactions import Connection
    from ui.desk import Desk

_TOUCHED = frozenset({"party", "stock", "document", "lsn"})
_BROUGHT, _GOT = "received", "delivered"


@dataclass(frozen=True, slots=True)
class _Known:
    """A party, and what the goods of each way of trade come to."""

    row: PartyRow
    got: Figures
    brought: Figures


class PartyPage(QWidget):
    """Enter on a row opens the LSN; Change… lets the party itself be changed."""

    to_change = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._party_id = desk, 0
        self._known: _Known | None = None
        self._head, self._notice = PageHead(""), Notice("party.page.notice")
        self._figures = {
            name: Figure(title)
            for name, title in (
                ("codes", _("Lots and serials")),
                ("last", _("Last time")),
                ("returned", _("Went back")),
                ("rejected", _("Rejected")),
                ("held", _("On hold")),
                ("missing", _("Certificate missing")),
            )
        }
        self._words = plain("", wrap=True)
        self._words.setObjectName("party.words")
        self._tables = {
            _GOT: goods_of(desk, TO_CUSTOMER, self._party),
            _BROUGHT: goods_of(desk, FROM_SUPPLIER, self._party),
        }
        self._tabs = Tabs("party.tabs", _("What they got, or what they brought"))
        self._lay_out()
        for table in self._tables.values():
            table.opened.connect(self._open)
            table.failed.connect(self._notice.refuse)
        self._tabs.changed.connect(self._follow_tab)
        desk.changes.changed.connect(self._follow)

    def open_party(self, party_id: int) -> None:
        """Show another party."""
        self._notice.clear()
        self._party_id, self._known = party_id, None
        self._ask()
        for table in self._tables.values():
            table.go_back()
            table.ask_anew()

    def choose(self, name: str) -> None:
        """Show what they got (``delivered``) or what they brought (``received``)."""
        self._tabs.choose(name)

    def go_back(self) -> bool:
        """Clear what was looked for; False if there was nothing."""
        return self._tables[self._tabs.name].go_back()

    def _party(self) -> int:
        return self._party_id

    def _ask(self) -> None:
        party_id = self._party_id

        def question(connection: Connection) -> _Known:
            return _Known(
                parties.by_id(connection, party_id),
                party_figures.figures(connection, TO_CUSTOMER, party_id),
                party_figures.figures(connection, FROM_SUPPLIER, party_id),
            )

        ask(self._desk, question, self._tell, self._notice.refuse)

    def _tell(self, known: _Known) -> None:
        first = self._known is None
        self._known = known
        row = known.row
        roles = ", ".join(role_words(one) for one in parties.ROLES if one in row.roles)
        self._head.tell(row.name, " · ".join(filter(None, (row.code, roles, row.gln))))
        got = "customer" in row.roles or known.got.codes > 0
        brought = "vendor" in row.roles or known.brought.codes > 0 or not got
        self._tabs.offer(_GOT, on=got)
        self._tabs.offer(_BROUGHT, on=brought)
        if first:
            self._tabs.choose(_GOT if got else _BROUGHT)
            self._tables[self._tabs.name].view.setFocus()
        self._follow_tab(self._tabs.name)

    def _follow_tab(self, name: str) -> None:
        if self._known is None:
            return
        got = name == _GOT
        figures = self._known.got if got else self._known.brought
        on = self._desk.station.by().on
        documents = _ON[got, figures.documents == 1]
        self._figures["codes"].tell(
            f"{figures.codes:,}", str(message(documents, count=f"{figures.documents:,}"))
        )
        self._figures["last"].tell(
            figures.last.isoformat() if figures.last else _("Never"),
            _ago((on - figures.last).days) if figures.last else "",
        )
        for state, tone in (
            ("returned", ""),
            ("rejected", "refused"),
            ("held", "attention"),
            ("missing", "refused"),
        ):
            count = getattr(figures, state)
            self._figures[state].tell(
                f"{count:,}", _share(count, figures.codes), tone if count else ""
            )
            self._figures[state].setVisible(state == "returned" or not got)
        self._words.setText(quality_words(figures, got=got))

    def _open(self, row: Traded) -> None:
        self._desk.go("lsns", row.lsn_id)

    def _change(self) -> None:
        self.to_change.emit(self._party_id)

    def _ledger(self) -> None:
        self._desk.go("ledger parties", self._party_id)

    def _trace(self) -> None:
        self._desk.go("trace parties", self._party_id)

    def _follow(self, subjects: frozenset[str]) -> None:
        if self._party_id and self.isVisible() and subjects & _TOUCHED:
            self._ask()

    def _lay_out(self) -> None:
        self._head.add_action(quiet("party.change", _("Change…"), self._change))
        self._head.add_action(quiet("party.ledger", _("Ledger"), self._ledger))
        self._head.add_action(primary("party.trace", _("Trace"), self._trace))
        figures = QHBoxLayout()
        figures.setSpacing(14)
        for one in self._figures.values():
            figures.addWidget(one)
        self._tabs.add_part(_GOT, _("What they got"), self._tables[_GOT])
        self._tabs.add_part(_BROUGHT, _("What they brought"), self._tables[_BROUGHT])
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(self._head)
        rows.addWidget(self._notice)
        rows.addLayout(figures)
        rows.addWidget(self._words)
        rows.addWidget(self._tabs, 1)
        self.setFocusProxy(self._tabs)


def quality_words(figures: Figures, *, got: bool) -> str:
    """What the figures come to, as one would say it."""
    if not figures.codes:
        return _("They got nothing yet.") if got else _("They brought nothing yet.")
    since = str(figures.first)
    held, missing = (0, 0) if got else (figures.held, figures.missing)
    words = _("They got {codes} lots and serials since {since}: {said}.")
    if not got:
        words = _("They brought {codes} lots and serials since {since}: {said}.")
    wrong = [
        str(message(text, count=f"{count:,}"))
        for text, count in (
            (_("{count} rejected"), figures.rejected),
            (_("{count} on hold"), held),
            (_("{count} without the certificate they must have"), missing),
            (_("of {count} some came back") if got else _("of {count} some went back"),
             figures.returned),
        )
        if count
    ]  # fmt: skip
    nothing = _("nothing came back") if got else _("nothing was wrong with any of them")
    said = ", ".join(wrong) or nothing
    return str(message(words, codes=f"{figures.codes:,}", since=since, said=said))


_ON = {
    (True, True): _("on {count} shipment"),
    (True, False): _("on {count} shipments"),
    (False, True): _("on {count} receipt"),
    (False, False): _("on {count} receipts"),
}


def _ago(days: int) -> str:
    if days <= 1:
        return _("yesterday") if days else _("today")
    return str(message(_("{days} days ago"), days=days))


def _share(count: int, whole: int) -> str:
    """How much of all that is, in words."""
    if not count:
        return _("none")
    parts = 100 * count / whole
    words = message(_("{share} % of them"), share=f"{parts:.1f}" if parts >= 0.1 else "<0.1")  # noqa: PLR2004 - as it is rounded
    return str(words)
