"""Named places in the texts of a label, and what is written there.

``{lot}``, ``{custom.Country of origin}``; a date may be moved and written in a form of its
own: ``{expiry-30d}``, ``{today+6m|dd.mm.yyyy}``. A place names a field and nothing else: there
is no code, and what a field says is never looked at for places again.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from lsn_desktop.domain.refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FIELDS = frozenset(
    {"item", "sku", "lot", "serial", "gtin", "expiry", "best_before", "production", "quantity"}
    | {"unit", "location", "company", "vendor", "received", "lsn"}
    | {"maker", "country", "description", "retest"}
    | {"sscc", "count", "contents", "ship_to", "order", "carrier"}
    | {"company_address", "company_prefix", "today"}
    | {"status", "hold_reason", "hold_note", "held_part", "held_on", "held_by"}
)
"""Names a template may use, besides ``custom.<name>``."""

DATE_FIELDS = frozenset(
    {"expiry", "best_before", "production", "received", "retest", "today", "held_on"}
)
"""Those that hold a day; a custom field may, too."""

_PLACE = re.compile(
    r"\{([a-z][a-z0-9_]*(?:\.[^{}|]+?)?)((?:[+-][0-9]{1,4}[dwmy])*)(?:\|([^{}|]{1,40}))?\}"
)
_MOVE = re.compile(r"([+-][0-9]{1,4})([dwmy])")
_FORM = re.compile(r"yyyy|yy|mmm|mm|m|dd|d|ww|jjj|[^a-z]", re.ASCII)
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def names_in(text: str) -> frozenset[str]:
    """The fields a text names."""
    return frozenset(place[1] for place in _PLACE.finditer(text))


def flaw(text: str) -> str:
    """The first place whose field or date form nobody knows, empty where all are known.

    Braces stand round places and nowhere else: one mistyped is not printed as it stands.
    """
    left = _PLACE.sub("", text)
    if "{" in left or "}" in left:
        return left[left.find("{") :].strip() or left
    for place in _PLACE.finditer(text):
        if not is_field(place[1]) or not (place[3] is None or _is_form(place[3])):
            return place[0][1:-1]
        moved = place[2] or place[3]
        if moved and not (place[1] in DATE_FIELDS or place[1].startswith("custom.")):
            return place[0][1:-1]
    return ""


def is_field(name: str) -> bool:
    """Whether a template may use the name."""
    return name in FIELDS or (name.startswith("custom.") and len(name) > len("custom."))


def filled(text: str, fields: Mapping[str, str]) -> str:
    """The text with its named places filled, empty when all of its fields are.

    Raises:
        Refusal: a place moves or forms a date, and its field holds none.
    """
    places = list(_PLACE.finditer(text))
    if places and not any(fields.get(place[1]) for place in places):
        return ""
    return _PLACE.sub(lambda place: _written(place, fields), text).strip()


def value(field: str, fields: Mapping[str, str]) -> str:
    """What a field says, its date moved and formed: ``lot``, ``expiry-30d``.

    Raises:
        Refusal: as :func:`filled`.
    """
    if field in fields:
        return fields[field]
    place = _PLACE.fullmatch(f"{{{field}}}")
    return "" if place is None else _written(place, fields)


def _written(place: re.Match[str], fields: Mapping[str, str]) -> str:
    said = fields.get(place[1], "")
    if not said or not (place[2] or place[3]):
        return said
    try:
        day = _moved(date.fromisoformat(said), place[2])
    except (ValueError, OverflowError):
        raise refusal(
            "{value} in {field} is no date that can be reckoned with.",
            "Write it as YYYY-MM-DD, or use a template that shows it as it is.",
            value=said,
            field=place[1],
        ) from None
    return _formed(day, place[3]) if place[3] else day.isoformat()


def _moved(day: date, moves: str) -> date:
    for number, unit in _MOVE.findall(moves):
        if unit in "dw":
            day += timedelta(int(number) * (7 if unit == "w" else 1))
            continue
        months = day.year * 12 + day.month - 1 + int(number) * (12 if unit == "y" else 1)
        year, month = divmod(months, 12)
        # The last day of a shorter month: a month after 31 January is 28 February.
        day = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return day


@lru_cache(maxsize=256)
def _is_form(form: str) -> bool:
    return "".join(_FORM.findall(form)) == form and bool(re.search(r"[a-z]", form))


def _formed(day: date, form: str) -> str:
    return "".join(
        _PARTS[part](day) if part in _PARTS else part for part in _FORM.findall(form)
    )


_PARTS: dict[str, Callable[[date], str]] = {
    "yyyy": lambda day: f"{day.year:04}",
    "yy": lambda day: f"{day.year % 100:02}",
    "mmm": lambda day: _MONTHS[day.month - 1],
    "mm": lambda day: f"{day.month:02}",
    "m": lambda day: f"{day.month}",
    "dd": lambda day: f"{day.day:02}",
    "d": lambda day: f"{day.day}",
    "ww": lambda day: f"{day.isocalendar()[1]:02}",
    "jjj": lambda day: f"{day:%j}",
}
