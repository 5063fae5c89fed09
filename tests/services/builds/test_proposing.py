"""What is proposed to be fetched for a work order, and what is said to be missing."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from lsn_desktop.services.builds import bills, exploding, proposing, work_ordering
from lsn_desktop.services.builds.bills import Component, NewBill
from lsn_desktop.services.builds.work_ordering import NewWork
from lsn_desktop.services.lots import holding
from lsn_desktop.services.office import opening
from lsn_desktop.services.office.opening import Standing
from lsn_desktop.storage import catalogue, lists
from lsn_desktop.storage.bills import listed
from tests.bench._pairs import statements
from tests.companies import BIN
from tests.house_for_tests import TODAY

if TYPE_CHECKING:
    from tests.companies import Companies
    from tests.house_for_tests import House


def stock(house: House) -> None:
    """Milk that may be used, that is held, expired or set aside; two chips; napkins."""
    with house.database.transaction(house.later()) as tx:
        [aside] = catalogue.real_locations(tx.connection, ("quarantine",))[:1]
        days = ((BIN, "L2", 9), (BIN, "L1", 3), ("DOCK-1", "L1", 3), (BIN, "OLD", -1),
                (BIN, "HELD", 1), (aside.code, "ASIDE", 2))  # fmt: skip
        standing = [
            Standing("MILK", place, Decimal(5), lot, expiry=TODAY + timedelta(days=each))
            for place, lot, each in days
        ]
        standing += [Standing("CHIP", BIN, Decimal(1), "C1", f"S-{each}") for each in (1, 2)]
        opening.open_stock(tx, house.uid(), [*standing, Standing("NAPKIN", BIN, Decimal(7))])
    with house.database.transaction(house.later()) as tx:
        held = lists.lsns(tx.connection, "HELD", n=1)[0].id
        holding.hold(tx, holding.PlaceHold(house.uid(), held, "damage"))


def order(house: House, quantity: int, kind: str = "build") -> int:
    with house.database.transaction(house.later()) as tx:
        parts = [
            Component("MILK", Decimal(6)),
            Component("CHIP", Decimal(1)),
            Component("NAPKIN", Decimal(1)),
        ]
        bills.enter(tx, NewBill("PUMP", Decimal(1), parts))
        return work_ordering.enter(tx, NewWork("PUMP", Decimal(quantity), kind=kind))[0]


def proposed(house: House, order_id: int) -> dict[str, tuple[list[tuple[str, str, int]], int]]:
    with house.database.reading() as connection:
        found = proposing.of_order(connection, order_id, TODAY)
    return {
        one.sku: (
            [(pick.stock.code, pick.stock.place, pick.quantity) for pick in one.picks],
            one.short,
        )
        for one in found
    }


def test_the_first_to_expire_of_what_may_be_used_is_proposed_and_what_is_short_is_said(
    house: House,
) -> None:
    stock(house)

    assert proposed(house, order(house, 3)) == {
        "MILK": ([("L1", BIN, 5), ("L1", "DOCK-1", 5), ("L2", BIN, 5)], 3),
        "CHIP": ([("S-1", BIN, 1), ("S-2", BIN, 1)], 1),
        "NAPKIN": ([("", BIN, 3)], 0),
    }


def test_of_goods_taken_apart_they_themselves_are_fetched(house: House) -> None:
    stock(house)
    with house.database.transaction(house.later()) as tx:
        opening.open_stock(tx, house.uid(), [Standing("PUMP", BIN, Decimal(1), serial="P-1")])

    assert proposed(house, order(house, 2, "disassembly")) == {"PUMP": ([("P-1", BIN, 1)], 1)}


def test_what_is_asked_does_not_grow_with_the_bill(sqlite_companies: Companies) -> None:
    house = sqlite_companies.open()
    stock(house)
    order_id = order(house, 3)
    with house.database.reading() as connection:
        [bill] = listed(connection)

    def propose() -> None:
        with house.database.reading() as connection:
            proposing.of_order(connection, order_id, TODAY)

    def explode() -> None:
        with house.database.reading() as connection:
            exploding.explode(connection, bill.id, 3, TODAY)

    assert statements(house.database, propose) <= 12
    assert statements(house.database, explode) <= 10
    sqlite_companies.close(house)
