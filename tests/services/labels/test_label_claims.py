"""A serial's label is one job's, unless it is printed again for a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.documents import posting
from lsn_desktop.services.labels import label_jobs
from lsn_desktop.services.labels.label_claims import LabelTaken
from lsn_desktop.services.labels.labelling import Wanted
from lsn_desktop.storage import label_copies, printed
from lsn_desktop.storage.tables.output import label_copy
from tests.dock import arrive, delivered, label, print_labels
from tests.house_for_tests import CHIP

if TYPE_CHECKING:
    from tests.house_for_tests import House


@pytest.fixture
def serial(house: House) -> int:
    _, lsn_id = delivered(house, label(ai01=CHIP, ai17="280229", ai10="C1", ai21="S1"))
    return lsn_id


def again(house: House, job: int, only: tuple[int, ...] = ()) -> int:
    with house.database.transaction(house.later()) as tx:
        order = label_jobs.Reprint(house.uid(), job, "1", "digest", "", "torn", only)
        return label_jobs.reprint(tx, order)


def claims(house: House, job: int) -> list[bool]:
    with house.database.reading() as connection:
        return [copy.claims for copy in printed.copies(connection, job)]


def test_a_second_job_of_a_serial_is_refused_and_names_the_first(
    house: House, serial: int
) -> None:
    first = print_labels(house, Wanted(serial))

    with pytest.raises(LabelTaken, match="S1 has its label in print job PJ-00001") as refused:
        print_labels(house, Wanted(serial))

    assert refused.value.job_id == first
    assert "Open PJ-00001 and print it again, with the reason." in str(refused.value)
    with house.database.reading() as connection:
        assert [job.id for job in printed.jobs(connection)] == [first]


def test_several_copies_of_a_serial_in_one_job_are_meant(house: House, serial: int) -> None:
    job = print_labels(house, Wanted(serial, copies=3))

    assert claims(house, job) == [True, False, False]


def test_a_reprint_carries_the_serial_and_is_recorded(house: House, serial: int) -> None:
    first = print_labels(house, Wanted(serial))
    second = again(house, first)
    third = again(house, second)

    with house.database.reading() as connection:
        made = [printed.job(connection, job).reprint_of for job in (first, second, third)]
        held = label_copies.claims_on(connection, [serial])
    assert made == [None, first, second]
    assert [claim.job_id for claim in held] == [first]


def test_one_label_of_a_job_is_printed_again(house: House, serial: int) -> None:
    first = print_labels(house, Wanted(serial, copies=3))

    with house.database.reading() as connection:
        assert printed.job(connection, again(house, first, only=(2,))).labels == 1


def test_a_job_given_up_frees_its_serials(house: House, serial: int) -> None:
    first = print_labels(house, Wanted(serial))
    with house.database.transaction(house.later()) as tx:
        label_jobs.cancel(tx, first)

    second = print_labels(house, Wanted(serial))

    assert claims(house, second) == [True]
    with pytest.raises(LabelTaken, match="PJ-00002"):
        again(house, first)


def test_goods_taken_back_free_their_serials(house: House) -> None:
    receipt = house.receipt()
    line = arrive(house, receipt, label(ai01=CHIP, ai17="280229", ai10="C1", ai21="S1")).line
    print_labels(house, Wanted(line.lsn_id, line.line_id))
    house.post(receipt.document_id)
    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, receipt.document_id, "wrong dock", house.uid())

    assert claims(house, print_labels(house, Wanted(line.lsn_id))) == [True]


def test_a_serial_that_came_out_stays_claimed_when_the_rest_is_cancelled(
    house: House, serial: int
) -> None:
    job = print_labels(house, Wanted(serial, copies=2))
    with house.database.transaction(house.later()) as tx:
        printed.change_job(tx, job, {"status": "sent"})
        label_jobs.came_out(tx, job, label_jobs.begin(tx, job))
        label_jobs.cancel(tx, job)

    assert claims(house, job) == [True, False]
    with pytest.raises(Refusal, match="S1 has its label"):
        print_labels(house, Wanted(serial))


def test_the_database_itself_allows_one_claim(house: House, serial: int) -> None:
    print_labels(house, Wanted(serial, copies=2))

    with pytest.raises(IntegrityError), house.database.writer.begin() as connection:
        connection.execute(update(label_copy).values(claims=True))
