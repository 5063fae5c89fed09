"""A shipment's bundle holds what we issued, what suppliers sent, and no other."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.paper import certificate_bundle
from lsn_desktop.services.certificates import supplied
from lsn_desktop.services.certificates.supplied import TakeCertificate
from lsn_desktop.storage import catalogue, lsns
from tests import shop
from tests.companies import companies, house, postgres_companies, sqlite_companies
from tests.dock import delivered, label
from tests.gate import customer, scan, shipment
from tests.house_for_tests import BUTTER, CHIP, MILK, NAPKIN, TODAY
from tests.shop import Of, bill, build

if TYPE_CHECKING:
    from printing.certificates.bundle import BundleFacts
    from tests.house_for_tests import House

__all__ = ["companies", "house", "postgres_companies", "sqlite_companies"]

COA = "certificate of analysis"
B1 = {"ai01": BUTTER, "ai10": "B1"}


def take(house: House, name: str, **order: Any) -> None:
    values: dict[str, Any] = {"issued_on": TODAY, "data": name.encode()} | order
    with house.database.transaction(house.later()) as tx:
        supplied.take(tx, TakeCertificate(house.uid(), COA, name, **values))


def gathered(house: House, document_id: int, *, components: bool = False) -> BundleFacts:
    with house.database.reading() as connection:
        return certificate_bundle.gathered(
            connection, document_id, TODAY, components=components
        )


def names(told: BundleFacts) -> list[str]:
    return sorted(one.name for one in told.enclosed)


def shipped(house: House, *codes: str) -> int:
    open_one = shipment(house, None, customer(house))
    for code in codes:
        scan(house, open_one, code)
    house.post(open_one.document_id)
    return open_one.document_id


def test_it_holds_what_covers_the_goods_once_each_and_counts(house: House) -> None:
    _, butter = delivered(house, label(**B1, ai37="9"), "PO-1042")
    _, other = delivered(house, label(ai01=MILK, ai17="270101", ai10="M1", ai37="9"))
    _, serial = delivered(house, label(ai01=CHIP, ai10="C1", ai21="S1"))
    with house.database.reading() as connection:
        supplier = lsns.by_id(connection, butter).vendor_id
        chips = lsns.by_id(connection, serial).lot_id
    take(house, "butter.pdf", lsn_id=butter)
    take(house, "expired.pdf", lsn_id=butter, issued_on=TODAY - timedelta(9),
         expires_on=TODAY - timedelta(1))  # fmt: skip
    take(house, "undated.pdf", lsn_id=butter, issued_on=None)
    take(house, "supplier.pdf", supplier_id=supplier)
    take(house, "other.pdf", lsn_id=other)
    take(house, "chips.pdf", lsn_id=chips)

    sent = shipped(house, label(**B1, ai37="2"), label(ai01=CHIP, ai10="C1", ai21="S1"))
    told = gathered(house, sent)

    assert names(told) == ["butter.pdf", "chips.pdf", "supplier.pdf"]
    assert (told.customer, told.without) == ("Clinic Ltd", [])


def test_goods_without_a_certificate_are_named_and_a_bundle_of_nothing_refused(
    house: House,
) -> None:
    _, butter = delivered(house, label(**B1, ai37="9"))
    delivered(house, label(ai01=BUTTER, ai10="B2", ai37="9"))
    first = shipped(house, label(**B1, ai37="2"), label(ai01=BUTTER, ai10="B2", ai37="1"))
    with pytest.raises(Refusal, match="No certificate is kept"):
        gathered(house, first)

    take(house, "butter.pdf", lsn_id=butter)

    assert gathered(house, first).without == ["B2"]


def test_with_components_those_of_what_went_in_are_in_it(house: House) -> None:
    _, milk = delivered(house, label(ai01=MILK, ai17="270101", ai10="M1", ai37="9"))
    take(house, "milk.pdf", lsn_id=milk)
    bill(house, "BUTTER", Of("MILK", 2), makes=1)
    made = build(house, "BUTTER", 1)
    shop.scan(house, made, label(ai01=MILK, ai17="270101", ai10="M1", ai37="2"))
    shop.scan(house, made, label(ai01=BUTTER, ai10="B7"))
    house.post(made.document_id)
    with house.database.reading() as connection:
        item = catalogue.item_by_sku(connection, "BUTTER")
    assert item is not None
    take(house, "butter.pdf", item_id=item.id)
    sent = shipped(house, label(ai01=BUTTER, ai10="B7", ai37="1"))

    assert names(gathered(house, sent)) == ["butter.pdf"]
    assert names(gathered(house, sent, components=True)) == ["butter.pdf", "milk.pdf"]


def test_only_a_shipment_has_a_bundle(house: House) -> None:
    receipt, _ = delivered(house, label(ai01=NAPKIN, ai37="1"))

    with pytest.raises(Refusal, match="is no shipment"):
        gathered(house, receipt)
