"""A plan repeats itself, is a company's history, and takes nothing that is not there."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.services.simulation import companies, demo_rows, planning
from lsn_desktop.services.simulation.happenings import Built, Received, Shipped
from tests.closure import CERTAIN, POSSIBLE, Closure

if TYPE_CHECKING:
    from lsn_desktop.services.simulation.happenings import Happening

_SIZE = 4_000


@pytest.fixture(scope="module", params=demo_rows.COMPANIES)
def plan(request: pytest.FixtureRequest) -> list[Happening]:
    return list(planning.plan(companies.company(request.param), _SIZE, seed=7))


def test_a_seed_gives_the_same_history_again_and_another_seed_another() -> None:
    food = companies.company("food")
    once, again, other = (list(planning.plan(food, 300, seed)) for seed in (1, 1, 2))
    assert once == again
    assert once != other


def test_a_history_has_all_that_happens_in_eighteen_months(plan: list[Happening]) -> None:
    kinds = Counter(type(each).__name__ for each in plan)
    assert kinds.keys() >= {
        "Ordered", "Received", "Moved", "Held", "Planned", "Built", "Sold",
        "Shipped", "CameBack", "TurnedBack",
    }  # fmt: skip
    assert all(one.n + 1 == two.n and one.minute <= two.minute for one, two in pairwise(plan))
    assert 500 < plan[-1].day < planning.DAYS
    customers = {each.customer for each in plan if isinstance(each, Shipped)}
    assert len(customers) > 20


def test_nothing_leaves_a_place_that_is_not_in_it(plan: list[Happening]) -> None:
    known = Closure(plan)
    assert all(quantity > 0 for quantity in known.on_hand.values())
    assert all(quantity > 0 for quantity in known.with_customers.values())


def test_what_was_used_is_all_in_what_was_made_of_it(plan: list[Happening]) -> None:
    known = Closure(plan)
    on_edges: Counter[tuple[int, int]] = Counter()
    apart = {each.n for each in plan if isinstance(each, Built) and each.kind == "disassembly"}
    for edge in known.edges:
        if edge.build in apart:
            continue
        on_edges[edge.build, edge.used] += edge.quantity
    assert on_edges == known.consumed


def test_raw_goods_are_three_bills_deep_in_what_is_shipped(plan: list[Happening]) -> None:
    known = Closure(plan)
    bought = {part.goods for each in plan if isinstance(each, Received) for part in each.parts}
    made = {goods.number for each in plan if isinstance(each, Built) for goods in each.new}
    shipped = {part.goods for each in plan if isinstance(each, Shipped) for part in each.parts}
    assert shipped <= made
    depths = [len(known.came_from(goods).keys() & made) for goods in shipped]
    assert max(depths) >= 2
    sources = Counter(
        how
        for goods in shipped
        for number, how in known.came_from(goods).items()
        if number in bought
    )
    assert sources[CERTAIN] > 0
    sample = sorted(shipped)[:: max(len(shipped) // 40, 1)]
    for goods in sample:
        for number, how in known.came_from(goods).items():
            assert known.went_into(number)[goods] == how
    assert set(sources) <= {CERTAIN, POSSIBLE}
