"""Numbers of ours: by the item's pattern or everybody's, each given once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.numbering import damm
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.codes import naming, own_numbers
from lsn_desktop.services.lots import changing
from lsn_desktop.services.office import ordering
from lsn_desktop.services.office.ordering import AddItem
from lsn_desktop.storage import catalogue, lsns
from lsn_desktop.storage import house as the_house
from lsn_desktop.storage.transactions import Database
from tests.dock import item_id, next_door
from tests.house_for_tests import TODAY

if TYPE_CHECKING:
    from lsn_desktop.domain.items import Item
    from tests.house_for_tests import House


def item(house: House, sku: str = "PUMP") -> Item:
    with house.database.reading() as connection:
        return catalogue.item_by_id(connection, item_id(house, sku))


def take(house: House, count: int = 1, sku: str = "PUMP") -> list[str]:
    wanted = item(house, sku)
    return house.database.run(
        house.later(), lambda tx: own_numbers.take_for(tx, wanted, count, serial=True)
    )


def coming(house: House, count: int = 1, sku: str = "PUMP") -> list[str]:
    with house.database.reading() as connection:
        return own_numbers.coming(connection, item(house, sku), house.by.on, count, serial=True)


def write_by_hand(house: House, *codes: str, sku: str = "PUMP") -> None:
    with house.database.transaction(house.later()) as tx:
        for code in codes:
            lsns.add(
                tx,
                uid=house.uid(),
                item_id=item_id(house, sku),
                kind=LsnKind.SERIAL,
                scope="",
                code=code,
            )


def number_by(house: House, pattern: str, sku: str = "PUMP") -> None:
    with house.database.transaction(house.later()) as tx:
        known = catalogue.item_by_id(tx.connection, item_id(house, sku))
        order = AddItem(
            known.sku, known.description, known.tracking, serial_pattern=pattern,
            gtins=catalogue.gtins_of(tx.connection, known.id),
        )  # fmt: skip
        changing.change_item(tx, known.id, order)


def test_numbers_go_on_where_they_ended(house: House) -> None:
    assert take(house, 2) == ["S2611-000001", "S2611-000002"]
    assert coming(house, 2) == ["S2611-000003", "S2611-000004"]
    assert take(house) == ["S2611-000003"]


def test_what_is_rolled_back_gives_its_numbers_back(house: House) -> None:
    wanted = item(house)

    def give_up() -> None:
        with house.database.transaction(house.later()) as tx:
            own_numbers.take_for(tx, wanted, 3, serial=True)
            raise KeyError

    with pytest.raises(KeyError):
        give_up()
    assert take(house) == ["S2611-000001"]


def test_an_item_has_a_pattern_of_its_own(house: House) -> None:
    number_by(house, "{site}-{n:4}{mod10}", sku="CHIP")
    with house.database.reading() as connection:
        site = the_house.the_site(connection)
    assert site is not None

    assert take(house, 2, "CHIP") == [f"{site.code}-00017", f"{site.code}-00024"]
    assert take(house) == ["S2611-000001"]


def test_a_number_something_bears_already_is_passed_over(house: House) -> None:
    write_by_hand(house, "S2611-000002", "s2611-000003", sku="CHIP")
    with house.database.transaction(house.later()) as tx:
        named = lsns.candidates(tx.connection, "S2611-000002")[0].lsn
        naming.add_alias(tx, named.id, "asset", "S2611-000005")

    assert coming(house, 3) == ["S2611-000001", "S2611-000004", "S2611-000006"]
    assert take(house, 2) == ["S2611-000001", "S2611-000004"]
    assert take(house) == ["S2611-000006"]


def test_thousands_of_imported_numbers_are_passed_over_at_a_stride(house: House) -> None:
    with house.database.transaction(house.later()) as tx:
        for n in range(1, 2_501):
            lsns.add(
                tx,
                uid=house.uid(),
                item_id=item_id(house, "CHIP"),
                kind=LsnKind.SERIAL,
                scope="",
                code=f"S2611-{n:06}",
            )

    assert coming(house) == ["S2611-002501"]
    assert take(house, 2) == ["S2611-002501", "S2611-002502"]
    assert take(house) == ["S2611-002503"]


def test_two_stations_at_once_are_never_given_the_same(house: House) -> None:
    other = next_door(house)
    other.database = Database(house.database.url.render_as_string(hide_password=False))
    write_by_hand(house, "S2611-000004")
    start = Barrier(2)

    def work(station: House) -> list[str]:
        start.wait()
        return [number for _n in range(10) for number in take(station, 3)]

    with ThreadPoolExecutor(2) as pool:
        here, there = pool.map(work, (house, other))
    other.database.close()
    given = {*here, *there}
    assert len(given) == 60
    assert given == {f"S2611-{n:06}" for n in range(1, 62)} - {"S2611-000004"}


@pytest.mark.parametrize("count", [0, -1, own_numbers.MOST + 1])
def test_no_number_and_too_many_are_refused(house: House, count: int) -> None:
    with pytest.raises(Refusal) as refused:
        take(house, count)
    assert str(refused.value.fact) == f"{count} numbers cannot be given at once."


def test_a_pattern_that_numbers_nothing_is_refused_at_its_field(house: House) -> None:
    with pytest.raises(Refusal):
        number_by(house, "{mod10}{n}")
    with house.database.reading() as connection:
        wrong = ordering.wrong_fields(
            connection, AddItem("X", "X", lot_pattern="LOT", serial_pattern="{n}{week}")
        )
    assert set(wrong) == {"lot_pattern", "serial_pattern"}


def test_the_patterns_of_everybody_are_changed_and_the_audit_keeps_both(house: House) -> None:
    wanted = {"lot numbers": "L{n:5}", "serial numbers": "Q{yyyy}-{n:3}{damm}"}
    with house.database.transaction(house.later()) as tx:
        assert own_numbers.change_patterns(tx, wanted) == list(wanted)
        told = [str(entry.words) for entry in tx.entries]
    with house.database.reading() as connection:
        assert own_numbers.patterns(connection) == wanted
        lots = own_numbers.coming(connection, None, TODAY, serial=False)

    assert told[0] == "lot numbers by: L{yy}{mm}{dd}-{n:3} > L{n:5}"
    assert lots == ["L00001"]
    assert take(house) == ["Q2026-001" + damm("2026001")]
    with house.database.transaction(house.later()) as tx:
        unset = dict.fromkeys(own_numbers.SETTINGS, "")
        assert own_numbers.change_patterns(tx, unset) == list(wanted)
        assert own_numbers.patterns(tx.connection) == own_numbers.SETTINGS


def test_a_pattern_of_everybody_must_number(house: House) -> None:
    wanted = {"lot numbers": "L{n:5}", "serial numbers": "Q"}
    with house.database.transaction(house.later()) as tx:
        assert set(own_numbers.pattern_flaws(tx.connection, wanted)) == {"serial numbers"}
        with pytest.raises(Refusal):
            own_numbers.change_patterns(tx, wanted)


def test_a_preview_is_of_the_pattern_typed(house: House) -> None:
    with house.database.reading() as connection:
        numbers = own_numbers.coming(
            connection, None, date(2027, 1, 2), 2, serial=True, pattern="Z{ddd}-{n}"
        )
    assert numbers == ["Z002-1", "Z002-2"]
