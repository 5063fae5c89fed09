"""Signing in: by a badge, or by name and PIN, and not by trying."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.scanning import commands
from lsn_desktop.services.office import signing
from lsn_desktop.storage import people, timeline

if TYPE_CHECKING:
    from tests.house_for_tests import House


@pytest.fixture
def sam(house: House) -> int:
    with house.database.transaction(house.later()) as tx:
        return signing.add_user(tx, "Sam", "1470", badge="LSN-BADGE-00FF")


def by_pin(house: House, pin: str, name: str = "Sam", seconds: int = 1) -> str | None:
    with house.database.transaction(house.later(seconds)) as tx:
        user = signing.sign_in_by_pin(tx, name, pin)
    return user.name if user else None


def told(house: House, user_id: int) -> list[str]:
    with house.database.reading() as connection:
        entries = timeline.audit(connection, "user", user_id)
    return [str(each.words) for each in reversed(entries)]


def test_a_name_and_its_pin_sign_in_whatever_the_case(house: House, sam: int) -> None:
    assert by_pin(house, "1470", "sAm") == "Sam"
    assert told(house, sam) == ["New user Sam, operator", "Sam signed in"]


@pytest.mark.parametrize(("name", "pin"), [("Sam", "1471"), ("Sam", ""), ("Nobody", "1470")])
def test_a_wrong_name_or_pin_does_not(house: House, sam: int, name: str, pin: str) -> None:
    assert by_pin(house, pin, name) is None
    assert ("Wrong PIN for Sam" in told(house, sam)) is (name == "Sam")


def test_five_wrong_pins_lock_the_name_for_a_minute(house: House, sam: int) -> None:
    for _try in range(5):
        assert by_pin(house, "9753") is None

    with pytest.raises(Refusal, match="Too many wrong PINs for Sam") as refused:
        by_pin(house, "1470")
    assert str(refused.value.remedy) == "Wait a minute, or scan your badge."
    assert told(house, sam).count("Wrong PIN for Sam") == 5
    assert by_pin(house, "1470", seconds=60) == "Sam"


def test_four_wrong_pins_are_forgiven_by_the_right_one(house: House, sam: int) -> None:
    for _time in range(3):
        for _try in range(4):
            by_pin(house, "9753")
        assert by_pin(house, "1470") == "Sam"
    assert told(house, sam).count("Sam signed in") == 3


def test_five_more_wrong_pins_lock_it_again(house: House, sam: int) -> None:
    assert sam
    for _time in range(2):
        by_pin(house, "9753", seconds=61)
        for _try in range(4):
            by_pin(house, "9753")
        with pytest.raises(Refusal, match="Too many wrong PINs"):
            by_pin(house, "1470")


def test_a_clock_set_back_locks_nobody_for_longer(house: House, sam: int) -> None:
    assert sam
    for _try in range(5):
        by_pin(house, "9753")

    assert by_pin(house, "1470", seconds=-3600) == "Sam"


def test_a_locked_name_signs_in_by_its_badge(house: House, sam: int) -> None:
    for _try in range(5):
        by_pin(house, "9753")
    with house.database.transaction(house.later()) as tx:
        user = signing.sign_in_by_badge(tx, " lsn-badge-00ff\r")
    assert user is not None
    assert user.id == sam


def test_a_badge_of_nobody_signs_nobody_in(house: House, sam: int) -> None:
    assert sam
    with house.database.transaction(house.later()) as tx:
        assert signing.sign_in_by_badge(tx, "LSN-BADGE-0000") is None


def test_neither_pin_nor_badge_is_kept_in_clear(house: House, sam: int) -> None:
    with house.database.reading() as connection:
        user = people.user_by_id(connection, sam)
        badge = people.user_by_badge(connection, "LSN-BADGE-00FF")
    assert "1470" not in user.pin_hash
    assert badge is None
    assert signing.pin_hash("1470") != signing.pin_hash("1470")  # each with salt of its own


@pytest.mark.parametrize(
    ("pin", "words"),
    [
        ("123", "The PIN has 4 to 12 digits."),
        ("1234567890123", "The PIN has 4 to 12 digits."),
        ("12a4", "The PIN has 4 to 12 digits."),
        ("١٢٣٤", "The PIN has 4 to 12 digits."),
        ("1234", "Everybody tries 1234 first."),
    ],
)
def test_a_pin_that_protects_nothing_is_refused(house: House, pin: str, words: str) -> None:
    with (
        pytest.raises(Refusal) as refused,
        house.database.transaction(house.later()) as tx,
    ):
        signing.add_user(tx, "Kim", pin)
    assert str(refused.value.fact) == words
    assert by_pin(house, pin, "Kim") is None


def test_an_owner_made_from_the_terminal_chooses_the_pin_at_the_first_sign_in(
    house: House,
) -> None:
    with house.database.transaction(house.later()) as tx:
        owner = people.user_by_name(tx.connection, "Olga")
        assert owner is not None
        people.change_user(tx.connection, owner.id, {"pin_hash": ""})

    with pytest.raises(Refusal, match="Everybody tries 0000 first"):
        by_pin(house, "0000", "Olga")
    assert by_pin(house, "8642", "Olga") == "Olga"
    assert by_pin(house, "1357", "Olga") is None
    assert "Olga chose a PIN" in told(house, owner.id)


def test_nobody_but_an_owner_chooses_a_pin_by_signing_in(house: House, sam: int) -> None:
    with house.database.transaction(house.later()) as tx:
        people.change_user(tx.connection, sam, {"pin_hash": ""})

    assert by_pin(house, "8642") is None
    assert by_pin(house, "") is None
    with house.database.reading() as connection:
        assert people.user_by_id(connection, sam).pin_hash == ""


def test_badges_are_long_and_none_is_like_another(house: House) -> None:
    badges = {signing.new_badge() for _ in range(100)}
    assert house
    assert len(badges) == 100
    assert all(commands.is_badge(badge.lower()) for badge in badges)
    assert not commands.is_badge("LSN-1")
