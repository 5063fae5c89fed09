"""Go to anything: what is meant by a few letters, or by a scan nothing else expects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from lsn_desktop.domain.filters import Contains
from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Outcome, OutcomeKind
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.codes import own_codes, reading_by_rules, stated
from lsn_desktop.storage import (
    catalogue,
    documents,
    lists,
    lsns,
    numbers,
    orders,
    parties,
    sales_orders,
    work_orders,
)

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.domain.items import Item
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.lsns import Candidate
    from lsn_desktop.storage.transactions import Connection, Tx
    from lsn_desktop.storage.work_orders import WorkOrder

Place = Literal[
    "items",
    "lsns",
    "documents",
    "orders",
    "sales orders",
    "work orders",
    "production",
    "parties",
]
_OF_EACH = 5


@dataclass(frozen=True, slots=True)
class Found:
    """Something that can be opened: on which page, its row, and how it is called."""

    place: Place
    subject: int
    title: str
    line: str


def as_typed(connection: Connection, typed: str) -> list[Found]:
    """What a few letters may mean: LSNs first, then items, parties, orders, documents."""
    if not typed.strip():
        return []
    # Codes that begin so are found by the index; others only by looking at each of them.
    codes = lists.lsns_beginning(connection, typed, _OF_EACH) or lists.lsns(
        connection, typed, n=_OF_EACH
    )
    items = lists.items(connection, typed, n=_OF_EACH)
    bought = numbers.orders_like(connection, typed, _OF_EACH)
    sold = sales_orders.listed(connection, typed, n=_OF_EACH)
    made = numbers.documents_like(connection, typed, _OF_EACH)
    work = work_orders.listed(connection, n=_OF_EACH, only=[Contains("number", typed.strip())])
    traders = parties.listed(connection, typed, n=_OF_EACH)
    return [
        *(Found("lsns", one.id, one.code, one.description) for one in codes),
        *(Found("items", one.id, one.description, one.sku) for one in items),
        *(Found("parties", one.id, one.name, one.code) for one in traders),
        *(Found("orders", one.id, one.number, one.party or "") for one in bought),
        *(Found("sales orders", one.id, one.number, one.customer) for one in sold),
        *(_of_work(one) for one in work),
        *(
            _opened(connection, Found("documents", one.id, one.number, one.party or ""))
            for one in made
        ),
    ]


def _opened(connection: Connection, found: Found) -> Found:
    """What is opened for it: a transfer has no page but that of what it moved."""
    if found.place != "documents":
        return found
    head = documents.by_id(connection, found.subject)
    lines = documents.lines(connection, head.id) if head.kind == "transfer" else []
    if not lines:
        return found
    item = catalogue.item_by_id(connection, lines[0].item_id)
    return Found("lsns", lines[0].lsn_id, head.number, item.description)


def as_scanned(connection: Connection, reading: Reading, on: date | None = None) -> list[Found]:
    """What a scan may mean: a code of ours first; several when one code is two items'.

    With the day of the scan also what taught rules make of it: whose label it is, nobody said.
    """
    text = reading.text.strip()
    plain = reading.read_as in {"plain", "carrier"}
    ours = own_codes.own(connection, text, folded=plain)
    if ours.lsns:
        return [_of_lsn(one) for one in ours.lsns]
    if item := ours.item or (ours.pack and ours.pack.item):
        return [_of_item(item)]
    if ours.number:
        return _numbered(connection, ours.number)
    if on is not None and (found := _taught(connection, reading, on)):
        return found
    if reading.candidates:
        return _stated_by_any(connection, reading)
    return [] if plain else _stated(connection, reading)


def _stated_by_any(connection: Connection, reading: Reading) -> list[Found]:
    """What is known of the readings of a code whose separators may be lost."""
    found = [one for each in reading.candidates for one in _stated(connection, each)]
    known = [one for one in found if one.place == "lsns"]
    return list(dict.fromkeys(known or found))


def _taught(connection: Connection, reading: Reading, on: date) -> list[Found]:
    """What the rules of any supplier make of a label."""
    if reading_by_rules.says_itself(reading):
        return []
    found: list[Found] = []
    for scope, read in reading_by_rules.by_anybody(connection, reading, on):
        found += _stated(connection, read, scope)
    return list(dict.fromkeys(found))


def _stated(connection: Connection, reading: Reading, scope: str = "") -> list[Found]:
    """The lot or serial that a label states, else its item."""
    label = stated.facts(connection, reading, 0, scope)
    pack = catalogue.item_by_gtin(connection, label.gtin) if label.gtin else None
    item_id = pack.item.id if pack else label.item_id
    if item_id is None:
        return []
    code = label.serial or label.lot
    same = [
        _of_lsn(one)
        for one in (lsns.candidates(connection, code) if code else [])
        if one.lsn.item_id == item_id and _is_kind(one, serial=bool(label.serial))
    ]
    return same or [_of_item(catalogue.item_by_id(connection, item_id))]


def _numbered(connection: Connection, text: str) -> list[Found]:
    if order := orders.by_number(connection, text):
        return [Found("orders", order.id, order.number, order.vendor)]
    if sale := sales_orders.by_number(connection, text):
        return [Found("sales orders", sale.id, sale.number, sale.customer)]
    if work := work_orders.by_number(connection, text):
        return [_of_work(work)]
    if document := documents.by_number(connection, text):
        return [Found("documents", document.id, document.number, document.party or "")]
    return []


def _of_work(work: WorkOrder) -> Found:
    """A work order: made where it is released, else looked at in the office."""
    place: Place = "work orders" if work.status == "released" else "production"
    return Found(place, work.id, work.number, work.item)


def _of_item(item: Item) -> Found:
    return Found("items", item.id, item.description, item.sku)


def scanned(tx: Tx, reading: Reading) -> tuple[Outcome, list[Found]]:
    """Look up a scan for the journal and the window.

    Raises:
        Refusal: it means nothing we know.
    """
    found = [
        _opened(tx.connection, one) for one in as_scanned(tx.connection, reading, tx.by.on)
    ]
    if not found:
        raise refusal(
            "Nothing here expects a scan, and {code} is nothing we know.",
            "Open Receive to take goods in, or scan one of our labels.",
            code=reading.text[:60],
        )
    words = message("Opened {what}", what=found[0].title)
    return Outcome(OutcomeKind.OK, words), found


def _is_kind(candidate: Candidate, *, serial: bool) -> bool:
    return (candidate.lsn.kind is LsnKind.SERIAL) is serial


def _of_lsn(candidate: Candidate) -> Found:
    return Found("lsns", candidate.lsn.id, candidate.lsn.code, candidate.description)
