"""Traces of a demo company's past are what its plan says: three bills deep, as it was posted.

The past is loaded; that playing it by the use cases leaves the same rows is another test's.
One company's here, of all with ``LSN_SCALE`` above 1.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from lsn_desktop.domain.genealogy import Direction, gather
from lsn_desktop.program import day_of
from lsn_desktop.services.simulation import companies, demo, demo_rows, happened, planning
from lsn_desktop.services.traces import tracing
from lsn_desktop.storage.tables.catalogue import item
from lsn_desktop.storage.tables.identity import lsn
from tests.closure import Closure
from tests.house_for_tests import START

if TYPE_CHECKING:
    from lsn_desktop.storage.transactions import Connection, Database

_SCALE = int(os.environ.get("LSN_SCALE", "1"))
_MOVES, _STARTS = 600 * min(_SCALE, 10), 25 * _SCALE


def _lsns(connection: Connection, closure: Closure) -> dict[int, int]:
    """The LSN of each of the plan's goods, by its code; and only goods that are there."""
    rows = connection.execute(
        select(item.c.sku, lsn.c.kind, lsn.c.code, lsn.c.id).join(
            item, item.c.id == lsn.c.item_id
        )
    )
    known = {(sku, kind, code): number for sku, kind, code, number in rows}
    found = {}
    for number, goods in closure.goods.items():
        kind = "serial" if goods.serial else "lot" if goods.lot else "bulk"
        lsn_id = known.get((goods.sku, kind, goods.serial or goods.lot))
        if lsn_id is not None:
            found[number] = lsn_id
    return found


_COMPANIES = demo_rows.COMPANIES if _SCALE > 1 else ("devices",)


@pytest.mark.parametrize("company", _COMPANIES)
def test_a_company_s_goods_are_traced_as_its_plan_says(
    database: Database, company: str
) -> None:
    demo.build(database, START, day_of, "TRACER", company=company, moves=_MOVES, loaded=True)
    plan = happened.Past(companies.company(company), _MOVES)
    closure = Closure(planning.plan(plan.company, plan.moves, plan.seed))
    with database.reading() as connection:
        ids = _lsns(connection, closure)
        goods = {lsn_id: number for number, lsn_id in ids.items()}
        assert len(goods) > _MOVES // 20
        chosen = sorted(ids)[:: max(len(ids) // _STARTS, 1)]
        deep = 0
        for number in chosen:
            for way, expected in (
                (Direction.FORWARD, closure.went_into(number)),
                (Direction.BACK, closure.came_from(number)),
            ):
                found = gather(tracing.trace(connection, [ids[number]], way))
                reached = {goods[node.id]: node.certainty.value for node in found.nodes}
                assert reached == expected | {number: "certain"}
                deep = max(deep, *(abs(node.depth) for node in found.nodes))
            assert tracing.balance(connection, ids[number]).unexplained == 0
        assert deep > 1
