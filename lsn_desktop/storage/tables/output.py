"""What was printed."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Table, Text, UniqueConstraint

from lsn_desktop.storage.tables.base import flag, key, metadata, ref, required, text, uid, whole

print_job = Table(
    "print_job",
    metadata,
    key(),
    uid(),
    Column("number", Text, nullable=False, unique=True),
    required("template"),
    text("template_version"),
    text("template_digest"),
    text("printer"),
    text("printer_job"),
    text("status", default="waiting"),
    text("status_words"),
    ref("document_id", "document", null=True, index=True),
    ref("pdf_blob_id", "blob", null=True),
    text("reason"),
    ref("workstation_id", "workstation"),
    whole("created_at"),
    ref("created_by", "user"),
    ref("reprint_of", "print_job", null=True, index=True),
    text("sheet"),  # on rolls nothing: a label is a page of its own
    whole("sheet_labels", default="1"),
    whole("sheet_start", default="1"),
    CheckConstraint(
        "status IN ('waiting', 'drawn', 'sent', 'paused', 'printed', 'failed', 'cancelled')",
        name="status",
    ),
    Index("ix_print_job_status", "status"),
)

label_copy = Table(
    "label_copy",
    metadata,
    key(),
    ref("print_job_id", "print_job"),
    whole("number"),
    ref("lsn_id", "lsn", null=True, index=True),
    ref("location_id", "location", null=True),
    ref("line_id", "document_line", null=True, index=True),
    required("fields"),
    whole("voided_at", null=True),
    ref("handling_unit_id", "handling_unit", null=True),
    text("state", default="waiting"),
    text("printer_job"),
    whole("printed_at", null=True),
    flag("claims"),
    ref("item_id", "item", null=True),
    UniqueConstraint("print_job_id", "number"),
    CheckConstraint(
        "(CASE WHEN lsn_id IS NULL THEN 0 ELSE 1 END)"
        " + (CASE WHEN location_id IS NULL THEN 0 ELSE 1 END)"
        " + (CASE WHEN handling_unit_id IS NULL THEN 0 ELSE 1 END)"
        " + (CASE WHEN item_id IS NULL THEN 0 ELSE 1 END) = 1",
        name="subject",
    ),
    CheckConstraint(
        "state IN ('waiting', 'sent', 'printed', 'uncertain', 'cancelled')", name="state"
    ),
)
# The label of a serial is one job's: another one carries it only as a recorded reprint.
Index(
    "uq_label_copy_claim",
    label_copy.c.lsn_id,
    unique=True,
    sqlite_where=label_copy.c.claims,
    postgresql_where=label_copy.c.claims,
)
# Few labels are of an item alone: those of lots and serials take no room in it.
Index(
    "ix_label_copy_item",
    label_copy.c.item_id,
    sqlite_where=label_copy.c.item_id.is_not(None),
    postgresql_where=label_copy.c.item_id.is_not(None),
)
