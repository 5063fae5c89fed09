from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.labels import labelling
from lsn_desktop.services.labels.labelling import OrderLabels, Wanted
from lsn_desktop.storage import label_copies, lists, people, printed
from lsn_desktop.storage.printed import NEWEST
from tests.dock import label
from tests.house_for_tests import BUTTER

if TYPE_CHECKING:
    from tests.house_for_tests import House


def order(house: House, lsn_id: int, copies: int, printer: str) -> int:
    with house.database.transaction(house.later()) as tx:
        return labelling.order_labels(
            tx,
            OrderLabels(house.uid(), "lot", "1", "-", [Wanted(lsn_id, copies=copies)], printer),
        )


@pytest.fixture
def printing(house: House) -> House:
    """Three jobs: 3, 1 and 2 labels of two lots, on two printers."""
    receipt = house.receipt()
    for lot in ("B1", "B2"):
        house.scan(receipt, label(ai01=BUTTER, ai10=lot))
    house.post(receipt.document_id)
    with house.database.reading() as connection:
        one, two = (row.id for row in lists.lsns(connection))
    order(house, one, 3, "Zebra")
    order(house, two, 1, "")
    order(house, one, 2, "Brother")
    return house


def numbers(house: House, typed: str = "", **way: object) -> list[str]:
    with house.database.reading() as connection:
        rows = printed.jobs(connection, typed, replace(NEWEST, **way))  # type: ignore[arg-type]
    return [row.number[-1] for row in rows]


def test_jobs_are_found_by_number_printer_or_lot(printing: House) -> None:
    assert numbers(printing) == ["3", "2", "1"]
    assert numbers(printing, "pj-00002") == ["2"]
    assert numbers(printing, "zeb") == ["1"]
    assert numbers(printing, "b1") == ["3", "1"]
    assert numbers(printing, "%") == []


@pytest.mark.parametrize(
    ("by", "expected"), [("labels", "231"), ("printer", "231"), ("number", "123")]
)
def test_jobs_are_put_in_order_by_any_column(printing: House, by: str, expected: str) -> None:
    assert numbers(printing, by=by, descending=False) == list(expected)
    assert numbers(printing, by=by, descending=True) == list(expected)[::-1]


def test_the_next_page_begins_after_the_last_row(printing: House) -> None:
    with printing.database.reading() as connection:
        first = printed.jobs(connection, n=2)
        after = replace(NEWEST, after=(first[-1].id, first[-1].id))
        rest = printed.jobs(connection, "", after, n=2)

    assert [row.number for row in (*first, *rest)] == ["PJ-00003", "PJ-00002", "PJ-00001"]


def test_only_jobs_this_workstation_sent_are_followed(printing: House) -> None:
    with printing.database.transaction(printing.later()) as tx:
        labelling.note_state(tx, 1, "sent", "", "17")
        other = people.add_workstation(tx.connection, "DOCK-2")

    with printing.database.reading() as connection:
        ours = label_copies.at_work(connection, printing.by.workstation_id)
        theirs = label_copies.at_work(connection, other)

    assert (ours, theirs) == ([1], [])


def test_a_job_that_goes_to_another_printer_is_drawn_anew(printing: House) -> None:
    with printing.database.transaction(printing.later()) as tx:
        labelling.keep_drawn(tx, 1, b"for the dots of the Zebra")
        labelling.choose_printer(tx, 1, "Brother")
        job = printed.job(tx.connection, 1)

    assert (job.printer, job.status, job.pdf_blob_id) == ("Brother", "waiting", None)


def test_a_job_on_paper_keeps_its_printer(printing: House) -> None:
    with printing.database.transaction(printing.later()) as tx:
        labelling.note_state(tx, 1, "printed")
        with pytest.raises(Refusal, match="PJ-00001 is printed already"):
            labelling.choose_printer(tx, 1, "Brother")


def test_labels_of_goods_that_went_back_are_marked(printing: House) -> None:
    with printing.database.transaction(printing.later()) as tx:
        lsn_id = printed.copies(tx.connection, 1)[0].lsn_id
        line = labelling.labels_of_receipt(tx.connection, 1, per_unit=False)[0]
        assert (line.lsn_id, line.line_id) == (lsn_id, 1)
        job = labelling.order_labels(tx, OrderLabels("u", "lot", "1", "-", [line]))
        printed.void_copies(tx, 1)
        (copy,) = printed.copies(tx.connection, job)

    assert copy.voided
