"""Documents and their lines, and the journal of what the scanners sent."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Index,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy import text as sql

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

document = Table(
    "document",
    metadata,
    key(),
    uid(),
    required("kind"),
    Column("number", Text, nullable=False, unique=True),
    text("status", default="draft"),
    ref("party_id", "party", null=True, index=True),
    ref("purchase_order_id", "purchase_order", null=True, index=True),
    ref("location_id", "location", null=True),
    Column("reverses_id", Id, nullable=True, unique=True),
    text("reference"),
    text("reason"),
    ref("workstation_id", "workstation"),
    whole("created_at"),
    ref("created_by", "user"),
    whole("posted_at", null=True),
    ref("posted_by", "user", null=True),
    day("posted_on"),
    whole("lines", default="0"),
    ref("work_order_id", "work_order", null=True, index=True),
    ref("sales_order_id", "sales_order", null=True, index=True),
    CheckConstraint(
        "kind IN ('receipt', 'transfer', 'build', 'shipment', 'customer return',"
        " 'supplier return', 'adjustment', 'count posting', 'scrap', 'opening')",
        name="kind",
    ),
    CheckConstraint("status IN ('draft', 'posted', 'discarded')", name="status"),
    CheckConstraint("(status = 'posted') = (posted_at IS NOT NULL)", name="posted"),
    Index("ix_document_status", "status", "kind"),
)

document_line = Table(
    "document_line",
    metadata,
    key(),
    uid(),
    ref("document_id", "document"),
    whole("number"),
    ref("item_id", "item"),
    ref("lsn_id", "lsn"),
    ref("from_location_id", "location"),
    ref("to_location_id", "location"),
    ref("handling_unit_id", "handling_unit", null=True),
    whole("quantity"),
    ref("purchase_order_line_id", "purchase_order_line", null=True, index=True),
    whole("weight_g", null=True),
    ref("scan_id", "scan", null=True),
    flag("voided"),
    required("digest"),
    ref("sales_order_line_id", "sales_order_line", null=True),
    ref("from_unit_id", "handling_unit", null=True),  # what it is taken out of
    ref("to_unit_id", "handling_unit", null=True),  # what it is packed into
    flag("claims"),  # while it is on a draft, its goods are promised to it
    UniqueConstraint("document_id", "number"),
    CheckConstraint("quantity > 0", name="quantity"),
    CheckConstraint(
        "from_location_id <> to_location_id"
        " OR coalesce(from_unit_id, 0) <> coalesce(to_unit_id, 0)",
        name="places",
    ),
)
# What of an LSN was made, received or shipped is told without its other lines.
Index(
    "ix_document_line_lsn",
    document_line.c.lsn_id,
    document_line.c.from_location_id,
    document_line.c.to_location_id,
)
OF_A_SALE = sql("sales_order_line_id IS NOT NULL")
Index(  # most lines are of no sale
    "ix_document_line_sales_order_line_id",
    document_line.c.sales_order_line_id,
    sqlite_where=OF_A_SALE,
    postgresql_where=OF_A_SALE,
)

scan = Table(
    "scan",
    metadata,
    key(),
    uid(),
    ref("workstation_id", "workstation"),
    whole("seq"),
    whole("told_mark"),
    whole("at"),
    ref("user_id", "user"),
    text("device"),
    Column("bytes", LargeBinary, nullable=False),
    text("symbology"),
    text("read_as"),
    ref("document_id", "document", null=True, index=True),
    UniqueConstraint("workstation_id", "seq"),
)

scan_outcome = Table(
    "scan_outcome",
    metadata,
    key(),
    ref("scan_id", "scan", index=True),
    whole("at"),
    required("outcome"),
    required("words"),
    text("remedy"),
    text("params", default="{}"),
    ref("line_id", "document_line", null=True, index=True),
    CheckConstraint(
        "outcome IN ('ok', 'heard', 'attention', 'refused', 'question', 'failed', 'undone',"
        " 'unfinished', 'incomplete')",
        name="outcome",
    ),
)

exchange_job = Table(
    "exchange_job",
    metadata,
    key(),
    uid(),
    required("kind"),
    required("name"),
    Column("sha256", Text, nullable=False, index=True),
    whole("rows"),
    whole("at"),
    ref("user_id", "user"),
    whole("undone_at", null=True),
)

exchange_change = Table(
    "exchange_change",
    metadata,
    key(),
    ref("job_id", "exchange_job", index=True),
    required("subject"),
    whole("subject_id"),
    required("action"),
    text("before", default="{}"),
    CheckConstraint("action IN ('create', 'change')", name="action"),
)

exchange_mapping = Table(
    "exchange_mapping",
    metadata,
    key(),
    required("kind"),
    required("headings"),  # the digest of a file's column headings: the source it is from
    required("mapping"),
    text("name"),
    whole("used_at"),
    UniqueConstraint("kind", "headings"),
)
