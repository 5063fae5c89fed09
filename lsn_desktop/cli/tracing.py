"""``lsn trace``: where goods came from, where they went, who has them; as JSON or as files."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsn_desktop.cli.common import one_lsn, opened, say, with_database
from lsn_desktop.cli.output import tell
from lsn_desktop.domain.genealogy import Direction, gather
from lsn_desktop.domain.messages import _
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.paper import table_files
from lsn_desktop.services.traces import trace_tables, tracing
from lsn_desktop.storage import catalogue, documents, house, trace_starts
from printing.queues import spool

if TYPE_CHECKING:
    import argparse

    from lsn_desktop.domain.genealogy import Edge, Handed, MassBalance, Node, Trace
    from lsn_desktop.storage.transactions import Connection


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``trace``."""
    parser = commands.add_parser("trace", help=_("where goods came from and went"))
    parser.add_argument("code", nargs="?", default="", metavar="CODE")
    parser.add_argument("--item", default="", metavar="SKU")
    parser.add_argument("--document", default="", metavar="NUMBER")
    parser.add_argument("--party", default="", metavar="CODE")
    for name in ("since", "until"):
        parser.add_argument(f"--{name}", type=date.fromisoformat, metavar="DAY")
    parser.add_argument("--direction", choices=[*Direction], default=Direction.BOTH)
    parser.add_argument("--list", choices=trace_tables.TABLES, default="", dest="table")
    parser.add_argument("-o", dest="target", default="-", metavar="FILE")
    with_database(parser)
    parser.set_defaults(run=trace)


def trace(arguments: argparse.Namespace) -> int:
    """What is in the goods, and what they are in; of one lot or serial its balance too."""
    with opened(arguments) as (program, _station), program.database.reading() as connection:
        lsn_id, starts = _starts(connection, arguments)
        way = Direction(arguments.direction)
        found = gather(tracing.trace(connection, starts, way))
        balance = tracing.balance(connection, lsn_id) if lsn_id else None
        company = house.the_company(connection)
    if arguments.table or arguments.target != "-":
        _save(arguments, found, company.name if company else "")
    elif arguments.json:
        tell(_whole(found, lsn_id, balance))
    else:
        _say(found, balance)
    return 0


def _starts(connection: Connection, arguments: argparse.Namespace) -> tuple[int, list[int]]:
    """The one LSN asked for, or 0, and all that the trace begins with."""
    if arguments.code:
        lsn_id = one_lsn(connection, arguments.code, arguments.item).lsn.id
        return lsn_id, trace_starts.of_lsn(connection, lsn_id)
    if arguments.document:
        head = documents.by_number(connection, arguments.document)
        if head is None:
            raise refusal(
                "There is no document {number}.", "Check the number.", number=arguments.document
            )
        return 0, trace_starts.of_document(connection, head.id)
    if arguments.party:
        party = catalogue.party_by_code(connection, arguments.party)
        if party is None:
            raise refusal(
                "There is no customer or supplier {code}.", "Check --party.",
                code=arguments.party,
            )  # fmt: skip
        return 0, trace_starts.of_party(connection, party.id)
    if arguments.item:
        item = catalogue.item_by_sku(connection, arguments.item)
        if item is None:
            raise refusal("There is no item {sku}.", "Check --item.", sku=arguments.item)
        return 0, trace_starts.of_item(connection, item.id)
    if arguments.since or arguments.until:
        first, last = arguments.since or date.min, arguments.until or date.max
        return 0, trace_starts.of_days(connection, first, last)
    raise refusal(
        "There is nothing to trace.",
        "Give a code, or --document, --party, --item, or --since and --until.",
    )


def _save(arguments: argparse.Namespace, found: Trace, company: str) -> None:
    suffix = Path(arguments.target).suffix.lower()
    sheet = trace_tables.sheet(found, arguments.table or trace_tables.TABLES[0])
    data = table_files.as_file(
        suffix if arguments.target != "-" else ".csv",
        _(sheet.title), sheet.headings, sheet.rows, company,
    )  # fmt: skip
    if arguments.target == "-":
        sys.stdout.write(data.decode("utf-8-sig"))
    else:
        spool.save_pdf(Path(arguments.target), data)


def _whole(found: Trace, lsn_id: int, balance: MassBalance | None) -> dict[str, Any]:
    nodes = {node.id: node for node in found.nodes}
    start = nodes.get(lsn_id)
    return {
        "lsn": start.code or None if start else None,
        "nodes": [_node(node) for node in found.nodes],
        "edges": [_edge(edge, nodes) for edge in found.edges],
        "balance": _balance(balance, start.decimals) if balance and start else None,
    }


def _node(node: Node) -> dict[str, Any]:
    def handed(rows: tuple[Handed, ...], who: str) -> list[dict[str, Any]]:
        return [
            {who: one.party, "document": one.document, "on": one.on,
             "quantity": _much(one.quantity, node)}
            for one in rows
        ]  # fmt: skip

    back = tuple(one for one in node.handed if one.kind == "customer return")
    return {
        "item": node.sku,
        "lsn": node.code or None,
        "depth": node.depth,
        "certainty": node.certainty,
        "on_hand": [
            {"location": one.location, "on_hand": _much(one.quantity, node),
             "held": _much(one.held, node)}
            for one in node.on_hand
        ],
        "shipped": handed(node.shipped, "customer"),
        "returned": handed(back, "customer"),
        "received": handed(node.received, "vendor"),
        "unit": node.unit,
        "held": node.stopped,
    }  # fmt: skip


def _edge(edge: Edge, nodes: dict[int, Node]) -> dict[str, Any]:
    source, target = nodes[edge.source], nodes[edge.target]
    return {
        "from": source.name,
        "to": target.name,
        "quantity": _much(edge.quantity, nodes[edge.measured]),
        "build": edge.build,
        "certainty": edge.certainty,
        "kind": edge.kind,
        "from_item": source.sku,
        "to_item": target.sku,
    }


def _balance(balance: MassBalance, decimals: int) -> dict[str, str]:
    rows = trace_tables.balance_rows(balance, decimals)
    return {name.replace(" ", "_"): quantity for name, quantity in rows}


def _much(quantity: int, node: Node) -> str:
    return plain(off_grid(quantity, node.decimals))


def _say(found: Trace, balance: MassBalance | None) -> None:
    for node in sorted(found.nodes, key=lambda node: (node.depth, node.sku, node.code)):
        where = ", ".join(f"{one.location} {_much(one.quantity, node)}" for one in node.on_hand)
        who = ", ".join(
            f"{one.party} {_much(one.quantity, node)} ({one.document})"
            for one in (*node.received, *node.shipped)
        )
        say(
            f"{node.depth:+3d}  {node.sku:16} {node.code:22} {node.certainty:9}"
            f" {where or '-'}  {who}".rstrip()
        )
    if balance is not None:
        decimals = found.nodes[0].decimals
        say("")
        for name, quantity in trace_tables.balance_rows(balance, decimals):
            if quantity != "0" or name == "unexplained":
                say(f"{name:22} {quantity:>12}")
