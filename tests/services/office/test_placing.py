"""Places are made, changed and given labels in the office: a tree of zones and bins."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.place_codes import spelled_out
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.labels import labelling
from lsn_desktop.services.office import placing
from lsn_desktop.services.office.placing import PlaceFacts
from lsn_desktop.storage import places
from tests.dock import delivered, label
from tests.house_for_tests import BUTTER
from tests.services.at_places import carry, place

if TYPE_CHECKING:
    from tests.house_for_tests import House


def add(house: House, *wanted: PlaceFacts) -> None:
    for one in wanted:
        with house.database.transaction(house.later()) as tx:
            placing.add(tx, one)


def test_a_zone_with_a_range_of_bins_is_made_at_once(house: House) -> None:
    add(house, PlaceFacts("COLD", kind="zone"), PlaceFacts("C-08..C-11", parent="cold"))

    with house.database.reading() as connection:
        rows = places.tree(connection)
        wanted = placing.labels_of(connection, "C-09..C-20")
        said = [labelling.fields_of(connection, one)["location"] for one in wanted]
    below = [(row.code, row.depth) for row in rows if "C-" in row.code or row.code == "COLD"]
    assert below == [("COLD", 0), *((f"C-{n:02d}", 1) for n in (8, 9, 10, 11))]
    assert said == ["C-09", "C-10", "C-11"]
    butter = delivered(house, label(ai01=BUTTER, ai10="B1", ai30="4"))[1]
    carry(house, butter, 4, "DOCK-1", "C-10")  # a new bin is one to move to


def test_a_place_that_goods_stand_in_stays_in_use(house: House) -> None:
    add(house, PlaceFacts("COLD", kind="zone"), PlaceFacts("C-1"))
    bin_ = PlaceFacts("C-1", "by the door", parent="COLD")
    butter = delivered(house, label(ai01=BUTTER, ai10="B1", ai30="4"))[1]
    carry(house, butter, 4, "DOCK-1", "C-1")
    number = place(house, "C-1")
    with house.database.transaction(house.later()) as tx:
        assert placing.change(tx, number, bin_)
        assert not placing.change(tx, number, bin_)
        wrong = placing.flaws(tx.connection, replace(bin_, active=False, kind="zone"), number)
    assert set(wrong) == {"active", "kind"}

    carry(house, butter, 4, "C-1", "DOCK-1")
    with house.database.transaction(house.later()) as tx:
        placing.change(tx, number, replace(bin_, active=False))
        row = places.by_id(tx.connection, number)
    assert (row.name, row.parent, row.active) == ("by the door", "COLD", False)
    with pytest.raises(Refusal, match="C-1 is not used any more"):
        carry(house, butter, 4, "DOCK-1", "C-1")


def test_what_is_wrong_with_a_place_is_said_at_its_field(house: House) -> None:
    add(house, PlaceFacts("COLD", kind="zone"), PlaceFacts("FAR", kind="zone", parent="COLD"))
    with house.database.reading() as connection:
        for wanted, number, field in (
            (PlaceFacts(""), None, "code"),
            (PlaceFacts("~mine"), None, "code"),
            (PlaceFacts("dock-1"), None, "code"),
            (PlaceFacts("A-1..B-2"), None, "code"),
            (PlaceFacts("A-1", parent="DOCK-1"), None, "parent"),
            (PlaceFacts("A-1", parent="NOWHERE"), None, "parent"),
            (PlaceFacts("COLD", kind="zone", parent="FAR"), place(house, "COLD"), "parent"),
        ):
            assert set(placing.flaws(connection, wanted, number)) == {field}, wanted
        with pytest.raises(Refusal, match="no bin X-1"):
            placing.labels_of(connection, "X-1..X-3")


def test_a_range_counts_at_the_last_number() -> None:
    assert spelled_out("A-8..A-11") == ["A-8", "A-9", "A-10", "A-11"]
    assert spelled_out("R1-08L .. R1-10L") == ["R1-08L", "R1-09L", "R1-10L"]
    assert spelled_out("A-1") == ["A-1"]
    for wrong in ("A-3..A-1", "A-01..A-100", "A..B", "A-1..A-9999"):
        with pytest.raises(Refusal):
            spelled_out(wrong)
