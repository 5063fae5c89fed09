"""What is added to a label, before a person changes it. Its place is found when it is added."""

from __future__ import annotations

from printing.fonts import BOLD, LINE_HEIGHT, MONO, MONO_BOLD, POINT, REGULAR
from printing.labels.label_elements import (
    ALWAYS,
    Box,
    Frame,
    LabelTemplate,
    Rule,
    SymbolPlace,
    Text,
)
from ui.designer import gs1_choice
from ui.designer.field_names import place_of

_CODES = {"lot", "serial", "lsn", "sku", "gtin", "sscc", "order"}  # read letter by letter
_LARGE = {"item", "lot", "serial", "lsn", "expiry", "best_before", "location", "sscc"}
_MODULE = (0.25, 1.0)  # mm


def high_for(size: float, lines: int = 1) -> float:
    """How high a box is for so many lines of a size in points, in mm."""
    return round(size * LINE_HEIGHT * POINT * lines + 0.05, 1)


def text(words: str, template: LabelTemplate) -> Text:
    """Words that stand as they are."""
    return _text(words, REGULAR, 10.0, _wide(template, 0.4))


def field(name: str, place: str, template: LabelTemplate) -> Text:
    """A text that shows one field, large if it is what people look for."""
    large = name in _LARGE
    font = (MONO_BOLD if large else MONO) if name in _CODES else (BOLD if large else REGULAR)
    size = 16.0 if large else 10.0
    size = min(size, max(6.0, template.height / 4))
    return _text(place or place_of(name), font, size, _wide(template, 0.6 if large else 0.4))


def barcode(template: LabelTemplate) -> SymbolPlace:
    """A GS1 DataMatrix of item, expiry and lot: what most labels of goods need."""
    side = round(min(25.0, template.height / 2, template.width / 2.5), 1)
    return SymbolPlace(
        box=Box(0, 0, side, side),
        symbology="gs1-datamatrix",
        gs1=gs1_choice.USUAL,
        field="",
        finest=_MODULE[0],
        coarsest=_MODULE[1],
        optional=False,
        words=None,
        by_element=False,
        condition=ALWAYS,
    )


def line(template: LabelTemplate) -> Rule:
    """A level line as long as the label is wide."""
    return Rule(Box(0, 0, _wide(template, 1.0), 0.3))


def box(template: LabelTemplate) -> Frame:
    """The outline of a box."""
    return Frame(Box(0, 0, _wide(template, 0.3), round(template.height / 4, 1)), 0.3)


def words_below(symbol: SymbolPlace, template: LabelTemplate) -> Text:
    """The words of a barcode, right below it or above it where there is no room."""
    low = symbol.box.y + symbol.box.height
    room = template.height - template.margin
    high = high_for(7.0)
    top = low + 0.3 if low + 0.3 + high <= room else max(template.margin, symbol.box.y - high)
    wide = max(symbol.box.width, min(30.0, template.width - template.margin - symbol.box.x))
    there = Box(symbol.box.x, round(top, 2), round(wide, 2), high)
    return Text(there, "", MONO, 7.0, 4.0, 1, "left", symbol.condition)


def empty(width: float, height: float, margin: float, title: str) -> LabelTemplate:
    """A label with nothing on it."""
    return LabelTemplate(
        name="", title=title, version="1", digest="", needs=(),
        width=width, height=height, margin=margin,
    )  # fmt: skip


def _text(words: str, font: str, size: float, wide: float) -> Text:
    smallest = max(4.0, round(size * 0.6, 1))
    there = Box(0, 0, wide, high_for(size))
    return Text(there, words, font, size, smallest, 1, "left", ALWAYS)


def _wide(template: LabelTemplate, part: float) -> float:
    return round((template.width - 2 * template.margin) * part, 1)
