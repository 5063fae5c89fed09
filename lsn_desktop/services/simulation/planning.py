"""The plan of a company's history: demand comes first, all else follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.services.simulation import selling
from lsn_desktop.services.simulation.course import Course
from lsn_desktop.services.simulation.happenings import DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lsn_desktop.services.simulation.companies import Company
    from lsn_desktop.services.simulation.happenings import Happening

DAYS = 548
"""Eighteen months."""

_FIRST_GOODS = 25  # days until what is ordered first is bought, built and sold
_GUESS = 12  # moves that an order of a customer brings about, until it is known
_HASTE = 3  # how many days' work a day may bring at most


def plan(company: Company, size: int, seed: int) -> Iterator[Happening]:
    """What happens in a company over eighteen months, in order, with about so many moves.

    The same company, size and seed give the same plan. It ends with the happening that brings
    the last of the moves, or with the last day.
    """
    course = Course(company, seed)
    sold = 0
    for day in range(DAYS):
        for hour in range(7, 18):
            due = _due(size, day, hour)
            each = max(course.moves / sold, 1) if course.moves > size / 20 else _GUESS
            # Orders that are still waited for bring their moves later.
            wanted = min((due - course.moves) / each, _HASTE * size / DAYS / each)
            steady = size / (DAYS - _FIRST_GOODS) / each
            for _order in range(_whole(course, max(min(wanted, 2 * steady), steady / 2) / 11)):
                selling.sell(course)
                sold += 1
            course.pass_until(day * DAY + hour * 60)
            yield from _told(course)
            if course.moves >= size:
                return


def _due(size: int, day: int, hour: int) -> float:
    """How many moves there should be by then."""
    return size * max(day + hour / 24 - _FIRST_GOODS, 0) / (DAYS - _FIRST_GOODS)


def _whole(course: Course, some: float) -> int:
    """A number of orders for a part of one: so many, or one more by chance."""
    return int(some) + (course.dice.random() < some % 1)


def _told(course: Course) -> Iterator[Happening]:
    yield from course.told
    course.told.clear()
