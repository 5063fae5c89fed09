"""States, kinds and quantities of work, in words."""

from __future__ import annotations

import re
from decimal import Decimal

from lsn_desktop.domain.messages import _
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.domain.refusals import refusal
from ui.parts.text import quantity_text

_NUMBER = re.compile(r"\d{1,12}([.,]\d{1,6})?", re.ASCII)


def states() -> dict[str, str]:
    """What a work order can be, by what is kept."""
    return {
        "planned": _("Planned"),
        "released": _("Released"),
        "closed": _("Closed"),
        "cancelled": _("Cancelled"),
    }


def kinds() -> dict[str, str]:
    """What is done by a work order, by what is kept."""
    return {
        "build": _("Build"),
        "disassembly": _("Take apart"),
        "rework": _("Rework"),
    }


STATE_TONES = {"planned": "", "released": "accent", "closed": "ok", "cancelled": "muted"}
STATE_ICONS = {
    "planned": "timeline",
    "released": "make",
    "closed": "check",
    "cancelled": "close",
}


def amount(quantity: int, decimals: int, unit: str) -> str:
    """A quantity from its grid, with its unit."""
    return f"{quantity_text(off_grid(quantity, decimals))} {unit}".strip()


def typed_number(text: str) -> Decimal:
    """A number as typed, with a point or a comma.

    Raises:
        Refusal: it is none.
    """
    if not _NUMBER.fullmatch(text.strip()):
        raise refusal(
            "{text} is no quantity.", "Type it as 12 or 1.25.", text=text.strip()[:40]
        )
    return Decimal(text.strip().replace(",", "."))
