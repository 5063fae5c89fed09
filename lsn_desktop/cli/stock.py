"""``lsn show``, ``on-hand``, ``expiring``, ``hold`` and ``release``."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from lsn_desktop.cli.common import one_lsn, opened, say, with_database
from lsn_desktop.cli.costs import cost_of
from lsn_desktop.cli.output import tell
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.program import new_uid
from lsn_desktop.services.lots import holding
from lsn_desktop.storage import (
    catalogue,
    certificates,
    custom_fields,
    ledger,
    lists,
    lsns,
    stock,
    timeline,
)

if TYPE_CHECKING:
    import argparse

    from lsn_desktop.storage.transactions import Connection


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the commands."""
    show_parser = commands.add_parser("show", help=_("everything about a lot or serial"))
    on_hand_parser = commands.add_parser("on-hand", help=_("what stands where"))
    on_hand_parser.add_argument("--item", default="", metavar="SKU")
    on_hand_parser.add_argument("--as-of", type=date.fromisoformat, metavar="DAY")
    expiring_parser = commands.add_parser("expiring", help=_("what expires soon"))
    expiring_parser.add_argument("--within", type=int, required=True, metavar="DAYS")
    hold_parser = commands.add_parser("hold", help=_("stop a lot or serial"))
    hold_parser.add_argument("--reason", required=True, choices=holding.REASONS)
    hold_parser.add_argument("--quantity", default="")
    hold_parser.add_argument("--location", default="")
    release_parser = commands.add_parser("release", help=_("end the holds of a lot or serial"))
    for parser in (show_parser, hold_parser, release_parser):
        parser.add_argument("code", metavar="CODE")
        parser.add_argument("--item", default="", metavar="SKU")
    hold_parser.add_argument("--note", default="")
    release_parser.add_argument("--note", required=True)
    runs = {
        show_parser: show,
        on_hand_parser: on_hand,
        expiring_parser: expiring,
        hold_parser: hold,
        release_parser: release,
    }
    for parser, run in runs.items():
        with_database(parser)
        parser.set_defaults(run=run)


def show(arguments: argparse.Namespace) -> int:
    """The page of one LSN: record, where, every transaction, holds, cost, certificates."""
    with opened(arguments) as (program, station), program.database.reading() as connection:
        found = one_lsn(connection, arguments.code, arguments.item)
        page = _page(connection, found.lsn.id, station.by().on)
    if arguments.json:
        tell(page)
        return 0
    say(f"{page['lsn']}  {page['item']}  {page['description']}  [{page['status']}]")
    say(f"expiry {page['expiry'] or '-'}  on hand {page['on_hand']} {page['unit']}")
    if (cost := page["cost"])["total"] is not None:
        say(f"cost {cost['total']} {cost['currency']}  each {cost['each']}")
    for place in page["places"]:
        say(f"  {place['location']:16} {place['on_hand']:>10}  held {place['held']}")
    for row in page["transactions"]:
        say(
            f"  {row['on']}  {row['document']:10} {row['from']} > {row['to']}"
            f"  {row['quantity']}  balance {row['balance']}"
        )
    return 0


def _page(connection: Connection, lsn_id: int, on: date) -> dict[str, Any]:
    row = lists.lsn_row(connection, lsn_id)
    record = lsns.by_id(connection, lsn_id)
    moved = timeline.moves(connection, lsn_id)

    def n(quantity: int) -> str:
        return plain(off_grid(quantity, row.decimals))

    return {
        "lsn": row.code,
        "kind": row.kind,
        "item": row.sku,
        "description": row.description,
        "status": row.status(on).value,
        "expiry": row.expiry,
        "best_before": record.best_before,
        "production": record.production,
        "vendor": row.vendor,
        "lot": lsns.by_id(connection, record.lot_id).code if record.lot_id else None,
        "unit": row.unit,
        "on_hand": n(row.on_hand),
        "places": [
            {
                "location": place.location,
                "on_hand": n(place.on_hand),
                "held": n(place.held),
                "claimed": n(place.claimed),
                "available": n(place.available),
            }
            for place in ledger.places(connection, lsn_id)
        ],
        "transactions": [
            {
                "at": datetime.fromtimestamp(each.at / 1e6, UTC).isoformat(),
                "on": each.on,
                "document": each.document,
                "kind": each.kind,
                "reversal": each.reversal,
                "order": each.purchase_order,
                "party": each.party,
                "from": each.from_place,
                "to": each.to_place,
                "quantity": n(each.change or each.quantity),
                "balance": n(each.balance),
                "user": each.user,
            }
            for each in moved
        ],
        "holds": [
            {
                "reason": each.reason,
                "note": each.note,
                "quantity": None if each.quantity is None else n(each.quantity),
                "open": each.released_at is None,
            }
            for each in ledger.holds(connection, lsn_id)
        ],
        "cost": cost_of(connection, lsn_id, row.on_hand, row.decimals),
        "certificates": [
            {"number": each.number, "status": each.status, "sha256": each.sha256}
            for each in certificates.listed(connection, lsn_id=lsn_id)
        ],
        "fields": {
            each.field.name: each.text
            for each in custom_fields.values_of(connection, lsn_id)
            if each.text
        },
    }


