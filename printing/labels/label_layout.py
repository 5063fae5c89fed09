"""One label laid out: where each line of text and each module stands.

Bars are laid out in whole printer dots, because a module of two and a half dots is printed as
two or three. Text is laid out in millimetres. The inks draw what stands here, no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.refusals import refusal
from printing.labels import label_fields
from printing.labels.label_elements import GS1
from printing.labels.label_lines import lines_of, words_of
from printing.labels.label_pictures import picture_of
from printing.labels.label_symbols import bearers, placed, said
from printing.labels.layout_parts import Bars, Layout, Line, Picture, Shape, dots_per_mm
from printing.symbology.gs1_message import can_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from printing.labels.label_elements import Box, Condition, LabelTemplate

__all__ = ["Bars", "Layout", "Line", "Picture", "Shape", "arrange", "dots_per_mm"]


def arrange(template: LabelTemplate, fields: Mapping[str, str], dpi: int) -> Layout:
    """Lay out one label.

    Raises:
        Refusal: a needed field is empty; a date cannot be reckoned; a symbol's message is
            wrong, or does not fit.

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
    for text in template.texts:
        if _holds(text.condition, fields) and (words := label_fields.filled(text.text, fields)):
            lines += lines_of(text, words)
    bars, words_below = _symbols(template, fields, dots)
    return Layout(
        round(template.width * dots),
        round(template.height * dots),
        dots,
        (*lines, *words_below),
        tuple(bars),
        (*_shapes(template, fields, dots), *(bar for one in bars for bar in bearers(one))),
        tuple(
            pixels
            for place in template.pictures
            if _holds(place.condition, fields)
            and (pixels := picture_of(place, template.logo, dots)) is not None
        ),
    )


def _symbols(
    template: LabelTemplate, fields: Mapping[str, str], dots: float
) -> tuple[list[Bars], list[Line]]:
    """The symbols that are shown, and the words that belong to them."""
    shown = [place for place in template.symbols if _holds(place.condition, fields)]
    beside = [part for place in shown if not place.optional for part in said(place, fields)]
    bars: list[Bars] = []
    lines: list[Line] = []
    for place in shown:
        one = placed(place, fields, beside, dots)
        if one is None:
            continue
        bars.append(one)
        if place.words:
            lines += words_of(place.words, one.symbol, by_element=place.by_element)
    return bars, lines


def _shapes(template: LabelTemplate, fields: Mapping[str, str], dots: float) -> list[Shape]:
    rules = [
        _shape(rule.box, 0, dots) for rule in template.rules if _holds(rule.condition, fields)
    ]
    frames = [
        _shape(frame.box, max(1, round(frame.thickness * dots)), dots)
        for frame in template.frames
        if _holds(frame.condition, fields)
    ]
    return rules + frames


def _shape(box: Box, thickness: int, dots: float) -> Shape:
    """In whole dots, and never thinner than one."""
    left, top = round(box.x * dots), round(box.y * dots)
    wide, high = max(1, round(box.width * dots)), max(1, round(box.height * dots))
    return Shape(left, top, wide, high, thickness)


def _holds(condition: Condition, fields: Mapping[str, str]) -> bool:
    if condition.when:
        said = fields.get(condition.when, "")
        if not said or condition.when_is not in ("", said):
            return False
    if condition.unless:
        said = fields.get(condition.unless, "")
        return not said or condition.unless_is not in ("", said)
    return True
