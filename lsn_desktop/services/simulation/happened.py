"""A company's history in its database: played where it is short, loaded where it is long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.services.simulation import planning
from lsn_desktop.services.simulation.playing import Player

if TYPE_CHECKING:
    from lsn_desktop.services.simulation.companies import Company
    from lsn_desktop.storage.transactions import By, Database

SEED = 42
PLAYED = 50_000
"""Up to so many moves are played by use cases; more are loaded."""


def make(database: Database, first: By, company: Company, moves: int) -> None:
    """Let a company have lived through about so many moves, from the day it began."""
    Player(database, first).play(planning.plan(company, moves, SEED))
