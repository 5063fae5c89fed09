"""The two engines behind one door: a SQLite file of our own, or a shared PostgreSQL.

SQLite comes from the ``sqlcipher3`` wheel, since the system's (before 3.51.3) may corrupt a
write-ahead log when it is reset. Settings are those that lost no confirmed scan in power-cut
trials: WAL, synchronous=FULL, BEGIN IMMEDIATE for whoever writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy
from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import QueuePool

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.engine import Connection
    from sqlalchemy.engine.interfaces import DBAPIConnection

BUSY_TIMEOUT_MS = 10_000
CACHE_KIB = 16_384
CHECKPOINT_PAGES = 8_000  # the log is brought in when it is quiet; this is the backstop

# Link down: without these libpq waited 40 s at COMMIT, with them 3 s.
_POSTGRES = {
    "connect_timeout": 5,
    "tcp_user_timeout": 3000,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "options": "-c statement_timeout=60000 -c lock_timeout=10000 -c timezone=UTC",
}


def as_url(where: str) -> URL:
    """The URL of a database given as a file's path or as a URL."""
    if "://" in where:
        url = make_url(where)
        if url.drivername in {"postgresql", "postgres"}:
            url = url.set(drivername="postgresql+psycopg")
        return url
    return URL.create("sqlite", database=where)


def writer(url: URL, *, synchronous: str = "FULL") -> Engine:
    """The engine that changes things; a weaker ``synchronous`` proves that a test can fail."""
    if url.get_backend_name() != "sqlite":
        return sqlalchemy.create_engine(url, connect_args=_POSTGRES, pool_pre_ping=True)
    return _sqlite(url, begin="BEGIN IMMEDIATE", synchronous=synchronous, query_only=False)


def reader(url: URL) -> Engine:
    """The engine that only asks. It cannot write, by the database's own word."""
    if url.get_backend_name() != "sqlite":
        engine = sqlalchemy.create_engine(url, connect_args=_POSTGRES, pool_pre_ping=True)
        return engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    return _sqlite(url, begin="BEGIN", synchronous="FULL", query_only=True)


def _sqlite(url: URL, *, begin: str, synchronous: str, query_only: bool) -> Engine:
    import sqlcipher3.dbapi2  # noqa: PLC0415 - not loaded where PostgreSQL is used

    engine = sqlalchemy.create_engine(
        url,
        module=sqlcipher3.dbapi2,
        poolclass=QueuePool,
        connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000},
    )

    @event.listens_for(engine, "connect")
    def _settle(connection: DBAPIConnection, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            f"synchronous={synchronous}",
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            "foreign_keys=ON",
            "trusted_schema=OFF",
            "recursive_triggers=ON",  # REPLACE must fire the triggers that forbid deleting
            f"wal_autocheckpoint={CHECKPOINT_PAGES}",
            f"cache_size=-{CACHE_KIB}",
            "temp_store=MEMORY",
            f"query_only={'ON' if query_only else 'OFF'}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
