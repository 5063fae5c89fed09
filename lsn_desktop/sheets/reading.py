"""A table from a file of either kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.refusals import refusal
from lsn_desktop.sheets import csv_reading, grid, xlsx_reading
from lsn_desktop.sheets.grid import How, silent

if TYPE_CHECKING:
    from lsn_desktop.sheets.grid import Grid, Progress

_ZIP = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0"  # a compound file: an .xls, or an .xlsx with a password
_ANY = How()


def is_xlsx(data: bytes) -> bool:
    """Whether a file is an XLSX, whatever its name says."""
    return data.startswith(_ZIP)


def sheet_names(data: bytes) -> list[str]:
    """The sheets of an XLSX file; a CSV file has none.

    Raises:
        Refusal: it is no such file, or more than can be taken in.
    """
    return xlsx_reading.sheet_names(data) if is_xlsx(data) else []


def read(data: bytes, how: How = _ANY, tell: Progress = silent) -> Grid:
    """The table a file holds: headings in its first row, and at least one row below.

    Raises:
        Refusal: it is no table, or more than can be taken in.
    """
    if len(data) > grid.MOST_BYTES:
        raise refusal("The file is larger than 100 MB.", "Import it in parts.")
    if data.startswith(_OLD):
        raise refusal(
            "This is a spreadsheet of the old kind (.xls), or one with a password.",
            "Open it and save it as XLSX or CSV, without a password.",
        )
    reader = xlsx_reading.read if is_xlsx(data) else csv_reading.read
    found = reader(data, how, tell)
    if not found.lines:
        raise refusal("The file has no rows.", "Choose a file with a heading and rows.")
    return found
