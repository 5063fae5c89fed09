"""The label of a serial is one job's, so that no number is on two things by accident.

Several copies in one job are meant: a serial on the carton and on the device. A second job
carries it only as a reprint of the first, with a reason that is kept.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.storage import label_copies, printed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.services.labels.labelling import Wanted
    from lsn_desktop.storage.label_copies import Claim
    from lsn_desktop.storage.printed import Copy
    from lsn_desktop.storage.transactions import Connection, Tx


class LabelTaken(Refusal):
    """Serials have their label already; ``job_id`` is the job that can be printed again."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        first, count = claims[0], len(claims)
        fact = message(
            "{code} has its label in print job {job}.", code=first.code, job=first.job
        )
        if count > 1:
            fact = message(
                "{count} of these serials have their label already; {code} in print job {job}.",
                count=count,
                code=first.code,
                job=first.job,
            )
        remedy = message("Open {job} and print it again, with the reason.", job=first.job)
        super().__init__(fact, remedy)
        self.job_id = first.job_id


def claimed(tx: Tx, copies: Sequence[Copy], reprint_of: int | None) -> list[Copy]:
    """The labels of a new job, the first of each serial with its claim.

    Raises:
        LabelTaken: a serial's label is in a job that this one does not print again.
    """
    of_lsns = [copy.lsn_id for copy in copies if copy.lsn_id is not None]
    to_claim = label_copies.serials(tx.connection, of_lsns)
    again = _line_of(tx.connection, reprint_of)
    taken = label_copies.claims_on(tx.connection, to_claim)
    if others := [claim for claim in taken if claim.job_id not in again]:
        raise LabelTaken(others)
    to_claim -= {claim.lsn_id for claim in taken}
    found = []
    for copy in copies:
        claims = copy.lsn_id in to_claim
        found.append(replace(copy, claims=claims))
        to_claim.discard(copy.lsn_id or 0)
    return found


def without_their_labels(connection: Connection, wanted: Sequence[Wanted]) -> list[Wanted]:
    """Those of which no serial has its label yet; all of them, if every one has."""
    of_lsns = [each.lsn_id for each in wanted if each.lsn_id is not None]
    taken = {claim.lsn_id for claim in label_copies.claims_on(connection, of_lsns)}
    return [each for each in wanted if each.lsn_id not in taken] or list(wanted)


def _line_of(connection: Connection, job_id: int | None) -> set[int]:
    """A job, the one it prints again, and so on to the first."""
    line: set[int] = set()
    while job_id is not None:
        line.add(job_id)
        job_id = printed.job(connection, job_id).reprint_of
    return line
