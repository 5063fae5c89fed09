"""A delivery that was announced, and what of it is still to come."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from lsn_desktop.domain.announced import Goods, Notice
from lsn_desktop.services.receipts import announcing, ticking
from lsn_desktop.services.receipts.announcing import AnnounceDelivery
from lsn_desktop.storage import documents, manifests
from tests.house_for_tests import BUTTER, CHIP, MILK_CASE, PUMP

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Expectation
    from lsn_desktop.storage.manifests import Announced
    from tests.house_for_tests import House

GOODS = (
    Goods(1, (MILK_CASE,), Decimal(2), lot="L1", expiry=date(2027, 1, 10)),
    Goods(2, (BUTTER,), Decimal(10), lot="B1"),
    Goods(3, (BUTTER,), Decimal(5), lot="B2"),
    Goods(4, (PUMP,), Decimal(1), serial="S1"),
    Goods(5, (CHIP,), Decimal(2), lot="C1"),
)


def announce(
    house: House, receipt: Expectation, goods: tuple[Goods, ...] = GOODS, data: bytes = b"1"
) -> str:
    notice = Notice("table", "ASN-1", "", goods)
    order = AnnounceDelivery(house.uid(), receipt.document_id, "notice.csv", data, notice)
    with house.database.transaction(house.later()) as tx:
        return str(announcing.announce(tx, order))


def left(house: House, receipt: Expectation) -> list[tuple[str, int]]:
    """What is still to come, by lot or serial."""
    return [
        (line.lot or line.serial, line.left) for line in announced(house, receipt) if line.left
    ]


def announced(house: House, receipt: Expectation) -> list[Announced]:
    with house.database.reading() as connection:
        head = documents.by_id(connection, receipt.document_id)
        return manifests.lines(connection, ticking.going_by(head))
