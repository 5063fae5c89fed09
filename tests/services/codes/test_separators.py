"""Where a separator may be lost: proven by what is known, else asked, never guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.services.receipts import receipt_commands
from lsn_desktop.services.receipts.answering import TypedLine
from tests.dock import (
    arrive,
    dropped,
    enter,
    expected_next,
    item_id,
    label,
    offered,
    take,
    typed,
)
from tests.house_for_tests import BUTTER, CHIP, MILK, NAPKIN, PUMP

if TYPE_CHECKING:
    from tests.house_for_tests import House

AMBIGUOUS = dropped(ai01=BUTTER, ai10="A", ai21="17B")


# -- proven


def test_a_lot_that_came_before_proves_the_reading(house: House) -> None:
    arrive(house, house.receipt(), label(ai01=BUTTER, ai10="L2611A"))
    told = arrive(house, house.receipt(), dropped(ai01=BUTTER, ai10="L2611A", ai21="SN1"))

    assert (told.kind, told.line.lot) == ("ok", "L2611A")
    assert told.read_as == "GS1 (01)(10)(21) · a separator was lost; lot L2611A is known"


def test_a_short_lot_proves_nothing_without_its_expiry(house: House) -> None:
    arrive(house, house.receipt(), label(ai01=MILK, ai10="L1", ai17="270131"))

    told = arrive(house, house.receipt(), dropped(ai01=MILK, ai10="L1", ai17="270131"))
    assert (told.line.lot, told.line.expiry) == ("L1", date(2027, 1, 31))
    other = arrive(house, house.receipt(), dropped(ai01=MILK, ai10="L1", ai17="270228"))
    assert str(other.words) == "Which is on the label?"
    serial = arrive(house, house.receipt(), dropped(ai01=MILK, ai10="L1", ai21="S"))
    assert serial.kind == "question"


def test_a_short_lot_and_a_day_behind_it_are_proof(house: House) -> None:
    arrive(house, house.receipt(), label(ai01=BUTTER, ai10="a4Q"))

    told = arrive(house, house.receipt(), dropped(ai01=BUTTER, ai10="a4Q", ai17="270129"))
    assert (told.kind, told.line.lot, told.line.expiry) == ("ok", "a4Q", date(2027, 1, 29))
    serial = arrive(house, house.receipt(), dropped(ai01=BUTTER, ai10="a4Q", ai21="S"))
    assert serial.kind == "question"


def test_a_lot_of_a_line_taken_back_proves_nothing(house: House) -> None:
    told = arrive(house, house.receipt(), label(ai01=BUTTER, ai10="L2611A"))
    enter(
        house,
        expected_next(told),
        lambda tx, expected, _scan_id: receipt_commands.undo_last(tx, expected),
    )
    asked = arrive(house, house.receipt(), dropped(ai01=BUTTER, ai10="L2611A", ai21="SN1"))
    assert asked.kind == "question"


def test_another_items_lot_proves_nothing(house: House) -> None:
    arrive(house, house.receipt(), label(ai01=MILK, ai10="L2611A", ai17="270131"))
    asked = arrive(house, house.receipt(), dropped(ai01=BUTTER, ai10="L2611A", ai21="SN1"))
    assert asked.kind == "question"


def test_two_readings_with_a_known_lot_are_asked(house: House) -> None:
    for lot in ("L261", "L26121SN1"):
        arrive(house, house.receipt(), label(ai01=BUTTER, ai10=lot), sent=True)
    asked = arrive(house, house.receipt(), dropped(ai01=BUTTER, ai10="L26121SN1"))
    assert offered(asked)[:2] == ["Lot L26121SN1", "Lot L261, serial SN1"]


def test_the_readings_with_a_known_lot_stand_before_the_others(house: House) -> None:
    for lot in ("L261", "L26121SN1"):
        arrive(house, house.receipt(), label(ai01=BUTTER, ai10=lot), sent=True)
    code = dropped(ai01=BUTTER, ai10="L26121SN1", ai17="270131")
    asked = arrive(house, house.receipt(), code)
    assert offered(asked)[3] == "Lot L26121SN117270131"


def test_the_lot_and_its_expiry_prove_more_than_the_lot(house: House) -> None:
    known = label(ai01=BUTTER, ai10="L2611A", ai17="270131")
    for code in (known, label(ai01=BUTTER, ai10="L2611A17270131")):
        arrive(house, house.receipt(), code, sent=True)
    told = arrive(house, house.receipt(), dropped(ai01=BUTTER, ai10="L2611A", ai17="270131"))
    assert (told.kind, told.line.lot) == ("ok", "L2611A")


def test_a_lot_of_one_character_proves_nothing(house: House) -> None:
    arrive(house, house.receipt(), label(ai01=BUTTER, ai10="A"))
    asked = arrive(house, house.receipt(), dropped(ai01=BUTTER, ai10="A", ai17="270131"))
    assert asked.kind == "question"


def test_the_labels_other_barcode_proves_the_reading(house: House) -> None:
    heard = arrive(house, house.receipt(), label(ai10="AB"))
    told = arrive(house, expected_next(heard), dropped(ai01=BUTTER, ai10="AB", ai21="S1"))

    assert (told.kind, told.line.lot) == ("ok", "AB")
    assert told.read_as.endswith("AB is on another barcode of the label")


def test_the_unfinished_label_of_another_item_proves_nothing(house: House) -> None:
    heard = arrive(house, house.receipt(), label(ai01=CHIP, ai10="AB"))
    asked = arrive(house, expected_next(heard), dropped(ai01=BUTTER, ai10="AB", ai21="S1"))

    assert (asked.kind, asked.line.item) == ("question", "Butter 250 g")


def test_lots_that_all_look_alike_prove_the_reading(house: House) -> None:
    for lot in ("A2611", "A2612", "A2701"):
        arrive(house, house.receipt(), label(ai01=BUTTER, ai10=lot))

    as_it_came = arrive(house, house.receipt(), dropped(ai01=BUTTER, ai10="A2117"))
    assert (as_it_came.kind, as_it_came.line.lot) == ("ok", "A2117")
    assert as_it_came.read_as == "GS1 (01)(10) · the codes of BUTTER look like A2701"
    cut = arrive(house, house.receipt(), dropped(ai01=BUTTER, ai10="A2702", ai17="270131"))
    assert (cut.kind, cut.line.lot, cut.line.expiry) == ("ok", "A2702", date(2027, 1, 31))


def test_two_lots_that_look_alike_prove_nothing(house: House) -> None:
    for lot in ("A2611", "A2612"):
        arrive(house, house.receipt(), label(ai01=BUTTER, ai10=lot))
    assert arrive(house, house.receipt(), dropped(ai01=BUTTER, ai10="A2117")).kind == "question"


def test_lots_that_look_differently_prove_nothing(house: House) -> None:
    for lot in ("A2611", "A2612", "A2701", "B-1"):
        arrive(house, house.receipt(), label(ai01=BUTTER, ai10=lot))
    assert arrive(house, house.receipt(), dropped(ai01=BUTTER, ai10="A2117")).kind == "question"


def test_how_lots_of_lines_taken_back_look_proves_nothing(house: House) -> None:
    receipt = house.receipt()
    for lot in ("A2611", "A2612", "A2701"):
        receipt = expected_next(arrive(house, receipt, label(ai01=BUTTER, ai10=lot)))
    enter(house, receipt, lambda tx, expected, _id: receipt_commands.undo_last(tx, expected))
    assert arrive(house, house.receipt(), dropped(ai01=BUTTER, ai10="A2117")).kind == "question"


def test_serials_are_asked_about_once_for_all_on_a_receipt(house: House) -> None:
    asked = arrive(house, house.receipt(), dropped(ai01=PUMP, ai21="SER123", ai17="270131"))
    told = take(house, asked, "Serial SER123, expires 2027-01-31")
    for serial in ("SER124", "SER125"):
        told = arrive(
            house, expected_next(told), dropped(ai01=PUMP, ai21=serial, ai17="270131")
        )
        assert (told.kind, told.line.serial) == ("ok", serial)


def test_serials_of_a_lot_are_asked_about_once_for_the_lot(house: House) -> None:
    asked = arrive(house, house.receipt(), dropped(ai01=CHIP, ai10="LX", ai21="S001"))
    told = take(house, asked, "Lot LX, serial S001")
    told = arrive(house, expected_next(told), dropped(ai01=CHIP, ai10="LX", ai21="S002"))
    assert (told.kind, told.line.lot, told.line.serial) == ("ok", "LX", "S002")


# -- no doubt


def test_what_the_item_does_not_need_is_not_asked(house: House) -> None:
    """Goods that have no lots: where the lot ends makes no difference."""
    told = arrive(house, house.receipt(), dropped(ai01=NAPKIN, ai10="A", ai21="17B"))
    assert (told.kind, told.line.item) == ("ok", "Napkins")
    asked = arrive(house, house.receipt(), dropped(ai01=NAPKIN, ai10="A", ai37="5"))
    assert asked.kind == "question"


@pytest.mark.parametrize("lot", ["L2611A", "B-1002", "C7791", "AB2026", "LOT91"])
def test_an_ordinary_lot_is_not_asked_about(house: House, lot: str) -> None:
    told = arrive(house, house.receipt(), dropped(ai01=BUTTER, ai10=lot))
    assert (told.kind, told.line.lot, told.read_as) == ("ok", lot, "GS1 (01)(10)")


def test_a_scanner_that_sends_its_separators_is_never_asked_about(house: House) -> None:
    told = arrive(house, house.receipt(), AMBIGUOUS, sent=True)
    assert (told.kind, told.line.lot) == ("ok", "A2117B")


def test_a_substitute_is_proven_and_said(house: House) -> None:
    told = arrive(house, house.receipt(), f"01{MILK}10L-A|17270131", sent=True)

    assert (told.line.lot, told.line.expiry) == ("L-A", date(2027, 1, 31))
    assert told.read_as.endswith("| came for the separator: no element holds it")


def test_a_mark_of_a_foreign_keyboard_is_asked_about_until_the_lot_is_known(
    house: House,
) -> None:
    code = f"01{BUTTER}10L2611A+17270131"
    asked = arrive(house, house.receipt(), code)
    assert offered(asked)[1] == "Lot L2611A, expires 2027-01-31"
    take(house, asked, "Lot L2611A, expires 2027-01-31")

    told = arrive(house, house.receipt(), code)
    assert (told.kind, told.line.lot, told.line.expiry) == ("ok", "L2611A", date(2027, 1, 31))


def test_a_code_of_ours_is_ours_whatever_it_may_be_read_as(house: House) -> None:
    line = TypedLine(item_id(house, "BUTTER"), Decimal(1), lot=AMBIGUOUS)
    typed(house, house.receipt(), line)

    told = arrive(house, house.receipt(), AMBIGUOUS)
    assert (told.kind, told.line.lot) == ("ok", AMBIGUOUS)