def on_hand(arguments: argparse.Namespace) -> int:
    """What stands where, now or at the end of a day; one row per LSN and place."""
    with opened(arguments) as (program, _station), program.database.reading() as connection:
        if arguments.item and catalogue.item_by_sku(connection, arguments.item) is None:
            raise refusal("There is no item {sku}.", "Check --item.", sku=arguments.item)
        rows = stock.on_hand(connection, sku=arguments.item, as_of=arguments.as_of)
    for row in rows:
        _tell_stand(row, as_json=arguments.json)
    return 0


def expiring(arguments: argparse.Namespace) -> int:
    """What stands somewhere and expires within so many days, first expired first."""
    with opened(arguments) as (program, station), program.database.reading() as connection:
        until = station.by().on + timedelta(days=arguments.within)
        rows = stock.on_hand(connection, expiring_by=until)
    for row in sorted(rows, key=lambda row: (row.expiry or date.max, row.lsn)):
        _tell_stand(row, as_json=arguments.json)
    return 0


def _tell_stand(row: stock.Stand, *, as_json: bool) -> None:
    values = {
        "item": row.sku,
        "gtin": row.gtin,
        "lsn": row.lsn or None,
        "kind": row.kind,
        "location": row.location,
        "on_hand": plain(off_grid(row.on_hand, row.decimals)),
        "held": plain(off_grid(row.held, row.decimals)),
        "claimed": plain(off_grid(row.claimed, row.decimals)),
        "available": plain(off_grid(row.on_hand - row.held - row.claimed, row.decimals)),
        "unit": row.unit,
        "expiry": row.expiry,
    }
    if as_json:
        tell(values)
    else:
        say(
            f"{row.sku:16} {row.lsn:22} {row.location:12} {values['on_hand']:>10} {row.unit}"
            f"  {row.expiry or ''}"
        )


def hold(arguments: argparse.Namespace) -> int:
    """Stop an LSN, whole or a quantity of it at a place."""
    with opened(arguments) as (program, station):
        with program.database.reading() as connection:
            found = one_lsn(connection, arguments.code, arguments.item)
            place = catalogue.location_by_code(connection, arguments.location)
        if bool(arguments.quantity) != bool(arguments.location) or (
            arguments.location and place is None
        ):
            raise refusal(
                "A partial hold needs a quantity and a place.",
                "Give --quantity and --location.",
            )
        order = holding.PlaceHold(
            uid=new_uid(),
            lsn_id=found.lsn.id,
            reason=arguments.reason,
            note=arguments.note,
            location_id=place.id if place else None,
            quantity=_decimal(arguments.quantity) if arguments.quantity else None,
        )
        program.database.run(station.by(), lambda tx: holding.hold(tx, order))
    _done(arguments, str(message("Held {code}", code=arguments.code)))
    return 0


def release(arguments: argparse.Namespace) -> int:
    """End every open hold of an LSN."""
    with opened(arguments) as (program, station):
        with program.database.reading() as connection:
            found = one_lsn(connection, arguments.code, arguments.item)
        program.database.run(
            station.by(), lambda tx: holding.release(tx, found.lsn.id, arguments.note)
        )
    _done(arguments, str(message("Released {code}", code=arguments.code)))
    return 0


def _decimal(text: str) -> Decimal:
    try:
        quantity = Decimal(text)
    except InvalidOperation:
        quantity = Decimal("NaN")
    if not quantity.is_finite():
        raise refusal("{text} is no quantity.", "Write it as 12 or 1.5.", text=text)
    return quantity


def _done(arguments: argparse.Namespace, words: str) -> None:
    if arguments.json:
        tell({"done": words})
    else:
        say(words)
