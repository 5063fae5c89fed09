"""A trace as tables to be saved or printed: the lots, what went into what, who had them.

sheet = trace_tables.sheet(trace, "who")
table_files.as_file(".xlsx", _(sheet.title), sheet.headings, sheet.rows)
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import mark
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.office.whole_lists import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lsn_desktop.domain.genealogy import MassBalance, Node, Trace
    from lsn_desktop.sheets.values import Value

    Rows = Sequence[Sequence[Value]]


def sheet(trace: Trace, name: str) -> Sheet:
    """One of the tables a trace is saved as.

    Raises:
        Refusal: there is none of this name.
    """
    if name not in _TABLES:
        raise refusal(
            "There is no list {name}.", "Choose one of: {names}.",
            name=name, names=", ".join(_TABLES),
        )  # fmt: skip
    title, headings, rows = _TABLES[name]
    return Sheet(title, headings, rows(trace))


def balance_rows(found: MassBalance, decimals: int) -> list[tuple[str, str]]:
    """A mass balance line by line: what it is, and how much; unexplained is the last."""
    names = [field.name for field in fields(found)]
    return [
        (name.replace("_", " "), plain(off_grid(getattr(found, name), decimals)))
        for name in (*names, "unexplained")
    ]


def _nodes(trace: Trace) -> Rows:
    return [
        (
            node.depth, node.certainty.value, node.sku, node.item, node.code, node.kind,
            node.expires, "held" if node.stopped else "", off_grid(node.total, node.decimals),
            node.unit, _places(node), _who(node, "receipt"), _who(node, "shipment"),
        )
        for node in trace.nodes
    ]  # fmt: skip


def _places(node: Node) -> str:
    return ", ".join(
        f"{one.location} {plain(off_grid(one.quantity, node.decimals))}" for one in node.on_hand
    )


def _who(node: Node, kind: str) -> str:
    return ", ".join(dict.fromkeys(one.party for one in node.handed if one.kind == kind))


def _edges(trace: Trace) -> Rows:
    nodes = {node.id: node for node in trace.nodes}
    rows = []
    for edge in trace.edges:
        source, target, measured = (
            nodes[each] for each in (edge.source, edge.target, edge.measured)
        )
        rows.append(
            (
                source.sku, source.code, off_grid(edge.quantity, measured.decimals),
                measured.unit, target.sku, target.code, edge.build, edge.kind,
                edge.certainty.value,
            )
        )  # fmt: skip
    return rows


def _handed(trace: Trace) -> Rows:
    return [
        (
            one.party, one.kind, one.document, one.on, node.sku, node.item, node.code,
            off_grid(one.quantity, node.decimals), node.unit, node.certainty.value,
        )
        for node in trace.nodes
        for one in node.handed
    ]  # fmt: skip


_TABLES: Mapping[str, tuple[str, Sequence[str], Callable[[Trace], Rows]]] = {
    "lots": (
        mark("Traced lots and serials"),
        (
            "depth", "certainty", "item", "description", "lsn", "kind", "expiry", "status",
            "on hand", "unit", "where", "from", "shipped to",
        ),
        _nodes,
    ),
    "edges": (
        mark("What went into what"),
        (
            "item", "lsn", "quantity", "unit", "into item", "into lsn", "document", "kind",
            "certainty",
        ),
        _edges,
    ),
    "who": (
        mark("Who had traced goods"),
        (
            "party", "kind", "document", "on", "item", "description", "lsn", "quantity",
            "unit", "certainty",
        ),
        _handed,
    ),
}  # fmt: skip
TABLES = tuple(_TABLES)
"""The names of the tables: ``lots``, ``edges`` and ``who``."""
