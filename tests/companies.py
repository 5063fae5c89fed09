"""The small company of ``house_for_tests``, built once per engine and copied for each test."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

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
    """Each is a database made like another one."""

    engine = "postgresql"

    def __init__(self, cluster: Cluster, template: str) -> None:
        self._cluster = cluster
        self._model = cluster.create(template)
        self._built = _built(cluster.url(self._model))

    def open(self) -> House:
        return _copied(self._built, self._cluster.url(self._cluster.create(self._model)))

    def close(self, house: House) -> None:
        house.database.close()
        self._cluster.drop(house.database.url.database or "")


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
