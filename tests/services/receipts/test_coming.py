"""A notice before there is a receipt: it opens one, or waits with its order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.announced import Goods, Notice
from lsn_desktop.domain.outcomes import Expectation
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.imports import mapping
from lsn_desktop.services.receipts import announced_tables, announcing, coming
from lsn_desktop.services.receipts.announcing import AnnounceDelivery
from lsn_desktop.services.receipts.coming import Coming
from lsn_desktop.sheets import reading
from lsn_desktop.storage import catalogue, documents, manifests, orders
from tests.dock import arrive, findings, label
from tests.house_for_tests import BUTTER, MILK_CASE, TODAY
from tests.services.announced import left

if TYPE_CHECKING:
    from tests.house_for_tests import House

GOODS = (
    Goods(1, (MILK_CASE,), Decimal(2), lot="L1", expiry=date(2027, 1, 10)),
    Goods(2, (BUTTER,), Decimal(10), lot="B1"),
)


def notice(house: House, order: str = "", data: bytes = b"1") -> AnnounceDelivery:
    told = Notice("table", "ASN-7", order, GOODS)
    return AnnounceDelivery(house.uid(), 0, "asn.csv", data, told)


def order_id(house: House, number: str = "PO-1042") -> int:
    with house.database.reading() as connection:
        found = orders.by_number(connection, number)
    assert found is not None
    return found.id


def opened(house: House, of: Coming, order: AnnounceDelivery | None = None) -> Expectation:
    with house.database.transaction(house.later()) as tx:
        document_id, _words = coming.open_by(tx, order or notice(house), of)
    return Expectation(document_id)


def test_a_notice_opens_the_receipt_of_the_order_it_names(house: House) -> None:
    with house.database.reading() as connection:
        of = coming.named_by(connection, notice(house, "PO-1042").notice)
        assert coming.named_by(connection, notice(house, "PO-9").notice) == Coming()

    receipt = opened(house, of)
    arrive(house, receipt, label(ai01=BUTTER, ai10="B1", ai30="10"))

    assert left(house, receipt) == [("L1", 24)]
    with house.database.reading() as connection:
        head = documents.by_id(connection, receipt.document_id)
    assert (head.purchase_order, head.party) == ("PO-1042", "Northwind Dairy")


def test_a_notice_of_a_vendor_opens_a_receipt_without_an_order(house: House) -> None:
    with house.database.reading() as connection:
        vendor = catalogue.party_by_code(connection, "SOUTH")
    assert vendor is not None

    receipt = opened(house, Coming(vendor_id=vendor.id))

    with house.database.reading() as connection:
        head = documents.by_id(connection, receipt.document_id)
    assert (head.purchase_order, head.party, head.reference) == (
        None,
        "Southgate Parts",
        "ASN-7",
    )
    assert left(house, receipt) == [("L1", 24), ("B1", 10)]


def test_a_notice_waits_with_its_order_until_the_goods_come(house: House) -> None:
    with house.database.transaction(house.later()) as tx:
        words = announcing.wait(tx, notice(house), order_id(house))
    assert str(words) == "PO-1042 waits as announced: 2 lines"
    with house.database.reading() as connection:
        assert manifests.waiting(connection) == {order_id(house): 2}

    receipt = house.receipt("PO-1042")
    arrive(house, receipt, label(ai01=BUTTER, ai10="B1", ai30="10"))

    assert left(house, receipt) == [("L1", 24)]
    house.post(receipt.document_id)
    assert findings(house) == []


def test_a_file_taken_before_neither_waits_nor_opens_another_receipt(house: House) -> None:
    opened(house, Coming(order_id(house)))

    with (
        pytest.raises(Refusal, match="was taken before"),
        house.database.transaction(house.later()) as tx,
    ):
        announcing.wait(tx, notice(house), order_id(house))
    with pytest.raises(Refusal, match="is received on RC-00001 already"):
        opened(house, Coming())


def test_the_rest_of_a_notice_is_gone_on_with_by_its_file(house: House) -> None:
    first = opened(house, Coming(order_id(house)))
    arrive(house, first, label(ai01=BUTTER, ai10="B1", ai30="10"))
    house.post(first.document_id)

    second = opened(house, Coming(order_id(house)))

    assert second != first
    assert left(house, second) == [("L1", 24)]


def test_columns_are_chosen_once_and_wrong_rows_are_left_out(house: House) -> None:
    data = b"Was,Wieviel,LotNr\n%s,10,B1\n%s,viele,B2\n" % (BUTTER.encode(), BUTTER.encode())
    grid = reading.read(data)
    with house.database.reading() as connection:
        guessed = mapping.recalled(connection, announced_tables.TABLE, grid.headings)
        with pytest.raises(Refusal, match="No column is: item"):
            announced_tables.look(connection, grid, guessed, TODAY)
    chosen = {0: "item", 1: "quantity", 2: "lot"}

    with house.database.transaction(house.later()) as tx:
        rows = announced_tables.look(tx.connection, grid, chosen, TODAY)
        told = announced_tables.notice_of(tx.connection, grid, rows, TODAY)
        mapping.remember(tx, announced_tables.TABLE, grid.headings, chosen)

    assert [str(row.words or "") for row in rows] == ["", "viele is no number."]
    assert [(each.lot, each.quantity) for each in told.goods] == [("B1", Decimal(10))]
    with house.database.reading() as connection:
        again = mapping.recalled(connection, announced_tables.TABLE, grid.headings)
    assert again == chosen
