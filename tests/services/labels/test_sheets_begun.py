"""A job on sheets: each page is sent, doubted and answered as one, and begins at any label."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.labels import label_jobs, labelling, sheets_begun
from lsn_desktop.services.labels.labelling import OrderLabels, Wanted
from lsn_desktop.storage import printed
from tests.dock import delivered, label
from tests.house_for_tests import MILK

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.storage.transactions import Tx
    from tests.house_for_tests import House


T = TypeVar("T")


def run(house: House, act: Callable[[Tx], T]) -> T:
    return house.database.run(house.later(), act)


def job_on_sheets(house: House, labels: int = 6, first: int = 3, room: int = 4) -> int:
    """A released job for sheets of four labels that begins at their third."""
    _, lsn_id = delivered(house, label(ai01=MILK, ai17="261231", ai10="L1"))
    wanted = [Wanted(lsn_id, copies=labels)]
    order = OrderLabels(
        house.uid(), "lot", "1", "d", wanted, "Office",
        sheet="L7160", sheet_labels=room, sheet_start=first,
    )  # fmt: skip
    job = run(house, lambda tx: labelling.order_labels(tx, order))
    run(house, lambda tx: labelling.keep_drawn(tx, job, b"%PDF"))
    run(house, lambda tx: label_jobs.release(tx, job))
    return job


def begin(house: House, job: int) -> list[int]:
    return run(house, lambda tx: label_jobs.begin(tx, job))


def came_out(house: House, job: int, which: list[int]) -> None:
    run(house, lambda tx: label_jobs.came_out(tx, job, which))


def state(house: House, job: int) -> tuple[str, int, list[str]]:
    with house.database.reading() as connection:
        now = printed.job(connection, job)
        copies = printed.copies(connection, job)
    return now.status, now.sheet_start, [copy.state for copy in copies]


def places(house: House) -> dict[str, int]:
    with house.database.reading() as connection:
        return sheets_begun.places(connection, house.later().workstation_id)


def test_the_first_page_takes_what_is_left_of_the_sheet(house: House) -> None:
    job = job_on_sheets(house)

    first = begin(house, job)
    assert (first, begin(house, job)) == ([1, 2], [])
    came_out(house, job, first)
    assert (state(house, job)[1], places(house)) == (1, {"L7160": 1})
    second = begin(house, job)
    assert second == [3, 4, 5, 6]
    came_out(house, job, second)

    assert state(house, job)[:2] == ("printed", 1)


def test_where_the_last_page_ended_is_remembered_for_the_next_job(house: House) -> None:
    job = job_on_sheets(house, labels=5, first=2)
    came_out(house, job, begin(house, job))
    came_out(house, job, begin(house, job))

    assert places(house) == {"L7160": 3}
    again = label_jobs.Reprint(house.uid(), job, "1", "d", "Office", "torn")
    other = run(house, lambda tx: label_jobs.reprint(tx, again))
    assert state(house, other)[1] == 3


@pytest.mark.parametrize(
    ("came", "left", "next_at"), [(True, "printed", 1), (False, "waiting", 3)]
)
def test_a_page_in_doubt_is_answered_for_all_its_labels(
    house: House,
    came: bool,  # noqa: FBT001 - a parameter
    left: str,
    next_at: int,
) -> None:
    job = job_on_sheets(house)
    begin(house, job)
    run(house, label_jobs.interrupted)
    assert state(house, job)[2][:3] == ["uncertain", "uncertain", "waiting"]

    run(house, lambda tx: label_jobs.answer(tx, job, 2, came=came))

    assert state(house, job) == ("paused", next_at, [left, left, *["waiting"] * 4])


def test_a_job_resumed_at_a_label_begins_a_sheet_anywhere(house: House) -> None:
    job = job_on_sheets(house)
    came_out(house, job, begin(house, job))
    run(house, lambda tx: label_jobs.pause(tx, job))
    with pytest.raises(Refusal, match="no label 5"):
        run(house, lambda tx: label_jobs.resume(tx, job, 2, "torn", 5))

    run(house, lambda tx: label_jobs.resume(tx, job, 2, "torn", 4))

    assert begin(house, job) == [2]
    came_out(house, job, [2])
    assert begin(house, job) == [3, 4, 5, 6]


def test_nothing_that_was_not_sent_uses_the_sheet(house: House) -> None:
    job = job_on_sheets(house)
    which = begin(house, job)

    run(house, lambda tx: label_jobs.not_sent(tx, job, which, "off"))

    assert (state(house, job)[:2], places(house)) == (("paused", 3), {})
