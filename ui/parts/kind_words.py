"""Kinds of files in words."""

from __future__ import annotations

from lsn_desktop.domain.messages import _


def kind_words(kind: str) -> str:
    """A kind as it is read; one that only a person's rule knows, as it was written."""
    known = {
        "certificate of analysis": _("Certificate of analysis"),
        "certificate of compliance": _("Certificate of compliance"),
        "mill test report": _("Mill test report"),
        "safety data sheet": _("Safety data sheet"),
        "calibration certificate": _("Calibration certificate"),
        "quality system certificate": _("Quality system certificate"),
        "organic certificate": _("Organic certificate"),
        "halal certificate": _("Halal certificate"),
        "kosher certificate": _("Kosher certificate"),
        "delivery note": _("Delivery note"),
        "photo": _("Photo"),
    }
    return known.get(kind, kind)
