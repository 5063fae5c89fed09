"""A table as XLSX: numbers as numbers, days as days, and text that is never a formula."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from lsn_desktop.sheets.values import as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lsn_desktop.sheets.values import Value

_WIDTHS = (8, 60)  # characters
_LOOKED_AT = 1000  # rows from which widths are told
_EXACT = 15  # digits a spreadsheet keeps of a number
_NO_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_TAKEN_FOR_MORE = "=#"  # openpyxl makes a formula or an error of such a text
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def as_xlsx(title: str, headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """One sheet with a bold, frozen heading and columns as wide as what stands in them."""
    kept = [list(row) for row in rows]
    book = Workbook(write_only=True)
    sheet = book.create_sheet((_NO_NAME.sub(" ", title).strip("' ") or "Table")[:_LONGEST_NAME])
    sheet.freeze_panes = "A2"
    for at, heading in enumerate(headings):
        texts = [as_text(row[at]) for row in kept[:_LOOKED_AT]]
        longest = max(map(len, (heading, *texts)))
        width = min(max(longest + 2, _WIDTHS[0]), _WIDTHS[1])
        sheet.column_dimensions[get_column_letter(at + 1)].width = width
    sheet.append([_heading(sheet, heading) for heading in headings])
    for row in kept:
        sheet.append([_cell(sheet, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _heading(sheet: Any, text: str) -> Any:
    cell = _words(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Value) -> Any:
    text = as_text(value)
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    if is_number and sum(each.isdigit() for each in text) <= _EXACT:
        return value
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, date) or not text:
        return value or None
    is_harmless = text[0] not in _TAKEN_FOR_MORE and not _UNWRITABLE.search(text)
    return text if is_harmless else _words(sheet, text)  # a cell of its own costs twice as much


def _words(sheet: Any, text: str) -> Any:
    """A cell of text, whatever it begins with."""
    cell = WriteOnlyCell(sheet, _UNWRITABLE.sub("\ufffd", text))
    cell.data_type = "s"
    return cell
