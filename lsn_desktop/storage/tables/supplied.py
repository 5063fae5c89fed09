"""Which certificates suppliers must send, and those they sent.

A certificate covers one lot or serial, or while it is valid all goods of an item, of a
supplier, or of an item from a supplier. Its file is an attachment.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, Table

from lsn_desktop.storage.tables.base import day, key, metadata, ref, required, text, uid, whole

certificate_rule = Table(
    "certificate_rule",
    metadata,
    key(),
    uid(),
    required("kind"),
    ref("item_id", "item", null=True, index=True),  # none: every item
    ref("supplier_id", "party", null=True),  # none: every supplier
    required("per"),
    whole("warn_days", default="30"),
    whole("created_at"),
    ref("created_by", "user"),
    whole("ended_at", null=True),
    ref("ended_by", "user", null=True),
    CheckConstraint("kind <> ''", name="kind"),
    CheckConstraint("per IN ('lot', 'supplier')", name="per"),
    CheckConstraint("warn_days >= 0", name="warn_days"),
    CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended"),
)

supplier_certificate = Table(
    "supplier_certificate",
    metadata,
    key(),
    uid(),
    required("kind"),
    text("number"),
    text("issued_by"),
    day("issued_on"),
    day("expires_on"),
    ref("lsn_id", "lsn", null=True, index=True),
    ref("item_id", "item", null=True, index=True),
    ref("supplier_id", "party", null=True, index=True),
    ref("attachment_id", "attachment", index=True),
    whole("created_at"),
    ref("created_by", "user"),
    whole("rejected_at", null=True),
    ref("rejected_by", "user", null=True),
    text("rejection"),
    CheckConstraint("kind <> ''", name="kind"),
    CheckConstraint(
        "lsn_id IS NULL AND (item_id IS NOT NULL OR supplier_id IS NOT NULL)"
        " OR lsn_id IS NOT NULL AND item_id IS NULL AND supplier_id IS NULL",
        name="covers",
    ),
    CheckConstraint("expires_on >= issued_on", name="days"),
    CheckConstraint("(rejected_at IS NULL) = (rejected_by IS NULL)", name="rejected"),
    CheckConstraint("(rejected_at IS NULL) = (rejection = '')", name="rejection"),
    Index("ix_supplier_certificate_expires", "expires_on"),
)
