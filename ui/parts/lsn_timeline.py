"""All that happened to it, newest first, with what was on hand after each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from lsn_desktop.domain.quantities import off_grid
from ui.dock.document_kinds import kind_words
from ui.parts.days import instant
from ui.parts.empty_state import EmptyState
from ui.parts.text import quantity_text
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from lsn_desktop.storage.lsn_pages import LsnPage
    from lsn_desktop.storage.timeline import Moved
    from ui.desk import Desk


_CONVERSION = "~conversion"  # where goods change from one lot into another


@dataclass(frozen=True, slots=True)
class Happened:
    """One row: a move, or something done to the record itself."""

    at: int
    when: str
    what: str
    source: str = ""
    target: str = ""
    quantity: str = ""
    balance: str = ""


class TimelineTab(QWidget):
    """Moves with their balance, and between them what the audit trail tells."""

    def __init__(self, desk: Desk, name: str = "lsn.timeline") -> None:
        super().__init__()
        self._desk = desk
        self._table: Table[Happened] = Table(
            name,
            _("Timeline"),
            (
                Column[Happened](
                    _("When"), lambda row: row.when, "when", key=lambda row: row.at, width=150
                ),
                Column[Happened](_("What"), lambda row: row.what),
                Column[Happened](_("From"), lambda row: row.source, width=170),
                Column[Happened](_("To"), lambda row: row.target, width=150),
                Column[Happened](
                    _("Quantity"), lambda row: row.quantity, right=True, width=110
                ),
                Column[Happened](_("Balance"), lambda row: row.balance, right=True, width=110),
            ),
            desk.theme,
            EmptyState(
                desk.theme,
                "timeline",
                _("Nothing has happened to it yet"),
                _("Post the receipt it was scanned on: then its first move stands here."),
            ),
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._table)

    def tell(self, page: LsnPage) -> None:
        """Show what happened to another LSN."""
        self._table.show_rows(happened(page, self._desk.station.time_zone))


def happened(page: LsnPage, time_zone: str) -> list[Happened]:
    """Moves and audit entries in one order, newest first."""
    decimals, unit = page.row.decimals, page.row.unit

    def words(quantity: int) -> str:
        return f"{quantity_text(off_grid(quantity, decimals))} {unit}"

    rows = []
    for entry in page.audit:
        before = next((move for move in page.moves if move.at <= entry.at), None)
        rows.append(
            Happened(
                entry.at,
                instant(entry.at, time_zone),
                str(entry.words),
                balance=words(before.balance) if before else "",
            )
        )
    for move in page.moves:
        sign = "+" if move.change > 0 else ""
        rows.append(
            Happened(
                move.at,
                instant(move.at, time_zone),
                _what(move),
                _place(move.from_place, move.party),
                _place(move.to_place, move.party),
                sign + words(move.change or move.quantity),
                words(move.balance),
            )
        )
    rows.sort(key=lambda row: row.at, reverse=True)
    return rows


def _what(move: Moved) -> str:
    if _CONVERSION in (move.from_place, move.to_place):
        kind = _conversions().get(move.conversion, move.conversion)
    else:
        kind = _("Reversal") if move.reversal else kind_words(move.kind)
    parts = [f"{kind} {move.document}"]
    if move.purchase_order:
        parts.append(move.purchase_order)
    return " · ".join(parts)


def _conversions() -> dict[str, str]:
    return {"merge": _("Merge"), "split": _("Split"), "track": _("Start of tracking")}


def _place(code: str, party: str | None) -> str:
    """A place as people call it; goods from nowhere of ours came from a party."""
    if not code.startswith("~"):
        return code
    return party or code.removeprefix("~").capitalize()
