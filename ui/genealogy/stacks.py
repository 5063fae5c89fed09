"""Siblings under one heading, so that ten thousand dots stay readable.

A column of few dots shows each. One of many shows a stack for each item; opened, a stack shows
one for each build, then for each customer, then for ranges of codes, until few are left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from ui.genealogy.graph import Dot, Key

MOST = 12  # shown under one heading at once
_RANGE = "from"

Path = tuple["Key", ...]


@dataclass(frozen=True, slots=True)
class Stack:
    """Dots shown as one box; ``path`` tells which, through all openings and closings.

    ``by`` is how many of the dots' kinds they all have in common.
    """

    path: Path
    dots: tuple[Dot, ...]
    by: int = 0

    @property
    def is_one(self) -> bool:
        """Whether it is a single dot, which cannot be opened further."""
        return len(self.dots) == 1

    @property
    def place(self) -> int:
        """Which it is among ranges, which stay in the order of their codes; else 0."""
        last = self.path[-1]
        return last[1] if isinstance(last, tuple) and last[0] == _RANGE else 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A stack as it stands in its column: closed, or open with its parts below its heading."""

    stack: Stack
    parts: tuple[Shown, ...] = ()


def column(level: int, dots: list[Dot], opened: AbstractSet[Path]) -> list[Shown]:
    """What stands in a column: its dots, or stacks of them, those opened with their parts."""
    ordered = sorted(dots, key=lambda dot: (*map(str, dot.kinds), dot.order))
    whole = Stack((level,), tuple(ordered))
    return [_shown(part, opened) for part in parts(whole)]


def _shown(stack: Stack, opened: AbstractSet[Path]) -> Shown:
    if stack.is_one or stack.path not in opened:
        return Shown(stack)
    return Shown(stack, tuple(_shown(part, opened) for part in parts(stack)))


def parts(stack: Stack) -> list[Stack]:
    """What a stack shows when it is opened, at most :data:`MOST`."""
    if len(stack.dots) <= MOST:
        return [Stack((*stack.path, dot.key), (dot,), stack.by) for dot in stack.dots]
    kinds = min(len(dot.kinds) for dot in stack.dots)
    for by in range(stack.by, kinds):
        found: dict[Key, list[Dot]] = {}
        for dot in stack.dots:
            found.setdefault(dot.kinds[by], []).append(dot)
        if 1 < len(found) <= MOST:
            return [
                Stack((*stack.path, ("kind", by, kind)), tuple(dots), by + 1)
                for kind, dots in found.items()
            ]
    return _ranges(stack)


def _ranges(stack: Stack) -> list[Stack]:
    """As many of equal size as may be shown, one after the other."""
    ordered = tuple(sorted(stack.dots, key=lambda dot: dot.order))
    size = -(-len(ordered) // MOST)
    return [
        Stack((*stack.path, (_RANGE, at)), ordered[at : at + size], stack.by)
        for at in range(0, len(ordered), size)
    ]
