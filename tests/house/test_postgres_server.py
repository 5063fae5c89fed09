"""The tests' own PostgreSQL server does what the fixtures promise."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests import postgres

if TYPE_CHECKING:
    from tests.postgres import Cluster


def test_database_url_names_a_database_that_answers(database_url: str) -> None:
    if database_url.startswith("sqlite:///"):
        assert Path(database_url.removeprefix("sqlite:///")).parent.is_dir()
        return
    with psycopg.connect(database_url.replace("+psycopg", "")) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.postgres
def test_each_database_is_made_like_its_template(postgres_cluster: Cluster) -> None:
    first = postgres_cluster.create()
    with psycopg.connect(postgres_cluster.url(first).replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE lot (code text)")
    second = postgres_cluster.create(first)

    with psycopg.connect(postgres_cluster.url(second).replace("+psycopg", "")) as connection:
        assert connection.execute("SELECT * FROM lot").fetchall() == []

    for name in (first, second):
        postgres_cluster.drop(name)


@pytest.mark.postgres
def test_a_server_left_by_a_killed_run_is_swept_away() -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    left = postgres._TMP / f"lsn-pg-{gone.pid}-left"
    left.mkdir()

    with postgres.running_cluster() as cluster:
        assert not left.exists()
        folder = cluster.folder

    assert not folder.exists()


def test_a_missing_server_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    monkeypatch.setattr(postgres, "_INSTALLED", tmp_path)

    with (
        pytest.raises(FileNotFoundError, match=r"Run: python3 dev\.py setup"),
        postgres.running_cluster(),
    ):
        pass
