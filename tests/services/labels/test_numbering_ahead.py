"""Numbers and labels before the goods come: given once, hidden, received when scanned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.outcomes import OutcomeKind
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.codes import own_numbers
from lsn_desktop.services.labels import label_jobs, numbering_ahead
from lsn_desktop.services.labels.labelling import OrderLabels
from lsn_desktop.services.labels.numbering_ahead import MOST, NumberAndPrint
from lsn_desktop.storage import catalogue, lists, printed, reserved
from tests.dock import answer, arrive, audit, findings, item_id, known, label, on_hand
from tests.house_for_tests import PUMP

if TYPE_CHECKING:
    from tests.house_for_tests import House


def print_ahead(house: House, count: int, sku: str = "PUMP", uid: str = "") -> int:
    labels = OrderLabels(uid or house.uid(), "serial", "1", "digest", ())
    order = NumberAndPrint(item_id(house, sku), count, labels)
    return house.database.run(
        house.later(), lambda tx: numbering_ahead.number_and_print(tx, order)
    )


def waiting(house: House, sku: str = "PUMP") -> list[tuple[str, str | None]]:
    with house.database.reading() as connection:
        found = reserved.of_item(connection, item_id(house, sku))
    return [(each.code, each.status) for each in reversed(found)]


def test_numbers_are_reserved_and_their_labels_ordered(house: House) -> None:
    job = print_ahead(house, 3)

    with house.database.reading() as connection:
        copies = printed.copies(connection, job)
        assert lists.lsns(connection, "S2611") == []  # hidden: they never came
    assert [copy.fields["serial"] for copy in copies] == [
        "S2611-000001", "S2611-000002", "S2611-000003",
    ]  # fmt: skip
    assert {(copy.fields["gtin"], copy.fields["item"]) for copy in copies} == {
        (PUMP, "Infusion pump")
    }
    assert waiting(house) == [(copy.fields["lsn"], "waiting") for copy in copies]
    assert audit(house, known(house, "PUMP", "S2611-000002", LsnKind.SERIAL).id) == [
        "S2611-000002 of Infusion pump reserved",
        "Print job PJ-00001: 3 labels",
    ]
    assert findings(house) == []


def test_what_is_shown_beforehand_is_what_the_first_label_shows(house: House) -> None:
    with house.database.reading() as connection:
        told = numbering_ahead.sample(connection, item_id(house, "PUMP"), house.by.on)
    job = print_ahead(house, 1)
    with house.database.reading() as connection:
        (copy,) = printed.copies(connection, job)
    assert {name: text for name, text in copy.fields.items() if text} == told


def test_ordered_twice_it_is_one_job(house: House) -> None:
    uid = house.uid()
    assert print_ahead(house, 2, uid=uid) == print_ahead(house, 2, uid=uid)
    assert len(waiting(house)) == 2


@pytest.mark.parametrize("scan", ["S2611-000001", label(ai01=PUMP, ai21="S2611-000001")])
def test_scanning_a_reserved_number_receives_it(house: House, scan: str) -> None:
    print_ahead(house, 2)
    receipt = house.receipt()

    assert arrive(house, receipt, scan).kind is OutcomeKind.OK
    house.post(receipt.document_id)

    assert on_hand(house, known(house, "PUMP", "S2611-000001", LsnKind.SERIAL).id) == {
        "DOCK-1": 1
    }
    assert [code for code, _status in waiting(house)] == ["S2611-000002"]
    assert findings(house) == []


def test_a_reserved_piece_of_a_lot_joins_the_lot_it_comes_with(house: House) -> None:
    print_ahead(house, 1, "CHIP")
    receipt = house.receipt()

    asked = arrive(house, receipt, "S2611-000001")
    assert asked.kind is OutcomeKind.QUESTION or asked.kind is OutcomeKind.HEARD
    told = answer(house, asked, "C9") if asked.question else arrive(house, receipt, "C9")

    assert told.kind is OutcomeKind.OK
    serial = known(house, "CHIP", "S2611-000001", LsnKind.SERIAL)
    assert serial.lot_id == known(house, "CHIP", "C9").id


def test_lots_are_numbered_ahead_where_pieces_are_not(house: House) -> None:
    print_ahead(house, 2, "BUTTER")
    assert [code for code, _status in waiting(house, "BUTTER")] == [
        "L261122-001", "L261122-002",
    ]  # fmt: skip


def test_a_cancelled_job_leaves_its_numbers_given(house: House) -> None:
    job = print_ahead(house, 2)
    with house.database.transaction(house.later()) as tx:
        label_jobs.cancel(tx, job)
        item = catalogue.item_by_id(tx.connection, item_id(house, "PUMP"))
        assert own_numbers.take_for(tx, item, serial=True) == ["S2611-000003"]

    assert waiting(house) == [("S2611-000001", "cancelled"), ("S2611-000002", "cancelled")]


@pytest.mark.parametrize(("count", "sku"), [(0, "PUMP"), (MOST + 1, "PUMP"), (1, "NAPKIN")])
def test_what_cannot_be_numbered_is_refused(house: House, count: int, sku: str) -> None:
    with pytest.raises(Refusal):
        print_ahead(house, count, sku)
    assert waiting(house, sku) == []


def test_a_thousand_are_few_statements_each(house: House) -> None:
    job = print_ahead(house, MOST)
    with house.database.reading() as connection:
        assert printed.job(connection, job).labels == MOST
