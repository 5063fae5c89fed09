"""Go to anything: a few letters, or a scan nothing else expects."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.scanning.read import read
from lsn_desktop.scanning.separators import recovered
from lsn_desktop.services.builds import work_ordering
from lsn_desktop.services.builds.work_ordering import NewWork
from lsn_desktop.services.codes import finding
from tests.companies import BIN
from tests.dock import arrive, delivered, expected_next, known, label
from tests.house_for_tests import BUTTER, CHIP, MILK, NAPKIN, PUMP, TODAY
from tests.lessons import SAMPLE, milk, taught
from tests.services.at_places import carry

if TYPE_CHECKING:
    from tests.house_for_tests import House


@pytest.fixture
def stocked(house: House) -> House:
    for text in (
        label(ai01=MILK, ai17="261231", ai10="L1"),
        label(ai01=BUTTER, ai10="L1"),
        label(ai01=CHIP, ai10="C1", ai21="X-7"),
        label(ai01=PUMP, ai21="X-7"),
        label(ai01=NAPKIN),
    ):
        delivered(house, text)
    with house.database.transaction(house.later()) as tx:
        work_ordering.enter(tx, NewWork("PUMP", Decimal(2), kind="rework"))
    return house


def typed(house: House, letters: str) -> list[tuple[str, str]]:
    with house.database.reading() as connection:
        return [(each.place, each.title) for each in finding.as_typed(connection, letters)]


def test_codes_that_begin_so_come_before_those_that_hold_it(house: House) -> None:
    for lot in ("ZZ7", "Z7Z", "AZ7"):
        delivered(house, label(ai01=BUTTER, ai10=lot))
    delivered(house, label(ai01=CHIP, ai10="Z7L", ai21="S1"))
    arrive(house, house.receipt(), label(ai01=BUTTER, ai10="Z7D"))

    assert typed(house, "z7") == [("lsns", "Z7D"), ("lsns", "Z7L"), ("lsns", "Z7Z")]
    assert typed(house, "zz") == [("lsns", "ZZ7")]
    assert typed(house, "7z") == [("lsns", "Z7Z")]


def test_a_transfer_opens_what_it_moved(house: House) -> None:
    _receipt, butter = delivered(house, label(ai01=BUTTER, ai10="B1"))
    carry(house, butter, None, "DOCK-1", BIN)

    assert typed(house, "tr-0") == [("lsns", "TR-00001")]
    with house.database.transaction(house.later()) as tx:
        _outcome, found = finding.scanned(tx, read(b"TR-00001", today=TODAY))
    assert [(one.place, one.subject) for one in found] == [("lsns", butter)]


def scanned(house: House, text: str) -> list[tuple[str, str, str]]:
    with house.database.reading() as connection:
        found = finding.as_scanned(connection, read(text.encode(), today=TODAY))
    return [(each.place, each.title, each.line) for each in found]


@pytest.mark.parametrize(
    ("letters", "found"),
    [
        ("l1", [("lsns", "L1"), ("lsns", "L1")]),
        ("butt", [("lsns", "L1"), ("items", "Butter 250 g")]),
        ("1042", [("orders", "PO-1042")]),
        ("rc-00003", [("documents", "RC-00003")]),
        ("wo-0", [("production", "WO-00001")]),
        ("zzz", []),
        ("  ", []),
        ("%", []),
        ("_", []),
    ],
)
def test_a_few_letters_find_lots_items_orders_and_documents(
    stocked: House, letters: str, found: list[tuple[str, str]]
) -> None:
    assert typed(stocked, letters) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (label(ai01=BUTTER, ai10="L1"), [("lsns", "L1", "Butter 250 g")]),
        ("L1", [("lsns", "L1", "Whole milk 1 L"), ("lsns", "L1", "Butter 250 g")]),
        (label(ai01=PUMP, ai21="X-7"), [("lsns", "X-7", "Infusion pump")]),
        (label(ai01=CHIP, ai10="C1"), [("lsns", "C1", "Radio module")]),
        (label(ai01=CHIP, ai10="C9"), [("items", "Radio module", "CHIP")]),
        (f"]E0{MILK[1:]}", [("items", "Whole milk 1 L", "MILK")]),
        ("CHIP", [("items", "Radio module", "CHIP")]),
        ("PO-1042", [("orders", "PO-1042", "Northwind Dairy")]),
        ("RC-00001", [("documents", "RC-00001", "")]),
        ("wo-00001", [("production", "WO-00001", "Infusion pump")]),
        ("", []),
    ],
)
def test_a_scan_finds_what_it_names(
    stocked: House, text: str, found: list[tuple[str, str, str]]
) -> None:
    assert scanned(stocked, text) == found


def test_a_released_work_order_is_opened_to_be_made(stocked: House) -> None:
    with stocked.database.transaction(stocked.later()) as tx:
        [order] = finding.as_typed(tx.connection, "WO-00001")
        work_ordering.release(tx, order.subject)

    assert scanned(stocked, "WO-00001") == [("work orders", "WO-00001", "Infusion pump")]


def test_a_lot_and_a_serial_of_one_number_are_told_apart_by_their_element(
    house: House,
) -> None:
    _, serial = delivered(house, label(ai01=CHIP, ai10="7", ai21="7"))
    lot = known(house, "CHIP", "7").id

    def subjects(text: str) -> list[int]:
        with house.database.reading() as connection:
            found = finding.as_scanned(connection, read(text.encode(), today=TODAY))
        return [each.subject for each in found]

    assert subjects(label(ai01=CHIP, ai10="7")) == [lot]
    assert subjects(label(ai01=CHIP, ai21="7")) == [serial]
    assert sorted(subjects("7")) == sorted([lot, serial])


def test_a_label_that_lost_its_separators_finds_the_lot_that_is_known(house: House) -> None:
    _, lot = delivered(house, label(ai01=BUTTER, ai10="A"))
    code = f"01{BUTTER}10A17270131"
    reading = recovered(read(code.encode(), today=TODAY), today=TODAY, sent=False)

    with house.database.reading() as connection:
        assert [each.subject for each in finding.as_scanned(connection, reading)] == [lot]
    arrive(house, house.receipt(), label(ai01=BUTTER, ai10="A17270131"), sent=True)
    other = known(house, "BUTTER", "A17270131").id
    with house.database.reading() as connection:
        found = [each.subject for each in finding.as_scanned(connection, reading)]
    assert sorted(found) == sorted([lot, other])


def test_a_label_of_no_known_lot_that_lost_its_separators_finds_its_item(house: House) -> None:
    code = f"01{BUTTER}10A17270131"
    reading = recovered(read(code.encode(), today=TODAY), today=TODAY, sent=False)
    with house.database.reading() as connection:
        found = finding.as_scanned(connection, reading)
    assert [(each.place, each.title) for each in found] == [("items", "Butter 250 g")]


def test_caps_lock_finds_the_same(stocked: House) -> None:
    assert scanned(stocked, "x-7") == scanned(stocked, "X-7")


def test_what_is_found_is_said_and_what_is_not_is_refused(stocked: House) -> None:
    with stocked.database.transaction(stocked.later()) as tx:
        outcome, found = finding.scanned(tx, read(b"C1", today=TODAY))
    assert (outcome.kind, str(outcome.words)) == ("ok", "Opened C1")
    assert len(found) == 1

    with (
        pytest.raises(Refusal, match="and NOPE is nothing we know"),
        stocked.database.transaction(stocked.later()) as tx,
    ):
        finding.scanned(tx, read(b"NOPE", today=TODAY))


def test_a_label_that_was_taught_opens_its_lot_whoever_delivered_it(house: House) -> None:
    receipt = house.receipt("PO-1042")
    taught(house, milk())
    asked = arrive(house, receipt, SAMPLE)
    arrive(house, expected_next(asked), "MILK")
    reading = read(SAMPLE.encode(), today=TODAY)
    with house.database.reading() as connection:
        found = finding.as_scanned(connection, reading, TODAY)
        unasked = finding.as_scanned(connection, reading)
        other = finding.as_scanned(
            connection, read(b"NWD-NONE/B1/041226/1", today=TODAY), TODAY
        )
        gs1 = finding.as_scanned(
            connection, read(label(ai01=MILK, ai10="B7731").encode(), today=TODAY), TODAY
        )

    assert [(each.place, each.title) for each in found] == [("lsns", "B7731")]
    assert (unasked, other) == ([], [])
    assert gs1 == found
