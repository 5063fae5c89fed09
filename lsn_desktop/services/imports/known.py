"""What the checks of many rows look up at once, so that a row asks nothing."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.domain.items import LsnKind, Tracking
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.storage import imported

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lsn_desktop.services.imports.rows import Context, Row

Known = dict[str, Any]


def by(context: Context, table: str, column: str, values: Iterable[object]) -> dict[Any, Known]:
    """The rows of a table by a column that tells them apart."""
    wanted = (value for value in values if value not in {"", None})
    found = imported.rows(context.connection, table, column, wanted)
    return {row[column]: row for row in found}


def items(context: Context, rows: Sequence[Row]) -> dict[str, Known]:
    """The items the rows name, by SKU."""
    return by(context, "item", "sku", [row.text("sku") for row in rows])


def the_item(row: Row, items: dict[str, Known]) -> Known:
    """The item a row names.

    Raises:
        Refusal: there is none.
    """
    found = items.get(row.text("sku"))
    if found is None:
        raise refusal(
            "There is no item {sku}.",
            "Import the items first, or mend the SKU.",
            sku=row.text("sku"),
        )
    return found


def parties(context: Context, rows: Sequence[Row], name: str) -> dict[str, Known]:
    """The parties the rows name in a cell: by code, else by a name only one of them has."""
    texts = {row.text(name) for row in rows} - {""}
    found = by(context, "party", "code", texts)
    keys = {text: code_key(text) for text in texts - found.keys()}
    named: dict[str, list[Known]] = defaultdict(list)
    for row in imported.rows(context.connection, "party", "name_key", keys.values()):
        named[row["name_key"]].append(row)
    for text, key in keys.items():
        if len(named[key]) == 1:
            found[text] = named[key][0]
    return found


def the_party(row: Row, name: str, parties: dict[str, Known]) -> Known | None:
    """The party a row names; None where the cell is empty.

    Raises:
        Refusal: there is none.
    """
    code = row.text(name)
    if not code:
        return None
    if code not in parties:
        raise refusal(
            "There is no {field} {code}.",
            "Import vendors and customers first, or mend the code.",
            field=name,
            code=code,
        )
    return parties[code]


Identity = tuple[int, str, str, str]  # item, kind, scope, code


def lsns(
    context: Context, item_ids: Iterable[int], codes: Iterable[str]
) -> dict[Identity, Known]:
    """The LSNs that have one of these codes and are of one of these items, by identity."""
    wanted = set(item_ids)
    return {
        (row["item_id"], row["kind"], row["scope"], row["code"]): row
        for row in imported.rows(context.connection, "lsn", "code", codes)
        if row["item_id"] in wanted
    }


def identity(item: Known, vendor: Known | None, kind: LsnKind, code: str) -> Identity:
    """Which LSN a row means: its own code, in the supplier's scope where the item says so."""
    scope = vendor["code"] if vendor and item["lot_by_supplier"] else ""
    return (item["id"], kind.value, scope if code else "", code)


def must_be_tracked_so(row: Row, item: Known, *, whole: bool) -> None:
    """Refuse a lot or serial that the item does not have; with ``whole``, one that lacks too.

    Raises:
        Refusal: as said.
    """
    asks = Tracking(item["tracking"])
    lot, serial = bool(row.text("lot")), bool(row.text("serial"))
    too_much = (lot and not asks.by_lot) or (serial and not asks.by_serial)
    too_little = whole and ((asks.by_lot and not lot) or (asks.by_serial and not serial))
    if too_much or too_little or not (whole or lot or serial):
        raise refusal(
            "{sku} is tracked by {tracking}; the row says otherwise.",
            "Give its lot and serial as the item asks, and nothing more.",
            sku=item["sku"],
            tracking=asks.value,
        )
