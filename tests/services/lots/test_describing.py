"""What is told of a lot: filled in freely, changed with a reason, put back, on its labels."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.certificates import certificate_facts
from lsn_desktop.services.certificates.certificate_facts import OrderCertificate
from lsn_desktop.services.labels import labelling
from lsn_desktop.services.lots import changing, describing
from lsn_desktop.services.lots.describing import Describe
from lsn_desktop.storage import catalogue, lsn_records, lsns
from lsn_desktop.storage.lsn_records import Record
from lsn_desktop.storage.tables.catalogue import custom_field
from lsn_desktop.storage.tables.identity import custom_value
from tests.dock import audit, delivered, findings, item_id, label
from tests.house_for_tests import CHIP, MILK

if TYPE_CHECKING:
    from tests.house_for_tests import House

KNOWN = Describe(0, "Alm AG", "CH", "raw milk cheese", date(2027, 3, 1), None, "")


def told(house: House, order: Describe) -> Describe | None:
    with house.database.transaction(house.later()) as tx:
        return describing.describe(tx, order)


@pytest.fixture
def lot(house: House) -> int:
    return delivered(house, label(ai01=MILK, ai17="261231", ai10="L1"), "PO-1042")[1]


def test_what_was_not_known_is_told_freely_and_changed_with_a_reason(
    house: House, lot: int
) -> None:
    with house.database.reading() as connection:
        north = catalogue.party_by_code(connection, "NORTH")
        south = catalogue.party_by_code(connection, "SOUTH")
    assert north
    assert south
    order = replace(KNOWN, lsn_id=lot, vendor_id=north.id)
    back = told(house, order)
    assert back == Describe(lot, vendor_id=north.id)
    assert told(house, order) is None

    other = replace(order, country="DE", vendor_id=south.id)
    with pytest.raises(Refusal, match="A change of L1 needs a reason"):
        told(house, other)
    undone = told(house, replace(other, reason="the label"))
    assert audit(house, lot)[-2:] == [
        "country of L1: CH > DE (the label)",
        "vendor of L1: Northwind Dairy > Southgate Parts (the label)",
    ]
    assert undone == order
    told(house, replace(undone, reason="put back"))
    with house.database.reading() as connection:
        assert lsn_records.record(connection, lot) == Record(
            "Alm AG", "CH", "raw milk cheese", date(2027, 3, 1), north.id, "Northwind Dairy"
        )
    assert findings(house) == []


def test_a_text_nobody_could_read_is_refused(house: House, lot: int) -> None:
    for text in ("x" * 501, "a\x00b"):
        with pytest.raises(Refusal, match="cannot be kept"):
            told(house, Describe(lot, maker=text))


def test_a_lot_told_apart_by_its_supplier_stays_of_it(house: House) -> None:
    with house.database.transaction(house.later()) as tx:
        catalogue.change_item(tx, item_id(house, "MILK"), {"lot_by_supplier": True})
    lot = delivered(house, label(ai01=MILK, ai17="261231", ai10="L1"), "PO-1042")[1]
    with pytest.raises(Refusal, match="it stays of NORTH"):
        told(house, Describe(lot, reason="wrong"))


def test_a_label_shows_its_own_else_of_its_lot_else_of_its_item(house: House) -> None:
    serial = delivered(house, label(ai01=CHIP, ai10="C1", ai21="S1"))[1]
    with house.database.transaction(house.later()) as tx:
        fields = {
            name: changing.add_family_field(tx, "Radio", name, "text")
            for name in ("Band", "Rev", "Colour")
        }
        family = catalogue.family_id(tx, "Radio")
        catalogue.change_item(tx, item_id(house, "CHIP"), {"family_id": family})
        lot = lsns.by_id(tx.connection, serial).lot_id
        assert lot
        changing.fill_fields(tx, lot, {fields["Band"]: "5 GHz", fields["Rev"]: "A"})
        changing.fill_fields(tx, serial, {fields["Rev"]: "B"})
        of_item = tx.connection.execute(
            insert(custom_field).values(family_id=family, of="item", name="Mass", kind="text")
        ).inserted_primary_key
        assert of_item
        tx.connection.execute(
            insert(custom_value).values(
                field_id=of_item[0], item_id=item_id(house, "CHIP"), text="4 g", text_key="4 G"
            )
        )
        describing.describe(tx, Describe(lot, maker="Alm AG", country="CH"))
        describing.describe(tx, Describe(serial, country="DE", retest=date(2027, 3, 1)))
        shown = labelling.lsn_fields(tx.connection, serial)
        order = OrderCertificate("", serial, "")
        said = certificate_facts.of(tx.connection, order, "", house.by.on)["custom"]
    assert said == [["Band", "5 GHz"], ["Rev", "B"]]
    assert {name: text for name, text in shown.items() if name.startswith("custom.")} == {
        "custom.Band": "5 GHz",
        "custom.Rev": "B",
        "custom.Mass": "4 g",
    }
    assert (shown["maker"], shown["country"], shown["retest"]) == ("Alm AG", "DE", "2027-03-01")
