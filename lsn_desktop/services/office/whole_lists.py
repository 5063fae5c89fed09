"""Every list of the house as a table to be saved; what can be imported has its headings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.messages import mark
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.scanning.escapes import escaped
from lsn_desktop.services.imports.locations import KINDS as PLACES
from lsn_desktop.storage import certificates, journal, rules, stock, whole_lists

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lsn_desktop.sheets.values import Value
    from lsn_desktop.storage.transactions import Connection

_PAGE = 5000
_PERCENT = 2  # decimals of a scrap allowance
_MONEY = 4  # decimals of the currency that are kept
_SHORT = 6  # digits a pack's decimals may have before its ratio is told instead


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list to be saved: its title, its headings and its rows."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class Whole:
    """A list by its name: its title, and what asks for it."""

    title: str
    ask: Callable[[Connection], tuple[Sequence[str], Sequence[Sequence[Value]]]]


def sheet(
    connection: Connection,
    name: str,
    *,
    since: date | None = None,
    until: date | None = None,
) -> Sheet:
    """A list, whole, or what is on it of some days: the rows' own first column.

    Raises:
        Refusal: there is none of this name.
    """
    if name not in LISTS:
        raise refusal(
            "There is no list {name}.", "Choose one of: {names}.",
            name=name, names=", ".join(LISTS),
        )  # fmt: skip
    whole = LISTS[name]
    headings, rows = whole.ask(connection)
    if since is not None or until is not None:
        first, last = since or date.min, until or date.max
        rows = [row for row in rows if first <= _day(row[0]) <= last]
    return Sheet(whole.title, headings, rows)


def _day(value: object) -> date:
    """The day a dated row begins with."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    raise LookupError(value)


Wanted = Callable[[int], bool]
Table = tuple[Sequence[str], Sequence[Sequence["Value"]]]


def _parties(connection: Connection) -> Table:
    headings = (
        "code", "name", "address", "gln", "vendor", "customer", "maker", "carrier",
        "days left on shipping", "active",
    )  # fmt: skip
    return headings, whole_lists.parties(connection)


def _places(connection: Connection) -> Table:
    headings = ("code", "name", "kind", "parent", "site", "active")
    return headings, whole_lists.places(connection, PLACES)


def _fields(connection: Connection) -> Table:
    rows = [
        (family, field, kind, "|".join(filter(None, choices.split("\n"))), of, position)
        for family, field, kind, choices, of, position in whole_lists.fields(connection)
    ]
    return ("family", "field", "kind", "choices", "of", "position"), rows


_ITEM = (
    "sku", "description", "tracking", "unit", "decimals", "shelf life", "days left on receipt",
    "days left on shipping", "expiry rule", "part of", "expiry required", "usable",
    "hold on receipt", "lot by supplier", "lot pattern",
    "serial pattern", "label template", "put away", "weight g", "volume ml", "scan limit",
    "active",
)  # fmt: skip


def _items(connection: Connection) -> Table:
    names, filled = whole_lists.custom(connection, "item")
    first: dict[int, tuple[str, Value]] = {}
    for item_id, _sku, gtin, top, bottom in whole_lists.gtins(connection):
        first.setdefault(item_id, (gtin, _pack(top, bottom)))
    rows = [
        (
            *values,
            family,
            *first.get(item_id, ("", None)),
            *(filled.get(item_id, {}).get(name) for name in names),
        )
        for item_id, family, *values in whole_lists.items(connection)
    ]
    return (*_ITEM, "family", "gtin", "pack", *names), rows


def _numbers(connection: Connection) -> Table:
    gtins = [
        (sku, gtin, "GTIN", "", _pack(top, bottom))
        for _id, sku, gtin, top, bottom in whole_lists.gtins(connection)
    ]
    others = [
        (sku, code, kind, supplier, _pack(top, bottom))
        for sku, code, kind, supplier, top, bottom in whole_lists.other_numbers(connection)
    ]
    return ("sku", "number", "kind", "supplier", "pack"), [*gtins, *others]


def _pack(top: int, bottom: int) -> Value:
    """A pack as a number where that is exact, else as a ratio."""
    exact = Decimal(top) / Decimal(bottom)
    if Fraction(exact) == Fraction(top, bottom) and len(str(exact)) <= _SHORT + len(str(top)):
        return exact
    return f"{top}/{bottom}"


