"""`lsn init` makes a database once, whole or not at all."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Terminal


@pytest.mark.parametrize("company", ["food", "electronics"])
def test_a_demo_company_is_made_with_its_history(bare: Terminal, company: str) -> None:
    ended = bare("init", "--demo", company, "--json")
    assert (ended.code, ended.err) == (0, "")
    assert ended.rows == [{"database": str(bare.database), "demo": company}]
    assert bare("verify").code == 0
    kinds = {row["kind"] for row in bare("documents", "--json").rows}
    assert {"receipt", "transfer", "build", "shipment"} <= kinds


def test_a_history_is_as_long_as_asked(bare: Terminal) -> None:
    assert bare("init", "--demo", "devices", "--size", "120").code == 0
    with closing(sqlite3.connect(bare.database)) as file:
        assert 100 <= file.execute("SELECT count(*) FROM move").fetchone()[0] <= 160


def test_a_history_without_a_demo_company_is_refused(bare: Terminal) -> None:
    ended = bare("init", "--size", "100")
    assert ended.code == 1
    assert "A history belongs to a demo company." in ended.err
    assert list(bare.folder.glob("lsn.db*")) == []


def test_an_empty_company_has_its_owner_and_places(bare: Terminal) -> None:
    other = bare.folder / "other.db"
    made = bare("init", "--db", other, "--company", "Acme", "--owner", "Ann", "--pin", "2580")
    assert made.code == 0
    assert bare("on-hand", "--db", other, "--as", "ann").out == ""
    refused = bare("on-hand", "--db", other, "--as", "bob")
    assert refused.code == 1
    assert refused.err == "There is no user bob.\nChoose one with --as.\n"


def test_an_existing_database_is_never_overwritten(lsn: Terminal) -> None:
    before = lsn.database.read_bytes()
    ended = lsn("init", "--demo", "food")
    assert ended.code == 1
    assert "exists already: nothing was changed" in ended.err
    assert lsn.database.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--company", "Acme", "--pin", "1234"), "Everybody tries 1234 first."),
        (("--company", "Acme", "--pin", "2580", "--time-zone", "Mars/Base"), "no time zone"),
    ],
)
def test_a_refused_start_leaves_no_file(
    bare: Terminal, arguments: tuple[str, ...], words: str
) -> None:
    ended = bare("init", *arguments)
    assert ended.code == 1
    assert words in ended.err
    assert list(bare.folder.glob("lsn.db*")) == []


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("on-hand",), 1, "There is no database"),
        (("on-hand", "--within"), 2, "unrecognized arguments"),
        (("expiring",), 2, "--within"),
        (("hold", "L1"), 2, "--reason"),
        (("label", "L1"), 2, "--printer"),
        (("certificate", "L1"), 2, "-o"),
        (("receive", "--to", "DOCK-1"), 2, "FILE"),
        (("init", "--demo", "cars"), 2, "invalid choice"),
        (("init", "--demo", "food", "--size", "-1"), 2, "--size"),
    ],
)
def test_wrong_usage_and_a_missing_database_are_told_apart(
    bare: Terminal, arguments: tuple[str, ...], code: int, told: str
) -> None:
    ended = bare(*arguments)
    assert ended.code == code
    assert told in ended.err


def test_surroundings_that_fail_exit_with_three(bare: Terminal) -> None:
    bare.file("lsn.db", "This is a letter, not a database. " * 50)
    ended = bare("on-hand")
    assert ended.code == 3
    assert "Traceback" not in ended.err


def _run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lsn_desktop.cli", *arguments],
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
        env={"LSN_HOME": str(home), "PATH": "", "LANG": "C.UTF-8"},
    )


def test_a_real_process_ends_with_the_same_codes(home: Path) -> None:
    assert _run(home, "init", "--demo", "food", "--size", "0").returncode == 0
    again = _run(home, "init", "--demo", "food")
    assert again.returncode == 1
    assert again.stderr.splitlines()[0].endswith("exists already: nothing was changed.")
    received = _run(home, "receive", "--to", "DOCK-1", "--po", "PO-1046", "demo:frozen")
    assert received.returncode == 1
    assert received.stderr.startswith("This label cannot be right. (00) SSCC does not check")
    assert _run(home, "receive").returncode == 2
    assert _run(home, "receive", "--to", "DOCK-1", "no-such-file").returncode == 3
    assert _run(home, "verify").stdout == "Everything holds.\n"
