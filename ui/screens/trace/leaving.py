"""A trace as a file or on paper: the tree written out, who had what, the balance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.genealogy import Direction
from lsn_desktop.domain.messages import _
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.paper import table_files
from ui.screens.trace import words

if TYPE_CHECKING:
    from lsn_desktop.domain.trace_tree import Grown, Row
    from lsn_desktop.sheets.values import Value


def headings() -> list[str]:
    """Of the tree written out."""
    return [
        _("Way"), _("Level"), _("Lot or serial"), _("Item"), _("SKU"), _("Quantity"), _("Unit"),
        _("Certain?"), _("By"), _("On hand"), _("Came from"), _("Went to"),
    ]  # fmt: skip


def rows_of(tree: Grown) -> list[list[Value]]:
    """A row for each line of the tree; what stands there again says so."""
    return [_row(tree, row) for row in tree.rows()]


def as_file(suffix: str, title: str, tree: Grown, line: str) -> bytes:
    """The whole tree as CSV, XLSX or PDF; on paper levels are set in by points."""
    rows = rows_of(tree)
    if suffix == ".pdf":
        rows = [[*row[:2], f"{'· ' * int(str(row[1]))}{row[2]}", *row[3:]] for row in rows]
    return table_files.as_file(suffix, title, headings(), rows, line)


def _row(tree: Grown, row: Row) -> list[Value]:
    node, edge = row.node, row.edge
    quantity: Value = ""
    unit = ""
    if edge is not None:
        source = tree.nodes[edge.source]
        quantity, unit = off_grid(edge.quantity, source.decimals), source.unit
    by = f"{words.kind_words(edge.kind)} {edge.build}" if edge else ""
    code = words.name(node)
    return [
        _("back") if row.way is Direction.BACK else _("forward"),
        row.depth,
        f"{code} ({_('see above')})" if row.again else code,
        node.item,
        node.sku,
        quantity,
        unit,
        words.certainty(edge.certainty if edge else node.certainty),
        by,
        words.stands(node),
        "; ".join(f"{words.party(one)} {words.handed_line(one)}" for one in node.received),
        "; ".join(
            f"{words.party(one)} {words.amount(node, one.quantity)} {words.handed_line(one)}"
            for one in node.shipped
        ),
    ]
