"""XLSX sheets as text: days as days, numbers as they are shown, formulas never computed."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from itertools import repeat
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils.exceptions import InvalidFileException

from lsn_desktop.domain.messages import Message, message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.sheets import grid, xlsx_guard
from lsn_desktop.sheets.grid import Grid, Line, silent

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from lsn_desktop.sheets.grid import How, Progress

_ERRORS = frozenset(
    {"#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#DIV/0!", "#GETTING_DATA"}
)
_ROUNDED = 10**15  # of a number a spreadsheet keeps 15 digits
_STEP = 2000  # lines between two words of progress
_BROKEN = (
    KeyError, ValueError, IndexError, TypeError, AttributeError, OverflowError, OSError,
    EOFError, ParseError, zipfile.BadZipFile, zlib.error, InvalidFileException,
)  # fmt: skip  # what openpyxl raises over files that are none


def sheet_names(data: bytes) -> list[str]:
    """The names of the sheets of an XLSX file, in their order.

    Raises:
        Refusal: it is no such file, or more than can be taken in.
    """
    xlsx_guard.has_formulas(data)
    with _opened(data, values=True) as book:
        return [sheet.title for sheet in book.worksheets]


def read(data: bytes, how: How, tell: Progress = silent) -> Grid:
    """The table on a sheet: the one named, else the first that holds anything.

    Raises:
        Refusal: it is no such file, more than can be taken in, or has no such sheet.
    """
    computed = xlsx_guard.has_formulas(data)
    with _opened(data, values=True) as book:
        names = [sheet.title for sheet in book.worksheets]
        if how.sheet and how.sheet not in names:
            raise refusal(
                "The file has no sheet {sheet}.",
                "Choose one of: {names}.",
                sheet=how.sheet,
                names=", ".join(names),
            )
        for name in [how.sheet] if how.sheet else names:
            lines = list(_lines(data, book[name], computed=computed, tell=tell))
            if lines:
                head, *rest = lines
                headings = [cell.strip() for cell in head.cells]
                return Grid(headings, rest, message("XLSX, sheet {sheet}", sheet=name))
    return Grid([], [], message("XLSX"))


@contextmanager
def _opened(data: bytes, *, values: bool) -> Generator[Any]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions we do not look at
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=values)
            try:
                yield book
            finally:
                book.close()
    except _BROKEN as error:
        raise xlsx_guard.broken() from error


def _lines(data: bytes, sheet: Any, *, computed: bool, tell: Progress) -> Iterator[Line]:
    """The rows of a sheet that hold anything."""
    of = min(sheet.max_row or 0, grid.MOST_LINES)
    if not computed:
        rows = _rows(sheet, values=True)
        yield from _told(map(_line, _counted(), rows, repeat(())), of, tell)
        return
    with _opened(data, values=False) as book:
        formulas = _rows(book[sheet.title], values=False)
        rows = _rows(sheet, values=False)
        yield from _told(map(_computed_line, _counted(), rows, formulas), of, tell)


def _counted() -> Iterator[int]:
    return iter(range(1, grid.MOST_LINES + 2))


def _rows(sheet: Any, *, values: bool) -> Iterator[Sequence[Any]]:
    rows: Iterator[Sequence[Any]] = sheet.iter_rows(
        max_row=grid.MOST_LINES + 1, max_col=grid.MOST_COLUMNS + 1, values_only=values
    )
    return rows


def _told(lines: Iterator[Line | None], of: int, tell: Progress) -> Iterator[Line]:
    for number, line in enumerate(lines, start=1):
        if number % _STEP == 0:
            tell(number, max(of, number))
        if line is not None:
            grid.must_fit(line.number, line.cells)
            grid.must_not_go_on(line.number - 1)
            yield line


def _line(number: int, values: Sequence[Any], valueless: Sequence[int]) -> Line | None:
    last = len(values)
    if not valueless and values.count(None) == last:
        return None
    while last and values[last - 1] is None and last - 1 not in valueless:
        last -= 1
    if not last:
        return None
    flaws: dict[int, Message] = {at: message(_NO_VALUE) for at in valueless}
    cells = []
    for at, value in enumerate(values[:last]):
        text = value if isinstance(value, str) else _text(value)
        if text in _ERRORS:
            flaws[at] = message("The cell shows {error}.", error=text)
        elif isinstance(value, int | float) and abs(value) >= _ROUNDED:
            flaws[at] = message(_TOO_LONG, number=text)
        cells.append(text)
    return Line(number, cells, flaws)


_NO_VALUE = "The cell is a formula without a value: open the file in a spreadsheet and save it."
_TOO_LONG = (
    "{number} is kept as a number, of which a spreadsheet keeps 15 digits: make the cell text."
)


def _computed_line(number: int, cells: Sequence[Any], formulas: Sequence[Any]) -> Line | None:
    """A row that may hold formulas: the value each had when it was saved is taken."""
    if all(cell is EMPTY_CELL for cell in cells):
        return None
    valueless = [
        at
        for at, (cell, formula) in enumerate(zip(cells, formulas, strict=False))
        if formula.data_type == "f" and cell.value is None and cell.data_type != "str"
    ]
    return _line(number, [cell.value for cell in cells], valueless)


def _text(value: object) -> str:
    """A cell's value as a person sees it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        # 0.1 + 0.2 is shown as 0.3: a spreadsheet shows 15 digits.
        return _plain(f"{value:.15g}")
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _plain(number: str) -> str:
    """Without an exponent where that is no longer."""
    return f"{Decimal(number):f}" if "e" in number else number
