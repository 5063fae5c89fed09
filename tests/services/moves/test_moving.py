"""Goods are carried from a place to a place: posted at once, held stock only to quarantine."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.announced import Goods
from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.moving import Part
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.documents import posting
from lsn_desktop.services.lots import holding
from lsn_desktop.services.moves import moving
from lsn_desktop.storage import catalogue, documents, handling_units, ledger
from tests.companies import BIN
from tests.dock import arrive, delivered, findings, known, label, on_hand
from tests.house_for_tests import BUTTER, PUMP
from tests.services.announced import announce
from tests.services.at_places import carry, place

if TYPE_CHECKING:
    from tests.house_for_tests import House

BUTTER_10 = label(ai01=BUTTER, ai10="B1", ai30="10")


def refused(house: House, lsn_id: int, quantity: int | None, *way: str) -> str:
    with pytest.raises(Refusal) as told:
        carry(house, lsn_id, quantity, *way)
    return str(told.value)


def hold(house: House, lsn_id: int, quantity: int | None, where: str = "DOCK-1") -> None:
    some = None if quantity is None else Decimal(quantity)
    there = None if quantity is None else place(house, where)
    with house.database.transaction(house.later()) as tx:
        order = holding.PlaceHold(house.uid(), lsn_id, "damage", "wet", there, some)
        holding.hold(tx, order)


def undo(house: House, document_id: int) -> None:
    with house.database.transaction(house.later()) as tx:
        moving.undo(tx, document_id)


def held(house: House, lsn_id: int) -> dict[str, int]:
    with house.database.reading() as connection:
        return {
            each.location: each.held for each in ledger.places(connection, lsn_id) if each.held
        }


def test_a_lot_is_carried_whole_or_in_part_and_back(house: House) -> None:
    _receipt, butter = delivered(house, BUTTER_10)

    first = carry(house, butter, 4, "DOCK-1", BIN)
    rest = carry(house, butter, None, "DOCK-1", BIN)
    assert on_hand(house, butter) == {BIN: 10}
    undo(house, rest)

    assert on_hand(house, butter) == {BIN: 4, "DOCK-1": 6}
    with house.database.reading() as connection:
        head = documents.by_id(connection, first)
    assert (head.kind, head.number, head.status, head.location) == (
        "transfer", "TR-00001", "posted", BIN,
    )  # fmt: skip
    assert findings(house) == []


def test_an_order_that_arrives_twice_moves_once(house: House) -> None:
    _receipt, butter = delivered(house, BUTTER_10)
    uid = house.uid()

    assert carry(house, butter, 4, "DOCK-1", BIN, uid=uid) == carry(
        house, butter, 4, "DOCK-1", BIN, uid=uid
    )
    assert on_hand(house, butter) == {BIN: 4, "DOCK-1": 6}


def test_what_cannot_be_carried_is_said_in_words(house: House) -> None:
    _receipt, butter = delivered(house, BUTTER_10)
    with house.database.transaction(house.later()) as tx:
        catalogue.add_location(
            tx, {"code": "OLD", "kind": "storage", "is_real": True, "active": False}
        )

    for words, quantity, way in (
        ("is not in BIN-1: it is in DOCK-1 (10 pcs)", None, (BIN, "QUARANTINE")),
        ("only 10 pcs are in DOCK-1", 11, ("DOCK-1", BIN)),
        ("is in DOCK-1 already", None, ("DOCK-1", "DOCK-1")),
        ("OLD is not used any more", None, ("DOCK-1", "OLD")),
        ("~scrap is no place", None, ("DOCK-1", "~scrap")),
    ):
        assert words in refused(house, butter, quantity, *way)
    assert on_hand(house, butter) == {"DOCK-1": 10}


def test_a_lot_on_hold_goes_to_quarantine_and_nowhere_else(house: House) -> None:
    _receipt, butter = delivered(house, BUTTER_10)
    hold(house, butter, None)

    words = refused(house, butter, None, "DOCK-1", BIN)
    carry(house, butter, None, "DOCK-1", "QUARANTINE")

    assert words.startswith("Butter 250 g B1 is on hold: damage. Put it into quarantine")
    assert "is on hold" in refused(house, butter, None, "QUARANTINE", BIN)
    assert on_hand(house, butter) == held(house, butter) == {"QUARANTINE": 10}
    assert findings(house) == []


def test_what_is_held_at_a_place_stays_when_the_rest_is_carried_away(house: House) -> None:
    _receipt, butter = delivered(house, BUTTER_10)
    hold(house, butter, 3)

    assert "only 7 pcs in DOCK-1 may be moved: 3 are held" in refused(
        house, butter, 8, "DOCK-1", BIN
    )
    carry(house, butter, None, "DOCK-1", BIN)

    assert on_hand(house, butter) == {BIN: 7, "DOCK-1": 3}
    assert held(house, butter) == {"DOCK-1": 3}


def test_a_hold_goes_to_quarantine_with_its_goods_and_comes_back_with_them(
    house: House,
) -> None:
    _receipt, butter = delivered(house, BUTTER_10)
    hold(house, butter, 2)
    hold(house, butter, 1)

    some = carry(house, butter, 2, "DOCK-1", "QUARANTINE")
    assert held(house, butter) == {"DOCK-1": 1, "QUARANTINE": 2}
    rest = carry(house, butter, None, "DOCK-1", "QUARANTINE")
    assert (on_hand(house, butter), held(house, butter)) == (
        {"DOCK-1": 7, "QUARANTINE": 3},
        {"QUARANTINE": 3},
    )
    assert findings(house) == []
    for document_id in (some, rest):
        undo(house, document_id)

    assert (on_hand(house, butter), held(house, butter)) == ({"DOCK-1": 10}, {"DOCK-1": 3})
    assert findings(house) == []


def test_a_hold_released_in_quarantine_does_not_come_back(house: House) -> None:
    _receipt, butter = delivered(house, BUTTER_10)
    hold(house, butter, 2)
    there = carry(house, butter, None, "DOCK-1", "QUARANTINE")
    with house.database.transaction(house.later()) as tx:
        holding.release(tx, butter, "dry again")

    undo(house, there)

    assert held(house, butter) == {}
    assert findings(house) == []


def test_what_has_moved_on_is_not_taken_back(house: House) -> None:
    _receipt, butter = delivered(house, BUTTER_10)
    first = carry(house, butter, None, "DOCK-1", BIN)
    carry(house, butter, 5, BIN, "QUARANTINE")

    with pytest.raises(Refusal, match=r"5 are still there. Move it from where it is now"):
        undo(house, first)


def test_a_serial_is_carried_as_one(house: House) -> None:
    delivered(house, label(ai01=PUMP, ai21="S1"))
    pump = known(house, "PUMP", "S1", LsnKind.SERIAL).id

    carry(house, pump, None, "DOCK-1", BIN)

    assert on_hand(house, pump) == {BIN: 1}
    assert findings(house) == []


def test_a_pallet_is_carried_with_all_that_came_on_it(house: House) -> None:
    receipt = house.receipt()
    sscc = "095212340000000017"
    announce(house, receipt, tuple(
        Goods(at, (BUTTER,), Decimal(count), lot=lot, sscc=sscc)
        for at, (lot, count) in enumerate((("B1", 10), ("B2", 5)), 1)
    ))  # fmt: skip
    for lot, count in (("B1", "12"), ("B2", "5")):
        arrive(house, receipt, label(ai01=BUTTER, ai10=lot, ai30=count))
    house.post(receipt.document_id)
    with house.database.reading() as connection:
        content = handling_units.content(connection, sscc)
    parts = [Part(each.lsn_id, each.place_id, each.quantity) for each in content]
    order = moving.Transfer(house.uid(), parts, place(house, BIN), sscc)
    with house.database.transaction(house.later()) as tx:
        document_id = moving.transfer(tx, order)

    b1, b2 = known(house, "BUTTER", "B1").id, known(house, "BUTTER", "B2").id
    assert (on_hand(house, b1), on_hand(house, b2)) == ({BIN: 10, "DOCK-1": 2}, {BIN: 5})
    with house.database.reading() as connection:
        now = handling_units.content(connection, sscc)
    assert {each.place_id for each in now} == {place(house, BIN)}
    undo(house, document_id)
    with house.database.reading() as connection:
        assert handling_units.content(connection, sscc) == content
    assert findings(house) == []


def test_a_receipt_whose_goods_were_put_away_is_not_turned_back(house: House) -> None:
    receipt, butter = delivered(house, BUTTER_10)
    carry(house, butter, None, "DOCK-1", BIN)

    with (
        pytest.raises(Refusal, match="What has moved on must come back first"),
        house.database.transaction(house.later()) as tx,
    ):
        posting.reverse(tx, receipt, "wrong", house.uid())
