"""One label laid out: where each line of text and each module stands.

Bars are laid out in whole printer dots, because a module of two and a half dots is printed as
two or three. Text is laid out in millimetres. The inks draw what stands here, no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.refusals import refusal
from printing import fonts, symbols
from printing.gs1_message import can_name, elements
from printing.label_elements import FIELD, GS1
from printing.symbols import DoesNotFit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from printing.gs1_message import Element
    from printing.label_elements import Box, Condition, LabelTemplate, SymbolPlace, Text
    from printing.symbols import Symbol

_FEWEST_LINEAR_MM = 5.0  # the least height of a linear symbol that a hand scanner finds


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text with its baseline at (x, y) mm from the top left, size in points."""

    x: float
    y: float
    font: str
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A symbol at (x_dots, y_dots) from the top left, its rows ``row_dots`` high."""

    symbol: Symbol
    x_dots: int
    y_dots: int
    module_dots: int
    row_dots: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A label ready to be drawn on a printer of ``dots_per_mm``."""

    width_dots: int
    height_dots: int
    dots_per_mm: float
    lines: tuple[Line, ...]
    bars: tuple[Bars, ...]


def dots_per_mm(dpi: int) -> float:
    """Dots in a millimetre; a "203 dpi" print head has 8 of them exactly."""
    return 8.0 if dpi == 203 else dpi / 25.4  # noqa: PLR2004


def arrange(template: LabelTemplate, fields: Mapping[str, str], dpi: int) -> Layout:
    """Lay out one label.

    Raises:
        Refusal: a needed field is empty; a symbol's message is wrong, or does not fit.

    """
    missing = next((name for name in template.needs if not fields.get(name)), None)
    if missing:
        raise refusal(
            "A {title} needs the field {field}, which is empty.",
            "Fill it in, then print again.",
            title=template.title,
            field=missing,
        )
    fields = {**fields, GS1: "yes" if can_name(fields) else ""}
    dots = dots_per_mm(dpi)
    lines: list[Line] = []
    bars: list[Bars] = []
    for text in template.texts:
        words = _filled(text.text, fields)
        if words and _holds(text.condition, fields):
            lines += _lines(text, words)
    shown = [place for place in template.symbols if _holds(place.condition, fields)]
    beside = [part for place in shown if not place.optional for part in _said(place, fields)]
    for place in shown:
        placed = _placed(place, fields, beside, dots)
        if placed is None:
            continue
        bars.append(placed)
        if place.words:
            lines += _words(place.words, placed.symbol, by_element=place.by_element)
    return Layout(
        round(template.width * dots),
        round(template.height * dots),
        dots,
        tuple(lines),
        tuple(bars),
    )


def _holds(condition: Condition, fields: Mapping[str, str]) -> bool:
    if condition.when and not fields.get(condition.when):
        return False
    return not (condition.unless and fields.get(condition.unless))


def _filled(text: str, fields: Mapping[str, str]) -> str:
    """The text with its named places filled, empty when all of its fields are."""
    names = FIELD.findall(text)
    if names and not any(fields.get(name) for name in names):
        return ""
    return FIELD.sub(lambda place: fields.get(place[1], ""), text).strip()


def _words(text: Text, symbol: Symbol, *, by_element: bool) -> list[Line]:
    """The human readable interpretation; several lines are broken between elements only."""
    return _lines(text, (" " if by_element else "").join(symbol.words))


def _lines(text: Text, words: str) -> list[Line]:
    """Shrink until everything fits, then wrap, then elide what is still too long."""
    shown = fonts.as_ink(words, text.font)
    size = text.size
    while True:
        room = int((text.box.height + 0.01) / (size * fonts.LINE_HEIGHT * fonts.POINT))
        most = min(room, text.lines)
        lines, whole = fonts.wrap(shown, text.font, size, text.box.width, most)
        if whole or size <= text.smallest:
            break
        size = max(size - 0.5, text.smallest)
    step = size * fonts.LINE_HEIGHT * fonts.POINT
    # A single line keeps its baseline when it shrinks, in line with its neighbours.
    first = size if len(lines) > 1 else text.size
    top = text.box.y + first * fonts.BASELINE * fonts.POINT
    return [
        Line(_start(line, text, size), top + place * step, text.font, size, line)
        for place, line in enumerate(lines)
    ]


def _start(line: str, text: Text, size: float) -> float:
    if text.align == "left":
        return text.box.x
    spare = text.box.width - fonts.width(line, text.font, size)
    return text.box.x + (spare if text.align == "right" else spare / 2)


def _placed(
    place: SymbolPlace, fields: Mapping[str, str], beside: Sequence[Element], dots: float
) -> Bars | None:
    """The symbol in its box, or None when it is optional and does not fit."""
    try:
        symbol = _symbol(place, fields, beside)
        return _fitted(symbol, place, dots)
    except DoesNotFit:
        if place.optional:
            return None
        raise


def _said(place: SymbolPlace, fields: Mapping[str, str]) -> list[Element]:
    return elements(place.gs1, fields)


def _symbol(place: SymbolPlace, fields: Mapping[str, str], beside: Sequence[Element]) -> Symbol:
    if place.gs1:
        return symbols.gs1(place.symbology, _said(place, fields), beside)
    return symbols.plain(place.symbology, fields.get(place.field, ""))


def _fitted(symbol: Symbol, place: SymbolPlace, dots: float) -> Bars:
    """The widest whole number of dots per module for which symbol and quiet zone fit."""
    box = place.box
    wide = symbol.columns + 2 * symbol.quiet
    finest = max(1, round(place.finest * dots))
    widest = int(box.width * dots / wide + 1e-6)
    if not symbol.linear:
        widest = min(widest, int(box.height * dots / wide + 1e-6))
    module = min(widest, max(finest, int(place.coarsest * dots + 1e-6)))
    if module < finest:
        raise _too_long(symbol, wide * finest / dots, box)
    row = int(box.height * dots) if symbol.linear else module
    if symbol.linear and row < _FEWEST_LINEAR_MM * dots:
        raise _too_long(symbol, wide * module / dots, box)
    left = round(box.x * dots) + (int(box.width * dots) - symbol.columns * module) // 2
    high = row * len(symbol.rows)
    top = round(box.y * dots) + (int(box.height * dots) - high) // 2
    return Bars(symbol, left, top, module, row)


def _too_long(symbol: Symbol, needed: float, box: Box) -> DoesNotFit:
    remedy = (
        "Use a template with GS1 DataMatrix, or a wider label."
        if symbol.linear
        else "Use a template with a larger symbol, or a larger label."
    )
    return DoesNotFit.because(
        "The {symbology} of this label needs {needed} mm; its place is {width} x {height} mm.",
        remedy,
        symbology=symbols.TITLES[symbol.symbology],
        needed=f"{needed:.1f}",
        width=f"{box.width:g}",
        height=f"{box.height:g}",
    )
