"""One expiry rule, said once: the last good day, by the item's policy."""

from __future__ import annotations

from datetime import date

import pytest

from lsn_desktop.domain import expiry
from lsn_desktop.domain.expiry import Status

DAY_BEFORE, DAY, DAY_AFTER = date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1)


@pytest.mark.parametrize(
    ("usable", "on", "good"),
    [
        ("through", DAY_BEFORE, True),
        ("through", DAY, True),
        ("through", DAY_AFTER, False),
        ("until", DAY_BEFORE, True),
        ("until", DAY, False),
        ("until", DAY_AFTER, False),
    ],
)
def test_the_last_good_day_is_the_policys(usable: str, on: date, *, good: bool) -> None:
    assert expiry.usable_on(DAY, on, usable) is good
    held = expiry.status(recalled=False, held=False, expiry=DAY, on=on, usable=usable)
    assert held is (Status.AVAILABLE if good else Status.EXPIRED)


def test_what_says_no_expiry_stays_good() -> None:
    assert expiry.usable_on(None, DAY_AFTER, "until")


@pytest.mark.parametrize(
    ("recalled", "held", "on", "status"),
    [
        (True, True, DAY_AFTER, Status.RECALLED),
        (False, True, DAY_AFTER, Status.HELD),
        (False, False, DAY_AFTER, Status.EXPIRED),
        (False, False, DAY, Status.AVAILABLE),
    ],
)
def test_the_gravest_status_is_told(
    on: date, status: Status, *, recalled: bool, held: bool
) -> None:
    told = expiry.status(recalled=recalled, held=held, expiry=DAY, on=on, usable="through")
    assert told is status


@pytest.mark.parametrize(("on", "left"), [(DAY_BEFORE, 1), (DAY, 0), (DAY_AFTER, -1)])
def test_days_left_count_from_the_day(on: date, left: int) -> None:
    assert expiry.days_left(DAY, on) == left


@pytest.mark.parametrize(("asked", "short"), [(None, None), (1, None), (2, 1)])
def test_goods_are_short_dated_below_what_is_asked(
    asked: int | None, short: int | None
) -> None:
    assert expiry.short_of(DAY, DAY_BEFORE, asked) == short
    assert expiry.short_of(None, DAY_BEFORE, asked) is None


def test_shelf_life_counts_from_the_day_goods_came() -> None:
    assert expiry.expiry_by_shelf_life(DAY, 30) == date(2027, 1, 30)


@pytest.mark.parametrize(
    ("own", "of_lot", "good_until"),
    [
        (DAY, None, DAY),
        (None, DAY, DAY),
        (DAY, DAY_BEFORE, DAY),  # a serial may override its lot's
        (None, None, expiry.NEVER),
    ],
)
def test_an_expiry_counts_before_that_of_the_lot(
    own: date | None, of_lot: date | None, good_until: date
) -> None:
    assert expiry.good_until(own, of_lot) == good_until
