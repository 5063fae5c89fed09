"""What leaves the program as a file for others: the scan journal, line by line."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from lsn_desktop.scanning.escapes import escaped
from lsn_desktop.storage import journal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lsn_desktop.domain.filters import Filter
    from lsn_desktop.storage.journal import JournalRow
    from lsn_desktop.storage.transactions import Connection

_PAGE = 1000


def _any_time(_at: int) -> bool:
    return True


def journal_lines(
    connection: Connection,
    wanted: Callable[[int], bool] = _any_time,
    needle: str = "",
    only: Sequence[Filter] = (),
    time_zone: str = "UTC",
) -> str:
    """The scan journal as JSON lines, oldest first; the scans in it can be replayed.

    Args:
        connection: one view of the database.
        wanted: whether a scan of this instant (microseconds UTC) is to be in it.
        needle: as :func:`journal.newest` finds.
        only: conditions on its columns, as that takes them.
        time_zone: of the site, whose days they are.
    """
    lines: list[str] = []
    before: int | None = None
    while rows := journal.newest(connection, _PAGE, before, needle, only, time_zone):
        before = rows[-1].scan_id
        lines += [json.dumps(_as_object(row)) + "\n" for row in rows if wanted(row.at)]
    return "".join(reversed(lines))


def _as_object(row: JournalRow) -> dict[str, object]:
    return {
        "seq": row.seq,
        "at": datetime.fromtimestamp(row.at / 1e6, UTC).isoformat(),
        "device": row.device,
        "scan": escaped(row.data),
        "symbology": row.symbology or None,
        "read_as": row.read_as,
        "outcome": row.outcome,
        "words": str(row.words),
        "remedy": str(row.remedy) or None,
        "line": row.line_id,
    }
