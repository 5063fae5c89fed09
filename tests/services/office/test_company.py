"""The company changed after the first start: with audit, field by field, by owners only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.documents import choosing
from lsn_desktop.services.office import company, signing
from lsn_desktop.storage import catalogue, timeline, verifying

if TYPE_CHECKING:
    from lsn_desktop.services.office.company import CompanyFacts
    from tests.house_for_tests import House

PNG = b"\x89PNG a logo"


def known(shop: House) -> CompanyFacts:
    with shop.database.reading() as connection:
        return company.facts(connection)


def change(shop: House, wanted: CompanyFacts) -> list[str]:
    with shop.database.transaction(shop.later()) as tx:
        return company.change(tx, wanted)


def said(shop: House) -> list[str]:
    with shop.database.reading() as connection:
        return [str(one.words) for one in timeline.audit(connection, "company", 1)]


def test_what_was_changed_is_there_and_the_audit_says_old_and_new(house: House) -> None:
    wanted = replace(
        known(house), name="Test Dairy Ltd", address="1 Quay", time_zone="Europe/Berlin"
    )

    changed = change(house, wanted)

    assert changed == ["name", "address", "time_zone"]
    assert known(house) == wanted
    assert "name of the company: Test Dairy > Test Dairy Ltd" in said(house)
    assert "address of the company: - > 1 Quay" in said(house)
    assert "time zone of the company: UTC > Europe/Berlin" in said(house)
    with house.database.reading() as connection:
        assert list(verifying.verify(connection)) == []


def test_what_is_equal_is_not_told(house: House) -> None:
    before = said(house)

    assert change(house, known(house)) == []

    assert said(house) == before


def test_a_logo_is_kept_left_and_taken_away(house: House) -> None:
    assert change(house, replace(known(house), logo=PNG)) == ["logo"]
    assert known(house).logo == PNG

    assert change(house, replace(known(house), logo=None)) == []
    assert known(house).logo == PNG

    assert change(house, replace(known(house), logo=b"")) == ["logo"]
    assert known(house).logo == b""


def test_goods_come_to_the_new_receiving_place(house: House) -> None:
    change(house, replace(known(house), receiving_place="GATE-2"))

    with house.database.reading() as connection:
        assert choosing.usual_place(connection).code == "GATE-2"
        made = catalogue.location_by_code(connection, "GATE-2")
    assert made is not None
    assert made.kind == "receiving"
    change(house, replace(known(house), receiving_place="DOCK-1"))
    with house.database.reading() as connection:
        assert choosing.usual_place(connection).code == "DOCK-1"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "  ", "The company has no name."),
        ("gs1_prefix", "12a", "12a is no GS1 company prefix."),
        ("time_zone", "Mars/North", "Mars/North is no time zone."),
        ("receiving_place", "", "There is no receiving place."),
        ("receiving_place", "QUARANTINE", "Goods cannot be received into QUARANTINE"),
        ("receiving_place", "~supplier", "Goods cannot be received into ~supplier"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_changed(
    house: House, field: str, value: str, words: str
) -> None:
    before = known(house)
    one_wrong: dict[str, Any] = {field: value}
    wanted = replace(before, address="somewhere else", **one_wrong)

    with house.database.reading() as connection:
        flaws = company.flaws(connection, wanted)
    with pytest.raises(Refusal, match=words.split("{", maxsplit=1)[0]):
        change(house, wanted)

    assert list(flaws) == [field]
    assert known(house) == before


def test_only_an_owner_changes_the_company(house: House) -> None:
    with house.database.transaction(house.later()) as tx:
        sam = signing.add_user(tx, "Sam", "1470")
    house.by = replace(house.by, user_id=sam)

    with pytest.raises(Refusal, match="Sam is no owner") as refused:
        change(house, replace(known(house), name="Sam's"))

    assert "Olga" in str(refused.value.remedy)
