"""A list as a file of the kind its name says: CSV, XLSX, or PDF to be read and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.refusals import refusal
from lsn_desktop.sheets import csv_writing, xlsx_writing
from printing.papers import table_sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.sheets.values import Value

SUFFIXES = (".csv", ".xlsx", ".pdf")


def as_file(
    suffix: str,
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[Value]],
    line: str = "",
) -> bytes:
    """The list as the bytes of a file.

    Args:
        suffix: one of :data:`SUFFIXES`.
        title: what it is a list of, on paper and on the sheet's tab.
        headings: of its columns.
        rows: text, numbers, days, yes and no.
        line: whose it is and of when, on paper.

    Raises:
        Refusal: no list is written as such a file.
    """
    suffix = suffix.lower()
    if suffix == ".csv":
        return csv_writing.as_csv(headings, rows)
    if suffix == ".xlsx":
        return xlsx_writing.as_xlsx(title, headings, rows)
    if suffix == ".pdf":
        return table_sheet.table_sheet(title, line, headings, rows)
    raise refusal(
        "A list is not written as {suffix}.",
        "Let the name end in one of: {suffixes}.",
        suffix=suffix or "a file without a kind",
        suffixes=", ".join(SUFFIXES),
    )
