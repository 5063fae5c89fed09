"""Reading a scan by what was taught: the supplier's rules first, then those for all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.refusals import refusal
from lsn_desktop.scanning import symbology
from lsn_desktop.scanning.readings import Element
from lsn_desktop.scanning.taught_rules import TITLES, reading_by
from lsn_desktop.scanning.taught_texts import NotARule, loaded
from lsn_desktop.storage import rules

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.scanning.taught_rules import Rule
    from lsn_desktop.storage.rules import InUse
    from lsn_desktop.storage.transactions import Connection


def by_rule(
    connection: Connection, reading: Reading, vendor_id: int | None, on: date
) -> Reading | None:
    """A scan that no code of ours matches, read as it was taught; None if nothing was.

    A flawless symbol that is marked as GS1 says itself what it means, unless it may have lost
    its separators: then the rule says where its values end.

    Raises:
        Refusal: two rules of equal standing read it differently.
    """
    if says_itself(reading):
        return None
    found: Reading | None = None
    by: InUse | None = None
    for row in rules.in_use(connection, vendor_id):
        if by is not None and by.party_id != row.party_id:
            break  # what the supplier's own rules read is not asked of those for all
        read = read_by(row, reading, on)
        if read is None:
            continue
        if by is not None and found is not None and read.elements != found.elements:
            raise refusal(
                "Two taught rules read this label differently: {one} and {other}.",
                "Switch one of them off on the Scanners page, or type the line (F2).",
                one=by.name,
                other=row.name,
            )
        found, by = read, row
    return found


def says_itself(reading: Reading) -> bool:
    """Whether no rule is asked: a flawless symbol marked as GS1 with all its separators."""
    is_gs1 = symbology.meaning(reading.symbology) == "gs1" and not reading.grave
    return is_gs1 and not reading.candidates


def by_anybody(connection: Connection, reading: Reading, on: date) -> list[tuple[str, Reading]]:
    """A label as any rule reads it, whoever delivered it: the supplier's code, the reading."""
    found = [
        (scope, read_by(row, reading, on)) for scope, row in rules.in_use_by_all(connection)
    ]
    return [(scope, read) for scope, read in found if read is not None]


def read_by(row: InUse, reading: Reading, on: date) -> Reading | None:
    """A scan read by one rule; the item all its labels are on stands for the one unnamed."""
    rule = rule_of(row)
    found = None if rule is None else reading_by(rule, reading, on)
    if found is None or row.sku is None:
        return found
    if any(element.id == TITLES["item"] for element in found.elements):
        return found
    item = Element(TITLES["item"], TITLES["item"], "", row.sku)
    return replace(found, elements=(item, *found.elements))


def rule_of(row: InUse) -> Rule | None:
    """The rule of a row; None if a newer program wrote what this one cannot read."""
    try:
        return loaded(row.parts)
    except NotARule:
        return None
