"""``lsn init``: a new database, empty or with the demo company."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from lsn_desktop import program, settings
from lsn_desktop.cli.common import say
from lsn_desktop.cli.output import tell
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.office import starting
from lsn_desktop.services.simulation.demo_rows import COMPANIES

if TYPE_CHECKING:
    import argparse

_MOST_MOVES = 100_000_000


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``init``."""
    parser = commands.add_parser("init", help=_("make a new database"))
    parser.add_argument("--db", default="", metavar="FILE|URL")
    parser.add_argument("--demo", choices=COMPANIES, help=_("with a demo company"))
    parser.add_argument(
        "--size",
        type=_moves,
        metavar="MOVES",
        help=_("how long its history is, in moves; 0: none"),
    )
    parser.add_argument("--company", default="", help=_("the company's name"))
    parser.add_argument("--owner", default="", help=_("the owner's name"))
    parser.add_argument("--pin", default="", help=_("the owner's PIN, 4 to 12 digits"))
    parser.add_argument("--time-zone", default="UTC")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=init)


def _moves(text: str) -> int:
    moves = int(text)
    if not 0 <= moves <= _MOST_MOVES:
        raise ValueError(text)
    return moves


def _build_demo(opened: program.Program, company: str, size: int | None) -> None:
    """Make a demo company, with a modest history where none is asked for.

    Up to fifty thousand moves are played by the use cases; a longer history is loaded.
    """
    from lsn_desktop.services.simulation import demo  # noqa: PLC0415 - only where it is asked for

    demo.build(
        opened.database,
        program.now(),
        program.day_of,
        opened.settings.workstation,
        company=company,
        moves=demo.MODEST if size is None else size,
        loaded=size is None or size > demo.PLAYED,
    )


def init(arguments: argparse.Namespace) -> int:
    """Make the database; an existing one is never overwritten."""
    if arguments.size is not None and not arguments.demo:
        raise refusal(
            "A history belongs to a demo company.",
            "Say which one with --demo, or leave --size out.",
        )
    chosen = settings.load(database=arguments.db)
    if "://" not in chosen.database and Path(chosen.database).exists():
        raise refusal(
            "{file} exists already: nothing was changed.",
            "Name another file with --db, or move this one away.",
            file=chosen.database,
        )
    opened = program.Program(chosen)
    try:
        opened.migrate()
        if arguments.demo:
            _build_demo(opened, arguments.demo, arguments.size)
        else:
            order = starting.StartCompany(
                name=arguments.company or _("My company"),
                owner=arguments.owner or getpass.getuser(),
                pin=arguments.pin,
                pin_later=not arguments.pin,
                time_zone=arguments.time_zone,
                workstation=chosen.workstation,
            )
            starting.start(opened.database, order, program.now(), program.day_of)
    except BaseException:
        opened.close()
        if "://" not in chosen.database:
            for end in ("", "-wal", "-shm"):
                Path(chosen.database + end).unlink(missing_ok=True)
        raise
    opened.close()
    if arguments.json:
        tell({"database": chosen.database, "demo": arguments.demo})
    else:
        say(str(message("Made {file}", file=chosen.database)))
    return 0
