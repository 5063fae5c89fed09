"""Where goods should be put away: the usual place, beside their own, or an empty bin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.services.lots import holding
from lsn_desktop.services.moves import suggesting
from lsn_desktop.storage import catalogue, standing
from tests.companies import BIN
from tests.dock import delivered, item_id, known, label
from tests.house_for_tests import BUTTER, CHIP, MILK, TODAY
from tests.services.at_places import carry

if TYPE_CHECKING:
    from tests.house_for_tests import House


def suggested(house: House, lsn_id: int, at: str = "DOCK-1") -> tuple[str, str]:
    """The place for goods that stand in another, and why; two empty texts for none."""
    with house.database.reading() as connection:
        goods = [one for one in standing.of_lsn(connection, lsn_id) if one.place == at]
        (found,) = suggesting.suggest(connection, goods, TODAY)
    return (found.place.code, str(found.why)) if found else ("", "")


def add_bins(house: House, *codes: str, active: bool = True) -> None:
    with house.database.transaction(house.later()) as tx:
        for code in codes:
            place = {"code": code, "kind": "storage", "is_real": True, "active": active}
            catalogue.add_location(tx, place)


def butter(house: House, lot: str) -> int:
    return delivered(house, label(ai01=BUTTER, ai10=lot, ai30="10"))[1]


def test_goods_go_beside_their_lot_then_beside_their_item_then_into_an_empty_bin(
    house: House,
) -> None:
    add_bins(house, "A-OLD", active=False)
    first = butter(house, "B1")
    assert suggested(house, first) == (BIN, "BIN-1 is empty")

    carry(house, first, 4, "DOCK-1", BIN)

    assert suggested(house, first) == (BIN, "Butter 250 g B1 stands there already")
    assert suggested(house, butter(house, "B2")) == (BIN, "Butter 250 g stands there already")
    milk = delivered(house, label(ai01=MILK, ai17="270101", ai10="L1"))[1]
    assert suggested(house, milk) == ("", "")
    add_bins(house, "Z-1")
    assert suggested(house, milk) == ("Z-1", "Z-1 is empty")


def test_the_bin_an_item_was_put_into_last_comes_first(house: House) -> None:
    add_bins(house, "BIN-2")
    carry(house, butter(house, "B1"), 5, "DOCK-1", "BIN-2")
    carry(house, butter(house, "B2"), 9, "DOCK-1", BIN)
    assert suggested(house, butter(house, "B3"))[0] == BIN

    carry(house, known(house, "BUTTER", "B2").id, None, BIN, "DOCK-1")

    assert suggested(house, butter(house, "B4"))[0] == "BIN-2"


def test_an_items_usual_place_wins_while_it_is_used(house: House) -> None:
    add_bins(house, "BIN-2", "BIN-3")
    first = butter(house, "B1")
    carry(house, first, 4, "DOCK-1", "BIN-3")
    with house.database.transaction(house.later()) as tx:
        catalogue.change_item(tx, item_id(house, "BUTTER"), {"put_away": "BIN-2"})

    assert suggested(house, first) == ("BIN-2", "The usual place of Butter 250 g")
    assert suggested(house, first, "BIN-3")[0] == "BIN-2"
    with house.database.transaction(house.later()) as tx:
        catalogue.change_item(tx, item_id(house, "BUTTER"), {"put_away": "GONE"})
    assert suggested(house, first)[0] == "BIN-3"
    assert suggested(house, first, "BIN-3") == ("", "")


def test_held_and_expired_goods_go_to_quarantine(house: House) -> None:
    held = butter(house, "B1")
    old = delivered(house, label(ai01=MILK, ai17="261101", ai10="L1"))[1]
    with house.database.transaction(house.later()) as tx:
        holding.hold(tx, holding.PlaceHold(house.uid(), held, "damage"))

    assert suggested(house, held) == ("QUARANTINE", "Butter 250 g B1 is on hold")
    assert suggested(house, old) == ("QUARANTINE", "It expired on 2026-11-01")
    carry(house, held, None, "DOCK-1", "QUARANTINE")
    assert suggested(house, held, "QUARANTINE") == ("", "")
    with house.database.transaction(house.later()) as tx:
        holding.release(tx, held, "good again")
    assert suggested(house, held, "QUARANTINE")[0] == BIN


def test_a_serial_goes_beside_the_serials_of_its_lot(house: House) -> None:
    ids = [
        delivered(house, label(ai01=CHIP, ai10="C1", ai21=serial))[1] for serial in ("S1", "S2")
    ]
    carry(house, ids[0], None, "DOCK-1", BIN)

    assert suggested(house, ids[1]) == (BIN, "Radio module of this lot stands there already")


def test_what_waits_is_suggested_for_together(house: House) -> None:
    goods = [butter(house, f"B{n}") for n in range(6)]
    carry(house, goods[0], None, "DOCK-1", BIN)
    with house.database.reading() as connection:
        rows, count = standing.in_receiving(connection, 3)
        found = suggesting.suggest(connection, rows, TODAY)

    assert (count, [one.place.code for one in found if one]) == (5, [BIN] * 3)


def test_a_receipt_tells_how_much_of_it_still_stands_where_it_came_in(house: House) -> None:
    receipt, lot = delivered(house, label(ai01=BUTTER, ai10="B1", ai30="10"))

    def waits() -> int:
        with house.database.reading() as connection:
            return standing.waiting_of(connection, receipt)

    assert waits() == 1
    carry(house, lot, 4, "DOCK-1", BIN)
    assert waits() == 1
    carry(house, lot, None, "DOCK-1", BIN)
    assert waits() == 0


def test_of_empty_bins_the_nearest_in_name_is_taken() -> None:
    bins = [standing.Spot(at, code, "storage", True, True)  # noqa: FBT003 - a row
            for at, code in enumerate(("COLD-B-1", "COLD-C-1", "DRY-1"))]  # fmt: skip

    assert suggesting.nearest(bins, ["DRY-9", "DRY-8"]) == bins[2]
    assert suggesting.nearest(bins, ["COLD-C-7"]) == bins[1]
    assert suggesting.nearest(bins, []) == bins[0]
    assert suggesting.nearest([], ["X"]) is None
