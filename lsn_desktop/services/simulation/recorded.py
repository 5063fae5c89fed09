"""The recorded deliveries a company has the orders of: the demo company, nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.services.simulation import demo_rows
from lsn_desktop.storage import house, orders

if TYPE_CHECKING:
    from lsn_desktop.services.simulation.demo_rows import Session
    from lsn_desktop.storage.orders import PurchaseOrder
    from lsn_desktop.storage.transactions import Connection


def deliveries(connection: Connection) -> list[tuple[Session, PurchaseOrder]]:
    """Each recorded delivery with its order.

    None where the company's prefix is not the demo's: an order of a real company may well
    have the same number.
    """
    company = house.the_company(connection)
    if company is None or company.gs1_prefix != demo_rows.rows("company")[0]["gs1 prefix"]:
        return []
    found = ((one, orders.by_number(connection, one.order)) for one in demo_rows.sessions())
    return [(session, order) for session, order in found if order is not None]
