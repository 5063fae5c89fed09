"""Boxes moved, resized, snapped and lined up: pure functions over millimetres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from printing.labels.label_elements import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

LEAST = 0.2
"""The least width and height of anything, mm; the thickness of a thin line."""

HANDLES = ("nw", "n", "ne", "e", "se", "s", "sw", "w")
"""The places a box is pulled by, as on a compass."""

EDGES = ("left", "centre", "right", "top", "middle", "bottom")
"""What boxes may be lined up by."""

_DECIMALS = 2  # of a millimetre: what a template file holds


@dataclass(frozen=True, slots=True)
class Guide:
    """A line something snapped to: upright at x mm, or level at y mm."""

    upright: bool
    at: float


def rounded(box: Box) -> Box:
    """In hundredths of a millimetre."""
    return Box(*(round(side, _DECIMALS) for side in (box.x, box.y, box.width, box.height)))


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of these, of which there is one at least."""
    found = list(boxes)
    left, top = min(one.x for one in found), min(one.y for one in found)
    right = max(one.x + one.width for one in found)
    bottom = max(one.y + one.height for one in found)
    return Box(left, top, right - left, bottom - top)


def moved(boxes: Sequence[Box], right: float, down: float, inside: Box) -> list[Box]:
    """All of them moved together, no further than the edge of ``inside`` allows."""
    if not boxes:
        return []
    whole = around(boxes)
    right = _held(right, inside.x - whole.x, inside.x + inside.width - whole.x - whole.width)
    down = _held(down, inside.y - whole.y, inside.y + inside.height - whole.y - whole.height)
    return [rounded(Box(one.x + right, one.y + down, one.width, one.height)) for one in boxes]


def resized(box: Box, handle: str, right: float, down: float, inside: Box) -> Box:
    """The box with one of its :data:`HANDLES` pulled; the other side stays where it is."""
    left, top = box.x, box.y
    far, low = box.x + box.width, box.y + box.height
    if "w" in handle:
        left = _held(left + right, inside.x, far - LEAST)
    if "e" in handle:
        far = _held(far + right, left + LEAST, inside.x + inside.width)
    if "n" in handle:
        top = _held(top + down, inside.y, low - LEAST)
    if "s" in handle:
        low = _held(low + down, top + LEAST, inside.y + inside.height)
    return rounded(Box(left, top, far - left, low - top))


def kept_in(box: Box, inside: Box) -> Box:
    """The box made small enough for ``inside`` and moved into it."""
    wide, high = min(box.width, inside.width), min(box.height, inside.height)
    left = _held(box.x, inside.x, inside.x + inside.width - wide)
    top = _held(box.y, inside.y, inside.y + inside.height - high)
    return rounded(Box(left, top, wide, high))


def snapped(
    box: Box, others: Iterable[Box], inside: Box, grid: float, reach: float
) -> tuple[float, float, list[Guide]]:
    """How far to move a box so that it stands in line, and the lines it then stands in.

    Its edges and centre snap to those of the others and of ``inside`` within ``reach`` mm;
    else its left and top edge to the ``grid`` (0: none).
    """
    near = [*others, inside]
    right, upright = _snap(
        [box.x, box.x + box.width / 2, box.x + box.width],
        [line for one in near for line in (one.x, one.x + one.width / 2, one.x + one.width)],
        reach,
    )
    down, level = _snap(
        [box.y, box.y + box.height / 2, box.y + box.height],
        [line for one in near for line in (one.y, one.y + one.height / 2, one.y + one.height)],
        reach,
    )
    guides = [Guide(upright=True, at=at) for at in upright]
    guides += [Guide(upright=False, at=at) for at in level]
    if not upright and grid:
        right = _to_grid(box.x, grid)
    if not level and grid:
        down = _to_grid(box.y, grid)
    return right, down, guides


def snapped_edge(
    at: float, lines: Iterable[float], grid: float, reach: float
) -> tuple[float, bool]:
    """Where an edge that is pulled goes: a near line (then True), or the grid."""
    shift, met = _snap([at], list(lines), reach)
    if met:
        return at + shift, True
    return (at + _to_grid(at, grid) if grid else at), False


