"""The tables of today, by subject. What they were at each release stands in migrations/."""

from lsn_desktop.storage.tables import (
    arriving,
    catalogue,
    certifying,
    costing,
    documents,
    identity,
    ledger,
    making,
    output,
    printers,
    scan_backs,
    selling,
    supplied,
    templates,
    trust,
)
from lsn_desktop.storage.tables.base import metadata

__all__ = [
    "arriving",
    "catalogue",
    "certifying",
    "costing",
    "documents",
    "identity",
    "ledger",
    "making",
    "metadata",
    "output",
    "printers",
    "scan_backs",
    "selling",
    "supplied",
    "templates",
    "trust",
]
