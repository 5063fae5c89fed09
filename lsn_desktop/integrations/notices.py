"""A supplier's notice of what comes, whatever kind of file it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.integrations import epcis, x12
from lsn_desktop.services.receipts import announced_tables

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.domain.announced import Notice
    from lsn_desktop.storage.transactions import Connection


def read(connection: Connection, name: str, data: bytes, on: date) -> Notice:
    """What a file announces: an X12 856, an EPCIS 2.0 document, or a table.

    Raises:
        Refusal: it is none of these, or something in it cannot be right.
    """
    if x12.is_x12(data):
        return x12.read(data)
    if epcis.is_json(data):
        return epcis.read(data)
    return announced_tables.read(connection, name, data, on)
