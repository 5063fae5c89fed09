"""What is said of a label while it is taught: parts, days, lengths and what was read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, mark, message
from lsn_desktop.domain.typed_days import in_words
from lsn_desktop.scanning import taught_dates
from lsn_desktop.scanning.taught_rules import DAYS, GTIN, TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lsn_desktop.domain.items import Item
    from lsn_desktop.scanning.readings import Element
    from lsn_desktop.scanning.taught_rules import Name, Part, Rule
    from lsn_desktop.services.codes.trying_rules import Tried

NAMES: dict[Name, str] = {
    "item": mark("Item"),
    "lot": mark("Lot"),
    "serial": mark("Serial"),
    "expiry": mark("Expiry"),
    "best before": mark("Best before"),
    "production": mark("Made on"),
    "quantity": mark("Quantity"),
    "any": mark("Not needed"),
    "fixed": mark("Always the same"),
}
TONES: dict[Name, str] = {
    "item": "accent",
    "lot": "ok",
    "serial": "ok",
    "expiry": "attention",
    "best before": "attention",
    "production": "attention",
    "quantity": "accent",
}
"""The colour of a part; what is not needed or always the same has none."""

_TOKENS = {
    "Y": mark("year"),
    "M": mark("month"),
    "D": mark("day"),
}
_DAY_OF_YEAR = mark("day of the year")
_BY_TITLE = {title: name for name, title in TITLES.items()}
_CONTROL = "\u25c6"  # a black diamond: our fixed-width face has no pictures of them


def name_of(name: Name) -> str:
    """A name as the person chooses it."""
    return _(NAMES[name])


def shown(text: str) -> str:
    """A text with a sign for each control character, so that all its characters are seen."""
    return "".join(char if char.isprintable() else _CONTROL for char in text)


def order_of(form: str) -> str:
    """An order in words: ``day month year``."""
    return " ".join(
        _(_DAY_OF_YEAR) if each == "DDD" else _(_TOKENS[each[0]])
        for each in taught_dates.tokens(form)
    )


def answer(form: str, day: date) -> str:
    """A day as the choice of its order: ``4 December 2026 · day month year``."""
    return f"{in_words(day)} · {order_of(form)}"


def meaning(part: Part, today: date) -> str:
    """What a part says on the sample, and how it is known on other labels."""
    value = part.value(part.text, today) if part.name != "fixed" else None
    if part.name in DAYS and value:
        return answer(part.form, date.fromisoformat(value))
    if part.name == "fixed":
        return str(message("{text} stands on every label", text=shown(part.text)))
    if part.form == GTIN and value:
        return str(message("GTIN {value}, its check digit is right", value=value))
    if part.name == "quantity" and part.form and value:
        words = message("{value}: decimals that are not printed", value=value)
        return f"{words} · {_length(part)}"
    return _length(part)


def _length(part: Part) -> str:
    if not part.exact:
        return _("Of any length")
    if part.text.isascii() and part.text.isdigit():
        return str(message("Exactly {count} digits", count=len(part.text)))
    return str(message("Exactly {count} characters", count=len(part.text)))


def values(rule: Rule, today: date, item: Item | None) -> list[tuple[Name, str]]:
    """What the sample says: each part by its name, days in words, what is open as a dash."""
    found: list[tuple[Name, str]] = [("item", item.description)] if item else []
    for part in rule.parts:
        if part.name in TITLES:
            value = part.value(part.text, today)
            if part.name in DAYS and value:
                value = in_words(date.fromisoformat(value))
            found.append((part.name, shown(value or "\u2013")))
    return found


def fields(elements: Iterable[Element]) -> str:
    """What was read, in one line: ``Item MILK · Lot L1 · Expiry 2026-12-04``."""
    return " · ".join(
        f"{name_of(_BY_TITLE[each.id])} {shown(each.value)}"
        for each in elements
        if each.id in _BY_TITLE
    )


def result(tried: Tried) -> str:
    """What a rule made of an earlier scan."""
    read = " · ".join(shown(each.value) for each in tried.elements)
    if tried.conflict:
        return f"{read} · {message('but {name} reads it differently', name=tried.conflict)}"
    return read or str(message("Not read; it was {before}", before=tried.before))


def shape(rule: Rule) -> str:
    """A rule as one line: its fixed text as it stands, its parts by name."""
    return "".join(
        shown(part.text) if part.name == "fixed" else f"[{name_of(part.name)}]"
        for part in rule.parts
    )
