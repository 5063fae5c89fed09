"""The migrations make exactly the tables of today, from nothing, on both engines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, inspect, text

from lsn_desktop.domain.refusals import Unavailable
from lsn_desktop.storage import schema, triggers, verifying
from lsn_desktop.storage.tables import metadata
from lsn_desktop.storage.transactions import Database

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from sqlalchemy import Connection


@pytest.fixture
def empty(empty_database_url: str) -> Generator[Database]:
    database = Database(empty_database_url)
    yield database
    database.close()


def test_migrated_tables_are_those_of_the_program(empty: Database) -> None:
    schema.migrate(empty)

    with empty.reading() as connection:
        context = MigrationContext.configure(
            connection,
            # SQLite's defaults are compared to the word below.
            opts={"compare_type": True, "compare_server_default": not empty.is_file},
        )
        assert compare_metadata(context, metadata) == []
        assert schema.revision(empty) == schema.newest()
        assert list(verifying.triggers_stand(connection)) == []


def test_the_newest_revision_is_the_one_migrations_lead_to() -> None:
    script = ScriptDirectory(str(schema._MIGRATIONS))

    assert script.get_current_head() == schema.newest()
    assert {step.revision for step in script.walk_revisions()} == schema._known()


def test_every_check_of_the_tables_is_in_the_database(empty: Database) -> None:
    schema.migrate(empty)

    with empty.reading() as connection:
        found = inspect(connection)
        for table in metadata.sorted_tables:
            wanted = {
                str(each.name)
                for each in table.constraints
                if isinstance(each, CheckConstraint)
            }
            there = {each["name"] for each in found.get_check_constraints(table.name)}
            assert {f"ck_{table.name}_{name}" for name in wanted} | wanted >= there, table.name
            assert len(there) == len(wanted), table.name


def _parts(connection: Connection) -> dict[str, list[str]]:
    """The columns, constraints and conditions of everything in a file, in any order."""
    question = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
    rows: Any = connection.execute(text(question))
    return {
        name: sorted(part.rstrip(" )") for part in _beside(sql).split(", "))
        for name, sql in rows
    }


def _beside(sql: str) -> str:
    """A table's words with each constraint by itself, also where it came with a new column."""
    words = " ".join(sql.replace('"', "").split())
    words = re.sub(
        r"(\w+) (\w+) CONSTRAINT (fk_\w+) REFERENCES",
        r"\1 \2, CONSTRAINT \3 FOREIGN KEY(\1) REFERENCES",
        words,
    )
    return re.sub(r"(?<!,) CONSTRAINT (ck_\w+)", r", CONSTRAINT \1", words)


def test_a_file_made_by_migrations_is_one_made_at_once(tmp_path: Path) -> None:
    """To the word: defaults, checks, and the conditions of partial indexes."""
    migrated, made = (Database(str(tmp_path / name)) for name in ("a.db", "b.db"))
    schema.migrate(migrated)
    with made.writer.begin() as connection:
        metadata.create_all(connection)
        triggers.create(connection)

    with migrated.reading() as one, made.reading() as other:
        found, wanted = _parts(one), _parts(other)
    del found["alembic_version"]
    assert sorted(found) == sorted(wanted)
    assert {name: parts for name, parts in found.items() if parts != wanted[name]} == {}
    migrated.close()
    made.close()


def test_migrating_twice_changes_nothing(empty: Database) -> None:
    schema.migrate(empty)
    schema.migrate(empty)

    assert schema.revision(empty) == schema.newest()
    assert not schema.is_behind(empty)


def test_a_database_of_a_newer_program_is_left_alone(empty: Database) -> None:
    schema.migrate(empty)
    with empty.writer.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(Unavailable, match=r"made by a newer version .* \(9999\)") as told:
        schema.migrate(empty)
    assert str(told.value.remedy).startswith("Install the newer version")
    assert schema.revision(empty) == "9999"
    assert not schema.is_behind(empty)
