"""Sales orders: entered, changed while goods leave, cancelled; and what to take for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.documents import choosing
from lsn_desktop.services.lots import holding
from lsn_desktop.services.shipments import picking_lists, selling
from lsn_desktop.services.shipments.selling import Sale, SaleLine
from lsn_desktop.storage import sales_orders
from lsn_desktop.storage.lists import Order
from tests.companies import BIN
from tests.dock import arrive, delivered, findings, label, next_door
from tests.gate import customer, do, left, sale, scan, shipment, status
from tests.house_for_tests import BUTTER, MILK, PUMP, TODAY
from tests.services.at_places import carry

if TYPE_CHECKING:
    from lsn_desktop.services.shipments.picking_lists import PickLine
    from tests.house_for_tests import House


def changed(house: House, order_id: int, *lines: SaleLine, **head: object) -> None:
    with house.database.transaction(house.later()) as tx:
        wanted = selling.sale(tx.connection, order_id)
        wanted = replace(wanted, lines=lines or wanted.lines, **head)  # type: ignore[arg-type]
        selling.change(tx, order_id, wanted)


def its_lines(house: House, order_id: int) -> list[SaleLine]:
    with house.database.reading() as connection:
        return list(selling.sale(connection, order_id).lines)


def test_an_order_is_entered_under_its_number_or_the_next_of_ours(house: House) -> None:
    clinic = customer(house)
    named = Sale(
        clinic,
        [SaleLine("MILK", Decimal(24), Decimal("1.25")), SaleLine("BUTTER", Decimal(2))],
        "A-17",
        date(2026, 12, 1),
        "PO 9",
        "Dock 4",
        "call before",
    )
    with house.database.transaction(house.later()) as tx:
        first = selling.enter(tx, named)
        second = selling.enter(tx, replace(named, number="", due_on=None))

    with house.database.reading() as connection:
        assert replace(selling.sale(connection, first), lines=()) == replace(named, lines=())
        assert [one.number for one in sales_orders.open_orders(connection)] == [
            "A-17",
            "SO-00001",
        ]
        by_customer = sales_orders.listed(connection, "clin", Order("customer"))
        assert [one.id for one in by_customer] == [first, second]
        assert [one.id for one in sales_orders.listed(connection, "po 9")] == [second, first]
    assert its_lines(house, first)[0].price == Decimal("1.25")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"number": "SO-1"}, "Order SO-1 is entered already."),
        ({"lines": ()}, "Nothing is ordered on N."),
        ({"lines": [SaleLine("NONE", Decimal(1))]}, "There is no item NONE."),
        ({"lines": [SaleLine("MILK", Decimal("1.5"))]}, "1.5 pcs cannot be counted"),
        ({"lines": [SaleLine("MILK", Decimal(1), Decimal(-1))]}, "-1 is no amount of money"),
    ],
)
def test_an_order_that_makes_no_sense_is_refused(
    house: House, wrong: dict[str, object], words: str
) -> None:
    clinic = customer(house)
    sale(house, clinic, ("MILK", 1))
    order = replace(Sale(clinic, [SaleLine("MILK", Decimal(1))], "N"), **wrong)  # type: ignore[arg-type]

    with pytest.raises(Refusal, match=words), house.database.transaction(house.later()) as tx:
        selling.enter(tx, order)


def test_an_order_changes_but_for_what_left_already(house: House) -> None:
    delivered(house, label(ai01=BUTTER, ai37="24", ai10="B1"))
    order = sale(house, customer(house), ("BUTTER", 10), ("MILK", 5), ("PUMP", 1))
    goods = scan(house, shipment(house, order), label(ai01=BUTTER, ai37="4", ai10="B1"))
    butter, milk, pump = its_lines(house, order)

    changed(house, order, replace(butter, quantity=Decimal(6)), replace(pump, lsn=""),
            SaleLine("CHIP", Decimal(2)), due_on=date(2026, 12, 24))  # fmt: skip

    assert left(house, order) == {"BUTTER": 2, "PUMP": 1, "CHIP": 2}
    for lines, words in (
        ([replace(butter, quantity=Decimal(3)), pump], "4 pcs of Butter 250 g on SO-1 left"),
        ([pump], "4 pcs of Butter 250 g on SO-1 left already"),
        ([butter, replace(pump, sku="MILK")], "Line 3 of SO-1 is Infusion pump."),
    ):
        with pytest.raises(Refusal, match=words):
            changed(house, order, *lines)
    do(house, goods.next, "UNDO")
    changed(house, order, pump)
    assert left(house, order) == {"BUTTER": 0, "PUMP": 1}
    assert [one.sku for one in its_lines(house, order)] == ["PUMP"]
    assert milk.sku == "MILK"
    assert findings(house) == []


def test_a_cancelled_order_lets_nothing_more_leave(house: House) -> None:
    delivered(house, label(ai01=BUTTER, ai37="24", ai10="B1"))
    order = sale(house, customer(house), ("BUTTER", 10))
    goods = scan(house, shipment(house, order), label(ai01=BUTTER, ai37="4", ai10="B1"))

    def cancel(reason: str) -> None:
        with house.database.transaction(house.later()) as tx:
            selling.cancel(tx, order, reason)

    with pytest.raises(Refusal, match="SO-1 is being shipped with SH-00001"):
        cancel("twice")
    do(house, goods.next, "POST")
    with pytest.raises(Refusal, match="needs a reason"):
        cancel(" ")
    cancel("twice")

    assert status(house, order) == "cancelled"
    with pytest.raises(Refusal, match="SO-1 is cancelled: nothing more is to leave"):
        shipment(house, order)
    with pytest.raises(Refusal, match="SO-1 is cancelled: it stays as it is"):
        changed(house, order, note="x")


def test_the_number_of_an_order_is_ours_wherever_it_is_scanned(house: House) -> None:
    sale(house, customer(house), ("BUTTER", 10))

    told = arrive(house, house.receipt(), "SO-1")

    assert str(told.words) == "SO-1 is an order or a document: it names no goods."


def proposed(lines: list[PickLine]) -> list[tuple[str, list[tuple[str, str, int]], int]]:
    return [
        (
            line.wanted.sku,
            [(one.stock.code, one.stock.place, one.quantity) for one in line.picks],
            line.short,
        )
        for line in lines
    ]


def test_a_pick_list_takes_what_expires_first_and_may_leave(house: House) -> None:
    lots = {
        lot: delivered(house, label(ai01=MILK, ai17=day, ai37="10", ai10=lot))[1]
        for lot, day in (
            ("M1", "261201"),  # too short-dated for them
            ("M2", "270110"),
            ("M3", "270105"),
            ("M4", "270103"),  # on hold
            ("M5", "270104"),  # in quarantine
        )
    }
    carry(house, lots["M2"], 4, "DOCK-1", BIN)
    carry(house, lots["M5"], 10, "DOCK-1", "QUARANTINE")
    for serial in ("P1", "P2", "P3"):
        delivered(house, label(ai01=PUMP, ai21=serial))
    with house.database.transaction(house.later()) as tx:
        holding.hold(tx, holding.PlaceHold(house.uid(), lots["M4"], "damage"))
    clinic = customer(house, life=30)
    order = sale(
        house, clinic, ("MILK", 14), ("MILK", 12), ("PUMP", 1), ("BUTTER", 3),
        SaleLine("PUMP", Decimal(1), lsn="P1"),
    )  # fmt: skip
    scan(house, shipment(house, None, clinic), label(ai01=MILK, ai37="2", ai10="M3"))

    with house.database.reading() as connection:
        found = picking_lists.of_order(connection, order, TODAY)

    assert proposed(found) == [
        ("MILK", [("M3", "DOCK-1", 8), ("M2", BIN, 4), ("M2", "DOCK-1", 2)], 0),
        ("MILK", [("M2", "DOCK-1", 4)], 8),
        ("PUMP", [("P2", "DOCK-1", 1)], 0),
        ("BUTTER", [], 3),
        ("PUMP", [("P1", "DOCK-1", 1)], 0),
    ]


def test_a_shipment_is_taken_over_and_goes_on_elsewhere(house: House) -> None:
    delivered(house, label(ai01=BUTTER, ai37="24", ai10="B1"))
    order = sale(house, customer(house), ("BUTTER", 10))
    begun, other = shipment(house, order), next_door(house, "PACK-2")
    first = scan(house, begun, label(ai01=BUTTER, ai37="4", ai10="B1"))
    assert first.next is not None

    with other.database.transaction(other.later()) as tx:
        choosing.take_over(tx, begun.document_id)

    told = scan(house, first.next, label(ai01=BUTTER, ai10="B1"))
    assert str(told.words) == "SH-00001 was taken over by PACK-2."
    assert scan(other, begun, label(ai01=BUTTER, ai37="6", ai10="B1")).remedy is not None
    assert do(other, begun, "POST").kind == "ok"
    assert status(house, order) == "closed"
