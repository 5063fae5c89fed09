"""A certificate is numbered once, says what was known, and is kept with its hash."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.certificates import certifying
from lsn_desktop.services.certificates.certificate_facts import OrderCertificate
from lsn_desktop.services.documents import posting
from lsn_desktop.storage import blobs, certificates
from tests.dock import audit, delivered, findings, label
from tests.house_for_tests import MILK_CASE, NAPKIN

if TYPE_CHECKING:
    from tests.house_for_tests import House

MILK_24 = label(ai01=MILK_CASE, ai11="261101", ai17="261231", ai37="2", ai10="L1")
PDF = b"%PDF-1.7 a certificate"


def reserve(house: House, lot: int, uid: str = "", to: str = "Café Süd") -> int:
    with house.database.transaction(house.later()) as tx:
        order = OrderCertificate(uid or house.uid(), lot, to)
        return certifying.reserve(tx, order)


def issue(house: House, certificate: int, pdf: bytes = PDF) -> str:
    with house.database.transaction(house.later()) as tx:
        return certifying.issue(tx, certificate, pdf, house.uid())


def kept(house: House, certificate: int) -> certificates.Certificate:
    with house.database.reading() as connection:
        return certificates.by_id(connection, certificate)


def test_a_certificate_says_what_is_known_of_its_lot(house: House) -> None:
    _, lot = delivered(house, MILK_24, "PO-1042")
    facts = kept(house, reserve(house, lot)).facts

    assert {name: facts[name] for name in facts if name not in {"statement", "custom"}} == {
        "number": "COC-00001",
        "issued": "2026-11-22",
        "company": "Test Dairy",
        "address": "",
        "item": "Whole milk 1 L",
        "sku": "MILK",
        "lot": "L1",
        "serial": "",
        "gtin": "09521234543213",
        "production": "2026-11-01",
        "expiry": "2026-12-31",
        "best_before": "",
        "supplier": "Northwind Dairy",
        "receipt": "RC-00001",
        "received": "2026-11-22",
        "quantity": "24",
        "unit": "pcs",
        "issued_to": "Café Süd",
        "kind": "coc",
        "shipment": "",
        "layout": "standard",
        "paper": "A4",
        "template": "",
        "template_version": "",
        "revision": 1,
        "replaces": "",
        "replaced_on": "",
        "reason": "",
        "tests": [],
        "deviation": "",
    }


def test_all_deliveries_of_a_lot_are_counted(house: House) -> None:
    delivered(house, MILK_24)
    _, lot = delivered(house, MILK_24)

    facts = kept(house, reserve(house, lot)).facts
    assert (facts["quantity"], facts["receipt"]) == ("48", "RC-00001")


def test_a_certificate_ordered_twice_is_one(house: House) -> None:
    _, lot = delivered(house, MILK_24)
    uid = house.uid()

    assert reserve(house, lot, uid) == reserve(house, lot, uid)
    assert kept(house, reserve(house, lot)).number == "COC-00002"


def test_an_issued_certificate_is_attached_with_its_hash(house: House) -> None:
    _, lot = delivered(house, MILK_24)
    certificate = reserve(house, lot)
    assert kept(house, certificate).status == "reserved"

    sha256 = issue(house, certificate)

    assert sha256 == hashlib.sha256(PDF).hexdigest()
    issued = kept(house, certificate)
    assert (issued.status, issued.sha256) == ("issued", sha256)
    with house.database.reading() as connection:
        (attached,) = blobs.attachments(connection, "lsn", lot)
        assert blobs.read(connection, attached.blob_id) == PDF
    assert attached.name == "COC-00001.pdf"
    assert audit(house, lot)[-2:] == [
        "Certificate COC-00001 for L1",
        f"Issued COC-00001: {sha256}",
    ]
    assert findings(house) == []


def test_an_issued_certificate_never_changes(house: House) -> None:
    _, lot = delivered(house, MILK_24)
    certificate = reserve(house, lot)
    first = issue(house, certificate)

    assert issue(house, certificate, b"%PDF another") == first
    with house.database.reading() as connection:
        (attached,) = blobs.attachments(connection, "lsn", lot)
        assert blobs.read(connection, attached.blob_id) == PDF


def test_goods_without_a_number_are_not_certified(house: House) -> None:
    _, bulk = delivered(house, label(ai01=NAPKIN))
    with pytest.raises(Refusal, match="there is nothing to certify"):
        reserve(house, bulk)


def test_goods_whose_receipt_was_reversed_are_not_certified(house: House) -> None:
    receipt, lot = delivered(house, MILK_24)
    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, receipt, "wrong dock", house.uid())

    with pytest.raises(Refusal, match="L1 was never received: there is nothing to certify"):
        reserve(house, lot)


def test_a_delivery_that_was_turned_back_is_on_no_certificate(house: House) -> None:
    receipt, _ = delivered(house, MILK_24)
    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, receipt, "wrong dock", house.uid())
    _, lot = delivered(house, MILK_24)

    facts = kept(house, reserve(house, lot)).facts
    assert (facts["quantity"], facts["receipt"]) == ("24", "RC-00002")
