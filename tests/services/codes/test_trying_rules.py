"""A rule is tried on what was scanned before, and that may settle what it left open."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lsn_desktop.scanning.taught_rules import Part, Rule
from lsn_desktop.services.codes import trying_rules
from tests.dock import arrive
from tests.house_for_tests import TODAY
from tests.lessons import SAMPLE, milk, taught, vendor

if TYPE_CHECKING:
    from tests.house_for_tests import House


def test_a_rule_is_tried_on_the_last_scans_of_its_supplier(house: House) -> None:
    north, nobody = house.receipt("PO-1042"), house.receipt()
    for text in (SAMPLE, "NWD-BUTTER/C1/311226/72", "]C10109521234543213"):
        arrive(house, north, text)
    arrive(house, nobody, "NWD-EGGS/C1/311226/10")
    taught(house, milk("MMDDYY", "A" * 10 + "/BBBBB/041226/1"), None, name="American")

    with house.database.reading() as connection:
        his = trying_rules.evidence(connection, vendor(house), TODAY)
        everybodys = trying_rules.evidence(connection, None, TODAY)
    found = trying_rules.tried(milk(), his, TODAY)

    assert [each.reading.text for each in his.scans] == [
        *("0109521234543213", "NWD-BUTTER/C1/311226/72", SAMPLE),
    ]
    assert [[element.value for element in each.elements] for each in found] == [
        *([], ["NWD-BUTTER", "C1", "2026-12-31", "72"]),
        ["NWD-MILK1L", "B7731", "2026-12-04", "48"],
    ]
    assert [each.before for each in found] == ["GS1-128 (01)", "text", "text"]
    assert [each.conflict for each in found] == ["", "", "American"]
    assert len(everybodys.scans) == 4
    another = Rule((Part("fixed", "Z"), Part("lot", "1")))
    assert [each.before for each in trying_rules.tried(another, his, TODAY)] == [
        *("GS1-128 (01)", "text", "taught rule: item, lot, expiry, quantity"),
    ]


def test_other_labels_prove_the_order_of_a_date(house: House) -> None:
    receipt = house.receipt("PO-1042")
    for text in ("NWD-BUTTER/C1/311227/72", "HELLO"):
        arrive(house, receipt, text)
    with house.database.reading() as connection:
        his = trying_rules.evidence(connection, vendor(house), TODAY)
    undecided = milk("")

    texts = trying_rules.texts_of(undecided, 4, his)

    assert texts == ["311227"]
    part = undecided.parts[4]
    both = [("DDMMYY", date(2026, 12, 4)), ("MMDDYY", date(2026, 4, 12))]
    assert trying_rules.orders_that_fit(part, [], TODAY) == both
    assert trying_rules.orders_that_fit(part, texts, TODAY) == both[:1]
    assert trying_rules.orders_that_fit(part, ["999999"], TODAY) == both
    same = Part("expiry", "261226")  # in two orders one day; the other label tells which
    fits = trying_rules.orders_that_fit(same, ["201226"], TODAY)
    assert fits == [("DDMMYY", date(2026, 12, 26))]
