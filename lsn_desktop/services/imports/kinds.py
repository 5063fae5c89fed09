"""Every kind of file that can be taken in, in the order that builds a company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.services.imports.bills import BOMS
from lsn_desktop.services.imports.family_fields import FIELDS
from lsn_desktop.services.imports.item_numbers import NUMBERS
from lsn_desktop.services.imports.items import ITEMS
from lsn_desktop.services.imports.locations import LOCATIONS
from lsn_desktop.services.imports.lot_tests import RESULTS, TESTS
from lsn_desktop.services.imports.lsns import ALIASES, LSNS
from lsn_desktop.services.imports.orders import ORDERS, SALES_ORDERS
from lsn_desktop.services.imports.parties import PARTIES
from lsn_desktop.services.imports.stock import STOCK
from lsn_desktop.services.imports.work_orders import WORK_ORDERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lsn_desktop.services.imports.fields import Kind

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        PARTIES,
        LOCATIONS,
        FIELDS,
        ITEMS,
        NUMBERS,
        LSNS,
        ALIASES,
        STOCK,
        ORDERS,
        SALES_ORDERS,
        BOMS,
        WORK_ORDERS,
        TESTS,
        RESULTS,
    )
}
