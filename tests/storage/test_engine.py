"""The settings that lost no confirmed scan are those the program opens its file with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lsn_desktop.storage.transactions import Database

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from sqlalchemy import Connection

FULL = 2


@pytest.fixture
def file(tmp_path: Path) -> Generator[Database]:
    database = Database(str(tmp_path / "lsn.sqlite"))
    yield database
    database.close()


def setting(connection: Connection, name: str) -> object:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_a_commit_is_on_the_disk_before_it_returns(file: Database) -> None:
    with file.writer.connect() as connection:
        assert setting(connection, "journal_mode") == "wal"
        assert setting(connection, "synchronous") == FULL


def test_references_hold_and_views_call_nothing(file: Database) -> None:
    with file.writer.connect() as connection:
        assert setting(connection, "foreign_keys") == 1
        assert setting(connection, "trusted_schema") == 0
        assert setting(connection, "recursive_triggers") == 1


def test_who_reads_cannot_write(file: Database) -> None:
    with file.writer.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE kept (n INTEGER)")

    with (
        pytest.raises(Exception, match="readonly database"),
        file.reader.begin() as connection,
    ):
        connection.exec_driver_sql("INSERT INTO kept VALUES (1)")
    with file.reading() as connection:
        assert setting(connection, "query_only") == 1
        assert connection.exec_driver_sql("SELECT count(*) FROM kept").scalar() == 0
