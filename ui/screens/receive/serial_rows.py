"""How the rows of a list of serials look: number, serial, status, and why one waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from ui.screens.receive.serial_list import Waiting
from ui.tables.rows_model import Column

if TYPE_CHECKING:
    from collections.abc import Callable

_WORDS: dict[str, Callable[[], str]] = {
    "new": lambda: _("New"),
    "ours": lambda: _("Our next number"),
    "known": lambda: _("Numbered before, not here"),
    "here": lambda: _("Here already"),
    "receipt": lambda: _("On a receipt already"),
    "twice": lambda: _("Twice in the list"),
    "form": lambda: _("No serial number"),
    "wrong": lambda: _("Cannot be received"),
}


def _state(row: Waiting) -> str:
    if row.looked is None:
        return _("Not looked at yet")
    return _WORDS[row.looked.state]()


def why(row: Waiting) -> str:
    """Why a serial cannot be received, and what to do."""
    refused = row.looked.why if row.looked else None
    return f"{refused.fact} {refused.remedy}" if refused else ""


def _tone(row: Waiting) -> str:
    if row.looked is None:
        return "muted"
    return "ok" if row.is_good else "attention"


def columns() -> tuple[Column[Waiting], ...]:
    """What the table shows of each."""
    return (
        Column[Waiting](_("Row"), lambda row: str(row.number), right=True, width=70),
        Column[Waiting](
            _("Serial"),
            lambda row: row.serial or _("Ours, given when received"),
            "serial",
            mono=True,
            width=260,
        ),
        Column[Waiting](_("Status"), _state, "status", tone=_tone, width=200),
        Column[Waiting](_("Why"), why),
    )
