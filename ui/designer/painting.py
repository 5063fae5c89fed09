"""Draws the label with what lies above it: outlines, handles, guides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from printing.labels.label_elements import Box
from ui.designer import parts
from ui.parts.tokens import LIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QWidget

    from printing.labels.label_elements import LabelTemplate
    from ui.designer.geometry import Guide
    from ui.designer.parts import Key
    from ui.designer.view import View
    from ui.parts.theme import Theme


@dataclass(frozen=True, slots=True)
class Shown:
    """What there is to see."""

    template: LabelTemplate
    selection: tuple[Key, ...]
    picture: QPixmap
    view: View
    guides: tuple[Guide, ...]
    frame: Box | None
    focus: bool


def paint(widget: QWidget, theme: Theme, shown: Shown) -> None:
    """Draw it on the widget; paper is white in every theme, so are its marks for white."""
    painter = QPainter(widget)
    painter.fillRect(widget.rect(), theme.colour("background"))
    view, template = shown.view, shown.template
    paper = view.rect(Box(0, 0, template.width, template.height))
    painter.fillRect(paper, Qt.GlobalColor.white)
    painter.setRenderHint(
        QPainter.RenderHint.SmoothPixmapTransform, shown.picture.width() > paper.width()
    )
    if not shown.picture.isNull():
        painter.drawPixmap(paper, shown.picture, QRectF(shown.picture.rect()))
    painter.setPen(_pen("accent" if shown.focus else "control"))
    painter.drawRect(paper)
    if template.margin:
        painter.setPen(_pen("control", dashed=True))
        painter.drawRect(view.rect(parts.inside(template)))
    painter.setPen(_pen("control", dashed=True))
    for key in parts.keys(template):
        if key not in shown.selection:
            painter.drawRect(view.rect(parts.box_of(template, key)))
    _mark(painter, shown)


def _mark(painter: QPainter, shown: Shown) -> None:
    template, view = shown.template, shown.view
    for key in shown.selection:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen("accent", width=2))
        painter.drawRect(view.rect(parts.box_of(template, key)))
    if len(shown.selection) == 1:
        painter.setBrush(QColor(LIGHT.accent_text))
        painter.setPen(_pen("accent", width=1.5))
        for rect in view.handles(parts.box_of(template, shown.selection[0])).values():
            painter.drawRect(rect)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen("refused"))
    for guide in shown.guides:
        line = Box(guide.at, 0, 0, template.height) if guide.upright else Box(
            0, guide.at, template.width, 0
        )  # fmt: skip
        rect = view.rect(line)
        painter.drawLine(QLineF(rect.topLeft(), rect.bottomRight()))
    if shown.frame is not None:
        painter.setPen(_pen("accent", dashed=True))
        painter.drawRect(view.rect(shown.frame))


def _pen(token: str, *, width: float = 1, dashed: bool = False) -> QPen:
    pen = QPen(QColor(getattr(LIGHT, token)), width)
    pen.setCosmetic(True)
    if dashed:
        pen.setStyle(Qt.PenStyle.DotLine)
    return pen
