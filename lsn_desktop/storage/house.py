"""The company, its sites, and the settings kept in the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from lsn_desktop.storage.tables.catalogue import company, site
from lsn_desktop.storage.tables.identity import blob
from lsn_desktop.storage.tables.trust import setting

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx


@dataclass(frozen=True, slots=True)
class Company:
    """Whose stock this is; there is one."""

    id: int
    name: str
    address: str
    gs1_prefix: str
    currency: str
    logo: bytes | None


def the_company(connection: Connection) -> Company | None:
    """The company, or None before the first start is done."""
    row = connection.execute(
        select(
            company.c.id,
            company.c.name,
            company.c.address,
            company.c.gs1_prefix,
            company.c.currency,
            blob.c.bytes,
        ).outerjoin(blob, blob.c.id == company.c.logo_blob_id)
    ).first()
    return None if row is None else Company(*row)


def add_company(connection: Connection, values: dict[str, object]) -> None:
    """Store the company."""
    connection.execute(insert(company).values(values))


def change_company(tx: Tx, values: dict[str, object]) -> None:
    """Change some columns of the company."""
    tx.connection.execute(update(company).values(values))


@dataclass(frozen=True, slots=True)
class Site:
    """A place of business with its own day."""

    id: int
    code: str
    name: str
    time_zone: str


def the_site(connection: Connection) -> Site | None:
    """The first site, or None before the first start is done."""
    row = connection.execute(
        select(site.c.id, site.c.code, site.c.name, site.c.time_zone).order_by(site.c.id)
    ).first()
    return None if row is None else Site(*row)


def add_site(connection: Connection, values: dict[str, object]) -> int:
    """Store a site."""
    result = connection.execute(insert(site).values(values))
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def change_site(tx: Tx, site_id: int, values: dict[str, object]) -> None:
    """Change some columns of a site."""
    tx.connection.execute(update(site).where(site.c.id == site_id).values(values))


def settings(connection: Connection, scope: str = "") -> dict[str, str]:
    """Every setting of a scope: ``""`` for the company, or a workstation's name."""
    rows = connection.execute(
        select(setting.c.name, setting.c.value).where(setting.c.scope == scope)
    )
    return {name: value for name, value in rows}  # noqa: C416 - rows are no tuples to dict()


def set_setting(connection: Connection, name: str, value: str, scope: str = "") -> None:
    """Keep a setting; an empty value forgets it."""
    where = (setting.c.scope == scope, setting.c.name == name)
    connection.execute(delete(setting).where(*where))
    if value:
        connection.execute(insert(setting).values(scope=scope, name=name, value=value))


def rename_setting(connection: Connection, name: str, to: str) -> None:
    """Call a setting otherwise in every scope that has it, in place of what was called so."""
    having = select(setting.c.scope).where(setting.c.name == name)
    connection.execute(delete(setting).where(setting.c.name == to, setting.c.scope.in_(having)))
    connection.execute(update(setting).where(setting.c.name == name).values(name=to))
