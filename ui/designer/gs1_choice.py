"""Which GS1 elements may stand together in a barcode, by name; nobody types their digits.

Source: ``resources/gs1_ai.txt``, that is GS1 General Specifications 3 and 4.13.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, message
from lsn_desktop.scanning.gs1_table import AIS
from ui.designer import field_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lsn_desktop.domain.messages import Message

Pairs = tuple[tuple[str, str], ...]
"""AIs with the fields they say, as a template has them."""

USUAL: Pairs = (("01", "gtin"), ("17", "expiry"), ("15", "best_before"), ("10", "lot"))
"""What a new barcode says: the item, when it expires, its lot."""

DATES = frozenset({"11", "12", "13", "15", "16", "17"})
"""The AIs that say a day."""

_MOVED = re.compile(r"(.+?)([+-][0-9]{1,4})([dwmy])")
_FIELDS = {
    "00": "sscc", "01": "gtin", "02": "gtin", "10": "lot", "11": "production",
    "12": "today", "13": "production", "15": "best_before", "16": "best_before",
    "17": "expiry", "21": "serial",
    "30": "quantity", "37": "count", "240": "sku", "241": "sku", "400": "order",
}  # fmt: skip
_WORDS = {
    "00": _("SSCC of the case or pallet"),
    "01": _("GTIN of the item"),
    "02": _("GTIN of what is inside"),
    "10": _("Lot"),
    "11": _("Production date"),
    "12": _("Due date"),
    "13": _("Packaging date"),
    "15": _("Best before"),
    "16": _("Sell by"),
    "17": _("Expiry"),
    "21": _("Serial"),
    "30": _("Quantity, of variable measure"),
    "37": _("Count of what is inside"),
    "240": _("Our own item number"),
    "241": _("The customer's item number"),
    "400": _("The customer's order"),
    "401": _("Consignment"),
    "410": _("Ship to (GLN)"),
    "414": _("Place (GLN)"),
    "420": _("Ship to (postal code)"),
    "422": _("Country of origin (three digits)"),
}


def words_of(ai: str) -> str:
    """An AI in words, its number in brackets: ``(17) Expiry``."""
    words = _WORDS.get(ai) or AIS[ai].title.capitalize()
    return f"({ai}) {words}"


def usual_field(ai: str) -> str:
    """The field an AI usually says; empty where there is none of its kind."""
    return _FIELDS.get(ai, "")


def moved(field: str) -> tuple[str, int, str]:
    """A field, by how many days (``d``), weeks, months or years (``y``) its day is moved.

    One that is moved twice is given as it stands.
    """
    found = _MOVED.fullmatch(field)
    if found is None or not field_names.is_date(found[1]):
        return field, 0, "d"
    return found[1], int(found[2]), found[3]


def moved_by(field: str, number: int, unit: str) -> str:
    """How an element names a field whose day is moved: ``expiry-30d``."""
    return field_names.place_of(field, number, unit)[1:-1]


def fields_for(ai: str, custom: Iterable[str]) -> list[tuple[str, str]]:
    """The fields an AI may say, with their words: a day only, where it is one."""
    found = field_names.offered(custom)
    return [one for one in found if ai not in DATES or field_names.is_date(one[0])]


def allowed(chosen: Iterable[str]) -> list[str]:
    """The AIs that may be added to these: the ones with a name of ours first."""
    taken = set(chosen)
    barred = taken.union(*(AIS[ai].excludes for ai in taken if ai in AIS))
    free = [ai for ai, facts in AIS.items() if ai not in barred and not facts.excludes & taken]
    return sorted(free, key=lambda ai: (ai not in _WORDS, ai))


def missing(chosen: Sequence[str], beside: Iterable[str] = ()) -> list[Message]:
    """What still has to be added, in words; ``beside`` is what other barcodes say."""
    said = {*chosen, *beside}
    found = []
    for ai in chosen:
        needs = AIS[ai].requires if ai in AIS else ()
        if needs and not any(all(part & said for part in need) for need in needs):
            ways = [" + ".join(f"({min(part)})" for part in need) for need in needs]
            found.append(
                message(
                    "{element} needs {others} beside it.",
                    element=words_of(ai),
                    others=_(" or ").join(ways[:4]),
                )
            )
    return found


def in_order(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Those of fixed length first, so that fewer separators are needed; each in its order."""
    return tuple(sorted(pairs, key=lambda pair: AIS[pair[0]].length is None))
