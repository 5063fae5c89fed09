"""Pallets and cases that leave with a shipment, and come back when it is turned back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from lsn_desktop.storage.tables.catalogue import handling_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lsn_desktop.storage.transactions import Tx


def leave(tx: Tx, unit_ids: Iterable[int], document_id: int, customer_id: int) -> None:
    """Let pallets, and the cases on them, go with a shipment."""
    ids = sorted(unit_ids)
    tx.connection.execute(
        update(handling_unit)
        .where(handling_unit.c.id.in_(ids) | handling_unit.c.parent_id.in_(ids))
        .values(location_id=customer_id, document_id=document_id)
    )


def come_back(tx: Tx, places: Mapping[int, int]) -> None:
    """Let them stand again where they were taken."""
    for unit_id, place_id in sorted(places.items()):
        tx.connection.execute(
            update(handling_unit)
            .where((handling_unit.c.id == unit_id) | (handling_unit.c.parent_id == unit_id))
            .values(location_id=place_id, document_id=None)
        )
