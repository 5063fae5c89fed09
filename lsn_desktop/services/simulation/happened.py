"""A company's history in its database: played by the use cases, or loaded at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.services.simulation import loading, planning
from lsn_desktop.services.simulation.playing import Player

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lsn_desktop.services.simulation.companies import Company
    from lsn_desktop.services.simulation.happenings import Happening
    from lsn_desktop.storage.transactions import By, Database

SEED = 42
"""Of every demo company: what one reads about it, another finds in theirs."""


@dataclass(frozen=True, slots=True)
class Past:
    """About so many moves of a company, over eighteen months.

    Both ways leave the same rows; ``first`` is who did it from the midnight it begins.
    """

    company: Company
    moves: int
    seed: int = SEED

    def play(self, database: Database, first: By) -> None:
        """Live through it, as the people of the company would."""
        Player(database, first).play(self._plan())

    def load(self, database: Database, first: By) -> None:
        """Write what it leaves."""
        loading.load(database, first, self.company, self._plan())

    def _plan(self) -> Iterator[Happening]:
        return planning.plan(self.company, self.moves, self.seed)
