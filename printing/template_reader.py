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

from lsn_desktop.domain.refusals import Refusal, refusal
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

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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


def bad_template(name: str, reason: str) -> Refusal:
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
        raise bad_template(name, f"it is not readable TOML ({error})") from None
    try:
        return _template(table, hashlib.sha256(source).hexdigest())
    except _Wrong as wrong:
        raise bad_template(name, str(wrong)) from None


class _Wrong(Exception):
    """What is wrong with the file, in words; :func:`parse` names the file."""


def _template(table: Mapping[str, Any], digest: str) -> LabelTemplate:
    _only(table, _TOP, "the template")
    stock = _table(table, "stock")
    _only(stock, _STOCK_KEYS, "the stock")
    width, height = (_number(stock, side, *_STOCK) for side in ("width", "height"))
    margin = _number(stock, "margin", 0.0, min(width, height) / 3, 0.0)
    inside = Box(margin, margin, width - 2 * margin, height - 2 * margin)
    texts = tuple(_text(entry, inside) for entry in _tables(table, "text"))
    symbols = tuple(_symbol(entry, inside) for entry in _tables(table, "symbol"))
    if len(texts) + len(symbols) > _MOST_ELEMENTS:
        raise _Wrong(f"it has more than {_MOST_ELEMENTS} elements")
    _check_apart(texts, symbols)
    return LabelTemplate(
        name=_string(table, "name"),
        title=_string(table, "title"),
        version=_string(table, "version"),
        digest=digest,
        needs=_needs(table),
        width=width,
        height=height,
        texts=texts,
        symbols=symbols,
        fields=frozenset(_fields_of(texts, symbols)),
    )


def _text(entry: Mapping[str, Any], inside: Box) -> Text:
    _only(entry, _TEXT_KEYS, "a text")
    words = _string(entry, "text")
    for name in FIELD.findall(words):
        _known(name)
    return _styled(entry, inside, words, _condition(entry))


def _styled(entry: Mapping[str, Any], inside: Box, words: str, condition: Condition) -> Text:
    size = _number(entry, "size", *_TYPE)
    lines = int(_number(entry, "lines", 1, _MOST_LINES, 1))
    smallest = _number(entry, "smallest", _TYPE[0], size, size)
    box = _box(entry, inside)
    if smallest * lines * LINE_HEIGHT * POINT > box.height + 0.01:
        raise _Wrong(
            f"a box of {box.height:g} mm does not hold {lines} lines of {smallest:g} pt"
        )
    return Text(
        box=box,
        text=words,
        font=NAMES[_choice(entry, "font", NAMES, "regular")],
        size=size,
        smallest=smallest,
        lines=lines,
        align=_choice(entry, "align", ("left", "center", "right"), "left"),
        condition=condition,
    )


def _symbol(entry: Mapping[str, Any], inside: Box) -> SymbolPlace:
    _only(entry, _SYMBOL_KEYS, "a symbol")
    symbology = _choice(entry, "symbology", TITLES)
    content, field = _content(entry, symbology)
    finest, coarsest = _modules(entry)
    condition = _condition(entry)
    words = entry.get("words")
    if words is not None:
        _only(words, _WORDS_KEYS, "the words of a symbol")
    return SymbolPlace(
        box=_box(entry, inside),
        symbology=symbology,
        gs1=content,
        field=field,
        finest=finest,
        coarsest=coarsest,
        optional=_flag(entry, "optional"),
        words=None if words is None else _styled(words, inside, "", condition),
        by_element=words is not None and _flag(words, "by_element"),
        condition=condition,
    )


def _content(
    entry: Mapping[str, Any], symbology: str
) -> tuple[tuple[tuple[str, str], ...], str]:
    """Either pairs of AI and field, or one field as it is."""
    if ("gs1" in entry) == ("field" in entry):
        raise _Wrong("a symbol takes either gs1 or field")
    if "field" in entry:
        if symbology not in PLAIN_SYMBOLOGIES:
            raise _Wrong(f"{symbology} takes GS1 elements, not a plain field")
        return (), _known(_string(entry, "field"))
    if symbology not in GS1_SYMBOLOGIES:
        raise _Wrong(f"{symbology} cannot carry GS1 elements")
    pairs = _table(entry, "gs1")
    for ai, name in pairs.items():
        if not (ai.isascii() and ai.isdigit() and 2 <= len(ai) <= 4):  # noqa: PLR2004
            raise _Wrong(f"{ai} is not a GS1 application identifier")
        _known(name)
    return tuple(pairs.items()), ""


