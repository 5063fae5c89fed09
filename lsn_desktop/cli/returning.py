"""``lsn return --vendor``: held or rejected goods go back to their supplier, by their scans."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lsn_desktop import delivery_papers
from lsn_desktop.cli.common import frames_of, opened, say
from lsn_desktop.cli.receive import add_file, show
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.outcomes import Expectation, OutcomeKind
from lsn_desktop.domain.refusals import Refusal, Unavailable, refusal
from lsn_desktop.program import new_uid
from lsn_desktop.services import posting, return_scans, returning
from lsn_desktop.services.returning import OpenReturn
from lsn_desktop.storage import catalogue, documents
from printing import spool

if TYPE_CHECKING:
    import argparse

    from lsn_desktop.program import Program, Station


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = commands.add_parser("return", help=_("send held goods back to their supplier"))
    parser.add_argument("--vendor", required=True, metavar="V")
    parser.add_argument("--reason", default="")
    parser.add_argument(
        "-o", dest="note", type=Path, metavar="FILE", help=_("the packing note, PDF")
    )
    add_file(parser)
    parser.set_defaults(run=give_back)


def give_back(arguments: argparse.Namespace) -> int:
    """Put every scan of a file on a return, and post it."""
    with opened(arguments) as (program, station):
        frames = frames_of(arguments.file, raw=arguments.raw, on=station.by().on)
        with program.database.reading() as connection:
            vendor = catalogue.party_by_code(connection, arguments.vendor)
        if vendor is None:
            raise refusal(
                "There is no vendor {code}.", "Check --vendor.", code=arguments.vendor
            )
        order = OpenReturn(new_uid(), vendor.id, arguments.reason)
        document_id = program.database.run(
            station.by(), lambda tx: returning.open_return(tx, order)
        )
        refused = _feed(program, station, document_id, frames, arguments)
        with program.database.reading() as connection:
            lines = len(documents.lines(connection, document_id))
        if not lines or (refused and not arguments.keep_going):
            program.database.run(station.by(), lambda tx: posting.discard(tx, document_id))
        else:
            program.database.run(station.by(), lambda tx: posting.post(tx, document_id))
            if arguments.note:
                spool.save_pdf(
                    arguments.note, delivery_papers.return_note(program, document_id)
                )
        if refused and not arguments.keep_going:
            raise refused
        with program.database.reading() as connection:
            head = documents.by_id(connection, document_id)
        if not arguments.json:
            say(f"{head.number} {head.status}, {lines} lines")
    return 0


def _feed(
    program: Program,
    station: Station,
    document_id: int,
    frames: list[bytes],
    arguments: argparse.Namespace,
) -> Refusal | None:
    """Scan by scan; the first one refused, which ends it but for ``--keep-going``."""
    expected, first = Expectation(document_id), None
    with program.database.reading() as connection:
        number = documents.by_id(connection, document_id).number
    for frame in frames:
        ran = program.scan(station, frame, "file", expected, return_scans.return_scan)
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
                break
    return first
