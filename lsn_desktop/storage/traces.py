"""What a trace asks of the tables: for all the lots and serials of one level at a time.

Each question is one statement that begins with the level's numbers, given as one value, and
goes from them by an index (CROSS JOIN keeps SQLite to that order; PostgreSQL plans it so by
itself). Recursive statements and joins that are left to be planned turn into scans of all
moves when the statistics change; a test holds the plans.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import text

from lsn_desktop.storage.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

_NEVER = date.max


class Asked:
    """A statement about many numbers: ``{each}`` are they, ``{then}`` joins what follows."""

    def __init__(self, words: str) -> None:
        self.sqlite = words.format(each="json_each(:ids) AS n", then="CROSS JOIN")
        postgres = words.format(each="unnest(CAST(:ids AS bigint[])) AS n(value)", then="JOIN")
        self._sqlite = Prepared(text(self.sqlite))
        self._postgres = Prepared(text(postgres))

    def of(self, connection: Connection, ids: Collection[int], **params: object) -> list[Any]:
        """The rows for these numbers."""
        if not ids:
            return []
        if connection.dialect.name == "sqlite":
            return self._sqlite.all(connection, ids=json.dumps([*ids]), **params)
        return self._postgres.all(connection, ids=[*ids], **params)


class Beyond(NamedTuple):
    """The places goods come from and go to that are no place of ours."""

    process: int
    supplier: int
    customer: int


_BEYOND = Prepared(
    text(
        "SELECT kind, min(id) FROM location"
        " WHERE kind IN ('process', 'supplier', 'customer') GROUP BY kind"
    )
)


def beyond(connection: Connection) -> Beyond:
    """Where builds, receipts and shipments begin and end."""
    return Beyond(**{kind: int(number) for kind, number in _BEYOND.all(connection)})


class Link(NamedTuple):
    """A kept edge: so much of a component, into an output or, without one, into any."""

    component_id: int
    output_id: int | None
    quantity: int
    document_id: int
    document: str
    kind: str


_LINK = (
    "SELECT g.component_id, g.output_id, g.quantity, g.document_id, d.number, g.kind"
    " FROM {{each}} {{then}} genealogy_edge AS g ON g.{column} = n.value{more}"
    " {{then}} document AS d ON d.id = g.document_id"
    " WHERE NOT EXISTS (SELECT 1 FROM document AS b WHERE b.reverses_id = g.document_id)"
)
INTO = Asked(_LINK.format(column="component_id", more=""))
OUT_OF = Asked(_LINK.format(column="output_id", more=""))
UNTIED = Asked(_LINK.format(column="document_id", more=" AND g.output_id IS NULL"))
OUTPUTS = Asked(
    "SELECT DISTINCT l.document_id, l.lsn_id"
    " FROM {each} {then} document_line AS l ON l.document_id = n.value"
    " WHERE l.from_location_id = :process AND NOT l.voided"
)
MADE_IN = Asked(
    "SELECT DISTINCT l.document_id, l.lsn_id"
    " FROM {each} {then} document_line AS l"
    " ON l.lsn_id = n.value AND l.from_location_id = :process"
    " WHERE NOT l.voided"
)
ALONE = Asked(  # of a build and one output: whether it is the only one
    "SELECT n.value FROM {each} {then} document AS d ON d.id = n.value WHERE NOT EXISTS ("
    "SELECT 1 FROM document_line AS l JOIN document_line AS o"
    " ON o.document_id = l.document_id AND o.lsn_id <> l.lsn_id"
    " WHERE l.document_id = d.id AND l.from_location_id = :process AND NOT l.voided"
    " AND o.from_location_id = :process AND NOT o.voided)"
)


def links_into(connection: Connection, lsn_ids: Collection[int]) -> list[Link]:
    """What components went into; edges of documents that were turned back are left out."""
    return INTO.of(connection, lsn_ids)


def links_out_of(connection: Connection, lsn_ids: Collection[int]) -> list[Link]:
    """What outputs were certainly made of."""
    return OUT_OF.of(connection, lsn_ids)


def untied(connection: Connection, document_ids: Collection[int]) -> list[Link]:
    """What went into builds, no one knows into which of their outputs."""
    return UNTIED.of(connection, document_ids)


def outputs(
    connection: Connection, there: Beyond, document_ids: Collection[int]
) -> list[tuple[int, int]]:
    """Builds and what came out of them, good or scrapped: each pair once."""
    return OUTPUTS.of(connection, document_ids, process=there.process)


def made_in(
    connection: Connection, there: Beyond, lsn_ids: Collection[int]
) -> list[tuple[int, int]]:
    """Builds that some goods came out of, and the goods: each pair once."""
    return MADE_IN.of(connection, lsn_ids, process=there.process)


def alone(connection: Connection, there: Beyond, document_ids: Collection[int]) -> set[int]:
    """Those of some builds that one thing came out of and nothing else."""
    return {row[0] for row in ALONE.of(connection, document_ids, process=there.process)}


class Known(NamedTuple):
    """What an LSN is called; ``expires`` as the engine gives it, see :func:`day`."""

    id: int
    item_id: int
    kind: str
    code: str
    expires: Any
    stopped: Any


class OfItem(NamedTuple):
    """What the LSNs of an item have in common."""

    sku: str
    item: str
    unit: str
    decimals: int


KNOWN = Asked(
    "SELECT l.id, l.item_id, l.kind, l.code, l.expires, l.held_whole"
    " FROM {each} {then} lsn AS l ON l.id = n.value"
)
ITEMS = Asked(
    "SELECT i.id, i.sku, i.description, i.unit, i.decimals"
    " FROM {each} {then} item AS i ON i.id = n.value"
)
STANDS = Asked(
    "SELECT b.lsn_id, b.location_id, b.on_hand, b.held"
    " FROM {each} {then} balance AS b ON b.lsn_id = n.value AND b.on_hand > 0"
)
PLACES = Asked("SELECT p.id, p.code FROM {each} {then} location AS p ON p.id = n.value")
HANDED = Asked(  # the places are in the index: no other line of a lot is looked up
    "SELECT l.lsn_id, l.document_id, l.quantity"
    " FROM {each} {then} document_line AS l ON l.lsn_id = n.value"
    " WHERE (l.from_location_id IN (:supplier, :customer)"
    " OR l.to_location_id IN (:supplier, :customer)) AND NOT l.voided"
)
DOCUMENTS = Asked(
    "SELECT d.id, d.number, d.kind, d.posted_on, d.party_id, p.name"
    " FROM {each} {then} document AS d ON d.id = n.value LEFT JOIN party AS p"
    " ON p.id = d.party_id WHERE d.status = 'posted' AND d.reverses_id IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM document AS b WHERE b.reverses_id = d.id)"
)


def known(connection: Connection, lsn_ids: Collection[int]) -> list[Known]:
    """What some LSNs are called."""
    return KNOWN.of(connection, lsn_ids)


def items(connection: Connection, item_ids: Collection[int]) -> dict[int, OfItem]:
    """What items are called, by row."""
    return {row[0]: OfItem(*row[1:]) for row in ITEMS.of(connection, item_ids)}


def stands(connection: Connection, lsn_ids: Collection[int]) -> list[tuple[int, int, int, int]]:
    """Where LSNs stand: LSN, place, on hand, held; a place once for each unit there."""
    return STANDS.of(connection, lsn_ids)


def places(connection: Connection, location_ids: Collection[int]) -> dict[int, str]:
    """The codes of places, by row."""
    return dict(PLACES.of(connection, location_ids))


def handed(
    connection: Connection, there: Beyond, lsn_ids: Collection[int]
) -> list[tuple[int, int, int]]:
    """What of LSNs came from or went to others: LSN, document, quantity."""
    ends = {"supplier": there.supplier, "customer": there.customer}
    return HANDED.of(connection, lsn_ids, **ends)


class Head(NamedTuple):
    """A posted document that was not turned back and turns nothing back."""

    party_id: int
    party: str
    id: int
    number: str
    kind: str
    on: Any


def heads(connection: Connection, document_ids: Collection[int]) -> dict[int, Head]:
    """Of some documents those that stand, by row."""
    return {
        number: Head(party_id or 0, party or "", number, code, kind, day(on))
        for number, code, kind, on, party_id, party in DOCUMENTS.of(connection, document_ids)
    }


@cache
def day(given: Any) -> date | None:
    """A day as an engine gives it; None where it stands for never."""
    value = date.fromisoformat(given) if isinstance(given, str) else given
    return None if value is None or value == _NEVER else value
