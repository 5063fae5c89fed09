"""The parts of a template under the hand: each known by a key, changed into a new template.

Pure functions; a template is never changed, a new one comes back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from printing.labels.label_elements import Box, Frame, PicturePlace, Rule, SymbolPlace, Text
from ui.designer.geometry import kept_in, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from printing.labels.label_elements import LabelTemplate

Part = Text | SymbolPlace | Rule | Frame | PicturePlace

_KINDS = {
    Text: "texts", SymbolPlace: "symbols", Rule: "rules", Frame: "frames",
    PicturePlace: "pictures",
}  # fmt: skip
_DRAWN = ("frames", "rules", "pictures", "symbols", "words", "texts")
_MOST = 100  # parts, as a template file allows
_NEXT_TO = 2.0  # mm from a part to its duplicate


class Key(NamedTuple):
    """A part: its kind (the field of the template) and its place there.

    The kind ``words`` is what stands below the symbol of that place.
    """

    kind: str
    at: int


def inside(template: LabelTemplate) -> Box:
    """The label without its margin."""
    margin = template.margin
    return Box(margin, margin, template.width - 2 * margin, template.height - 2 * margin)


def keys(template: LabelTemplate) -> list[Key]:
    """All parts, the ones drawn first in front."""
    found = []
    for kind in _DRAWN:
        if kind == "words":
            found += [Key(kind, at) for at, one in enumerate(template.symbols) if one.words]
        else:
            found += [Key(kind, at) for at in range(len(getattr(template, kind)))]
    return found


def in_reading_order(template: LabelTemplate) -> list[Key]:
    """As Tab goes through them: from the top, then from the left."""
    return sorted(
        keys(template), key=lambda key: (box_of(template, key).y, box_of(template, key).x)
    )


def part_of(template: LabelTemplate, key: Key) -> Part:
    """The part itself."""
    if key.kind == "words":
        words = template.symbols[key.at].words
        if words is None:
            raise KeyError(key)
        return words
    part: Part = getattr(template, key.kind)[key.at]
    return part


def box_of(template: LabelTemplate, key: Key) -> Box:
    """Where a part stands."""
    return part_of(template, key).box


def with_part(template: LabelTemplate, key: Key, part: Part) -> LabelTemplate:
    """The template with another part in place of one."""
    if key.kind == "words":
        symbol = template.symbols[key.at]
        words = part if isinstance(part, Text) else None
        return with_part(template, Key("symbols", key.at), replace(symbol, words=words))
    parts = list(getattr(template, key.kind))
    parts[key.at] = part
    return _with_parts(template, key.kind, parts)


def with_boxes(template: LabelTemplate, boxes: Mapping[Key, Box]) -> LabelTemplate:
    """The template with some of its parts standing elsewhere."""
    for key, box in boxes.items():
        part = part_of(template, key)
        if part.box != box:
            template = with_part(template, key, replace(part, box=rounded(box)))
    return template


def added(template: LabelTemplate, part: Part) -> tuple[LabelTemplate, Key]:
    """The template with one more part, and its key."""
    kind = _KINDS[type(part)]
    parts = [*getattr(template, kind), part]
    return _with_parts(template, kind, parts), Key(kind, len(parts) - 1)


def is_full(template: LabelTemplate) -> bool:
    """Whether a template may have no more parts."""
    return sum(key.kind != "words" for key in keys(template)) >= _MOST


def removed(template: LabelTemplate, gone: Iterable[Key]) -> LabelTemplate:
    """The template without these parts."""
    gone = set(gone)
    for key in gone:
        if key.kind == "words" and Key("symbols", key.at) not in gone:
            symbol = replace(template.symbols[key.at], words=None)
            template = with_part(template, Key("symbols", key.at), symbol)
    for kind in _KINDS.values():
        parts = getattr(template, kind)
        left = [part for at, part in enumerate(parts) if Key(kind, at) not in gone]
        if len(left) < len(parts):
            template = _with_parts(template, kind, left)
    return template


def duplicated(
    template: LabelTemplate, chosen: Iterable[Key]
) -> tuple[LabelTemplate, tuple[Key, ...]]:
    """The template with each of these once more, a little below and beside it."""
    made = []
    room = inside(template)
    for key in chosen:
        if key.kind == "words" or is_full(template):
            continue
        part = part_of(template, key)
        part = replace(part, box=_beside(part.box, room))
        if isinstance(part, SymbolPlace) and part.words:
            part = replace(part, words=replace(part.words, box=_beside(part.words.box, room)))
        template, new = added(template, part)
        made.append(new)
    return template, tuple(made)


def reordered(template: LabelTemplate, key: Key, *, front: bool) -> tuple[LabelTemplate, Key]:
    """The template with a part drawn after (or before) all others of its kind."""
    if key.kind == "words":
        return template, key
    parts = list(getattr(template, key.kind))
    part = parts.pop(key.at)
    parts.insert(len(parts) if front else 0, part)
    at = len(parts) - 1 if front else 0
    return _with_parts(template, key.kind, parts), Key(key.kind, at)


def resized_stock(
    template: LabelTemplate, width: float, height: float, margin: float
) -> LabelTemplate:
    """The template on a label of another size; what would stand outside comes in."""
    template = replace(template, width=width, height=height, margin=margin)
    room = inside(template)
    return with_boxes(
        template,
        {key: kept_in(box_of(template, key), room) for key in keys(template)},
    )


def at_point(template: LabelTemplate, x: float, y: float, reach: float) -> list[Key]:
    """The parts under a point, the smallest first; thin ones are met within ``reach`` mm."""
    found = []
    for key in keys(template):
        box = box_of(template, key)
        wide, high = max(box.width, 2 * reach), max(box.height, 2 * reach)
        left = box.x - (wide - box.width) / 2
        top = box.y - (high - box.height) / 2
        if left <= x <= left + wide and top <= y <= top + high:
            found.append(key)
    return sorted(found, key=lambda key: _area(box_of(template, key)))


def within(template: LabelTemplate, area: Box) -> list[Key]:
    """The parts that stand wholly in an area."""
    return [key for key in keys(template) if _holds(area, box_of(template, key))]


def with_followers(template: LabelTemplate, chosen: Iterable[Key]) -> list[Key]:
    """These, and the words below each symbol among them: they move with it."""
    found = list(chosen)
    for kind, at in tuple(found):
        words = Key("words", at)
        if kind == "symbols" and template.symbols[at].words and words not in found:
            found.append(words)
    return found


def others(template: LabelTemplate, chosen: Sequence[Key]) -> list[Box]:
    """Where everything else stands."""
    return [box_of(template, key) for key in keys(template) if key not in chosen]


def _beside(box: Box, room: Box) -> Box:
    return kept_in(Box(box.x + _NEXT_TO, box.y + _NEXT_TO, box.width, box.height), room)


def _area(box: Box) -> float:
    return box.width * box.height


def _holds(area: Box, box: Box) -> bool:
    return (
        area.x <= box.x
        and area.y <= box.y
        and box.x + box.width <= area.x + area.width
        and box.y + box.height <= area.y + area.height
    )


def _with_parts(template: LabelTemplate, kind: str, parts: Sequence[Part]) -> LabelTemplate:
    changed: LabelTemplate = replace(template, **{kind: tuple(parts)})  # type: ignore[arg-type]
    return changed
