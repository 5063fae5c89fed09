"""The elements of a template file, each from its table, or what is wrong with it."""

from __future__ import annotations

import binascii
from base64 import b64decode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.messages import message
from printing.fonts import LINE_HEIGHT, NAMES, POINT
from printing.labels import label_fields, label_pictures
from printing.labels import template_values as values
from printing.labels.label_elements import (
    GS1,
    LOGO,
    TURNS,
    Box,
    Condition,
    Frame,
    PicturePlace,
    Rule,
    SymbolPlace,
    Text,
)
from printing.labels.template_values import Wrong
from printing.symbology.symbols import GS1_SYMBOLOGIES, PLAIN_SYMBOLOGIES, TITLES

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST_STOCK = 300.0  # mm
_TYPE = (4.0, 200.0)  # points
_MODULE = (0.15, 3.0)  # mm
_STROKE = (0.1, 10.0)  # mm
_MOST_LINES = 20
_LONGEST_TEXT = 1000  # characters
_SHOWN_IF = {"when", "when_is", "unless", "unless_is"}
_STYLE_KEYS = {"box", "font", "size", "smallest", "lines", "align", "turn"}
_TEXT_KEYS = _STYLE_KEYS | {"text"} | _SHOWN_IF
_WORDS_KEYS = _STYLE_KEYS | {"by_element"}
_SYMBOL_KEYS = {
    "box", "symbology", "gs1", "field", "text", "module", "optional", "words", "turn",
} | _SHOWN_IF  # fmt: skip
_PICTURE_KEYS = {"box", "png", "field", "dither", "turn"} | _SHOWN_IF


@dataclass(frozen=True, slots=True)
class Elements:
    """Reads the elements that must stand inside a stock's margin."""

    inside: Box

    def text(self, entry: Mapping[str, Any]) -> Text:
        values.only(entry, _TEXT_KEYS, "text")
        return self._styled(entry, _words(entry), condition(entry), 0)

    def symbol(self, entry: Mapping[str, Any]) -> SymbolPlace:
        values.only(entry, _SYMBOL_KEYS, "symbol")
        symbology = values.choice(entry, "symbology", TITLES)
        content, field, text = _content(entry, symbology)
        finest, coarsest = _modules(entry)
        shown_if = condition(entry)
        turn = _turn(entry, 0)
        words = entry.get("words")
        if words is not None:
            values.only(words, _WORDS_KEYS, "words")
        return SymbolPlace(
            box=self._box(entry),
            symbology=symbology,
            gs1=content,
            field=field,
            finest=finest,
            coarsest=coarsest,
            optional=values.flag(entry, "optional"),
            words=None if words is None else self._styled(words, "", shown_if, turn),
            by_element=words is not None and values.flag(words, "by_element"),
            condition=shown_if,
            turn=turn,
            text=text,
        )

    def rule(self, entry: Mapping[str, Any]) -> Rule:
        values.only(entry, {"box"} | _SHOWN_IF, "line")
        return Rule(self._box(entry), condition(entry))

    def frame(self, entry: Mapping[str, Any]) -> Frame:
        values.only(entry, {"box", "thickness"} | _SHOWN_IF, "box")
        thickness = values.number(entry, "thickness", *_STROKE)
        return Frame(self._box(entry), thickness, condition(entry))

    def picture(self, entry: Mapping[str, Any]) -> PicturePlace:
        values.only(entry, _PICTURE_KEYS, "picture")
        return PicturePlace(
            self._box(entry),
            _source(entry),
            values.flag(entry, "dither"),
            condition(entry),
            _turn(entry, 0),
        )

    def _styled(
        self, entry: Mapping[str, Any], words: str, shown_if: Condition, turn: int
    ) -> Text:
        size = values.number(entry, "size", *_TYPE)
        lines = int(values.number(entry, "lines", 1, _MOST_LINES, 1))
        smallest = values.number(entry, "smallest", _TYPE[0], size, size)
        box = self._box(entry)
        turn = _turn(entry, turn)
        high = box.width if turn % 180 else box.height
        if smallest * lines * LINE_HEIGHT * POINT > high + 0.01:
            raise Wrong(
                message(
                    "a box of {height} mm does not hold {lines} lines of {size} pt",
                    height=f"{high:g}",
                    lines=lines,
                    size=f"{smallest:g}",
                )
            )
        return Text(
            box=box,
            text=words,
            font=NAMES[values.choice(entry, "font", NAMES, "regular")],
            size=size,
            smallest=smallest,
            lines=lines,
            align=values.choice(entry, "align", ("left", "center", "right"), "left"),
            condition=shown_if,
            turn=turn,
        )

    def _box(self, entry: Mapping[str, Any]) -> Box:
        """``[x, y, width, height]``, within the stock's margin."""
        sides = entry.get("box")
        if not (isinstance(sides, list) and len(sides) == 4):  # noqa: PLR2004
            raise Wrong(message("a box is [x, y, width, height] in mm"))
        x, y, width, height = (
            values.number({"box": value}, "box", 0.0, LARGEST_STOCK) for value in sides
        )
        inside = self.inside
        if (
            min(width, height) <= 0
            or x < inside.x
            or y < inside.y
            or x + width > inside.x + inside.width + 1e-6
            or y + height > inside.y + inside.height + 1e-6
        ):
            raise Wrong(
                message("the box {box} is empty or outside the stock's margin", box=sides)
            )
        return Box(x, y, width, height)


