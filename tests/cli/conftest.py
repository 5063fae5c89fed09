"""A terminal with a demo company: `lsn` as scripts run it, on a copy of one database."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from lsn_desktop.cli import main

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Ended:
    """How a command ended: its exit code and what it told."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


class Terminal:
    """Runs commands on one database in one folder."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.database = folder, folder / "lsn.db"
        self._capsys = capsys

    def __call__(self, *arguments: object) -> Ended:
        self._capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        told = self._capsys.readouterr()
        return Ended(code, told.out, told.err)

    def file(self, name: str, *lines: str) -> Path:
        path = self.folder / name
        path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        return path

    def on_hand(self) -> list[dict[str, Any]]:
        return self("on-hand", "--json").rows


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo company made by ``lsn init``, to be copied."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LSN_HOME", str(folder))
        assert main(["init", "--demo", "food", "--size", "0"]) == 0
    return folder / "lsn.db"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's data folder with nothing in it."""
    monkeypatch.setenv("LSN_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def lsn(home: Path, demo_database: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """The terminal, on a demo company of the test's own."""
    shutil.copyfile(demo_database, home / "lsn.db")
    return Terminal(home, capsys)


@pytest.fixture
def bare(home: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """The terminal before anything was made."""
    return Terminal(home, capsys)
