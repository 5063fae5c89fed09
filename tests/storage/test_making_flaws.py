"""What does not add up about builds is found, and named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, update

from lsn_desktop.storage.tables.ledger import genealogy_edge
from lsn_desktop.storage.tables.making import work_order, work_order_line
from tests.companies import companies, house, postgres_companies, sqlite_companies
from tests.dock import delivered, findings, label
from tests.house_for_tests import MILK
from tests.shop import Of, bill, build, do, number, scan

if TYPE_CHECKING:
    from tests.house_for_tests import House

__all__ = ["companies", "house", "postgres_companies", "sqlite_companies"]


def test_a_build_that_does_not_add_up_is_found(house: House) -> None:
    lot = delivered(house, label(ai01=MILK, ai17="270110", ai37="24", ai10="M1"))[1]
    bill(house, "BUTTER", Of("MILK", 5))
    made = build(house, "BUTTER", 2)
    do(house, number(house, scan(house, made, label(ai01=MILK, ai10="M1")).next, 2).next,
       "POST")  # fmt: skip
    assert findings(house) == []

    with house.database.transaction(house.later()) as tx:
        edge = {"document_id": made.document_id, "component_id": lot, "quantity": 3}
        tx.connection.execute(insert(genealogy_edge).values(edge))
        tx.connection.execute(update(work_order).values(made=3))
        tx.connection.execute(update(work_order_line).values(used=9))

    assert [text.split(": ", 1)[1] for text in findings(house)] == [
        f"Document {made.document_id} consumed 10 of LSN {lot}, its edges say 13",
        "WO-00001 says 3 made, 0 scrapped; its builds 2 and 0",
        "Work order 1 says 9 of item 1 were used, its builds 10",
    ]
