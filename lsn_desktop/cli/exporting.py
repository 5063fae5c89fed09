"""``lsn export``: the scan journal and the ledger, as files for others."""

from __future__ import annotations

import csv
import io
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lsn_desktop.cli.common import opened, with_database
from lsn_desktop.domain.messages import _
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.program import day_of
from lsn_desktop.services import exporting
from lsn_desktop.storage import stock
from printing import spool

if TYPE_CHECKING:
    import argparse

    from lsn_desktop.storage.transactions import Connection


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``export``."""
    parser = commands.add_parser("export", help=_("write the journal or the ledger to a file"))
    parser.add_argument("what", choices=("journal", "ledger"))
    parser.add_argument("--since", type=date.fromisoformat, metavar="DAY")
    parser.add_argument("--until", type=date.fromisoformat, metavar="DAY")
    parser.add_argument("-o", dest="target", default="-", metavar="FILE")
    with_database(parser)
    parser.set_defaults(run=export)


def export(arguments: argparse.Namespace) -> int:
    """The journal as JSON lines (its scans can be replayed), the ledger as CSV."""
    with opened(arguments) as (program, station), program.database.reading() as connection:
        if arguments.what == "journal":
            since, until = arguments.since, arguments.until

            def wanted(at: int) -> bool:
                on = day_of(at, station.time_zone)
                return (since is None or on >= since) and (until is None or on <= until)

            text = exporting.journal_lines(connection, wanted)
        else:
            text = _ledger(connection, arguments.since, arguments.until)
    if arguments.target == "-":
        sys.stdout.write(text)
    else:
        spool.save_pdf(Path(arguments.target), text.encode())
    return 0


def _ledger(connection: Connection, since: date | None, until: date | None) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(("on", "document", "item", "lsn", "from", "to", "quantity", "unit"))
    for row in stock.ledger_rows(connection, since=since, until=until):
        quantity = plain(off_grid(row.quantity, row.decimals))
        cells = (row.on, row.document, row.sku, row.lsn, row.from_place, row.to_place)
        writer.writerow([_harmless(str(cell)) for cell in cells] + [quantity, row.unit])
    return file.getvalue()


def _harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
