"""A label taught once is received from then on; a rule is never used to guess."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.scanning.taught_cuts import untaught
from lsn_desktop.scanning.taught_rules import Part, Rule
from lsn_desktop.services.codes import teaching
from lsn_desktop.services.codes.teaching import Teach
from lsn_desktop.storage import catalogue
from tests.dock import answer, arrive, choices, expected_next, known, lines
from tests.house_for_tests import BUTTER, TODAY
from tests.lessons import SAMPLE, kept, milk, taught, vendor

if TYPE_CHECKING:
    from tests.house_for_tests import House


def test_a_label_that_was_taught_is_received_three_times(house: House) -> None:
    receipt = house.receipt("PO-1042")
    unknown = arrive(house, receipt, SAMPLE)
    taught(house, milk())

    asked = arrive(house, receipt, SAMPLE)
    first = arrive(house, expected_next(asked), "MILK")
    second = arrive(house, expected_next(first), "NWD-MILK1L/B7731/041226/48")
    third = arrive(house, expected_next(second), "NWD-MILK1L/B7732/200127/24")

    assert unknown.kind == "refused"
    assert "teach it (T, or scan Teach)" in str(unknown.remedy)
    assert str(asked.words) == "Which item is NWD-MILK1L?"
    assert {each.kind for each in (first, second, third)} <= {"ok", "attention"}
    assert third.read_as == "taught rule: item, lot, expiry, quantity"
    assert known(house, "MILK", "B7731").expiry == date(2026, 12, 4)
    assert known(house, "MILK", "B7732").expiry == date(2027, 1, 20)
    quantities = [line.quantity for line in lines(house, receipt.document_id)]
    assert quantities == [Decimal(48), Decimal(48), Decimal(24)]


def test_the_items_of_the_order_are_offered_for_an_unknown_number(house: House) -> None:
    taught(house, milk(), None)
    receipt = house.receipt("PO-1042")
    butter = SAMPLE.replace("NWD-MILK1L", "NWD-BUTTERX")

    first = arrive(house, receipt, SAMPLE)
    received = answer(house, first, choices(first)[0][0])
    second = arrive(house, expected_next(received), butter)
    blind = arrive(house, house.receipt(), SAMPLE)

    assert [words for _value, words in choices(first)] == [
        *("Whole milk 1 L", "Butter 250 g", "New item", "One of our items", "Leave it out"),
    ]
    assert (received.line.item, received.line.lot) == ("Whole milk 1 L", "B7731")
    assert [words for _value, words in choices(second)][:2] == [
        "Butter 250 g",
        "Whole milk 1 L",
    ]
    assert str(second.remedy) == "Choose it, or scan a barcode of the item itself."
    assert "Whole milk 1 L" not in [words for _value, words in choices(blind)]


def test_a_suppliers_rule_reads_nobody_elses_label(house: House) -> None:
    taught(house, milk(), "SOUTH")

    outcome = arrive(house, house.receipt("PO-1042"), SAMPLE)

    assert outcome.kind == "refused"


def test_a_suppliers_own_rule_wins_over_one_for_all(house: House) -> None:
    taught(house, milk("MMDDYY"), None)
    at_all = arrive(house, house.receipt("PO-1042"), SAMPLE)
    taught(house, milk("DDMMYY"))
    at_north = arrive(house, house.receipt("PO-1042"), SAMPLE)

    labels = [expected_next(each).label for each in (at_all, at_north)]
    assert [label.expiry for label in labels] == [date(2026, 4, 12), date(2026, 12, 4)]


def test_a_code_of_ours_and_a_gs1_symbol_win_over_a_rule(house: House) -> None:
    anything = Rule((Part("lot", "0109521234543213"), Part("expiry", "261231", form="YYMMDD")))
    taught(house, anything, None)

    gs1 = arrive(house, house.receipt(), "]C1010952123454321310261231")
    unmarked = arrive(house, house.receipt(), "010952123454321310261231")
    sku = arrive(house, house.receipt(), "MILK")

    assert expected_next(gs1).label.gtin == "09521234543213"
    assert expected_next(unmarked).label.lot == "010952123454321310"
    assert expected_next(sku).label.item_id is not None


def test_a_rule_says_where_a_value_ends_that_lost_its_separator(house: House) -> None:
    rule = Rule(
        (
            Part("fixed", "01"),
            Part("item", BUTTER, form="GTIN"),
            Part("fixed", "10"),
            Part("lot", "B7731"),
            Part("fixed", "17"),
            Part("expiry", "261204", form="YYMMDD"),
        )
    )
    taught(house, rule, "NORTH")
    code = f"]C101{BUTTER}10B773217270120"

    at_north = arrive(house, house.receipt("PO-1042"), code)
    elsewhere = arrive(house, house.receipt(), f"]C101{BUTTER}10B774217270120")

    assert (at_north.kind, at_north.line.lot) == ("ok", "B7732")
    assert at_north.line.expiry == date(2027, 1, 20)
    assert elsewhere.kind == "question"


def test_two_rules_that_differ_are_refused_by_name(house: House) -> None:
    taught(house, milk())
    other = Rule((Part("lot", "X1"), Part("fixed", "/"), Part("any", "Z")))
    taught(house, other, name="By lot")

    outcome = arrive(house, house.receipt("PO-1042"), SAMPLE)

    assert outcome.kind == "refused"
    assert str(outcome.words) == (
        "Two taught rules read this label differently:"
        " Northwind Dairy: item, lot, expiry, quantity and By lot."
    )


def test_two_rules_that_agree_read_it(house: House) -> None:
    taught(house, milk())
    taught(house, milk(), name="Again")

    outcome = arrive(house, house.receipt("PO-1042"), SAMPLE)

    assert outcome.kind == "question"


def test_a_rule_may_be_for_the_labels_of_one_item(house: House) -> None:
    with house.database.reading() as connection:
        item = catalogue.item_by_sku(connection, "MILK")
    assert item is not None
    rule = Rule((Part("fixed", "L"), Part("lot", "B1"), Part("fixed", "/"),
                 Part("expiry", "041226", form="DDMMYY")))  # fmt: skip
    taught(house, rule, item=item.id)

    outcome = arrive(house, house.receipt("PO-1042"), "LB9/050127")

    assert (outcome.kind, outcome.line.item, outcome.line.lot) == ("ok", "Whole milk 1 L", "B9")
    assert outcome.line.expiry == date(2027, 1, 5)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (untaught("ABC"), "Name a part of the label: its item, lot or date."),
        (
            Rule((Part("fixed", "X"), Part("expiry", "041226"))),
            "In which order is the date 041226?",
        ),
        (
            Rule((Part("fixed", "X"), Part("expiry", "999999", form="YYMMDD"))),
            "999999 can be no expiry.",
        ),
        (Rule((Part("quantity", "12A"), Part("fixed", "X"))), "12A can be no quantity."),
        (
            Rule((Part("lot", "A"), Part("serial", "B"), Part("fixed", "X"))),
            "Two parts of any length follow each other: make one of them exact.",
        ),
        (
            Rule((Part("lot", "A-B"), Part("fixed", "-"), Part("serial", "C"))),
            "Read back, the label would be cut elsewhere: make its parts exact.",
        ),
        (
            Rule((Part("lot", "B7731"),)),
            "This would read every code. Mark what is always the same, or a date.",
        ),
    ],
)
def test_a_rule_that_is_not_sound_is_not_kept(house: House, rule: Rule, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        taught(house, rule)

    assert str(refused.value.fact) == words
    assert kept(house) == []


def test_a_rule_that_reads_its_label_differently_than_another_is_not_kept(house: House) -> None:
    taught(house, milk())

    with pytest.raises(Refusal, match="reads this label differently"):
        taught(house, milk("MMDDYY"))

    assert len(kept(house)) == 1


def test_an_order_to_teach_that_arrives_twice_is_kept_once(house: House) -> None:
    order = Teach(house.uid(), SAMPLE.encode(), milk(), "", vendor(house))
    for _again in range(2):
        with house.database.transaction(house.later()) as tx:
            teaching.teach(tx, order)

    (row,) = kept(house)
    assert (row.name, row.vendor_code, row.sample, row.active) == (
        *("Northwind Dairy: item, lot, expiry, quantity", "NORTH", SAMPLE, True),
    )


def test_a_rule_is_changed_switched_off_and_deleted(house: House) -> None:
    rule_id = taught(house, milk())
    order = Teach(house.uid(), SAMPLE.encode(), milk("MMDDYY"), "Cartons", vendor(house))
    with house.database.transaction(house.later()) as tx:
        teaching.change(tx, rule_id, order)
    changed = arrive(house, house.receipt("PO-1042"), SAMPLE)
    with house.database.transaction(house.later()) as tx:
        teaching.switch(tx, rule_id, active=False)
    resting = arrive(house, house.receipt("PO-1042"), SAMPLE)
    with house.database.transaction(house.later()) as tx:
        teaching.switch(tx, rule_id, active=True)
    again = arrive(house, house.receipt("PO-1042"), SAMPLE)
    with house.database.transaction(house.later()) as tx:
        teaching.drop(tx, rule_id)
    gone = arrive(house, house.receipt("PO-1042"), SAMPLE)

    assert expected_next(changed).label.expiry == date(2026, 4, 12)
    kinds = [each.kind for each in (changed, resting, again, gone)]
    assert kinds == ["question", "refused", "question", "refused"]
    for act in (
        lambda tx: teaching.change(tx, rule_id, order),
        lambda tx: teaching.switch(tx, rule_id, active=True),
        lambda tx: teaching.drop(tx, rule_id),
    ):
        with (
            pytest.raises(Refusal, match="was deleted"),
            house.database.transaction(house.later()) as tx,
        ):
            act(tx)


def test_what_another_rule_reads_by_now_is_not_switched_on_again(house: House) -> None:
    rule_id = taught(house, milk())
    with house.database.transaction(house.later()) as tx:
        teaching.switch(tx, rule_id, active=False)
    taught(house, milk("MMDDYY"))

    with (
        pytest.raises(Refusal, match="reads this label differently"),
        house.database.transaction(house.later()) as tx,
    ):
        teaching.switch(tx, rule_id, active=True)


def test_a_label_is_begun_with_what_our_books_know(house: House) -> None:
    begun = {}
    for text in ("MILK-B7731-131226-48", "ZZ 09521234543213 X1"):
        with house.database.reading() as connection:
            begun[text] = teaching.begin(connection, text.encode(), vendor(house), TODAY)

    first, second = begun.values()
    assert [(part.name, part.text) for part in first.rule.parts if part.name != "fixed"] == [
        *(("item", "MILK"), ("lot", "B7731"), ("expiry", "131226"), ("quantity", "48")),
    ]
    assert (first.known, first.vendor) == (None, "Northwind Dairy")
    assert [part.text for part in second.rule.parts if part.name == "item"] == [
        "09521234543213"
    ]


def test_a_label_that_a_rule_reads_is_begun_with_that_rule(house: House) -> None:
    taught(house, milk())

    with house.database.reading() as connection:
        begun = teaching.begin(connection, b"X/Y/050127/1", vendor(house), TODAY)

    assert begun.known is not None
    assert begun.known.vendor == "Northwind Dairy"
    assert begun.rule.sample == "X/Y/050127/1"
    assert begun.rule.values(SAMPLE, TODAY) == milk().values(SAMPLE, TODAY)


@pytest.mark.parametrize("data", [b"", b"x" * 401, b"]C1"])
def test_what_is_no_label_cannot_be_taught(house: House, data: bytes) -> None:
    with (
        house.database.reading() as connection,
        pytest.raises(Refusal, match="cannot be taught"),
    ):
        teaching.begin(connection, data, None, TODAY)
