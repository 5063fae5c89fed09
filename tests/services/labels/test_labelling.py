"""Labels are ordered once, keep what they said, and are void when the goods are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.documents import posting
from lsn_desktop.services.labels import label_choice, label_jobs, labelling
from lsn_desktop.services.labels.label_choice import For
from lsn_desktop.services.labels.labelling import OrderLabels, Wanted
from lsn_desktop.services.lots import changing, holding
from lsn_desktop.services.lots.changing import CorrectDates
from lsn_desktop.services.lots.holding import PlaceHold
from lsn_desktop.storage import blobs, catalogue, custom_fields, printed
from lsn_desktop.storage import house as houses
from tests.dock import arrive, audit, delivered, expected_next, known, label, print_labels
from tests.house_for_tests import BUTTER, CHIP, MILK_CASE, NAPKIN, PUMP

if TYPE_CHECKING:
    from tests.house_for_tests import House

MILK_24 = label(ai01=MILK_CASE, ai11="261101", ai17="261231", ai37="2", ai10="L1")


def fields(house: House, job: int) -> list[dict[str, str]]:
    with house.database.reading() as connection:
        return [dict(each) for each in labelling.to_draw(connection, job)[1]]


def job_of(house: House, job: int) -> printed.PrintJob:
    with house.database.reading() as connection:
        return printed.job(connection, job)


def reprint(house: House, job: int, reason: str = "torn") -> int:
    with house.database.transaction(house.later()) as tx:
        order = label_jobs.Reprint(house.uid(), job, "2", "digest 2", "", reason)
        return label_jobs.reprint(tx, order)


def test_a_label_says_what_is_known_of_the_goods_of_its_line(house: House) -> None:
    receipt = house.receipt("PO-1042")
    line = arrive(house, receipt, MILK_24).line
    house.post(receipt.document_id)
    job = print_labels(house, Wanted(line.lsn_id, line.line_id))

    (said,) = fields(house, job)

    assert said == {
        "company": "Test Dairy",
        "company_prefix": "952123",
        "item": "Whole milk 1 L",
        "sku": "MILK",
        "unit": "pcs",
        "gtin": "09521234543213",
        "lsn": "L1",
        "lot": "L1",
        "serial": "",
        "expiry": "2026-12-31",
        "best_before": "",
        "production": "2026-11-01",
        "vendor": "Northwind Dairy",
        "quantity": "24",
        "received": "2026-11-22",
        "location": "DOCK-1",
        "today": "2026-11-22",
    }


def test_a_label_of_a_serial_says_its_lot_and_the_lots_expiry(house: House) -> None:
    _, serial = delivered(house, label(ai01=CHIP, ai17="280101", ai10="C1", ai21="S1"))
    (said,) = fields(house, print_labels(house, Wanted(serial)))

    assert (said["lsn"], said["lot"], said["serial"]) == ("S1", "C1", "S1")
    assert said["expiry"] == "2028-01-01"
    with house.database.reading() as connection:
        assert labelling.template_for(connection, serial) == "serial"
        lot = known(house, "CHIP", "C1").id
        assert labelling.template_for(connection, lot) == "lot"


def test_a_label_of_a_bin_says_its_code(house: House) -> None:
    (said,) = fields(house, print_labels(house, Wanted(location_id=house.dock)))
    assert said == {
        "company": "Test Dairy", "company_prefix": "952123", "location": "DOCK-1", "item": "",
        "today": "2026-11-22",
    }  # fmt: skip


def test_a_label_tells_whose_it_is_and_where_they_are(house: House) -> None:
    with house.database.transaction(house.later()) as tx:
        houses.change_company(tx, {"address": "Dock Road 12\nSpringfield", "gs1_prefix": "95"})
    (said,) = fields(house, print_labels(house, Wanted(location_id=house.dock)))

    assert said["company_address"] == "Dock Road 12, Springfield"
    assert said["company_prefix"] == "95"


def test_a_label_of_held_goods_tells_why_since_when_and_by_whom(house: House) -> None:
    _, lot = delivered(house, MILK_24)
    (free,) = fields(house, print_labels(house, Wanted(lot)))
    with house.database.transaction(house.later()) as tx:
        holding.hold(tx, PlaceHold(house.uid(), lot, "damage", "Torn film on the lower layer"))
    (held,) = fields(house, print_labels(house, Wanted(lot)))
    with house.database.transaction(house.later()) as tx:
        holding.release(tx, lot, "looked at again")
    (released,) = fields(house, print_labels(house, Wanted(lot)))

    assert "status" not in free | released
    assert (held["status"], held["hold_reason"]) == ("hold", "Damage")
    assert held["hold_note"] == "Torn film on the lower layer"
    assert held["held_on"] == "2026-11-22"
    assert held["held_by"]
    assert not held["held_part"]  # all of it


def test_a_label_of_goods_held_in_part_tells_how_much_and_where(house: House) -> None:
    _, lot = delivered(house, MILK_24)
    some = PlaceHold(house.uid(), lot, "damage", "torn", house.dock, Decimal(2))
    with house.database.transaction(house.later()) as tx:
        holding.hold(tx, some)

    (said,) = fields(house, print_labels(house, Wanted(lot)))

    assert said["held_part"] == "2 pcs at DOCK-1"


def test_an_items_own_template_is_the_usual_one_of_its_goods(house: House) -> None:
    _, lot = delivered(house, MILK_24)
    with house.database.transaction(house.later()) as tx:
        milk = catalogue.item_by_sku(tx.connection, "MILK")
        assert milk is not None
        label_choice.use(tx, "lot", For(milk.id), "best-before")

    with house.database.reading() as connection:
        assert labelling.template_for(connection, lot) == "best-before"


def test_custom_fields_are_there_for_labels(house: House) -> None:
    _, lot = delivered(house, MILK_24)
    with house.database.transaction(house.later()) as tx:
        field = changing.add_family_field(tx, "Dairy", "Fat", "number")
        item = catalogue.item_by_sku(tx.connection, "MILK")
        assert item is not None
        family = catalogue.family_id(tx, "Dairy")
        catalogue.change_item(tx, item.id, {"family_id": family})
        changing.fill_fields(tx, lot, {field: "3.5"})

    (said,) = fields(house, print_labels(house, Wanted(lot)))

    assert said["custom.Fat"] == "3.5"
    with house.database.reading() as connection:
        (value,) = custom_fields.values_of(connection, lot)
    assert value.text == "3.5"


def test_a_receipt_has_a_label_for_each_line_or_each_unit(house: House) -> None:
    receipt = house.receipt()
    first = arrive(house, receipt, label(ai01=BUTTER, ai37="3", ai10="B1"))
    second = arrive(house, expected_next(first), label(ai01=PUMP, ai21="P1"))
    ids = [each.line.line_id for each in (first, second)]

    with house.database.reading() as connection:
        lines = labelling.labels_of_receipt(connection, receipt.document_id, per_unit=False)
        units = labelling.labels_of_receipt(connection, receipt.document_id, per_unit=True)

    assert [(each.line_id, each.copies) for each in lines] == [(ids[0], 1), (ids[1], 1)]
    assert [(each.line_id, each.copies) for each in units] == [(ids[0], 3), (ids[1], 1)]


def test_jobs_are_numbered_and_told(house: House) -> None:
    _, lot = delivered(house, MILK_24)
    first = print_labels(house, Wanted(lot, copies=3))
    second = print_labels(house, Wanted(lot))

    made = [job_of(house, job) for job in (first, second)]
    assert [(job.number, job.labels, job.status) for job in made] == [
        ("PJ-00001", 3, "waiting"),
        ("PJ-00002", 1, "waiting"),
    ]
    assert audit(house, lot)[-2:] == [
        "Print job PJ-00001: 3 labels",
        "Print job PJ-00002: 1 labels",
    ]


def test_labels_ordered_twice_are_one_job(house: House) -> None:
    _, lot = delivered(house, MILK_24)
    order = OrderLabels(house.uid(), "lot", "1", "digest", [Wanted(lot)])
    jobs = []
    for _twice in range(2):
        with house.database.transaction(house.later()) as tx:
            jobs.append(labelling.order_labels(tx, order))

    assert jobs[0] == jobs[1]
    with house.database.reading() as connection:
        assert len(printed.jobs(connection)) == 1


@pytest.mark.parametrize("copies", [0, -1, 10_001])
def test_no_label_and_too_many_labels_are_refused(house: House, copies: int) -> None:
    _, lot = delivered(house, MILK_24)

    with pytest.raises(Refusal, match="labels cannot be printed in one job") as refused:
        print_labels(house, Wanted(lot, copies=copies))
    assert str(refused.value.remedy) == "Choose from 1 to 10000 labels."
    with house.database.reading() as connection:
        assert printed.jobs(connection) == []


def test_nothing_chosen_is_nothing_printed(house: House) -> None:
    with pytest.raises(Refusal, match="Nothing was chosen to print"):
        print_labels(house, Wanted())


def test_a_label_says_tomorrow_what_it_said_today(house: House) -> None:
    _, lot = delivered(house, MILK_24)
    job = print_labels(house, Wanted(lot))
    with house.database.transaction(house.later()) as tx:
        order = CorrectDates(lot, date(2026, 11, 1), date(2027, 1, 31), None, "supplier's mail")
        changing.correct_dates(tx, order)

    assert [each["expiry"] for each in fields(house, job)] == ["2026-12-31"]
    again = reprint(house, job)
    assert [each["expiry"] for each in fields(house, again)] == ["2027-01-31"]


def test_a_reprint_is_a_job_of_its_own_and_says_why(house: House) -> None:
    _, lot = delivered(house, MILK_24)
    job = print_labels(house, Wanted(lot, copies=2))

    again = job_of(house, reprint(house, job, " torn "))

    assert (again.number, again.labels, again.reason) == ("PJ-00002", 2, "PJ-00001: torn")
    with pytest.raises(Refusal, match="A reprint needs a reason"):
        reprint(house, job, " ")


def test_labels_that_were_voided_are_not_printed_again(house: House) -> None:
    receipt = house.receipt()
    line = arrive(house, receipt, MILK_24).line
    job = print_labels(house, Wanted(line.lsn_id, line.line_id))
    house.post(receipt.document_id)
    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, receipt.document_id, "wrong dock", house.uid())

    with pytest.raises(Refusal, match="Every label of PJ-00001 was voided"):
        reprint(house, job)


def test_what_was_drawn_is_kept_with_its_job(house: House) -> None:
    _, lot = delivered(house, MILK_24)
    job = print_labels(house, Wanted(lot))
    with house.database.transaction(house.later()) as tx:
        labelling.keep_drawn(tx, job, b"%PDF-1.4 label")

    kept = job_of(house, job)
    assert kept.status == "drawn"
    assert kept.pdf_blob_id is not None
    with house.database.reading() as connection:
        assert blobs.read(connection, kept.pdf_blob_id) == b"%PDF-1.4 label"
        assert [each.id for each in printed.unfinished_jobs(connection)] == [job]


def test_a_job_is_followed_in_the_printers_words(house: House) -> None:
    _, lot = delivered(house, MILK_24)
    job = print_labels(house, Wanted(lot))
    for status, words, number in (("sent", "", "17"), ("printed", "on paper", "")):
        with house.database.transaction(house.later()) as tx:
            labelling.note_state(tx, job, status, words, number)

    ended = job_of(house, job)
    assert (ended.status, ended.status_words, ended.printer_job) == (
        "printed",
        "on paper",
        "17",
    )
    with house.database.reading() as connection:
        assert printed.unfinished_jobs(connection) == []


def _in_state(house: House, status: str) -> int:
    _, lot = delivered(house, MILK_24)
    job = print_labels(house, Wanted(lot))
    with house.database.transaction(house.later()) as tx:
        labelling.note_state(tx, job, status)
    return job


@pytest.mark.parametrize("status", ["waiting", "drawn", "failed"])
def test_a_job_that_did_not_reach_its_printer_is_cancelled(house: House, status: str) -> None:
    job = _in_state(house, status)
    with house.database.transaction(house.later()) as tx:
        label_jobs.cancel(tx, job)

    assert job_of(house, job).status == "cancelled"


@pytest.mark.parametrize("status", ["printed", "cancelled"])
def test_a_job_that_ended_is_not_cancelled(house: House, status: str) -> None:
    job = _in_state(house, status)

    with (
        pytest.raises(Refusal, match=f"PJ-00001 is {status} already"),
        house.database.transaction(house.later()) as tx,
    ):
        label_jobs.cancel(tx, job)
    assert job_of(house, job).status == status


def test_an_untracked_items_label_has_no_number(house: House) -> None:
    _, bulk = delivered(house, label(ai01=NAPKIN))
    (said,) = fields(house, print_labels(house, Wanted(bulk)))

    assert (said["item"], said["lot"], said["serial"], said["lsn"]) == ("Napkins", "", "", "")
    assert Decimal(said["gtin"]) == Decimal(NAPKIN)
