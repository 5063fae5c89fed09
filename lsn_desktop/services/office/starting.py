"""The first start: a company, its site and places, and the owner who signs in."""

from __future__ import annotations

import secrets
import zoneinfo
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from lsn_desktop.domain.identifiers import uid7
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.office import signing
from lsn_desktop.storage import blobs, catalogue, house, people
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.transactions import By

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.storage.transactions import Database

VIRTUAL = ("supplier", "customer", "scrap", "adjustment", "opening", "process", "conversion")


@dataclass(frozen=True, slots=True)
class StartCompany:
    """What the first page asks for. ``pin`` is of the owner's choosing; there is no default.

    ``pin_later``: the owner chooses it at the first sign-in (made from the terminal).
    """

    name: str
    owner: str
    pin: str
    time_zone: str
    address: str = ""
    gs1_prefix: str = ""
    currency: str = "USD"
    receiving_place: str = "DOCK-1"
    logo: bytes = b""
    workstation: str = "WS-1"
    pin_later: bool = False


def is_started(database: Database) -> bool:
    """Whether the first start is done."""
    with database.reading() as connection:
        return house.the_company(connection) is not None


def start(
    database: Database, order: StartCompany, at: int, day_of: Callable[[int, str], date]
) -> By:
    """Make the company, its first site, places, owner and workstation.

    Args:
        database: migrated and empty.
        order: what the first page asked for.
        at: now, microseconds UTC.
        day_of: the day an instant is in a time zone.

    Raises:
        Refusal: something is missing, or the company exists already.
    """
    for flaw in flaws(order).values():
        raise flaw
    with database.first_transaction() as connection:
        if house.the_company(connection) is not None:
            raise refusal("The company exists already.", "Sign in instead.")
        user_id = people.add_user(
            connection,
            {
                "uid": _uid(at),
                "name": order.owner.strip(),
                "pin_hash": "" if order.pin_later else signing.pin_hash(order.pin),
                "role": "owner",
            },
        )
        station_id = people.add_workstation(connection, order.workstation)
    by = By(user_id, station_id, at, day_of(at, order.time_zone))
    with database.transaction(by) as tx:
        logo_id = None
        if order.logo:
            logo_id, _sha = blobs.keep(tx.connection, order.logo, "image/png", "logo")
        house.add_company(
            tx.connection,
            {
                "name": order.name.strip(),
                "address": order.address.strip(),
                "gs1_prefix": order.gs1_prefix.strip(),
                "currency": order.currency,
                "logo_blob_id": logo_id,
                "created_at": at,
            },
        )
        site_id = house.add_site(
            tx.connection,
            {"code": "MAIN", "name": order.name.strip(), "time_zone": order.time_zone},
        )
        for kind in VIRTUAL:
            catalogue.add_location(tx, {"code": f"~{kind}", "kind": kind, "is_real": False})
        dock = order.receiving_place.strip()
        for code, kind in ((dock, "receiving"), ("QUARANTINE", "quarantine")):
            catalogue.add_location(
                tx, {"site_id": site_id, "code": code, "kind": kind, "is_real": True}
            )
        house.set_setting(tx.connection, "receiving place", dock)
        words = message("Company {name} started by {owner}", name=order.name, owner=order.owner)
        tx.entries.append(Entry("start", words, "company", 1))
    return by


def _uid(at: int) -> str:
    return uid7(at, secrets.token_bytes(10))


def flaws(order: StartCompany) -> dict[str, Refusal]:
    """What is wrong with each field of an order, by the field's name; empty if nothing is."""
    found = company_flaws(order) | {
        "owner": _named(order.owner, "owner"),
        "pin": None if order.pin_later else signing.flaw_of_pin(order.pin),
    }
    return {field: flaw for field, flaw in found.items() if flaw is not None}


class _CompanyFields(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def gs1_prefix(self) -> str: ...
    @property
    def time_zone(self) -> str: ...
    @property
    def receiving_place(self) -> str: ...


def company_flaws(order: _CompanyFields) -> dict[str, Refusal | None]:
    """What is wrong with what a company says of itself, or None, by the field's name."""
    return {
        "name": _named(order.name, "company"),
        "gs1_prefix": _gs1_prefix(order.gs1_prefix.strip()),
        "time_zone": _time_zone(order.time_zone),
        "receiving_place": None
        if order.receiving_place.strip()
        else refusal("There is no receiving place.", "Name the dock goods come to: DOCK-1."),
    }


def _named(value: str, what: str) -> Refusal | None:
    if value.strip():
        return None
    return refusal("The {what} has no name.", "Fill in the name.", what=what)


def _gs1_prefix(prefix: str) -> Refusal | None:
    # GS1 General Specifications 1.4.4
    if not prefix or (prefix.isascii() and prefix.isdigit() and 4 <= len(prefix) <= 12):  # noqa: PLR2004
        return None
    return refusal(
        "{prefix} is no GS1 company prefix.",
        "It has 4 to 12 digits; leave it empty if there is none.",
        prefix=prefix,
    )


def _time_zone(zone: str) -> Refusal | None:
    try:
        zoneinfo.ZoneInfo(zone)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return refusal(
            "{zone} is no time zone.", "Choose one such as Europe/Berlin.", zone=zone
        )
    return None
