"""What is asked where goods leave: a fixed number of statements, each by an index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.expiry import NEVER
from lsn_desktop.services.shipments import picking_lists
from lsn_desktop.storage import (
    parcels,
    pickable,
    promised,
    sales_orders,
    shipments,
    shipped,
)
from tests.dock import delivered, label
from tests.gate import customer, sale, scan, shipment
from tests.house_for_tests import BUTTER, CHIP, MILK, PUMP, TODAY
from tests.storage.test_statements import _reads_all_of_a_history, plan, shop, statements

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from tests.house_for_tests import House

__all__ = ["shop"]
MOST_OF_A_SCAN = 35

QUESTIONS: dict[str, Callable[[Connection], object]] = {
    "what of a lot may be taken": lambda c: pickable.of_lsn(c, 1),
    "what goes first": lambda c: pickable.first_before(c, 1, TODAY, NEVER),
    "what of items may be taken": lambda c: pickable.of_items(c, {1: TODAY, 2: TODAY}, 10),
    "who has claimed a lot": lambda c: promised.of_lsn(c, 1),
    "who has a lot": lambda c: shipped.holders(c, 1),
    "what of it comes back": lambda c: shipped.coming_back(c, 1, 1),
    "an order": lambda c: sales_orders.by_number(c, "SO-1"),
    "open orders": sales_orders.open_orders,
    "lines of an order": lambda c: sales_orders.wanted(c, 1),
    "open shipments": shipments.drafts,
    "goods of a shipment": lambda c: shipments.goods(c, shipments.drafts(c)[0].id),
    "parcels of a shipment": lambda c: parcels.of_document(c, 1),
    "pick list": lambda c: picking_lists.of_order(c, 1, TODAY),
}


def ready(house: House) -> None:
    """An order of everything, with some of it on a shipment."""
    order = sale(house, customer(house), ("MILK", 9), ("BUTTER", 9), ("PUMP", 2), ("CHIP", 2))
    for n in range(3):
        for code in (
            label(ai01=MILK, ai17="270131", ai10=f"L{n}"),
            label(ai01=BUTTER, ai10=f"B{n}"),
            label(ai01=CHIP, ai10="C1", ai21=f"S{n}"),
            label(ai01=PUMP, ai21=f"P{n}"),
        ):
            delivered(house, code)
    scan(house, shipment(house, order), label(ai01=BUTTER, ai10="B0"))


def test_no_question_reads_a_history_and_none_grows_with_what_is_found(shop: House) -> None:
    ready(shop)
    counted: list[dict[str, int]] = []
    slow: dict[str, list[str]] = {}
    for more in (False, True):
        if more:
            for n in range(10, 16):
                delivered(shop, label(ai01=MILK, ai17="270131", ai10=f"L{n}"))
                delivered(shop, label(ai01=PUMP, ai21=f"P{n}"))
        counts = {}
        for name, question in QUESTIONS.items():
            with statements(shop) as ran, shop.database.reading() as connection:
                question(connection)
            counts[name] = len(ran)
            with shop.database.reading() as connection:
                steps = [step for statement in ran for step in plan(connection, statement)]
            whole = [step for step in steps if _reads_all_of_a_history(step)]
            if whole:
                slow[name] = whole
        counted.append(counts)

    assert counted[0] == counted[1]
    assert max(counted[0].values()) <= 6
    assert slow == {}


def test_a_scan_is_as_many_statements_on_a_long_shipment_as_on_a_short_one(shop: House) -> None:
    ready(shop)
    for n in range(10, 16):
        delivered(shop, label(ai01=PUMP, ai21=f"P{n}"))
    goes = shipment(shop, sale(shop, customer(shop, "B"), ("PUMP", 9), number="SO-2"))
    counts = []
    for n in range(10, 16):
        with statements(shop) as ran:
            assert scan(shop, goes, label(ai01=PUMP, ai21=f"P{n}")).kind == "ok"
        counts.append(len(ran))
    assert len(set(counts)) == 1
    assert counts[0] <= MOST_OF_A_SCAN
