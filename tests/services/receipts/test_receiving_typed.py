"""Numbers of our own, and lines from the keyboard."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.outcomes import Asks, Expectation
from lsn_desktop.services.office import ordering
from lsn_desktop.services.office.ordering import AddItem
from lsn_desktop.services.receipts.answering import TypedLine
from tests.dock import (
    answer,
    arrive,
    expected_next,
    findings,
    item_id,
    known,
    label,
    lines,
    on_hand,
    rows,
    typed,
)
from tests.house_for_tests import BUTTER, MILK, PUMP

if TYPE_CHECKING:
    from tests.house_for_tests import House

UNDATED = label(ai01=MILK, ai10="L1")


@pytest.mark.parametrize(
    ("heard", "asks", "own"),
    [
        (label(ai01=BUTTER), Asks.LOT, ["L261122-001", "L261122-002"]),
        (label(ai01=PUMP), Asks.SERIAL, ["S2611-000001", "S2611-000002"]),
    ],
)
def test_goods_without_a_number_get_one_of_ours(
    house: House, heard: str, asks: Asks, own: list[str]
) -> None:
    receipt = house.receipt()
    for number in own:
        asked = arrive(house, receipt, heard)
        assert asked.question is not None
        assert asked.question.asks is asks
        told = answer(house, asked, "own")
        assert (told.kind, told.line.lot or told.line.serial) == ("ok", number)
    assert len(lines(house, receipt.document_id)) == 2


def test_our_numbers_follow_the_items_own_pattern(house: House) -> None:
    with house.database.transaction(house.later()) as tx:
        ordering.add_item(tx, AddItem("JAM", "Jam", lot_pattern="J{yy}{ddd}-{n:2}"))
    told = typed(house, house.receipt(), TypedLine(item_id(house, "JAM"), Decimal(8)))

    assert told.line.lot == "J26326-01"


def test_a_typed_piece_without_a_serial_gets_one_of_ours(house: House) -> None:
    told = typed(house, house.receipt(), TypedLine(item_id(house, "PUMP"), Decimal(1)))

    assert (told.kind, told.line.serial) == ("ok", "S2611-000001")


def test_a_number_is_typed_into_the_question(house: House) -> None:
    asked = arrive(house, house.receipt(), label(ai01=BUTTER))

    refused = answer(house, asked, "  ")
    told = answer(house, asked, " B-7 ")

    assert str(refused.words) == "No number was given."
    assert told.line.lot == "B-7"


def test_a_typed_line_is_asked_what_a_scan_is_asked(house: House) -> None:
    receipt = house.receipt()
    asked = typed(house, receipt, TypedLine(item_id(house, "MILK"), Decimal(6), lot="L1"))
    assert str(asked.words) == "When does L1 expire?"

    whole = TypedLine(item_id(house, "MILK"), Decimal(6), lot="L1", expiry=date(2026, 12, 31))
    told = typed(house, receipt, whole)

    assert (told.kind, told.line.quantity, told.line.expiry) == (
        "ok",
        Decimal(6),
        date(2026, 12, 31),
    )
    assert rows(house, receipt.document_id)[-1] == (
        "ok",
        "6 pcs of Whole milk 1 L added",
    )


def test_a_typed_line_that_expires_never_is_not_asked(house: House) -> None:
    line = TypedLine(item_id(house, "MILK"), Decimal(6), lot="L1", no_expiry=True)
    assert typed(house, house.receipt(), line).kind == "ok"


@pytest.mark.parametrize("quantity", ["0", "-3", "1.5"])
def test_a_typed_quantity_that_cannot_be_is_refused(house: House, quantity: str) -> None:
    receipt = house.receipt()
    line = TypedLine(item_id(house, "BUTTER"), Decimal(quantity), lot="B1")
    refused = typed(house, receipt, line)

    assert refused.kind == "refused"
    assert str(refused.words).startswith(f"{quantity} pcs ")
    assert lines(house, receipt.document_id) == []


def test_typing_a_line_puts_the_label_in_progress_aside(house: House) -> None:
    receipt = house.receipt()
    heard = arrive(house, receipt, label(ai01=MILK))
    line = TypedLine(item_id(house, "BUTTER"), Decimal(2), lot="B1")
    told = typed(house, expected_next(heard), line)

    assert (told.kind, told.line.item) == ("ok", "Butter 250 g")
    assert rows(house, receipt.document_id)[0][0] == "unfinished"


def test_all_that_was_answered_verifies_after_posting(house: House) -> None:
    receipt = house.receipt("PO-1042")
    told = answer(house, arrive(house, receipt, UNDATED), "2026-12-22")
    told = answer(house, arrive(house, expected_next(told), label(ai01=BUTTER)), "own")
    assert isinstance(told.next, Expectation)

    assert house.post(receipt.document_id) == 2

    assert on_hand(house, known(house, "MILK", "L1").id) == {"DOCK-1": 1}
    assert findings(house) == []
