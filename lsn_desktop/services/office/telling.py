"""How far the operator was told: a small file per workstation, written after the sound.

Without fsync: kill -9 shows exactly the scan that was committed but never confirmed; a power
cut, or a disk that takes no mark, may ask once too often, never too little.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from lsn_desktop.storage import journal

if TYPE_CHECKING:
    from pathlib import Path

    from lsn_desktop.storage.journal import JournalRow
    from lsn_desktop.storage.transactions import Database

_WAITING = {"ok", "attention", "heard", "question"}


class ToldMark:
    """The highest scan sequence the operator of a workstation was told of."""

    def __init__(self, folder: Path, workstation: str) -> None:
        self._file = folder / f"told-{workstation}.txt"
        self.seq = self._read()

    def _read(self) -> int:
        try:
            return int(self._file.read_text("ascii"))
        except (OSError, ValueError):
            return 0

    def told(self, seq: int | None) -> None:
        """Note that this scan's outcome was shown and sounded."""
        if seq is None or seq <= self.seq:
            return
        self.seq = seq
        new = self._file.with_suffix(".new")
        with suppress(OSError):  # the scan is recorded and told: a full disk must not stop us
            new.write_text(str(seq), "ascii")
            new.replace(self._file)


def never_told(database: Database, workstation_id: int, mark: int) -> list[JournalRow]:
    """Scans that were recorded but perhaps never told, oldest first; refusals are not asked.

    Nor are commands that brought no goods: what they did is seen on the receipt.
    """
    with database.reading() as connection:
        rows = journal.on_drafts_beyond(connection, workstation_id, mark)
        return [row for row in rows if row.outcome in _WAITING and _is_of_goods(row)]


def _is_of_goods(row: JournalRow) -> bool:
    return row.read_as != "command" or row.line_id is not None
