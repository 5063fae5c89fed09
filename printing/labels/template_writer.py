"""From a template to the text of its file: one that people read, and that reads back equal."""

from __future__ import annotations

import json
from base64 import encodebytes
from typing import TYPE_CHECKING

from printing.fonts import NAMES
from printing.labels.label_elements import LOGO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from printing.labels.label_elements import (
        Box,
        Condition,
        LabelTemplate,
        PicturePlace,
        SymbolPlace,
        Text,
    )

_HEAD = """\
# A label template. Boxes are [x, y, width, height] in mm from the top left corner, type sizes
# are points, module widths are mm; {lot} is a field, {expiry-30d|dd.mm.yyyy} a date.
"""
_FONTS = {font: name for name, font in NAMES.items()}


def text(template: LabelTemplate) -> str:
    """The template as TOML; :func:`printing.labels.template_reader.read` gives it back equal.

    Comments of a file it came from are not kept; its ``notes`` are.
    """
    return _HEAD + "\n".join(_lines(template)) + "\n"


def _lines(template: LabelTemplate) -> Iterator[str]:
    yield ""
    for key in ("name", "title", "version"):
        yield f"{key} = {_quoted(getattr(template, key))}"
    if template.notes:
        yield f"notes = {_paragraph(template.notes)}"
    if template.needs:
        yield f"needs = [{', '.join(map(_quoted, template.needs))}]"
    yield ""
    yield "[stock]"
    yield f"width = {_number(template.width)}"
    yield f"height = {_number(template.height)}"
    if template.margin:
        yield f"margin = {_number(template.margin)}"
    for rule in template.rules:
        yield from ("", "[[line]]", _box(rule.box), *_condition(rule.condition))
    for frame in template.frames:
        yield from ("", "[[box]]", _box(frame.box), f"thickness = {_number(frame.thickness)}")
        yield from _condition(frame.condition)
    for words in template.texts:
        yield from ("", "[[text]]", _box(words.box), f"text = {_quoted(words.text)}")
        yield from _style(words, 0)
        yield from _condition(words.condition)
    for picture in template.pictures:
        yield from ("", "[[picture]]", *_picture(picture))
    for symbol in template.symbols:
        yield from ("", "[[symbol]]", *_symbol(symbol))


def _symbol(place: SymbolPlace) -> Iterator[str]:
    yield f"symbology = {_quoted(place.symbology)}"
    yield _box(place.box)
    yield f"module = [{_number(place.finest)}, {_number(place.coarsest)}]"
    if place.turn:
        yield f"turn = {place.turn}"
    if place.field:
        yield f"field = {_quoted(place.field)}"
    if place.text:
        yield f"text = {_quoted(place.text)}"
    if place.optional:
        yield "optional = true"
    yield from _condition(place.condition)
    if place.gs1:
        yield "[symbol.gs1]"
        yield from (f"{ai} = {_quoted(field)}" for ai, field in place.gs1)
    if place.words is not None:
        yield "[symbol.words]"
        yield _box(place.words.box)
        yield from _style(place.words, place.turn)
        if place.by_element:
            yield "by_element = true"


def _style(words: Text, usual_turn: int) -> Iterator[str]:
    if (font := _FONTS[words.font]) != "regular":
        yield f"font = {_quoted(font)}"
    yield f"size = {_number(words.size)}"
    if words.smallest != words.size:
        yield f"smallest = {_number(words.smallest)}"
    if words.lines != 1:
        yield f"lines = {words.lines}"
    if words.align != "left":
        yield f"align = {_quoted(words.align)}"
    if words.turn != usual_turn:
        yield f"turn = {words.turn}"


def _picture(place: PicturePlace) -> Iterator[str]:
    yield _box(place.box)
    if place.turn:
        yield f"turn = {place.turn}"
    if place.dither:
        yield "dither = true"
    yield from _condition(place.condition)
    if isinstance(place.source, bytes):
        yield f'png = """\n{encodebytes(place.source).decode()}"""'
    else:
        yield f"field = {_quoted(LOGO)}"


def _condition(condition: Condition) -> Iterator[str]:
    for key in ("when", "when_is", "unless", "unless_is"):
        if said := getattr(condition, key):
            yield f"{key} = {_quoted(said)}"


def _box(box: Box) -> str:
    return f"box = [{', '.join(map(_number, (box.x, box.y, box.width, box.height)))}]"


def _number(value: float) -> str:
    """As short as it can be without another value."""
    return repr(float(value)).removesuffix(".0")


def _quoted(said: str) -> str:
    """A TOML string; its escapes are those of JSON, and one more."""
    return json.dumps(said, ensure_ascii=False).replace("\x7f", "\\u007f")


def _paragraph(said: str) -> str:
    lines = (_quoted(line)[1:-1] for line in said.split("\n"))
    return '"""\n' + "\n".join(lines) + '"""'
