"""A file of scans fed to a document, one after the other, as a scanner would."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.cli.receive import show
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Expectation, OutcomeKind
from lsn_desktop.domain.refusals import Refusal, Unavailable
from lsn_desktop.storage import documents

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.program import Program, Station
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.transactions import Tx


def feed(
    program: Program,
    station: Station,
    document_id: int,
    frames: Sequence[bytes],
    arguments: argparse.Namespace,
    use_case: Callable[[Tx, Reading, Expectation, int], Outcome],
) -> Refusal | None:
    """Scan by scan; the first one refused, which ends it but for ``--keep-going``."""
    expected, first = Expectation(document_id), None
    with program.database.reading() as connection:
        number = documents.by_id(connection, document_id).number
    for frame in frames:
        ran = program.scan(station, frame, "file", expected, use_case)
        if ran.bug:
            raise ran.bug
        outcome = ran.outcome
        if outcome.kind is OutcomeKind.FAILED:
            raise Unavailable(outcome.words, outcome.remedy or message("Nothing was added."))
        expected = outcome.next or replace(expected, count=None)
        program.told.told(outcome.seq)
        show(frame, outcome, number, as_json=arguments.json)
        if outcome.kind is OutcomeKind.REFUSED:
            first = first or Refusal(outcome.words, outcome.remedy or message(""))
            if not arguments.keep_going:
                return first
    if expected.label:
        words = message("The last label was not finished: its lot or serial is missing")
        first = first or Refusal(words, message("Scan all the codes of the label."))
    return first
