"""What the ledger is of: an item, a lot or serial, a place, a party, found as one types."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.domain.messages import _
from lsn_desktop.services.codes import finding
from lsn_desktop.storage import catalogue, lists, parties

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.storage.ledger_pages import About
    from lsn_desktop.storage.transactions import Connection

_PLACES = 6  # offered at once
_FIELDS = {
    "items": "item_id",
    "lsns": "lsn_id",
    "places": "location_id",
    "parties": "party_id",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing the ledger is narrowed to: where it is found, its row, what it is called."""

    place: str
    id: int
    title: str
    line: str


def found(connection: Connection, typed: str) -> list[Wish]:
    """What these letters may mean."""
    things = [
        Wish(one.place, one.subject, one.title, one.line)
        for one in finding.as_typed(connection, typed)
        if one.place in _FIELDS
    ]
    key = code_key(typed)
    places = [
        Wish("places", one.id, one.code, _("Place"))
        for one in catalogue.real_locations(connection)
        if key and key in code_key(one.code)
    ]
    return things + places[:_PLACES]


def wish(connection: Connection, place: str, row: int) -> Wish:
    """The same for something known by its row number."""
    if place == "items":
        item = catalogue.item_by_id(connection, row)
        return Wish(place, row, item.description, item.sku)
    if place == "parties":
        party = parties.by_id(connection, row)
        return Wish(place, row, party.name, party.code)
    lsn = lists.lsn_row(connection, row)
    return Wish(place, row, lsn.code, lsn.description)


def kind_words(place: str) -> str:
    """What kind of thing it is."""
    return {
        "items": _("Item"),
        "lsns": _("Lot or serial"),
        "places": _("Place"),
        "parties": _("Party"),
    }[place]


def narrowed(about: About, place: str, row: int | None) -> About:
    """The same ledger, of this thing only; None takes that back."""
    return replace(about, **{_FIELDS[place]: row})  # type: ignore[arg-type]


def of_days(about: About, first: date | None, last: date | None) -> About:
    """The same ledger, of these days only."""
    return replace(about, since=first, until=last)
