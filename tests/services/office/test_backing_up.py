"""A backup told of while it is made, with scans going on, on a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lsn_desktop.services.office import backing_up, ordering
from lsn_desktop.storage import backups

if TYPE_CHECKING:
    from pathlib import Path

    from tests.companies import Companies
    from tests.house_for_tests import House


@pytest.fixture
def shop(sqlite_companies: Companies) -> House:
    """A company in a file; PostgreSQL's own tool tells no progress."""
    return sqlite_companies.open()


def test_a_backup_tells_how_far_it_is(
    shop: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "_PAGES", 20)
    told: list[tuple[int, int]] = []

    made = backing_up.back_up_into(
        shop.database, tmp_path, shop.by.at, lambda done, total: told.append((done, total))
    )

    assert len(told) > 3
    assert [done for done, _total in told] == sorted(done for done, _total in told)
    assert told[-1][0] == told[-1][1]
    assert backing_up.look_into(made.path).heads == made.heads


def test_what_is_committed_meanwhile_neither_restarts_nor_spoils_it(
    shop: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "_PAGES", 20)
    done: list[int] = []

    def go_on(copied: int, _total: int) -> None:
        done.append(copied)
        with shop.database.transaction(shop.later()) as tx:
            ordering.add_item(tx, ordering.AddItem(f"NEW-{len(done)}", "New"))

    made = backing_up.back_up_into(shop.database, tmp_path, shop.by.at, go_on)

    assert done == sorted(set(done))
    held = backups.looked_into(made.path)
    with shop.database.reading() as connection:
        now = backups.contents(connection)
    assert now.rows["item"] - held.rows["item"] == len(done) > 3
