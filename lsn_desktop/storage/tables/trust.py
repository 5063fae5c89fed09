"""Who did what, where, when: users, workstations, the audit chain, counters, settings."""

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

from lsn_desktop.storage.tables.base import (
    Id,
    flag,
    key,
    metadata,
    ref,
    required,
    text,
    uid,
    whole,
)

user = Table(
    "user",
    metadata,
    key(),
    uid(),
    Column("name", Text, nullable=False, unique=True),
    required("name_key"),
    text("pin_hash"),
    Column("badge_hash", Text, nullable=True, unique=True),
    text("role", default="operator"),
    flag("active", default=True),
    whole("failed_pins", default="0"),
    whole("locked_until", default="0"),
    CheckConstraint("role IN ('owner', 'supervisor', 'operator', 'system')", name="role"),
)

workstation = Table(
    "workstation",
    metadata,
    key(),
    Column("name", Text, nullable=False, unique=True),
    whole("scan_seq", default="0"),
    whole("audit_number", default="0"),
    text("audit_hash"),
)

audit_entry = Table(
    "audit_entry",
    metadata,
    key(),
    ref("workstation_id", "workstation"),
    whole("number"),
    whole("at"),
    ref("user_id", "user"),
    required("action"),
    required("words"),
    text("params", default="{}"),
    text("subject"),
    Column("subject_id", Id, nullable=True),
    text("digest"),
    text("previous_hash"),
    required("hash"),
    UniqueConstraint("workstation_id", "number"),
    Index("ix_audit_entry_subject", "subject", "subject_id"),
)

counter = Table(
    "counter",
    metadata,
    Column("name", Text, primary_key=True),
    whole("next", default="1"),
)

view_layout = Table(
    "view_layout",
    metadata,
    key(),
    ref("user_id", "user"),
    required("view"),
    required("layout"),
    UniqueConstraint("user_id", "view"),
)

setting = Table(
    "setting",
    metadata,
    Column("scope", Text, primary_key=True),  # "" or a workstation's name
    Column("name", Text, primary_key=True),
    required("value"),
)

signing_key = Table(
    "signing_key",
    metadata,
    key(),
    Column("fingerprint", Text, nullable=False, unique=True),
    Column("certificate", LargeBinary, nullable=False),  # X.509, DER: nothing secret
    ref("workstation_id", "workstation"),
    whole("created_at"),
    ref("created_by", "user"),
    whole("retired_at", null=True),  # signs no more; what it signed stays signed
)
