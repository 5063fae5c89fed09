"""What a company certifies, in its own words: text with named fields, and nothing else.

A field is a name in braces. A line in which a named field is empty is left out, so one text
serves goods with and without an expiry, a customer or a shipment.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELDS = (
    "company", "item", "sku", "gtin", "lot", "serial", "production", "expiry", "best_before",
    "supplier", "receipt", "received", "quantity", "unit", "issued_to", "issued", "number",
    "shipment",
)  # fmt: skip
"""The names a statement may use: facts of the certificate, as they stand on it."""

_FIELD = re.compile(r"\{([a-z_]+)\}")


def unknown(text: str) -> list[str]:
    """What stands in braces and is no field."""
    return [name for name in _FIELD.findall(text) if name not in FIELDS]


def filled(text: str, facts: Mapping[str, str]) -> str:
    """The text with its fields; a line with an empty one is left out."""
    lines = []
    for line in text.splitlines():
        named = _FIELD.findall(line)
        if all(facts.get(name) for name in named):
            lines.append(_FIELD.sub(lambda found: facts[found[1]], line))
    return "\n".join(lines).strip()
