"""Files to be imported, as tests write them: looked over, taken in, undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.services.imports import applying, mapping, undoing
from lsn_desktop.services.imports.kinds import KINDS
from lsn_desktop.services.office import whole_lists
from lsn_desktop.sheets import csv_writing, reading
from lsn_desktop.storage import verifying

if TYPE_CHECKING:
    from lsn_desktop.services.imports.applying import Report, Source
    from lsn_desktop.storage.transactions import By, Database
    from tests.house_for_tests import House


def as_source(
    database: Database, kind: str, data: bytes | str, name: str = "file.csv"
) -> Source:
    """A file with its columns as they are guessed, or were chosen last."""
    data = data.encode() if isinstance(data, str) else data
    grid = reading.read(data)
    with database.reading() as connection:
        mapped = mapping.recalled(connection, KINDS[kind], grid.headings)
    return applying.source(KINDS[kind], name, data, grid, mapped)


def look_over(house: House, kind: str, data: bytes | str) -> Report:
    """What a file would do."""
    of = as_source(house.database, kind, data)
    with house.database.reading() as connection:
        return applying.dry_run(connection, of, house.by.on)


def take(house: House, kind: str, data: bytes | str, *, only_good: bool = False) -> int:
    """Take a file in; its job."""
    return take_into(house.database, house.later(), kind, data, only_good=only_good)


def take_into(
    database: Database, by: By, kind: str, data: bytes | str, *, only_good: bool = False
) -> int:
    of = as_source(database, kind, data)
    return database.run(by, lambda tx: applying.apply(tx, of, only_good=only_good))[0]


def undo(house: House, job_id: int) -> int:
    uid = house.uid()
    return house.database.run(house.later(), lambda tx: undoing.undo(tx, job_id, uid))


def exported(database: Database, name: str) -> bytes:
    """A list as CSV."""
    with database.reading() as connection:
        sheet = whole_lists.sheet(connection, name)
    return csv_writing.as_csv(sheet.headings, sheet.rows)


def everything(database: Database) -> dict[str, bytes]:
    """Every list that can be imported, as CSV."""
    return {name: exported(database, name) for name in KINDS}


def flaws(database: Database) -> list[str]:
    """What is not as the law says."""
    with database.reading() as connection:
        return [str(each) for each in verifying.verify(connection)]
