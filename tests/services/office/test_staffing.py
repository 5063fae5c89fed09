"""Who may sign in: badges and PINs changed, people shut out and let in again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.office import signing, staffing
from lsn_desktop.storage import people, timeline, verifying
from printing.papers.badge_sheet import Badge, badge_sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.storage.transactions import Tx
    from tests.house_for_tests import House

T = TypeVar("T")


@pytest.fixture
def sam(house: House) -> int:
    """An operator who signs in by a PIN."""
    return run(house, lambda tx: signing.add_user(tx, "Sam", "1470"))


def run(house: House, act: Callable[[Tx], T]) -> T:
    with house.database.transaction(house.later()) as tx:
        return act(tx)


def by_pin(house: House, pin: str, name: str = "Sam") -> bool:
    return run(house, lambda tx: signing.sign_in_by_pin(tx, name, pin)) is not None


def test_a_new_pin_ends_the_old_one_and_the_wait(house: House, sam: int) -> None:
    for _again in range(5):
        by_pin(house, "1111")
    with pytest.raises(Refusal, match="Too many wrong PINs"):
        by_pin(house, "1470")

    run(house, lambda tx: staffing.change_pin(tx, sam, "8642"))

    assert by_pin(house, "8642")
    assert not by_pin(house, "1470")


def test_a_new_badge_ends_the_old_one(house: House, sam: int) -> None:
    first, second = signing.new_badge(), signing.new_badge()
    run(house, lambda tx: staffing.give_badges(tx, [(sam, first)]))
    run(house, lambda tx: staffing.give_badges(tx, [(sam, second)]))

    assert run(house, lambda tx: signing.sign_in_by_badge(tx, first)) is None
    found = run(house, lambda tx: signing.sign_in_by_badge(tx, second))
    assert found is not None
    assert found.name == "Sam"


def test_a_new_badge_fits_the_sheet_it_is_printed_on() -> None:
    badges = [Badge("Sam", signing.new_badge()) for _each in range(20)]

    assert badge_sheet(badges, "Test Dairy").startswith(b"%PDF-")
    assert len({badge.code for badge in badges}) == 20


def test_who_is_shut_out_signs_in_no_longer_until_let_in(house: House, sam: int) -> None:
    badge = signing.new_badge()
    run(house, lambda tx: staffing.give_badges(tx, [(sam, badge)]))

    run(house, lambda tx: staffing.shut_out(tx, sam))

    assert not by_pin(house, "1470")
    assert run(house, lambda tx: signing.sign_in_by_badge(tx, badge)) is None
    with house.database.reading() as connection:
        assert [one.name for one in people.users(connection)] == ["Olga"]
        everybody = [
            (one.name, one.active, one.has_badge) for one in people.everybody(connection)
        ]
    assert everybody == [("Olga", True, False), ("Sam", False, False)]

    run(house, lambda tx: staffing.let_in(tx, sam))
    assert by_pin(house, "1470")


def test_each_change_is_in_the_audit(house: House, sam: int) -> None:
    run(house, lambda tx: staffing.change_pin(tx, sam, "8642"))
    run(house, lambda tx: staffing.give_badges(tx, [(sam, signing.new_badge())]))
    run(house, lambda tx: staffing.shut_out(tx, sam))
    run(house, lambda tx: staffing.let_in(tx, sam))

    with house.database.reading() as connection:
        words = {str(one.words) for one in timeline.audit(connection, "user", sam)}
        assert list(verifying.verify(connection)) == []
    assert {
        "New PIN of Sam",
        "New badge of Sam",
        "Sam may sign in no longer",
        "Sam may sign in again",
    } <= words


def test_nobody_shuts_themselves_out(house: House) -> None:
    with pytest.raises(Refusal, match="Olga is signed in here"):
        run(house, lambda tx: staffing.shut_out(tx, tx.by.user_id))


def test_an_operator_changes_their_own_pin_and_nothing_else(house: House, sam: int) -> None:
    olga = house.by.user_id
    house.by = replace(house.by, user_id=sam)

    run(house, lambda tx: staffing.change_pin(tx, sam, "8642"))

    assert by_pin(house, "8642")
    acts: list[Callable[[Tx], object]] = [
        lambda tx: staffing.change_pin(tx, olga, "8642"),
        lambda tx: staffing.give_badges(tx, [(sam, "LSN-BADGE-X")]),
        lambda tx: staffing.shut_out(tx, olga),
        lambda tx: staffing.let_in(tx, sam),
        lambda tx: signing.add_user(tx, "Lena", "3690"),
    ]
    for act in acts:
        with pytest.raises(Refusal, match="Sam is no owner"):
            run(house, act)


@pytest.mark.parametrize(
    ("name", "pin", "wrong"),
    [
        ("", "8642", {"name": "The user has no name. Type a name."}),
        ("sam", "8642", {"name": "There is a user sam already. Choose another name."}),
        ("Lena", "1234", {"pin": "Everybody tries 1234 first. Choose another PIN."}),
        ("Lena", "8642", {}),
    ],
)
def test_what_is_wrong_with_a_new_user_is_said_by_field(
    house: House, sam: int, name: str, pin: str, wrong: dict[str, str]
) -> None:
    assert sam
    with house.database.reading() as connection:
        flaws = signing.flaws_of_user(connection, name, pin)

    assert {field: str(flaw) for field, flaw in flaws.items()} == wrong


def test_who_was_here_before_is_let_in_rather_than_made_anew(house: House, sam: int) -> None:
    run(house, lambda tx: staffing.shut_out(tx, sam))

    with pytest.raises(Refusal, match="Sam was here before"):
        run(house, lambda tx: signing.add_user(tx, "Sam", "8642"))
