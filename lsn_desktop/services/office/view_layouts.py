"""Columns as a user wants them, kept for each view, whatever workstation the user is at."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.storage import layouts

if TYPE_CHECKING:
    from lsn_desktop.storage.transactions import Connection, Tx


@dataclass(frozen=True, slots=True)
class Layout:
    """The look of a table.

    Args:
        columns: names in their order, each with its width in pixels, 0 for its usual one.
        hidden: names of those that are not shown.
        sort: the name of the column the rows are sorted by, empty for their natural order.
        descending: the other way round.
        preview: the selected row is shown in full beside the others.
    """

    columns: tuple[tuple[str, int], ...] = ()
    hidden: frozenset[str] = frozenset()
    sort: str = ""
    descending: bool = False
    preview: bool = False


USUAL = Layout()
"""As the program comes."""


def remember(tx: Tx, view: str, layout: Layout) -> None:
    """Keep the look of a view for whoever does this; the usual one needs no keeping.

    No audit entry: nothing of the house is changed.
    """
    if layout == USUAL:
        layouts.drop_layout(tx, tx.by.user_id, view)
        return
    told = {
        "columns": layout.columns,
        "hidden": sorted(layout.hidden),
        "sort": layout.sort,
        "descending": layout.descending,
        "preview": layout.preview,
    }
    layouts.put_layout(tx, tx.by.user_id, view, json.dumps(told))


def remembered(connection: Connection, user_id: int, view: str) -> Layout:
    """The look a user gave a view; columns that are gone since are the table's to pass over."""
    words = layouts.layout(connection, user_id, view)
    if words is None:
        return USUAL
    told = json.loads(words)
    return Layout(
        tuple((str(name), int(width)) for name, width in told["columns"]),
        frozenset(told["hidden"]),
        told["sort"],
        told["descending"],
        told.get("preview", False),
    )
