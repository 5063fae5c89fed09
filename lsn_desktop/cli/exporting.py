"""``lsn export``: every list as CSV, XLSX or PDF; the journal so that it can be replayed."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lsn_desktop.cli.common import opened, with_database
from lsn_desktop.domain.messages import _
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.paper import table_files
from lsn_desktop.program import day_of
from lsn_desktop.services.office import exporting, whole_lists
from lsn_desktop.storage import house
from printing.queues import spool

if TYPE_CHECKING:
    import argparse

    from lsn_desktop.program import Station
    from lsn_desktop.storage.transactions import Connection

_DATED = ("journal", "ledger")


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``export``."""
    parser = commands.add_parser("export", help=_("write a list to a file"))
    parser.add_argument("what", choices=tuple(whole_lists.LISTS))
    parser.add_argument("--since", type=date.fromisoformat, metavar="DAY")
    parser.add_argument("--until", type=date.fromisoformat, metavar="DAY")
    parser.add_argument("-o", dest="target", default="-", metavar="FILE")
    with_database(parser)
    parser.set_defaults(run=export)


def export(arguments: argparse.Namespace) -> int:
    """A list by the kind of file its name says: CSV if none, the journal as JSON lines."""
    suffix = Path(arguments.target).suffix.lower()
    if suffix not in table_files.SUFFIXES:
        suffix = ".jsonl" if arguments.what == "journal" else ".csv"
    if (arguments.since or arguments.until) and arguments.what not in _DATED:
        raise refusal(
            "{what} has no days to choose from.",
            "Leave --since and --until out.",
            what=arguments.what,
        )
    with opened(arguments) as (program, station), program.database.reading() as connection:
        if suffix == ".jsonl":
            data = exporting.journal_lines(connection, _wanted(arguments, station)).encode()
        else:
            data = _as_file(connection, arguments, suffix)
    if arguments.target == "-":
        sys.stdout.write(data.decode("utf-8-sig"))
    else:
        spool.save_pdf(Path(arguments.target), data)
    return 0


def _wanted(arguments: argparse.Namespace, station: Station) -> whole_lists.Wanted:
    """Whether a scan of an instant is of the days asked for."""
    since, until = arguments.since, arguments.until

    def wanted(at: int) -> bool:
        on = day_of(at, station.time_zone)
        return (since is None or on >= since) and (until is None or on <= until)

    return wanted


def _as_file(connection: Connection, arguments: argparse.Namespace, suffix: str) -> bytes:
    sheet = whole_lists.sheet(
        connection, arguments.what, since=arguments.since, until=arguments.until
    )
    company = house.the_company(connection)
    return table_files.as_file(
        suffix, _(sheet.title), sheet.headings, sheet.rows, company.name if company else ""
    )
