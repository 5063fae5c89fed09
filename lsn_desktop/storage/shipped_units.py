"""Pallets and cases that leave with a shipment, and come back when it is turned back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from lsn_desktop.storage import handling_units
from lsn_desktop.storage.tables.catalogue import handling_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lsn_desktop.storage.transactions import Tx


def leave(tx: Tx, unit_ids: Iterable[int], document_id: int, customer_id: int) -> None:
    """Let pallets, and the cases on them, go with a shipment.

    A pallet goes with the last that is on it; a case that goes alone leaves its pallet. One
    that was begun for the shipment and stayed empty is given up.
    """
    going = set(unit_ids)
    for unit_id in sorted(going):
        unit = handling_units.by_id(tx.connection, unit_id)
        if unit.parent_id is None or unit.parent_id in going:
            continue
        if handling_units.of_unit(tx.connection, unit.parent_id):
            handling_units.put_on(tx, unit, None, document_id)
        else:
            going.add(unit.parent_id)
    for begun in handling_units.of_document(tx.connection, document_id):
        if begun.id not in going and begun.parent_id not in going:
            handling_units.give_up(tx, begun.id)
    tx.connection.execute(
        update(handling_unit)
        .where(handling_unit.c.id.in_(going) | handling_unit.c.parent_id.in_(going))
        .values(location_id=customer_id, document_id=document_id)
    )


def come_back(tx: Tx, document_id: int, places: Mapping[int, int]) -> None:
    """Let the units of a shipment stand again where their goods were taken."""
    for unit in handling_units.of_document(tx.connection, document_id):
        handling_units.give_up(tx, unit.id)
        if unit.parent_id is not None:
            continue  # it stands where its pallet does
        of_it = (unit.id, *(case.id for case in handling_units.on(tx.connection, unit.id)))
        place_id = next((places[one] for one in of_it if one in places), None)
        if place_id is not None:
            handling_units.put(tx, unit.id, place_id)
    handling_units.step_back(tx, document_id)
