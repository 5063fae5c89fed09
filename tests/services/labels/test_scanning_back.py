"""A label that came out waits for its scan, where its printer asks for one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.scanning.read import read
from lsn_desktop.services.labels import label_jobs, labelling, scanning_back
from lsn_desktop.services.labels import printers as using
from lsn_desktop.services.labels.labelling import OrderLabels, Wanted
from lsn_desktop.services.labels.printers import PrinterFacts
from lsn_desktop.storage import scan_backs, verifying
from tests.dock import delivered, label
from tests.house_for_tests import MILK, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.scan_backs import Waiting
    from lsn_desktop.storage.transactions import Tx
    from tests.house_for_tests import House

T = TypeVar("T")
SAYS = label(ai01=MILK, ai10="M1", ai17="270131")


def run(house: House, act: Callable[[Tx], T]) -> T:
    with house.database.transaction(house.later()) as tx:
        return act(tx)


def came_out(house: House, scans_back: str, labels: int = 3) -> int:
    """A job of labels of one lot that came out of a printer."""
    _, lot = delivered(house, label(ai01=MILK, ai17="270131", ai37="5", ai10="M1"))
    facts = PrinterFacts("Zebra", "tcp", "127.0.0.1:9", scans_back=scans_back)
    run(house, lambda tx: using.add(tx, house.uid(), facts))
    wanted = [Wanted(lot, copies=labels)]
    order = OrderLabels(house.uid(), "lot", "1", "digest", wanted, "Zebra")
    job_id = run(house, lambda tx: labelling.order_labels(tx, order))
    run(house, lambda tx: labelling.keep_drawn(tx, job_id, b"%PDF"))
    run(house, lambda tx: label_jobs.release(tx, job_id))
    for _each in range(labels):
        which = run(house, lambda tx: label_jobs.begin(tx, job_id))
        run(house, partial(label_jobs.came_out, job_id=job_id, which=which))
    return job_id


def waiting(house: House) -> list[Waiting]:
    with house.database.reading() as connection:
        return scan_backs.waiting(connection, house.later().workstation_id)


def results(house: House, job_id: int) -> dict[int, str]:
    with house.database.reading() as connection:
        found = scan_backs.of_job(connection, job_id)
    return {number: checked.result for number, checked in found.items()}


def reading(text: str) -> Reading:
    return read(text.encode(), today=TODAY)


def scan(house: House, text: str, *, says: str = SAYS) -> str:
    one, expected = waiting(house)[0], [reading("]d0PLAIN"), reading(says)]
    return str(
        run(house, lambda tx: scanning_back.scanned(tx, one, expected, reading(text))).words
    )


@pytest.mark.parametrize(("asks", "which"), [("never", []), ("first", [1]), ("all", [1, 2, 3])])
def test_a_printer_asks_for_the_scan_of_none_of_the_first_or_of_all(
    house: House, asks: str, which: list[int]
) -> None:
    job_id = came_out(house, asks)

    assert list(results(house, job_id)) == which
    assert [(one.label, one.labels, one.left) for one in waiting(house)] == [
        (1, 3, len(which)) for _any in which[:1]
    ]


def test_a_label_that_says_what_was_printed_is_checked_by_whom_and_when(house: House) -> None:
    job_id = came_out(house, "all")

    assert scan(house, SAYS) == "It reads: 1 of 3 of PJ-00001 scanned."  # which, nobody knows
    assert scan(house, SAYS.removeprefix("]C1")) == "It reads: 2 of 3 of PJ-00001 scanned."
    assert scan(house, "]d0PLAIN") == "It reads: 3 of 3 of PJ-00001 scanned."

    assert waiting(house) == []
    assert results(house, job_id) == {1: "reads", 2: "reads", 3: "reads"}
    with house.database.reading() as connection:
        checked = scan_backs.of_job(connection, job_id)[1]
        assert checked.at is not None
        assert checked.who
        assert scan_backs.numbers_waiting(connection, job_id) == []
        assert list(verifying.verify(connection)) == []


def test_labels_that_look_alike_are_counted_and_one_by_itself_is_named(house: House) -> None:
    came_out(house, "all")
    _, other = delivered(house, label(ai01=MILK, ai17="270131", ai37="5", ai10="M2"))
    order = OrderLabels(house.uid(), "lot", "1", "digest", [Wanted(other)], "Zebra")
    job_id = run(house, lambda tx: labelling.order_labels(tx, order))
    run(house, lambda tx: labelling.keep_drawn(tx, job_id, b"%PDF"))
    run(house, lambda tx: label_jobs.release(tx, job_id))
    which = run(house, lambda tx: label_jobs.begin(tx, job_id))
    run(house, lambda tx: label_jobs.came_out(tx, job_id, which))

    assert [(one.done, one.asked, one.alike) for one in waiting(house)] == [
        (0, 3, 3),
        (0, 1, 1),
    ]
    run(house, lambda tx: scanning_back.does_not_read(tx, waiting(house)[0]))
    assert [(one.done, one.asked, one.alike) for one in waiting(house)] == [
        (1, 3, 3),
        (0, 1, 1),
    ]


@pytest.mark.parametrize(
    ("text", "says", "fact"),
    [
        (label(ai01=MILK, ai17="270131", ai10="M9"), SAYS, "Label 1 of PJ-00001"),
        ("M1", SAYS, "This label names M1"),
        ("]Q1" + SAYS[3:], SAYS, "not of the kind that was printed"),
        (
            label(ai10="M1", ai21="X").removeprefix("]C1").replace("\x1d", ""),
            label(ai10="M1", ai21="X"),
            "came without its separators",
        ),
    ],
    ids=["another lot", "a code of ours", "another symbology", "no separators"],
)
def test_another_label_is_refused_in_words_and_the_one_meant_waits_on(
    house: House, text: str, says: str, fact: str
) -> None:
    job_id = came_out(house, "first")

    with pytest.raises(Refusal, match=fact):
        scan(house, text, says=says)

    assert results(house, job_id) == {1: ""}


def test_a_label_that_does_not_read_is_told_once(house: House) -> None:
    job_id = came_out(house, "all")
    first = waiting(house)[0]

    words = run(house, lambda tx: scanning_back.does_not_read(tx, first))
    with pytest.raises(Refusal, match="waits for no scan"):
        run(house, lambda tx: scanning_back.does_not_read(tx, first))

    assert str(words) == "Label 1 does not read"
    assert results(house, job_id) == {1: "fails", 2: "", 3: ""}
    assert run(house, lambda tx: scanning_back.leave(tx, waiting(house)[0])) == 2
    assert results(house, job_id) == {1: "fails", 2: "left", 3: "left"}
    assert waiting(house) == []


def test_a_label_printed_again_waits_again(house: House) -> None:
    job_id = came_out(house, "all", 2)
    scan(house, SAYS)
    _, lot = delivered(house, label(ai01=MILK, ai17="270131", ai37="5", ai10="M2"))
    order = OrderLabels(house.uid(), "lot", "1", "digest", [Wanted(lot, copies=2)], "Zebra")
    other = run(house, lambda tx: labelling.order_labels(tx, order))
    run(house, lambda tx: labelling.keep_drawn(tx, other, b"%PDF"))
    run(house, lambda tx: label_jobs.release(tx, other))
    run(house, lambda tx: label_jobs.came_out(tx, other, label_jobs.begin(tx, other)))
    one = next(each for each in waiting(house) if each.job_id == other)
    run(house, lambda tx: scanning_back.scanned(tx, one, [reading(SAYS)], reading(SAYS)))
    run(house, lambda tx: label_jobs.pause(tx, other))

    run(house, lambda tx: label_jobs.resume(tx, other, 1, "smeared"))

    assert results(house, other) == {}  # it is other paper
    run(house, lambda tx: label_jobs.came_out(tx, other, label_jobs.begin(tx, other)))
    assert results(house, other) == {1: ""}
    assert results(house, job_id) == {1: "reads", 2: ""}


def test_a_label_in_doubt_that_came_out_waits_for_its_scan(house: House) -> None:
    came_out(house, "all", 1)
    _, lot = delivered(house, label(ai01=MILK, ai17="270131", ai37="5", ai10="M2"))
    order = OrderLabels(house.uid(), "lot", "1", "digest", [Wanted(lot)], "Zebra")
    doubtful = run(house, lambda tx: labelling.order_labels(tx, order))
    run(house, lambda tx: labelling.keep_drawn(tx, doubtful, b"%PDF"))
    run(house, lambda tx: label_jobs.release(tx, doubtful))
    which = run(house, lambda tx: label_jobs.begin(tx, doubtful))
    run(house, lambda tx: label_jobs.in_doubt(tx, doubtful, which, "lost"))
    assert results(house, doubtful) == {}

    run(house, lambda tx: label_jobs.answer(tx, doubtful, 1, came=True))

    assert results(house, doubtful) == {1: ""}
