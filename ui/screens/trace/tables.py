"""Who has goods of a trace, and where they stand, as tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from lsn_desktop.domain.quantities import off_grid
from ui.parts.empty_state import EmptyState
from ui.screens.trace import words
from ui.tables.rows_model import Column
from ui.tables.table import Table
from ui.tables.table_service import TableService

if TYPE_CHECKING:
    from lsn_desktop.domain.genealogy import Handed, Node, Stand
    from lsn_desktop.domain.trace_tree import Grown
    from ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Had:
    """Somebody brought, got or sent back goods of a trace."""

    node: Node
    handed: Handed


@dataclass(frozen=True, slots=True)
class Standing:
    """Goods of a trace at a place."""

    node: Node
    stand: Stand


def holders_table(desk: Desk) -> Table[Had]:
    """Who brought it, who has it."""
    table = Table(
        "trace.holders",
        _("Who brought it, who has it"),
        (
            Column[Had](
                _("Who"),
                lambda row: words.party(row.handed),
                "who",
                called="who",
                filter="text",
            ),
            Column[Had](
                _("What"),
                lambda row: words.handed_words(row.handed.kind),
                "what",
                width=140,
                called="what",
                filter=tuple((one, words.handed_words(one)) for one in _KINDS),
                key=lambda row: row.handed.kind,
            ),
            Column[Had](
                _("Lot or serial"), lambda row: row.node.code, "code", mono=True, width=170,
                called="code", filter="text",
            ),
            Column[Had](
                _("Item"), lambda row: row.node.item, "item", called="item", filter="text"
            ),
            Column[Had](
                _("Quantity"),
                lambda row: words.amount(row.node, row.handed.quantity),
                right=True,
                width=110,
                value=lambda row: off_grid(row.handed.quantity, row.node.decimals),
            ),
            Column[Had](
                _("On"), lambda row: row.handed.on.isoformat(), "on", width=110, called="on",
                filter="day", key=lambda row: row.handed.on, value=lambda row: row.handed.on,
            ),
            Column[Had](_("Document"), lambda row: row.handed.document, "document", width=110),
            _certainty_of_had(),
        ),
        desk.theme,
        EmptyState(
            desk.theme,
            "operator",
            _("Nobody outside has any of it"),
            _("What is shipped, or came from a supplier, stands here."),
        ),
    )  # fmt: skip
    TableService(desk, table)
    return table


def places_table(desk: Desk) -> Table[Standing]:
    """Where goods of the trace stand now."""
    table = Table(
        "trace.places",
        _("Where it stands now"),
        (
            Column[Standing](
                _("Place"), lambda row: row.stand.location, "place", mono=True, width=180,
                called="place", filter="text",
            ),
            Column[Standing](
                _("Lot or serial"), lambda row: row.node.code, "code", mono=True, width=190,
                called="code", filter="text",
            ),
            Column[Standing](
                _("Item"), lambda row: row.node.item, "item", called="item", filter="text"
            ),
            Column[Standing](
                _("On hand"),
                lambda row: words.amount(row.node, row.stand.quantity),
                right=True,
                width=120,
                value=lambda row: off_grid(row.stand.quantity, row.node.decimals),
            ),
            Column[Standing](
                _("Held"),
                lambda row: words.amount(row.node, row.stand.held) if row.stand.held else "",
                tone=lambda _row: "refused",
                right=True,
                width=120,
                value=lambda row: off_grid(row.stand.held, row.node.decimals),
            ),
            Column[Standing](
                _("Certain?"),
                lambda row: words.certainty(row.node.certainty),
                "certain",
                width=110,
            ),
        ),
        desk.theme,
        EmptyState(
            desk.theme,
            "place",
            _("None of it is on hand"),
            _("Who has it says where it went."),
        ),
    )  # fmt: skip
    TableService(desk, table)
    return table


_KINDS = ("receipt", "shipment", "customer return", "supplier return")


def _certainty_of_had() -> Column[Had]:
    return Column[Had](
        _("Certain?"),
        lambda row: words.certainty(row.node.certainty),
        "certain",
        width=100,
        tone=lambda row: "muted" if row.node.certainty == "certain" else "attention",
    )


def holders(tree: Grown) -> list[Had]:
    """Everybody who had goods of a trace, by name."""
    found = [Had(node, one) for node in tree.nodes.values() for one in node.handed]
    found.sort(key=lambda had: (had.handed.party, had.handed.on, had.node.code))
    return found


def standing(tree: Grown) -> list[Standing]:
    """Everything of a trace that is on hand, place by place."""
    found = [Standing(node, one) for node in tree.nodes.values() for one in node.on_hand]
    found.sort(key=lambda one: (one.stand.location, one.node.item, one.node.code))
    return found
