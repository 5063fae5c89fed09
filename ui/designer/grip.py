"""What a hand does on the label: move parts, pull a handle, draw a frame round some."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from printing.labels.label_elements import Box
from ui.designer import geometry, parts

if TYPE_CHECKING:
    from printing.labels.label_elements import LabelTemplate
    from ui.designer.geometry import Guide
    from ui.designer.parts import Key

_REACH = 7  # px within which an edge snaps


@dataclass(frozen=True, slots=True)
class Snapping:
    """What things snap to: a grid in mm (0: none), and each other within ``reach`` mm."""

    grid: float
    reach: float

    @staticmethod
    def at_scale(scale: float, grid: float, *, on: bool) -> Snapping:
        """The reach a hand has at so many pixels to the millimetre."""
        return Snapping(grid, _REACH / scale) if on else Snapping(0.0, 0.0)


@dataclass(slots=True)
class Moving:
    """Parts held by the mouse; ``handle`` is empty while they are moved as they are."""

    template: LabelTemplate
    keys: tuple[Key, ...]
    handle: str
    guides: list[Guide] = field(default_factory=list)

    @property
    def words(self) -> str:
        """What it is called in the list of steps."""
        return _("Resize") if self.handle else _("Move")

    def to(self, right: float, down: float, snapping: Snapping) -> LabelTemplate:
        """The template once the mouse went so far, in mm, from where it began."""
        if self.handle:
            return self._pulled(right, down, snapping)
        held = parts.with_followers(self.template, self.keys)
        room = parts.inside(self.template)
        boxes = [parts.box_of(self.template, key) for key in held]
        there = geometry.moved(boxes, right, down, room)
        self.guides = []
        if snapping.reach:
            near = parts.others(self.template, held)
            chosen = geometry.around(there[: len(self.keys)])
            right, down, self.guides = geometry.snapped(
                chosen, near, room, snapping.grid, snapping.reach
            )
            there = geometry.moved(there, right, down, room)
        return parts.with_boxes(self.template, dict(zip(held, there, strict=True)))

    def _pulled(self, right: float, down: float, snapping: Snapping) -> LabelTemplate:
        key = self.keys[0]
        box, room = parts.box_of(self.template, key), parts.inside(self.template)
        pulled = geometry.resized(box, self.handle, right, down, room)
        self.guides = []
        if snapping.reach:
            pulled = self._snapped(pulled, snapping, room)
        return parts.with_boxes(self.template, {key: pulled})

    def _snapped(self, box: Box, snapping: Snapping, room: Box) -> Box:
        near = [*parts.others(self.template, self.keys), room]
        right = down = 0.0
        for side in self.handle:
            upright = side in "we"
            lines = [
                line
                for one in near
                for line in (
                    (one.x, one.x + one.width) if upright else (one.y, one.y + one.height)
                )
            ]
            edges = {"w": box.x, "e": box.x + box.width, "n": box.y, "s": box.y + box.height}
            at, met = geometry.snapped_edge(edges[side], lines, snapping.grid, snapping.reach)
            if upright:
                right = at - edges[side]
            else:
                down = at - edges[side]
            if met:
                self.guides.append(geometry.Guide(upright, at))
        return geometry.resized(box, self.handle, right, down, room)


def framed(start: tuple[float, float], end: tuple[float, float]) -> Box:
    """The box between two points."""
    (x, y), (far, low) = start, end
    return Box(min(x, far), min(y, low), abs(far - x), abs(low - y))