def _named(kind: str, code: str, lot: str | None) -> tuple[str, str]:
    """Lot and serial as a file names an LSN."""
    return ("", "") if kind == "bulk" else (lot or "", code) if kind == "serial" else (code, "")


def _lsns(connection: Connection) -> Table:
    names, filled = whole_lists.custom(connection, "lsn")
    rows = [
        (
            sku,
            *_named(kind, code, lot),
            vendor,
            *values,
            *(filled.get(lsn_id, {}).get(n) for n in names),
        )
        for lsn_id, sku, kind, code, lot, vendor, *values in whole_lists.lsns(connection)
    ]
    headings = (
        "sku", "lot", "serial", "vendor", "production", "expiry", "best before", "retest",
        "maker", "country", "description", *names,
    )  # fmt: skip
    return headings, rows


def _aliases(connection: Connection) -> Table:
    rows = [
        (sku, *_named(kind, code, lot), vendor, *values)
        for _id, sku, kind, code, lot, vendor, *values in whole_lists.aliases(connection)
    ]
    return ("sku", "lot", "serial", "vendor", "alias", "kind"), rows


def _tests(connection: Connection) -> Table:
    rows = [tuple(values) for _id, *values in whole_lists.tests(connection)]
    headings = (
        "sku", "test", "method", "unit", "low", "high", "expected", "required",
    )  # fmt: skip
    return headings, rows


def _results(connection: Connection) -> Table:
    rows = [
        (sku, *_named(kind, code, lot), vendor, *values)
        for _id, sku, kind, code, lot, vendor, *values in whole_lists.results(connection)
    ]
    headings = (
        "sku", "lot", "serial", "vendor", "test", "value", "tested on", "laboratory", "note",
    )  # fmt: skip
    return headings, rows


def _stock(connection: Connection) -> Table:
    rows = []
    for _id, sku, kind, code, lot, vendor, *rest in whole_lists.stock(connection):
        place, on_hand, held, claimed, decimals, unit, production, expiry = rest
        free = on_hand - held - claimed
        quantities = (off_grid(each, decimals) for each in (on_hand, held, claimed, free))
        named = _named(kind, code, lot)
        rows.append((sku, *named, place, *quantities, unit, production, expiry, vendor))
    headings = (
        "sku", "lot", "serial", "place", "quantity", "held", "claimed", "available", "unit",
        "production", "expiry", "vendor",
    )  # fmt: skip
    return headings, rows


def _orders(connection: Connection) -> Table:
    rows = []
    for number, vendor, line, sku, *rest in whole_lists.order_lines(connection):
        ordered, received, decimals, unit, due, price, note, status = rest
        quantities = (off_grid(ordered, decimals), off_grid(received, decimals))
        money = None if price is None else off_grid(price, _MONEY)
        rows.append((number, vendor, line, sku, *quantities, unit, due, money, note, status))
    headings = (
        "number", "vendor", "line", "sku", "quantity", "received", "unit", "due", "price",
        "note", "status",
    )  # fmt: skip
    return headings, rows


def _sales_orders(connection: Connection) -> Table:
    rows = []
    for number, customer, line, sku, *rest in whole_lists.sales_order_lines(connection):
        ordered, shipped, decimals, unit, due, price, *said = rest
        quantities = (off_grid(ordered, decimals), off_grid(shipped, decimals))
        money = None if price is None else off_grid(price, _MONEY)
        rows.append((number, customer, line, sku, *quantities, unit, due, money, *said))
    headings = (
        "number", "customer", "line", "sku", "quantity", "shipped", "unit", "due", "price",
        "reference", "ship to", "note", "status",
    )  # fmt: skip
    return headings, rows


def _boms(connection: Connection) -> Table:
    rows = []
    for sku, revision, makes, decimals, component, *rest in whole_lists.bom_lines(connection):
        quantity, grid, unit, scrap, *said = rest
        much = off_grid(quantity, grid)
        rows.append(
            (sku, revision, off_grid(makes, decimals), component, much, unit,
             off_grid(scrap, _PERCENT), *said)
        )  # fmt: skip
    headings = (
        "sku", "revision", "makes", "component", "quantity", "unit", "scrap", "kind", "part of",
        "note", "active",
    )  # fmt: skip
    return headings, rows


