"""From the text of a template file to a checked template, or to what is wrong with it.

A text is drawn inside its box and nowhere else, and nothing may touch a symbol's box, so
nothing a person types can spoil a barcode: a file that breaks this is refused, not drawn. A
file from a stranger is data: it names no other file and no address, and holds no code.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import Refusal, refusal
from printing.labels import template_values as values
from printing.labels.label_elements import Box, LabelTemplate
from printing.labels.template_elements import LARGEST_STOCK, Elements, field
from printing.labels.template_values import Wrong
from printing.symbology.symbols import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lsn_desktop.domain.messages import Message
    from printing.labels.label_elements import Condition, PicturePlace, Rule, Text

LARGEST_FILE = 256 * 1024
"""Bytes of a template file, its pictures included."""

_MOST_ELEMENTS = 100
_MOST_PICTURES = 4
_SMALLEST_STOCK = 10.0  # mm
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _.-]{0,39}")
_LONGEST_WORDS = {"title": 80, "version": 20, "notes": 4000}
_TOP = {
    "name", "title", "version", "notes", "needs",
    "stock", "text", "symbol", "line", "box", "picture",
}  # fmt: skip
_STOCK_KEYS = {"width", "height", "margin"}


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
        Refusal: too large, not TOML, an unknown key or field, a measure out of range, an
            element outside the stock's margin, something that touches a symbol.

    """
    if len(source) > LARGEST_FILE:
        raise bad_template(name, message("the file is larger than 256 kB"))
    try:
        table = tomllib.loads(source.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        reason = message("it is not readable TOML ({error})", error=error)
        raise bad_template(name, reason) from None
    try:
        return _template(table, hashlib.sha256(source).hexdigest())
    except Wrong as wrong:
        raise bad_template(name, wrong.reason) from None


def read(text: str) -> LabelTemplate:
    """The template in a text, as :func:`printing.labels.template_writer.text` writes it.

    Raises:
        Refusal: as :func:`parse`.
    """
    return parse(text.encode("utf-8", "surrogateescape"), _("(unnamed)"))


def _template(table: Mapping[str, Any], digest: str) -> LabelTemplate:
    values.only(table, _TOP, "template")
    stock = values.table(table, "stock")
    values.only(stock, _STOCK_KEYS, "stock")
    width, height = (
        values.number(stock, side, _SMALLEST_STOCK, LARGEST_STOCK)
        for side in ("width", "height")
    )
    margin = values.number(stock, "margin", 0.0, min(width, height) / 3, 0.0)
    entries = {
        kind: values.tables(table, kind)
        for kind in ("text", "symbol", "line", "box", "picture")
    }
    if sum(map(len, entries.values())) > _MOST_ELEMENTS:
        raise Wrong(message("it has more than {most} elements", most=_MOST_ELEMENTS))
    if len(entries["picture"]) > _MOST_PICTURES:
        raise Wrong(message("it has more than {most} pictures", most=_MOST_PICTURES))
    some = Elements(Box(margin, margin, width - 2 * margin, height - 2 * margin))
    template = LabelTemplate(
        name=_name(table),
        title=_line(table, "title"),
        version=_line(table, "version"),
        digest=digest,
        needs=_needs(table),
        width=width,
        height=height,
        texts=tuple(map(some.text, entries["text"])),
        symbols=tuple(map(some.symbol, entries["symbol"])),
        rules=tuple(map(some.rule, entries["line"])),
        frames=tuple(map(some.frame, entries["box"])),
        pictures=tuple(map(some.picture, entries["picture"])),
        margin=margin,
        notes=_line(table, "notes", ""),
    )
    _check_apart(template)
    return template


def _name(table: Mapping[str, Any]) -> str:
    name = values.string(table, "name")
    if not _NAME.fullmatch(name):
        raise Wrong(
            message(
                "its name is letters, digits, spaces and -_. up to 40 characters; not {name}",
                name=name[:60],
            )
        )
    return name


def _line(table: Mapping[str, Any], key: str, default: str | None = None) -> str:
    text, most = values.string(table, key, default), _LONGEST_WORDS[key]
    if len(text) > most:
        raise Wrong(message("{key} is longer than {most} characters", key=key, most=most))
    return text


def _check_apart(template: LabelTemplate) -> None:
    """Nothing but the symbol inside a symbol's box, unless never drawn together."""
    others = list(_beside_symbols(template))
    symbols = template.symbols
    pairs = [(one, other.box, other.condition) for one, other in combinations(symbols, 2)] + [
        (symbol, *other) for symbol in symbols for other in others
    ]
    for symbol, box, condition in pairs:
        if symbol.box.touches(box) and not symbol.condition.excludes(condition):
            raise Wrong(
                message(
                    "something lies over the {symbology}", symbology=TITLES[symbol.symbology]
                )
            )


def _beside_symbols(template: LabelTemplate) -> Iterator[tuple[Box, Condition]]:
    words = [place.words for place in template.symbols if place.words]
    elements: tuple[Text | Rule | PicturePlace, ...] = (
        *template.texts, *words, *template.rules, *template.pictures,
    )  # fmt: skip
    for element in elements:
        yield element.box, element.condition
    for frame in template.frames:
        for side in frame.sides():
            yield side, frame.condition


def _needs(table: Mapping[str, Any]) -> tuple[str, ...]:
    names = table.get("needs", [])
    if not isinstance(names, list):
        raise Wrong(message("needs is not a list of fields"))
    return tuple(field(name) for name in names)
