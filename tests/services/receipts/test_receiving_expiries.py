"""An expiry is asked once per lot, never erased, and a conflict is settled by a person."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.items import LsnKind
from tests.dock import (
    answer,
    arrive,
    audit,
    choices,
    expected_next,
    known,
    label,
    lines,
    rows,
)
from tests.house_for_tests import BUTTER, CHIP, MILK

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Outcome
    from tests.house_for_tests import House

UNDATED = label(ai01=MILK, ai10="L1")


def test_an_expiry_that_must_be_known_is_asked_with_the_shelf_life_as_a_choice(
    house: House,
) -> None:
    receipt = house.receipt()
    asked = arrive(house, receipt, UNDATED)

    assert (asked.kind, str(asked.words)) == ("question", "When does L1 expire?")
    assert choices(asked) == [
        ("2026-12-22", "By shelf life: 2026-12-22"),
        ("none", "Not on the label"),
    ]
    assert lines(house, receipt.document_id) == []

    told = answer(house, asked, "2026-12-22")

    assert (told.kind, told.line.expiry) == ("ok", date(2026, 12, 22))
    assert known(house, "MILK", "L1").expiry == date(2026, 12, 22)


@pytest.mark.parametrize("given", ["2026-12-22", "none"])
def test_the_expiry_is_asked_once_per_lot(house: House, given: str) -> None:
    receipt = house.receipt()
    told = answer(house, arrive(house, receipt, UNDATED), given)

    again = arrive(house, expected_next(told), UNDATED)
    house.post(receipt.document_id)
    later = arrive(house, house.receipt(), UNDATED)

    assert [each.kind for each in (told, again, later)] == ["ok", "ok", "ok"]
    assert known(house, "MILK", "L1").expiry == (None if given == "none" else told.line.expiry)


def test_the_expiry_can_be_scanned_instead_of_answered(house: House) -> None:
    receipt = house.receipt()
    asked = arrive(house, receipt, UNDATED)
    told = arrive(house, expected_next(asked), label(ai17="270131"))

    assert (told.kind, told.line.expiry) == ("ok", date(2027, 1, 31))
    assert len(lines(house, receipt.document_id)) == 1


def test_the_label_scanned_again_begins_anew_instead_of_answering(house: House) -> None:
    receipt = house.receipt()
    asked = arrive(house, receipt, UNDATED)
    again = arrive(house, expected_next(asked), UNDATED)

    assert (again.kind, str(again.words)) == ("question", "When does L1 expire?")
    assert rows(house, receipt.document_id)[0][0] == "unfinished"


@pytest.mark.parametrize("given", ["soon", "2026-02-30", "leave"])
def test_what_is_no_day_is_no_expiry(house: House, given: str) -> None:
    receipt = house.receipt()
    asked = arrive(house, receipt, UNDATED)
    refused = answer(house, asked, given)

    assert (refused.kind, str(refused.words)) == ("refused", f"{given} is no day.")
    assert refused.next == asked.next  # it is still asked
    assert lines(house, receipt.document_id) == []


def test_a_label_without_an_expiry_leaves_the_known_one_alone(house: House) -> None:
    receipt = house.receipt()
    first = arrive(house, receipt, label(ai01=MILK, ai17="261231", ai10="L1"))
    second = arrive(house, expected_next(first), UNDATED)

    assert (second.kind, second.line.expiry) == ("ok", date(2026, 12, 31))
    assert known(house, "MILK", "L1").expiry == date(2026, 12, 31)


def test_a_label_fills_in_what_was_not_known(house: House) -> None:
    receipt = house.receipt()
    first = arrive(house, receipt, label(ai01=BUTTER, ai10="B1"))
    arrive(house, expected_next(first), label(ai01=BUTTER, ai15="270101", ai10="B1"))

    lot = known(house, "BUTTER", "B1")
    assert (lot.best_before, lot.expiry) == (date(2027, 1, 1), None)
    assert audit(house, lot.id)[-1] == "best_before of B1: unknown > 2027-01-01"


def test_another_best_before_or_production_day_erases_nothing(house: House) -> None:
    receipt = house.receipt()
    first = arrive(house, receipt, label(ai01=BUTTER, ai11="261101", ai15="270101", ai10="B1"))
    before = known(house, "BUTTER", "B1")
    arrive(
        house,
        expected_next(first),
        label(ai01=BUTTER, ai11="261102", ai15="270202", ai10="B1"),
    )

    assert known(house, "BUTTER", "B1") == before
    assert audit(house, before.id) == ["New lot B1 of Butter 250 g"]


def conflict(house: House) -> Outcome:
    first = arrive(house, house.receipt(), label(ai01=MILK, ai17="261231", ai10="L1"))
    asked = arrive(house, expected_next(first), label(ai01=MILK, ai17="270131", ai10="L1"))
    words = "L1 is known with 2026-12-31, this label says 2027-01-31"
    assert (asked.kind, str(asked.words)) == ("question", words)
    assert choices(asked) == [("known", "Keep 2026-12-31"), ("label", "Change to 2027-01-31")]
    return asked


@pytest.mark.parametrize(
    ("given", "kept"), [("known", date(2026, 12, 31)), ("label", date(2027, 1, 31))]
)
def test_two_expiries_of_one_lot_are_settled_by_the_operator(
    house: House, given: str, kept: date
) -> None:
    asked = conflict(house)
    assert known(house, "MILK", "L1").expiry == date(2026, 12, 31)  # asking changes nothing

    told = answer(house, asked, given)

    lot = known(house, "MILK", "L1")
    assert (told.kind, told.line.expiry, lot.expiry) == ("ok", kept, kept)
    corrected = "Expiry of L1: 2026-12-31 > 2027-01-31" in audit(house, lot.id)
    assert corrected is (given == "label")


def test_a_serial_of_a_lot_takes_the_expiry_of_the_lot(house: House) -> None:
    receipt = house.receipt()
    first = arrive(house, receipt, label(ai01=CHIP, ai17="280101", ai10="C1", ai21="S1"))
    second = arrive(house, expected_next(first), label(ai01=CHIP, ai10="C1", ai21="S2"))

    assert second.line.expiry == date(2028, 1, 1)
    assert known(house, "CHIP", "C1").expiry == date(2028, 1, 1)
    for serial in ("S1", "S2"):  # the lot owns the date
        assert known(house, "CHIP", serial, LsnKind.SERIAL).expiry is None


@pytest.mark.parametrize(
    ("expiry", "words"),
    [
        ("261121", "Expired on 2026-11-21: it will not be shipped or used"),
        ("261122", "Expires today, policy asks 14"),  # usable through today
        ("261123", "Expires in 1 day, policy asks 14"),
        ("261205", "Expires in 13 days, policy asks 14"),
        ("261206", "1 pcs of Whole milk 1 L added"),
    ],
)
def test_goods_that_expire_soon_are_taken_and_told(
    house: House, expiry: str, words: str
) -> None:
    told = arrive(house, house.receipt(), label(ai01=MILK, ai17=expiry, ai10="L1"))

    assert str(told.words) == words
    assert told.kind == ("ok" if words.endswith("added") else "attention")
    assert told.line.line_id is not None
