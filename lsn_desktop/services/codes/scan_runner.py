"""The beep is the commit: one scan, from its bytes to what may be told.

OK is told only after COMMIT returned. A refusal rolls back what the use case did and is
journalled with the scan. On a bug everything rolls back, and the scan goes in by itself as
failed; if that fails too, its bytes go to a spill file.

When the connection breaks at COMMIT nobody knows whether it was done: the scan is handed in
again under its uid, and if it is there, what was decided then is told now.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Outcome, OutcomeKind
from lsn_desktop.domain.refusals import ConnectionLost, Refusal, Unavailable
from lsn_desktop.storage import journal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lsn_desktop.domain.events import Event
    from lsn_desktop.domain.outcomes import Expectation
    from lsn_desktop.storage.transactions import By, Database, Tx

# What each try of a scan came to, by its row: one of them may have been committed.
Decided: TypeAlias = "dict[int, tuple[Outcome, list[Event]]]"
_PAUSES = (0.0, 1.0, 2.0)  # seconds before a scan is handed in again


@dataclass(frozen=True, slots=True)
class Arrival:
    """A scan as it came, before anyone knows what it means.

    ``uid`` is given where it arrived: the same scan handed in twice is recorded once.
    ``told_mark`` is the highest sequence the operator was told of so far.
    """

    uid: str
    data: bytes
    device: str
    told_mark: int = 0
    symbology: str | None = None
    read_as: str = ""


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a scan; ``bug`` is for the crash report, never for the operator."""

    outcome: Outcome
    bug: Exception | None = None


def run(
    database: Database,
    by: By,
    arrival: Arrival,
    expectation: Expectation,
    use_case: Callable[[Tx, Expectation, int], Outcome],
    *,
    spill: Path | None = None,
) -> Ran:
    """Record a scan and what became of it; returns what may now be told.

    ``use_case`` has no effect but the database, so it may be run again from the start.
    Nothing is raised: a failure of the surroundings comes back as an outcome that says
    whether the scan is recorded.
    """
    try:
        return Ran(_until_known(database, by, arrival, expectation, use_case))
    except Unavailable as unavailable:
        _spill(spill, arrival)
        return Ran(_not_recorded(unavailable, expectation))
    except Exception as bug:  # noqa: BLE001 - a bug must not cost a scan
        return Ran(_failed(database, by, arrival, expectation, spill), bug)


def _until_known(
    database: Database,
    by: By,
    arrival: Arrival,
    expectation: Expectation,
    use_case: Callable[[Tx, Expectation, int], Outcome],
) -> Outcome:
    """Run a scan; after a broken connection again, until it is known to be recorded."""
    decided: Decided = {}

    def work(tx: Tx) -> Outcome:
        return _recorded(tx, arrival, expectation, use_case, decided)

    try:
        return database.run(by, work)
    except ConnectionLost as lost:
        for pause in _PAUSES:
            time.sleep(pause)
            try:
                return database.run(by, work)
            except Unavailable:
                continue
        raise lost from None


def _recorded(
    tx: Tx,
    arrival: Arrival,
    expectation: Expectation,
    use_case: Callable[[Tx, Expectation, int], Outcome],
    decided: Decided,
) -> Outcome:
    added = _add(tx, arrival, expectation)
    if added is None:
        return _recorded_before(tx, arrival, expectation, decided)
    scan_id, seq = added
    try:
        with tx.savepoint():
            outcome = use_case(tx, expectation, scan_id)
    except Refusal as refused:
        outcome = Outcome(OutcomeKind.REFUSED, refused.fact, expectation, refused.remedy)
    journal.add_outcome(
        tx,
        scan_id,
        outcome.kind,
        outcome.words,
        remedy=outcome.remedy,
        line_id=outcome.line.line_id,
    )
    outcome = replace(outcome, scan_id=scan_id, seq=seq)
    decided[scan_id] = outcome, list(tx.events)
    return outcome


def _recorded_before(
    tx: Tx, arrival: Arrival, expectation: Expectation, decided: Decided
) -> Outcome:
    ours = decided.get(journal.by_uid(tx.connection, arrival.uid) or 0)
    if ours is None:
        words = message("This scan was recorded before")
        return Outcome(OutcomeKind.ATTENTION, words, expectation)
    outcome, events = ours
    tx.events += events
    return outcome


def _add(tx: Tx, arrival: Arrival, expectation: Expectation) -> tuple[int, int] | None:
    return journal.add_scan(
        tx,
        uid=arrival.uid,
        told_mark=arrival.told_mark,
        device=arrival.device,
        data=arrival.data,
        symbology=arrival.symbology,
        read_as=arrival.read_as,
        document_id=expectation.document_id or None,
    )


def _failed(
    database: Database, by: By, arrival: Arrival, expectation: Expectation, spill: Path | None
) -> Outcome:
    words = message("The program made a mistake with this scan: no stock was changed")
    remedy = message("Scan it again; if it fails again, type the line (F2) and tell us.")

    def record(tx: Tx) -> Outcome:
        added = _add(tx, arrival, expectation)
        if added is None:
            return Outcome(OutcomeKind.FAILED, words, expectation, remedy)
        journal.add_outcome(tx, added[0], OutcomeKind.FAILED, words, remedy=remedy)
        outcome = Outcome(OutcomeKind.FAILED, words, expectation, remedy)
        return replace(outcome, scan_id=added[0], seq=added[1])

    try:
        return database.run(by, record)
    except Exception as again:  # noqa: BLE001 - the last net under a scan
        _spill(spill, arrival)
        fact = again.fact if isinstance(again, Unavailable) else words
        return Outcome(OutcomeKind.FAILED, fact, expectation, message("Not recorded."))


def _not_recorded(unavailable: Unavailable, expectation: Expectation) -> Outcome:
    return Outcome(OutcomeKind.FAILED, unavailable.fact, expectation, unavailable.remedy)


def _spill(spill: Path | None, arrival: Arrival) -> None:
    """Keep the bytes beside the database, one scan a line, for whoever mends it."""
    if spill is None:
        return
    try:
        with spill.open("a", encoding="ascii") as file:
            file.write(f"{arrival.uid}\t{arrival.device!r}\t{arrival.data!r}\n")
    except OSError:
        return
