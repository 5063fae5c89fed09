"""What a person wants to see of a list: one condition for each column that has one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Contains:
    """These letters stand somewhere in the column, whatever their case."""

    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Between:
    """A number or a day from ``low`` to ``high``, both included; None is open.

    What has no value is not between anything.
    """

    column: str
    low: Decimal | date | None = None
    high: Decimal | date | None = None


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of these of the column's few values."""

    column: str
    names: frozenset[str]


Filter = Contains | Between | OneOf
