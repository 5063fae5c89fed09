"""``lsn return``: held goods go back to their supplier, sold ones come back, by their scans."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lsn_desktop.cli.common import frames_of, opened, say
from lsn_desktop.cli.feeding import feed
from lsn_desktop.cli.receive import add_file
from lsn_desktop.domain.messages import _
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.paper import delivery_papers
from lsn_desktop.program import new_uid
from lsn_desktop.services.documents import posting
from lsn_desktop.services.returns import (
    customer_return_scans,
    customer_returns,
    return_scans,
    returning,
)
from lsn_desktop.storage import catalogue, documents
from printing.queues import spool

if TYPE_CHECKING:
    import argparse

    from lsn_desktop.program import Program, Station


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = commands.add_parser(
        "return", help=_("send held goods back to their supplier, take sold ones back")
    )
    whose = parser.add_mutually_exclusive_group(required=True)
    whose.add_argument("--vendor", default="", metavar="V", help=_("they go back to V"))
    whose.add_argument("--customer", default="", metavar="C", help=_("they come back from C"))
    parser.add_argument("--reason", default="")
    parser.add_argument(
        "-o", dest="note", type=Path, metavar="FILE", help=_("the packing note, PDF")
    )
    add_file(parser)
    parser.set_defaults(run=give_back)


def give_back(arguments: argparse.Namespace) -> int:
    """Put every scan of a file on a return, and post it.

    Raises:
        Refusal: nobody is called so, or the first scan that was refused, without
            ``--keep-going``: the return is discarded then.
    """
    if arguments.note and arguments.customer:
        raise refusal("What comes back has no packing note.", "Leave out -o.")
    with opened(arguments) as (program, station):
        frames = frames_of(arguments.file, raw=arguments.raw, on=station.by().on)
        document_id = _begin(program, station, arguments)
        use_case = (
            customer_return_scans.return_scan
            if arguments.customer
            else return_scans.return_scan
        )
        refused = feed(program, station, document_id, frames, arguments, use_case)
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


def _begin(program: Program, station: Station, arguments: argparse.Namespace) -> int:
    code = arguments.vendor or arguments.customer
    with program.database.reading() as connection:
        party = catalogue.party_by_code(connection, code)
    if party is None and arguments.vendor:
        raise refusal("There is no vendor {code}.", "Check --vendor.", code=code)
    if party is None:
        raise refusal("There is no customer {code}.", "Check --customer.", code=code)
    if arguments.customer:
        back = customer_returns.OpenReturn(new_uid(), party.id, arguments.reason)
        return program.database.run(
            station.by(), lambda tx: customer_returns.open_return(tx, back)
        )
    order = returning.OpenReturn(new_uid(), party.id, arguments.reason)
    return program.database.run(station.by(), lambda tx: returning.open_return(tx, order))
