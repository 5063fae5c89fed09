"""Templates of the company's own, each version as it was, and which label is used for what."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Table, Text, UniqueConstraint

from lsn_desktop.storage.tables.base import flag, key, metadata, ref, required, text, uid, whole

# Labels' templates, and by their kind those of certificates: a name is one template's.
label_template = Table(
    "label_template",
    metadata,
    key(),
    Column("name", Text, nullable=False, unique=True),
    flag("retired"),
    text("kind", default="label"),
    CheckConstraint("kind IN ('label', 'coc', 'coa')", name="kind"),
)

label_template_version = Table(
    "label_template_version",
    metadata,
    key(),
    uid(),
    ref("template_id", "label_template"),
    required("version"),
    required("title"),
    required("source"),
    required("digest"),
    whole("created_at"),
    ref("created_by", "user"),
    UniqueConstraint("template_id", "version"),
    Index("ix_label_template_version_digest", "digest"),
    CheckConstraint("version <> ''", name="version"),
)

# Instead of the usual template: for an item, a customer, a printer, or several of them at once.
label_template_use = Table(
    "label_template_use",
    metadata,
    key(),
    required("usual"),
    ref("item_id", "item", null=True, index=True),
    ref("customer_id", "party", null=True, index=True),
    text("printer"),
    required("template"),
    Index("ix_label_template_use_usual", "usual"),
)
