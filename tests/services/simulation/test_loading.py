"""A plan leaves the same rows, whether it is played by the use cases or loaded at once.

Compared is every column of every table but these, which differ between any two plays of one
plan: uids (a name drawn by lot for what may arrive twice), the digests that cover them (a
line's own, a posting's in the audit trail, and the hashes that chain those), the salted hashes
of PINs, and the numbers of balances (PostgreSQL draws one for each time goods came, also where
it then adds to a row that is there). That the digests and chains are right is what
``verifying.verify`` proves, of both.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import inspect, select

from lsn_desktop.program import day_of
from lsn_desktop.services.simulation import demo, demo_rows
from lsn_desktop.storage import verifying
from lsn_desktop.storage.tables.base import metadata
from lsn_desktop.storage.transactions import Database
from tests.house_for_tests import START

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from lsn_desktop.storage.transactions import Connection

_BY_LOT = {"uid", "hash", "previous_hash", "audit_hash", "pin_hash"}
_BY_LOT_OF = {
    "document_line": {"digest"},
    "audit_entry": {"digest"},
    "balance": {"id"},
}
_SCALE = int(os.environ.get("LSN_SCALE", "1"))  # thorough: fifty, five thousand moves
_MOVES = {"food": 100, "devices": 100, "electronics": 200}
_POSTGRES = demo_rows.COMPANIES if _SCALE > 1 else ("devices",)
_CASES = [
    *(("sqlite", company) for company in demo_rows.COMPANIES),
    *(pytest.param("postgresql", company, marks=pytest.mark.postgres) for company in _POSTGRES),
]
_TWO = ("played", "loaded")


@pytest.fixture
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[list[Database]]:
    """Two empty databases on one engine."""
    if request.param == "sqlite":
        files = [tmp_path / f"{name}.sqlite" for name in _TWO]
        for file in files:
            shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
        opened = [Database(f"sqlite:///{file}") for file in files]
        yield opened
        names = []
    else:
        cluster = request.getfixturevalue("postgres_cluster")
        template = request.getfixturevalue("postgres_template")
        names = [cluster.create(template) for _name in _TWO]
        opened = [Database(cluster.url(name)) for name in names]
        yield opened
    for database in opened:
        database.close()
    for name in names:
        cluster.drop(name)


def _indexes(connection: Connection) -> dict[str, object]:
    looked = inspect(connection)
    return {
        name: sorted(
            f"{index['name']} {index['column_names']} {index['unique']}"
            f" {[str(said) for said in index['dialect_options'].values()]}"
            for index in looked.get_indexes(name)
        )
        for name in metadata.tables
    }


def _rows(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    found = {}
    for name, table in metadata.tables.items():
        left_out = _BY_LOT | _BY_LOT_OF.get(name, set())
        columns = [column for column in table.columns if column.name not in left_out]
        rows = [tuple(row) for row in connection.execute(select(*columns))]
        found[name] = sorted(rows, key=repr)
    return found


@pytest.mark.parametrize(("databases", "company"), _CASES, indirect=["databases"])
def test_a_history_leaves_the_same_rows_played_or_loaded(
    databases: list[Database], company: str
) -> None:
    moves = _MOVES[company] * _SCALE
    found, indexes = [], []
    for database, how in zip(databases, _TWO, strict=True):
        demo.build(
            database, START, day_of, "DOCK-TEST", company=company, moves=moves,
            loaded=how == "loaded",
        )  # fmt: skip
        with database.reading() as connection:
            assert list(verifying.verify(connection)) == []
            found.append(_rows(connection))
            indexes.append(_indexes(connection))
    played, loaded = found
    assert indexes[0] == indexes[1]
    assert len(played["move"]) >= moves * 0.7
    assert played["genealogy_edge"]
    for table, rows in played.items():
        assert loaded[table] == rows, table
