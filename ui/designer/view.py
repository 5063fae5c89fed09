"""Where a label stands in its widget: between millimetres and pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from ui.designer.geometry import HANDLES

if TYPE_CHECKING:
    from printing.labels.label_elements import Box

_EDGE = 28  # px left around the label
_HANDLE = 9  # px


@dataclass(frozen=True, slots=True)
class View:
    """A label's top left corner in pixels, and how many of them a millimetre has."""

    left: float
    top: float
    scale: float

    @staticmethod
    def fitted(wide: int, high: int, width: float, height: float) -> View:
        """The label, in mm, as large as the widget allows, in its middle."""
        scale = max(0.5, min((wide - 2 * _EDGE) / width, (high - 2 * _EDGE) / height))
        return View((wide - width * scale) / 2, (high - height * scale) / 2, scale)

    def rect(self, box: Box) -> QRectF:
        """A box in pixels."""
        return QRectF(
            self.left + box.x * self.scale,
            self.top + box.y * self.scale,
            box.width * self.scale,
            box.height * self.scale,
        )

    def mm(self, point: QPointF) -> tuple[float, float]:
        """A point in millimetres."""
        return (point.x() - self.left) / self.scale, (point.y() - self.top) / self.scale

    def handles(self, box: Box) -> dict[str, QRectF]:
        """The squares a box is pulled by; a thin box has fewer, so that it can be moved too."""
        rect = self.rect(box)
        x = {"w": rect.left(), "e": rect.right()}
        y = {"n": rect.top(), "s": rect.bottom()}
        found = {}
        for name in HANDLES:
            at_x = next((x[one] for one in name if one in x), rect.center().x())
            at_y = next((y[one] for one in name if one in y), rect.center().y())
            if name in ("n", "s") and rect.width() < 3 * _HANDLE:
                continue
            if name in ("e", "w") and rect.height() < 3 * _HANDLE < rect.width():
                at_x += _HANDLE if name == "e" else -_HANDLE
            found[name] = QRectF(at_x - _HANDLE / 2, at_y - _HANDLE / 2, _HANDLE, _HANDLE)
        return found

    def handle_at(self, box: Box, point: QPointF) -> str:
        """The handle under a point; empty if there is none."""
        found = self.handles(box).items()
        return next((n for n, r in found if r.adjusted(-2, -2, 2, 2).contains(point)), "")
