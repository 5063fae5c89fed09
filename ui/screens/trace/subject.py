"""What a trace is of: a lot or serial, an item, a document, a party, some days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.codes import finding
from lsn_desktop.services.traces import tracing
from lsn_desktop.storage import catalogue, documents, lsn_pages, parties, trace_starts
from ui.dock.document_kinds import kind_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from lsn_desktop.domain.genealogy import MassBalance
    from lsn_desktop.services.codes.finding import Found
    from lsn_desktop.storage.lsn_pages import LsnPage
    from lsn_desktop.storage.transactions import Connection

_STARTS: dict[str, Callable[[Connection, int], list[int]]] = {
    "lsns": trace_starts.of_lsn,
    "items": trace_starts.of_item,
    "documents": trace_starts.of_document,
    "parties": trace_starts.of_party,
}


@dataclass(frozen=True, slots=True)
class Subject:
    """One of these; ``days`` where it is neither of the others."""

    place: str
    id: int = 0
    days: tuple[date, date] | None = None

    def starts(self, connection: Connection) -> Sequence[int]:
        """The lots and serials the trace begins with."""
        if self.days is not None:
            return trace_starts.of_days(connection, *self.days)
        return _STARTS[self.place](connection, self.id)


@dataclass(frozen=True, slots=True)
class About:
    """A subject in words; of a lot or serial its page and its balance, too."""

    subject: Subject
    title: str
    line: str
    page: LsnPage | None = None
    balance: MassBalance | None = None


def about(connection: Connection, subject: Subject) -> About:
    """What a subject is called, and what is known of it beside its trace."""
    if subject.days is not None:
        first, last = (day.isoformat() for day in subject.days)
        words = message(_("{first} to {last}"), first=first, last=last)
        return About(subject, str(words), _("All that came, was made or left on these days"))
    if subject.place == "lsns":
        page = lsn_pages.page(connection, subject.id)
        row = page.row
        kind = _("Serial of {item}") if row.kind == "serial" else _("Lot of {item}")
        if row.kind == "bulk":
            kind = _("{item}, not tracked")
        parts = [str(message(kind, item=row.description)), row.sku, row.vendor or ""]
        if row.expiry:
            parts.append(str(message(_("expires {day}"), day=row.expiry.isoformat())))
        line = " · ".join(filter(None, parts))
        balance = tracing.balance(connection, subject.id)
        return About(subject, row.code or row.description, line, page, balance)
    if subject.place == "items":
        item = catalogue.item_by_id(connection, subject.id)
        return About(subject, item.description, f"{_('Every lot and serial of')} {item.sku}")
    if subject.place == "parties":
        party = parties.by_id(connection, subject.id)
        return About(subject, party.name, _("All that ever came from them or went to them"))
    head = documents.by_id(connection, subject.id)
    kind = kind_words(head.kind)
    return About(subject, head.number, " · ".join(filter(None, (kind, head.party))))


def found(connection: Connection, typed: str) -> list[Found]:
    """What may be traced by a few letters."""
    return [one for one in finding.as_typed(connection, typed) if one.place in _STARTS]
