"""What a label is made of, as a template describes it: boxes, words, barcodes.

Measures are millimetres from the top left corner, type sizes are points.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

FIELD = re.compile(r"\{([a-z_]+(?:\.[^{}]+)?)\}")
"""A named place in a text: ``{lot}``, ``{custom.Country of origin}``."""

FIELDS = frozenset(
    {"item", "sku", "lot", "serial", "gtin", "expiry", "best_before", "production", "quantity"}
    | {"unit", "location", "company", "vendor", "received", "lsn"}
    | {"maker", "country", "description", "retest"}
    | {"sscc", "count", "contents", "ship_to", "order", "carrier"}
)
"""Names a template may use, besides ``custom.<name>``."""

GS1 = "gs1"
"""A condition: GS1 can name the goods (:func:`printing.gs1_message.can_name`)."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the label, mm from the top left corner."""

    x: float
    y: float
    width: float
    height: float

    def touches(self, other: Box) -> bool:
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


@dataclass(frozen=True, slots=True)
class Condition:
    """When an element is drawn: ``when`` this field is filled, ``unless`` that one is.

    Either may be :data:`GS1` instead of a field.
    """

    when: str = ""
    unless: str = ""

    def excludes(self, other: Condition) -> bool:
        """Whether the two can never hold together."""
        return bool(
            (self.when and self.when == other.unless)
            or (self.unless and self.unless == other.when)
        )


@dataclass(frozen=True, slots=True)
class Text:
    """Words in a box: they shrink from ``size`` to ``smallest``, wrap, and are then elided."""

    box: Box
    text: str
    font: str
    size: float
    smallest: float
    lines: int
    align: str
    condition: Condition


@dataclass(frozen=True, slots=True)
class SymbolPlace:
    """A barcode in a box that includes its quiet zone.

    ``gs1`` pairs AIs with fields; or ``field`` names the one whose text is encoded as it is.
    Modules are as wide as the box allows between ``finest`` and ``coarsest`` mm. An
    ``optional`` symbol is left out when it cannot be made or does not fit.
    """

    box: Box
    symbology: str
    gs1: tuple[tuple[str, str], ...]
    field: str
    finest: float
    coarsest: float
    optional: bool
    words: Text | None
    by_element: bool
    condition: Condition


@dataclass(frozen=True, slots=True)
class LabelTemplate:
    """A checked template.

    ``digest`` is the SHA-256 of its file, kept with every print; ``needs`` are the fields
    without which the label may not be printed, ``fields`` all that it shows.
    """

    name: str
    title: str
    version: str
    digest: str
    needs: tuple[str, ...]
    width: float
    height: float
    texts: tuple[Text, ...]
    symbols: tuple[SymbolPlace, ...]
    fields: frozenset[str]
