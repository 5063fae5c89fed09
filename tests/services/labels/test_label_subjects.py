from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.scanning.read import read
from lsn_desktop.services.labels import label_claims, label_jobs, label_subjects, labelling
from lsn_desktop.services.labels.labelling import OrderLabels
from lsn_desktop.services.lots import holding
from lsn_desktop.storage import catalogue, label_copies, lsn_pages, lsns, printed
from tests.dock import label
from tests.house_for_tests import BUTTER, CHIP, NAPKIN, TODAY

if TYPE_CHECKING:
    from lsn_desktop.services.labels.label_subjects import Subject
    from lsn_desktop.services.labels.labelling import Wanted
    from tests.house_for_tests import House


@pytest.fixture
def stocked(house: House) -> House:
    receipt = house.receipt()
    for scan in (
        label(ai01=BUTTER, ai10="B2610A"),
        label(ai01=CHIP, ai10="C77", ai21="SN-1"),
        label(ai01=NAPKIN),
    ):
        house.scan(receipt, scan)
    house.post(receipt.document_id)
    return house


def scanned(house: House, text: str) -> list[Subject]:
    with house.database.transaction(house.later()) as tx:
        return label_subjects.scanned(tx, read(text.encode(), today=TODAY))[1]


def kinds(found: list[Subject]) -> list[tuple[str, str]]:
    return [(one.code, one.template) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (label(ai01=BUTTER, ai10="B2610A"), [("B2610A", "lot")]),
        ("B2610A", [("B2610A", "lot")]),
        ("SN-1", [("SN-1", "serial")]),
        ("BIN-1", [("BIN-1", "bin")]),
        (f"01{NAPKIN}", [("NAPKIN", "item")]),
        ("MILK", [("MILK", "item")]),
        ("RC-00001", [("B2610A", "lot"), ("SN-1", "serial")]),
    ],
)
def test_a_scan_says_what_gets_a_label(
    stocked: House, text: str, expected: list[tuple[str, str]]
) -> None:
    assert kinds(scanned(stocked, text)) == expected


def test_the_goods_of_a_receipt_keep_their_line(stocked: House) -> None:
    assert all(one.line_id for one in scanned(stocked, "RC-00001"))


@pytest.mark.parametrize("text", ["4006381333931", label(ai01=BUTTER, ai10="B9")])
def test_what_has_no_label_is_refused_in_words(stocked: House, text: str) -> None:
    with pytest.raises(Refusal, match=r"is no lot, serial, item, bin or SSCC of ours\. Scan"):
        scanned(stocked, text)


def test_an_item_has_a_label_without_lot_or_serial(stocked: House) -> None:
    with stocked.database.transaction(stocked.later()) as tx:
        found = label_subjects.as_typed(tx.connection, "napkin")
        item = catalogue.item_by_sku(tx.connection, "NAPKIN")
        assert item is not None
        said = labelling.fields_of(tx.connection, found[0].wanted())
        job_id = labelling.order_labels(tx, an_order(stocked, found[0].wanted(2)))
        (first, _second) = label_copies.of_item(tx.connection, item.id)
        copies = printed.copies(tx.connection, job_id)
        found_by = [job.id for job in printed.jobs(tx.connection, "napk")]

    assert kinds(found) == [("NAPKIN", "item")]
    assert (said["sku"], said["gtin"], said["item"]) == ("NAPKIN", NAPKIN, item.description)
    assert "lsn" not in said
    assert (first.job_id, first.template, first.state) == (job_id, "item", "waiting")
    assert [copy.item_id for copy in copies] == [item.id, item.id]
    assert found_by == [job_id]
    again = label_jobs.Reprint(stocked.uid(), job_id, "1", "-", "", "torn")
    with stocked.database.transaction(stocked.later()) as tx:
        reprinted = label_jobs.reprint(tx, again)
        copies = printed.copies(tx.connection, reprinted)
    assert [(copy.item_id, copy.fields["sku"]) for copy in copies] == [(item.id, "NAPKIN")] * 2


def test_a_lot_whose_serials_alone_are_held_has_their_hold_labels(stocked: House) -> None:
    with stocked.database.transaction(stocked.later()) as tx:
        serial = label_subjects.as_typed(tx.connection, "sn-1")[0].lsn_id
        assert serial is not None
        lot = lsns.by_id(tx.connection, serial).lot_id
        assert lot is not None
        holding.hold(tx, holding.PlaceHold(stocked.uid(), serial, "damage", "bent"))
        assert [one.code for one in label_subjects.of_holds(tx.connection, lot)] == ["SN-1"]
        assert lsn_pages.page(tx.connection, lot).stopped

        holding.hold(tx, holding.PlaceHold(stocked.uid(), lot, "damage", "all"))
        (whole,) = label_subjects.of_holds(tx.connection, lot)
        assert whole.lsn_id == lot

        holding.release(tx, lot, "good")  # and its serials with it
        assert not lsn_pages.page(tx.connection, lot).stopped
        with pytest.raises(Refusal, match="is not on hold"):
            label_subjects.of_holds(tx.connection, lot)


def test_what_is_held_gets_a_hold_label_beside_its_own(stocked: House) -> None:
    with stocked.database.transaction(stocked.later()) as tx:
        serial = label_subjects.as_typed(tx.connection, "sn-1")[0]
        labelling.order_labels(tx, an_order(stocked, serial.wanted()))
    assert serial.lsn_id is not None
    with stocked.database.transaction(stocked.later()) as tx:
        with pytest.raises(Refusal, match="SN-1 is not on hold"):
            label_subjects.of_hold(tx.connection, serial.lsn_id)
        holding.hold(tx, holding.PlaceHold(stocked.uid(), serial.lsn_id, "damage", "bent"))
        held = label_subjects.of_hold(tx.connection, serial.lsn_id)
        assert (held.code, held.template, held.usual) == ("SN-1", "hold", "hold")
        with pytest.raises(label_claims.LabelTaken):
            labelling.order_labels(tx, an_order(stocked, held.wanted()))
        order = replace(an_order(stocked, held.wanted()), claims=False)
        first = labelling.order_labels(tx, order)
        again = label_jobs.Reprint(stocked.uid(), first, "1", "-", "", "torn", claims=False)
        label_jobs.reprint(tx, again)
        assert [
            claim.job_id for claim in label_copies.claims_on(tx.connection, [serial.lsn_id])
        ] != [first]


def an_order(house: House, wanted: Wanted) -> OrderLabels:
    return OrderLabels(house.uid(), "item", "1", "-", [wanted])


@pytest.mark.parametrize(
    ("typed", "first"),
    [("b26", "B2610A"), ("butter", "B2610A"), ("bin-1", "BIN-1"), ("sn", "SN-1")],
)
def test_a_few_letters_find_lots_serials_and_bins(
    stocked: House, typed: str, first: str
) -> None:
    with stocked.database.reading() as connection:
        assert label_subjects.as_typed(connection, typed)[0].code == first


def test_no_letters_find_nothing(stocked: House) -> None:
    with stocked.database.reading() as connection:
        assert label_subjects.as_typed(connection, "  ") == []
