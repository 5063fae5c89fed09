"""``lsn verify``, ``rebuild``, ``backup`` and ``restore``: proving the file and keeping it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from lsn_desktop import settings
from lsn_desktop.cli.common import open_program, opened, say, with_database
from lsn_desktop.cli.output import tell
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.office import backing_up
from lsn_desktop.storage import rebuilding, verifying

if TYPE_CHECKING:
    import argparse


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the commands."""
    verify_parser = commands.add_parser("verify", help=_("prove chain, balances and rules"))
    rebuild_parser = commands.add_parser("rebuild", help=_("make the balances anew"))
    backup_parser = commands.add_parser("backup", help=_("copy the database, proven good"))
    restore_parser = commands.add_parser("restore", help=_("put a backup in its place"))
    for parser in (backup_parser, restore_parser):
        parser.add_argument("file", type=Path, metavar="FILE")
    runs = {
        verify_parser: verify,
        rebuild_parser: rebuild,
        backup_parser: backup,
        restore_parser: restore,
    }
    for parser, run in runs.items():
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
    _done(arguments, str(message("Rebuilt {count} balances", count=count)))
    return 0


def backup(arguments: argparse.Namespace) -> int:
    """Copy the database while it is used; the copy is opened and compared before it counts."""
    program = open_program(arguments)
    try:
        made = backing_up.back_up(program.database, arguments.file)
    finally:
        program.close()
    words = message("Saved {file}, audit heads {heads}", file=made.path, heads=made.heads)
    _done(arguments, str(words))
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """Put a proven backup in the place of the database; the old file is kept beside it."""
    chosen = settings.load(database=arguments.db)
    if "://" in chosen.database:
        raise refusal(
            "{database} is no file.",
            "Restore a shared database with the tools of PostgreSQL.",
            database=chosen.database.split("://")[0],
        )
    before = backing_up.restore(Path(chosen.database), arguments.file)
    words = message("Restored {file}", file=chosen.database)
    if before is not None:
        words = message("Restored {file}; what was there is {before}", file=chosen.database,
                        before=before)  # fmt: skip
    _done(arguments, str(words))
    return 0


def _done(arguments: argparse.Namespace, words: str) -> None:
    if arguments.json:
        tell({"done": words})
    else:
        say(words)
