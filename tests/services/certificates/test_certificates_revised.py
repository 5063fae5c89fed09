"""Certificates of analysis, of a shipment; revised and withdrawn ones, each kept for good."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import DBAPIError

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.paper import certificate_bundle
from lsn_desktop.services.certificates import certifying, measuring, specifying
from lsn_desktop.services.certificates.certificate_facts import OrderCertificate
from lsn_desktop.services.certificates.measuring import EnterResult
from lsn_desktop.services.certificates.specifying import WantedTest
from lsn_desktop.services.documents.overriding import Signed
from lsn_desktop.storage import blobs, certificates, lsns
from lsn_desktop.storage.tables.certifying import certificate
from tests.dock import audit, delivered, findings, label, next_door
from tests.gate import customer, do, sale, scan, shipment
from tests.house_for_tests import MILK, TODAY

if TYPE_CHECKING:
    from tests.house_for_tests import House

FAT = WantedTest("Fat", "ISO 1211", "%", "3.0", "4.0")


def milk(house: House, code: str = "L1") -> int:
    return delivered(house, label(ai01=MILK, ai17="261231", ai37="24", ai10=code))[1]


def specify(house: House, lot: int, wanted: WantedTest = FAT) -> int:
    with house.database.transaction(house.later()) as tx:
        return specifying.add(tx, lsns.by_id(tx.connection, lot).item_id, wanted)


def enter(house: House, lot: int, test: int, value: str, note: str = "") -> None:
    order = EnterResult(house.uid(), lot, test, value, note=note)
    house.database.run(house.later(), lambda tx: measuring.enter(tx, order))


def reserve(house: House, order: OrderCertificate) -> int:
    order = replace(order, uid=order.uid or house.uid())
    return house.database.run(house.later(), lambda tx: certifying.reserve(tx, order))


def issued(house: House, order: OrderCertificate) -> int:
    certificate_id = reserve(house, order)
    pdf = f"%PDF {certificate_id}".encode()
    with house.database.transaction(house.later()) as tx:
        certifying.issue(tx, certificate_id, pdf, house.uid())
    return certificate_id


def kept(house: House, certificate_id: int) -> certificates.Certificate:
    with house.database.reading() as connection:
        return certificates.by_id(connection, certificate_id)


def withdraw(house: House, certificate_id: int, reason: str = "wrong lot") -> None:
    with house.database.transaction(house.later()) as tx:
        certifying.withdraw(tx, certificate_id, reason)


def coa(lot: int, **more: object) -> OrderCertificate:
    return OrderCertificate("", lot, kind="coa", **more)  # type: ignore[arg-type]


def test_a_certificate_of_analysis_says_each_result_with_its_limits(house: House) -> None:
    lot = milk(house)
    enter(house, lot, specify(house, lot), "3.50")
    specify(house, lot, WantedTest("Colour", required=False))

    found = kept(house, issued(house, coa(lot)))
    assert (found.number, found.kind) == ("COA-00001", "coa")
    assert found.facts["tests"] == [["Fat", "ISO 1211", "3.0 – 4.0 %", "3.50 %", True, "", ""]]
    with house.database.reading() as connection:
        (attached,) = blobs.attachments(connection, "lsn", lot)
    assert (attached.name, attached.kind) == ("COA-00001.pdf", "certificate of analysis")
    assert findings(house) == []


def test_without_its_required_results_there_is_no_certificate_of_analysis(
    house: House,
) -> None:
    lot = milk(house)
    with pytest.raises(Refusal, match="L1 has no test results"):
        reserve(house, coa(lot))
    fat = specify(house, lot)
    lead = specify(house, lot, WantedTest("Lead", unit="mg/kg", high="0.02"))
    enter(house, lot, fat, "4.2")
    with pytest.raises(
        Refusal, match=r"L1 does not pass: Fat: 4.2 %, out of 3.0 . 4.0 %; Lead: no result"
    ):
        reserve(house, coa(lot))
    enter(house, lot, fat, "3.9", note="retested")
    enter(house, lot, lead, "<0.01")

    assert kept(house, reserve(house, coa(lot))).number == "COA-00001"
    assert kept(house, reserve(house, OrderCertificate("", lot))).number == "COC-00001"


def test_an_owner_signs_for_what_fails_and_the_certificate_says_so(house: House) -> None:
    lot = milk(house)
    enter(house, lot, specify(house, lot), "4.2")
    signed = Signed("Olga", "2580", "customer accepts 4.2")
    who = house.database.run(house.later(), lambda tx: certifying.signer(tx, signed))
    found = kept(
        house, issued(house, coa(lot, passed_by=who, passed_reason="customer accepts 4.2"))
    )

    assert found.facts["deviation"] == (
        "Issued although Fat: 4.2 %, out of 3.0 – 4.0 %. Reason: customer accepts 4.2 (Olga)"
    )
    assert audit(house, lot)[-2].startswith("COA-00001 goes although Fat: 4.2 %")


def test_a_wrong_pin_signs_nothing_and_a_reason_is_needed(house: House) -> None:
    def sign(pin: str, reason: str) -> int | None:
        signed = Signed("Olga", pin, reason)
        return house.database.run(house.later(), lambda tx: certifying.signer(tx, signed))

    assert sign("0000", "why not") is None
    with pytest.raises(Refusal, match="needs a reason"):
        sign("2580", " ")


def test_a_revision_replaces_and_both_are_kept(house: House) -> None:
    lot = milk(house)
    first = issued(house, OrderCertificate("", lot))
    revision = OrderCertificate("", lot, revises_id=first, reason="address mended")
    number = reserve(house, revision)

    assert kept(house, first).status == "issued"  # until the new one is made
    with house.database.transaction(house.later()) as tx:
        certifying.issue(tx, number, b"%PDF new", house.uid())
    old, new = kept(house, first), kept(house, number)
    assert (old.status, old.replaced_by) == ("replaced", "COC-00002")
    assert (new.status, new.revision, new.revises_id) == ("issued", 2, first)
    assert (new.facts["replaces"], new.facts["replaced_on"], new.facts["reason"]) == (
        *("COC-00001", "2026-11-22", "address mended"),
    )
    assert "Certificate COC-00002 for L1, replaces COC-00001: address mended" in audit(
        house, lot
    )
    assert findings(house) == []


def test_each_certificate_is_revised_once_and_for_a_reason(house: House) -> None:
    lot = milk(house)
    reserved = reserve(house, OrderCertificate("", lot))
    with pytest.raises(Refusal, match="COC-00001 is not made yet"):
        reserve(house, OrderCertificate("", lot, revises_id=reserved, reason="x"))
    first = issued(house, OrderCertificate("", lot))
    with pytest.raises(Refusal, match="needs a reason"):
        reserve(house, OrderCertificate("", lot, revises_id=first))
    revision = OrderCertificate("", lot, revises_id=first, reason="x")
    second = reserve(house, revision)
    with pytest.raises(Refusal, match="is being replaced by COC-00003"):
        reserve(house, revision)
    with house.database.transaction(house.later()) as tx:
        certifying.issue(tx, second, b"%PDF new", house.uid())
    with pytest.raises(Refusal, match="Revise COC-00003 instead"):
        reserve(house, revision)


def test_a_withdrawn_certificate_is_kept_and_says_why(house: House) -> None:
    lot = milk(house)
    first = issued(house, OrderCertificate("", lot))
    with pytest.raises(Refusal, match="needs a reason"):
        withdraw(house, first, " ")
    withdraw(house, first)

    found = kept(house, first)
    assert (found.status, found.withdrawn_reason, found.withdrawn_by) == (
        *("withdrawn", "wrong lot", "Olga"),
    )
    assert found.blob_id is not None
    with pytest.raises(Refusal, match="was withdrawn before: wrong lot"):
        withdraw(house, first)
    assert audit(house, lot)[-1] == "Withdrew COC-00001: wrong lot"
    with house.database.reading() as connection:
        assert certificates.status(connection, "COC-00001") == "withdrawn"
        assert certificates.status(connection, "COC-00009") is None
    reissued = kept(
        house, issued(house, OrderCertificate("", lot, revises_id=first, reason="right lot"))
    )
    assert (reissued.revision, reissued.status) == (2, "issued")
    assert kept(house, first).status == "withdrawn"


def test_what_is_not_made_yet_cannot_be_withdrawn(house: House) -> None:
    reserved = reserve(house, OrderCertificate("", milk(house)))
    with pytest.raises(Refusal, match="is not made yet: nobody has it"):
        withdraw(house, reserved)


def test_the_database_keeps_certificates_as_they_are(house: House) -> None:
    first = issued(house, OrderCertificate("", milk(house)))
    withdraw(house, first)
    for statement in (
        certificate.update().values(facts="{}"),
        certificate.update().values(withdrawn_at=None),
        certificate.update().values(sha256="0"),
        certificate.delete(),
    ):
        with (
            pytest.raises(DBAPIError, match="a certificate"),
            house.database.transaction(house.later()) as tx,
        ):
            tx.connection.execute(statement)


def test_stations_at_once_get_numbers_without_a_hole_and_revise_once(house: House) -> None:
    lot = milk(house)
    first = issued(house, OrderCertificate("", lot))
    stations = [next_door(house, f"WS-{number}") for number in range(2, 5)]
    revised: list[object] = []

    def work(station: House) -> None:
        for _turn in range(3):
            reserve(station, OrderCertificate("", lot))
        try:
            revised.append(
                reserve(station, OrderCertificate("", lot, revises_id=first, reason="x"))
            )
        except Refusal as refused:
            revised.append(str(refused))

    threads = [threading.Thread(target=work, args=(station,)) for station in stations]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with house.database.reading() as connection:
        numbers = sorted(each.number for each in certificates.listed(connection))
    assert numbers == [f"COC-{number:05}" for number in range(1, 12)]
    assert sum(isinstance(each, int) for each in revised) == 1
    assert findings(house) == []


def shipped(house: House, lot_code: str) -> int:
    """A posted shipment of two units of the lot; its row number."""
    to_hotel = shipment(house, sale(house, customer(house), ("MILK", 2)))
    picked = scan(house, to_hotel, label(ai01=MILK, ai17="261231", ai37="2", ai10=lot_code))
    do(house, picked.next, "POST")
    return to_hotel.document_id


def test_the_certificates_of_a_shipment_are_those_of_its_goods_and_its_customer(
    house: House,
) -> None:
    lot, other = milk(house, "L1"), milk(house, "L2")
    shipment = shipped(house, "L1")
    plain = issued(house, OrderCertificate("", lot))
    named = issued(house, OrderCertificate("", lot, shipment_id=shipment))
    issued(house, OrderCertificate("", lot, "Somebody else"))
    issued(house, OrderCertificate("", other))
    gone = issued(house, OrderCertificate("", lot))
    withdraw(house, gone)

    with house.database.reading() as connection:
        bundle = certificate_bundle.gathered(connection, shipment, TODAY, components=True)
    enclosed = [each.name for each in bundle.enclosed]
    assert enclosed == [f"{kept(house, each).number}.pdf" for each in (plain, named)]
    facts = kept(house, named).facts
    assert (facts["quantity"], facts["issued_to"]) == ("2", "Clinic Ltd")
    with pytest.raises(Refusal, match="L2 is not on SH-00001"):
        reserve(house, OrderCertificate("", other, shipment_id=shipment))
