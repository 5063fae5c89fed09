"""Where each box of a genealogy picture stands, and which lines join them. No Qt.

Levels stand in columns from the left, suppliers first, customers last. Within a column the
boxes are ordered so that few lines cross: each comes near the middle of those it is joined to
(the barycentre method), and what stands under one heading stays together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from ui.genealogy.graph import levels
from ui.genealogy.stacks import Shown, column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from ui.genealogy.graph import Dot, Key, Link
    from ui.genealogy.stacks import Path, Stack

WIDTH, HEIGHT = 208.0, 56.0  # px of a box at full size
ACROSS, DOWN = 120.0, 14.0  # px between columns, and between boxes
HEAD, EDGE = 30.0, 10.0  # px of an open stack: its heading, and around its parts
_SWEEPS = 4


@dataclass(frozen=True, slots=True)
class Box:
    """One dot, or a closed stack of them, by its upper left corner in pixels."""

    stack: Stack
    level: int
    x: float
    y: float

    @property
    def path(self) -> Path:
        """Which one it is."""
        return self.stack.path


@dataclass(frozen=True, slots=True)
class Frame:
    """Around the parts of an open stack; its heading is at the top."""

    stack: Stack
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """All links between two boxes: how many are certain, how many only possible."""

    source: Path
    target: Path
    links: tuple[Link, ...]

    @property
    def certain(self) -> bool:
        """Whether any of it certainly went that way."""
        return any(link.certain for link in self.links)


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that is drawn, within ``width`` by ``height`` pixels."""

    boxes: tuple[Box, ...] = ()
    frames: tuple[Frame, ...] = ()
    lines: tuple[Line, ...] = ()
    width: float = 0.0
    height: float = 0.0

    def box(self, path: Path) -> Box | None:
        """The box of a path, if it is shown."""
        return next((box for box in self.boxes if box.path == path), None)

    def showing(self, key: Key) -> Box | None:
        """The box in which a dot stands, alone or in a stack."""
        return next(
            (box for box in self.boxes if any(dot.key == key for dot in box.stack.dots)), None
        )


class Genealogy:
    """Dots in their levels, laid out anew whenever a stack is opened or closed."""

    def __init__(self, dots: Sequence[Dot], links: Sequence[Link]) -> None:
        known = {dot.key for dot in dots}
        self.links = tuple(
            link
            for link in links
            if link.source in known and link.target in known and link.source != link.target
        )
        self._columns: dict[int, list[Dot]] = {}
        at = levels(dots, self.links)
        for dot in dots:
            self._columns.setdefault(at[dot.key], []).append(dot)

    def lay_out(self, opened: AbstractSet[Path] = frozenset()) -> Picture:
        """Everything in its place, with these stacks open."""
        shown = {
            level: column(level, dots, opened) for level, dots in sorted(self._columns.items())
        }
        lines = self._lines(shown)
        _order(shown, lines)
        return _placed(shown, lines)

    def _lines(self, shown: dict[int, list[Shown]]) -> tuple[Line, ...]:
        holder: dict[Key, Path] = {}
        for one in _every_leaf(shown):
            for dot in one.stack.dots:
                holder[dot.key] = one.stack.path
        found: dict[tuple[Path, Path], list[Link]] = {}
        for link in self.links:
            found.setdefault((holder[link.source], holder[link.target]), []).append(link)
        return tuple(Line(*ends, tuple(links)) for ends, links in found.items())


def _leaves(one: Shown) -> Iterator[Shown]:
    if not one.parts:
        yield one
    for part in one.parts:
        yield from _leaves(part)


def _every_leaf(shown: dict[int, list[Shown]]) -> Iterator[Shown]:
    for parts in shown.values():
        for part in parts:
            yield from _leaves(part)


def _order(shown: dict[int, list[Shown]], lines: Sequence[Line]) -> None:
    """Bring each box near the middle of those it is joined to, forwards and backwards."""
    before: dict[Path, list[Path]] = {}
    after: dict[Path, list[Path]] = {}
    for line in lines:
        before.setdefault(line.target, []).append(line.source)
        after.setdefault(line.source, []).append(line.target)
    places = _places(shown)
    for sweep in range(_SWEEPS):
        forwards = sweep % 2 == 0
        for level in sorted(shown, reverse=not forwards):
            middle = partial(_middle, joined=before if forwards else after, places=places)
            shown[level] = _sorted(shown[level], middle)
            places |= _places({level: shown[level]})


def _middle(one: Shown, joined: dict[Path, list[Path]], places: dict[Path, float]) -> float:
    """Where it would stand best: in the middle of what it is joined to, else where it is."""
    paths = [leaf.stack.path for leaf in _leaves(one)]
    each = [[places[end] for end in joined.get(path, (path,))] for path in paths]
    return sum(sum(ends) / len(ends) for ends in each) / len(each)


def _sorted(parts: Sequence[Shown], middle: Callable[[Shown], float]) -> list[Shown]:
    ordered = sorted(parts, key=lambda one: (one.stack.place, middle(one)))
    return [Shown(one.stack, tuple(_sorted(one.parts, middle))) for one in ordered]


def _places(shown: dict[int, list[Shown]]) -> dict[Path, float]:
    """How far down each box stands, its column centred."""
    places = {}
    for parts in shown.values():
        leaves = [leaf for part in parts for leaf in _leaves(part)]
        for at, leaf in enumerate(leaves):
            places[leaf.stack.path] = at - (len(leaves) - 1) / 2
    return places


@dataclass(slots=True)
class _Sheet:
    """What was placed so far."""

    boxes: list[Box] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)

    def put(self, one: Shown, level: int, x: float, y: float, depth: int = 0) -> float:
        """Place a box, or an open stack with all its parts; the height it took."""
        if not one.parts:
            self.boxes.append(Box(one.stack, level, x, y))
            return HEIGHT
        down = HEAD
        for part in one.parts:
            down += self.put(part, level, x, y + down, depth + 1) + DOWN
        down += EDGE - DOWN
        edge = EDGE / (depth + 1)  # frames within frames stay within their column
        self.frames.append(Frame(one.stack, x - edge, y, WIDTH + 2 * edge, down))
        return down


def _placed(shown: dict[int, list[Shown]], lines: tuple[Line, ...]) -> Picture:
    heights = {level: sum(map(_height, parts)) for level, parts in shown.items()}
    heights = {level: high + DOWN * (len(shown[level]) - 1) for level, high in heights.items()}
    tallest = max(heights.values(), default=0.0)
    sheet = _Sheet()
    for level, parts in shown.items():
        y = (tallest - heights[level]) / 2
        for part in parts:
            y += sheet.put(part, level, level * (WIDTH + ACROSS), y) + DOWN
    last = max(shown, default=0)
    width = last * (WIDTH + ACROSS) + WIDTH if shown else 0.0
    frames = tuple(reversed(sheet.frames))  # the outer ones are drawn first
    return Picture(tuple(sheet.boxes), frames, lines, width, tallest)


def _height(one: Shown) -> float:
    if not one.parts:
        return HEIGHT
    return HEAD + sum(map(_height, one.parts)) + DOWN * (len(one.parts) - 1) + EDGE
