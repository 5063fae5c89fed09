"""Lots, serials, their other names, and what is kept about them."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    Index,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

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

lsn = Table(
    "lsn",
    metadata,
    key(),
    uid(),
    ref("item_id", "item"),
    required("kind"),
    text("scope"),
    required("code"),
    required("code_key"),
    ref("lot_id", "lsn", null=True, index=True),
    day("expiry"),
    day("best_before"),
    day("production"),
    ref("vendor_id", "party", null=True),
    text("country"),
    text("description"),
    flag("held_whole"),
    whole("created_at"),
    day("retest"),
    text("maker"),
    # Its own expiry or its lot's, kept; see storage/expiries.py.
    Column("expires", Date, nullable=False, server_default="9999-12-31"),
    UniqueConstraint("item_id", "kind", "scope", "code"),
    CheckConstraint("kind IN ('lot', 'serial', 'bulk')", name="kind"),
    CheckConstraint("lot_id IS NULL OR kind = 'serial'", name="lot_of_serial"),
    CheckConstraint("(kind = 'bulk') = (code = '')", name="code"),
    Index("ix_lsn_code", "code"),
    Index("ix_lsn_code_key", "code_key"),
    Index("ix_lsn_item", "item_id", "code_key"),
    Index("ix_lsn_expires", "expires", "id", "kind"),  # a list by it is read off the index
    Index("ix_lsn_item_expires", "item_id", "expires"),  # what of an item goes first
)

lsn_alias = Table(
    "lsn_alias",
    metadata,
    key(),
    ref("lsn_id", "lsn", index=True),
    text("kind"),
    required("code"),
    required("code_key"),
    UniqueConstraint("lsn_id", "code"),
    Index("ix_lsn_alias_code", "code"),
    Index("ix_lsn_alias_code_key", "code_key"),
)

lsn_change = Table(
    "lsn_change",
    metadata,
    key(),
    uid(),
    required("kind"),
    ref("lsn_id", "lsn", index=True),
    ref("other_id", "lsn", null=True, index=True),  # merged into, split off
    text("old_code"),
    text("new_code"),
    required("reason"),
    ref("document_id", "document", null=True),
    whole("at"),
    ref("user_id", "user"),
    CheckConstraint("kind IN ('rename', 'merge', 'split')", name="kind"),
    CheckConstraint("(kind = 'rename') = (other_id IS NULL)", name="other"),
)

custom_value = Table(
    "custom_value",
    metadata,
    key(),
    ref("field_id", "custom_field"),
    ref("lsn_id", "lsn", null=True),
    ref("item_id", "item", null=True),
    required("text"),
    required("text_key"),
    whole("number", null=True),  # 10^-6
    day("day"),
    UniqueConstraint("lsn_id", "field_id"),
    UniqueConstraint("item_id", "field_id"),
    CheckConstraint("(lsn_id IS NULL) <> (item_id IS NULL)", name="subject"),
    Index("ix_custom_value_text", "field_id", "text_key", "lsn_id"),
    Index("ix_custom_value_number", "field_id", "number", "lsn_id"),
    Index("ix_custom_value_day", "field_id", "day", "lsn_id"),
)

blob = Table(
    "blob",
    metadata,
    key(),
    Column("sha256", Text, nullable=False, unique=True),
    Column("bytes", LargeBinary, nullable=False),
    text("media_type"),
)

attachment = Table(
    "attachment",
    metadata,
    key(),
    uid(),
    required("subject"),
    whole("subject_id"),
    ref("blob_id", "blob"),
    required("name"),
    text("kind"),
    day("issued_on"),
    day("expires_on"),
    whole("created_at"),
    ref("created_by", "user"),
    CheckConstraint("subject IN ('lsn', 'item', 'document', 'party')", name="subject"),
    Index("ix_attachment_subject", "subject", "subject_id"),
)
