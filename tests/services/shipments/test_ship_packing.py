"""A shipment is packed as it is scanned: into cases, on pallets, each with its label."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.moving import Part
from lsn_desktop.domain.outcomes import OutcomeKind
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.scanning.read import read
from lsn_desktop.services.documents import posting
from lsn_desktop.services.labels import label_subjects, labelling, unit_labels
from lsn_desktop.services.labels.label_choice import For
from lsn_desktop.services.moves import packing
from lsn_desktop.services.moves.packing import Pack
from lsn_desktop.storage import catalogue, documents, handling_units, packed_goods
from tests.companies import BIN
from tests.dock import delivered, findings, label, on_hand
from tests.gate import customer, do, sale, scan, shipment
from tests.house_for_tests import BUTTER, TODAY
from tests.services.at_places import place

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.storage.handling_units import Unit
    from tests.house_for_tests import House

FOUR = label(ai01=BUTTER, ai37="4", ai10="B1")


def butter(house: House, quantity: int = 24) -> int:
    return delivered(house, label(ai01=BUTTER, ai37=str(quantity), ai10="B1"))[1]


def unit_of(house: House, outcome: Outcome) -> Unit:
    assert outcome.move is not None
    with house.database.reading() as connection:
        return handling_units.by_id(connection, outcome.move.unit_id or 0)


def inside(house: House, unit: Unit) -> Decimal:
    with house.database.reading() as connection:
        return Decimal(
            sum(one.quantity for one in packed_goods.of_units(connection, [unit.id]))
        )


def test_what_is_scanned_goes_into_the_open_case_and_leaves_in_it(house: House) -> None:
    lot = butter(house)
    begun = shipment(house, sale(house, customer(house), ("BUTTER", 24)))

    pallet = unit_of(house, do(house, begun, "PALLET"))
    case = unit_of(house, do(house, begun, "CASE"))
    scan(house, begun, FOUR)
    closed = do(house, begun, "CLOSE")
    scan(house, begun, label(ai01=BUTTER, ai37="2", ai10="B1"))  # on the pallet itself
    do(house, begun, "CLOSE")
    scan(house, begun, label(ai01=BUTTER, ai37="3", ai10="B1"))  # and some loose

    assert closed.move is not None
    assert closed.move.closed
    assert (inside(house, case), inside(house, pallet)) == (Decimal(4), Decimal(6))
    with house.database.reading() as connection:
        fields = unit_labels.fields(connection, case.id)
        what = unit_labels.purpose(connection, case.id)
        butters = catalogue.item_by_sku(connection, "BUTTER")
        assert butters is not None
        buyer = documents.by_id(connection, begun.document_id).party_id
        subjects = label_subjects.of_receipt(connection, begun.document_id)
        said = labelling.fields_of(connection, subjects[0].wanted())
    assert what == For(butters.id, buyer)
    assert {(one.usual, one.what) for one in subjects} == {("lot", For(butters.id, buyer))}
    assert said["vendor"] != "Clinic Ltd"  # whom it goes to sold us nothing
    assert (fields["ship_to"], fields["order"], fields["quantity"]) == (
        "Clinic Ltd", "SO-1", "4",
    )  # fmt: skip
    do(house, begun, "POST")
    assert (on_hand(house, lot), inside(house, pallet)) == ({"DOCK-1": 15}, Decimal(6))
    with house.database.reading() as connection:
        gone = handling_units.by_id(connection, case.id)
    assert (gone.is_here, gone.parent_id, gone.document_id) == (
        False, pallet.id, begun.document_id,
    )  # fmt: skip
    assert findings(house) == []

    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, begun.document_id, "wrong address", house.uid())
    assert on_hand(house, lot) == {"DOCK-1": 24}
    assert findings(house) == []


def test_a_case_is_unpacked_on_the_shipment_and_opened_again(house: House) -> None:
    butter(house)
    begun = shipment(house, sale(house, customer(house), ("BUTTER", 24)))
    case = unit_of(house, do(house, begun, "CASE"))
    scan(house, begun, FOUR)
    do(house, begun, "CLOSE")

    again = scan(house, begun, label(ai00=case.sscc))
    scan(house, begun, FOUR)
    assert (again.kind, inside(house, case)) == (OutcomeKind.OK, Decimal(8))
    do(house, begun, "UNPACK")

    assert inside(house, case) == 0
    with house.database.reading() as connection:
        lines = documents.lines(connection, begun.document_id)
    assert [(line.quantity, line.to_unit_id) for line in lines] == [(4, None), (4, None)]
    do(house, begun, "POST")
    assert findings(house) == []


def test_a_case_of_stock_leaves_its_pallet_and_comes_back_onto_it(house: House) -> None:
    lot = butter(house)
    with house.database.transaction(house.later()) as tx:
        dock = place(house, "DOCK-1")
        case, pallet = (packing.begin(tx, kind, dock) for kind in ("case", "pallet"))
        for unit in (case, pallet):
            packing.pack(tx, Pack(house.uid(), unit.id, [Part(lot, dock, 4)]))
        packing.put_on(tx, handling_units.by_id(tx.connection, case.id), pallet.id)
    begun = shipment(house, sale(house, customer(house), ("BUTTER", 24)))

    scan(house, begun, label(ai00=case.sscc))
    with (
        pytest.raises(Refusal, match="may be moved"),
        house.database.transaction(house.later()) as tx,
    ):
        packing.carry_whole(tx, [pallet], place(house, BIN))
    do(house, begun, "POST")

    assert on_hand(house, lot) == {"DOCK-1": 20}
    assert findings(house) == []
    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, begun.document_id, "wrong address", house.uid())
        back = handling_units.by_id(tx.connection, case.id)
    assert (back.parent_id, back.place, on_hand(house, lot)) == (
        pallet.id, "DOCK-1", {"DOCK-1": 24},
    )  # fmt: skip
    assert findings(house) == []


def test_more_put_into_a_case_since_its_scan_keeps_the_shipment(house: House) -> None:
    lot = butter(house)
    dock = place(house, "DOCK-1")
    with house.database.transaction(house.later()) as tx:
        case = packing.begin(tx, "case", dock)
        packing.pack(tx, Pack(house.uid(), case.id, [Part(lot, dock, 4)]))
    begun = shipment(house, sale(house, customer(house), ("BUTTER", 24)))
    scan(house, begun, label(ai00=case.sscc))
    with house.database.transaction(house.later()) as tx:
        packing.pack(tx, Pack(house.uid(), case.id, [Part(lot, dock, 1)]))

    refused = do(house, begun, "POST")

    assert str(refused.words).startswith("More was put into")
    assert findings(house) == []


def labelled(house: House, text: str) -> list[tuple[str, str]]:
    with house.database.transaction(house.later()) as tx:
        found = label_subjects.scanned(tx, read(text.encode(), today=TODAY))[1]
    return [(one.code, one.template) for one in found]


def test_a_sales_order_gives_the_labels_of_what_it_ships_and_an_sscc_its_own(
    house: House,
) -> None:
    butter(house)
    begun = shipment(house, sale(house, customer(house), ("BUTTER", 24)))
    with pytest.raises(Refusal, match="Nothing that SO-1 ships has a label yet"):
        labelled(house, "SO-1")
    case = unit_of(house, do(house, begun, "CASE"))
    scan(house, begun, FOUR)

    assert labelled(house, "SO-1") == [(case.sscc, "logistics"), ("B1", "lot")]
    assert labelled(house, f"]C100{case.sscc}") == [(case.sscc, "logistics")]
    assert labelled(house, case.sscc) == [(case.sscc, "logistics")]
    with house.database.reading() as connection:
        (several,) = label_subjects.meant(connection, "so-1")
        (unit,) = label_subjects.meant(connection, case.sscc)
        assert several.line == "2 labels · Clinic Ltd"
        assert unit.line.startswith("Case · Butter")
        assert isinstance(unit, label_subjects.Subject)
        fields = labelling.fields_of(connection, unit.wanted())
    assert (fields["sscc"], fields["count"], fields["lot"]) == (case.sscc, "4", "B1")
