"""The kinds of documents in words."""

from __future__ import annotations

from lsn_desktop.domain.messages import _


def kind_words(kind: str) -> str:
    """A kind as it is said; one nobody names is said as it is kept."""
    return {
        "receipt": _("Receipt"),
        "transfer": _("Transfer"),
        "build": _("Build"),
        "shipment": _("Shipment"),
        "customer return": _("Customer return"),
        "supplier return": _("Return to supplier"),
        "adjustment": _("Adjustment"),
        "count posting": _("Count"),
        "scrap": _("Scrap"),
        "opening": _("Opening stock"),
    }.get(kind, kind)