def aligned(boxes: Sequence[Box], edge: str, inside: Box) -> list[Box]:
    """All of them lined up by one of :data:`EDGES`; a single one by the label itself."""
    if not boxes:
        return []
    whole = around(boxes) if len(boxes) > 1 else inside
    place = _PLACES[edge]
    return [rounded(place(one, whole)) for one in boxes]


def distributed(boxes: Sequence[Box], *, upright: bool) -> list[Box]:
    """The same space between each two, from left to right or from top to bottom.

    The outer two stay; fewer than three stay as they are.
    """
    if len(boxes) < 3:  # noqa: PLR2004
        return list(boxes)
    spans = [(one.y, one.height) if upright else (one.x, one.width) for one in boxes]
    order = sorted(range(len(boxes)), key=lambda at: (spans[at][0], at))
    first, last = spans[order[0]], spans[order[-1]]
    room = last[0] - first[0] - first[1]
    gap = (room - sum(spans[at][1] for at in order[1:-1])) / (len(boxes) - 1)
    made, there = list(boxes), first[0]
    for at in order[:-1]:
        one = boxes[at]
        x, y = (one.x, there) if upright else (there, one.y)
        made[at] = rounded(Box(x, y, one.width, one.height))
        there += spans[at][1] + gap
    return made


def turned(box: Box, inside: Box) -> Box:
    """The box lying if it stood and standing if it lay, about its middle."""
    x = box.x + (box.width - box.height) / 2
    y = box.y + (box.height - box.width) / 2
    return kept_in(Box(x, y, box.height, box.width), inside)


def free_place(wide: float, high: float, taken: Sequence[Box], inside: Box) -> Box:
    """Below everything at the left, else the first free place, else the top left corner."""
    wide, high = min(wide, inside.width), min(high, inside.height)
    lows = sorted({inside.y, *(one.y + one.height + _GAP for one in taken)})
    columns = sorted({inside.x, *(one.x + one.width + _GAP for one in taken)})
    places = [(inside.x, lows[-1])] + [(x, y) for y in lows for x in columns]
    for x, y in places:
        box = rounded(Box(x, y, wide, high))
        if (
            x + wide <= inside.x + inside.width + _ROUNDING
            and y + high <= inside.y + inside.height + _ROUNDING
            and not any(box.touches(one) for one in taken)
        ):
            return box
    return rounded(Box(inside.x, inside.y, wide, high))


_GAP = 0.5  # mm left between what is added and what stands there
_ROUNDING = 0.001


def _snap(edges: list[float], lines: list[float], reach: float) -> tuple[float, list[float]]:
    """The smallest shift that brings an edge to a line, and all lines then met."""
    shifts = [line - edge for edge in edges for line in lines if abs(line - edge) <= reach]
    if not shifts:
        return 0.0, []
    shift = min(shifts, key=abs)
    met = {line for edge in edges for line in lines if abs(edge + shift - line) < _ROUNDING}
    return shift, sorted(met)


def _to_grid(at: float, grid: float) -> float:
    return round(at / grid) * grid - at


def _held(value: float, least: float, most: float) -> float:
    return max(least, min(value, most)) if least <= most else least


_PLACES: dict[str, Callable[[Box, Box], Box]] = {
    "left": lambda one, all_: Box(all_.x, one.y, one.width, one.height),
    "centre": lambda one, all_: Box(
        all_.x + (all_.width - one.width) / 2, one.y, one.width, one.height
    ),
    "right": lambda one, all_: Box(
        all_.x + all_.width - one.width, one.y, one.width, one.height
    ),
    "top": lambda one, all_: Box(one.x, all_.y, one.width, one.height),
    "middle": lambda one, all_: Box(
        one.x, all_.y + (all_.height - one.height) / 2, one.width, one.height
    ),
    "bottom": lambda one, all_: Box(
        one.x, all_.y + all_.height - one.height, one.width, one.height
    ),
}
