"""The small company of ``house_for_tests``, built once per engine and copied for each test."""

from __future__ import annotations

import functools
import itertools
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import psycopg
import pytest

from lsn_desktop.storage import catalogue
from lsn_desktop.storage.transactions import Database
from tests.house_for_tests import House, build

if TYPE_CHECKING:
    from collections.abc import Generator

    from tests.postgres import Cluster

BIN = "BIN-1"
_ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
_FIRST_UID = 1_000  # the model used the ones before


class Companies(Protocol):
    """Hands out companies that nothing has happened in yet."""

    engine: str

    def open(self) -> House: ...

    def close(self, house: House) -> None: ...


class SqliteCompanies:
    """Each is a copy of one file."""

    engine = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._model = folder / "model.sqlite"
        self._built = _built(f"sqlite:///{self._model}")

    def open(self) -> House:
        folder = Path(tempfile.mkdtemp(dir=self._folder))
        shutil.copyfile(self._model, folder / "lsn.sqlite")
        return _copied(self._built, f"sqlite:///{folder / 'lsn.sqlite'}")

    def close(self, house: House) -> None:
        house.database.close()
        shutil.rmtree(Path(house.database.url.database or "").parent)


class PostgresCompanies:
    """Databases made like another one, and put back to that when the test is done.

    Making one takes half a second (each of its 300 files is copied), putting one back 30 ms.
    """

    engine = "postgresql"

    def __init__(self, cluster: Cluster, template: str) -> None:
        self._cluster = cluster
        self._model = cluster.create(template)
        self._built = _built(cluster.url(self._model))
        self._put_back = _keep_rows(self._connection(self._model))
        self._free: list[str] = []

    def open(self) -> House:
        name = self._free.pop() if self._free else self._cluster.create(self._model)
        return _copied(self._built, self._cluster.url(name))

    def close(self, house: House) -> None:
        house.database.close()
        name = house.database.url.database or ""
        try:
            with self._connection(name) as connection:
                is_like_the_model = connection.execute(_SHAPE).fetchone() == self._shape()
                connection.execute(self._put_back.encode())
        except (psycopg.OperationalError, psycopg.errors.UndefinedTable):
            # somebody is still in it, or its tables are others
            is_like_the_model = False
        if is_like_the_model:
            self._free.append(name)
        else:
            self._cluster.drop(name)

    def _connection(self, name: str) -> psycopg.Connection[Any]:
        url = self._cluster.url(name).replace("+psycopg", "")
        return psycopg.connect(url, options="-c lock_timeout=2000")

    @functools.cache  # noqa: B019 - one for the whole run
    def _shape(self) -> Any:
        with self._connection(self._model) as connection:
            return connection.execute(_SHAPE).fetchone()


# Columns, constraints and rules of every table: a test may change them.
_SHAPE = """
    SELECT
        (SELECT string_agg(tgname || tgenabled::text, ' ' ORDER BY tgname)
         FROM pg_trigger WHERE NOT tgisinternal),
        (SELECT string_agg(conname, ' ' ORDER BY conname) FROM pg_constraint),
        (SELECT string_agg(attrelid || '.' || attname, ' ' ORDER BY attrelid, attnum)
         FROM pg_attribute JOIN pg_class AS c ON c.oid = attrelid
         WHERE c.relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped)
"""


def _keep_rows(connection: psycopg.Connection[Any]) -> str:
    """Keep a database's rows beside its tables; returns the statements that put them back."""
    with connection:
        connection.execute("CREATE SCHEMA kept")
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            )
        ]
        statements = ["SET session_replication_role = replica"]  # no trigger, no reference
        for name in tables:
            connection.execute(f'CREATE TABLE kept."{name}" AS TABLE public."{name}"'.encode())
            statements.append(f'DELETE FROM public."{name}"')  # noqa: S608 - our own names
            statements.append(f'INSERT INTO public."{name}" TABLE kept."{name}"')
        for name, last in connection.execute(
            "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
        ):
            called = str(last is not None).lower()
            statements.append(f"SELECT setval('public.{name}', {last or 1}, {called})")
    connection.close()
    return "; ".join(statements)


def _built(url: str) -> House:
    house = build(url)
    with house.database.transaction(house.later()) as tx:
        catalogue.add_location(tx, {"code": BIN, "kind": "storage", "is_real": True})
    house.database.close()
    return house


def _copied(built: House, url: str) -> House:
    return replace(built, database=Database(url), uids=itertools.count(_FIRST_UID))


@pytest.fixture(scope="session")
def sqlite_companies(tmp_path_factory: pytest.TempPathFactory) -> Companies:
    return SqliteCompanies(tmp_path_factory.mktemp("companies"))


@pytest.fixture(scope="session")
def postgres_companies(postgres_cluster: Cluster, postgres_template: str) -> Companies:
    return PostgresCompanies(postgres_cluster, postgres_template)


@pytest.fixture(params=_ENGINES)
def companies(request: pytest.FixtureRequest) -> Companies:
    """Companies to be had one after another, once on each engine."""
    found: Companies = request.getfixturevalue(
        "sqlite_companies" if request.param == "sqlite" else "postgres_companies"
    )
    return found


@pytest.fixture
def house(companies: Companies) -> Generator[House]:
    """A company of the test's own, once on each engine."""
    house = companies.open()
    yield house
    companies.close(house)
