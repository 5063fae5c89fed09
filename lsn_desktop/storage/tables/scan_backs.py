"""Labels that were to be scanned when they came out, and what came of it."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, Table, UniqueConstraint

from lsn_desktop.storage.tables.base import key, metadata, ref, text, whole

# Without ``checked_at`` it waits; ``result`` is what its scan, or a person, said then.
label_scan = Table(
    "label_scan",
    metadata,
    key(),
    ref("label_copy_id", "label_copy"),
    whole("asked_at"),
    whole("checked_at", null=True),
    ref("checked_by", "user", null=True),
    text("result"),
    UniqueConstraint("label_copy_id"),
    CheckConstraint("result IN ('', 'reads', 'fails', 'left')", name="result"),
    CheckConstraint("(checked_at IS NULL) = (result = '')", name="checked"),
)
Index(
    "ix_label_scan_waiting",
    label_scan.c.label_copy_id,
    sqlite_where=label_scan.c.checked_at.is_(None),
    postgresql_where=label_scan.c.checked_at.is_(None),
)
