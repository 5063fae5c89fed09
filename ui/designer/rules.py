"""What a template file may not hold, part by part, so that it can be mended before it is saved.

``printing/labels/template_reader.py`` refuses the same; it cannot say which part is meant.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from printing.fonts import LINE_HEIGHT, POINT
from printing.labels import label_fields, label_lines
from printing.labels.label_elements import Frame
from printing.symbology.symbols import TITLES
from ui.designer import gs1_choice, parts
from ui.designer.finding import Finding
from ui.designer.parts import Key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from printing.labels.label_elements import Box, LabelTemplate, SymbolPlace, Text
    from ui.designer.parts import Part

_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


def broken(template: LabelTemplate) -> Iterator[Finding]:
    """Where it breaks a rule."""
    yield from _laid_over(template)
    for key in parts.keys(template):
        part = parts.part_of(template, key)
        if key.kind in ("texts", "words"):
            yield from _of_text(key, part)  # type: ignore[arg-type]
        elif key.kind == "symbols":
            yield from _of_symbol(template, key, part)  # type: ignore[arg-type]


def cut_short(template: LabelTemplate, fields: Mapping[str, str]) -> Iterator[Finding]:
    """Texts that do not fit, however small; what is left ends in an ellipsis."""
    for at, text in enumerate(template.texts):
        if label_fields.flaw(text.text):
            continue  # said already
        words = label_fields.filled(text.text, fields)
        lines = label_lines.lines_of(text, words)
        if lines and lines[-1].text.endswith(_ELLIPSIS) and not words.endswith(_ELLIPSIS):
            yield Finding(
                message("“{text}” does not fit and is cut short.", text=_short(words)),
                message("Make its box larger, its smallest size smaller, or give it lines."),
                Key("texts", at),
                bad=False,
                fix="smaller text",
            )


def _laid_over(template: LabelTemplate) -> Iterator[Finding]:
    """Anything in the box of a symbol, its quiet zone included."""
    for one, other in combinations(parts.keys(template), 2):
        pair = sorted((one, other), key=lambda key: key.kind != "symbols")
        symbol, over = (parts.part_of(template, key) for key in pair)
        if (
            pair[0].kind != "symbols"
            or symbol.condition.excludes(over.condition)
            or not any(symbol.box.touches(box) for box in _inked(over))
        ):
            continue
        yield Finding(
            message("Something lies over the {symbology}.", symbology=_title(symbol)),  # type: ignore[arg-type]
            message("Move one of them: the box of a barcode holds its quiet zone too."),
            pair[1],
        )


def _inked(part: Part) -> tuple[Box, ...]:
    """Where a part is drawn: a frame only at its sides."""
    return part.sides() if isinstance(part, Frame) else (part.box,)


def _of_text(key: Key, text: Text) -> Iterator[Finding]:
    high = text.box.width if text.turn % 180 else text.box.height
    needed = text.smallest * text.lines * LINE_HEIGHT * POINT
    if needed > high + 0.01:
        yield Finding(
            message(
                "A box of {height} mm does not hold {lines} lines of {size} pt.",
                height=f"{high:g}",
                lines=text.lines,
                size=f"{text.smallest:g}",
            ),
            message("Make it {needed} mm high, or its smallest size smaller.",
                    needed=f"{needed:.1f}"),
            key,
            fix="higher",
        )  # fmt: skip
    if unknown := label_fields.flaw(text.text):
        yield Finding(
            message("There is no field {field}.", field=unknown),
            message("Choose it from the list of fields, so that it is spelt right."),
            key,
        )


def _of_symbol(template: LabelTemplate, key: Key, place: SymbolPlace) -> Iterator[Finding]:
    if not (place.gs1 or place.field or place.text):
        yield Finding(
            message("The {symbology} has nothing to say.", symbology=_title(place)),
            message("Choose what it says, at the right."),
            key,
        )
    if place.optional:
        return  # it is left out where it cannot be made
    beside = [ai for one in template.symbols if one is not place for ai, _field in one.gs1]
    for words in gs1_choice.missing([ai for ai, _field in place.gs1], beside):
        yield Finding(words, message("Add it to this barcode."), key)


def _title(place: SymbolPlace) -> str:
    return TITLES[place.symbology]


def _short(words: str) -> str:
    return words if len(words) <= 24 else words[:23] + _ELLIPSIS  # noqa: PLR2004
