"""What every test may ask for: a scale, golden files, a database on either engine."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from zlib import crc32

import pytest
from hypothesis import settings

from lsn_desktop.storage.schema import migrate
from lsn_desktop.storage.transactions import Database
from tests.postgres import Cluster, running_cluster

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

pytest_plugins = ["tests.real_window"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Where this is set every run, worker and program started would compile all modules anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# Whoever runs the tests may have a keyring of their own.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
_MEMORY, _ROOM = Path("/dev/shm"), 2**32  # noqa: S108 - a folder of our own is made in it
if "LSN_IN_MEMORY" in os.environ and os.environ.get("LSN_SCALE", "1") == "1":
    # The ordinary run asks each use case on SQLite and, by turns, every other one on
    # PostgreSQL too: which ones follows the commit. Storage is asked on both, always.
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"],
        cwd=Path(__file__).parent,
        capture_output=True,
        check=False,
    )
    os.environ["LSN_SHARE"] = head.stdout.decode().strip() or "all"
if (
    os.environ.pop("LSN_IN_MEMORY", "")
    and _MEMORY.is_dir()
    and shutil.disk_usage(_MEMORY).free > _ROOM
):
    # Half of a run was waiting for the disk at commits. Workers are given the folder, too;
    # the database server, which is another user, may enter it.
    tempfile.tempdir = os.environ["TMPDIR"] = tempfile.mkdtemp(prefix="lsn-", dir=_MEMORY)
    Path(tempfile.tempdir).chmod(0o755)
    atexit.register(shutil.rmtree, tempfile.tempdir, ignore_errors=True)
if os.name == "posix" and "XDG_RUNTIME_DIR" not in os.environ:
    # Without one Qt warns, and a warning fails the test that happens to be first.
    runtime = Path(tempfile.gettempdir(), f"lsn-desktop-tests-{os.getuid()}")
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)

settings.register_profile("quick", max_examples=20, derandomize=True, deadline=None)
settings.register_profile("thorough", max_examples=500, deadline=None, print_blob=True)
settings.load_profile("quick")

_TESTS = Path(__file__).parent
# Real windows, ports, queues and crashes, whole pages, paper, large pictures and tables, and
# state machines: too long for a quick run.
_QUICK_UI = {
    f"test_{name}.py"
    for name in (
        *("dock_words", "form", "mac_keys", "notice", "scanners", "tasks", "tokens"),
        *("wedge", "wedge_profiles", "x_keys"),
    )
}
_SLOW_FOLDERS = {_TESTS / folder for folder in ("cli", "end_to_end", "faults", "printing")}
_SLOW = {
    *(path for path in (_TESTS / "ui").glob("test_*.py") if path.name not in _QUICK_UI),
    *_TESTS.rglob("test_*_machine.py"),
    *(_TESTS / "services").rglob("test_imports*.py"),
    *(
        path
        for name in (
            *("aliases_scan", "attaching", "builds_kinds", "certificate_drafts"),
            *("certifying", "changing_codes", "costing", "customer_returns", "demo"),
            *("finding", "loading", "opening", "own_numbers", "planning"),
            *("receiving_serials_list", "receiving_tables", "tracing_histories"),
            *("tracking", "tracking_at_once", "two_stations"),
        )
        for path in (_TESTS / "services").rglob(f"test_{name}.py")
    ),
    *(_TESTS / "storage" / f"test_{name}.py" for name in ("field_columns", "kept_filters")),
    *(_TESTS / "devices" / f"test_{name}.py" for name in ("code_finder", "pictures")),
    *(_TESTS / "house" / f"test_{name}.py" for name in ("packaging", "start")),
    _TESTS / "paper" / "test_certificate_checks.py",
    _TESTS / "conformance" / "test_gs1_pictures.py",
    _TESTS / "scanning" / "test_random_scans.py",
}


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


@pytest.hookimpl(tryfirst=True)  # before the markers are asked for
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # Paths are slow to compare, tests are thousands, and each worker asks.
    slow = {path for path in {item.path for item in items} if _is_slow(path)}
    for item in items:
        if item.path in slow:
            item.add_marker(pytest.mark.slow)
    if share := os.environ.get("LSN_SHARE"):
        _leave_out(config, items, lambda item: _is_not_of(share, item))
    if not config.getoption("--planted"):
        _leave_out(config, items, lambda item: item.path.parent == _TESTS / "planted")


def pytest_collection_finish() -> None:
    """Thousands of tests stay until the end: no search for garbage goes through them again."""
    gc.collect()
    gc.freeze()


def _is_slow(path: Path) -> bool:
    return path in _SLOW or not _SLOW_FOLDERS.isdisjoint(path.parents)


def _is_not_of(share: str, item: pytest.Item) -> bool:
    """Whether the share of this run leaves a use case on PostgreSQL to another run."""
    by_turns = _TESTS / "services" in item.path.parents and item.get_closest_marker("postgres")
    return bool(by_turns) and crc32(f"{share} {item.nodeid}".encode()) % 2 == 1


def _leave_out(
    config: pytest.Config, items: list[pytest.Item], which: Callable[[pytest.Item], bool]
) -> None:
    """Leave tests out, and say how many."""
    left = [item for item in items if which(item)]
    if left:
        items[:] = [item for item in items if not which(item)]
        config.hook.pytest_deselected(items=left)


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


@pytest.fixture(scope="session")
def postgres_template(postgres_cluster: Cluster) -> str:
    """A PostgreSQL database of today's form, for others to be made like it."""
    name = postgres_cluster.create()
    _migrate(postgres_cluster.url(name))
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file of today's form, to be copied."""
    path = tmp_path_factory.mktemp("template") / "lsn.sqlite"
    _migrate(str(path))
    return path


def _migrate(where: str) -> None:
    database = Database(where)
    migrate(database)
    database.close()


ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[str]:
    """A database of the test's own, of today's form and without a row, once on each engine."""
    if request.param == "sqlite":
        path = tmp_path / "lsn.sqlite"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    cluster: Cluster = request.getfixturevalue("postgres_cluster")
    name = cluster.create(request.getfixturevalue("postgres_template"))
    yield cluster.url(name)
    cluster.drop(name)


@pytest.fixture(params=ENGINES)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[str]:
    """A database without a table, once on each engine: for tests of the migrations."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        return
    cluster: Cluster = request.getfixturevalue("postgres_cluster")
    name = cluster.create()
    yield cluster.url(name)
    cluster.drop(name)


@pytest.fixture
def database(database_url: str) -> Generator[Database]:
    """The open database behind ``database_url``."""
    database = Database(database_url)
    yield database
    database.close()
