"""A PostgreSQL server of the tests' own: made in seconds, thrown away with the run."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Generator

_TMP = Path("/tmp")  # noqa: S108 - user postgres may not enter pytest's own folders
_INSTALLED = Path("/usr/lib/postgresql")  # Debian keeps the server's programs off the PATH

# Nothing here outlives the run, so nothing waits for the disk.
_SETTINGS = (
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "shared_buffers=64MB",
    "listen_addresses=",
)


class Cluster:
    """A running server, reached through a socket in its own folder and by no network."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = itertools.count(1)
        self._admin = psycopg.connect(
            host=str(folder), user="postgres", dbname="postgres", autocommit=True
        )

    def url(self, name: str) -> str:
        """Where SQLAlchemy finds a database of this server."""
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def create(self, template: str = "template0") -> str:
        """Make a database like another one, and tell its name."""
        name = f"lsn_{next(self._numbers)}"
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._admin.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
        return name

    def drop(self, name: str) -> None:
        """Throw a database away, whoever is still connected to it."""
        statement = sql.SQL("DROP DATABASE {} WITH (FORCE)")
        self._admin.execute(statement.format(sql.Identifier(name)))

    def close(self) -> None:
        """Let go of the connection that makes and drops databases."""
        self._admin.close()


@contextmanager
def running_cluster() -> Generator[Cluster]:
    """A server of its own for the length of a run.

    Raises:
        FileNotFoundError: PostgreSQL is not installed.
    """
    programs = _programs()
    _sweep(programs)
    folder = Path(tempfile.mkdtemp(prefix=f"lsn-pg-{os.getpid()}-", dir=_TMP))
    try:
        _give_to_postgres(folder)
        _as_postgres(
            programs / "initdb",
            f"--pgdata={folder / 'cluster'}",
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            # An office server sorts as English does, unlike SQLite: what relies on byte
            # order without saying so fails here and not at the customer's.
            "--locale=C.UTF-8",
            "--locale-provider=icu",
            "--icu-locale=en-US",
            "--no-sync",
        )
        options = " ".join(f"-c {setting}" for setting in _SETTINGS)
        _as_postgres(
            programs / "pg_ctl",
            "start",
            "--wait",
            f"--pgdata={folder / 'cluster'}",
            f"--log={folder / 'log'}",
            f"--options={options} -c unix_socket_directories={folder}",
        )
        cluster = Cluster(folder)
        try:
            yield cluster
        finally:
            cluster.close()
    finally:
        _throw_away(programs, folder)


def _programs() -> Path:
    """The folder of the newest server programs."""
    found = sorted(_INSTALLED.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    if on_path:
        return Path(on_path).resolve().parent
    words = "PostgreSQL is not installed. Run: python3 dev.py setup"
    raise FileNotFoundError(words)


def _as_postgres(program: Path, *arguments: str) -> None:
    """Run one of the server's programs, which refuse root: then as user postgres."""
    done = subprocess.run(
        [program, *arguments],
        user="postgres" if _is_root() else None,
        group="postgres" if _is_root() else None,
        extra_groups=[] if _is_root() else None,
        cwd=_TMP,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # the server inherits it: a pipe would never end
        stderr=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        words = f"{program.name} {' '.join(arguments)} ended with {done.returncode}"
        raise OSError(words)


def _give_to_postgres(folder: Path) -> None:
    folder.chmod(0o755)
    if _is_root():
        shutil.chown(folder, "postgres", "postgres")


def _is_root() -> bool:
    return os.geteuid() == 0


def _throw_away(programs: Path, folder: Path) -> None:
    if (folder / "cluster" / "postmaster.pid").exists():
        data = f"--pgdata={folder / 'cluster'}"
        _as_postgres(programs / "pg_ctl", "stop", "--mode=immediate", "--wait", data)
    shutil.rmtree(folder)


def _sweep(programs: Path) -> None:
    """Stop and remove the servers of runs that were killed."""
    for folder in _TMP.glob("lsn-pg-*"):
        if not _is_running(int(folder.name.split("-")[2])):
            # Where the machine itself went down only the server's files are left, and there
            # is nothing to stop; and each worker of a run sweeps, so others may be first.
            with suppress(OSError):
                _throw_away(programs, folder)
            shutil.rmtree(folder, ignore_errors=True)


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # of another user
    return True
