"""What items are tested for, what came of it, and the certificates we issue."""

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

# Limits and values are decimals as they were written ("0.10" says more than 0.1 does); they
# are compared as decimals by domain/limits.py, never by the database.
test_specification = Table(
    "test_specification",
    metadata,
    key(),
    uid(),
    ref("item_id", "item"),
    whole("number"),
    required("name"),
    required("name_key"),
    text("method"),
    text("unit"),
    text("low"),
    text("high"),
    text("expected"),
    flag("required", default=True),
    flag("active", default=True),
    whole("created_at"),
    ref("created_by", "user"),
    UniqueConstraint("item_id", "name_key"),
    CheckConstraint("name <> ''", name="name"),
    CheckConstraint("expected = '' OR (low = '' AND high = '')", name="limits"),
)

# A result of the same test of the same LSN corrects the one before it: the highest turn
# stands, and all are kept with the limits they were judged by.
test_result = Table(
    "test_result",
    metadata,
    key(),
    uid(),
    ref("lsn_id", "lsn"),
    ref("specification_id", "test_specification", index=True),
    whole("turn"),
    required("name"),
    text("method"),
    text("unit"),
    text("low"),
    text("high"),
    text("expected"),
    flag("required", default=True),
    required("value"),
    flag("passed"),
    day("tested_on"),
    text("laboratory"),
    text("note"),
    text("source", default="typed"),
    whole("created_at"),
    ref("created_by", "user"),
    UniqueConstraint("lsn_id", "specification_id", "turn"),
    CheckConstraint("turn > 0", name="turn"),
    CheckConstraint("source IN ('typed', 'pasted', 'imported')", name="source"),
    CheckConstraint("turn = 1 OR note <> ''", name="corrected"),
)

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
    whole("revision", default="1"),
    ref("revises_id", "certificate", null=True),
    whole("withdrawn_at", null=True),
    ref("withdrawn_by", "user", null=True),
    text("withdrawn_reason"),
    text("template"),
    ref("document_id", "document", null=True, index=True),
    Index("ix_certificate_revises_id", "revises_id", unique=True),
    CheckConstraint("kind IN ('coc', 'coa')", name="kind"),
    CheckConstraint("status IN ('reserved', 'issued')", name="status"),
    CheckConstraint("(status = 'issued') = (blob_id IS NOT NULL)", name="issued"),
)
