"""Where a separator may be lost: proven by what is known, else asked, never guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.services import receipt_commands
from lsn_desktop.services.answering import TypedLine
from tests.dock import (
    answer,
    arrive,
    choices,
    enter,
    expected_next,
    item_id,
    label,
    lines,
    rows,
    typed,
)
from tests.house_for_tests import BUTTER, CHIP, MILK, NAPKIN, PUMP

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Outcome
    from tests.house_for_tests import House

GS = "\x1d"
UNKNOWN = "09521234543268"


def dropped(**elements: str) -> str:
    """A label by a scanner that drops its separators and says no symbology."""
    return label(**elements).removeprefix("]C1").replace(GS, "")


def words(outcome: Outcome) -> list[str]:
    return [text for _, text in choices(outcome)]


def take(house: House, outcome: Outcome, said: str) -> Outcome:
    """Answer by the words of a choice."""
    (value,) = [value for value, text in choices(outcome) if text == said]
    return answer(house, outcome, value)


AMBIGUOUS = dropped(ai01=BUTTER, ai10="A", ai21="17B")
DATED = dropped(ai01=MILK, ai10="L-A", ai17="261231")


# -- asked


def test_which_reading_is_right_is_asked_once_for_a_lot(house: House) -> None:
    receipt = house.receipt()
    asked = arrive(house, receipt, AMBIGUOUS)

    assert (asked.kind, str(asked.words)) == ("question", "Which is on the label?")
    assert asked.line.item == "Butter 250 g"
    assert words(asked) == ["Lot A2117B", "Lot A, serial 17B", "None of these: leave it out"]
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


def test_another_lot_is_asked_about_again(house: House) -> None:
    told = take(house, arrive(house, house.receipt(), AMBIGUOUS), "Lot A2117B")
    asked = arrive(house, expected_next(told), dropped(ai01=BUTTER, ai10="B2117B"))
    assert words(asked)[:2] == ["Lot B2117B", "Lot B, serial 17B"]


def test_the_reading_with_the_date_the_item_needs_stands_first(house: House) -> None:
    asked = arrive(house, house.receipt(), DATED)
    assert words(asked)[:2] == ["Lot L-A, expires 2026-12-31", "Lot L-A17261231"]

    told = take(house, asked, "Lot L-A, expires 2026-12-31")
    assert (told.kind, told.line.lot, told.line.expiry) == ("ok", "L-A", date(2026, 12, 31))


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
    assert words(asked)[0] == "Lot A2117B"
    then = take(house, asked, "Lot A2117B")
    assert str(then.words) == f"Which item is {UNKNOWN}?"


def test_no_more_answers_are_offered_than_the_page_holds(house: House) -> None:
    asked = arrive(house, house.receipt(), f"01{BUTTER}10A213012302140123051210")
    assert len(choices(asked)) == 6
    assert words(asked)[-1] == "None of these: leave it out"


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
    assert (again.kind, words(again)) == ("question", words(asked))


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
    assert other.kind == "question"
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
    assert words(asked)[:2] == ["Lot L26121SN1", "Lot L261, serial SN1"]


def test_the_labels_other_barcode_proves_the_reading(house: House) -> None:
    heard = arrive(house, house.receipt(), label(ai10="AB"))
    told = arrive(house, expected_next(heard), dropped(ai01=BUTTER, ai10="AB", ai21="S1"))

    assert (told.kind, told.line.lot) == ("ok", "AB")
    assert told.read_as.endswith("AB is on another barcode of the label")


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


def test_a_code_of_ours_is_ours_whatever_it_may_be_read_as(house: House) -> None:
    line = TypedLine(item_id(house, "BUTTER"), Decimal(1), lot=AMBIGUOUS)
    typed(house, house.receipt(), line)

    told = arrive(house, house.receipt(), AMBIGUOUS)
    assert (told.kind, told.line.lot) == ("ok", AMBIGUOUS)
