"""The keys that certificates are signed with, as every workstation knows them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import IntegrityError

from lsn_desktop.services.certificates import company_keys
from lsn_desktop.storage import people, signing_keys

if TYPE_CHECKING:
    from tests.house_for_tests import House

FIRST, SECOND, OTHER = (letter * 64 for letter in "abc")


def begin(house: House, fingerprint: str) -> int:
    with house.database.transaction(house.later()) as tx:
        return company_keys.begin(tx, fingerprint, b"\x30\x00" + fingerprint.encode())


def test_a_new_key_retires_the_one_before_and_both_stay_known(house: House) -> None:
    begin(house, FIRST)
    begin(house, SECOND)

    with house.database.reading() as connection:
        newest, before = signing_keys.listed(connection)
        assert signing_keys.of_workstation(connection, house.by.workstation_id) == newest
    assert (newest.fingerprint, newest.retired_at) == (SECOND, None)
    assert before.fingerprint == FIRST
    assert before.retired_at == newest.created_at
    assert before.certificate == b"\x30\x00" + FIRST.encode()


def test_another_workstation_has_its_own(house: House) -> None:
    begin(house, FIRST)
    with house.database.transaction(house.later()) as tx:
        other = people.add_workstation(tx.connection, "DOCK-9")
    house.by = replace(house.by, workstation_id=other)

    with house.database.reading() as connection:
        assert signing_keys.of_workstation(connection, other) is None
    begin(house, OTHER)

    with house.database.reading() as connection:
        assert [key.retired_at for key in signing_keys.listed(connection)] == [None, None]


def test_a_key_is_listed_once(house: House) -> None:
    begin(house, FIRST)

    with pytest.raises(IntegrityError):
        begin(house, FIRST)
