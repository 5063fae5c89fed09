"""Copies of a database: made while it is used, and looked into before they count.

A SQLite file is copied by SQLite's own backup within one read transaction, so the counts taken
beside it belong to exactly what was copied. Copying the file instead lacked scans in 22 of 25
trials. PostgreSQL is dumped by ``pg_dump`` from an exported snapshot, for the same reason.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import func, inspect, select
from sqlalchemy.exc import DBAPIError

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Unavailable
from lsn_desktop.storage import failures
from lsn_desktop.storage.audit_chain import digest_of
from lsn_desktop.storage.tables.base import metadata
from lsn_desktop.storage.tables.trust import workstation

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path

    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Database

_SHORT = 12  # hex characters of the heads' digest
_PATIENCE = 3600  # seconds for pg_dump
_PAGES = 2_000  # copied before progress is told; the read transaction holds them together


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds: rows of each table, and the head of each audit chain."""

    rows: Mapping[str, int]
    heads: tuple[tuple[str, int, str], ...]  # workstation, number of its last entry, hash

    @property
    def short(self) -> str:
        """The short form of all heads: two databases with the same have the same history."""
        return digest_of([list(head) for head in self.heads])[:_SHORT]


def contents(connection: Connection) -> Contents:
    """Count every table and read every head, as one transaction sees them."""
    there = set(inspect(connection).get_table_names())
    rows = {
        table.name: int(connection.scalar(select(func.count()).select_from(table)) or 0)
        for table in metadata.sorted_tables
        if table.name in there
    }
    return Contents(rows, heads(connection) if "workstation" in there else ())


def heads(connection: Connection) -> tuple[tuple[str, int, str], ...]:
    """The last entry of each workstation's audit chain, by its name."""
    question = select(
        workstation.c.name, workstation.c.audit_number, workstation.c.audit_hash
    ).order_by(workstation.c.name)
    return tuple((name, number, hash_) for name, number, hash_ in connection.execute(question))


Progress = Callable[[int, int], None]
"""Told how much of how much is copied; nothing is left when the copy is being proven."""


def untold(_done: int, _total: int) -> None:
    """Nobody watches."""


def copy(database: Database, target: Path, progress: Progress = untold) -> Contents:
    """Copy a database into a file that is there afterwards only if it proved good.

    Raises:
        Unavailable: the disk is full, the tool is missing, or the copy is not what was copied.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        with told_of_files(target):
            part.unlink(missing_ok=True)
            part.touch()  # a folder that is not there is told as one
            held = (
                _copy_file(database, part, progress)
                if database.is_file
                else _dump(database, part)
            )
            _sync(part)
            part.replace(target)
            _sync_folder(target.parent)
    finally:
        part.unlink(missing_ok=True)
    return held


def looked_into(path: Path) -> Contents:
    """What a copy of a file holds, its integrity proven.

    Raises:
        Unavailable: it cannot be opened, is damaged, or is none of our databases.
    """
    try:
        with closing(_opened(path)) as connection:
            if (said := connection.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                raise _not_good(path, str(said))
            tables = {
                name
                for (name,) in connection.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table'"
                )
            }
            if not {"company", "workstation", "audit_entry"} <= tables:
                raise _not_good(path, "it is no database of LSN Desktop")
            return Contents(
                {
                    table.name: _count(connection, table.name)
                    for table in metadata.sorted_tables
                    if table.name in tables
                },
                tuple(
                    connection.execute(
                        "SELECT name, audit_number, audit_hash FROM workstation ORDER BY name"
                    ).fetchall()
                ),
            )
    except sqlite.DatabaseError as error:
        raise _not_good(path, str(error)) from error


def put_in_place(source: Path, path: Path) -> Path | None:
    """Make a good copy the database of this path; ``source`` stays where it is.

    The file that was there is kept beside under another name, which is returned. Whatever
    fails, and whenever the power does, one of the two is in the place.

    Raises:
        Unavailable: the disk is full, the copy is damaged, or another window has the
            database open.
    """
    part = path.with_name(f"{path.name}.restoring")
    try:
        with told_of_files(path):
            shutil.copyfile(source, part)
            _sync(part)
            looked_into(part)
            aside = _put_aside(path)
            part.replace(path)
            _sync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)
    return aside


def _put_aside(path: Path) -> Path | None:
    """Give a database's file a second name, and its log that name too."""
    if not path.exists():
        return None
    _end_log(path)
    names = (
        path.with_name(f"{path.stem}.before-restore-{number}{path.suffix}")
        for number in range(1, 10_000)
    )
    aside = next(name for name in names if not name.exists())
    for ending in ("-wal", "-shm"):  # only a damaged file still has them
        rest = path.with_name(path.name + ending)
        if rest.exists():
            rest.replace(aside.with_name(aside.name + ending))
    try:
        os.link(path, aside)
    except OSError:  # a file system without second names
        path.replace(aside)
    return aside


