"""The line above every page: where the next scan goes, what is connected, who works where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lsn_desktop.domain.messages import _, message
from ui.parts.text import ElidedLabel, named
from ui.parts.theme import restyle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from ui.parts.theme import Theme

State = Literal["on", "away", "trouble"]
_DOT, _WIDEST, _WIDEST_CHIP = 10, 150, 560  # px


@dataclass(frozen=True, slots=True)
class Light:
    """One device, printer or database, and how it is."""

    name: str
    state: State = "on"

    def in_words(self) -> str:
        if self.state == "on":
            return self.name
        words = _("{name}, away") if self.state == "away" else _("{name}, trouble")
        return str(message(words, name=self.name))


class TopLine(QWidget):
    """Nothing else lives in the frame."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("top_line")
        self._theme = theme
        self._chip = ElidedLabel("", "chip")
        self._chip.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._chip.setMaximumWidth(_WIDEST_CHIP)
        named(self._chip, "top_line.chip", _("Where the next scan goes"))
        self._who = ElidedLabel("", "light")
        self._who.setObjectName("top_line.who")
        self._lights = QHBoxLayout()
        self._lights.setSpacing(15)
        self._shown: tuple[Light, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 24, 4)
        row.setSpacing(15)
        row.addWidget(self._chip)
        row.addStretch(1)
        row.addLayout(self._lights)
        row.addWidget(self._who)
        self.setFixedHeight(44)

    def show_chip(self, words: str, *, listening: bool = True) -> None:
        """Say where the next scan goes, in words; grey while no wedge is heard."""
        self._chip.setText(words)
        self._chip.setVisible(bool(words))
        restyle(self._chip, tone="" if listening else "muted")

    def show_lights(self, lights: Sequence[Light]) -> None:
        """One light for each scanner, the printer and the database."""
        if tuple(lights) == self._shown:
            return
        self._shown = tuple(lights)
        while (item := self._lights.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for light in lights:
            shown = _LightOn(light, self._theme)
            self._lights.addWidget(shown)
            shown.show()

    def show_who(self, operator: str, workstation: str) -> None:
        """The operator who signed in, and the workstation."""
        self._who.setText(" · ".join(filter(None, (operator, workstation))))


class _LightOn(QWidget):
    """A dot and words: filled when connected, a ring when away, a square when in trouble."""

    def __init__(self, light: Light, theme: Theme) -> None:
        super().__init__()
        dot, words = _Dot(light.state, theme), ElidedLabel(light.in_words(), "light")
        words.setMaximumWidth(_WIDEST)
        words.setObjectName(f"top_line.light.{light.name}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(dot)
        row.addWidget(words)


class _Dot(QWidget):
    def __init__(self, state: State, theme: Theme) -> None:
        super().__init__()
        self._state, self._theme = state, theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(_DOT, _DOT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._theme.colour(
            {"on": "ok", "away": "faint", "trouble": "refused"}[self._state]
        )
        middle = QPointF(self.width() / 2, self.height() / 2)
        if self._state == "trouble":
            painter.fillRect(self.rect().adjusted(1, 1, -1, -1), colour)
        elif self._state == "away":
            painter.setPen(QPen(colour, 2))
            painter.drawEllipse(middle, _DOT / 2 - 1, _DOT / 2 - 1)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(middle, _DOT / 2, _DOT / 2)
