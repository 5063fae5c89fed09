"""Tables of goods that come with a delivery: their rows by our names, their numbers and days.

What is kept (items, lots, orders ...) is taken in by ``imports``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from lsn_desktop.domain.messages import Message, message
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.sheets import reading

_MOST_ERRORS = 20
_MOST_DIGITS = 15  # before or behind the point: 1e999999999 would fill the memory
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wrong:
    """A row that cannot be taken: its line in the file, and why."""

    line: int
    words: Message


class WrongRows(Refusal):
    """Rows of a file cannot be taken; the first of them stand in its words, all in ``rows``."""

    def __init__(self, name: str, total: int, rows: Sequence[Wrong]) -> None:
        shown = "\n".join(f"{each.line}: {each.words}" for each in rows[:_MOST_ERRORS])
        places = {"count": len(rows), "total": total, "name": name, "rows": shown}
        super().__init__(
            message(
                "{count} of {total} rows of {name} cannot be taken; nothing was imported.\n"
                "{rows}\n",
                **places,
            ),
            message("Mend these rows in the file and import it again."),
        )
        self.summary = message(
            "{count} of {total} rows of {name} cannot be taken; nothing was imported.", **places
        )
        self.rows = tuple(rows)


def read_table(
    columns: Mapping[str, Sequence[str]], needed: Sequence[str], data: bytes
) -> Sequence[tuple[int, Row]]:
    """The rows of a CSV or XLSX file, each with its line.

    Args:
        columns: our name for each column, and the titles it may have.
        needed: the columns that must be there.
        data: the file.

    Raises:
        Refusal: it is no table, more than can be taken in, or lacks a column.
    """
    found = reading.read(data)
    names = _names(columns, needed, found.headings)
    for line in found.lines:
        for at, flaw in line.flaws.items():
            if at in names:
                raise refusal(
                    "Line {line}, {column}: {flaw}", "Mend the cell.",
                    line=line.number, column=names[at], flaw=flaw,
                )  # fmt: skip
    return [
        (
            line.number,
            {name: line.cell(at) for at, name in names.items() if at < len(line.cells)},
        )
        for line in found.lines
    ]


def _names(
    columns: Mapping[str, Sequence[str]], needed: Sequence[str], head: Sequence[str]
) -> dict[int, str]:
    """Our name for each column we know."""
    names: dict[int, str] = {}
    for place, title in enumerate(head):
        plain = " ".join(title.strip().lower().replace("_", " ").split())
        for name, titles in columns.items():
            if plain in titles and name not in names.values():
                names[place] = name
                break
    missing = [name for name in needed if name not in names.values()]
    if missing:
        raise refusal(
            "The heading has no column for: {missing}.",
            "Name the columns {columns} in the first line.",
            missing=", ".join(missing),
            columns=", ".join(columns),
        )
    return names


def number_in(text: str) -> Decimal:
    """A number with a point or a decimal comma."""
    try:
        number = Decimal(text.replace(",", ".") if text.count(",") == 1 else text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        raise refusal("{text} is no number.", "Write it as 12 or 12.5.", text=text or "(empty)")
    return number


def day_in(text: str) -> date | None:
    """A day as 2026-12-31, or none."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise refusal("{text} is no day.", "Write it as 2026-12-31.", text=text) from None
