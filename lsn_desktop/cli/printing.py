"""``lsn printer``: printers listed, entered, tried, asked how they stand, and removed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsn_desktop.cli.common import opened, say, with_database
from lsn_desktop.cli.output import tell
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.paper import printers
from lsn_desktop.program import new_uid
from lsn_desktop.services.labels import printers as using
from lsn_desktop.services.labels.printers import LANGUAGES, PrinterFacts
from lsn_desktop.storage import printers as kept
from printing import ways
from printing.ways import network

if TYPE_CHECKING:
    import argparse

    from lsn_desktop.program import Program
    from lsn_desktop.storage.printers import PrinterRow

_SIZE = re.compile(r"([0-9.]{1,6})x([0-9.]{1,6})")
_WAYS = {"network": "tcp", "serial": "serial", "queue": "queue", "raw_queue": "raw-queue",
         "folder": "folder"}  # fmt: skip
_OF_ALL = frozenset({"tcp"})  # ways that lead to a printer from every workstation


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``lsn printer`` and what it does."""
    parser = commands.add_parser("printer", help=_("printers: list, add, test, status, remove"))
    acts = parser.add_subparsers(metavar=_("ACT"), required=True)
    listing = acts.add_parser("list", help=_("the printers there are"))
    adding = acts.add_parser("add", help=_("enter a printer"))
    adding.add_argument("name", metavar="NAME")
    where = adding.add_mutually_exclusive_group(required=True)
    where.add_argument("--network", metavar="HOST[:PORT]", help=_("a label printer, ZPL"))
    where.add_argument("--serial", metavar="PORT", help=_("a label printer, ZPL"))
    where.add_argument("--raw-queue", metavar="QUEUE", help=_("a label printer, ZPL"))
    where.add_argument("--queue", metavar="QUEUE", help=_("by its driver"))
    where.add_argument("--folder", metavar="FOLDER", help=_("a file for each label"))
    adding.add_argument("--language", choices=("pdf", "bitmap", "zpl"), default="")
    adding.add_argument("--dpi", type=int, default=printers.USUAL_DPI)
    adding.add_argument("--baud", type=int, default=9600)
    testing = acts.add_parser("test", help=_("print a label to look at and to measure"))
    testing.add_argument("name", metavar="NAME")
    testing.add_argument("--size", default="100x50", metavar="WxH", help=_("mm"))
    asking = acts.add_parser("status", help=_("what printers say of themselves"))
    asking.add_argument("name", nargs="?", default="", metavar="NAME")
    removing = acts.add_parser("remove", help=_("let a printer no longer be used"))
    removing.add_argument("name", metavar="NAME")
    runs = {listing: listed, adding: added, testing: tested, asking: stands, removing: removed}
    for act, run in runs.items():
        with_database(act)
        act.set_defaults(run=run)


def listed(arguments: argparse.Namespace) -> int:
    """Every printer that is in use."""
    with opened(arguments) as (program, _station), program.database.reading() as connection:
        rows = kept.in_use(connection)
    for row in rows:
        if arguments.json:
            tell(
                {
                    "printer": row.name,
                    "kind": row.kind,
                    "address": row.address,
                    "language": row.language,
                    "dpi": row.dpi,
                    "workstation": row.workstation or None,
                }
            )
        else:
            say(
                f"{row.name:20} {row.kind:10} {row.address:24} {row.language:7}"
                f"{row.dpi:5} {row.workstation}".rstrip()
            )
    return 0


def added(arguments: argparse.Namespace) -> int:
    """Enter a printer; queues, ports and folders are this workstation's."""
    option = next(name for name in _WAYS if getattr(arguments, name))
    kind, address = _WAYS[option], str(getattr(arguments, option))
    if kind == "tcp":
        network.endpoint(address)
    with opened(arguments) as (program, station):
        wanted = PrinterFacts(
            arguments.name,
            kind,
            address,
            arguments.language or LANGUAGES[kind][0],
            arguments.dpi,
            arguments.baud,
            None if kind in _OF_ALL else station.workstation_id,
        )
        uid = new_uid()
        program.database.run(station.by(), lambda tx: using.add(tx, uid, wanted))
    _done(arguments, str(message("{name} is saved.", name=arguments.name.strip())))
    return 0


def tested(arguments: argparse.Namespace) -> int:
    """Print a test label as labels come out; nothing is said to be printed that only left."""
    size = _SIZE.fullmatch(arguments.size)
    if size is None or size[1].count(".") > 1 or size[2].count(".") > 1:
        raise refusal(
            "{size} is no size of a label.", "Give it in mm, as 100x50.", size=arguments.size
        )
    wide, high = float(size[1]), float(size[2])
    with opened(arguments) as (program, station):
        known = printers.find(program, station, arguments.name)
        stock = printers.stock_name(wide, high)
        by = printers.calibration(program, known, stock)
        printers.print_ruler(known, (wide, high), by)
    _done(arguments, str(message("Sent to {printer}.", printer=arguments.name)))
    return 0


def stands(arguments: argparse.Namespace) -> int:
    """What one printer says, or each that this workstation reaches."""
    with opened(arguments) as (program, station):
        if arguments.name:
            known = printers.find(program, station, arguments.name)
            told = [(known.name, ways.status(known.address))]
        else:
            with program.database.reading() as connection:
                rows = kept.in_use(connection, station.workstation_id)
            told = [(row.name, printers.status(row)) for row in rows]
    for name, status in told:
        if arguments.json:
            tell(
                {
                    "printer": name,
                    "standing": status.standing,
                    "troubles": list(status.troubles),
                    "labels_left": status.labels_left,
                    "waiting": status.waiting,
                    "words": str(status.words),
                }
            )
        else:
            say(f"{name:20} {status.words}")
    return 0


def removed(arguments: argparse.Namespace) -> int:
    """Let a printer no longer be used."""
    with opened(arguments) as (program, station):
        row = _entered(program, arguments.name)
        program.database.run(station.by(), lambda tx: using.remove(tx, row.id))
    _done(arguments, str(message("{name} is removed.", name=row.name)))
    return 0


def _entered(program: Program, name: str) -> PrinterRow:
    with program.database.reading() as connection:
        row = kept.by_name(connection, name)
    if row is None or not row.active:
        raise refusal("There is no printer {name}.", "See lsn printer list.", name=name)
    return row


def _done(arguments: argparse.Namespace, words: str) -> None:
    if arguments.json:
        tell({"done": words})
    else:
        say(words)
