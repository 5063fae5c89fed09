"""What every command that opens the database shares: options, the open program, output."""

from __future__ import annotations

import getpass
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from lsn_desktop import settings
from lsn_desktop.devices import replay
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import Unavailable, refusal
from lsn_desktop.program import Program, Station
from lsn_desktop.services.simulation import demo_rows
from lsn_desktop.storage import lsns, people, schema

if TYPE_CHECKING:
    import argparse
    from collections.abc import Generator
    from datetime import date

    from lsn_desktop.storage.lsns import Candidate
    from lsn_desktop.storage.people import User
    from lsn_desktop.storage.transactions import Connection


def with_database(parser: argparse.ArgumentParser) -> None:
    """Give a command ``--db``, ``--as`` and ``--json``."""
    parser.add_argument("--db", default="", metavar="FILE|URL", help=_("the database"))
    parser.add_argument("--as", dest="user", default="", metavar="USER", help=_("who does it"))
    parser.add_argument("--json", action="store_true", help=_("one JSON object per line"))


@contextmanager
def opened(arguments: argparse.Namespace) -> Generator[tuple[Program, Station]]:
    """The program on the command's database, with its user at this workstation.

    Raises:
        Refusal: there is no database there, or no such user.
        Unavailable: it cannot be opened, or was made by a newer program.
    """
    program = open_program(arguments)
    try:
        with program.database.reading() as connection:
            user = _user(connection, arguments.user)
        yield program, program.station(user)
    finally:
        program.close()


def open_program(arguments: argparse.Namespace) -> Program:
    """The program on the command's database, brought to today's form."""
    chosen = settings.load(database=arguments.db)
    if "://" not in chosen.database and not Path(chosen.database).exists():
        raise refusal(
            "There is no database {file}.",
            "Make one with lsn init, or name another with --db.",
            file=chosen.database,
        )
    program = Program(chosen)
    if schema.revision(program.database) != schema.newest():
        program.migrate()
    return program


def _user(connection: Connection, name: str) -> User:
    found = people.user_by_name(connection, name or getpass.getuser())
    if found is None and not name:
        owners = [user for user in people.users(connection) if user.role == "owner"]
        found = owners[0] if owners else None
    if found is None:
        raise refusal("There is no user {name}.", "Choose one with --as.", name=name)
    return found


def one_lsn(connection: Connection, code: str, sku: str = "") -> Candidate:
    """The one LSN a code names.

    Raises:
        Refusal: it names none, or several (they are listed).
    """
    found = [each for each in lsns.candidates(connection, code) if sku in ("", each.sku)]
    if not found:
        raise refusal("Nothing is called {code}.", "Check the code.", code=code)
    if len(found) > 1:
        raise refusal(
            "{code} names several: {items}.",
            "Choose one with --item SKU.",
            code=code,
            items=", ".join(f"{each.sku} ({each.description})" for each in found),
        )
    return found[0]


_DEMO = "demo:"


def frames_of(name: str, *, raw: bool, on: date) -> list[bytes]:
    """The scans of a file, or of standard input, as a recorded scanner has them.

    Args:
        name: the file's name, ``-``, or ``demo:dairy`` for a recorded delivery of the demo.
        raw: the bytes are as a port delivers them.
        on: the day the expiries of a recorded delivery are counted from.

    Raises:
        Refusal: the demo has no such delivery.
        Unavailable: the file cannot be read.
    """
    if name.startswith(_DEMO):
        data = demo_rows.recording(name.removeprefix(_DEMO), on)
        return [each.frame.content for each in replay.recorded(data)]
    return [each.frame.content for each in replay.recorded(bytes_of(name), raw=raw)]


def bytes_of(name: str) -> bytes:
    """What is in a file, or comes by standard input.

    Raises:
        Unavailable: the file cannot be read.
    """
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise Unavailable(
            message("{file} cannot be read: {reason}.", file=name, reason=error.strerror),
            message("Give the name of a file that can be read, or - for standard input."),
        ) from error


def say(text: str) -> None:
    """A line for a person."""
    sys.stdout.write(text + "\n")
