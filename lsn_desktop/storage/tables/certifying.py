"""Certificates we issue."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Table, Text

from lsn_desktop.storage.tables.base import day, key, metadata, ref, required, text, uid, whole

certificate = Table(
    "certificate",
    metadata,
    key(),
    uid(),
    Column("number", Text, nullable=False, unique=True),
    required("kind"),
    ref("lsn_id", "lsn", index=True),
    text("status", default="reserved"),
    required("facts"),
    ref("blob_id", "blob", null=True),
    text("sha256"),
    day("issued_on"),
    whole("created_at"),
    ref("created_by", "user"),
    CheckConstraint("kind IN ('coc', 'coa')", name="kind"),
    CheckConstraint("status IN ('reserved', 'issued')", name="status"),
    CheckConstraint("(status = 'issued') = (blob_id IS NOT NULL)", name="issued"),
)
