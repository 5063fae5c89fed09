"""A shipment by scan: claimed, in the order goods expire, asked about, refused in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.outcomes import OutcomeKind
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.documents import posting
from lsn_desktop.services.lots import holding
from lsn_desktop.services.shipments import selling
from lsn_desktop.services.shipments.selling import SaleLine
from lsn_desktop.storage import documents, ledger, parcels, shipments
from tests.companies import BIN
from tests.dock import delivered, findings, label, next_door, offered, on_hand
from tests.gate import answered, customer, do, left, sale, scan, shipment, status, told, ways
from tests.house_for_tests import BUTTER, CHIP, MILK, MILK_CASE, NAPKIN, PUMP
from tests.services.at_places import carry
from tests.shop import milk

if TYPE_CHECKING:
    from tests.house_for_tests import House

B1 = label(ai01=BUTTER, ai10="B1")


def butter(house: House, lot: str = "B1", quantity: int = 24) -> int:
    return delivered(house, label(ai01=BUTTER, ai37=str(quantity), ai10=lot))[1]


def available(house: House, lsn_id: int) -> int:
    with house.database.reading() as connection:
        return sum(one.available for one in ledger.places(connection, lsn_id))


def held(house: House, lsn_id: int, reason: str = "damage") -> None:
    with house.database.transaction(house.later()) as tx:
        holding.hold(tx, holding.PlaceHold(house.uid(), lsn_id, reason))


def test_goods_are_claimed_at_the_scan_and_leave_when_posted(house: House) -> None:
    lot = butter(house)
    order = sale(house, customer(house), ("BUTTER", 24))
    to_clinic = shipment(house, order)

    some = scan(house, to_clinic, label(ai01=BUTTER, ai37="10", ai10="B1"))
    assert some.next is not None
    assert told(some) == "ok 10, 10 of 24"
    assert (available(house, lot), on_hand(house, lot)) == (14, {"DOCK-1": 24})
    rest = scan(house, some.next, label(ai01=BUTTER, ai37="14", ai10="B1"))
    assert str(rest.remedy) == "All of SO-1 is picked: post SH-00001."
    posted = do(house, rest.next, "POST")

    assert str(posted.words) == "Posted SH-00001: 2 lines"
    assert str(posted.remedy) == "All of SO-1 has left."
    assert (on_hand(house, lot), status(house, order)) == ({}, "closed")
    assert findings(house) == []
    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, to_clinic.document_id, "wrong address", house.uid())
    assert (on_hand(house, lot), status(house, order)) == ({"DOCK-1": 24}, "open")
    assert left(house, order) == {"BUTTER": 24}
    assert findings(house) == []


def test_a_part_of_an_order_leaves_and_the_rest_stays_open(house: House) -> None:
    butter(house)
    order = sale(house, customer(house), ("BUTTER", 24), ("MILK", 5))

    first = scan(house, shipment(house, order), label(ai01=BUTTER, ai37="10", ai10="B1"))
    posted = do(house, first.next, "POST")

    assert str(posted.remedy) == (
        "SO-1 stays open: 14 pcs of Butter 250 g and other lines (1)."
    )
    assert (left(house, order), status(house, order)) == ({"BUTTER": 14, "MILK": 5}, "open")


def test_a_lot_that_is_not_the_first_to_expire_is_said_to_be_so(house: House) -> None:
    first, second = milk(house, "M1", "270110"), milk(house, "M2", "270131")
    carry(house, first, 24, "DOCK-1", BIN)
    to_clinic = shipment(house, sale(house, customer(house), ("MILK", 40)))

    later = scan(house, to_clinic, label(ai01=MILK_CASE, ai10="M2"))

    assert told(later) == "attention 12, 12 of 40"
    assert (
        str(later.remedy) == "M1 expires sooner, on 2027-01-10: it should go first, from BIN-1."
    )
    assert available(house, second) == 12
    assert scan(house, to_clinic, label(ai01=MILK_CASE, ai10="M1")).kind is OutcomeKind.OK
    assert scan(house, to_clinic, label(ai01=MILK_CASE, ai10="M1")).kind is OutcomeKind.OK
    assert scan(house, to_clinic, label(ai01=MILK, ai10="M2")).kind is OutcomeKind.OK


def test_an_item_without_its_lot_says_which_goes_first(house: House) -> None:
    milk(house, "M1", "270110")
    milk(house, "M2", "270131")
    to_clinic = shipment(house, sale(house, customer(house), ("MILK", 40)))

    item = scan(house, to_clinic, label(ai01=MILK))
    assert (item.kind.value, str(item.words)) == ("heard", "Whole milk 1 L: scan its lot")
    assert str(item.remedy) == "M1 goes first, from DOCK-1."
    assert item.next is not None
    lot = scan(house, item.next, label(ai10="M1"))
    assert (told(lot), lot.line.lot) == ("ok 1, 1 of 40", "M1")
    unknown = scan(house, item.next, label(ai10="M9"))
    assert str(unknown.words) == "Whole milk 1 L has no lot or serial M9."


def test_what_is_stopped_is_refused_in_words(house: House) -> None:
    lots = {"M1": milk(house, "M1", "261201"), "M2": milk(house, "M2", "270131")}
    for lot in ("B1", "B2", "B3"):
        lots[lot] = butter(house, lot)
    held(house, lots["B1"])
    held(house, lots["B2"], "recall")
    carry(house, lots["B3"], 24, "DOCK-1", "QUARANTINE")
    old = milk(house, "M0", "261123")
    order = sale(house, customer(house, life=30), ("MILK", 40), ("BUTTER", 40))
    to_clinic = shipment(house, order)

    refused = {
        code: str(scan(house, to_clinic, label(ai01=gtin, ai10=code)).words)
        for gtin, code in ((BUTTER, "B1"), (BUTTER, "B2"), (BUTTER, "B3"), (MILK, "M1"))
    }
    house.by = type(house.by)(
        house.by.user_id, house.by.workstation_id, house.by.at, date(2026, 11, 24)
    )
    refused["M0"] = str(scan(house, to_clinic, label(ai01=MILK, ai10="M0")).words)

    assert refused == {
        "B1": "Butter 250 g B1 is on hold: damage.",
        "B2": "Butter 250 g B2 is recalled.",
        "B3": "Butter 250 g B3 stands in QUARANTINE: nothing is shipped from quarantine.",
        "M1": "Whole milk 1 L M1 lasts 9 days more: Clinic Ltd asks for 30.",
        "M0": "Whole milk 1 L M0 expired on 2026-11-23.",
    }
    assert scan(house, to_clinic, label(ai01=MILK, ai10="M2")).kind is OutcomeKind.OK
    assert available(house, old) == 24


def test_what_is_not_ordered_goes_only_in_place_of_something_or_beside(house: House) -> None:
    milk(house, "M1", "270131")
    butter(house)
    order = sale(house, customer(house), ("BUTTER", 4))
    to_clinic = shipment(house, order)

    asked = scan(house, to_clinic, label(ai01=MILK, ai37="3", ai10="M1"))

    assert str(asked.words) == "Whole milk 1 L is not on SO-1"
    assert offered(asked) == [
        "In place of Butter 250 g (4 to go)",
        "Ship it beside the order",
        "Leave it here",
    ]
    assert answered(house, asked, "leave").kind is OutcomeKind.HEARD
    assert left(house, order) == {"BUTTER": 4}
    assert answered(house, asked, "beside").kind is OutcomeKind.OK
    assert left(house, order) == {"BUTTER": 4}
    instead = answered(house, asked, ways(asked)[0])
    assert told(instead) == "ok 3, 3 of 4"
    with house.database.reading() as connection:
        on_it = shipments.goods(connection, to_clinic.document_id)
    assert [(one.item, one.ordered_item) for one in on_it] == [
        ("Whole milk 1 L", ""),
        ("Whole milk 1 L", "Butter 250 g"),
    ]


def test_more_than_ordered_goes_only_by_a_yes(house: House) -> None:
    butter(house)
    order = sale(house, customer(house), ("BUTTER", 4))
    to_clinic = shipment(house, order)

    asked = scan(house, to_clinic, label(ai01=BUTTER, ai37="6", ai10="B1"))

    assert str(asked.words) == "SO-1 has 4 pcs of Butter 250 g to go, this is 6"
    assert ways(asked) == ["rest", "more", "leave"]
    assert answered(house, asked, "rest").line.quantity == 4
    again = scan(house, to_clinic, B1)
    assert ways(again) == ["more", "leave"]
    assert answered(house, again, "more").line.so_far == 5
    posted = do(house, again.next, "POST")
    assert (posted.kind.value, status(house, order)) == ("ok", "closed")


def test_a_customer_who_asks_for_one_lot_gets_that_one(house: House) -> None:
    butter(house, "B1")
    butter(house, "B2")
    buyer = customer(house)
    order = sale(house, buyer, SaleLine("BUTTER", Decimal(4), lsn="B2"))
    to_clinic = shipment(house, order)

    asked = scan(house, to_clinic, B1)

    assert str(asked.words) == "SO-1 asks for Butter 250 g B2, not for this one"
    assert scan(house, to_clinic, label(ai01=BUTTER, ai10="B2")).kind is OutcomeKind.OK
    with pytest.raises(Refusal, match="Butter 250 g has no lot or serial B9"):
        sale(house, buyer, SaleLine("BUTTER", Decimal(4), lsn="B9"), number="SO-2")


def test_what_another_station_has_claimed_is_refused_with_its_name(house: House) -> None:
    lot = butter(house, quantity=10)
    delivered(house, label(ai01=PUMP, ai21="P1"))
    buyer = customer(house)
    other = next_door(house, "PACK-2")
    here, there = shipment(house, None, buyer), shipment(other, None, buyer)
    scan(other, there, label(ai01=BUTTER, ai37="8", ai10="B1"))
    scan(other, there, label(ai01=PUMP, ai21="P1"))

    refused = scan(house, here, label(ai01=BUTTER, ai37="5", ai10="B1"))
    serial = scan(house, here, label(ai01=PUMP, ai21="P1"))

    assert str(refused.words) == (
        "8 pcs of Butter 250 g B1 are promised to SH-00002, at PACK-2."
    )
    assert str(serial.words) == "Infusion pump P1 is promised to SH-00002, at PACK-2."
    again = scan(other, there, label(ai01=PUMP, ai21="P1"))
    assert str(again.words) == "Serial P1 of Infusion pump is on SH-00002 already"
    assert scan(house, here, label(ai01=BUTTER, ai37="2", ai10="B1")).kind is OutcomeKind.OK
    with other.database.transaction(other.later()) as tx:
        posting.discard(tx, there.document_id)
    assert available(house, lot) == 8
    assert scan(house, here, label(ai01=PUMP, ai21="P1")).kind is OutcomeKind.OK
    house.post(here.document_id)
    gone = scan(house, shipment(house, None, buyer), label(ai01=PUMP, ai21="P1"))
    assert str(gone.words) == "Infusion pump P1 left with SH-00001, to Clinic Ltd."
    assert findings(house) == []


def test_a_lot_in_two_places_is_taken_from_both_and_taken_back_at_once(house: House) -> None:
    lot = butter(house)
    carry(house, lot, 10, "DOCK-1", BIN)
    to_clinic = shipment(house, None, customer(house))

    many = scan(house, to_clinic, label(ai01=BUTTER, ai37="20", ai10="B1"))

    assert (told(many), many.line.line_id) == ("ok 20", None)
    assert available(house, lot) == 4
    assert do(house, many.next, "UNDO").kind is OutcomeKind.OK
    assert available(house, lot) == 24
    from_bin = scan(house, to_clinic, BIN)
    assert str(from_bin.words) == "From BIN-1: scan the goods"
    assert from_bin.next is not None
    assert scan(house, from_bin.next, B1).line.place == BIN
    too_many = scan(house, from_bin.next, label(ai01=BUTTER, ai37="20", ai10="B1"))
    assert str(too_many.words) == "Of Butter 250 g B1 only 9 pcs may be taken, not 20 pcs."
    elsewhere = scan(house, from_bin.next, "QUARANTINE")
    assert str(elsewhere.words) == "Nothing is shipped from QUARANTINE: it is quarantine."
    assert findings(house) == []


def test_serials_untracked_goods_and_lots_of_serials_are_told_apart(house: House) -> None:
    delivered(house, label(ai01=CHIP, ai10="C1", ai21="S1"))
    delivered(house, label(ai01=NAPKIN))
    to_clinic = shipment(house, None, customer(house))

    lot = scan(house, to_clinic, label(ai01=CHIP, ai10="C1"))
    serial = scan(house, to_clinic, label(ai01=CHIP, ai21="S1"))
    napkins = scan(house, to_clinic, label(ai01=NAPKIN))

    assert str(lot.words) == "C1 is a lot of serials."
    assert (serial.kind.value, serial.line.serial, serial.line.lot) == ("ok", "S1", "C1")
    assert told(napkins) == "ok 100"


def test_tracking_numbers_are_kept_with_the_shipment_and_taken_back(house: House) -> None:
    butter(house)
    to_clinic = shipment(house, None, customer(house))
    tracking = "1Z999AA10123456784"

    goods = scan(house, to_clinic, B1)
    parcel = scan(house, to_clinic, tracking)

    assert str(parcel.words) == f"Parcel {tracking} of UPS"
    assert scan(house, to_clinic, tracking).kind is OutcomeKind.ATTENTION
    taken_back = do(house, parcel.next, "UNDO")
    assert str(taken_back.words) == f"Taken back: parcel {tracking}"
    assert do(house, goods.next, "UNDO").kind is OutcomeKind.OK
    scan(house, to_clinic, B1)
    scan(house, to_clinic, tracking)
    house.post(to_clinic.document_id)
    with house.database.reading() as connection:
        kept = parcels.by_tracking(connection, tracking.lower())
    assert kept is not None
    assert (kept.shipment, kept.carrier) == ("SH-00001", "UPS")


def test_an_order_is_opened_by_our_number_the_customers_or_a_customer(house: House) -> None:
    buyer = customer(house)
    order = sale(house, buyer, ("BUTTER", 4), reference="PO 77")
    nothing = shipment(house, None, buyer)
    nowhere = type(nothing)(0)

    opened = scan(house, nowhere, "so-1")
    assert str(opened.words) == "SH-00002 to Clinic Ltd: scan the goods"
    assert scan(house, nowhere, "PO 77").next == opened.next
    assert scan(house, nowhere, "CLINIC").next == nothing
    assert scan(house, nowhere, "SH-00002").next == opened.next
    assert opened.next is not None
    assert scan(house, opened.next, "PO 77").kind is OutcomeKind.HEARD
    sale(house, buyer, ("BUTTER", 4), number="SO-2")
    another = scan(house, opened.next, "SO-2")
    assert str(another.words) == (
        "SO-2 is another order: this shipment is for Clinic Ltd, SO-1."
    )
    assert str(scan(house, nowhere, B1).words) == "No shipment is chosen for Butter 250 g."
    assert str(scan(house, nowhere, "NORTH").words) == "Northwind Dairy is no customer."
    with house.database.transaction(house.later()) as tx:
        posting.discard(tx, opened.next.document_id)
        selling.cancel(tx, order, "ordered twice")
    assert str(scan(house, nowhere, "SO-1").words) == (
        "SO-1 is cancelled: nothing more is to leave."
    )


def test_what_was_held_or_expired_since_its_scan_is_not_posted(house: House) -> None:
    lot, short = butter(house), milk(house, "M1", "261123")
    to_clinic = shipment(house, None, customer(house))
    scan(house, to_clinic, B1)
    scan(house, to_clinic, label(ai01=MILK, ai10="M1"))
    held(house, lot)

    with pytest.raises(Refusal, match="Butter 250 g B1 was put on hold since it was scanned"):
        house.post(to_clinic.document_id)
    with house.database.transaction(house.later()) as tx:
        holding.release(tx, lot, "good")
    house.by = type(house.by)(
        house.by.user_id, house.by.workstation_id, house.by.at, date(2026, 11, 24)
    )
    with pytest.raises(Refusal, match="M1 expires on 2026-11-23"):
        house.post(to_clinic.document_id)

    assert on_hand(house, short) == {"DOCK-1": 24}
    with house.database.reading() as connection:
        assert documents.by_id(connection, to_clinic.document_id).status == "draft"
