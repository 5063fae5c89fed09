"""A start loads no more than it needs, and asks nothing that grows with the company."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from lsn_desktop.program import Program
from lsn_desktop.services.office import telling
from lsn_desktop.settings import Settings
from tests.companies import sqlite_companies
from tests.dock import arrive, label
from tests.house_for_tests import BUTTER

if TYPE_CHECKING:
    from pathlib import Path

    from tests.companies import Companies

__all__ = ["sqlite_companies"]
GROWING = re.compile(
    r"\b(move|balance|lsn|document|document_line|scan|scan_outcome|audit_entry|print_job)\b"
)
HEAVY = ("sqlalchemy", "sqlcipher3", "alembic", "reportlab", "pypdfium2", "zxingcpp")
DEMO = "lsn_desktop.services.simulation.demo"


@pytest.mark.parametrize(
    ("loaded", "not_yet"),
    [
        ("ui.start", HEAVY),
        ("ui.app", (*HEAVY[2:], "ui.pages", "ui.session", DEMO)),
    ],
)
def test_what_is_not_needed_yet_is_not_loaded(loaded: str, not_yet: tuple[str, ...]) -> None:
    """The first paint waits for no database, the sign-in page for no printing."""
    script = f"import sys, {loaded}; print(*({set(not_yet)!r} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_a_start_asks_nothing_that_grows_with_the_company(
    sqlite_companies: Companies, tmp_path: Path
) -> None:
    """Until somebody can sign in: not one statement about goods, documents or scans."""
    house = sqlite_companies.open()
    url = str(house.database.url.database)
    program = Program(Settings(tmp_path, url, "DOCK-1"))
    ran: list[str] = []

    def listen(connection: Any, *_: object) -> None:
        connection.set_trace_callback(ran.append)

    for engine in (program.database.writer, program.database.reader):
        event.listen(engine, "checkout", listen)
    program.migrate()
    assert program.is_started
    assert [user.name for user in program.users()] == ["Olga"]
    program.close()
    sqlite_companies.close(house)

    assert ran
    assert [each for each in ran if GROWING.search(each)] == []


def test_looking_back_starts_from_the_open_documents(sqlite_companies: Companies) -> None:
    """Where the mark was lost, every scan the station ever took is beyond it."""
    house = sqlite_companies.open()
    posted = house.receipt()
    arrive(house, posted, label(ai01=BUTTER, ai10="B1"))
    house.post(posted.document_id)
    arrive(house, house.receipt(), label(ai01=BUTTER, ai10="B2"))
    ran: list[str] = []
    event.listen(
        house.database.reader, "checkout", lambda c, *_: c.set_trace_callback(ran.append)
    )

    (row,) = telling.never_told(house.database, house.by.workstation_id, 0)
    assert row.data.endswith(b"B2")
    (asked,) = [each for each in ran if each.startswith("SELECT")]
    with house.database.reading() as connection:
        plan = [
            str(step[3]) for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}")
        ]
    sqlite_companies.close(house)
    assert plan[0] == "SEARCH document USING COVERING INDEX ix_document_status (status=?)"
    assert [step for step in plan if step.startswith("SCAN")] == []
