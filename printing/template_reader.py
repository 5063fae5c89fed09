"""From the text of a template file to a checked template, or to what is wrong with it.

A text is drawn inside its box and nowhere else, and no text box may touch a symbol's box, so
nothing a person types can spoil a barcode: a file that breaks this is refused, not drawn.
"""

from __future__ import annotations

import hashlib
import tomllib
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Refusal, refusal
from printing import template_values as values
from printing.fonts import LINE_HEIGHT, NAMES, POINT
from printing.label_elements import (
    FIELD,
    FIELDS,
    GS1,
    Box,
    Condition,
    LabelTemplate,
    SymbolPlace,
    Text,
)
from printing.symbols import GS1_SYMBOLOGIES, PLAIN_SYMBOLOGIES, TITLES
from printing.template_values import Wrong

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lsn_desktop.domain.messages import Message

_MOST_ELEMENTS = 60
_STOCK = (10.0, 300.0)  # mm
_TYPE = (4.0, 200.0)  # points
_MODULE = (0.15, 3.0)  # mm
_MOST_LINES = 20
_TOP = {"name", "title", "version", "needs", "stock", "text", "symbol"}
_STOCK_KEYS = {"width", "height", "margin"}
_TEXT_KEYS = {
    "box", "text", "font", "size", "smallest", "lines", "align", "when", "unless",
}  # fmt: skip
_WORDS_KEYS = {"box", "font", "size", "smallest", "lines", "align", "by_element"}
_SYMBOL_KEYS = {
    "box", "symbology", "gs1", "field", "module", "optional", "words", "when", "unless",
}  # fmt: skip


def bad_template(name: str, reason: Message) -> Refusal:
    """A template file that cannot be used, and why."""
    return refusal(
        "Label template {name} cannot be used: {reason}.",
        "Correct the template file, or use a built-in template.",
        name=name,
        reason=reason,
    )


