"""A label becomes a line, however many codes it is split over and in whatever order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest

from lsn_desktop.domain.outcomes import Expectation
from lsn_desktop.services.office import ordering
from lsn_desktop.services.office.ordering import AddItem
from lsn_desktop.services.receipts import receiving
from tests.companies import BIN
from tests.dock import arrive, audit, expected_next, known, label, lines, on_hand, rows
from tests.house_for_tests import BUTTER, CHIP, MILK, MILK_CASE, NAPKIN

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Outcome
    from tests.house_for_tests import House

WHOLE = label(ai01=MILK, ai17="261231", ai10="L1")
BUTTER_1 = label(ai01=BUTTER, ai10="B1")
THE_CODES = {
    "the item": {"ai01": MILK},
    "the lot": {"ai17": "261231", "ai10": "L1"},
    "the count": {"ai37": "24"},
}
WRONG = "This label cannot be right."
MISREAD = "misprinted or misread."
OF_CALENDAR = "or time of the calendar: 261345."
PALLET = "095212310000000016"
ANOTHER_PALLET = "095212310000000023"


def scan_all(house: House, receipt: Expectation, *scans: str) -> Outcome:
    outcome = arrive(house, receipt, scans[0])
    for text in scans[1:]:
        outcome = arrive(house, expected_next(outcome), text)
    return outcome


def test_one_scan_of_a_whole_label_makes_the_line(house: House) -> None:
    receipt = house.receipt("PO-1042")

    outcome = arrive(house, receipt, WHOLE)

    assert (outcome.kind, str(outcome.words)) == ("ok", "1 pcs of Whole milk 1 L added")
    told = outcome.line
    assert (told.item, told.sku, told.gtin) == ("Whole milk 1 L", "MILK", MILK)
    assert (told.lot, told.serial, told.expiry) == ("L1", None, date(2026, 12, 31))
    assert (told.quantity, told.unit, told.place) == (Decimal(1), "pcs", "DOCK-1")
    assert (told.so_far, told.ordered) == (Decimal(1), Decimal(48))
    (line,) = lines(house, receipt.document_id)
    assert (line.id, line.quantity, line.lsn_id) == (told.line_id, 1, told.lsn_id)
    assert on_hand(house, line.lsn_id) == {}  # nothing moves before posting


def test_a_new_lot_is_made_in_line_with_its_dates_and_vendor(house: House) -> None:
    receipt = house.receipt("PO-1042")
    arrive(
        house,
        receipt,
        label(ai01=MILK, ai11="261101", ai15="261220", ai17="261231", ai10="L/7-a"),
    )

    lot = known(house, "MILK", "L/7-a")

    assert (lot.production, lot.best_before, lot.expiry) == (
        date(2026, 11, 1),
        date(2026, 12, 20),
        date(2026, 12, 31),
    )
    assert lot.vendor_id is not None
    assert audit(house, lot.id) == ["New lot L/7-a of Whole milk 1 L"]


@pytest.mark.parametrize("order", list(permutations(THE_CODES)), ids=", ".join)
def test_a_label_split_over_three_codes_comes_in_any_order(
    house: House, order: tuple[str, ...]
) -> None:
    receipt = house.receipt()
    outcome = scan_all(house, receipt, *(label(**THE_CODES[part]) for part in order))

    (line,) = lines(house, receipt.document_id)
    assert outcome.kind == "ok"
    assert line.id == outcome.line.line_id
    assert line.quantity == 24
    assert known(house, "MILK", "L1").id == line.lsn_id
    assert [sign for sign, _ in rows(house, receipt.document_id)] == ["heard", "heard", "ok"]


def test_what_a_label_has_and_still_needs_is_said(house: House) -> None:
    receipt = house.receipt()

    item = arrive(house, receipt, label(ai01=MILK))
    assert (item.kind, str(item.words)) == ("heard", "Have: Whole milk 1 L; scan the lot")

    lot = arrive(house, receipt, label(ai17="261231", ai10="L1"))
    assert (lot.kind, str(lot.words)) == ("heard", "Have: L1, 2026-12-31; scan the item")

    pallet = arrive(house, receipt, label(ai00=PALLET))
    assert str(pallet.words) == f"Have: {PALLET}; scan the item"

    serial = arrive(house, receipt, label(ai01=CHIP, ai10="C1"))
    assert str(serial.words) == "Have: Radio module, C1; scan the serial"


@pytest.mark.parametrize(
    "second",
    [label(ai01=BUTTER, ai10="B1"), label(ai01=BUTTER)],
    ids=["a whole label", "the first code of one"],
)
def test_another_item_begins_the_next_label_and_the_unfinished_one_is_shown(
    house: House, second: str
) -> None:
    receipt = house.receipt()
    outcome = scan_all(house, receipt, label(ai01=MILK), second)
    if outcome.kind == "heard":
        outcome = arrive(house, expected_next(outcome), label(ai10="B1"))

    assert outcome.line.item == "Butter 250 g"
    assert rows(house, receipt.document_id)[0] == (
        "unfinished",
        "Not received: Whole milk 1 L was not finished",
    )
    assert len(lines(house, receipt.document_id)) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"ai10": "L1"}, {"ai10": "L2"}),
        ({"ai17": "261231"}, {"ai17": "270101"}),
        ({"ai37": "3"}, {"ai37": "4"}),
        ({"ai00": PALLET}, {"ai00": ANOTHER_PALLET}),
        ({"ai21": "S1"}, {"ai21": "S2"}),
    ],
)
def test_the_same_element_with_another_value_begins_the_next_label(
    house: House, first: dict[str, str], second: dict[str, str]
) -> None:
    receipt = house.receipt()
    outcome = scan_all(house, receipt, label(**first), label(**second))

    assert outcome.kind == "heard"
    (_, said), (sign, _) = reversed(rows(house, receipt.document_id))
    assert sign == "unfinished"
    assert str(outcome.words) == said
    gathered = expected_next(outcome).label
    assert len(gathered.scan_ids) == 1


def test_esc_begins_the_next_label_and_shows_the_unfinished_one(house: House) -> None:
    receipt = house.receipt()
    heard = arrive(house, receipt, label(ai01=MILK, ai17="261231"))

    with house.database.transaction(house.later()) as tx:
        fresh = receiving.begin_next_label(tx, expected_next(heard))

    assert fresh == Expectation(receipt.document_id)
    assert rows(house, receipt.document_id) == [
        ("unfinished", "Not received: Whole milk 1 L, 2026-12-31 was not finished")
    ]


@pytest.mark.parametrize(
    ("scan", "units"),
    [
        (label(ai01=MILK_CASE, ai17="261231", ai10="L1"), 12),
        (label(ai01=MILK_CASE, ai17="261231", ai37="3", ai10="L1"), 36),
        (label(ai01=MILK, ai17="261231", ai30="7", ai10="L1"), 7),
        # a count equal to the pack's own counts what is inside it
        (label(ai01=MILK_CASE, ai17="261231", ai37="12", ai10="L1"), 12),
        # (02) names what is inside: (37) counts those, whatever its pack is called
        (label(ai02=MILK_CASE, ai17="261231", ai37="12", ai10="L1"), 144),
        (label(ai02=MILK, ai17="261231", ai37="48", ai10="L1"), 48),
        (label(ai01=NAPKIN), 100),
    ],
)
def test_a_label_counts_the_units_of_its_packs(house: House, scan: str, units: int) -> None:
    receipt = house.receipt()
    outcome = arrive(house, receipt, scan)

    assert outcome.line.quantity == units
    assert [line.quantity for line in lines(house, receipt.document_id)] == [units]


def test_a_quantity_scanned_after_the_label_counts_it_anew(house: House) -> None:
    receipt = house.receipt()
    outcome = scan_all(house, receipt, BUTTER_1, label(ai37="24"))

    assert (outcome.kind, outcome.line.quantity) == ("ok", Decimal(24))
    assert [line.quantity for line in lines(house, receipt.document_id)] == [24]
    assert rows(house, receipt.document_id) == [
        ("heard", "Part of the label after it"),
        ("ok", "24 pcs of Butter 250 g added"),
    ]


def test_a_second_quantity_belongs_to_no_label_that_has_one(house: House) -> None:
    receipt = house.receipt()
    outcome = scan_all(house, receipt, BUTTER_1, label(ai37="24"), label(ai37="6"))

    assert (outcome.kind, str(outcome.words)) == ("heard", "Have: x 6; scan the item")
    assert [line.quantity for line in lines(house, receipt.document_id)] == [24]


def test_a_code_that_says_otherwise_does_not_belong_to_the_last_label(house: House) -> None:
    receipt = house.receipt()
    outcome = scan_all(house, receipt, WHOLE, label(ai17="270131", ai37="6"))

    assert (outcome.kind, str(outcome.words)) == (
        "heard",
        "Have: 2027-01-31, x 6; scan the item",
    )
    assert [line.quantity for line in lines(house, receipt.document_id)] == [1]
    assert known(house, "MILK", "L1").expiry == date(2026, 12, 31)


def test_the_same_label_twice_is_two_lines(house: House) -> None:
    receipt = house.receipt()
    scan_all(house, receipt, BUTTER_1, BUTTER_1)

    assert [line.quantity for line in lines(house, receipt.document_id)] == [1, 1]


def test_a_plain_code_is_the_lot_that_is_awaited(house: House) -> None:
    receipt = house.receipt()
    outcome = scan_all(house, receipt, label(ai01=BUTTER), "LOT 7/B")

    assert (outcome.kind, outcome.line.lot) == ("ok", "LOT 7/B")


def test_an_item_is_named_by_its_sku_and_a_lot_of_ours_by_its_code(house: House) -> None:
    receipt = house.receipt()
    outcome = scan_all(house, receipt, "BUTTER", "B1")
    assert outcome.line.lot == "B1"

    again = arrive(house, house.receipt(), "B1")
    assert (again.kind, again.line.item, again.line.lot) == ("ok", "Butter 250 g", "B1")


def test_an_item_without_lots_is_one_scan(house: House) -> None:
    receipt = house.receipt()
    outcome = arrive(house, receipt, f"]E0{NAPKIN[1:]}")

    assert (outcome.kind, str(outcome.words)) == ("ok", "100 pcs of Napkins added")
    assert (outcome.line.lot, outcome.line.serial) == (None, None)


def test_a_scanned_place_takes_the_lines_after_it(house: House) -> None:
    receipt = house.receipt()
    first = arrive(house, receipt, BUTTER_1)
    place = arrive(house, expected_next(first), BIN)
    assert (place.kind, str(place.words)) == ("heard", "Now receiving into BIN-1")
    second = arrive(house, expected_next(place), BUTTER_1)
    assert (first.line.place, second.line.place) == ("DOCK-1", BIN)

    house.post(receipt.document_id)

    assert on_hand(house, known(house, "BUTTER", "B1").id) == {"DOCK-1": 1, BIN: 1}


def test_a_posted_receipt_goes_to_no_other_place(house: House) -> None:
    receipt = house.receipt()
    first = arrive(house, receipt, BUTTER_1)
    house.post(receipt.document_id)

    refused = arrive(house, expected_next(first), BIN)
    assert str(refused.words) == "RC-00001 is posted: it takes no more scans."


def test_goods_are_not_received_into_a_place_that_is_none(house: House) -> None:
    outcome = arrive(house, house.receipt(), "~scrap")

    assert outcome.kind == "refused"
    assert str(outcome.words) == "Goods cannot be received into ~scrap."


@pytest.mark.parametrize(
    ("scan", "fact"),
    [
        ("WHAT-IS-THIS", "Unknown code WHAT-IS-THIS."),
        ("", "Unknown code (empty)."),
        ("A" * 70, f"Unknown code {'A' * 60}…."),
        ("A\x00B", "Unknown code A␀B."),
        (
            "]C10109521234543214",
            f"{WRONG} (01) GTIN does not check: 09521234543214 is {MISREAD}",
        ),
        (f"]C101{MILK}17261345", f"{WRONG} (17) USE BY or EXPIRY is no day {OF_CALENDAR}"),
        (
            "]E09521234543214",
            f"{WRONG} The check digit of 9521234543214 is wrong: it is {MISREAD}",
        ),
    ],
)
def test_a_code_that_means_nothing_is_refused_and_journalled(
    house: House, scan: str, fact: str
) -> None:
    receipt = house.receipt()
    before = arrive(house, receipt, label(ai17="261231"))

    outcome = arrive(house, expected_next(before), scan)

    assert (outcome.kind, str(outcome.words)) == ("refused", fact)
    assert outcome.remedy is not None
    assert "type the line (F2)" in str(outcome.remedy)
    assert outcome.next == before.next  # the label goes on
    assert lines(house, receipt.document_id) == []
    assert rows(house, receipt.document_id)[-1] == ("refused", fact)


def test_an_awaited_lot_is_no_control_characters_and_no_novel(house: House) -> None:
    heard = arrive(house, house.receipt(), label(ai01=BUTTER))
    for text in ("L" * 91, "L\x1bM"):
        outcome = arrive(house, expected_next(heard), text)
        assert outcome.kind == "refused"
        assert str(outcome.words).startswith("This is no lot or serial number: L")
        assert "Butter 250 g" in str(outcome.remedy)


def test_a_code_of_nothing_we_need_is_heard_and_changes_nothing(house: House) -> None:
    receipt = house.receipt()
    outcome = arrive(house, receipt, label(ai400="ORDER-7"))

    assert (outcome.kind, str(outcome.words)) == (
        "heard",
        "Nothing on this code is needed here",
    )
    assert outcome.next == receipt


def _add(house: House, **facts: Any) -> None:
    with house.database.transaction(house.later()) as tx:
        ordering.add_item(tx, AddItem(**facts))


def test_a_weight_is_the_quantity_of_what_is_weighed(house: House) -> None:
    _add(house, sku="CHEESE", description="Cheese", unit="kg", decimals=3,
         gtins=(("09521234543268", Fraction(1)),))  # fmt: skip
    receipt = house.receipt()
    outcome = arrive(house, receipt, label(ai01="09521234543268", ai3103="001250", ai10="K1"))

    assert str(outcome.words) == "1.25 kg of Cheese added"
    assert [line.quantity for line in lines(house, receipt.document_id)] == [1250]


def test_a_weight_of_counted_goods_never_counts(house: House) -> None:
    outcome = arrive(house, house.receipt(), label(ai01=BUTTER, ai3103="000251", ai10="B1"))

    assert outcome.line.quantity == 1


def test_a_quantity_off_the_items_grid_is_refused_in_words(house: House) -> None:
    _add(house, sku="ROPE", description="Rope", unit="m",
         gtins=(("09521234543275", Fraction(5, 2)),))  # fmt: skip
    receipt = house.receipt()
    outcome = arrive(house, receipt, label(ai01="09521234543275", ai10="R1"))

    assert outcome.kind == "refused"
    assert str(outcome.words) == "2.5 m cannot be counted: this item is kept to 0 decimals."
    assert lines(house, receipt.document_id) == []


def test_the_same_lot_number_of_two_items_is_two_lots(house: House) -> None:
    receipt = house.receipt()
    scan_all(house, receipt, WHOLE, label(ai01=BUTTER, ai10="L1"))

    assert known(house, "MILK", "L1").id != known(house, "BUTTER", "L1").id
    asked = arrive(house, house.receipt(), "L1")
    assert (asked.kind, str(asked.words)) == ("question", "Which item is L1 of?")
    assert asked.question is not None
    assert [str(each.words) for each in asked.question.answers] == [
        "Whole milk 1 L",
        "Butter 250 g",
    ]


def test_how_a_scan_was_read_is_told(house: House) -> None:
    outcome = arrive(house, house.receipt(), WHOLE)
    assert outcome.read_as == "GS1-128 (01)(17)(10)"


def test_a_lot_code_is_kept_as_scanned_and_caps_are_another_lot(house: House) -> None:
    receipt = house.receipt()
    scan_all(house, receipt, label(ai01=BUTTER, ai10="b1"), label(ai01=BUTTER, ai10="B1"))

    assert known(house, "BUTTER", "b1").id != known(house, "BUTTER", "B1").id
