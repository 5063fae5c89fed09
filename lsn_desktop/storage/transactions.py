"""One transaction: what a use case is given, and the door it comes through."""

from __future__ import annotations

import secrets
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from lsn_desktop.domain.identifiers import uid7
from lsn_desktop.storage import audit_chain, engine, failures, totals
from lsn_desktop.storage.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from datetime import date

    from sqlalchemy import Connection as Connection  # noqa: PLC0414 - use cases name it from here

    from lsn_desktop.domain.events import Event
    from lsn_desktop.storage.audit_chain import Entry


_TRIES = 5
_SAVEPOINT = Prepared(text("SAVEPOINT step"))
_ROLLBACK = Prepared(text("ROLLBACK TO SAVEPOINT step"))
_RELEASE = Prepared(text("RELEASE SAVEPOINT step"))
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class By:
    """Who does something, where and when.

    ``at`` is microseconds UTC, ``on`` the day it is at the site (no rule derives it again).
    """

    user_id: int
    workstation_id: int
    at: int
    on: date

    def uid(self) -> str:
        """A uid for a row that no order names."""
        return uid7(self.at, secrets.token_bytes(10))


@dataclass(slots=True)
class Tx:
    """An open transaction: ``events`` are told after it, ``entries`` sealed before its end.

    ``on_hand`` is how much more of each item there is by it; the kept totals follow at its end.
    """

    connection: Connection
    by: By
    events: list[Event] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    on_hand: Counter[int] = field(default_factory=Counter)

    def uid(self) -> str:
        """A uid for a row that no order names."""
        return self.by.uid()

    @contextmanager
    def savepoint(self) -> Generator[None]:
        """Undo what the block did, and forget what it would have told, if it raises."""
        told, audited, there = len(self.events), len(self.entries), dict(self.on_hand)
        _SAVEPOINT.run(self.connection)
        try:
            yield
        except BaseException:
            _ROLLBACK.run(self.connection)
            del self.events[told:], self.entries[audited:]
            self.on_hand = Counter(there)
            raise
        _RELEASE.run(self.connection)


class Database:
    """A database by its path or URL: transactions to change it, reads to ask it.

    Raises:
        Unavailable: from every verb, when disk, lock or connection fail.

    """

    def __init__(self, where: str, *, synchronous: str = "FULL") -> None:
        self.url = engine.as_url(where)
        self.writer = engine.writer(self.url, synchronous=synchronous)
        self.reader = engine.reader(self.url)
        self.announce: Callable[[list[Event]], None] = lambda _events: None

    @property
    def is_file(self) -> bool:
        """Whether it is a SQLite file of our own."""
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def transaction(self, by: By) -> Generator[Tx]:
        """Commit everything on exit, or nothing if an exception leaves the block."""
        with told_in_words(), self.writer.begin() as connection:
            tx = Tx(connection, by)
            yield tx
            totals.change(connection, tx.on_hand)
            audit_chain.seal(connection, by, tx.entries)
        if tx.events:
            self.announce(tx.events)

    @contextmanager
    def first_transaction(self) -> Generator[Connection]:
        """Make the first user and workstation: there is nobody yet to say who did it."""
        with told_in_words(), self.writer.begin() as connection:
            yield connection

    def run(self, by: By, work: Callable[[Tx], Result]) -> Result:
        """Do the work in a transaction; again from the start if another's got in the way.

        The work has no effect but the database.
        """
        for _again in range(_TRIES - 1):
            try:
                with self.transaction(by) as tx:
                    return work(tx)
            except DBAPIError as error:
                if not failures.may_be_run_again(error):
                    raise
        with self.transaction(by) as tx:
            return work(tx)

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """One consistent view of everything, for as long as the block lasts."""
        with told_in_words(), self.reader.begin() as connection:
            yield connection

    def checkpoint(self) -> None:
        """Bring a SQLite file's log into the file: for quiet moments, so that no scan waits."""
        if self.is_file:
            with told_in_words():
                connection = self.writer.raw_connection()
                try:
                    connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
                finally:
                    connection.close()

    def close(self) -> None:
        """Let go of every connection."""
        self.writer.dispose()
        self.reader.dispose()


@contextmanager
def told_in_words() -> Generator[None]:
    """Turn failures of the surroundings into :class:`Unavailable`; bugs pass untouched."""
    try:
        yield
    except DBAPIError as error:
        unavailable = failures.as_unavailable(error)
        if unavailable is None:
            raise
        raise unavailable from error
