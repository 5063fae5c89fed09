"""Bills of material and work orders: entered, exploded, scaled, released, closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.builds import bills, exploding, work_ordering
from lsn_desktop.services.builds.bills import Component, NewBill
from lsn_desktop.services.builds.work_ordering import NewWork, Work
from lsn_desktop.services.office import ordering
from lsn_desktop.services.office.ordering import AddItem
from lsn_desktop.storage import bills as kept
from lsn_desktop.storage import catalogue, work_orders
from tests.companies import BIN
from tests.dock import findings
from tests.house_for_tests import TODAY
from tests.imports import look_over

if TYPE_CHECKING:
    from tests.house_for_tests import House

ONE = Decimal(1)


def items(house: House) -> None:
    """A spread made of a paste that is made of cream and salt."""
    with house.database.transaction(house.later()) as tx:
        for sku, unit, decimals in (
            ("SPREAD", "pcs", 0), ("PASTE", "kg", 3), ("CREAM", "l", 3), ("SALT", "kg", 3),
            ("WHEY", "l", 3),
        ):  # fmt: skip
            ordering.add_item(tx, AddItem(sku, sku.title(), unit=unit, decimals=decimals))


def enter(house: House, wanted: NewBill) -> int:
    with house.database.transaction(house.later()) as tx:
        return bills.enter(tx, wanted)


PASTE = NewBill(
    "PASTE",
    Decimal(10),
    [
        Component("CREAM", Decimal(4000), "ml", Decimal("2.5")),
        Component("SALT", Decimal(250), "g"),
        Component("WHEY", Decimal(3), kind="by-product"),
    ],
)
SPREAD = NewBill(
    "SPREAD", ONE, [Component("PASTE", Decimal(200), "g"), Component("BUTTER", ONE)], "A"
)


def test_units_are_converted_and_levels_multiplied_exactly(house: House) -> None:
    items(house)
    enter(house, PASTE)
    spread = enter(house, SPREAD)

    with house.database.reading() as connection:
        found = exploding.explode(connection, spread, 100, TODAY)
    assert [(row.level.depth, row.item.sku, row.level.quantity) for row in found.rows] == [
        (0, "SPREAD", 100),
        (1, "PASTE", 20_000),
        (2, "CREAM", 8_200),
        (2, "SALT", 500),
        (2, "WHEY", 6_000),
        (1, "BUTTER", 100),
    ]
    assert {one.item.sku: (one.short, one.is_made) for one in found.totals} == {
        "PASTE": (20_000, True),
        "CREAM": (8_200, False),
        "SALT": (500, False),
        "BUTTER": (100, False),
    }


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (replace(PASTE, lines=[Component("SPREAD", ONE)]), "SPREAD > PASTE"),
        (replace(PASTE, lines=[Component("PASTE", ONE)]), "PASTE > PASTE"),
        (
            replace(
                PASTE,
                lines=[Component("SALT", ONE), Component("PASTE", ONE, kind="by-product")],
            ),
            "PASTE > PASTE",
        ),
        (replace(PASTE, lines=[Component("SALT", ONE, "l")]), "counted in kg"),
        (replace(PASTE, lines=[Component("SALT", Decimal(1), "mg")]), "3 decimals"),
        (replace(PASTE, lines=[Component("SALT", ONE, scrap=Decimal(101))]), "allowance"),
        (replace(PASTE, lines=[Component("SALT", ONE), Component("SALT", ONE)]), "twice"),
        (replace(PASTE, lines=[Component("WHEY", ONE, kind="by-product")]), "Nothing goes"),
        (replace(PASTE, lines=[Component("NONE", ONE)]), "no item NONE"),
        (replace(SPREAD, makes=Decimal("0.5")), "0 decimals"),
        (SPREAD, "already: A"),
    ],
)
def test_a_bill_that_cannot_be_is_refused(house: House, wanted: NewBill, words: str) -> None:
    items(house)
    enter(house, SPREAD)

    with pytest.raises(Refusal, match=words):
        enter(house, wanted)


def test_a_revision_is_copied_and_another_taken_out_of_use(house: House) -> None:
    items(house)
    first = enter(house, SPREAD)
    with house.database.transaction(house.later()) as tx:
        assert bills.bill(tx.connection, first) == replace(
            SPREAD,
            lines=[Component("PASTE", Decimal("0.200"), "kg"), Component("BUTTER", ONE, "pcs")],
        )
        item_id = kept.by_id(tx.connection, first).item_id
        revision = bills.next_revision(tx.connection, item_id)
        second = bills.enter(tx, replace(bills.bill(tx.connection, first), revision=revision))
        bills.deactivate(tx, first)
        assert [(one.id, one.active) for one in kept.of_item(tx.connection, item_id)] == [
            (second, True),
            (first, False),
        ]
    assert revision == "B"
    with house.database.transaction(house.later()) as tx:
        bills.deactivate(tx, second)
    paste = enter(house, replace(PASTE, lines=[Component("SPREAD", ONE)]))
    with (
        pytest.raises(Refusal, match="made of itself"),
        house.database.transaction(house.later()) as tx,
    ):
        bills.activate(tx, second)
    with house.database.transaction(house.later()) as tx:
        bills.deactivate(tx, paste)
        bills.activate(tx, second)


def test_an_order_takes_its_bill_scaled_and_its_parts_orders_of_their_own(
    house: House,
) -> None:
    items(house)
    enter(house, PASTE)
    enter(house, SPREAD)
    with house.database.transaction(house.later()) as tx:
        first, second = work_ordering.enter(
            tx, NewWork("SPREAD", Decimal(33), due_on=date(2026, 12, 1), with_parts=True)
        )
        assert work_orders.by_id(tx.connection, first)[1:5] == (
            "WO-00001", "build", catalogue.item_by_sku(tx.connection, "SPREAD").id, "SPREAD",  # type: ignore[union-attr]
        )  # fmt: skip
        paste = work_orders.by_id(tx.connection, second)
        assert (paste.sku, paste.ordered, paste.due_on) == ("PASTE", 6_600, date(2026, 12, 1))
        lines = work_orders.lines(tx.connection, second)
        assert [(one.sku, one.kind, one.needed) for one in lines] == [
            ("CREAM", "component", 2_640),
            ("SALT", "component", 165),
            ("WHEY", "by-product", 1_980),
        ]
        work_ordering.change(tx, second, Work(Decimal(10), note="for stock", place=BIN))
        assert [one.needed for one in work_orders.lines(tx.connection, second)] == [
            4_000,
            250,
            3_000,
        ]
        assert [one.number for one in work_orders.listed(tx.connection, "paste")] == [
            "WO-00002"
        ]
        work_ordering.release(tx, second)
        assert [one.id for one in work_orders.to_make(tx.connection)] == [second]
    with (
        pytest.raises(Refusal, match="its quantity stays"),
        house.database.transaction(house.later()) as tx,
    ):
        work_ordering.change(tx, second, Work(Decimal(11)))


@pytest.mark.parametrize(
    ("steps", "refused"),
    [
        ("release close", "cancel"),
        ("release close", "release"),
        ("cancel", "release"),
        ("", "close"),
        ("release cancel", "close"),
    ],
)
def test_an_order_goes_from_state_to_state_and_not_back(
    house: House, steps: str, refused: str
) -> None:
    items(house)
    enter(house, SPREAD)
    with house.database.transaction(house.later()) as tx:
        [order_id] = work_ordering.enter(tx, NewWork("SPREAD", ONE))
        for step in steps.split():
            getattr(work_ordering, step)(tx, order_id)
    with (
        pytest.raises(Refusal, match="Only an order"),
        house.database.transaction(house.later()) as tx,
    ):
        getattr(work_ordering, refused)(tx, order_id)
    assert not findings(house)


def test_a_bill_from_a_file_is_taken_whole_or_not_at_all(house: House) -> None:
    items(house)
    enter(house, SPREAD)
    report = look_over(
        house,
        "boms",
        "sku,revision,component,quantity,unit\n"
        "PASTE,,CREAM,400,ml\n"
        "PASTE,,SALT,25,g\n"
        "PASTE,B,SPREAD,1,\n"
        "WHEY,,CREAM,1,kg\n"
        "WHEY,,SALT,1,kg\n"
        "SPREAD,A,PASTE,200,g\n"
        "SPREAD,A,BUTTER,2,\n",
    )
    assert [str(row.words or row.status) for row in report.rows] == [
        "new",
        "new",
        "PASTE would be made of itself.",
        "CREAM is counted in l: kg is no such unit.",
        "Line 5 of the same bill is wrong.",
        "Line 8 of the same bill is wrong.",
        "The bill of SPREAD, revision A, is there and says otherwise.",
    ]
