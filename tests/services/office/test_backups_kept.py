"""A backup counts once it proved good, and a restore loses nothing that was there."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import select

from lsn_desktop.domain.messages import Message
from lsn_desktop.domain.refusals import Refusal, Unavailable
from lsn_desktop.services.office import backing_up
from lsn_desktop.storage.tables.trust import audit_entry
from lsn_desktop.storage.transactions import Database
from tests.dock import delivered, findings, known, label, on_hand
from tests.house_for_tests import BUTTER, START

if TYPE_CHECKING:
    from collections.abc import Generator

    from tests.companies import Companies
    from tests.house_for_tests import House

B1 = label(ai01=BUTTER, ai37="7", ai10="B1")
DAY = 86_400_000_000


@pytest.fixture
def shop(sqlite_companies: Companies) -> Generator[House]:
    """A company in a file: what is restored is a file."""
    shop = sqlite_companies.open()
    yield shop
    sqlite_companies.close(shop)


def file_of(shop: House) -> Path:
    return Path(shop.database.url.database or "")


def reopened(shop: House) -> House:
    return replace(shop, database=Database(str(file_of(shop))))


def test_a_backup_holds_what_the_database_holds(house: House, tmp_path: Path) -> None:
    delivered(house, B1)
    made = backing_up.back_up_into(house.database, tmp_path / "backups", house.by.at)

    ending = "db" if house.database.is_file else "dump"
    assert re.fullmatch(rf"lsn-\d{{8}}-\d{{6}}-{made.heads}\.{ending}", made.path.name)
    assert made.size == made.path.stat().st_size > 10_000
    assert list(made.path.parent.iterdir()) == [made.path]
    assert backing_up.last_good(made.path.parent) == replace(
        made, at=made.at // 1_000_000 * 1_000_000
    )


def test_two_backups_of_one_history_have_its_short_name(house: House, tmp_path: Path) -> None:
    first = backing_up.back_up(house.database, tmp_path / "1")
    same = backing_up.back_up(house.database, tmp_path / "2")
    delivered(house, B1)
    later = backing_up.back_up(house.database, tmp_path / "3")

    assert first.heads == same.heads != later.heads


def test_a_copied_file_verifies(shop: House, tmp_path: Path) -> None:
    _, lot = delivered(shop, B1)
    backing_up.back_up(shop.database, tmp_path / "copy.db")

    copy = replace(shop, database=Database(str(tmp_path / "copy.db")))
    assert on_hand(copy, lot) == {"DOCK-1": 7}
    assert findings(copy) == []
    copy.database.close()


def test_the_database_itself_is_no_backup(shop: House) -> None:
    with pytest.raises(Refusal, match="is the database itself"):
        backing_up.back_up(shop.database, file_of(shop))
    with pytest.raises(Refusal, match="is the database itself"):
        backing_up.restore(file_of(shop), file_of(shop))


def test_a_folder_that_cannot_be_written_is_told(house: House, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Unavailable, match="could not be written") as told:
        backing_up.back_up_into(house.database, tmp_path / "file" / "backups", START)
    assert "Choose another folder" in str(told.value.remedy)


def spoil(path: Path, way: str) -> None:
    data = bytearray(path.read_bytes())
    if way == "a page is noise":
        page = len(data) // 2 // 4096 * 4096
        data[page : page + 4096] = bytes(range(256)) * 16
    elif way == "the end is missing":
        del data[len(data) * 2 // 3 :]
    else:
        data[:] = b"Dear Sir or Madam" * 100
    path.write_bytes(data)


DAMAGE = ["a page is noise", "the end is missing", "it is a letter"]


@pytest.mark.parametrize("way", DAMAGE)
def test_a_damaged_backup_is_refused_and_the_database_stays(
    shop: House, tmp_path: Path, way: str
) -> None:
    copy = tmp_path / "copy.db"
    backing_up.back_up(shop.database, copy)
    _, lot = delivered(shop, B1)
    spoil(copy, way)
    shop.database.close()

    with pytest.raises(Unavailable, match=r"copy\.db is not a good backup") as told:
        backing_up.restore(file_of(shop), copy)

    assert str(told.value.remedy) == "Use another backup. The database was not changed."
    now = reopened(shop)
    assert on_hand(now, lot) == {"DOCK-1": 7}
    now.database.close()
    assert [path.name for path in file_of(shop).parent.glob("*.sqlite*")] == ["lsn.sqlite"]


def test_another_programs_database_is_no_backup(shop: House, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    connection = sqlite.connect(str(other))
    connection.execute("CREATE TABLE song (title TEXT)")
    connection.close()

    with pytest.raises(Unavailable, match="it is no database of LSN Desktop"):
        backing_up.restore(file_of(shop), other)
    with pytest.raises(Refusal, match="There is no file"):
        backing_up.restore(file_of(shop), tmp_path / "nothing.db")


def test_a_restore_brings_back_the_day_and_keeps_what_was_there(
    shop: House, tmp_path: Path
) -> None:
    _, lot = delivered(shop, B1)
    backing_up.back_up(shop.database, tmp_path / "monday.db")
    delivered(shop, B1)
    shop.database.close()

    aside = backing_up.restore(file_of(shop), tmp_path / "monday.db")

    now = reopened(shop)
    assert on_hand(now, lot) == {"DOCK-1": 7}
    assert findings(now) == []
    now.database.close()
    assert aside is not None
    assert aside.name == "lsn.before-restore-1.sqlite"
    before = replace(shop, database=Database(str(aside)))
    assert on_hand(before, lot) == {"DOCK-1": 14}
    before.database.close()
    assert (tmp_path / "monday.db").exists()


def test_every_restore_keeps_another_file(shop: House, tmp_path: Path) -> None:
    backing_up.back_up(shop.database, tmp_path / "monday.db")
    shop.database.close()
    names = [backing_up.restore(file_of(shop), tmp_path / "monday.db") for _ in range(2)]

    assert [name.name for name in names if name] == [
        "lsn.before-restore-1.sqlite",
        "lsn.before-restore-2.sqlite",
    ]


def test_a_database_that_is_gone_is_restored(shop: House, tmp_path: Path) -> None:
    _, lot = delivered(shop, B1)
    backing_up.back_up(shop.database, tmp_path / "monday.db")
    shop.database.close()
    file_of(shop).unlink()

    assert backing_up.restore(file_of(shop), tmp_path / "monday.db") is None
    now = reopened(shop)
    assert on_hand(now, known(now, "BUTTER", "B1").id) == {"DOCK-1": 7}
    assert known(now, "BUTTER", "B1").id == lot
    now.database.close()


def test_a_damaged_database_is_put_aside_as_it_is(shop: House, tmp_path: Path) -> None:
    backing_up.back_up(shop.database, tmp_path / "monday.db")
    shop.database.close()
    spoil(file_of(shop), "it is a letter")
    damaged = file_of(shop).read_bytes()

    aside = backing_up.restore(file_of(shop), tmp_path / "monday.db")

    assert aside is not None
    assert aside.read_bytes() == damaged
    now = reopened(shop)
    assert findings(now) == []
    now.database.close()


def test_a_database_that_another_window_has_open_is_not_replaced(
    shop: House, tmp_path: Path
) -> None:
    _, lot = delivered(shop, B1)
    backing_up.back_up(shop.database, tmp_path / "monday.db")

    with (
        shop.database.reading(),
        pytest.raises(Unavailable, match="Another window or program has this database open"),
    ):
        backing_up.restore(file_of(shop), tmp_path / "monday.db")
    assert on_hand(shop, lot) == {"DOCK-1": 7}


def test_there_is_one_backup_a_day_and_the_audit_has_all_heads(
    house: House, tmp_path: Path
) -> None:
    made = backing_up.daily(house.database, house.later(), tmp_path, "UTC")
    again = backing_up.daily(house.database, house.later(3600), tmp_path, "UTC")
    tomorrow = replace(house.by, at=house.by.at + DAY, on=date(2026, 11, 23))
    next_day = backing_up.daily(house.database, tomorrow, tmp_path, "UTC")

    assert made is not None
    assert again is None
    assert next_day is not None
    assert [backup.path for backup in backing_up.kept(tmp_path)] == [next_day.path, made.path]
    with house.database.reading() as connection:
        said = [
            str(Message.stored(*row))
            for row in connection.execute(
                select(audit_entry.c.words, audit_entry.c.params).where(
                    audit_entry.c.action == "checkpoint"
                )
            )
        ]
    assert len(said) == 2
    heads = re.compile(r"Checkpoint of 1 audit chains: WS-1 \d+ [0-9a-f]{12}")
    assert all(heads.fullmatch(each) for each in said)


def test_the_schedule_keeps_days_weeks_and_months() -> None:
    every_day = [START - n * DAY for n in range(500)]
    kept = backing_up.scheduled(every_day, "UTC")

    days = [datetime.fromtimestamp(at / 1e6, UTC).date() for at in kept]
    assert [(days[0] - day).days for day in days[:7]] == list(range(7))
    assert len({(day.year, day.month) for day in days}) == backing_up.MONTHS
    assert len(kept) <= backing_up.DAYS + backing_up.WEEKS + backing_up.MONTHS
    assert backing_up.scheduled(kept, "UTC") == kept  # thinning again removes nothing more


def test_a_pause_loses_no_backup() -> None:
    some = [START, START - 200 * DAY, START - 201 * DAY]
    assert backing_up.scheduled(some, "UTC") == some


def test_thinning_removes_what_the_schedule_does_not_keep(tmp_path: Path) -> None:
    names = [f"lsn-2026{month:02}{day:02}-120000-0123456789ab.db"
             for month in (10, 11) for day in range(1, 29)]  # fmt: skip
    for name in [*names, "lsn-20261101-120000-0123456789ab.db.part", "notes.txt"]:
        (tmp_path / name).write_bytes(b"x")

    gone = backing_up.thin_out(tmp_path, "UTC")

    left = {path.name for path in tmp_path.iterdir()}
    assert {"notes.txt", "lsn-20261101-120000-0123456789ab.db.part", names[-1]} <= left
    assert len(gone) == len(names) - len(left) + 2
    assert len(left) <= 7 + 4 + 12 + 2
