"""Certificates: those issued, a new one for a lot or serial, and each with its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from ui.page import PageEntry
from ui.screens.certificates.screen import PARTS, VERIFY, CertificatesScreen

if TYPE_CHECKING:
    from ui.desk import Desk


def entry(desk: Desk) -> PageEntry:
    """The page in the rail."""
    return PageEntry(
        "certificates",
        _("Certificates"),
        "certificates",
        lambda: CertificatesScreen(desk),
        {**PARTS, VERIFY: _("Verify a certificate")},
    )
