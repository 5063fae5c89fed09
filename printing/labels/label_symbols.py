"""A symbol in its place: what it says, how wide its modules may be, which way it is turned."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from printing.labels import label_fields
from printing.labels.layout_parts import Bars, Shape
from printing.symbology import symbols
from printing.symbology.gs1_message import elements
from printing.symbology.symbols import DoesNotFit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from printing.labels.label_elements import Box, SymbolPlace
    from printing.symbology.gs1_message import Element
    from printing.symbology.symbols import Symbol

_FEWEST_LINEAR_MM = 5.0  # the least height of a linear symbol that a hand scanner finds
_BEARER = 2  # modules; Source: GS1 General Specifications 5.3.2.4, not printed by plates


def said(place: SymbolPlace, fields: Mapping[str, str]) -> list[Element]:
    """The GS1 elements a symbol will say.

    Raises:
        Refusal: a field cannot be said in its AI.
    """
    return elements(place.gs1, fields)


def placed(
    place: SymbolPlace, fields: Mapping[str, str], beside: Sequence[Element], dots: float
) -> Bars | None:
    """The symbol in its box, or None when it is optional and does not fit.

    Raises:
        Refusal: its message is wrong, or does not fit.
    """
    try:
        return _fitted(_symbol(place, fields, beside), place, dots)
    except DoesNotFit:
        if place.optional:
            return None
        raise


def bearers(bars: Bars) -> tuple[Shape, ...]:
    """The two bars along an ITF-14 that keep a slanting scan from reading half of it."""
    if not bars.symbol.bearers:
        return ()
    thick = _BEARER * bars.x_dimension_dots
    across, along = bars.quiet_dots
    left, top = bars.x_dots - across, bars.y_dots - along
    wide, high = bars.width_dots + 2 * across, bars.height_dots + 2 * along
    if bars.turn % 180:
        return (
            Shape(left - thick, top, thick, high),
            Shape(left + wide, top, thick, high),
        )
    return (Shape(left, top - thick, wide, thick), Shape(left, top + high, wide, thick))


def _symbol(place: SymbolPlace, fields: Mapping[str, str], beside: Sequence[Element]) -> Symbol:
    if place.gs1:
        return symbols.gs1(place.symbology, said(place, fields), beside)
    text = (
        label_fields.filled(place.text, fields) if place.text else fields.get(place.field, "")
    )
    return symbols.plain(place.symbology, text)


def _fitted(symbol: Symbol, place: SymbolPlace, dots: float) -> Bars:
    """The widest whole number of dots per module for which symbol and quiet zone fit."""
    lying = place.turn % 180 != 0
    box = place.box
    long, high = (box.height, box.width) if lying else (box.width, box.height)
    wide = symbol.columns + 2 * symbol.quiet
    finest = max(1, round(place.finest * dots))
    widest = int(long * dots / wide + 1e-6)
    if not symbol.linear:
        tall = len(symbol.rows) + 2 * symbol.quiet
        widest = min(widest, int(high * dots / tall + 1e-6))
    module = min(widest, max(finest, int(place.coarsest * dots + 1e-6)))
    if module < finest:
        raise _too_long(symbol, wide * finest / dots, box)
    row = module
    if symbol.linear:
        row = int(high * dots + 1e-6) - (2 * _BEARER * module if symbol.bearers else 0)
        if row < _FEWEST_LINEAR_MM * dots:
            raise _too_long(symbol, wide * module / dots, box)
    turned = replace(symbol, rows=_turned(symbol.rows, place.turn))
    column, row = (row, module) if lying else (module, row)
    left = round(box.x * dots) + (int(box.width * dots) - turned.columns * column) // 2
    top = round(box.y * dots) + (int(box.height * dots) - len(turned.rows) * row) // 2
    return Bars(turned, left, top, column, row, place.turn)


def _turned(rows: tuple[bytes, ...], turn: int) -> tuple[bytes, ...]:
    for _quarter in range(turn // 90):
        rows = tuple(bytes(column) for column in zip(*reversed(rows), strict=True))
    return rows


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
