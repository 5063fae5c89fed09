"""The same label again: another carton of a lot, told how many now; asked about if so set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.double_scans import RULES, Again, Mode, Twice
from lsn_desktop.scanning.read import read
from lsn_desktop.services.certificates import certificate_drafts
from lsn_desktop.services.codes import finding
from lsn_desktop.services.labels import label_subjects
from lsn_desktop.services.receipts import receiving_twice
from tests.dock import answer, arrive, delivered, enter, expected_next, findings, label, lines
from tests.dock import rows as shown
from tests.house_for_tests import BUTTER, CHIP, MILK_CASE, NAPKIN, PUMP, TODAY

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from tests.house_for_tests import House

CASE = label(ai01=MILK_CASE, ai17="270131", ai10="L9")
P1 = label(ai01=PUMP, ai21="P1")


def counted(outcome: Outcome) -> tuple[int, int]:
    """Which scan of its lot it was, and how much of it came."""
    return outcome.line.scans, int(outcome.line.of_lot or 0)


def again(house: House, expectation: Expectation, text: str, twice: Twice) -> Outcome:
    """Scan what was scanned just before."""
    reading = read(text.encode(), today=TODAY)
    return enter(
        house,
        expectation,
        lambda tx, expected, scan_id: receiving_twice.receive_scan(
            tx, reading, expected, scan_id, twice
        ),
        text,
    )


def test_a_lot_scanned_again_counts_and_says_how_many_now(house: House) -> None:
    receipt = house.receipt()
    first = arrive(house, receipt, CASE)
    butter = arrive(house, expected_next(first), label(ai01=BUTTER, ai10="B9"))
    second = arrive(house, expected_next(butter), CASE)
    third = arrive(house, expected_next(second), CASE)

    assert str(first.words) == "12 pcs of Whole milk 1 L added"
    assert counted(first) == (1, 12)
    assert str(third.words) == "12 pcs of Whole milk 1 L added: scan 3 of L9, 36 so far"
    assert (third.kind, *counted(third)) == ("ok", 3, 36)
    assert len(lines(house, receipt.document_id)) == 4


def test_what_was_taken_back_is_not_among_them(house: House) -> None:
    receipt = house.receipt()
    first = arrive(house, receipt, CASE)
    from_other_receipt = arrive(house, house.receipt(), CASE)
    assert from_other_receipt.line.scans == 1

    second = arrive(house, expected_next(first), CASE)

    assert counted(second) == (2, 24)


def test_goods_without_a_lot_are_counted_and_not_called_one(house: House) -> None:
    first = arrive(house, house.receipt(), label(ai01=NAPKIN))
    second = arrive(house, expected_next(first), label(ai01=NAPKIN))

    assert counted(second) == (2, 200)
    assert ":" not in str(second.words)


def test_a_label_sent_twice_at_once_is_asked_about_where_so_set(house: House) -> None:
    receipt = house.receipt()
    first = arrive(house, receipt, CASE)
    asked = again(house, expected_next(first), CASE, Twice.ASKED)
    once_more = again(house, expected_next(asked), CASE, Twice.ASKED)

    assert (asked.kind, once_more.kind) == ("question", "question")
    assert str(asked.words) == "Scanned twice at once: another carton?"
    assert len(lines(house, receipt.document_id)) == 1

    yes = answer(house, once_more, "yes")
    assert (yes.kind, *counted(yes)) == ("ok", 2, 24)
    assert findings(house) == []


def test_the_same_carton_is_left_out_and_shown_as_a_row(house: House) -> None:
    receipt = house.receipt()
    counted = arrive(house, receipt, "x 3")
    first = arrive(house, expected_next(counted), CASE)
    asked = again(house, expected_next(first), CASE, Twice.ASKED)
    no = answer(house, asked, "leave")

    assert not expected_next(no).label
    assert [line.quantity for line in lines(house, receipt.document_id)] == [36]
    assert [sign for sign, _words in shown(house, receipt.document_id)] == [
        "heard",
        "ok",
        "unfinished",
        "heard",
    ]


def test_another_carton_counts_one_and_not_the_number_set_before(house: House) -> None:
    receipt = house.receipt()
    counted = arrive(house, receipt, "x 3")
    first = arrive(house, expected_next(counted), CASE)
    yes = answer(house, again(house, expected_next(first), CASE, Twice.ASKED), "yes")

    assert yes.line.quantity == 12


def test_what_may_be_a_stutter_counts_and_makes_one_look(house: House) -> None:
    receipt = house.receipt()
    first = arrive(house, receipt, CASE)
    second = again(house, expected_next(first), CASE, Twice.SAID)

    assert (second.kind, str(second.words)) == (
        "attention",
        "Sent twice at once, and both counted",
    )
    assert len(lines(house, receipt.document_id)) == 2
    butter = again(house, receipt, label(ai01=BUTTER, ai10="B9"), Twice.SAID)
    assert butter.kind == "ok"  # nothing was counted just before


@pytest.mark.parametrize("twice", list(Twice))
def test_a_serial_is_one_piece_however_it_is_sent(house: House, twice: Twice) -> None:
    receipt = house.receipt()
    first = arrive(house, receipt, P1)
    second = again(house, expected_next(first), P1, twice)

    assert str(second.words) == "P1 is on this receipt already: counted once"
    assert len(lines(house, receipt.document_id)) == 1


def test_a_serial_that_was_not_ordered_is_not_asked_about_twice(house: House) -> None:
    receipt = house.receipt("PO-1042")
    asked = arrive(house, receipt, P1)
    taken = answer(house, asked, "take")
    assert taken.kind == "ok"

    second = arrive(house, receipt, P1)
    assert str(second.words) == "P1 is on this receipt already: counted once"
    other = arrive(house, expected_next(second), label(ai01=PUMP, ai21="P2"))
    assert other.kind == "question"


def test_the_modes_that_only_look_find_the_same_again(house: House) -> None:
    """As the table of rules says: nothing is counted there."""
    delivered(house, CASE)
    delivered(house, label(ai01=CHIP, ai10="C1", ai21="S1"))
    only_look = set(Mode) - {Mode.RECEIVE}
    assert {RULES[mode].lot for mode in only_look} == {Again.RECOGNISED}

    for code in ("L9", "S1"):
        reading = read(code.encode(), today=TODAY)
        for scanned in (
            finding.scanned,
            certificate_drafts.scanned,
            label_subjects.scanned,
        ):
            with house.database.transaction(house.later()) as tx:
                assert scanned(tx, reading)[1] == scanned(tx, reading)[1]
