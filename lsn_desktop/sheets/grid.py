"""A table as a file holds it: headings, and lines of text below them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lsn_desktop.domain.refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lsn_desktop.domain.messages import Message

MOST_BYTES = 100 * 1024 * 1024
MOST_LINES = 1_048_576  # as many as a spreadsheet has
MOST_COLUMNS = 256
LONGEST = 32_767  # characters a spreadsheet keeps in a cell

Progress = Callable[[int, int], None]  # so much of so much is done; it may raise to end it all


def silent(_done: int, _of: int) -> None:
    """Progress nobody looks at."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a file: the line it begins on, its cells, and which of them cannot be read."""

    number: int
    cells: Sequence[str]
    flaws: Mapping[int, Message] = field(default_factory=dict)

    def cell(self, at: int) -> str:
        """A cell without the space around it; nothing where the row is shorter."""
        return self.cells[at].strip() if at < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its headings and lines, and how it was read, in words."""

    headings: Sequence[str]
    lines: Sequence[Line]
    read_as: Message
    decimal_comma: bool = False  # commas between columns are no commas within numbers


@dataclass(frozen=True, slots=True)
class How:
    """How a file is to be read where it does not say so itself; empty: found out."""

    encoding: str = ""
    separator: str = ""
    sheet: str = ""


def must_fit(line: int, cells: Sequence[str]) -> None:
    """Refuse a row no spreadsheet holds.

    Raises:
        Refusal: it has too many columns, or a cell is too long.
    """
    if len(cells) > MOST_COLUMNS:
        raise refusal(
            "Line {line} has {columns} columns; {most} is the most a table may have.",
            "Check that the separator is the right one, and leave out what is not needed.",
            line=line,
            columns=len(cells),
            most=MOST_COLUMNS,
        )
    longest = max(map(len, cells), default=0)
    if longest > LONGEST:
        raise refusal(
            "A field on line {line} has {length} characters; {most} is the most.",
            "A quotation mark before it may not be closed. Mend the field and try again.",
            line=line,
            length=f"{longest:,}",
            most=f"{LONGEST:,}",
        )


def must_not_go_on(lines: int) -> None:
    """Refuse a table that is too long.

    Raises:
        Refusal: it has more lines than a spreadsheet holds.
    """
    if lines > MOST_LINES:
        raise refusal(
            "The table has more than {most} lines.",
            "Import it in parts.",
            most=f"{MOST_LINES:,}",
        )
