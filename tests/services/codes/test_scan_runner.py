"""A scan is on disk before it is told, whatever becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.domain.refusals import Unavailable, refusal
from lsn_desktop.services.codes import scan_runner
from lsn_desktop.services.codes.scan_runner import Arrival
from lsn_desktop.services.office import signing
from lsn_desktop.storage import journal, people
from tests.dock import rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lsn_desktop.services.codes.scan_runner import Ran
    from lsn_desktop.storage.transactions import Tx
    from tests.house_for_tests import House

OK = Outcome(OutcomeKind.OK, message("Fine"))


def run(
    house: House,
    receipt: Expectation,
    use_case: Callable[[Tx, Expectation, int], Outcome],
    spill: Path | None = None,
) -> Ran:
    arrival = Arrival(house.uid(), b"]C1\x1d\x00\xff", "COM3")
    return scan_runner.run(
        house.database, house.later(), arrival, receipt, use_case, spill=spill
    )


def fine(_tx: Tx, _expectation: Expectation, _scan_id: int) -> Outcome:
    return OK


def names(house: House) -> list[str]:
    with house.database.reading() as connection:
        return [user.name for user in people.users(connection)]


def test_the_bytes_are_kept_as_they_came(house: House) -> None:
    receipt = house.receipt()
    outcome = run(house, receipt, fine).outcome

    with house.database.reading() as connection:
        (kept,) = journal.of_document(connection, receipt.document_id)
    assert (kept.data, kept.device, kept.seq) == (b"]C1\x1d\x00\xff", "COM3", outcome.seq)


def test_scans_of_a_station_are_numbered_without_a_gap(house: House) -> None:
    receipt = house.receipt()
    seqs = [run(house, receipt, fine).outcome.seq for _ in range(4)]
    assert seqs == [1, 2, 3, 4]


def test_a_refusal_undoes_what_was_done_and_is_journalled(house: House) -> None:
    receipt = house.receipt()
    told: list[Event] = []
    house.database.announce = told.extend

    def change_and_refuse(tx: Tx, _expectation: Expectation, _scan_id: int) -> Outcome:
        signing.add_user(tx, "Ghost", "2580")
        raise refusal("No {what}.", "Try {what} again.", what="luck")

    ran = run(house, receipt, change_and_refuse)

    assert ran.bug is None
    assert (ran.outcome.kind, str(ran.outcome.words), str(ran.outcome.remedy)) == (
        "refused",
        "No luck.",
        "Try luck again.",
    )
    assert ran.outcome.next == receipt
    assert rows(house, receipt.document_id) == [("refused", "No luck.")]
    assert names(house) == ["Olga"]
    assert told == []


def test_a_bug_costs_no_scan_and_changes_nothing(house: House) -> None:
    receipt = house.receipt()

    def change_and_fail(tx: Tx, _expectation: Expectation, _scan_id: int) -> Outcome:
        signing.add_user(tx, "Ghost", "2580")
        return 1 / 0  # type: ignore[return-value]

    ran = run(house, receipt, change_and_fail)

    assert isinstance(ran.bug, ZeroDivisionError)
    assert ran.outcome.kind == "failed"
    assert rows(house, receipt.document_id) == [
        ("failed", "The program made a mistake with this scan: no stock was changed")
    ]
    assert names(house) == ["Olga"]


def test_what_cannot_be_recorded_is_spilled_and_said(house: House, tmp_path: Path) -> None:
    receipt = house.receipt()

    def full(_tx: Tx, _expectation: Expectation, _scan_id: int) -> Outcome:
        raise Unavailable(message("The disk is full."), message("Make room."))

    spill = tmp_path / "spill.txt"
    ran = run(house, receipt, full, spill)

    assert (ran.outcome.kind, str(ran.outcome.words)) == ("failed", "The disk is full.")
    assert ran.outcome.seq is None
    assert rows(house, receipt.document_id) == []
    (line,) = spill.read_text("ascii").splitlines()
    assert line.endswith(repr(b"]C1\x1d\x00\xff"))


def test_ok_is_told_after_the_commit_and_never_before(house: House) -> None:
    receipt = house.receipt()
    told: list[str] = []

    def say(_events: list[Event]) -> None:
        told.append("event")

    def committed(_connection: object) -> None:
        told.append("commit")

    house.database.announce = say
    event.listen(house.database.writer, "commit", committed)

    def change(tx: Tx, _expectation: Expectation, _scan_id: int) -> Outcome:
        tx.events.append(Event("stock"))
        return OK

    run(house, receipt, change)
    told.append("told")

    assert told == ["commit", "event", "told"]


@pytest.mark.parametrize("again", [False, True])
def test_a_use_case_runs_once_for_a_uid(house: House, *, again: bool) -> None:
    receipt = house.receipt()
    ran: list[int] = []

    def count(_tx: Tx, _expectation: Expectation, scan_id: int) -> Outcome:
        ran.append(scan_id)
        return OK

    uid = house.uid()
    for _time in range(2):
        arrival = Arrival(uid if again else house.uid(), b"x", "test")
        scan_runner.run(house.database, house.later(), arrival, receipt, count)

    assert len(ran) == (1 if again else 2)
