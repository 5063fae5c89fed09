"""The law of the house: moves, and what is kept beside them.

A balance is a projection of the moves of one LSN at one real place, an item's total the sum of
its balances; ``lsn rebuild`` makes them anew and ``lsn verify`` proves them. ``one_place``
marks the balances of serials, of which only one may be above nothing (invariant 2).
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, text

from lsn_desktop.storage.tables.base import (
    Id,
    day,
    flag,
    key,
    metadata,
    ref,
    required,
    uid,
    whole,
)
from lsn_desktop.storage.tables.base import text as words

move = Table(
    "move",
    metadata,
    key(),
    ref("lsn_id", "lsn"),
    ref("item_id", "item"),
    ref("from_location_id", "location"),
    ref("from_unit_id", "handling_unit", null=True),
    ref("to_location_id", "location"),
    ref("to_unit_id", "handling_unit", null=True),
    whole("quantity"),
    ref("document_line_id", "document_line", index=True),
    whole("at"),
    day("on"),
    required("digest"),
    CheckConstraint("quantity > 0", name="quantity"),
    Index("ix_move_lsn", "lsn_id", "id"),
    Index("ix_move_item", "item_id", "id"),
    Index("ix_move_from", "from_location_id", "id"),
    Index("ix_move_to", "to_location_id", "id"),
)

balance = Table(
    "balance",
    metadata,
    key(),
    ref("lsn_id", "lsn"),
    ref("location_id", "location"),
    ref("handling_unit_id", "handling_unit", null=True),
    whole("on_hand", default="0"),
    whole("held", default="0"),
    whole("claimed", default="0"),
    flag("one_place"),
    CheckConstraint("on_hand >= 0", name="never_below_nothing"),
    CheckConstraint(
        "held >= 0 AND claimed >= 0 AND held + claimed <= on_hand", name="spoken_for"
    ),
    CheckConstraint("NOT one_place OR on_hand <= 1", name="serial"),
)
LOOSE = text("handling_unit_id IS NULL")
PACKED = text("handling_unit_id IS NOT NULL")
Index(
    "uq_balance_loose",
    balance.c.lsn_id,
    balance.c.location_id,
    unique=True,
    sqlite_where=LOOSE,
    postgresql_where=LOOSE,
)
Index(
    "uq_balance_packed",
    balance.c.lsn_id,
    balance.c.location_id,
    balance.c.handling_unit_id,
    unique=True,
    sqlite_where=PACKED,
    postgresql_where=PACKED,
)
Index(
    "uq_balance_one_place",
    balance.c.lsn_id,
    unique=True,
    sqlite_where=text("one_place AND on_hand > 0"),
    postgresql_where=text("one_place AND on_hand > 0"),
)
# The unique ones are partial: no search uses them. With what it asks for, no row is looked up.
Index("ix_balance_lsn", balance.c.lsn_id, balance.c.on_hand)
Index("ix_balance_location", balance.c.location_id)
Index(  # what is held is little, whatever stands there
    "ix_balance_held",
    balance.c.lsn_id,
    sqlite_where=text("held > 0"),
    postgresql_where=text("held > 0"),
)

item_total = Table(  # of all its LSNs, wherever they stand; see storage/totals.py
    "item_total",
    metadata,
    Column("item_id", Id, ForeignKey("item.id"), primary_key=True, autoincrement=False),
    whole("on_hand"),
)

genealogy_edge = Table(
    "genealogy_edge",
    metadata,
    key(),
    ref("document_id", "document"),
    ref("component_id", "lsn", index=True),
    ref("output_id", "lsn", null=True, index=True),
    whole("quantity"),
    words("kind", default="build"),
    CheckConstraint("quantity > 0", name="quantity"),
    # With it, what went into no certain output of a large build is found at once.
    Index("ix_genealogy_edge_document", "document_id", "output_id"),
)

MAKING = ("build", "disassembly")
"""The kinds of edges that builds write; those of conversions are of other kinds."""

hold = Table(
    "hold",
    metadata,
    key(),
    uid(),
    ref("lsn_id", "lsn", index=True),
    ref("location_id", "location", null=True),
    whole("quantity", null=True),
    required("reason"),
    words("note"),
    whole("placed_at"),
    ref("placed_by", "user"),
    whole("released_at", null=True),
    ref("released_by", "user", null=True),
    words("release_note"),
    ref("certificate_rule_id", "certificate_rule", null=True),  # what asks for what is missing
    CheckConstraint("(location_id IS NULL) = (quantity IS NULL)", name="whole_or_place"),
    CheckConstraint("quantity IS NULL OR quantity > 0", name="quantity"),
)
WAITS = text("certificate_rule_id IS NOT NULL AND released_at IS NULL")
Index(  # one hold for each certificate that a lot or serial waits for
    "uq_hold_certificate",
    hold.c.lsn_id,
    hold.c.certificate_rule_id,
    unique=True,
    sqlite_where=WAITS,
    postgresql_where=WAITS,
)
