"""Signing in by badge or by name and PIN. There is no default PIN."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING

from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.scanning.commands import BADGE
from lsn_desktop.storage import people
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.storage.people import User
    from lsn_desktop.storage.transactions import Connection, Tx

_SHORTEST_PIN, _LONGEST_PIN = 4, 12
_TRIES = 5
_LOCKED_US = 60 * 1_000_000
_COST = {"n": 2**12, "r": 8, "p": 1}
_SILLY = {"0000", "1111", "1234", "4321", "9999", "0123", "12345", "123456"}


def flaw_of_pin(pin: str) -> Refusal | None:
    """Why a PIN protects nothing, or None."""
    if not (pin.isascii() and pin.isdigit() and _SHORTEST_PIN <= len(pin) <= _LONGEST_PIN):
        return refusal("The PIN has 4 to 12 digits.", "Choose another PIN.")
    if pin in _SILLY:
        return refusal("Everybody tries {pin} first.", "Choose another PIN.", pin=pin)
    return None


def check_pin(pin: str) -> None:
    """Refuse a PIN that protects nothing."""
    if flaw := flaw_of_pin(pin):
        raise flaw


def pin_hash(pin: str) -> str:
    """A PIN as it is kept: salt and scrypt hash, hexadecimal."""
    salt = secrets.token_bytes(16)
    return f"{salt.hex()}${hashlib.scrypt(pin.encode(), salt=salt, **_COST).hex()}"


def badge_hash(badge: str) -> str:
    """A badge as it is kept, whatever Caps Lock did: who reads it cannot print badges."""
    return hashlib.sha256(badge.strip().upper().encode()).hexdigest()


def new_badge() -> str:
    """The text of a new badge; shown once, on the sheet it is printed on.

    48 bits nobody guesses at a dock, and bars a badge of 85 mm has room for.
    """
    return BADGE + secrets.token_hex(6).upper()


def sign_in_by_pin(tx: Tx, name: str, pin: str) -> User | None:
    """The user whose PIN this is; None if it is wrong (counted, and said in the audit).

    Raises:
        Refusal: too many wrong PINs a moment ago.
    """
    user = people.user_by_name(tx.connection, name)
    if user is None:
        return None
    if not user.pin_hash:
        return _first_pin(tx, user, pin)
    return _signed_in(tx, user) if signs(tx, user, pin) else None


def signs(tx: Tx, user: User, pin: str) -> User | None:
    """The user, if this is their PIN; None if it is not (counted, and said in the audit).

    Raises:
        Refusal: too many wrong PINs a moment ago, or they have none yet.
    """
    if not user.pin_hash:
        raise refusal("{name} has no PIN yet.", "Sign in once and choose one.", name=user.name)
    if 0 < user.locked_until - tx.by.at <= _LOCKED_US:  # more: the clock was set back since
        raise refusal(
            "Too many wrong PINs for {name}.",
            "Wait a minute, or scan your badge.",
            name=user.name,
        )
    salt, kept = user.pin_hash.split("$")
    given = hashlib.scrypt(pin.encode(), salt=bytes.fromhex(salt), **_COST).hex()
    if not hmac.compare_digest(given, kept):
        failed = user.failed_pins + 1
        locked = tx.by.at + _LOCKED_US if failed % _TRIES == 0 else 0
        people.change_user(
            tx.connection, user.id, {"failed_pins": failed, "locked_until": locked}
        )
        words = message("Wrong PIN for {name}", name=user.name)
        tx.entries.append(Entry("sign-in refused", words, "user", user.id))
        return None
    if user.failed_pins:
        people.change_user(tx.connection, user.id, {"failed_pins": 0, "locked_until": 0})
    return user


def _first_pin(tx: Tx, user: User, pin: str) -> User | None:
    """An owner made from the terminal has no PIN yet: the first one given is theirs."""
    if user.role != "owner":
        return None
    check_pin(pin)
    people.change_user(tx.connection, user.id, {"pin_hash": pin_hash(pin)})
    words = message("{name} chose a PIN", name=user.name)
    tx.entries.append(Entry("change", words, "user", user.id))
    return _signed_in(tx, user)


def sign_in_by_badge(tx: Tx, badge: str) -> User | None:
    """The user whose badge this is, or None; the audit says that they signed in."""
    user = people.user_by_badge(tx.connection, badge_hash(badge))
    return None if user is None else _signed_in(tx, user)


def _signed_in(tx: Tx, user: User) -> User:
    if user.failed_pins:
        people.change_user(tx.connection, user.id, {"failed_pins": 0, "locked_until": 0})
    tx.entries.append(
        Entry("sign in", message("{name} signed in", name=user.name), "user", user.id)
    )
    return user


def owner_only(tx: Tx) -> None:
    """Refuse what only an owner may do.

    Raises:
        Refusal: whoever does it is none.
    """
    who = people.user_by_id(tx.connection, tx.by.user_id)
    if who.role == "owner":
        return
    owners = [one.name for one in people.users(tx.connection) if one.role == "owner"]
    raise refusal(
        "{name} is no owner.",
        "Only an owner may change this: {owners}.",
        name=who.name,
        owners=", ".join(owners),
    )


def flaws_of_user(connection: Connection, name: str, pin: str) -> dict[str, Refusal]:
    """What is wrong with a new user, by the field's name."""
    found: dict[str, Refusal] = {}
    name = name.strip()
    same = [one for one in people.everybody(connection) if code_key(one.name) == code_key(name)]
    if not name:
        found["name"] = refusal("The user has no name.", "Type a name.")
    elif same and not same[0].active:
        found["name"] = refusal(
            "{name} was here before.", "Choose them in the list and let them in.", name=name
        )
    elif same:
        found["name"] = refusal(
            "There is a user {name} already.", "Choose another name.", name=name
        )
    if flaw := flaw_of_pin(pin):
        found["pin"] = flaw
    return found


def add_user(tx: Tx, name: str, pin: str, role: str = "operator", badge: str = "") -> int:
    """Let somebody sign in.

    Raises:
        Refusal: the name is empty or taken, the PIN protects nothing, or whoever does it
            is no owner.
    """
    owner_only(tx)
    name = name.strip()
    for flaw in flaws_of_user(tx.connection, name, pin).values():
        raise flaw
    user_id = people.add_user(
        tx.connection,
        {
            "uid": tx.uid(),
            "name": name,
            "pin_hash": pin_hash(pin),
            "badge_hash": badge_hash(badge) if badge else None,
            "role": role,
        },
    )
    words = message("New user {name}, {role}", name=name, role=role)
    tx.entries.append(Entry("create", words, "user", user_id))
    return user_id
