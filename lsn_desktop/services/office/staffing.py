"""Who may sign in: their PINs, their badges, and who no longer may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.office import signing
from lsn_desktop.storage import people
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.storage.people import Person
    from lsn_desktop.storage.transactions import Tx


def change_pin(tx: Tx, user_id: int, pin: str) -> None:
    """Give somebody another PIN; one's own may be changed by anybody.

    Raises:
        Refusal: the PIN protects nothing, or somebody else's is changed by no owner.
    """
    if user_id != tx.by.user_id:
        signing.owner_only(tx)
    signing.check_pin(pin)
    person = _person(tx, user_id)
    people.change_user(
        tx.connection,
        user_id,
        {"pin_hash": signing.pin_hash(pin), "failed_pins": 0, "locked_until": 0},
    )
    _tell(tx, person, "New PIN of {name}")


def give_badges(tx: Tx, badges: Sequence[tuple[int, str]]) -> None:
    """Let people sign in by these new badges (row number, text); their old ones end.

    Raises:
        Refusal: whoever does it is no owner.
    """
    signing.owner_only(tx)
    for user_id, badge in badges:
        person = _person(tx, user_id)
        people.change_user(tx.connection, user_id, {"badge_hash": signing.badge_hash(badge)})
        _tell(tx, person, "New badge of {name}")


def shut_out(tx: Tx, user_id: int) -> None:
    """Let somebody sign in no longer; what they did stays theirs.

    Raises:
        Refusal: it is oneself, or whoever does it is no owner.
    """
    signing.owner_only(tx)
    person = _person(tx, user_id)
    if user_id == tx.by.user_id:
        raise refusal(
            "{name} is signed in here.", "Ask another owner to do it.", name=person.name
        )
    people.change_user(tx.connection, user_id, {"active": False, "badge_hash": None})
    _tell(tx, person, "{name} may sign in no longer")


def let_in(tx: Tx, user_id: int) -> None:
    """Let somebody who was shut out sign in again, by the PIN they had.

    Raises:
        Refusal: whoever does it is no owner.
    """
    signing.owner_only(tx)
    person = _person(tx, user_id)
    people.change_user(tx.connection, user_id, {"active": True})
    _tell(tx, person, "{name} may sign in again")


def _person(tx: Tx, user_id: int) -> Person:
    return next(one for one in people.everybody(tx.connection) if one.id == user_id)


def _tell(tx: Tx, person: Person, words: str) -> None:
    tx.entries.append(Entry("change", message(words, name=person.name), "user", person.id))
    tx.events.append(Event("user", person.id))
