"""What customers ordered, the parcels it left in, and what left against a rule."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, Text, UniqueConstraint

from lsn_desktop.storage.tables.base import (
    Id,
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

sales_order = Table(
    "sales_order",
    metadata,
    key(),
    uid(),
    Column("number", Text, nullable=False, unique=True),
    required("number_key"),
    ref("customer_id", "party", index=True),
    day("due_on"),
    text("status", default="open"),
    text("reference"),  # the customer's own number
    text("ship_to"),
    text("note"),
    text("source"),
    whole("created_at"),
    ref("created_by", "user"),
    CheckConstraint("status IN ('open', 'closed', 'cancelled')", name="status"),
    Index("ix_sales_order_status", "status", "due_on"),
    Index("ix_sales_order_number_key", "number_key"),
)

sales_order_line = Table(
    "sales_order_line",
    metadata,
    key(),
    ref("sales_order_id", "sales_order"),
    whole("number"),
    ref("item_id", "item", index=True),
    whole("ordered"),
    whole("shipped", default="0"),
    whole("price", null=True),  # of one base unit, in 10^-4 of the company's currency
    ref("lsn_id", "lsn", null=True),  # the lot or serial the customer asks for
    UniqueConstraint("sales_order_id", "number"),
    # A line taken off after goods were scanned for it asks for nothing.
    CheckConstraint("ordered >= 0 AND shipped >= 0", name="quantities"),
)

parcel = Table(
    "parcel",
    metadata,
    key(),
    uid(),
    ref("document_id", "document", index=True),
    ref("carrier_id", "party", null=True),
    text("carrier"),
    required("tracking"),
    required("tracking_key"),
    ref("handling_unit_id", "handling_unit", null=True),
    whole("created_at"),
    ref("created_by", "user"),
    flag("voided"),
    ref("scan_id", "scan", null=True),
    Index("ix_parcel_tracking_key", "tracking_key"),
)

# What lets one line ship or consume goods that a rule stops: who said so, and why.
override = Table(
    "override",
    metadata,
    key(),
    uid(),
    Column("line_id", Id, ForeignKey("document_line.id"), nullable=False, unique=True),
    ref("lsn_id", "lsn", index=True),
    required("why"),
    required("reason"),
    whole("at"),
    ref("user_id", "user"),
    ref("signed_by", "user"),
    CheckConstraint("why IN ('held', 'recalled', 'expired', 'short-dated')", name="why"),
    CheckConstraint("reason <> ''", name="reason"),
)
