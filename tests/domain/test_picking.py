"""First expired, first out; and nothing that does not last as long as is asked."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsn_desktop.domain import picking

TODAY = date(2026, 11, 22)


class Stand(NamedTuple):
    lsn_id: int
    place: str
    available: int
    expiry: date | None


def stand(lsn_id: int, days: int | None, available: int = 10, place: str = "BIN-1") -> Stand:
    return Stand(
        lsn_id, place, available, None if days is None else TODAY + timedelta(days=days)
    )


STANDS = st.lists(
    st.builds(
        stand,
        st.integers(1, 4),
        st.none() | st.integers(0, 3),
        st.integers(0, 5),
        st.sampled_from(["BIN-1", "BIN-2"]),
    ),
    max_size=8,
)


def taken(stocks: list[Stand], wanted: int) -> list[tuple[int, str, int]]:
    return [
        (each.stock.lsn_id, each.stock.place, each.quantity)
        for each in picking.pick(stocks, wanted)
    ]


def test_what_expires_first_goes_first_and_what_never_does_last() -> None:
    stocks = [stand(1, None), stand(2, 30, 4), stand(3, 20, 4), stand(4, 30, 4, "BIN-0")]

    assert taken(stocks, 13) == [
        (3, "BIN-1", 4),
        (2, "BIN-1", 4),
        (4, "BIN-0", 4),
        (1, "BIN-1", 1),
    ]


def test_a_lot_in_two_places_is_taken_place_by_place() -> None:
    assert taken([stand(1, 5, 3, "BIN-2"), stand(1, 5, 3, "BIN-1")], 4) == [
        (1, "BIN-1", 3),
        (1, "BIN-2", 1),
    ]


@given(STANDS, st.integers(0, 40))
def test_as_much_as_there_is_and_nothing_later_before_something_sooner(
    stocks: list[Stand], wanted: int
) -> None:
    picks = picking.pick(stocks, wanted)

    assert sum(each.quantity for each in picks) == min(
        wanted, sum(each.available for each in stocks)
    )
    assert all(0 < each.quantity <= each.stock.available for each in picks)
    left = Counter({at: each.available for at, each in enumerate(stocks)})
    for each in picks:
        left[next(at for at, one in enumerate(stocks) if one == each.stock and left[at])] -= (
            each.quantity
        )
    latest = max((each.stock.expiry or date.max for each in picks), default=date.min)
    assert not any(
        left[at] for at, one in enumerate(stocks) if (one.expiry or date.max) < latest
    )


@pytest.mark.parametrize(
    ("customer", "item", "days", "goes"),
    [
        (None, None, 0, True),
        (None, None, -1, False),
        (None, 10, 9, False),
        (None, 10, 10, True),
        (30, 10, 29, False),
        (30, 10, 30, True),
        (0, 10, 1, True),
        (0, 10, -1, False),
        (30, 30, None, True),
    ],
)
def test_the_customer_says_how_long_goods_must_last_else_the_item(
    customer: int | None, item: int | None, days: int | None, *, goes: bool
) -> None:
    life = picking.life_asked(customer, item)

    assert picking.may_leave(stand(1, days).expiry, TODAY, "through", life) is goes


@given(
    st.integers(-3, 40), st.none() | st.integers(0, 40), st.sampled_from(["through", "until"])
)
def test_what_may_leave_is_good_until_the_day_that_is_asked_of_the_database(
    days: int, life: int | None, usable: str
) -> None:
    expiry = TODAY + timedelta(days=days)

    goes = picking.may_leave(expiry, TODAY, usable, life)

    assert goes is (expiry >= picking.good_until(TODAY, usable, life))
