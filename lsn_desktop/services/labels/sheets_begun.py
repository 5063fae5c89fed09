"""Sheets of labels that were begun: where the next page starts, remembered by workstation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.refusals import refusal
from lsn_desktop.storage import house, printed

if TYPE_CHECKING:
    from lsn_desktop.storage.printed import PrintJob
    from lsn_desktop.storage.transactions import Connection, Tx

_NEXT = "label sheet next "  # and the sheet: a setting of a workstation


def room(job: PrintJob) -> int:
    """How many labels its next page has room for."""
    return job.sheet_labels - job.sheet_start + 1


def used(tx: Tx, job_id: int, labels: int) -> None:
    """So many labels came out: the next page begins behind them, also in the next job here."""
    job = printed.job(tx.connection, job_id)
    if job.sheet:
        _keep(tx, job, (job.sheet_start - 1 + labels) % job.sheet_labels + 1)


def begin_at(tx: Tx, job: PrintJob, place: int) -> None:
    """Let the next page of a job begin at this label of its sheet, from 1.

    Raises:
        Refusal: there is no such label.
    """
    if not 1 <= place <= job.sheet_labels:
        raise refusal(
            "The sheet of {number} has no label {place}.",
            "Begin at a label from 1 to {most}.",
            number=job.number,
            place=place,
            most=job.sheet_labels,
        )
    _keep(tx, job, place)


def next_place(tx: Tx, sheet: str) -> int:
    """Where the last page of such sheets ended at this workstation; 1 for a new one."""
    return places(tx.connection, tx.by.workstation_id).get(sheet, 1)


def places(connection: Connection, workstation_id: int) -> dict[str, int]:
    """The first free label of each sheet that was begun at a workstation."""
    return {
        name.removeprefix(_NEXT): int(place)
        for name, place in house.settings(connection, _scope(workstation_id)).items()
        if name.startswith(_NEXT)
    }


def follow(tx: Tx, sheet: str, now: str) -> None:
    """A sheet is another now: those that were begun, anywhere, go on where they are."""
    if sheet != now:
        house.rename_setting(tx.connection, _NEXT + sheet, _NEXT + now)


def _keep(tx: Tx, job: PrintJob, place: int) -> None:
    printed.change_job(tx, job.id, {"sheet_start": place})
    scope = _scope(tx.by.workstation_id)
    house.set_setting(tx.connection, _NEXT + job.sheet, str(place), scope)


def _scope(workstation_id: int) -> str:
    return f"workstation {workstation_id}"
