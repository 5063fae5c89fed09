"""Lot and serial numbers of ours: by which pattern, and which come next.

Every number comes from a counter that one statement moves on, in the transaction that uses
it: two workstations never get the same. A number that something here bears already (it was
typed by hand, or imported) is passed over.
"""

from __future__ import annotations

import itertools
from datetime import date
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.numbering import DEFAULT_LOT, DEFAULT_SERIAL, counter_name, numbered
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.services.office import signing
from lsn_desktop.storage import codes_seen, counters, house
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lsn_desktop.domain.items import Item
    from lsn_desktop.storage.transactions import Connection, Tx

SETTINGS: Mapping[str, str] = {
    "lot numbers": DEFAULT_LOT,
    "serial numbers": DEFAULT_SERIAL,
}
"""The settings that hold the patterns of items without one, and what is meant unless set."""

MOST = 10_000
"""How many numbers are given at once."""

_AT_ONCE = 1_000
_ANY_DAY = date(2026, 12, 31)


def pattern_of(connection: Connection, item: Item | None, *, serial: bool) -> str:
    """By what the lots or serials of an item are numbered: its own pattern, or everybody's."""
    own = "" if item is None else item.serial_pattern if serial else item.lot_pattern
    name = "serial numbers" if serial else "lot numbers"
    return own or house.settings(connection).get(name, "") or SETTINGS[name]


def pattern_flaw(connection: Connection, pattern: str) -> Refusal | None:
    """Why a pattern numbers nothing, or None; an empty one stands for another."""
    if not pattern.strip():
        return None
    try:
        numbered(pattern.strip(), _ANY_DAY, 1, _site(connection))
    except Refusal as refused:
        return refused
    return None


def take_for(
    tx: Tx, item: Item, count: int = 1, *, serial: bool, besides: Iterable[str] = ()
) -> list[str]:
    """The next lot or serial numbers of an item; nobody else gets them.

    ``besides`` are codes just written by hand: they are passed over like those we have.

    Raises:
        Refusal: fewer than one are asked for, or more than :data:`MOST`; or the pattern has
            no room for more.
    """
    if not 1 <= count <= MOST:
        raise refusal(
            "{count} numbers cannot be given at once.",
            "Ask for 1 to {most}.",
            count=count,
            most=MOST,
        )
    pattern, site = pattern_of(tx.connection, item, serial=serial), _site(tx.connection)
    name = counter_name(pattern, tx.by.on, site)
    found: list[str] = []
    written = {code_key(code) for code in besides}
    step = count
    while True:
        first = counters.take(tx, name, step)
        made = [numbered(pattern, tx.by.on, n, site) for n in range(first, first + step)]
        taken = written | codes_seen.borne(tx.connection, map(code_key, made))
        for n, number in enumerate(made, first + 1):
            if code_key(number) not in taken:
                found.append(number)
            if len(found) == count:
                counters.go_back(tx, name, n)  # what was looked at and not needed
                return found
        step = min(_AT_ONCE, max(count - len(found), 2 * step))


def coming(
    connection: Connection,
    item: Item | None,
    on: date,
    count: int = 1,
    *,
    serial: bool,
    pattern: str = "",
) -> list[str]:
    """Which numbers would come next, were they asked for now; none is taken.

    Args:
        connection: a reading view.
        item: whose numbers; None for those of items without a pattern.
        on: the day at the site.
        count: how many.
        serial: serials, else lots.
        pattern: one that is not kept yet, instead of the one that is.

    Raises:
        Refusal: the pattern makes no number.
    """
    pattern = pattern.strip() or pattern_of(connection, item, serial=serial)
    site = _site(connection)
    following = counters.following(connection, counter_name(pattern, on, site))
    found: list[str] = []
    step = count + 9
    for first in itertools.count(following, step):
        made = [numbered(pattern, on, n, site) for n in range(first, first + step)]
        taken = codes_seen.borne(connection, map(code_key, made))
        found += [number for number in made if code_key(number) not in taken]
        if len(found) >= count:
            break
    return found[:count]


def change_patterns(tx: Tx, wanted: Mapping[str, str]) -> list[str]:
    """Number by other patterns where an item has none; which of :data:`SETTINGS` changed.

    Raises:
        Refusal: one makes no number, or whoever does it is no owner.
    """
    signing.owner_only(tx)
    known = house.settings(tx.connection)
    changed = []
    for name, default in SETTINGS.items():
        old, new = known.get(name, "") or default, wanted[name].strip() or default
        if flaw := pattern_flaw(tx.connection, new):
            raise flaw
        if new != old:
            house.set_setting(tx.connection, name, "" if new == default else new)
            words = message("{what} by: {old} > {new}", what=name, old=old, new=new)
            tx.entries.append(Entry("change", words, "company", 1))
            changed.append(name)
    tx.events.append(Event("company"))
    return changed


def patterns(connection: Connection) -> dict[str, str]:
    """The patterns of items without one of their own, by the names of :data:`SETTINGS`."""
    known = house.settings(connection)
    return {name: known.get(name, "") or default for name, default in SETTINGS.items()}


def pattern_flaws(connection: Connection, wanted: Mapping[str, str]) -> dict[str, Refusal]:
    """What is wrong with patterns, by their names."""
    found = {name: pattern_flaw(connection, wanted[name]) for name in SETTINGS}
    return {name: flaw for name, flaw in found.items() if flaw is not None}


def _site(connection: Connection) -> str:
    site = house.the_site(connection)
    return site.code if site else ""
