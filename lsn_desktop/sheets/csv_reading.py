"""CSV as people have it: any separator, any of the usual encodings, quotes and line breaks."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.sheets import grid
from lsn_desktop.sheets.encodings import as_text
from lsn_desktop.sheets.formulas import defused_undone
from lsn_desktop.sheets.grid import Grid, Line, silent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lsn_desktop.sheets.grid import How, Progress

SEPARATORS = (",", ";", "\t", "|")
NAMES = {",": "comma", ";": "semicolon", "\t": "Tab", "|": "bar"}
_SAMPLE = 20  # lines from which the separator is told
_STEP = 5000  # lines between two words of progress


def read(data: bytes, how: How, tell: Progress = silent) -> Grid:
    """The table of a CSV file.

    Raises:
        Refusal: it is no table, or a row of it cannot be told from the next.
    """
    text, encoding = as_text(data, how.encoding)
    separator, text = _named_separator(text)
    separator = how.separator or separator or _separator(text)
    rows = _rows(text, separator, tell)
    _number, headings = next(rows, (0, []))
    lines = [Line(number, [defused_undone(cell) for cell in row]) for number, row in rows]
    read_as = message(
        "CSV, {separator} between columns, {encoding}",
        separator=NAMES.get(separator, separator),
        encoding=encoding.upper(),
    )
    return Grid(
        [defused_undone(each.strip()) for each in headings], lines, read_as, separator != ","
    )


def _rows(text: str, separator: str, tell: Progress) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not empty, each with the line it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins, found, of = 1, 0, text.count("\n") + 1
    try:
        for row in reader:
            if any(cell and not cell.isspace() for cell in row):
                grid.must_fit(begins, row)
                grid.must_not_go_on(found)
                found += 1
                if found % _STEP == 0:
                    tell(reader.line_num, of)
                yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise _no_row(begins, str(error)) from error


def _no_row(line: int, why: str) -> Refusal:
    if "field limit" in why:
        return refusal(
            "A field on line {line} has more than {most} characters.",
            "A quotation mark before it may not be closed. Mend the field and try again.",
            line=line,
            most=f"{grid.LONGEST:,}",
        )
    if "end of data" in why:
        return refusal(
            "A quotation mark opened on line {line} is never closed.",
            "Close it, or double the marks that stand within a field.",
            line=line,
        )
    return refusal(
        "Line {line} is no row of a table: after a quotation mark that closes a field"
        " comes no separator.",
        "Double the quotation marks that stand within a field, or save the file as CSV again.",
        line=line,
    )


def _named_separator(text: str) -> tuple[str, str]:
    """The separator a first line ``sep=;`` names, as spreadsheets write it, and the rest."""
    first, _break, rest = text.partition("\n")
    named = first.strip("\r ").strip('"')
    if named[:4].lower() == "sep=" and len(named) == len("sep=;"):
        return named[4], rest
    return "", text


def _separator(text: str) -> str:
    """The separator that cuts most columns, the same number in every row."""
    return max(SEPARATORS, key=lambda separator: _score(text, separator))


def _score(text: str, separator: str) -> tuple[int, int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    widths: list[int] = []
    try:
        for row in reader:
            if row:
                widths.append(len(row))
            if len(widths) == _SAMPLE:
                break
    except csv.Error:
        pass
    if not widths:
        return 0, 0
    alike = sum(width == widths[0] for width in widths) if widths[0] > 1 else 0
    return alike, widths[0]
