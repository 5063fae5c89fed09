"""Printers, how each was measured for a stock, and which a workstation uses for a template."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Table, Text, UniqueConstraint

from lsn_desktop.storage.tables.base import flag, key, metadata, ref, required, text, uid, whole

UNSCALED = 1_000_000
"""A scale in parts per million that leaves a length as it is."""

printer = Table(
    "printer",
    metadata,
    key(),
    uid(),
    Column("name", Text, nullable=False, unique=True),
    required("kind"),
    required("address"),
    ref("workstation_id", "workstation", null=True),
    required("language"),
    whole("dpi", default="203"),
    whole("baud", default="9600"),
    flag("active", default=True),
    text("scans_back", default="never"),
    whole("created_at"),
    ref("created_by", "user"),
    CheckConstraint("kind IN ('queue', 'raw-queue', 'tcp', 'serial', 'folder')", name="kind"),
    CheckConstraint(
        "kind = 'folder'"
        " OR (kind = 'queue' AND language IN ('pdf', 'bitmap'))"
        " OR (kind IN ('raw-queue', 'serial') AND language = 'zpl')"
        " OR (kind = 'tcp' AND language IN ('pdf', 'zpl'))",
        name="speaks",
    ),
    CheckConstraint("language IN ('pdf', 'bitmap', 'zpl')", name="language"),
    CheckConstraint("scans_back IN ('never', 'first', 'all')", name="scans_back"),
    CheckConstraint("dpi BETWEEN 100 AND 2400 AND baud > 0", name="dots"),
)

# Offsets in micrometres to the right and down, scales in parts per million, darkness in the
# printer's own steps, speed in inches a second; null leaves it to the printer.
printer_stock = Table(
    "printer_stock",
    metadata,
    key(),
    ref("printer_id", "printer"),
    required("stock"),
    whole("offset_x", default="0"),
    whole("offset_y", default="0"),
    whole("scale_x", default=str(UNSCALED)),
    whole("scale_y", default=str(UNSCALED)),
    whole("darkness", null=True),
    whole("speed", null=True),
    UniqueConstraint("printer_id", "stock"),
    CheckConstraint(
        "offset_x BETWEEN -20000 AND 20000 AND offset_y BETWEEN -20000 AND 20000", name="offset"
    ),
    CheckConstraint(
        "scale_x BETWEEN 900000 AND 1100000 AND scale_y BETWEEN 900000 AND 1100000",
        name="scale",
    ),
    CheckConstraint("darkness BETWEEN -30 AND 30", name="darkness"),
    CheckConstraint("speed BETWEEN 1 AND 14", name="speed"),
)

station_printer = Table(
    "station_printer",
    metadata,
    key(),
    ref("workstation_id", "workstation"),
    required("template"),
    ref("printer_id", "printer"),
    UniqueConstraint("workstation_id", "template"),
)
