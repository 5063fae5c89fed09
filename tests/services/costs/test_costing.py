"""What goods cost goes with them, and no unit of money is lost on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from lsn_desktop.domain.items import LsnKind, Tracking
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.costs import charging, cost_rows
from lsn_desktop.services.costs.pricing import Exchange
from lsn_desktop.services.documents import posting
from lsn_desktop.services.lots import merging, splitting, tracking
from lsn_desktop.services.lots.merging import Merge
from lsn_desktop.services.lots.sharing_out import Share, StartTracking
from lsn_desktop.services.lots.splitting import Split
from lsn_desktop.services.office import opening, ordering
from lsn_desktop.services.office.opening import Standing
from lsn_desktop.services.office.ordering import EnterOrder
from lsn_desktop.storage import charges, costs
from lsn_desktop.storage.tables.catalogue import item
from tests.costs import butter_receipt, by_code, charged, cost, freight, price, withdrawn
from tests.dock import arrive, audit, findings, item_id, known, label
from tests.house_for_tests import BUTTER, CHIP, NAPKIN, PUMP

if TYPE_CHECKING:
    from tests.house_for_tests import House

EUROS = Exchange("eur", Decimal("1.0825"), date(2026, 11, 20))


@pytest.fixture
def priced(house: House) -> House:
    """The company with an order that has a price."""
    order = EnterOrder(
        "PO-7", "NORTH", [("BUTTER", Decimal(100)), ("PUMP", Decimal(3))],
        prices={"BUTTER": Decimal("2.4999")},
    )  # fmt: skip
    with house.database.transaction(house.later()) as tx:
        ordering.enter_order(tx, order)
    return house


def split(house: House, lot: str, new: str, count: int) -> int:
    lsn = known(house, "BUTTER", lot).id
    order = Split(house.uid(), lsn, new, "torn", house.dock, Decimal(count))
    with house.database.transaction(house.later()) as tx:
        return splitting.split(tx, order)


def merge(house: House, lot: str, into: str) -> None:
    one, other = (known(house, "BUTTER", code).id for code in (lot, into))
    with house.database.transaction(house.later()) as tx:
        merging.merge(tx, Merge(house.uid(), one, other, "one lot"))


def weigh(house: House, sku: str, grams: int | None, millilitres: int | None = None) -> None:
    with house.database.transaction(house.later()) as tx:
        tx.connection.execute(
            update(item).where(item.c.sku == sku).values(weight_g=grams, volume_ml=millilitres)
        )


def reverse(house: House, receipt: int) -> int:
    with house.database.transaction(house.later()) as tx:
        return posting.reverse(tx, receipt, "wrong supplier", house.uid())


def test_goods_cost_what_their_order_says(priced: House) -> None:
    receipt = butter_receipt(priced, "PO-7", B1=30, B2=7)

    assert by_code(priced, receipt) == {"B1": "74.9970", "B2": "17.4993"}
    assert findings(priced) == []


def test_goods_without_a_price_have_no_cost_until_it_is_typed(house: House) -> None:
    receipt = butter_receipt(house, B1=30)
    assert by_code(house, receipt) == {}

    assert price(house, receipt, "2.50") == 1

    assert by_code(house, receipt) == {"B1": "75.00"}


def test_a_price_corrected_takes_the_place_of_the_one_before(priced: House) -> None:
    receipt = butter_receipt(priced, "PO-7", B1=30, B2=7)
    b2 = known(priced, "BUTTER", "B2").id

    assert price(priced, receipt, "3.00", lsn_id=b2) == 1
    assert price(priced, receipt, "3.00", lsn_id=b2) == 0

    assert by_code(priced, receipt) == {"B1": "74.9970", "B2": "21.00"}
    with priced.database.reading() as connection:
        (layer,) = costs.of_lsn(connection, b2)
    assert (layer.quantity, layer.amount) == (7, 210_000)
    assert findings(priced) == []


def test_a_price_in_a_foreign_currency_keeps_what_was_paid(house: House) -> None:
    receipt = butter_receipt(house, B1=10)

    price(house, receipt, "2.00", exchange=EUROS)

    with house.database.reading() as connection:
        (layer,) = costs.of_lsn(connection, known(house, "BUTTER", "B1").id)
    assert (layer.amount, layer.currency) == (216_500, "USD")
    assert (layer.original_amount, layer.original_currency) == (200_000, "EUR")
    assert (layer.rate, layer.rate_on) == (108_250_000, EUROS.on)
    price(house, receipt, "2.00")  # in our own after all
    assert by_code(house, receipt) == {"B1": "20.00"}
    assert price(house, receipt, "2.00", exchange=replace(EUROS, currency="USD")) == 0


@pytest.mark.parametrize(
    ("basis", "shares"),
    [("quantity", {"B1": "66.67", "B2": "33.33"}), ("value", {"B1": "40.00", "B2": "60.00"})],
)
def test_a_charge_falls_as_it_was_foretold(
    house: House, basis: str, shares: dict[str, str]
) -> None:
    receipt = butter_receipt(house, B1=20, B2=10)
    for lot, each in (("B1", "1"), ("B2", "3")):
        price(house, receipt, each, lsn_id=known(house, "BUTTER", lot).id)
    before = {code: Decimal(amount) for code, amount in by_code(house, receipt).items()}
    order = freight(house, "100", basis, receipt)

    with house.database.reading() as connection:
        told = charging.foretell(connection, order)
    charge = charged(house, order)
    assert charged(house, order) == charge  # arrived twice

    fell = {each.code: each.amount for each in told.shares}
    assert sum(fell.values()) == told.amount == 100
    assert {code: f"{round(amount, 2):f}" for code, amount in fell.items()} == shares
    assert {code: Decimal(amount) for code, amount in by_code(house, receipt).items()} == {
        code: before[code] + amount for code, amount in fell.items()
    }
    assert findings(house) == []


def test_a_charge_by_weight_or_volume_asks_for_what_is_not_known(house: House) -> None:
    receipt = house.receipt()
    arrive(house, receipt, label(ai01=BUTTER, ai10="B1", ai30="10"))
    arrive(house, receipt, label(ai01=NAPKIN, ai30="1"))
    house.post(receipt.document_id)
    weigh(house, "BUTTER", 250)

    with pytest.raises(Refusal, match=r"No weight is known for Napkins \(NAPKIN\)\. Enter the"):
        charged(house, freight(house, "30", "weight", receipt.document_id))
    with pytest.raises(Refusal, match=r"No volume is known for Butter 250 g \(BUTTER\), Nap"):
        charged(house, freight(house, "30", "volume", receipt.document_id))
    with pytest.raises(Refusal, match="No price is known for Butter"):
        charged(house, freight(house, "30", "value", receipt.document_id))
    weigh(house, "NAPKIN", 5)
    charged(house, freight(house, "30", "weight", receipt.document_id))

    assert by_code(house, receipt.document_id) == {"B1": "25.00", "": "5.00"}


@pytest.mark.parametrize(
    ("kind", "basis", "amount", "exchange", "words"),
    [
        ("freight", "colour", "10", None, "no charge we know"),
        ("bribe", "quantity", "10", None, "no charge we know"),
        ("freight", "quantity", "0", None, "of nothing"),
        ("freight", "quantity", "-5", None, "no amount of money"),
        ("freight", "quantity", "5", replace(EUROS, currency="EURO"), "no currency"),
        ("freight", "quantity", "5", replace(EUROS, rate=Decimal(0)), "above zero"),
    ],
)
def test_what_is_no_charge_is_refused(
    house: House, kind: str, basis: str, amount: str, exchange: Exchange | None, words: str
) -> None:
    order = freight(house, amount, basis, butter_receipt(house, B1=1), exchange=exchange)

    with pytest.raises(Refusal, match=words):
        charged(house, replace(order, kind=kind))


def test_only_posted_receipts_are_charged(house: House) -> None:
    open_one = house.receipt().document_id
    with pytest.raises(Refusal, match="no posted receipt"):
        charged(house, freight(house, "5", "quantity", open_one))
    with pytest.raises(Refusal, match="No receipt is chosen"):
        charged(house, freight(house, "5", "quantity"))
    turned_back = butter_receipt(house, B1=1)
    reverse(house, turned_back)
    with pytest.raises(Refusal, match="was reversed by RV-00001"):
        price(house, turned_back, "1")


def test_what_stood_there_at_the_beginning_is_priced_too(house: House) -> None:
    with house.database.transaction(house.later()) as tx:
        standing = Standing("BUTTER", "DOCK-1", Decimal(8), lot="B1")
        opened = opening.open_stock(tx, house.uid(), [standing])

    price(house, opened, "2")
    assert by_code(house, opened) == {"B1": "16.00"}
    reverse(house, opened)
    assert by_code(house, opened) == {}
    assert findings(house) == []


def test_each_serial_has_its_share_to_the_last_unit(house: House) -> None:
    receipt = house.receipt()
    for number in range(7):
        arrive(house, receipt, label(ai01=PUMP, ai21=f"P{number}"))
    house.post(receipt.document_id)

    charged(house, freight(house, "100", "quantity", receipt.document_id, exchange=EUROS))

    found = by_code(house, receipt.document_id)
    assert len(found) == 7
    assert sum(map(Decimal, found.values())) == Decimal("108.25")
    assert set(found.values()) == {"15.4643", "15.4642"}


def test_one_charge_may_come_upon_several_receipts(house: House) -> None:
    one, other = butter_receipt(house, B1=30), butter_receipt(house, B2=10)

    charge = charged(house, freight(house, "80", "quantity", one, other))

    assert by_code(house, one) == {"B1": "60.00"}
    assert by_code(house, other) == {"B2": "20.00"}
    withdrawn(house, charge)
    assert by_code(house, one) == by_code(house, other) == {}


def test_a_withdrawn_charge_leaves_the_goods_wherever_they_are(house: House) -> None:
    receipt = butter_receipt(house, B1=10)
    charge = charged(house, freight(house, "10.01", "quantity", receipt))
    split(house, "B1", "B9", 3)
    assert by_code(house, receipt) == {"B1": "7.0070", "B9": "3.0030"}

    withdrawn(house, charge)
    withdrawn(house, charge)

    assert by_code(house, receipt) == {}
    with house.database.reading() as connection:
        (kept,) = charges.of_receipt(connection, receipt)
    assert kept.withdrawn_at is not None
    assert findings(house) == []


def test_a_receipt_with_a_charge_is_reversed_after_it_is_withdrawn(house: House) -> None:
    receipt = butter_receipt(house, B1=10)
    price(house, receipt, "2")
    charge = charged(house, freight(house, "10", "quantity", receipt))
    with pytest.raises(Refusal, match=r"carries a charge: freight 10\.00 USD"):
        reverse(house, receipt)

    withdrawn(house, charge)
    reverse(house, receipt)

    assert cost(house, known(house, "BUTTER", "B1").id) == "0.00"
    assert findings(house) == []


def test_cost_follows_goods_that_are_split_off_and_merged(house: House) -> None:
    receipt = butter_receipt(house, B1=10, B2=5)
    price(house, receipt, "2")

    split(house, "B1", "B9", 4)
    merge(house, "B9", "B2")

    assert by_code(house, receipt) == {"B1": "12.00", "B2": "18.00"}
    assert findings(house) == []


def test_what_is_learned_later_finds_the_goods_under_their_new_codes(house: House) -> None:
    receipt = butter_receipt(house, B1=10, B2=5)
    split(house, "B1", "B9", 4)
    merge(house, "B9", "B2")
    split(house, "B2", "B8", 3)  # a third of what is by now 5 + 4

    price(house, receipt, "3", lsn_id=known(house, "BUTTER", "B1").id)
    order = freight(house, "15", "quantity", receipt)
    with house.database.reading() as connection:
        told = charging.foretell(connection, order)
    charged(house, order)

    # Of B1's ten, six are left, four went on and a third of those went on again.
    assert {each.code: each.amount for each in told.shares} == {
        "B1": 6, "B2": 6, "B8": 3,
    }  # fmt: skip
    assert by_code(house, receipt) == {"B1": "24.00", "B2": "14.00", "B8": "7.00"}
    assert findings(house) == []


def test_cost_goes_to_the_lots_an_item_is_told_apart_by(house: House) -> None:
    receipt = house.receipt()
    arrive(house, receipt, label(ai01=NAPKIN, ai30="1"))
    house.post(receipt.document_id)
    price(house, receipt.document_id, "0.10", "NAPKIN")
    napkin = item_id(house, "NAPKIN")
    bulk = known_bulk(house, napkin)

    with house.database.transaction(house.later()) as tx:
        share = Share(bulk, house.dock, "N1", quantity=Decimal(60))
        other = Share(bulk, house.dock, "N2", quantity=Decimal(40))
        tracking.start(tx, StartTracking(house.uid(), napkin, Tracking.LOT, (share, other)))

    assert by_code(house, receipt.document_id) == {"N1": "6.00", "N2": "4.00"}
    assert findings(house) == []


def known_bulk(house: House, item_row: int) -> int:
    with house.database.reading() as connection:
        found = connection.execute(
            text("SELECT id FROM lsn WHERE item_id = :item AND kind = :kind"),
            {"item": item_row, "kind": LsnKind.BULK.value},
        )
        return int(found.scalar_one())


def test_prices_and_charges_are_in_the_audit(house: House) -> None:
    receipt = butter_receipt(house, B1=10)
    price(house, receipt, "2.5")
    withdrawn(house, charged(house, freight(house, "10", "value", receipt)))

    with house.database.reading() as connection:
        told = connection.execute(
            text("SELECT action FROM audit_entry WHERE action IN ('cost', 'charge', 'withdraw')"
                 " ORDER BY id")
        ).scalars()  # fmt: skip
        assert list(told) == ["cost", "charge", "withdraw"]
    assert audit(house, known(house, "BUTTER", "B1").id)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cost_layer SET amount = amount + 1",
        "DELETE FROM cost_layer",
        "DELETE FROM charge",
        "UPDATE charge SET amount = amount + 1",
        "UPDATE charge SET withdrawn_at = 1, withdrawn_by = 1, amount = 1",
        "UPDATE charge_receipt SET document_id = document_id",
    ],
)
def test_the_database_itself_keeps_what_was_paid(house: House, statement: str) -> None:
    charged(house, freight(house, "10", "quantity", butter_receipt(house, B1=10)))

    with pytest.raises(DBAPIError), house.database.writer.begin() as connection:
        connection.execute(text(statement))


def test_a_receipt_and_a_lot_say_what_they_cost(house: House) -> None:
    receipt = butter_receipt(house, B1=10, B2=5)
    b1 = known(house, "BUTTER", "B1").id
    price(house, receipt, "2", lsn_id=b1, exchange=EUROS)
    charged(house, freight(house, "15", "quantity", receipt))
    split(house, "B1", "B9", 4)

    with house.database.reading() as connection:
        on = cost_rows.of_receipt(connection, receipt)
        lot = cost_rows.of_lsn(connection, b1, on_hand=3, decimals=0)

    told = [(each.code, each.bought, each.each, each.landed, each.total) for each in on.goods]
    assert told == [
        ("B1", Decimal("21.65"), Decimal("2.165"), Decimal(10), Decimal("31.65")),
        ("B2", None, None, Decimal(5), None),
    ]
    assert (lot.total, lot.each, lot.worth) == (
        Decimal("18.99"), Decimal("3.165"), Decimal("9.495"),
    )  # fmt: skip
    assert [(each.document, each.kind, each.amount) for each in lot.sources] == [
        ("RC-00001", "purchase", 216_500),
        ("RC-00001", "landed", 100_000),
        ("CV-00001", "purchase", -86_600),
        ("CV-00001", "landed", -40_000),
    ]
    assert lot.sources[0].original_amount == 200_000


def test_a_lot_of_serials_costs_what_they_do(house: House) -> None:
    receipt = house.receipt()
    for number in range(3):
        arrive(house, receipt, label(ai01=CHIP, ai10="C1", ai21=f"S{number}"))
    house.post(receipt.document_id)
    price(house, receipt.document_id, "1.5", "CHIP")

    with house.database.reading() as connection:
        lot = cost_rows.of_lsn(connection, known(house, "CHIP", "C1").id, 3, 0)

    assert (lot.total, lot.each) == (Decimal("4.5"), Decimal("1.5"))
    assert lot.quantity == 3
    (source,) = lot.sources
    assert source.quantity == 3
