"""Going through a genealogy picture by the arrow keys. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ui.genealogy.layout import Box, Picture
    from ui.genealogy.stacks import Path

Way = Literal["left", "right", "up", "down"]


def next_box(picture: Picture, path: Path | None, way: Way) -> Box | None:
    """The box an arrow key leads to from another; from nowhere, the first.

    Left and right follow a line if there is one, up and down stay in the column.
    """
    here = picture.box(path) if path is not None else None
    if here is None:
        return min(picture.boxes, key=lambda box: (box.x, box.y), default=None)
    if way in ("up", "down"):
        return _beside(picture, here, -1 if way == "up" else 1)
    joined = _joined(picture, here, way)
    if not joined:
        onwards = -1 if way == "left" else 1
        joined = [box for box in picture.boxes if (box.level - here.level) * onwards > 0]
    return min(
        joined,
        key=lambda box: (abs(box.level - here.level), abs(box.y - here.y), box.y),
        default=None,
    )


def _beside(picture: Picture, here: Box, step: int) -> Box | None:
    stand = [
        box for box in picture.boxes if box.level == here.level and (box.y - here.y) * step > 0
    ]
    return min(stand, key=lambda box: abs(box.y - here.y), default=None)


def _joined(picture: Picture, here: Box, way: Way) -> list[Box]:
    if way == "left":
        paths = {line.source for line in picture.lines if line.target == here.path}
    else:
        paths = {line.target for line in picture.lines if line.source == here.path}
    return [box for box in picture.boxes if box.path in paths]
