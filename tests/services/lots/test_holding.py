"""A hold stops what stands there, a release lets it go; both say why."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.lots import holding
from lsn_desktop.services.lots.holding import PlaceHold
from lsn_desktop.storage import catalogue, ledger, lists, lsns
from tests.companies import BIN
from tests.dock import arrive, audit, carry, delivered, findings, known, label
from tests.house_for_tests import BUTTER, CHIP, TODAY

if TYPE_CHECKING:
    from typing import Any

    from tests.house_for_tests import House

BUTTER_30 = label(ai01=BUTTER, ai37="30", ai10="B1")


def hold(house: House, lsn_id: int, reason: str = "inspection", **order: Any) -> list[int]:
    values = {"uid": house.uid()} | order
    with house.database.transaction(house.later()) as tx:
        return holding.hold(tx, PlaceHold(lsn_id=lsn_id, reason=reason, **values))


def hold_some(house: House, lsn_id: int, quantity: str, place: str = "DOCK-1") -> list[int]:
    with house.database.reading() as connection:
        found = catalogue.location_by_code(connection, place)
    assert found is not None
    where = {"location_id": found.id, "quantity": Decimal(quantity)}
    return hold(house, lsn_id, "damage", **where)


def release(house: House, lsn_id: int, note: str = "looked at") -> int:
    with house.database.transaction(house.later()) as tx:
        return holding.release(tx, lsn_id, note)


def held(house: House, lsn_id: int) -> dict[str, tuple[int, int]]:
    """Held of on hand, by place."""
    with house.database.reading() as connection:
        places = ledger.places(connection, lsn_id)
    return {each.location: (each.held, each.on_hand) for each in places}


def test_a_hold_stops_all_of_a_lot_wherever_it_stands(house: House) -> None:
    _, lot = delivered(house, BUTTER_30)
    carry(house, lot, 10, "DOCK-1", BIN)

    hold(house, lot, note="  odd smell ")

    assert held(house, lot) == {BIN: (10, 10), "DOCK-1": (20, 20)}
    with house.database.reading() as connection:
        (made,) = ledger.holds(connection, lot)
        status = lists.lsn_row(connection, lot).status(TODAY)
    assert (made.reason, made.note, made.quantity) == ("inspection", "odd smell", None)
    assert status == "held"
    assert audit(house, lot)[-1] == "Held B1: inspection"
    assert findings(house) == []


def test_a_hold_on_some_leaves_the_rest_available(house: House) -> None:
    _, lot = delivered(house, BUTTER_30)
    hold_some(house, lot, "12")

    assert held(house, lot) == {"DOCK-1": (12, 30)}
    with house.database.reading() as connection:
        (place,) = ledger.places(connection, lot)
        status = lists.lsn_row(connection, lot).status(TODAY)
    assert place.available == 18
    assert status == "available"
    assert findings(house) == []


def test_all_that_is_free_there_can_be_held(house: House) -> None:
    _, lot = delivered(house, BUTTER_30)
    hold_some(house, lot, "30")

    assert held(house, lot) == {"DOCK-1": (30, 30)}


@pytest.mark.parametrize("quantity", ["31", "30.5", "0"])
def test_more_than_is_free_there_is_not_held(house: House, quantity: str) -> None:
    _, lot = delivered(house, BUTTER_30)

    with pytest.raises(Refusal):
        hold_some(house, lot, quantity)
    assert held(house, lot) == {"DOCK-1": (0, 30)}


def test_what_is_held_already_is_not_held_again(house: House) -> None:
    _, lot = delivered(house, BUTTER_30)
    hold_some(house, lot, "20")

    with pytest.raises(Refusal, match="Only 10 pcs can be held there") as refused:
        hold_some(house, lot, "11")
    assert str(refused.value.remedy) == "Hold at most that, or the whole lot."
    with pytest.raises(Refusal, match="Only 0 pcs can be held there"):
        hold_some(house, lot, "1", BIN)


def test_a_partial_hold_stays_with_what_is_left_at_its_place(house: House) -> None:
    _, lot = delivered(house, BUTTER_30)
    hold_some(house, lot, "20")
    carry(house, lot, 25, "DOCK-1", BIN)

    assert held(house, lot) == {BIN: (0, 25), "DOCK-1": (5, 5)}
    carry(house, lot, 25, BIN, "DOCK-1")
    assert held(house, lot) == {"DOCK-1": (20, 30)}
    assert findings(house) == []


def test_an_order_to_hold_that_arrives_twice_holds_once(house: House) -> None:
    _, lot = delivered(house, BUTTER_30)
    uid = house.uid()

    assert hold(house, lot, uid=uid) == hold(house, lot, uid=uid)
    with house.database.reading() as connection:
        assert len(ledger.holds(connection, lot)) == 1


def test_a_reason_is_one_of_ours_and_a_part_has_place_and_quantity(house: House) -> None:
    _, lot = delivered(house, BUTTER_30)

    with pytest.raises(Refusal, match="boredom is no reason for a hold") as refused:
        hold(house, lot, "boredom")
    assert "quarantine, recall" in str(refused.value.remedy)
    with pytest.raises(Refusal, match="needs a place and a quantity"):
        hold(house, lot, quantity=Decimal(3))
    assert held(house, lot) == {"DOCK-1": (0, 30)}


def test_a_release_frees_everything_and_says_why(house: House) -> None:
    _, lot = delivered(house, BUTTER_30)
    hold_some(house, lot, "5")
    hold(house, lot)

    assert release(house, lot, " tasted, good ") == 2

    assert held(house, lot) == {"DOCK-1": (0, 30)}
    with house.database.reading() as connection:
        notes = {each.release_note for each in ledger.holds(connection, lot)}
    assert notes == {"tasted, good"}
    assert audit(house, lot)[-1] == "Released B1: tasted, good"
    assert findings(house) == []


def test_one_hold_of_several_is_released_and_the_other_stays(house: House) -> None:
    _, lot = delivered(house, BUTTER_30)
    (some,) = hold_some(house, lot, "5")
    (whole,) = hold(house, lot)

    with house.database.transaction(house.later()) as tx:
        holding.release_one(tx, whole, "looked at")
    assert held(house, lot) == {"DOCK-1": (5, 30)}

    with house.database.transaction(house.later()) as tx:
        holding.release_one(tx, some, "looked at")
    assert held(house, lot) == {"DOCK-1": (0, 30)}
    with (
        pytest.raises(Refusal, match="B1 is not on hold"),
        house.database.transaction(house.later()) as tx,
    ):
        holding.release_one(tx, some, "again")


def test_one_hold_of_a_lot_is_released_from_its_serials_too_and_no_other(
    house: House,
) -> None:
    _, serial = delivered(house, label(ai01=CHIP, ai10="C1", ai21="S1"))
    lot = known(house, "CHIP", "C1").id
    made = hold(house, lot, "recall", note="notice 7")
    hold(house, serial, "damage", note="bent")
    with house.database.reading() as connection:
        over = next(each.id for each in ledger.holds(connection, lot))
    assert over in made

    with house.database.transaction(house.later()) as tx:
        holding.release_one(tx, over, "looked at")

    with house.database.reading() as connection:
        left = [one for one in ledger.holds(connection, serial) if one.released_at is None]
    assert [(one.reason, one.note) for one in left] == [("damage", "bent")]
    assert held(house, serial) == {"DOCK-1": (1, 1)}
    assert findings(house) == []


def test_a_release_needs_a_hold_and_a_note(house: House) -> None:
    _, lot = delivered(house, BUTTER_30)

    with pytest.raises(Refusal, match="B1 is not on hold"):
        release(house, lot)
    (made,) = hold(house, lot)
    with pytest.raises(Refusal, match="A release needs a note"):
        release(house, lot, "  ")
    with (
        pytest.raises(Refusal, match="A release needs a note"),
        house.database.transaction(house.later()) as tx,
    ):
        holding.release_one(tx, made, "")
    assert held(house, lot) == {"DOCK-1": (30, 30)}


def test_a_hold_on_a_lot_covers_its_serials_also_later_ones(house: House) -> None:
    _, first = delivered(house, label(ai01=CHIP, ai10="C1", ai21="S1"))
    lot = known(house, "CHIP", "C1").id
    hold(house, lot, "recall", note="notice 7")
    assert held(house, first) == {"DOCK-1": (1, 1)}

    receipt = house.receipt()
    told = arrive(house, receipt, label(ai01=CHIP, ai10="C1", ai21="S2"))
    house.post(receipt.document_id)

    assert str(told.words) == "S2 is on hold: this stock is held too"
    second = known(house, "CHIP", "S2", LsnKind.SERIAL)
    assert held(house, second.id) == {"DOCK-1": (1, 1)}
    with house.database.reading() as connection:
        (copied,) = ledger.holds(connection, second.id)
    assert (copied.reason, copied.note) == ("recall", "notice 7")

    assert release(house, lot) == 3
    assert held(house, first) == held(house, second.id) == {"DOCK-1": (0, 1)}
    with house.database.reading() as connection:
        assert not lsns.by_id(connection, second.id).held_whole
    assert findings(house) == []


def test_a_serial_that_joins_a_lot_is_stopped_by_its_open_holds_only(house: House) -> None:
    delivered(house, label(ai01=CHIP, ai10="C1", ai21="S1"))
    lot = known(house, "CHIP", "C1").id
    hold(house, lot, "recall")
    release(house, lot)
    hold(house, lot, "inspection")

    _, joined = delivered(house, label(ai01=CHIP, ai10="C1", ai21="S2"))

    with house.database.reading() as connection:
        assert [each.reason for each in ledger.holds(connection, joined)] == ["inspection"]


def test_what_is_held_is_in_the_list_of_held_lots(house: House) -> None:
    _, lot = delivered(house, BUTTER_30)
    hold(house, lot)

    with house.database.reading() as connection:
        assert [row.code for row in lists.held(connection)] == ["B1"]
    release(house, lot)
    with house.database.reading() as connection:
        assert lists.held(connection) == []
