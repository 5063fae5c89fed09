"""Conditions on the columns of a list, where the database has each column as it stands."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_

from lsn_desktop.domain.filters import Between, Contains, OneOf
from lsn_desktop.storage.letters import like

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lsn_desktop.domain.filters import Filter

_FIRST, _LAST = date(1970, 1, 1), date(9000, 1, 1)  # within what instants can say
_MOST = Decimal(10**9)  # more than any count


def conditions(
    columns: Mapping[str, Any], only: Sequence[Filter], time_zone: str = "UTC"
) -> list[Any]:
    """What rows must meet.

    Args:
        columns: by the name a list calls it; folded columns (``..._key``) are looked for
            folded, integers that days are compared with are instants.
        only: the conditions.
        time_zone: of the site, whose days these are.
    """
    return [_meets(columns[each.column], each, time_zone) for each in only]


def _meets(column: Any, wanted: Filter, time_zone: str) -> Any:
    match wanted:
        case Contains(_name, text):
            folded = str(getattr(column, "key", "")).endswith("_key")
            return like(column, text) if folded else column.icontains(text, autoescape=True)
        case OneOf(_name, names):
            return column.in_(sorted(names))
        case Between(_name, low, high):
            return _between(column, low, high, time_zone)


def _between(
    column: Any, low: Decimal | date | None, high: Decimal | date | None, time_zone: str
) -> Any:
    ends = [column.is_not(None)]
    if column.type.python_type is date:
        ends += [column >= low] if low is not None else []
        ends += [column <= high] if high is not None else []
        return and_(*ends)
    if low is not None:
        first = _begin(low, time_zone) if isinstance(low, date) else math.ceil(_within(low))
        ends.append(column >= first)
    if isinstance(high, date):
        ends.append(column < _begin(high, time_zone, after=1))
    elif high is not None:
        ends.append(column <= math.floor(_within(high)))
    return and_(*ends)


def _within(number: Decimal) -> Decimal:
    return max(-_MOST, min(_MOST, number))


def _begin(day: date, time_zone: str, *, after: int = 0) -> int:
    """The first microsecond of a day at the site, or of one so many days later."""
    within = max(_FIRST, min(_LAST, day)) + timedelta(days=after)
    return int(datetime.combine(within, time(), ZoneInfo(time_zone)).timestamp()) * 1_000_000