@contextmanager
def told_of_files(path: Path) -> Generator[None]:
    """Turn what the disk says into words."""
    try:
        yield
    except OSError as error:
        raise Unavailable(
            message(
                "{file} could not be written: {why}",
                file=path,
                why=error.strerror or error,
            ),
            message("Choose another folder or make room on the disk. Nothing was changed."),
        ) from error


def _copy_file(database: Database, part: Path, progress: Progress) -> Contents:
    try:
        with database.reader.connect() as connection, connection.begin():
            held = contents(connection)
            source: Any = connection.connection.driver_connection
            with closing(sqlite.connect(str(part))) as copied:
                source.backup(
                    copied,
                    pages=_PAGES,
                    progress=lambda _status, left, total: progress(total - left, total),
                )
                copied.execute("PRAGMA journal_mode=DELETE")  # one file, no log beside it
    except DBAPIError as error:
        raise failures.as_unavailable(error) or error from error
    except sqlite.DatabaseError as error:
        raise _not_good(part, str(error)) from error
    if looked_into(part) != held:
        raise _not_good(part, "it does not hold what the database holds")
    return held


def _dump(database: Database, part: Path) -> Contents:
    """A dump in PostgreSQL's own form, read through once to prove that it is whole."""
    url = database.url
    where = url.set(drivername="postgresql", password=None).render_as_string(
        hide_password=False
    )
    environment = os.environ | ({"PGPASSWORD": url.password} if url.password else {})
    with database.reader.connect() as connection, connection.begin():
        held = contents(connection)
        snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
        _run(
            "pg_dump",
            ["--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={part}",
             f"--dbname={where}"],
            environment,
        )  # fmt: skip
    _run("pg_restore", ["--file=" + os.devnull, str(part)], environment)
    return held


def _run(tool: str, arguments: list[str], environment: Mapping[str, str]) -> None:
    found = shutil.which(tool)
    if found is None:
        raise Unavailable(
            message("{tool} is not installed here, so no backup was made.", tool=tool),
            message("Install the PostgreSQL client programs, or back up on the server."),
        )
    done = subprocess.run(  # noqa: S603 - a tool found on the path, arguments of our own
        [found, *arguments],
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )
    if done.returncode:
        raise Unavailable(
            message("{tool} made no backup: {why}", tool=tool, why=done.stderr.strip()),
            message("Mend what it names, then make the backup again."),
        )


def _opened(path: Path) -> Any:
    """A file of ours that nobody writes, opened without touching it."""
    return sqlite.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def _count(connection: Any, table: str) -> int:
    question = f'SELECT count(*) FROM "{table}"'  # noqa: S608 - names of our own tables
    return int(connection.execute(question).fetchone()[0])


def _end_log(path: Path) -> None:
    """Bring the log into the file, which works only while nobody else has it open."""
    try:
        with closing(sqlite.connect(str(path), timeout=1.0)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite.DatabaseError as error:
        if "locked" not in str(error):
            return  # damaged: it is put aside as it is
        raise Unavailable(
            message("Another window or program has this database open."),
            message("Close it on this computer, then restore again. Nothing was changed."),
        ) from error


def _not_good(path: Path, why: str) -> Unavailable:
    return Unavailable(
        message("{file} is not a good backup: {why}.", file=path.name, why=why),
        message("Use another backup. The database was not changed."),
    )


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # Windows has no such thing to sync
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
