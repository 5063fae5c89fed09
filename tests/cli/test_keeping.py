"""`lsn verify`, `rebuild`, `backup` and `restore`."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import sqlcipher3.dbapi2 as sqlite

from lsn_desktop.storage.verifying import CHECKS

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

MILK = "]C101095212345432131730123110L1"


def by_hand(lsn: Terminal, statement: str) -> None:
    """Change the file with an editor of databases."""
    connection = sqlite.connect(str(lsn.database))
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_sound_database_is_proven(lsn: Terminal) -> None:
    assert lsn("verify").out == "Everything holds.\n"
    assert lsn("verify", "--json").rows == [{"verified": True, "checks": len(CHECKS)}]


def test_a_changed_row_is_named_and_exits_with_one(lsn: Terminal) -> None:
    by_hand(lsn, "DROP TRIGGER move_never_updated")
    by_hand(lsn, "UPDATE move SET quantity = quantity + 1 WHERE id = 3")

    ended = lsn("verify")
    assert (ended.code, ended.out) == (1, "")
    assert "move 3: Move 3 was changed" in ended.err.splitlines()
    as_json = lsn("verify", "--json")
    assert as_json.code == 1
    assert {"table": "move", "row": 3, "words": "Move 3 was changed"} in as_json.rows


def test_balances_are_rebuilt_from_the_moves(lsn: Terminal) -> None:
    before = lsn.on_hand()
    by_hand(lsn, "UPDATE balance SET on_hand = on_hand + 1, held = 0 WHERE NOT one_place")
    assert lsn("verify").code == 1

    ended = lsn("rebuild")

    assert ended.code == 0
    assert ended.out.startswith("Rebuilt ")
    assert lsn.on_hand() == before
    assert lsn("verify").code == 0


def test_a_backup_brings_back_what_was(lsn: Terminal) -> None:
    copy = lsn.folder / "copy.db"
    before = lsn.on_hand()
    saved = lsn("backup", copy, "--json")
    assert saved.code == 0
    assert saved.rows[0]["done"].startswith(f"Saved {copy}, audit heads ")
    lsn("receive", "--to", "COLD-A-01", "--post", lsn.file("a.scans", MILK))
    assert lsn.on_hand() != before

    restored = lsn("restore", copy)

    aside = lsn.folder / "lsn.before-restore-1.db"
    assert restored.code == 0
    assert restored.out == f"Restored {lsn.database}; what was there is {aside}\n"
    assert lsn.on_hand() == before
    assert lsn("verify").code == 0
    assert [row["on_hand"] for row in lsn("on-hand", "--db", aside, "--json").rows
            if row["lsn"] == "L1"] == ["1"]  # fmt: skip


def test_a_lost_database_is_restored(lsn: Terminal) -> None:
    copy = lsn.folder / "copy.db"
    lsn("backup", copy)
    lsn.database.unlink()

    assert lsn("restore", copy).out == f"Restored {lsn.database}\n"
    assert lsn("verify").code == 0


def test_a_damaged_backup_exits_with_three_and_changes_nothing(lsn: Terminal) -> None:
    copy = lsn.folder / "copy.db"
    lsn("backup", copy)
    copy.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    before = lsn.database.read_bytes()

    ended = lsn("restore", copy)

    assert ended.code == 3
    assert ended.err.startswith("copy.db is not a good backup")
    assert "The database was not changed" in ended.err
    assert lsn.database.read_bytes() == before


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        (("restore", "none.db"), 1, "There is no file none.db."),
        (("restore", "lsn.db"), 1, "lsn.db is the database itself."),
        (("restore", "x.db", "--db", "postgresql://host/lsn"), 1, "postgresql is no file."),
        (("backup", "no/such/folder/copy.db"), 3, "could not be written"),
        (("backup",), 2, "FILE"),
    ],
)
def test_what_cannot_be_is_told_with_its_code(
    lsn: Terminal,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    code: int,
    words: str,
) -> None:
    monkeypatch.chdir(lsn.folder)
    ended = lsn(*command)
    assert ended.code == code
    assert words in ended.err
    assert "Traceback" not in ended.err


def test_a_damaged_database_is_told_and_can_be_restored(lsn: Terminal) -> None:
    copy = lsn.folder / "copy.db"
    lsn("backup", copy)
    whole = lsn.database.read_bytes()
    page = len(whole) // 2 // 4096 * 4096
    lsn.database.write_bytes(whole[:page] + b"\xa5" * 8192 + whole[page + 8192 :])
    shutil.copyfile(lsn.database, lsn.folder / "damaged.db")

    damaged = lsn("verify")
    assert damaged.code in {1, 3}
    assert "Traceback" not in damaged.err

    assert lsn("restore", copy).code == 0
    assert lsn("verify").code == 0
