"""Each long list is put in order, narrowed and gone on with by every column that says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from lsn_desktop.domain.filters import Between, Contains, OneOf
from tests.ui.office import Office, office
from ui.parts.notice import Notice
from ui.scans.player import Player
from ui.scans.scanners import Scanners
from ui.screens.certificates.listing import certificate_list
from ui.screens.items.item_list import item_list
from ui.screens.items.order_list import order_list
from ui.screens.items.party_list import party_list
from ui.screens.labels.jobs import job_list
from ui.screens.lsns.screen import LsnsScreen
from ui.screens.scanners.journal import JournalPart
from ui.tables.row_sources import Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from lsn_desktop.domain.filters import Filter
    from ui.desk import Desk
    from ui.parts.theme import Theme
    from ui.tables.listing import Listing
    from ui.tables.rows_model import Column


@pytest.fixture
def place(theme: Theme, tmp_path: Path) -> Generator[Office]:
    place = office(tmp_path, theme)
    yield place
    place.close()


def _nothing() -> None:
    pass


def _journal(desk: Desk) -> JournalPart:
    scanners = Scanners()
    return JournalPart(desk, Player(scanners), Notice("notice"))


LISTS: dict[str, Callable[[Desk], Any]] = {
    "items": lambda desk: item_list(desk, _nothing),
    "orders": lambda desk: order_list(desk, _nothing),
    "parties": lambda desk: party_list(desk, _nothing),
    "lots and serials": LsnsScreen,
    "print jobs": lambda desk: job_list(desk, _nothing),
    "certificates": lambda desk: certificate_list(desk, _nothing),
    "scans": _journal,
}


def conditions(column: Column[Any]) -> list[Filter]:
    """One of each kind that this column can be narrowed by."""
    name = column.key_name
    if isinstance(column.filter, tuple):
        return [OneOf(name, frozenset({one})) for one, _words in column.filter]
    if column.filter == "text":
        return [Contains(name, "x")]
    ends: dict[str, tuple[Decimal | date, Decimal | date]] = {
        "number": (Decimal(0), Decimal(1000)),
        "day": (date(2026, 1, 1), date(2027, 12, 31)),
    }
    low, high = ends[column.filter]
    return [Between(name, low, high), Between(name, low), Between(name, None, high)]


@pytest.mark.parametrize("name", LISTS)
def test_a_source_knows_every_column_its_list_offers(
    place: Office, qtbot: QtBot, name: str
) -> None:
    widget = LISTS[name](place.desk)
    qtbot.addWidget(widget)
    table: Listing[Any] = getattr(widget, "table", None) or getattr(widget, "_table", widget)
    table.ask_once()
    every = Wanted[Any](None, "", "", False, 1000)  # noqa: FBT003 - as a table asks
    rows = table.source(every)
    columns = table.view.model().columns  # type: ignore[attr-defined]
    assert any(one.filter for one in columns)

    for column in columns:
        for condition in conditions(column) if column.filter else ():
            found = table.source(replace(every, only=(condition,)))
            assert all(row in rows for row in found)
    for by in {"", *(one.name for one in columns)}:
        for descending in (False, True):
            whole = table.source(replace(every, sort=by, descending=descending))
            assert len(whole) == len(rows)
            for at, row in enumerate(whole):
                rest = replace(every, after=row, sort=by, descending=descending)
                assert list(table.source(rest)) == list(whole[at + 1 :])
