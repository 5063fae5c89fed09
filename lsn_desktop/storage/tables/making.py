"""What goods are made of, what is to be made, and what went into what."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Table, Text, UniqueConstraint

from lsn_desktop.storage.tables.base import (
    day,
    flag,
    key,
    metadata,
    ref,
    required,
    text,
    uid,
    whole,
)

bill_of_material = Table(
    "bill_of_material",
    metadata,
    key(),
    uid(),
    ref("item_id", "item"),
    text("revision"),
    whole("makes"),  # of the item, that one batch gives
    flag("active", default=True),
    text("note"),
    whole("created_at"),
    ref("created_by", "user"),
    UniqueConstraint("item_id", "revision"),
    CheckConstraint("makes > 0", name="makes"),
)

bom_line = Table(
    "bom_line",
    metadata,
    key(),
    ref("bom_id", "bill_of_material"),
    whole("number"),
    ref("item_id", "item", index=True),
    text("kind", default="component"),
    whole("quantity"),  # on its item's grid, for one batch
    whole("scrap", default="0"),  # allowance, in hundredths of a percent
    flag("part_of"),  # each must be tied to the output it went into
    UniqueConstraint("bom_id", "number"),
    CheckConstraint("kind IN ('component', 'by-product')", name="kind"),
    CheckConstraint("quantity > 0 AND scrap >= 0", name="quantities"),
)

work_order = Table(
    "work_order",
    metadata,
    key(),
    uid(),
    Column("number", Text, nullable=False, unique=True),
    required("number_key"),
    text("kind", default="build"),
    ref("item_id", "item", index=True),
    ref("bom_id", "bill_of_material", null=True),
    whole("ordered"),
    whole("made", default="0"),
    whole("scrapped", default="0"),
    text("status", default="planned"),
    day("due_on"),
    ref("location_id", "location", null=True),  # where it is made
    text("note"),
    whole("created_at"),
    ref("created_by", "user"),
    CheckConstraint("kind IN ('build', 'disassembly', 'rework')", name="kind"),
    CheckConstraint("status IN ('planned', 'released', 'closed', 'cancelled')", name="status"),
    CheckConstraint("ordered > 0 AND made >= 0 AND scrapped >= 0", name="quantities"),
    Index("ix_work_order_status", "status", "due_on"),
    Index("ix_work_order_number_key", "number_key"),
)

work_order_line = Table(
    "work_order_line",
    metadata,
    key(),
    ref("work_order_id", "work_order"),
    whole("number"),
    ref("item_id", "item", index=True),
    text("kind", default="component"),
    whole("needed"),
    whole("used", default="0"),
    flag("part_of"),
    UniqueConstraint("work_order_id", "number"),
    CheckConstraint("kind IN ('component', 'by-product')", name="kind"),
    CheckConstraint("needed > 0 AND used >= 0", name="quantities"),
)

# Ties of a draft; posting writes them as edges, which then say it for ever.
part_of = Table(
    "part_of",
    metadata,
    key(),
    ref("component_line_id", "document_line", index=True),
    ref("output_line_id", "document_line", index=True),
    whole("quantity"),
    flag("voided"),
    CheckConstraint("quantity > 0", name="quantity"),
)
