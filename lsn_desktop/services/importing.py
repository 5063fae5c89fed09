"""Purchase orders, items and parties from CSV: all of a file or nothing, and only once."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import Tracking
from lsn_desktop.domain.messages import Message, message
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.services import ordering
from lsn_desktop.storage import exchange
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from lsn_desktop.storage.transactions import Tx

_LARGEST = 20 * 1024 * 1024
_MOST_ERRORS = 20
_MOST_DIGITS = 15  # before or behind the point: 1e999999999 would fill the memory
Row = Mapping[str, str]

COLUMNS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "orders": {
        "number": ("number", "po", "po number", "order", "purchase order"),
        "vendor": ("vendor", "vendor code", "supplier"),
        "sku": ("sku", "item", "item number", "part number"),
        "quantity": ("quantity", "qty", "ordered"),
        "due": ("due", "due on", "due date", "expected"),
    },
    "items": {
        "sku": ("sku", "item", "item number", "part number"),
        "description": ("description", "name", "title"),
        "tracking": ("tracking", "tracked"),
        "unit": ("unit", "uom", "base unit"),
        "gtin": ("gtin", "ean", "upc", "barcode"),
        "pack": ("pack", "pack quantity", "units per pack"),
        "shelf life": ("shelf life", "shelf life days"),
        "family": ("family", "category"),
    },
    "parties": {
        "code": ("code", "vendor code", "id"),
        "name": ("name", "vendor", "company"),
        "address": ("address",),
    },
}
NEEDED = {
    "orders": ("number", "vendor", "sku", "quantity"),
    "items": ("sku", "description"),
    "parties": ("code", "name"),
}


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


def import_csv(tx: Tx, kind: str, name: str, data: bytes) -> int:
    """Take a CSV file in; returns how many rows.

    Args:
        tx: one transaction for all of it.
        kind: ``orders``, ``items`` or ``parties``.
        name: the file's name, for the record.
        data: its bytes: UTF-8 or Windows-1252, any of ``, ; tab |`` between columns.

    Raises:
        WrongRows: some rows cannot be taken. Nothing is taken then.
        Refusal: a column is missing, or this very file was taken in before.
    """
    if kind not in COLUMNS:
        raise refusal(
            "{kind} cannot be imported.", "Import orders, items or parties.", kind=kind
        )
    sha256 = hashlib.sha256(data).hexdigest()
    if exchange.taken(tx.connection, kind, sha256):
        raise refusal(
            "{name} was imported before: nothing is taken twice.",
            "Change the file first, if something in it is new.",
            name=name,
        )
    rows = read_rows(kind, data)
    if wrong := _take(tx, kind, rows):
        raise WrongRows(name, len(rows), wrong)
    exchange.keep(tx, kind, name, sha256, len(rows))
    words = message("Imported {name}: {count} rows", name=name, count=len(rows))
    tx.entries.append(Entry("import", words, kind))
    return len(rows)


def read_rows(kind: str, data: bytes) -> Sequence[tuple[int, Row]]:
    """The rows of a CSV of a kind with our names for its columns, each with its line.

    Raises:
        Refusal: it is too large, not a table, or lacks a column.
    """
    return read_table(COLUMNS[kind], NEEDED[kind], data)


def read_table(
    columns: Mapping[str, Sequence[str]], needed: Sequence[str], data: bytes
) -> Sequence[tuple[int, Row]]:
    """The rows of a CSV, each with its line.

    Args:
        columns: our name for each column, and the titles it may have.
        needed: the columns that must be there.
        data: UTF-8 or Windows-1252, any of ``, ; tab |`` between columns.

    Raises:
        Refusal: it is too large, not a table, or lacks a column.
    """
    if len(data) > _LARGEST or b"\0" in data:
        raise refusal("This is no CSV file, or larger than 20 MB.", "Save it as CSV, in parts.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    first = text.split("\n", 1)[0]
    comma = max(",;\t|", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=comma)
    try:
        head = next(reader, [])
        names = _names(columns, needed, head)
        rows = [
            (
                reader.line_num,
                {names[i]: cell.strip() for i, cell in enumerate(row) if i in names},
            )
            for row in reader
            if any(cell.strip() for cell in row)
        ]
    except csv.Error as error:
        raise refusal(
            "Line {line} is no row of a table: {error}.",
            "Open the file in a spreadsheet and save it as CSV again.",
            line=reader.line_num,
            error=error,
        ) from error
    if not rows:
        raise refusal("The file has no rows.", "Choose a file with a heading and rows.")
    return rows


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


def _take(tx: Tx, kind: str, rows: Sequence[tuple[int, Row]]) -> list[Wrong]:
    if kind == "orders":
        return _orders(tx, rows)
    take: Callable[[Tx, Row], object] = _item if kind == "items" else _party
    wrong = []
    for line, row in rows:
        try:
            take(tx, row)
        except Refusal as refused:
            wrong.append(Wrong(line, refused.fact))
    return wrong


def _item(tx: Tx, row: Row) -> None:
    tracking = row.get("tracking", "").lower() or "lot"
    if tracking not in list(Tracking):
        raise refusal(
            "{tracking} is no way of tracking.", "Use lot or serial.", tracking=tracking
        )
    pack = Fraction(number_in(row.get("pack", "") or "1"))
    gtin = row.get("gtin", "")
    life = row.get("shelf life", "")
    ordering.add_item(
        tx,
        ordering.AddItem(
            sku=row["sku"],
            description=row["description"],
            tracking=Tracking(tracking),
            unit=row.get("unit", "") or "pcs",
            gtins=((gtin, pack),) if gtin else (),
            shelf_life_days=int(number_in(life)) if life else None,
            expiry_required=bool(life),
            family=row.get("family", ""),
        ),
    )


def _party(tx: Tx, row: Row) -> None:
    party = ordering.AddParty(row["code"], row["name"], row.get("address", ""), is_vendor=True)
    ordering.add_party(tx, party)


def _orders(tx: Tx, rows: Sequence[tuple[int, Row]]) -> list[Wrong]:
    """Rows of one number are one order; a wrong row is told by its line."""
    grouped: dict[str, list[tuple[int, Row]]] = {}
    for line, row in rows:
        grouped.setdefault(row["number"], []).append((line, row))
    wrong: list[Wrong] = []
    for number, lines in grouped.items():
        wrong += _order(tx, number, lines)
    return sorted(wrong, key=lambda each: each.line)


def _order(tx: Tx, number: str, lines: Sequence[tuple[int, Row]]) -> list[Wrong]:
    wanted, wrong = [], []
    for line, row in lines:
        try:
            quantity = number_in(row["quantity"])
            ordering.order_line(tx.connection, row["sku"], quantity)
            wanted.append((row["sku"], quantity))
        except Refusal as refused:
            wrong.append(Wrong(line, refused.fact))
    first, head = lines[0]
    try:
        due = day_in(head.get("due", ""))
        if not wrong:
            ordering.enter_order(tx, ordering.EnterOrder(number, head["vendor"], wanted, due))
    except Refusal as refused:
        wrong.append(Wrong(first, refused.fact))
    return wrong


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