def _modules(entry: Mapping[str, Any]) -> tuple[float, float]:
    widths = entry.get("module")
    if not (isinstance(widths, list) and len(widths) == 2):  # noqa: PLR2004
        raise _Wrong("a symbol's module is two widths in mm, the finest and the coarsest")
    low, high = ({"module": value} for value in widths)
    finest = _number(low, "module", *_MODULE)
    return finest, _number(high, "module", finest, _MODULE[1])


def _check_apart(texts: Iterable[Text], symbols: tuple[SymbolPlace, ...]) -> None:
    """No text and no other symbol inside a symbol's box, unless never drawn together."""
    words = [place.words for place in symbols if place.words]
    pairs: list[tuple[SymbolPlace, Text | SymbolPlace]] = [
        (symbol, text) for symbol in symbols for text in (*texts, *words)
    ]
    for one, other in (*pairs, *combinations(symbols, 2)):
        apart = one.condition.excludes(other.condition) or not one.box.touches(other.box)
        if not apart:
            raise _Wrong(f"something lies over the {TITLES[one.symbology]}")


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
        raise _Wrong("needs is not a list of fields")
    return tuple(_known(name) for name in names)


def _condition(entry: Mapping[str, Any]) -> Condition:
    names = [_string(entry, key, "") for key in ("when", "unless")]
    return Condition(*(_known(name) if name not in ("", GS1) else name for name in names))


def _known(name: object) -> str:
    if isinstance(name, str) and (name in FIELDS or name.startswith("custom.")):
        return name
    raise _Wrong(f"there is no field {name}")


def _only(entry: Mapping[str, Any], keys: set[str], what: str) -> None:
    if not isinstance(entry, dict):
        raise _Wrong(f"{what} is not a table")
    unknown = sorted(set(entry) - keys)
    if unknown:
        raise _Wrong(f"{what} has no key {unknown[0]}")


def _table(entry: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = entry.get(key)
    if not isinstance(value, dict) or not value:
        raise _Wrong(f"{key} is missing")
    return value


def _tables(entry: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    value = entry.get(key, [])
    if not isinstance(value, list):
        raise _Wrong(f"{key} is not a list of tables")
    return value


def _string(entry: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = entry.get(key, default)
    if not isinstance(value, str):
        raise _Wrong(f"{key} is missing or not a text")
    return value


def _flag(entry: Mapping[str, Any], key: str) -> bool:
    value = entry.get(key, False)
    if not isinstance(value, bool):
        raise _Wrong(f"{key} is not true or false")
    return value


def _choice(
    entry: Mapping[str, Any], key: str, known: Iterable[str], default: str | None = None
) -> str:
    value = _string(entry, key, default)
    if value not in known:
        raise _Wrong(f"{key} is one of {', '.join(known)}; not {value}")
    return value


def _number(
    entry: Mapping[str, Any], key: str, low: float, high: float, default: float | None = None
) -> float:
    value = entry.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Wrong(f"{key} is missing or not a number")
    if not low <= value <= high:
        raise _Wrong(f"{key} is {value:g}; it lies between {low:g} and {high:g}")
    return float(value)


def _box(entry: Mapping[str, Any], inside: Box) -> Box:
    """``[x, y, width, height]``, within the stock's margin."""
    values = entry.get("box")
    if not (isinstance(values, list) and len(values) == 4):  # noqa: PLR2004
        raise _Wrong("a box is [x, y, width, height] in mm")
    x, y, width, height = (_number({"box": value}, "box", 0.0, _STOCK[1]) for value in values)
    if (
        min(width, height) <= 0
        or x < inside.x
        or y < inside.y
        or x + width > inside.x + inside.width
        or y + height > inside.y + inside.height
    ):
        raise _Wrong(f"the box {values} is empty or outside the stock's margin")
    return Box(x, y, width, height)
