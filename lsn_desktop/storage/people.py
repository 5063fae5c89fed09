"""Users and workstations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.storage.tables.trust import user, workstation

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class User:
    """Someone who signs in."""

    id: int
    name: str
    role: str
    pin_hash: str
    failed_pins: int
    locked_until: int


_USER = select(
    user.c.id,
    user.c.name,
    user.c.role,
    user.c.pin_hash,
    user.c.failed_pins,
    user.c.locked_until,
).where(user.c.active)


def users(connection: Connection) -> list[User]:
    """Everyone who may sign in, by name."""
    rows = connection.execute(_USER.where(user.c.role != "system").order_by(user.c.name_key))
    return [User(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who signs in, or did once: as the list of people shows them."""

    id: int
    name: str
    role: str
    has_badge: bool
    active: bool


def everybody(connection: Connection) -> list[Person]:
    """Who may sign in and who once might, by name."""
    rows = connection.execute(
        select(
            user.c.id,
            user.c.name,
            user.c.role,
            user.c.badge_hash.is_not(None),
            user.c.active,
        )
        .where(user.c.role != "system")
        .order_by(user.c.name_key, user.c.id)
    )
    return [
        Person(user_id, name, role, bool(badge), bool(active))
        for user_id, name, role, badge, active in rows
    ]


def user_by_id(connection: Connection, user_id: int) -> User:
    """The user with this number."""
    return User(*connection.execute(_USER.where(user.c.id == user_id)).one())


def user_by_name(connection: Connection, name: str) -> User | None:
    """The user of this name, in whatever case it is typed."""
    row = connection.execute(_USER.where(user.c.name_key == code_key(name))).first()
    return None if row is None else User(*row)


def user_by_badge(connection: Connection, badge_hash: str) -> User | None:
    """The user whose badge this is."""
    row = connection.execute(_USER.where(user.c.badge_hash == badge_hash)).first()
    return None if row is None else User(*row)


def add_user(connection: Connection, values: dict[str, object]) -> int:
    """Store a user; the folded column is made here."""
    row = {**values, "name_key": code_key(str(values["name"]))}
    result = connection.execute(insert(user).values(row))
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def change_user(connection: Connection, user_id: int, values: dict[str, object]) -> None:
    """Change some columns of a user."""
    connection.execute(update(user).where(user.c.id == user_id).values(values))


def workstation_id(connection: Connection, name: str) -> int | None:
    """The workstation of this name."""
    return connection.scalar(select(workstation.c.id).where(workstation.c.name == name))


def add_workstation(connection: Connection, name: str) -> int:
    """Store a workstation."""
    result = connection.execute(insert(workstation).values(name=name))
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def workstation_name(connection: Connection, station_id: int) -> str:
    """What a workstation is called."""
    return str(
        connection.scalar(select(workstation.c.name).where(workstation.c.id == station_id))
    )