def _work_orders(connection: Connection) -> Table:
    rows = []
    for number, sku, ordered, made, scrapped, decimals, *rest in whole_lists.work_orders(
        connection
    ):
        much = (off_grid(each, decimals) for each in (ordered, made, scrapped))
        rows.append((number, sku, *much, *rest))
    headings = (
        "number", "sku", "quantity", "made", "scrapped", "unit", "revision", "kind", "due",
        "place", "note", "status",
    )  # fmt: skip
    return headings, rows


def _documents(connection: Connection) -> Table:
    headings = (
        "number", "kind", "status", "party", "purchase order", "place", "posted on", "lines",
        "reason",
    )  # fmt: skip
    return headings, whole_lists.documents(connection)


def _ledger(connection: Connection) -> Table:
    rows = [
        (row.on, row.document, row.sku, row.lsn, row.from_place, row.to_place,
         off_grid(row.quantity, row.decimals), row.unit)
        for row in stock.ledger_rows(connection)
    ]  # fmt: skip
    return ("on", "document", "item", "lsn", "from", "to", "quantity", "unit"), rows


def _holds(connection: Connection) -> Table:
    rows = []
    for _id, sku, kind, code, lot, _vendor, *rest in whole_lists.holds(connection):
        place, quantity, decimals, reason, note, placed, released, release_note = rest
        much = None if quantity is None else off_grid(quantity, decimals)
        times = (_instant(placed), _instant(released))
        named = _named(kind, code, lot)
        rows.append((sku, *named, place, much, reason, note, *times, release_note))
    headings = (
        "sku", "lot", "serial", "place", "quantity", "reason", "note", "placed (UTC)",
        "released (UTC)", "release note",
    )  # fmt: skip
    return headings, rows


def _certificates(connection: Connection) -> Table:
    found: list[Any] = []
    while page := certificates.listed(
        connection, before=found[-1].id if found else None, limit=_PAGE
    ):
        found += page
    rows = [
        (each.number, each.kind, each.code, each.item, each.status, each.issued_on,
         each.created_by, each.sha256)
        for each in found
    ]  # fmt: skip
    headings = (
        "number", "kind", "lot or serial", "item", "status", "issued on", "by", "sha256",
    )  # fmt: skip
    return headings, rows


def _rules(connection: Connection) -> Table:
    rows = [
        (each.name, each.vendor_code, each.sku, each.sample, each.active)
        for each in rules.taught(connection)
    ]
    return ("name", "supplier", "item", "sample", "active"), rows


def _journal(connection: Connection) -> Table:
    found: list[Any] = []
    while page := journal.newest(connection, _PAGE, found[-1].scan_id if found else None):
        found += page
    rows = [
        (_instant(each.at), each.seq, each.device, escaped(each.data), each.read_as,
         each.outcome, str(each.words), str(each.remedy))
        for each in reversed(found)
    ]  # fmt: skip
    headings = ("at (UTC)", "seq", "device", "scan", "read as", "outcome", "words", "remedy")
    return headings, rows


def _instant(at: int | None) -> datetime | None:
    return None if at is None else datetime.fromtimestamp(at // 10**6, UTC).replace(tzinfo=None)


LISTS: Mapping[str, Whole] = {
    "parties": Whole(mark("Vendors and customers"), _parties),
    "locations": Whole(mark("Places"), _places),
    "fields": Whole(mark("Fields of families"), _fields),
    "items": Whole(mark("Items"), _items),
    "numbers": Whole(mark("Numbers of items"), _numbers),
    "lsns": Whole(mark("Lots and serials"), _lsns),
    "aliases": Whole(mark("Other codes of lots and serials"), _aliases),
    "stock": Whole(mark("On hand"), _stock),
    "orders": Whole(mark("Purchase orders"), _orders),
    "sales-orders": Whole(mark("Sales orders"), _sales_orders),
    "boms": Whole(mark("Bills of material"), _boms),
    "work-orders": Whole(mark("Work orders"), _work_orders),
    "tests": Whole(mark("Tests of items"), _tests),
    "results": Whole(mark("Test results"), _results),
    "documents": Whole(mark("Documents"), _documents),
    "ledger": Whole(mark("Moves"), _ledger),
    "holds": Whole(mark("Holds"), _holds),
    "certificates": Whole(mark("Certificates"), _certificates),
    "rules": Whole(mark("Taught rules"), _rules),
    "journal": Whole(mark("Scan journal"), _journal),
}