def field(name: object) -> str:
    """A field's name."""
    if isinstance(name, str) and label_fields.is_field(name):
        return name
    raise Wrong(message("there is no field {field}", field=name))


def condition(entry: Mapping[str, Any]) -> Condition:
    """When the element is drawn."""
    when, unless = (
        name if name in ("", GS1) else field(name)
        for name in (values.string(entry, key, "") for key in ("when", "unless"))
    )
    when_is, unless_is = (values.string(entry, key, "") for key in ("when_is", "unless_is"))
    if (when_is and not when) or (unless_is and not unless):
        raise Wrong(message("{key} is missing", key="when" if when_is else "unless"))
    return Condition(when, unless, when_is, unless_is)


def _words(entry: Mapping[str, Any]) -> str:
    words = values.string(entry, "text")
    if len(words) > _LONGEST_TEXT:
        raise Wrong(message("a text is longer than {most} characters", most=_LONGEST_TEXT))
    if unknown := label_fields.flaw(words):
        raise Wrong(message("there is no field {field}", field=unknown))
    return words


def _turn(entry: Mapping[str, Any], default: int) -> int:
    turn = entry.get("turn", default)
    if isinstance(turn, bool) or turn not in TURNS:
        raise Wrong(message("turn is 0, 90, 180 or 270"))
    return int(turn)


def _content(
    entry: Mapping[str, Any], symbology: str
) -> tuple[tuple[tuple[str, str], ...], str, str]:
    """Pairs of AI and field, or one field as it is, or a text with fields in it."""
    if len({"gs1", "field", "text"} & set(entry)) != 1:
        raise Wrong(message("a symbol takes either gs1 or field, or a text"))
    if "gs1" not in entry:
        if symbology not in PLAIN_SYMBOLOGIES:
            raise Wrong(
                message(
                    "{symbology} takes GS1 elements, not a plain field", symbology=symbology
                )
            )
        if "text" in entry:
            words = _words(entry)
            if not words:
                raise Wrong(message("{key} is missing", key="text"))
            return (), "", words
        return (), field(values.string(entry, "field")), ""
    if symbology not in GS1_SYMBOLOGIES:
        raise Wrong(message("{symbology} cannot carry GS1 elements", symbology=symbology))
    pairs = values.table(entry, "gs1")
    for ai, name in pairs.items():
        if not (ai.isascii() and ai.isdigit() and 2 <= len(ai) <= 4):  # noqa: PLR2004
            raise Wrong(message("{ai} is not a GS1 application identifier", ai=ai))
        if not isinstance(name, str) or label_fields.flaw(f"{{{name}}}"):
            raise Wrong(message("there is no field {field}", field=name))
    return tuple(pairs.items()), "", ""


def _modules(entry: Mapping[str, Any]) -> tuple[float, float]:
    widths = entry.get("module")
    if not (isinstance(widths, list) and len(widths) == 2):  # noqa: PLR2004
        raise Wrong(
            message("a symbol's module is two widths in mm, the finest and the coarsest")
        )
    low, high = ({"module": value} for value in widths)
    finest = values.number(low, "module", *_MODULE)
    return finest, values.number(high, "module", finest, _MODULE[1])


def _source(entry: Mapping[str, Any]) -> bytes | str:
    if ("png" in entry) == ("field" in entry):
        raise Wrong(message("a picture takes either png, in base64, or field"))
    if "field" in entry:
        return values.choice(entry, "field", (LOGO,))
    try:
        picture = b64decode("".join(values.string(entry, "png").split()), validate=True)
    except (binascii.Error, ValueError):
        raise Wrong(message("a picture is not in base64")) from None
    if len(picture) > label_pictures.MOST_BYTES:
        raise Wrong(message("a picture is larger than 128 kB"))
    if label_pictures.flaw(picture):
        raise Wrong(message("a picture is no PNG or JPEG, or has more than 2000 x 2000 pixels"))
    return picture
