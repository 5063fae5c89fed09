"""What went to a customer and came from a supplier, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.filters import Between, Contains, OneOf
from lsn_desktop.services.lots import holding
from lsn_desktop.services.lots.holding import PlaceHold
from lsn_desktop.storage import catalogue, party_figures, party_pages
from lsn_desktop.storage.lists import Order
from lsn_desktop.storage.party_pages import FROM_SUPPLIER, NEWEST, TO_CUSTOMER
from tests.dock import delivered, expected_next, known, label
from tests.gate import customer
from tests.house_for_tests import BUTTER, PUMP, TODAY
from tests.services.returns import test_customer_returns as back
from tests.services.returns import test_returning as to_supplier

if TYPE_CHECKING:
    from lsn_desktop.domain.filters import Filter
    from lsn_desktop.storage.party_pages import Trade
    from tests.house_for_tests import House

PUMPS = tuple(label(ai01=PUMP, ai21=f"P{n}") for n in range(3))


def told(
    house: House, trade: Trade, party_id: int, *only: Filter, typed: str = "", by: str = ""
) -> list[str]:
    """Code, quantity and what is to be said of it, as the page has it."""
    order = Order(by) if by else NEWEST
    with house.database.reading() as connection:
        rows = party_pages.listed(connection, trade, party_id, typed, order, only=only)
    words = []
    for row in rows:
        said = {
            "returned": row.returned,
            "rejected": row.rejected,
            "held": " and ".join(row.held),
        }
        more = [f"{name} {much}" for name, much in said.items() if much]
        words.append(", ".join([f"{row.code} {row.quantity}", *more]))
    return words


def butter(quantity: int) -> str:
    return label(ai01=BUTTER, ai37=str(quantity), ai10="B1")


def test_a_customer_got_it_and_some_came_back(house: House) -> None:
    for text in (*PUMPS, butter(30)):
        delivered(house, text)
    clinic, school = customer(house), customer(house, "SCHOOL")
    back.went(house, clinic, PUMPS[0], butter(10))
    back.went(house, clinic, PUMPS[1], butter(5))
    back.went(house, school, butter(5))
    back.turn_back(house, back.went(house, clinic, PUMPS[2]))
    ret = back.begun(house, clinic)
    back.scan(house, ret, PUMPS[0])
    outcome = back.scan(house, ret, butter(7))
    back.do(house, back.do(house, outcome, "POST"), "ANSWER-2")

    assert told(house, TO_CUSTOMER, clinic) == [
        "B1 5, returned 5",
        "P1 1",
        "B1 10, returned 2",
        "P0 1, returned 1",
    ]
    assert told(house, TO_CUSTOMER, school) == ["B1 5"]
    assert told(house, TO_CUSTOMER, clinic, typed="pump", by="code") == [
        "P0 1, returned 1",
        "P1 1",
    ]
    came_back = OneOf("state", frozenset({"returned"}))
    assert told(house, TO_CUSTOMER, clinic, came_back, Contains("item", "PUMP")) == [
        "P0 1, returned 1"
    ]
    assert told(house, TO_CUSTOMER, clinic, Between("on", high=TODAY.replace(day=1))) == []
    with house.database.reading() as connection:
        page = party_pages.listed(connection, TO_CUSTOMER, clinic, n=2)
        for by in ("on", "item", "code", "document"):
            first = party_pages.listed(connection, TO_CUSTOMER, clinic, order=Order(by), n=3)
            after = (party_pages.sort_key(first[-1], by), first[-1].id)
            rest = party_pages.listed(
                connection, TO_CUSTOMER, clinic, order=Order(by, after=after)
            )
            assert len({row.id for row in (*first, *rest)}) == 4
        older = Order("", descending=True, after=(page[-1].id, page[-1].id))
        last = party_pages.listed(connection, TO_CUSTOMER, clinic, order=older)
        figures = party_figures.figures(connection, TO_CUSTOMER, clinic)
    assert [row.code for row in (*page, *last)] == ["B1", "P1", "B1", "P0"]
    assert (figures.codes, figures.documents, figures.returned) == (3, 2, 2)
    assert (figures.first, figures.last) == (TODAY, TODAY)


def test_a_supplier_brought_it_and_some_was_not_right(house: House) -> None:
    to_supplier.rejected(house)
    ret = to_supplier.begun(house)
    to_supplier.scan(house, expected_next(to_supplier.scan(house, ret, "x 3")),
                     to_supplier.BUTTER_B1)  # fmt: skip
    house.post(ret.document_id)
    lot = known(house, "BUTTER", "B1").id
    with house.database.transaction(house.later()) as tx:
        vendor = catalogue.party_by_code(tx.connection, "NORTH")
        assert vendor is not None
        holding.hold(tx, PlaceHold(house.uid(), lot, party_pages.MISSING))
    with house.database.reading() as connection:
        figures = party_figures.figures(connection, FROM_SUPPLIER, vendor.id)

    assert told(house, FROM_SUPPLIER, vendor.id) == [
        "B1 4, returned 3, rejected 4, held damage and missing certificate",
        "B1 6, held damage and missing certificate",
    ]
    assert told(house, FROM_SUPPLIER, vendor.id, OneOf("state", frozenset({"rejected"}))) == [
        "B1 4, returned 3, rejected 4, held damage and missing certificate"
    ]
    assert (figures.codes, figures.documents) == (1, 1)
    assert (figures.rejected, figures.returned, figures.held, figures.missing) == (1, 1, 1, 1)
    with house.database.reading() as connection:
        nobody = party_figures.figures(connection, TO_CUSTOMER, vendor.id)
    assert (nobody.codes, nobody.first, nobody.held) == (0, None, 0)
