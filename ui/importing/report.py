"""What each row of a file would do, the wrong ones first, each with its remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from lsn_desktop.services.imports.rows import Row, Status
from ui.parts.empty_state import EmptyState
from ui.tables.row_sources import Fetch, Wanted, from_memory
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.services.imports.applying import Report
    from ui.desk import Desk
    from ui.tasks import Lanes

ORDER = (Status.WRONG, Status.NEW, Status.CHANGED, Status.SAME)
_TONES = {Status.WRONG: "refused", Status.NEW: "ok", Status.CHANGED: "attention"}
_ICONS = {Status.WRONG: "refused", Status.NEW: "ok", Status.CHANGED: "attention"}


def status_words(status: Status) -> str:
    """What a row comes to, in one word."""
    return {
        Status.NEW: _("new"),
        Status.CHANGED: _("changed"),
        Status.SAME: _("same"),
        Status.WRONG: _("wrong"),
    }[status]


def report_table(desk: Desk) -> Table[Row]:
    """The table; :func:`show` fills it."""
    return Table(
        "import.rows",
        _("What each row would do"),
        _columns(),
        desk.theme,
        EmptyState(
            desk.theme,
            "upload",
            _("Choose a file first"),
            _("Each of its rows is looked over here before anything is written."),
        ),
    )


def show(table: Table[Row], report: Report, lanes: Lanes) -> None:
    """Show the rows of a report, the wrong ones first; they are sorted and found aside."""
    found: list[Fetch[Row]] = []

    def fetch(wanted: Wanted[Row]) -> Sequence[Row]:
        if not found:
            rows = sorted(report.rows, key=lambda row: (ORDER.index(row.status), row.line))
            found.append(from_memory(rows, _columns()))
        return found[0](wanted)

    table.fetch_from(fetch, lanes)


def _columns() -> tuple[Column[Row], ...]:
    return (
        Column[Row](
            _("Line"),
            lambda row: str(row.line),
            "line",
            right=True,
            key=lambda row: row.line,
            width=80,
        ),
        Column[Row](
            _("Row"),
            lambda row: status_words(row.status),
            "status",
            key=lambda row: ORDER.index(row.status),
            tone=lambda row: _TONES.get(row.status, "muted"),
            icon=lambda row: _ICONS.get(row.status, ""),
            width=120,
        ),
        Column[Row](_("What"), lambda row: row.name, "name", mono=True, width=180),
        Column[Row](_("Why, and what to do"), _words),
    )


def _words(row: Row) -> str:
    return " ".join(str(each) for each in (row.words, row.remedy) if each is not None)
