"""Which reading is right is asked once, with the readings as answers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.services.receipts import receipt_commands
from tests.dock import (
    answer,
    arrive,
    choices,
    dropped,
    enter,
    expected_next,
    label,
    lines,
    offered,
    rows,
    take,
)
from tests.house_for_tests import BUTTER, CHIP, MILK, PUMP

if TYPE_CHECKING:
    from tests.house_for_tests import House

GS = "\x1d"
UNKNOWN = "09521234543268"

AMBIGUOUS = dropped(ai01=BUTTER, ai10="A", ai21="17B")
DATED = dropped(ai01=MILK, ai10="L-A", ai17="261231")


def test_which_reading_is_right_is_asked_once_for_a_lot(house: House) -> None:
    receipt = house.receipt()
    asked = arrive(house, receipt, AMBIGUOUS)

    assert (asked.kind, str(asked.words)) == ("question", "Which is on the label?")
    assert asked.line.item == "Butter 250 g"
    assert offered(asked) == ["Lot A2117B", "Lot A, serial 17B", "None of these: leave it out"]
    assert lines(house, receipt.document_id) == []

    told = take(house, asked, "Lot A, serial 17B")
    assert (told.kind, told.line.lot) == ("ok", "A")
    assert told.read_as == "GS1 (01)(10)(21) · as answered"

    again = arrive(house, expected_next(told), AMBIGUOUS)
    assert (again.kind, again.line.lot) == ("ok", "A")
    other = arrive(house, expected_next(again), dropped(ai01=BUTTER, ai10="A", ai21="18C"))
    assert (other.kind, other.line.lot) == ("ok", "A")
    assert (
        other.read_as == "GS1 (01)(10)(21) · a separator was lost; read like the label before"
    )


def test_a_lot_that_is_right_as_it_came_is_asked_about_once(house: House) -> None:
    told = take(house, arrive(house, house.receipt(), AMBIGUOUS), "Lot A2117B")
    assert told.line.lot == "A2117B"

    for receipt in (expected_next(told), house.receipt()):  # the lot is known now
        again = arrive(house, receipt, AMBIGUOUS)
        assert (again.kind, again.line.lot) == ("ok", "A2117B")


def test_an_answer_holds_after_a_label_was_put_aside(house: House) -> None:
    told = take(house, arrive(house, house.receipt(), AMBIGUOUS), "Lot A, serial 17B")
    heard = arrive(house, expected_next(told), label(ai01=MILK))
    aside = enter(
        house,
        expected_next(heard),
        lambda tx, expected, _scan_id: receipt_commands.put_aside(tx, expected),
    )
    assert arrive(house, expected_next(aside), AMBIGUOUS).line.lot == "A"


def test_an_answer_holds_for_its_item(house: House) -> None:
    """A barcode without a GTIN is of the item scanned before it."""
    heard = arrive(house, house.receipt(), label(ai01=BUTTER))
    asked = arrive(house, expected_next(heard), "]C110A2117B")
    told = take(house, asked, "Lot A, serial 17B")
    assert (told.line.item, told.line.lot) == ("Butter 250 g", "A")

    heard = arrive(house, expected_next(told), label(ai01=CHIP))
    assert arrive(house, expected_next(heard), "]C110A2118C").kind == "question"


def test_another_lot_is_asked_about_again(house: House) -> None:
    told = take(house, arrive(house, house.receipt(), AMBIGUOUS), "Lot A2117B")
    asked = arrive(house, expected_next(told), dropped(ai01=BUTTER, ai10="B2117B"))
    assert offered(asked)[:2] == ["Lot B2117B", "Lot B, serial 17B"]


def test_the_reading_with_the_date_the_item_needs_stands_first(house: House) -> None:
    asked = arrive(house, house.receipt(), DATED)
    assert offered(asked)[:2] == ["Lot L-A, expires 2026-12-31", "Lot L-A17261231"]

    told = take(house, asked, "Lot L-A, expires 2026-12-31")
    assert (told.kind, told.line.lot, told.line.expiry) == ("ok", "L-A", date(2026, 12, 31))


@pytest.mark.parametrize(
    ("elements", "first"),
    [
        ({"ai01": CHIP, "ai10": "LX", "ai21": "S1"}, "Lot LX, serial S1"),
        ({"ai01": CHIP, "ai21": "S1", "ai10": "LX"}, "Serial S1, lot LX"),
        ({"ai01": BUTTER, "ai10": "L-A", "ai17": "270131"}, "Lot L-A17270131"),
        ({"ai01": MILK, "ai10": "L-A", "ai17": "251231"}, "Lot L-A17251231"),  # gone by
        ({"ai01": PUMP, "ai21": "S1", "ai240": "X"}, "Serial S1240X"),
    ],
)
def test_the_likeliest_reading_stands_first(
    house: House, elements: dict[str, str], first: str
) -> None:
    asked = arrive(house, house.receipt(), dropped(**elements))
    assert offered(asked)[0] == first
    assert len(offered(asked)) == 3


def test_counts_are_told_without_leading_zeros(house: House) -> None:
    asked = arrive(house, house.receipt(), dropped(ai01=BUTTER, ai10="L126S", ai30="05"))
    assert offered(asked)[1] == "Lot L126S, quantity 5"
    assert take(house, asked, "Lot L126S, quantity 5").line.quantity == 5


def test_a_lot_with_a_bracket_in_it_is_read_as_it_stands(house: House) -> None:
    asked = arrive(house, house.receipt(), dropped(ai01=BUTTER, ai10="A(1", ai21="7"))
    assert take(house, asked, "Lot A(1, serial 7").line.lot == "A(1"


def test_an_answer_goes_on_with_whatever_is_still_to_be_asked(house: House) -> None:
    asked = take(house, arrive(house, house.receipt(), DATED), "Lot L-A17261231")
    assert str(asked.words) == "When does L-A17261231 expire?"
    assert answer(house, asked, "none").line.lot == "L-A17261231"


def test_none_of_them_leaves_the_label_out(house: House) -> None:
    receipt = house.receipt()
    told = answer(house, arrive(house, receipt, AMBIGUOUS), "leave")

    assert str(told.words) == "Left out: Butter 250 g"
    assert rows(house, receipt.document_id)[0] == ("unfinished", "Left out: Butter 250 g")
    assert lines(house, receipt.document_id) == []


def test_what_was_answered_wrongly_and_taken_back_is_asked_again(house: House) -> None:
    told = take(house, arrive(house, house.receipt(), AMBIGUOUS), "Lot A2117B")
    undone = enter(
        house,
        expected_next(told),
        lambda tx, expected, _scan_id: receipt_commands.undo_last(tx, expected),
    )
    asked = arrive(house, expected_next(undone), AMBIGUOUS)
    assert asked.kind == "question"


def test_an_unknown_item_is_asked_about_after_its_reading(house: House) -> None:
    asked = arrive(house, house.receipt(), dropped(ai01=UNKNOWN, ai10="A", ai21="17B"))
    assert offered(asked)[0] == "Lot A2117B"
    then = take(house, asked, "Lot A2117B")
    assert str(then.words) == f"Which item is {UNKNOWN}?"


def test_no_more_answers_are_offered_than_the_page_holds(house: House) -> None:
    asked = arrive(house, house.receipt(), f"01{BUTTER}10A213012302140123051210")
    assert len(choices(asked)) == 6
    assert offered(asked)[-1] == "None of these: leave it out"


def test_the_count_set_before_stays_with_the_label(house: House) -> None:
    count = arrive(house, house.receipt(), "x 3")
    asked = arrive(house, expected_next(count), AMBIGUOUS)
    assert take(house, asked, "Lot A2117B").line.quantity == 3


# -- answered by a scan


@pytest.mark.parametrize(
    ("code", "lot"),
    [
        ("A2117B", "A2117B"),
        ("A", "A"),
        ("17B", "A"),
        (f"]C110A{GS}2117B", "A"),
        ("]C12117B", "A"),
        (f"]C101{BUTTER}10A{GS}2117B", "A"),
    ],
)
def test_a_barcode_of_the_label_answers(house: House, code: str, lot: str) -> None:
    receipt = house.receipt()
    asked = arrive(house, receipt, AMBIGUOUS)
    told = arrive(house, expected_next(asked), code, sent=True)

    assert (told.kind, told.line.lot, str(told.line.quantity)) == ("ok", lot, "1")
    assert len(lines(house, receipt.document_id)) == 1
    again = arrive(house, expected_next(told), AMBIGUOUS)
    assert (again.kind, again.line.lot) == ("ok", lot)


def test_a_date_by_itself_answers_and_counts(house: House) -> None:
    asked = arrive(house, house.receipt(), DATED)
    told = arrive(house, expected_next(asked), "]C117261231")
    assert (told.line.lot, told.line.expiry) == ("L-A", date(2026, 12, 31))


def test_a_code_of_none_of_them_is_refused_and_the_question_stays(house: House) -> None:
    asked = arrive(house, house.receipt(), AMBIGUOUS)
    refused = arrive(house, expected_next(asked), "B77")

    assert (refused.kind, str(refused.words)) == ("refused", "Unknown code B77.")
    assert refused.next == asked.next
    assert take(house, asked, "Lot A2117B").kind == "ok"


def test_the_next_label_leaves_an_unanswered_one_unfinished(house: House) -> None:
    receipt = house.receipt()
    asked = arrive(house, receipt, AMBIGUOUS)
    told = arrive(house, expected_next(asked), label(ai01=BUTTER, ai10="B-77"))

    assert (told.kind, told.line.lot) == ("ok", "B-77")
    assert len(lines(house, receipt.document_id)) == 1
    assert ("unfinished", "Not received: Butter 250 g was not finished") in rows(
        house, receipt.document_id
    )


def test_the_same_label_again_asks_again(house: House) -> None:
    asked = arrive(house, house.receipt(), AMBIGUOUS)
    again = arrive(house, expected_next(asked), AMBIGUOUS)
    assert (again.kind, offered(again)) == ("question", offered(asked))
