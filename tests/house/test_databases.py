"""The databases that tests ask for are what the fixtures promise."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import text

from lsn_desktop.storage import backups, schema, triggers, verifying
from lsn_desktop.storage.transactions import Database
from tests import postgres
from tests.companies import (
    companies,
    postgres_companies,
    sqlite_companies,
)
from tests.house_for_tests import BUTTER

if TYPE_CHECKING:
    from pathlib import Path

    from tests.companies import Companies
    from tests.postgres import Cluster

__all__ = ["companies", "postgres_companies", "sqlite_companies"]


def test_a_test_is_given_a_database_of_todays_form_without_a_row(database: Database) -> None:
    assert schema.revision(database) == schema.newest()
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM move")).scalar() == 0


def test_an_empty_database_has_no_form_yet(empty_database_url: str) -> None:
    database = Database(empty_database_url)

    assert schema.revision(database) is None

    database.close()


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


def test_a_company_a_test_is_given_is_as_it_was_built(companies: Companies) -> None:
    kept: list[object] = []
    for _time in range(2):
        house = companies.open()
        with house.database.reading() as connection:
            kept.append(backups.contents(connection))
            kept.append(connection.execute(text("SELECT max(id) FROM document")).scalar())
        receipt = house.receipt("PO-1042")
        house.scan(receipt, f"]C101{BUTTER}10B1")
        house.post(receipt.document_id)
        kept.append(receipt.document_id)
        companies.close(house)

    assert kept[:3] == kept[3:]


@pytest.mark.postgres
def test_a_company_whose_rules_were_dropped_is_given_to_nobody_else(
    postgres_companies: Companies,
) -> None:
    house = postgres_companies.open()
    with house.database.writer.begin() as connection:
        triggers.drop(connection)
    postgres_companies.close(house)

    house = postgres_companies.open()
    with house.database.reading() as connection:
        assert list(verifying.verify(connection)) == []
    postgres_companies.close(house)


@pytest.mark.postgres
def test_a_server_left_by_a_killed_run_is_swept_away() -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    left = postgres._TMP / f"lsn-pg-{gone.pid}-left"
    left.mkdir()
    fallen = postgres._TMP / f"lsn-pg-{gone.pid}-fallen"  # with the whole machine
    (fallen / "cluster").mkdir(parents=True)
    (fallen / "cluster" / "postmaster.pid").write_text(f"{gone.pid}\n{fallen / 'cluster'}\n")

    with postgres.running_cluster() as cluster:
        assert not left.exists()
        assert not fallen.exists()
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
