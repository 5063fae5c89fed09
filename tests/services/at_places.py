"""Places of a test's company, and carrying goods between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.moving import Part
from lsn_desktop.services.moves import moving
from lsn_desktop.storage import catalogue

if TYPE_CHECKING:
    from tests.house_for_tests import House


def place(house: House, code: str) -> int:
    """The row of a place."""
    with house.database.reading() as connection:
        found = catalogue.location_by_code(connection, code)
    assert found is not None
    return found.id


def carry(house: House, lsn_id: int, quantity: int | None, *way: str, uid: str = "") -> int:
    """Carry so many, or all that may go, from one place to the other."""
    source, target = (place(house, code) for code in way)
    order = moving.Transfer(uid or house.uid(), [Part(lsn_id, source, quantity)], target)
    with house.database.transaction(house.later()) as tx:
        return moving.transfer(tx, order)
