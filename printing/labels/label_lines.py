"""Words into lines: shrunk until they fit, wrapped, elided, and turned with their box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from printing import fonts
from printing.labels.layout_parts import Line

if TYPE_CHECKING:
    from printing.labels.label_elements import Box, Text
    from printing.symbology.symbols import Symbol


def words_of(text: Text, symbol: Symbol, *, by_element: bool) -> list[Line]:
    """The human readable interpretation; several lines are broken between elements only."""
    return lines_of(text, (" " if by_element else "").join(symbol.words))


def lines_of(text: Text, words: str) -> list[Line]:
    """Shrink until everything fits, then wrap, then elide what is still too long."""
    shown = fonts.as_ink(words, text.font)
    long, high = (
        (text.box.height, text.box.width)
        if text.turn % 180
        else (text.box.width, text.box.height)
    )
    size = text.size
    while True:
        room = int((high + 0.01) / (size * fonts.LINE_HEIGHT * fonts.POINT))
        most = min(room, text.lines)
        lines, whole = fonts.wrap(shown, text.font, size, long, most)
        if whole or size <= text.smallest:
            break
        size = max(size - 0.5, text.smallest)
    step = size * fonts.LINE_HEIGHT * fonts.POINT
    # A single line keeps its baseline when it shrinks, in line with its neighbours.
    first = size if len(lines) > 1 else text.size
    top = first * fonts.BASELINE * fonts.POINT
    return [
        Line(
            *_on_label(text.box, text.turn, _start(line, text, size, long), top + place * step),
            text.font,
            size,
            line,
            text.turn,
        )
        for place, line in enumerate(lines)
    ]


def _start(line: str, text: Text, size: float, long: float) -> float:
    if text.align == "left":
        return 0.0
    spare = long - fonts.width(line, text.font, size)
    return spare if text.align == "right" else spare / 2


def _on_label(box: Box, turn: int, along: float, down: float) -> tuple[float, float]:
    """Where a point of the upright text stands once its box is turned."""
    if turn == 90:  # noqa: PLR2004
        return box.x + box.width - down, box.y + along
    if turn == 180:  # noqa: PLR2004
        return box.x + box.width - along, box.y + box.height - down
    if turn == 270:  # noqa: PLR2004
        return box.x + down, box.y + box.height - along
    return box.x + along, box.y + down
