"""The companies these tests happen in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lsn_desktop.program import day_of
from lsn_desktop.services.simulation import demo
from lsn_desktop.storage import catalogue
from tests.companies import (
    companies,
    house,
    postgres_companies,
    sqlite_companies,
)
from tests.house_for_tests import START, House

if TYPE_CHECKING:
    from lsn_desktop.storage.transactions import Database

__all__ = ["companies", "house", "postgres_companies", "sqlite_companies"]


@pytest.fixture
def food(database: Database) -> House:
    """The demo company, at its dock."""
    by = demo.build(database, START, day_of, "DOCK-TEST")
    with database.reading() as connection:
        dock = catalogue.location_by_code(connection, "DOCK-1")
    assert dock is not None
    return House(database, by, dock.id)
