"""What the page asks the database: a fixed number of statements, on a reader's lane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.services.moves import suggesting
from lsn_desktop.storage import standing, transfers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lsn_desktop.services.moves.suggesting import Suggestion
    from lsn_desktop.storage.standing import Standing
    from lsn_desktop.storage.transactions import Database
    from lsn_desktop.storage.transfers import Transferred

_LISTED = 100
_LATELY = 3 * 24 * 3600 * 1_000_000  # microseconds: a weekend


@dataclass(frozen=True, slots=True)
class Waiting:
    """Goods where they came in, and where they should go."""

    goods: Standing
    suggested: Suggestion | None

    @property
    def place(self) -> str:
        """The place they should go to, empty where nothing can be said."""
        return self.suggested.place.code if self.suggested else ""


@dataclass(frozen=True, slots=True)
class ToMove:
    """What waits to be put away, how much of that there is at all, and what was moved."""

    waiting: Sequence[Waiting]
    count: int
    moves: Sequence[Transferred]


def never_told(
    database: Database, workstation_id: int, seq: int, at: int
) -> Sequence[Transferred]:
    """Moves that were recorded when the program ended, and perhaps never told."""
    with database.reading() as connection:
        return transfers.beyond(connection, workstation_id, seq, since=at - _LATELY)


def to_move(database: Database, workstation_id: int, on: date) -> ToMove:
    """What there is to move, and what was moved at a workstation."""
    with database.reading() as connection:
        rows, count = standing.in_receiving(connection, _LISTED)
        found = suggesting.suggest(connection, rows, on)
        moves = transfers.of_station(connection, workstation_id)
    waiting = [Waiting(*each) for each in zip(rows, found, strict=True)]
    return ToMove(waiting, count, moves)
