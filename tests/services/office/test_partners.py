"""Suppliers and customers: entered, listed, changed with old and new told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.filters import Contains, OneOf
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.certificates import supplied
from lsn_desktop.services.lots import attaching
from lsn_desktop.services.office import partners
from lsn_desktop.services.office.partners import Partner
from lsn_desktop.storage import blobs, parties, timeline
from lsn_desktop.storage.lists import Order
from tests.dock import findings

if TYPE_CHECKING:
    from tests.house_for_tests import House

ALM = Partner("ALM", "Älmhof", "Weg 1\nAlm", "9521234500001", frozenset({"vendor", "maker"}))


def kept(house: House, party_id: int | None, wanted: Partner) -> int:
    with house.database.transaction(house.later()) as tx:
        return partners.keep(tx, party_id, wanted)


def test_a_party_is_entered_changed_and_has_files(house: House) -> None:
    party_id = kept(house, None, ALM)
    kept(house, party_id, replace(ALM, roles=frozenset({"vendor"}), gln="", active=False))
    kept(house, party_id, replace(ALM, roles=frozenset({"vendor"}), gln="", active=False))
    with house.database.transaction(house.later()) as tx:
        order = attaching.AttachFile(house.uid(), "party", party_id, "audit.txt", b"fine")
        supplied.attach(tx, order)
    with house.database.reading() as connection:
        row = parties.by_id(connection, party_id)
        told = [str(one.words) for one in timeline.audit(connection, "party", party_id)]
        files = blobs.attachments(connection, "party", party_id)
    assert (row.name, row.roles, row.gln, row.active) == (
        "Älmhof",
        frozenset({"vendor"}),
        "",
        False,
    )
    assert told[::-1] == [
        "New party ALM: Älmhof",
        "gln of ALM: 9521234500001 > -",
        "maker of ALM: yes > no",
        "active of ALM: yes > no",
        "Attached audit.txt",
    ]
    assert [each.name for each in files] == ["audit.txt"]
    assert findings(house) == []


def test_the_list_is_by_name_found_and_narrowed(house: House) -> None:
    kept(house, None, replace(ALM, roles=frozenset({"carrier"})))
    with house.database.reading() as connection:

        def codes(typed: str = "", *only: Contains | OneOf, by: str = "") -> list[str]:
            rows = parties.listed(connection, typed, Order(by), 100, only)
            return [row.code for row in rows]

        assert codes(by="code") == ["ALM", "NORTH", "SOUTH"]
        assert codes("south") == ["SOUTH"]
        assert codes("älm") == ["ALM"]
        assert codes("", OneOf("roles", frozenset({"carrier", "maker"}))) == ["ALM"]
        assert codes("", Contains("name", "dairy"), by="code") == ["NORTH"]


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (replace(ALM, code=" "), "code"),
        (replace(ALM, code="NORTH"), "code"),
        (replace(ALM, name=""), "name"),
        (replace(ALM, gln="9521234500008"), "gln"),
        (replace(ALM, roles=frozenset()), "roles"),
    ],
)
def test_what_is_no_party_is_refused_at_its_field(
    house: House, wanted: Partner, field: str
) -> None:
    with house.database.reading() as connection:
        assert list(partners.wrong_fields(connection, wanted)) == [field]
    with pytest.raises(Refusal):
        kept(house, None, wanted)
