"""What was announced, and what was wrong with what came."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, Table, UniqueConstraint

from lsn_desktop.storage.tables.base import day, key, metadata, ref, required, text, uid, whole

manifest = Table(
    "manifest",
    metadata,
    key(),
    uid(),
    required("kind"),
    text("number"),
    text("source"),  # the file it came from
    ref("party_id", "party", null=True),
    ref("purchase_order_id", "purchase_order", null=True, index=True),
    ref("document_id", "document", null=True, index=True),  # the receipt that goes by it
    ref("blob_id", "blob", null=True),
    whole("created_at"),
    ref("created_by", "user"),
    CheckConstraint("kind IN ('table', 'x12 856', 'epcis')", name="kind"),
)

manifest_line = Table(
    "manifest_line",
    metadata,
    key(),
    ref("manifest_id", "manifest"),
    whole("number"),
    ref("item_id", "item", null=True, index=True),
    text("named"),  # how the sender names the item
    text("lot"),
    text("serial"),
    text("sscc"),
    day("expiry"),
    day("best_before"),
    whole("quantity"),
    UniqueConstraint("manifest_id", "number"),
    Index("ix_manifest_line_serial", "manifest_id", "serial"),
    CheckConstraint("quantity > 0", name="quantity"),
)

manifest_tick = Table(
    "manifest_tick",
    metadata,
    key(),
    ref("manifest_line_id", "manifest_line", index=True),
    ref("line_id", "document_line"),
    whole("quantity"),
    UniqueConstraint("line_id", "manifest_line_id"),
    CheckConstraint("quantity > 0", name="quantity"),
)

discrepancy = Table(
    "discrepancy",
    metadata,
    key(),
    uid(),
    ref("document_id", "document", index=True),
    ref("line_id", "document_line", null=True),
    ref("manifest_line_id", "manifest_line", null=True),
    ref("item_id", "item", null=True),
    ref("lsn_id", "lsn", null=True, index=True),
    required("kind"),
    whole("quantity", null=True),
    text("reason"),
    text("disposition"),
    text("note"),
    whole("created_at"),
    ref("created_by", "user"),
    whole("withdrawn_at", null=True),
    CheckConstraint(
        "kind IN ('over', 'short', 'damaged', 'wrong lot', 'wrong item', 'short-dated',"
        " 'other')",
        name="kind",
    ),
    CheckConstraint(
        "disposition IN ('', 'accepted', 'quarantine', 'return', 'scrap', 'refused')",
        name="disposition",
    ),
    CheckConstraint("quantity IS NULL OR quantity > 0", name="quantity"),
)
