"""What a rule would have made of the scans that came before it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lsn_desktop.scanning import taught_dates
from lsn_desktop.scanning.naming import read_as
from lsn_desktop.scanning.read import read
from lsn_desktop.scanning.taught_cuts import orders
from lsn_desktop.scanning.taught_rules import DAYS, TITLES, Part, Rule, reading_by
from lsn_desktop.services.codes import reading_by_rules
from lsn_desktop.storage import rules

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from lsn_desktop.scanning.readings import Element, Reading
    from lsn_desktop.storage.rules import InUse
    from lsn_desktop.storage.transactions import Connection

LAST = 100
"""Scans that a rule is tried on."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A scan that came before: when, what it held, and how it is read without taught rules."""

    scan_id: int
    at: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a rule is tried on: the last scans, and the other rules for the same labels."""

    scans: tuple[Earlier, ...] = ()
    others: tuple[InUse, ...] = ()

    def with_scan(self, data: bytes, at: int, on: date) -> Evidence:
        """The same with one more label, scanned just now."""
        return replace(self, scans=(Earlier(0, at, read(data, today=on)), *self.scans))


@dataclass(frozen=True, slots=True)
class Tried:
    """What a rule makes of one scan: its elements, or none where it is another label's.

    ``before`` is how the scan is read without it; ``conflict`` names a rule that reads it
    differently.
    """

    scan: Earlier
    elements: tuple[Element, ...]
    before: str
    conflict: str = ""


def evidence(
    connection: Connection, vendor_id: int | None, on: date, *, except_id: int | None = None
) -> Evidence:
    """The last scans of a supplier, or of all, and the rules that are for them besides."""
    return Evidence(
        tuple(
            Earlier(row.scan_id, row.at, read(row.data, today=on))
            for row in rules.came_before(connection, vendor_id, LAST)
        ),
        tuple(row for row in rules.in_use(connection, vendor_id) if row.id != except_id),
    )


def tried(rule: Rule, known: Evidence, on: date) -> list[Tried]:
    """A rule on every scan of the evidence."""
    return [_tried(rule, scan, known.others, on) for scan in known.scans]


def orders_that_fit(part: Part, texts: Iterable[str], on: date) -> list[tuple[str, date]]:
    """The orders of a day that read every one of these texts too, each with its day.

    As days that a label may sensibly say, if one order does; else as days at all. Where none
    reads them all, they are no proof: all orders come back.
    """
    found, known = orders(part, on), tuple(texts)
    read = [
        (pair, [taught_dates.day_of(text, pair[0], on) for text in known]) for pair in found
    ]
    fitting = [(pair, days) for pair, days in read if None not in days]
    sensible = [
        pair
        for pair, days in fitting
        if all(day is not None and taught_dates.is_sensible(day, on) for day in days)
    ]
    return sensible or [pair for pair, _days in fitting] or found


def texts_of(rule: Rule, number: int, known: Evidence) -> list[str]:
    """What stands in the place of a part on the other labels that a rule cuts."""
    loose = Rule(
        tuple(
            replace(part, name="any", exact=True, form="") if part.name in DAYS else part
            for part in rule.parts
        )
    )
    cuts = (loose.cut(scan.reading.text) for scan in known.scans)
    return [pieces[number] for pieces in cuts if pieces is not None]


def _tried(rule: Rule, scan: Earlier, others: Iterable[InUse], on: date) -> Tried:
    mine = reading_by(rule, scan.reading, on)
    read = [(row.name, reading_by_rules.read_by(row, scan.reading, on)) for row in others]
    theirs = [(name, other) for name, other in read if other is not None]
    if mine is None:
        before = theirs[0][1] if theirs else scan.reading
        return Tried(scan, (), read_as(before))
    differing = [name for name, other in theirs if _facts(other) != _facts(mine)]
    return Tried(scan, mine.elements, read_as(scan.reading), "".join(differing[-1:]))


def _facts(reading: Reading) -> list[tuple[str, str]]:
    known = TITLES.values()
    return [(each.id, each.value) for each in reading.elements if each.id in known]
