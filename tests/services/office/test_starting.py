"""The first start makes a company, whole and once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.documents import choosing
from lsn_desktop.services.office import signing, starting
from lsn_desktop.services.office.starting import StartCompany
from lsn_desktop.storage import catalogue, house, people, verifying
from tests.house_for_tests import START

if TYPE_CHECKING:
    from lsn_desktop.storage.transactions import By, Database

ORDER = StartCompany(
    " Acme Foods ", "Ann", "2580", "Europe/Berlin", "1 Quay\nHamburg", "952123",
    receiving_place=" BAY-3 ", logo=b"\x89PNG picture",
)  # fmt: skip


def start(database: Database, order: StartCompany = ORDER) -> By:
    return starting.start(database, order, START, lambda _at, zone: _day(zone))


def _day(zone: str) -> date:
    return date(2026, 11, 22) if zone == "Europe/Berlin" else date(2026, 11, 21)


def test_a_company_has_its_site_places_and_owner(database: Database) -> None:
    assert not starting.is_started(database)

    by = start(database)

    assert starting.is_started(database)
    assert (by.at, by.on) == (START, date(2026, 11, 22))  # the site's day
    with database.reading() as connection:
        company, site = house.the_company(connection), house.the_site(connection)
        places = {each.code: each.kind for each in catalogue.real_locations(connection)}
        owner = people.user_by_id(connection, by.user_id)
        usual = choosing.usual_place(connection)
        supplier = catalogue.virtual_location(connection, "supplier")
        assert not catalogue.location_by_id(connection, supplier).is_real
        assert list(verifying.verify(connection)) == []
    assert company is not None
    assert site is not None
    assert (company.name, company.address) == ("Acme Foods", "1 Quay\nHamburg")
    assert company.logo == b"\x89PNG picture"
    assert site.time_zone == "Europe/Berlin"
    assert places == {"BAY-3": "receiving", "QUARANTINE": "quarantine"}
    assert (owner.name, owner.role) == ("Ann", "owner")
    assert usual.code == "BAY-3"


def test_the_owner_signs_in_with_the_pin_of_their_choosing(database: Database) -> None:
    by = start(database)
    with database.transaction(by) as tx:
        assert signing.sign_in_by_pin(tx, "Ann", "2580") is not None
        assert signing.sign_in_by_pin(tx, "Ann", "2581") is None


def test_a_company_is_started_once(database: Database) -> None:
    start(database)

    with pytest.raises(Refusal, match="The company exists already"):
        start(database, replace(ORDER, owner="Bob", workstation="WS-2"))
    with database.reading() as connection:
        assert [user.name for user in people.users(connection)] == ["Ann"]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "  ", "The company has no name."),
        ("owner", "", "The owner has no name."),
        ("pin", "12", "The PIN has 4 to 12 digits."),
        ("gs1_prefix", "95x", "95x is no GS1 company prefix."),
        ("gs1_prefix", "123", "123 is no GS1 company prefix."),
        ("time_zone", "Mars/Base", "Mars/Base is no time zone."),
        ("time_zone", "../etc/passwd", "../etc/passwd is no time zone."),
        ("receiving_place", " ", "There is no receiving place."),
    ],
)
def test_what_is_wrong_is_said_by_field_and_nothing_is_made(
    database: Database, field: str, value: str, words: str
) -> None:
    changed: dict[str, Any] = {field: value}
    order = replace(ORDER, **changed)

    assert {name: str(flaw.fact) for name, flaw in starting.flaws(order).items()} == {
        field: words
    }
    with pytest.raises(Refusal):
        start(database, order)
    assert not starting.is_started(database)
