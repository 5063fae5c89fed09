"""What every test may ask for: a scale, golden files, a database on either engine."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import settings

from tests.postgres import Cluster, running_cluster

if TYPE_CHECKING:
    from collections.abc import Generator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Without one Qt warns, and a warning fails the test that happens to be first.
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())

settings.register_profile("quick", max_examples=20, derandomize=True, deadline=None)
settings.register_profile("thorough", max_examples=500, deadline=None, print_blob=True)
settings.load_profile("quick")

_TESTS = Path(__file__).parent
# Real windows, ports, queues and crashes: one after another, whatever else runs beside them.
_ONE_AT_A_TIME = (_TESTS / "end_to_end", _TESTS / "faults")


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("LSN Desktop")
    group.addoption(
        "--rewrite-golden",
        action="store_true",
        help="write the golden files of tests/data anew; look at the diff before committing",
    )
    group.addoption(
        "--planted",
        action="store_true",
        help="prove that each fault of tests/planted is caught (minutes)",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if any(folder in item.path.parents for folder in _ONE_AT_A_TIME):
            item.add_marker(pytest.mark.xdist_group("machine"))
    if not config.getoption("--planted"):
        planted = [item for item in items if item.path.parent == _TESTS / "planted"]
        items[:] = [item for item in items if item not in planted]
        if planted:
            config.hook.pytest_deselected(items=planted)


@pytest.fixture(scope="session")
def scale() -> int:
    """How many times longer than usual to run: 50 under ``dev.py test --thorough``."""
    return int(os.environ.get("LSN_SCALE", "1"))


class Golden(Protocol):
    """Compares bytes with a file of ``tests/data``."""

    def __call__(self, name: str, made: bytes) -> None: ...


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare with a golden file, or write it under ``--rewrite-golden``."""

    def compare(name: str, made: bytes) -> None:
        path = _TESTS / "data" / name
        if request.config.getoption("--rewrite-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made)
        assert path.read_bytes() == made, f"{name} changed; see --rewrite-golden"

    return compare


@pytest.fixture(scope="session")
def postgres_cluster() -> Generator[Cluster]:
    """The run's own PostgreSQL server (one per worker)."""
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture
def postgres_url(postgres_cluster: Cluster) -> Generator[str]:
    """An empty PostgreSQL database of the test's own."""
    name = postgres_cluster.create()
    yield postgres_cluster.url(name)
    postgres_cluster.drop(name)


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)],
)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of the test's own, once on each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'lsn.sqlite'}"
    url: str = request.getfixturevalue("postgres_url")
    return url
