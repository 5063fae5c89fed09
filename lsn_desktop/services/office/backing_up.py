"""Backups: daily and before a migration, proven good when made, kept by schedule.

Their names carry the instant and the short form of the audit heads, so a tail cut from the
database shows beside an older backup's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.storage import backups
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lsn_desktop.storage.backups import Contents, Progress
    from lsn_desktop.storage.transactions import By, Database, Tx

DAYS, WEEKS, MONTHS = 7, 4, 12  # of each so many are kept
_NAME = re.compile(r"lsn-(\d{8}-\d{6})-([0-9a-f]{12})\.(db|dump)")
_STAMP = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that proved good: where, of when (microseconds UTC), and whose history."""

    path: Path
    at: int
    heads: str
    size: int


def back_up(database: Database, target: Path, progress: Progress = backups.untold) -> Backup:
    """Copy the database into a file, proven good before it is there.

    An older file of this name is replaced only by a good one.

    Raises:
        Refusal: the target is the database itself.
        Unavailable: the disk is full, or the copy is not what was copied.
    """
    if database.is_file and target.resolve() == _file_of(database):
        raise refusal(
            "{file} is the database itself.", "Give the backup another name.", file=target
        )
    held = backups.copy(database, target, progress)
    return _as_backup(target, held)


def back_up_into(
    database: Database, folder: Path, at: int, progress: Progress = backups.untold
) -> Backup:
    """Copy the database into a folder, under a name that tells its age and history.

    Raises:
        Unavailable: as :func:`back_up`.
    """
    with backups.told_of_files(folder):
        folder.mkdir(parents=True, exist_ok=True)
    ending = "db" if database.is_file else "dump"
    made = back_up(database, folder / f".backup-{at}.{ending}", progress)
    target = folder / f"lsn-{_instant(at):{_STAMP}}-{made.heads}.{ending}"
    with backups.told_of_files(target):
        made.path.replace(target)
    return Backup(target, at, made.heads, made.size)


def daily(database: Database, by: By, folder: Path, time_zone: str) -> Backup | None:
    """Once a day of the site: a checkpoint of all audit heads, a backup, the old ones go.

    None if today's is there already.

    Raises:
        Unavailable: the backup could not be made; older ones are kept.
    """
    if not begin_daily(database, by, folder, time_zone):
        return None
    return end_daily(database, by.at, folder, time_zone)


def begin_daily(database: Database, by: By, folder: Path, time_zone: str) -> bool:
    """Whether today's backup is due; if so, the heads of all audit chains are recorded."""
    last = last_good(folder)
    if last is not None and _instant(last.at, time_zone).date() == by.on:
        return False
    database.run(by, checkpoint)
    return True


def end_daily(database: Database, at: int, folder: Path, time_zone: str) -> Backup:
    """Make the backup that is due: it only reads, for as long as the file is large.

    Raises:
        Unavailable: the backup could not be made; older ones are kept.
    """
    made = back_up_into(database, folder, at)
    thin_out(folder, time_zone)
    return made


def checkpoint(tx: Tx) -> None:
    """Record the heads of all audit chains in the audit (domain, invariant 11)."""
    heads = backups.heads(tx.connection)
    told = "; ".join(f"{name} {number} {hash_[:12]}" for name, number, hash_ in heads)
    words = message("Checkpoint of {count} audit chains: {heads}", count=len(heads), heads=told)
    tx.entries.append(Entry("checkpoint", words))


def kept(folder: Path) -> list[Backup]:
    """The backups in a folder, newest first; each was proven good before it had its name."""
    if not folder.is_dir():
        return []
    found = []
    for path in folder.iterdir():
        if (name := _NAME.fullmatch(path.name)) and (size := path.stat().st_size):
            at = datetime.strptime(name[1], _STAMP).replace(tzinfo=UTC)
            found.append(Backup(path, int(at.timestamp()) * 1_000_000, name[2], size))
    return sorted(found, key=lambda backup: (backup.at, backup.path.name), reverse=True)


def last_good(folder: Path) -> Backup | None:
    """The newest backup of a folder."""
    return next(iter(kept(folder)), None)


def thin_out(folder: Path, time_zone: str) -> list[Path]:
    """Remove what the schedule no longer keeps; returns what went."""
    all_of_them = kept(folder)
    stay = set(scheduled([backup.at for backup in all_of_them], time_zone))
    gone = [backup.path for backup in all_of_them if backup.at not in stay]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def scheduled(instants: Iterable[int], time_zone: str) -> list[int]:
    """Which backups stay: the newest of each of the last days, weeks and months of the site.

    Days, weeks and months without a backup do not count, so a pause loses nothing.
    """
    newest_first = sorted(set(instants), reverse=True)
    stay: set[int] = set()
    for most, period in _PERIODS:
        seen: dict[tuple[int, ...], int] = {}
        for at in newest_first:
            seen.setdefault(period(_instant(at, time_zone)), at)
        stay.update(list(seen.values())[:most])
    return sorted(stay, reverse=True)


_PERIODS: tuple[tuple[int, Callable[[datetime], tuple[int, ...]]], ...] = (
    (DAYS, lambda at: (at.year, at.month, at.day)),
    (WEEKS, lambda at: at.isocalendar()[:2]),
    (MONTHS, lambda at: (at.year, at.month)),
)


def look_into(source: Path) -> Backup:
    """Prove that a file is a good backup of a database file.

    Raises:
        Unavailable: it is not.
    """
    if not source.is_file():
        raise refusal("There is no file {file}.", "Choose the file of a backup.", file=source)
    return _as_backup(source, backups.looked_into(source))


def restore(database_path: Path, source: Path) -> Path | None:
    """Put a backup in the place of a database file that nobody has open.

    The backup is proven first; the file that was there is kept beside under another name,
    which is returned.

    Raises:
        Refusal: there is no such file, or it is the database itself.
        Unavailable: the backup is damaged, or another window has the database open.
    """
    if source.resolve() == database_path.resolve():
        raise refusal(
            "{file} is the database itself.", "Choose the file of a backup.", file=source
        )
    look_into(source)
    return backups.put_in_place(source, database_path)


def _as_backup(path: Path, held: Contents) -> Backup:
    told = path.stat()
    return Backup(path, told.st_mtime_ns // 1000, held.short, told.st_size)


def _file_of(database: Database) -> Path:
    return Path(database.url.database or "").resolve()


def _instant(at: int, time_zone: str = "UTC") -> datetime:
    return datetime.fromtimestamp(at / 1_000_000, ZoneInfo(time_zone))
