"""What an XLSX file would become in memory, told before it is let in.

540 KB of zeros become 61 MB of sheet. The sizes are those of the archive's own directory, and
``zipfile`` reads no more of a member than it names there.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from lsn_desktop.domain.refusals import Refusal, refusal

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MOST_UNPACKED = 400 * 1024 * 1024
MOST_STRINGS = 100 * 1024 * 1024  # they are kept in memory whole
MOST_TIMES = 150  # a real sheet shrinks 5 to 30 times
_SMALL = 4 * 1024 * 1024  # nothing this size harms, however well it shrank
MOST_PARTS = 2000
MOST_CELLS = 8_000_000
_CHUNK = 1024 * 1024
_CELL = re.compile(rb"<(?:\w+:)?c[ >/]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_EDGE = 16  # a tag cut in two by the end of a chunk


def has_formulas(data: bytes) -> bool:
    """Look an XLSX file over without opening it; whether any cell of it is computed.

    Raises:
        Refusal: it is no such file, or more than can be taken in.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _must_be_small(archive.infolist())
            return _looked_over(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, EOFError, OSError) as error:
        raise broken() from error


def broken() -> Refusal:
    """The file cannot be opened as what it seems to be."""
    return refusal(
        "This is no XLSX file that can be opened, or it is protected by a password.",
        "Open it in a spreadsheet and save it again as XLSX or CSV, without a password.",
    )


def _must_be_small(parts: list[ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    strings = sum(part.file_size for part in parts if "sharedStrings" in part.filename)
    swollen = any(
        part.file_size > _SMALL and part.file_size > MOST_TIMES * max(1, part.compress_size)
        for part in parts
    )
    if swollen or unpacked > MOST_UNPACKED or strings > MOST_STRINGS or len(parts) > MOST_PARTS:
        raise _too_much(f"{unpacked / 1024**2:,.0f} MB")


def _too_much(what: str) -> Refusal:
    return refusal(
        "The file would become {what} when it is unpacked: it was not opened.",
        "Save the sheet that is wanted as CSV, in parts of at most 100 MB.",
        what=what,
    )


def _looked_over(archive: ZipFile) -> bool:
    cells, computed = 0, False
    for part in archive.infolist():
        if not part.filename.endswith((".xml", ".rels")):
            continue
        is_sheet = "worksheets/" in part.filename
        tail = b""
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                piece = tail + chunk
                if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
                    raise broken()  # no spreadsheet writes one; they blow up when read
                if is_sheet:
                    # A tag in the tail was counted with the chunk before.
                    cells += len(_CELL.findall(piece)) - len(_CELL.findall(tail))
                    computed = computed or bool(_FORMULA.search(piece))
                if cells > MOST_CELLS:
                    raise _too_much(f"{cells:,} cells")
                tail = piece[-_EDGE:]
    return computed
