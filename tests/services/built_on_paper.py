"""Builds on paper: their lines and ties as a plain model knows them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Expectation


@dataclass
class Row:
    """A line: so much of a lot or serial that goes ``in``, comes ``out``, or is ``bad``."""

    id: int
    code: str
    quantity: int
    way: str
    scan: int
    of_several: bool
    made: bool  # whether it is of the finished item


@dataclass
class Draft:
    """A build: its lines and ties; once it is posted, what it wrote."""

    begun: Expectation
    rows: list[Row] = field(default_factory=list)
    ties: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    state: str = "draft"


def went(draft: Draft) -> Counter[tuple[str, str | None]]:
    """What went into what in a build, by its lines and ties; None: into any output."""
    rows = {row.id: row for row in draft.rows}
    outputs = {row.code for row in draft.rows if row.made}
    only = next(iter(outputs)) if len(outputs) == 1 else None
    went = Counter[tuple[str, str | None]]()
    for row in draft.rows:
        if row.way == "in":
            went[row.code, only] += row.quantity
    if only is None:
        for component, output, quantity in draft.ties.values():
            went[rows[component].code, None] -= quantity
            went[rows[component].code, rows[output].code] += quantity
    return Counter({key: quantity for key, quantity in went.items() if quantity})
