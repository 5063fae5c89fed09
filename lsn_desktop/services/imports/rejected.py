"""The rows that could not be taken, as a file to be mended and imported again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.services.imports.mapping import ERROR, REMEDY
from lsn_desktop.sheets import csv_writing

if TYPE_CHECKING:
    from lsn_desktop.services.imports.applying import Report, Source


def as_csv(of: Source, report: Report) -> bytes:
    """The wrong rows as they stood in the file, each with what is wrong and what to do.

    Columns of an earlier file like this one are made anew.
    """
    kept = [at for at, name in enumerate(of.grid.headings) if name not in {ERROR, REMEDY}]
    lines = {line.number: line for line in of.grid.lines}
    rows = [
        [
            *(lines[row.line].cell(at) for at in kept),
            str(row.words or ""),
            str(row.remedy or ""),
        ]
        for row in report.wrong
    ]
    return csv_writing.as_csv([*(of.grid.headings[at] for at in kept), ERROR, REMEDY], rows)