@lru_cache(maxsize=64)
def parse(source: bytes, name: str) -> LabelTemplate:
    """The template a file holds.

    Raises:
        Refusal: not TOML, an unknown key or field, a measure out of range, an element outside
            the stock's margin, a text that touches a symbol.

    """
    try:
        table = tomllib.loads(source.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        reason = message("it is not readable TOML ({error})", error=error)
        raise bad_template(name, reason) from None
    try:
        return _template(table, hashlib.sha256(source).hexdigest())
    except Wrong as wrong:
        raise bad_template(name, wrong.reason) from None


def _template(table: Mapping[str, Any], digest: str) -> LabelTemplate:
    values.only(table, _TOP, "template")
    stock = values.table(table, "stock")
    values.only(stock, _STOCK_KEYS, "stock")
    width, height = (values.number(stock, side, *_STOCK) for side in ("width", "height"))
    margin = values.number(stock, "margin", 0.0, min(width, height) / 3, 0.0)
    inside = Box(margin, margin, width - 2 * margin, height - 2 * margin)
    texts = tuple(_text(entry, inside) for entry in values.tables(table, "text"))
    symbols = tuple(_symbol(entry, inside) for entry in values.tables(table, "symbol"))
    if len(texts) + len(symbols) > _MOST_ELEMENTS:
        raise Wrong(message("it has more than {most} elements", most=_MOST_ELEMENTS))
    _check_apart(texts, symbols)
    return LabelTemplate(
        name=values.string(table, "name"),
        title=values.string(table, "title"),
        version=values.string(table, "version"),
        digest=digest,
        needs=_needs(table),
        width=width,
        height=height,
        texts=texts,
        symbols=symbols,
        fields=frozenset(_fields_of(texts, symbols)),
    )


def _text(entry: Mapping[str, Any], inside: Box) -> Text:
    values.only(entry, _TEXT_KEYS, "text")
    words = values.string(entry, "text")
    for name in FIELD.findall(words):
        _known(name)
    return _styled(entry, inside, words, _condition(entry))


def _styled(entry: Mapping[str, Any], inside: Box, words: str, condition: Condition) -> Text:
    size = values.number(entry, "size", *_TYPE)
    lines = int(values.number(entry, "lines", 1, _MOST_LINES, 1))
    smallest = values.number(entry, "smallest", _TYPE[0], size, size)
    box = _box(entry, inside)
    if smallest * lines * LINE_HEIGHT * POINT > box.height + 0.01:
        raise Wrong(
            message(
                "a box of {height} mm does not hold {lines} lines of {size} pt",
                height=f"{box.height:g}",
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
        condition=condition,
    )


def _symbol(entry: Mapping[str, Any], inside: Box) -> SymbolPlace:
    values.only(entry, _SYMBOL_KEYS, "symbol")
    symbology = values.choice(entry, "symbology", TITLES)
    content, field = _content(entry, symbology)
    finest, coarsest = _modules(entry)
    condition = _condition(entry)
    words = entry.get("words")
    if words is not None:
        values.only(words, _WORDS_KEYS, "words")
    return SymbolPlace(
        box=_box(entry, inside),
        symbology=symbology,
        gs1=content,
        field=field,
        finest=finest,
        coarsest=coarsest,
        optional=values.flag(entry, "optional"),
        words=None if words is None else _styled(words, inside, "", condition),
        by_element=words is not None and values.flag(words, "by_element"),
        condition=condition,
    )


def _content(
    entry: Mapping[str, Any], symbology: str
) -> tuple[tuple[tuple[str, str], ...], str]:
    """Either pairs of AI and field, or one field as it is."""
    if ("gs1" in entry) == ("field" in entry):
        raise Wrong(message("a symbol takes either gs1 or field"))
    if "field" in entry:
        if symbology not in PLAIN_SYMBOLOGIES:
            raise Wrong(
                message(
                    "{symbology} takes GS1 elements, not a plain field", symbology=symbology
                )
            )
        return (), _known(values.string(entry, "field"))
    if symbology not in GS1_SYMBOLOGIES:
        raise Wrong(message("{symbology} cannot carry GS1 elements", symbology=symbology))
    pairs = values.table(entry, "gs1")
    for ai, name in pairs.items():
        if not (ai.isascii() and ai.isdigit() and 2 <= len(ai) <= 4):  # noqa: PLR2004
            raise Wrong(message("{ai} is not a GS1 application identifier", ai=ai))
        _known(name)
    return tuple(pairs.items()), ""


def _modules(entry: Mapping[str, Any]) -> tuple[float, float]:
    widths = entry.get("module")
    if not (isinstance(widths, list) and len(widths) == 2):  # noqa: PLR2004
        raise Wrong(
            message("a symbol's module is two widths in mm, the finest and the coarsest")
        )
    low, high = ({"module": value} for value in widths)
    finest = values.number(low, "module", *_MODULE)
    return finest, values.number(high, "module", finest, _MODULE[1])


def _check_apart(texts: Iterable[Text], symbols: tuple[SymbolPlace, ...]) -> None:
    """No text and no other symbol inside a symbol's box, unless never drawn together."""
    words = [place.words for place in symbols if place.words]
    pairs: list[tuple[SymbolPlace, Text | SymbolPlace]] = [
        (symbol, text) for symbol in symbols for text in (*texts, *words)
    ]
    for one, other in (*pairs, *combinations(symbols, 2)):
        apart = one.condition.excludes(other.condition) or not one.box.touches(other.box)
        if not apart:
            raise Wrong(
                message("something lies over the {symbology}", symbology=TITLES[one.symbology])
            )


def _fields_of(texts: Iterable[Text], symbols: Iterable[SymbolPlace]) -> Iterable[str]:
    for text in texts:
        yield from FIELD.findall(text.text)
    for symbol in symbols:
        yield from (name for _, name in symbol.gs1)
        if symbol.field:
            yield symbol.field


def _needs(table: Mapping[str, Any]) -> tuple[str, ...]:
    names = table.get("needs", [])
    if not isinstance(names, list):
        raise Wrong(message("needs is not a list of fields"))
    return tuple(_known(name) for name in names)


def _condition(entry: Mapping[str, Any]) -> Condition:
    names = [values.string(entry, key, "") for key in ("when", "unless")]
    return Condition(*(_known(name) if name not in ("", GS1) else name for name in names))


def _known(name: object) -> str:
    if isinstance(name, str) and (name in FIELDS or name.startswith("custom.")):
        return name
    raise Wrong(message("there is no field {field}", field=name))


def _box(entry: Mapping[str, Any], inside: Box) -> Box:
    """``[x, y, width, height]``, within the stock's margin."""
    sides = entry.get("box")
    if not (isinstance(sides, list) and len(sides) == 4):  # noqa: PLR2004
        raise Wrong(message("a box is [x, y, width, height] in mm"))
    x, y, width, height = (
        values.number({"box": value}, "box", 0.0, _STOCK[1]) for value in sides
    )
    if (
        min(width, height) <= 0
        or x < inside.x
        or y < inside.y
        or x + width > inside.x + inside.width
        or y + height > inside.y + inside.height
    ):
        raise Wrong(message("the box {box} is empty or outside the stock's margin", box=sides))
    return Box(x, y, width, height)
