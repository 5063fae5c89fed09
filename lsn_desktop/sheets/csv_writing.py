"""A table as CSV that no spreadsheet computes, and that is read back as it was."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from lsn_desktop.sheets.formulas import defused
from lsn_desktop.sheets.values import as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lsn_desktop.sheets.values import Value


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with a mark (spreadsheets ask for it), commas, lines as RFC 4180 has them."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(map(defused, headings))
    writer.writerows([_cell(value) for value in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str:
    return defused(value) if isinstance(value, str) else as_text(value)
