"""``lsn ledger``: the moves of an item, a lot, a place or a party, with balances."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsn_desktop.cli.common import one_lsn, opened, say, with_database
from lsn_desktop.cli.output import tell
from lsn_desktop.domain.messages import _
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.paper import table_files
from lsn_desktop.services.traces import ledger_report
from lsn_desktop.storage import catalogue, house
from lsn_desktop.storage.ledger_pages import About
from printing.queues import spool

if TYPE_CHECKING:
    import argparse

    from lsn_desktop.storage.ledger_pages import LedgerRow
    from lsn_desktop.storage.transactions import Connection


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``ledger``."""
    parser = commands.add_parser("ledger", help=_("the moves, oldest first, with balances"))
    for name in ("item", "lsn", "location", "party"):
        parser.add_argument(f"--{name}", default="")
    for name in ("since", "until"):
        parser.add_argument(f"--{name}", type=date.fromisoformat, metavar="DAY")
    parser.add_argument("-o", dest="target", default="", metavar="FILE")
    with_database(parser)
    parser.set_defaults(run=ledger)


def ledger(arguments: argparse.Namespace) -> int:
    """Each move with its document, its user and the balance after it.

    The balance is of the item or the lot asked for, else of the move's own lot; at the place or
    with the party where one is asked for. With ``--since`` the first line is what there was.
    """
    with opened(arguments) as (program, _station), program.database.reading() as connection:
        about = _about(connection, arguments)
        if arguments.target:
            sheet = ledger_report.sheet(connection, about)
            company = house.the_company(connection)
            data = table_files.as_file(
                Path(arguments.target).suffix, _(sheet.title), sheet.headings, sheet.rows,
                company.name if company else "",
            )  # fmt: skip
            spool.save_pdf(Path(arguments.target), data)
            return 0
        before = ledger_report.opening(connection, about)
        if before is not None:
            _say(_opening(about, *before), as_json=arguments.json)
        for row in ledger_report.rows(connection, about):
            _say(_values(row), as_json=arguments.json)
    return 0


def _about(connection: Connection, arguments: argparse.Namespace) -> About:
    """What is asked for, by its rows.

    Raises:
        Refusal: there is none of this name.
    """
    found: dict[str, int] = {}
    if arguments.lsn:
        found["lsn_id"] = one_lsn(connection, arguments.lsn, arguments.item).lsn.id
    elif arguments.item:
        item = catalogue.item_by_sku(connection, arguments.item)
        if item is None:
            raise refusal("There is no item {sku}.", "Check --item.", sku=arguments.item)
        found["item_id"] = item.id
    if arguments.location:
        place = catalogue.location_by_code(connection, arguments.location)
        if place is None:
            raise refusal("There is no place {code}.", "Check --location.",
                          code=arguments.location)  # fmt: skip
        found["location_id"] = place.id
    if arguments.party:
        party = catalogue.party_by_code(connection, arguments.party)
        if party is None:
            raise refusal("There is no customer or supplier {code}.", "Check --party.",
                          code=arguments.party)  # fmt: skip
        found["party_id"] = party.id
    return About(**found, since=arguments.since, until=arguments.until)


def _opening(about: About, before: Any, unit: str) -> dict[str, Any]:
    nothing = dict.fromkeys(("document", "item", "lsn", "from", "to", "quantity"))
    more = {"change": None, "balance": plain(before), "kind": "opening"}
    return {"on": about.since, **nothing, "unit": unit, **more, "party": None, "user": None}


def _values(row: LedgerRow) -> dict[str, Any]:
    return {
        "on": row.on,
        "document": row.document,
        "item": row.sku,
        "lsn": row.lsn or None,
        "from": row.from_place,
        "to": row.to_place,
        "quantity": plain(off_grid(row.quantity, row.decimals)),
        "unit": row.unit,
        "change": plain(off_grid(row.change, row.decimals)),
        "balance": plain(off_grid(row.balance, row.decimals)),
        "kind": "reversal" if row.reversal else row.kind,
        "party": row.party,
        "user": row.user,
    }


def _say(values: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        tell(values)
        return
    way = f"{values['from']} > {values['to']}" if values["from"] else values["kind"]
    say(
        f"{values['on']}  {values['document'] or '':10} {values['item'] or '':16}"
        f" {values['lsn'] or '':22} {way}  {values['change'] or '':>8}"
        f" {values['balance']:>10} {values['unit']}  {values['user'] or ''}".rstrip()
    )
