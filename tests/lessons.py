"""A label that is taught in tests, and what one does with its rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.scanning.taught_cuts import named, untaught, with_form
from lsn_desktop.services.codes import teaching
from lsn_desktop.services.codes.teaching import Teach
from lsn_desktop.storage import catalogue, rules
from tests.house_for_tests import TODAY

if TYPE_CHECKING:
    from lsn_desktop.scanning.taught_rules import Name, Rule
    from tests.house_for_tests import House

SAMPLE = "NWD-MILK1L/B7731/041226/48"


def milk(form: str = "DDMMYY", sample: str = SAMPLE) -> Rule:
    rule = untaught(sample)
    spans: list[tuple[int, int, Name]] = [(0, 10, "item"), (11, 16, "lot"), (17, 23, "expiry")]
    for start, end, name in spans:
        rule = named(rule, (start, end), name, TODAY)
    return with_form(named(rule, (24, len(sample)), "quantity", TODAY), 4, form)


def vendor(house: House, code: str = "NORTH") -> int:
    with house.database.reading() as connection:
        party = catalogue.party_by_code(connection, code)
    assert party is not None
    return party.id


def taught(
    house: House,
    rule: Rule,
    code: str | None = "NORTH",
    name: str = "",
    item: int | None = None,
) -> int:
    """Teach a rule for a supplier, or for all."""
    party = vendor(house, code) if code else None
    order = Teach(house.uid(), rule.sample.encode(), rule, name, party, item)
    with house.database.transaction(house.later()) as tx:
        return teaching.teach(tx, order)


def kept(house: House) -> list[rules.Taught]:
    with house.database.reading() as connection:
        return rules.taught(connection)
