"""What a kind of file may say: its fields, their headings, and how cells of them are read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.refusals import refusal
from lsn_desktop.domain.typed_days import days_typed
from lsn_desktop.services.receipts.importing import number_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from decimal import Decimal

    from lsn_desktop.services.imports.rows import Context, Row
    from lsn_desktop.storage.exchange import Change
    from lsn_desktop.storage.transactions import Tx

CUSTOM = "field: "  # what a mapping says of a column that is a custom field


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a kind of file: our heading for it, and the headings others give it."""

    name: str
    also: tuple[str, ...] = ()
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: what a row of it is, its fields, and the check of its rows.

    ``tables`` are those a new row of it makes a row of; ``custom`` says whose custom fields
    its further columns may be: of items or of LSNs. ``enter`` takes in what its rows bring,
    where that is no opening stock.
    """

    name: str
    title: str
    tables: tuple[str, ...]
    fields: tuple[Field, ...]
    check: Callable[[Context, Sequence[Row]], None]
    custom: str = ""
    enter: Callable[[Tx, Sequence[Any]], list[Change]] | None = None

    @property
    def needed(self) -> list[str]:
        """The fields without which nothing can be taken in."""
        return [field.name for field in self.fields if field.needed]


def needs(row: Row, *names: str) -> None:
    """Refuse a row that leaves one of these cells empty, or has one that cannot be read."""
    for name, why in row.flaws.items():
        raise refusal("{field}: {why}", "Mend the cell.", field=name, why=why)
    for name in names:
        if not row.text(name):
            raise refusal("The row has no {field}.", "Fill it in.", field=name)


_YES = frozenset({"yes", "y", "true", "1", "x", "ja", "j", "oui", "si", "sí"})
_NO = frozenset({"no", "n", "false", "0", "nein", "non"})
_MOST_DAYS = 36_525  # a hundred years
_GROUP = 3  # digits between two signs of thousands
_SPACE = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d)")


def yes(row: Row, name: str) -> bool | None:
    """Yes or no; None where the cell is empty."""
    text = row.text(name).lower()
    if text and text not in _YES | _NO:
        raise refusal(
            "{field} is yes or no: {text} is neither.",
            "Write yes or no.",
            field=name,
            text=row.text(name),
        )
    return text in _YES if text else None


def number(row: Row, name: str, context: Context) -> Decimal | None:
    """An exact number with a point or a comma; None where the cell is empty."""
    text = _SPACE.sub("", row.text(name))  # 1 234
    if not text:
        return None
    whole, comma, rest = text.rpartition(",")
    if comma and "." in rest:  # 1,234.5
        text = text.replace(",", "")
    elif comma and "." in whole:  # 1.234,5
        text = whole.replace(".", "") + "." + rest
    elif comma and len(rest) == _GROUP and whole.lstrip("-0") and not context.decimal_comma:
        raise refusal(
            "{field}: {text} may be thousands or a fraction.",
            "Write it without a comma, as 1234 or 1.234.",
            field=name,
            text=text,
        )
    return number_in(text)


def whole(row: Row, name: str, context: Context, most: int = _MOST_DAYS) -> int | None:
    """A whole number that is not below zero; None where the cell is empty."""
    found = number(row, name, context)
    if found is None:
        return None
    if found != found.to_integral_value() or not 0 <= found <= most:
        raise refusal(
            "{field} is a whole number from 0 to {most}: {text} is none.",
            "Mend the cell.",
            field=name,
            text=row.text(name),
            most=most,
        )
    return int(found)


def day(row: Row, name: str, context: Context) -> date | None:
    """A day in any form that means one day only; None where the cell is empty."""
    text = row.text(name).removesuffix(" 00:00:00").removesuffix("T00:00:00")
    if not text:
        return None
    meant = days_typed(text, context.on)
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise refusal(
            "{field}: {text} may be {one} or {other}.",
            "Write the day as 2026-12-31.",
            field=name,
            text=text,
            one=meant[0],
            other=meant[1],
        )
    raise refusal(
        "{field}: {text} is no day.", "Write it as 2026-12-31.", field=name, text=text
    )


def choice(row: Row, name: str, choices: Sequence[str]) -> str:
    """One of some words, whatever their case; empty where the cell is."""
    text = row.text(name).lower()
    if text and text not in choices:
        raise refusal(
            "{field}: {text} is none of {choices}.",
            "Write one of these.",
            field=name,
            text=row.text(name),
            choices=", ".join(choices),
        )
    return text
