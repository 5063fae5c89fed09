"""``lsn verify`` and ``rebuild``: proving the file, and making its balances anew."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from lsn_desktop.cli.common import open_program, opened, say, with_database
from lsn_desktop.cli.output import tell
from lsn_desktop.domain.messages import _, message
from lsn_desktop.storage import rebuilding, verifying

if TYPE_CHECKING:
    import argparse


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the commands."""
    verify_parser = commands.add_parser("verify", help=_("prove chain, balances and rules"))
    rebuild_parser = commands.add_parser("rebuild", help=_("make the balances anew"))
    for parser, run in ((verify_parser, verify), (rebuild_parser, rebuild)):
        with_database(parser)
        parser.set_defaults(run=run)


def verify(arguments: argparse.Namespace) -> int:
    """Exit 0 when everything holds; 1 naming each row that does not."""
    program = open_program(arguments)
    try:
        with program.database.reading() as connection:
            findings = list(verifying.verify(connection))
    finally:
        program.close()
    for each in findings:
        if arguments.json:
            tell({"table": each.table, "row": each.row, "words": str(each.words)})
        else:
            sys.stderr.write(f"{each.table} {each.row}: {each.words}\n")
    if not findings and not arguments.json:
        say(_("Everything holds."))
    if not findings and arguments.json:
        tell({"verified": True, "checks": len(verifying.CHECKS)})
    return 1 if findings else 0


def rebuild(arguments: argparse.Namespace) -> int:
    """Sum the balances from the moves."""
    with opened(arguments) as (program, station):
        count = program.database.run(station.by(), rebuilding.rebuild)
    words = str(message("Rebuilt {count} balances", count=count))
    if arguments.json:
        tell({"done": words})
    else:
        say(words)
    return 0
