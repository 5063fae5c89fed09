"""What the database says when the surroundings fail, in words of the dock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, IntegrityError

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import ConnectionLost, Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable

# Serialization, deadlock, and another's new row: run again, the work finds it there.
_OTHERS_IN_THE_WAY = {"40001", "40P01", "23505"}
_CONNECTION = ("08", "57P")


def may_be_run_again(error: DBAPIError) -> bool:
    """Whether the same transaction, run from the start, may succeed (nothing was committed)."""
    return getattr(error.orig, "sqlstate", None) in _OTHERS_IN_THE_WAY


def as_unavailable(error: DBAPIError) -> Unavailable | None:
    """The words for a failure of disk, lock or connection; None if it is a bug of ours."""
    if isinstance(error, IntegrityError):
        return None
    said = str(error.orig).lower()
    for matches, words in _FAILURES:
        if matches(said):
            return words()
    state = getattr(error.orig, "sqlstate", None) or ""
    if error.connection_invalidated or state.startswith(_CONNECTION):
        return _lost()
    if state == "55P03":
        return _locked()
    if state == "53100":
        return _full()
    return None


def _says(*phrases: str) -> Callable[[str], bool]:
    return lambda said: any(phrase in said for phrase in phrases)


def _full() -> Unavailable:
    return Unavailable(
        message(
            "The disk is full: this was not recorded. Everything confirmed before is safe."
        ),
        message("Free some space on the disk that holds the database, then scan again."),
    )


def _locked() -> Unavailable:
    return Unavailable(
        message("Another program keeps the database busy: this was not recorded."),
        message("Close the other program or wait for it, then scan again."),
    )


def _read_only() -> Unavailable:
    return Unavailable(
        message("The database cannot be written: this was not recorded."),
        message("Ask for write permission on the database's file and folder."),
    )


def _damaged() -> Unavailable:
    return Unavailable(
        message("The database file is damaged: this was not recorded."),
        message("Stop scanning, and restore the last good backup in Settings."),
    )


def _lost() -> Unavailable:
    return ConnectionLost(
        message(
            "The connection to the database was lost: whether this was recorded is not known."
        ),
        message("Wait for the database light to turn green; what was recorded will be shown."),
    )


def _disk() -> Unavailable:
    return Unavailable(
        message("The disk answered with an error: this was not recorded."),
        message("Check the disk, and make a backup to another one."),
    )


def _not_there() -> Unavailable:
    return Unavailable(
        message("The database could not be opened."),
        message("Check that the folder exists and that you may write in it."),
    )


_FAILURES: tuple[tuple[Callable[[str], bool], Callable[[], Unavailable]], ...] = (
    (_says("database or disk is full", "no space left"), _full),
    (_says("database is locked", "database table is locked"), _locked),
    (_says("readonly database", "attempt to write a readonly"), _read_only),
    (_says("malformed", "not a database", "file is encrypted"), _damaged),
    (_says("disk i/o error"), _disk),
    (_says("unable to open database", "connection refused", "could not translate"), _not_there),
    (
        _says("server closed the connection", "connection is lost", "terminating connection"),
        _lost,
    ),
)
