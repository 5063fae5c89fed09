"""An item brought to what it shall be, with old and new in the audit trail."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from lsn_desktop.domain.items import Tracking
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.lots import changing
from lsn_desktop.services.office.ordering import AddItem
from lsn_desktop.storage import catalogue, timeline
from lsn_desktop.storage.tables.catalogue import location
from tests.companies import BIN
from tests.dock import label
from tests.house_for_tests import MILK, MILK_CASE, House

if TYPE_CHECKING:
    from lsn_desktop.storage.transactions import Tx

AS_IT_IS = AddItem(
    "MILK",
    "Whole milk 1 L",
    gtins=((MILK, Fraction(1)), (MILK_CASE, Fraction(12))),
    expiry_required=True,
    shelf_life_days=30,
    life_on_receipt_days=14,
)


def milk_id(house: House) -> int:
    with house.database.reading() as connection:
        found = catalogue.item_by_sku(connection, "MILK")
    assert found is not None
    return found.id


def change(house: House, wanted: AddItem) -> list[str]:
    """Change it; what the audit trail then says, oldest first."""
    item_id = milk_id(house)

    def act(tx: Tx) -> None:
        changing.change_item(tx, item_id, wanted)

    with house.database.reading() as connection:
        before = len(timeline.audit(connection, "item", item_id))
    house.database.run(house.later(), act)
    with house.database.reading() as connection:
        entries = timeline.audit(connection, "item", item_id)
    return [str(each.words) for each in reversed(entries[: len(entries) - before])]


def test_the_usual_place_is_one_of_ours_written_as_it_is(house: House) -> None:
    told = change(house, replace(AS_IT_IS, put_away="bin-1 "))
    with house.database.transaction(house.later()) as tx:
        found = catalogue.location_by_code(tx.connection, BIN)
        assert found is not None
        give_up = update(location).where(location.c.id == found.id).values(active=False)
        tx.connection.execute(give_up)

    assert told == ["usual place of MILK: - > BIN-1"]
    assert change(house, replace(AS_IT_IS, put_away=BIN)) == []
    for code in ("NOWHERE", "~scrap", "QUARANTINE"):
        with pytest.raises(Refusal, match="is no place goods are kept in"):
            change(house, replace(AS_IT_IS, put_away=code))
    assert change(house, AS_IT_IS) == ["usual place of MILK: BIN-1 > -"]


def test_what_one_weighs_and_fills_is_kept_for_charges(house: House) -> None:
    told = change(house, replace(AS_IT_IS, weight_g=1030, volume_ml=1000))

    assert told == ["weight in g of MILK: - > 1030", "volume in ml of MILK: - > 1000"]
    assert change(house, replace(AS_IT_IS, weight_g=1030)) == ["volume in ml of MILK: 1000 > -"]
    with pytest.raises(Refusal, match="cannot be right for one"):
        change(house, replace(AS_IT_IS, weight_g=0))


def test_what_is_equal_is_not_told(house: House) -> None:
    assert change(house, AS_IT_IS) == []


def test_old_and_new_are_told_and_a_family_by_its_name(house: House) -> None:
    first = change(house, replace(AS_IT_IS, family="Dairy", shelf_life_days=28))
    second = change(house, replace(AS_IT_IS, family="Chilled", shelf_life_days=28))

    assert first == ["shelf life days of MILK: 30 > 28", "family of MILK: - > Dairy"]
    assert second == ["family of MILK: Dairy > Chilled"]


def test_packs_are_told_gtin_by_gtin(house: House) -> None:
    wanted = replace(AS_IT_IS, gtins=((MILK_CASE, Fraction(6)), ("4006381333931", Fraction(1))))

    assert change(house, wanted) == [
        "GTIN 04006381333931 of MILK: - > 1",
        f"GTIN {MILK} of MILK: 1 > -",
        f"GTIN {MILK_CASE} of MILK: 12 > 6",
    ]


def test_what_its_lots_rest_on_stays(house: House) -> None:
    expectation = house.receipt("PO-1042")
    house.scan(expectation, label(ai01=MILK, ai17="261219", ai10="L1"))
    house.post(expectation.document_id)
    item_id = milk_id(house)
    wanted = replace(AS_IT_IS, tracking=Tracking.SERIAL, unit="boxes")

    with house.database.reading() as connection:
        wrong = changing.wrong_fields(connection, item_id, wanted)

    assert set(wrong) == {"tracking", "unit"}
    with pytest.raises(Refusal, match="its tracking stays lot"):
        change(house, wanted)
