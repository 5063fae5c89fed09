"""What is known of a lot is corrected with a reason, and the audit keeps old and new."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.lots import changing
from lsn_desktop.services.lots.changing import CorrectDates
from lsn_desktop.storage import catalogue, custom_fields
from tests.dock import audit, delivered, findings, item_id, known, label
from tests.house_for_tests import MILK

if TYPE_CHECKING:
    from tests.house_for_tests import House


@pytest.fixture
def lot(house: House) -> int:
    return delivered(house, label(ai01=MILK, ai11="261101", ai17="261231", ai10="L1"))[1]


def correct(
    house: House, lot: int, made: date | None, expiry: date | None, reason: str = "the label"
) -> int:
    with house.database.transaction(house.later()) as tx:
        order = CorrectDates(lot, made, expiry, None, reason)
        return changing.correct_dates(tx, order)


def test_dates_are_corrected_and_old_and_new_are_kept(house: House, lot: int) -> None:
    assert correct(house, lot, date(2026, 11, 2), date(2027, 1, 31)) == 2

    now = known(house, "MILK", "L1")
    assert (now.production, now.expiry) == (date(2026, 11, 2), date(2027, 1, 31))
    assert audit(house, lot)[-2:] == [
        "production of L1: 2026-11-01 > 2026-11-02 (the label)",
        "expiry of L1: 2026-12-31 > 2027-01-31 (the label)",
    ]
    assert findings(house) == []


def test_dates_that_are_equal_change_nothing(house: House, lot: int) -> None:
    before = audit(house, lot)
    assert correct(house, lot, date(2026, 11, 1), date(2026, 12, 31), "") == 0
    assert audit(house, lot) == before


@pytest.mark.parametrize(
    ("made", "expiry", "reason", "words"),
    [
        (date(2026, 11, 1), None, " ", "A corrected date needs a reason."),
        (
            date(2027, 1, 1),
            date(2026, 12, 31),
            "typo",
            "L1 would expire on 2026-12-31, before it was made on 2027-01-01.",
        ),
    ],
)
def test_dates_that_cannot_be_are_refused(
    house: House, lot: int, made: date, expiry: date | None, reason: str, words: str
) -> None:
    with pytest.raises(Refusal) as refused:
        correct(house, lot, made, expiry, reason)

    assert str(refused.value.fact) == words
    assert known(house, "MILK", "L1").expiry == date(2026, 12, 31)


def fields(house: House, *kinds: tuple[str, str, tuple[str, ...]]) -> dict[str, int]:
    """Give MILK a family with these fields."""
    with house.database.transaction(house.later()) as tx:
        made = {
            name: changing.add_family_field(tx, "Dairy", name, kind, choices)
            for name, kind, choices in kinds
        }
        family = catalogue.family_id(tx, "Dairy")
        catalogue.change_item(tx, item_id(house, "MILK"), {"family_id": family})
    return made


def fill(house: House, lot: int, texts: dict[int, str]) -> None:
    with house.database.transaction(house.later()) as tx:
        changing.fill_fields(tx, lot, texts)


def filled(house: House, lot: int) -> dict[str, str]:
    with house.database.reading() as connection:
        values = custom_fields.values_of(connection, lot)
    return {each.field.name: each.text for each in values}


def test_fields_are_filled_changed_and_emptied(house: House, lot: int) -> None:
    made = fields(house, ("Fat", "number", ()), ("Farm", "text", ()))

    fill(house, lot, {made["Fat"]: "3.5", made["Farm"]: " Hill "})
    assert filled(house, lot) == {"Fat": "3.5", "Farm": "Hill"}
    fill(house, lot, {made["Fat"]: ""})
    assert filled(house, lot) == {"Fat": "", "Farm": "Hill"}

    assert audit(house, lot)[-3:] == ["Fat: - > 3.5", "Farm: - > Hill", "Fat: 3.5 > -"]


@pytest.mark.parametrize(
    ("kind", "choices", "text", "words"),
    [
        ("number", (), "much", "Field takes a number: much is none."),
        ("number", (), "0.0000001", "Field takes a number: 0.0000001 is none."),
        ("number", (), "1E+900000", "Field takes a number: 1E+900000 is none."),
        ("number", (), "NaN", "Field takes a number: NaN is none."),
        ("date", (), "31.12.2026", "Field takes a date: 31.12.2026 is none."),
        ("yes/no", (), "perhaps", "Field is yes or no."),
        ("list", ("A", "B"), "C", "C is no choice of Field."),
    ],
)
def test_a_text_that_is_none_of_its_kind_is_refused(
    house: House, lot: int, kind: str, choices: tuple[str, ...], text: str, words: str
) -> None:
    made = fields(house, ("Field", kind, choices))

    with pytest.raises(Refusal) as refused:
        fill(house, lot, {made["Field"]: text})
    assert str(refused.value.fact) == words
    assert filled(house, lot) == {"Field": ""}


@pytest.mark.parametrize(
    ("family", "name", "kind", "choices", "words"),
    [
        (" ", "Fat", "text", (), "The family has no name."),
        ("Dairy", "Fat", "list", (), "Fat has nothing to choose from."),
        ("Dairy", " ", "text", (), "The field   cannot be made."),
        ("Dairy", "Fat", "song", (), "The field Fat cannot be made."),
        ("Dairy", "Farm", "text", (), "The field Farm cannot be made."),
        ("Dairy", " Farm ", "text", (), "The field Farm cannot be made."),
    ],
)
def test_a_field_that_cannot_be_made_is_refused(
    house: House, family: str, name: str, kind: str, choices: tuple[str, ...], words: str
) -> None:
    fields(house, ("Farm", "text", ()))

    with (
        pytest.raises(Refusal) as refused,
        house.database.transaction(house.later()) as tx,
    ):
        changing.add_family_field(tx, family, name, kind, choices)
    assert str(refused.value.fact).split() == words.split()
