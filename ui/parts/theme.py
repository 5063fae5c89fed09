"""How the program looks: one theme at a time, changed while it runs.

A widget says *what* it shows through its ``role``, ``tone`` or ``outcome`` property;
``resources/style.qss`` says how that looks, with the places ``$surface``, ``$ok`` ...
filled from :mod:`ui.parts.tokens`. Only widgets that paint by hand ask for a colour.

The sheet is given to windows, not to the application: under an application's sheet Qt styles
a part anew each time it is laid into a larger one, seven times until it is on a page, which
was two thirds of the time a page took to open.
"""

from __future__ import annotations

from functools import cache
from string import Template
from typing import TYPE_CHECKING
from weakref import WeakSet

import shiboken6
from PySide6.QtCore import QObject, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette, QPixmap

import resources
from ui.parts import tokens
from ui.parts.icons import tinted
from ui.parts.tokens import THEMES, Tokens

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

SANS = ("Noto Sans", "DejaVu Sans", "Segoe UI", "Helvetica Neue")
MONO = ("Noto Sans Mono", "DejaVu Sans Mono", "Consolas", "Menlo")


class Theme(QObject):
    """The look of the whole program; ``changed`` is told after another one was chosen."""

    changed = Signal()

    def __init__(self, app: QApplication, name: str = "light") -> None:
        super().__init__(app)
        self._app = app
        self._dressed: WeakSet[QWidget] = WeakSet()
        self._pattern = Template(resources.path("style.qss").read_text(encoding="utf-8"))
        self._drawn = _drawings()
        self.faces = _loaded_faces()
        if app.style().name() != "fusion":
            app.setStyle("Fusion")
            app.setFont(font())
        self.choose(name)

    def choose(self, name: str) -> None:
        """Show everything in ``light``, ``dark`` or ``contrast``."""
        self.name, self.tokens = name, THEMES[name]
        self._app.setPalette(_palette(self.tokens))
        self.sheet = self._pattern.substitute(
            self.tokens.places(),
            **_sizes(),
            arrow=self._drawing("down", "muted"),
            tick=self._drawing("check", "accent_text"),
        )
        for window in self._dressed:
            if shiboken6.isValid(window):
                window.setStyleSheet(self.sheet)
        self.changed.emit()

    def dress(self, window: QWidget) -> None:
        """Give a window this look and each one chosen later; its parts and dialogs follow.

        Call it when the window is built: what comes first is styled once, all together.
        """
        self._dressed.add(window)
        window.setStyleSheet(self.sheet)

    def colour(self, token: str) -> QColor:
        """A colour by the name of its token, for widgets that paint by hand."""
        return QColor(getattr(self.tokens, token))

    def icon(self, name: str, tone: str = "text", size: int = tokens.ICON) -> QIcon:
        """An icon of ``resources/icons`` in a colour of this theme."""
        return QIcon(self.pixmap(name, tone, size))

    def pixmap(self, name: str, tone: str = "text", size: int = tokens.ICON) -> QPixmap:
        """The same as a picture, sharp at the screen's scale."""
        image = tinted(name, getattr(self.tokens, tone), size, self._app.devicePixelRatio())
        return QPixmap.fromImage(image)

    def _drawing(self, icon: str, tone: str) -> str:
        """An icon as a file for the style sheet, which cannot tint."""
        file = f"{self._drawn.path()}/{icon}-{self.name}.png"
        self.pixmap(icon, tone, 16).save(file)
        return file


def font(size: int = tokens.SMALL, *, bold: bool = False, mono: bool = False) -> QFont:
    """The program's face at a size of the type scale, in pixels."""
    face = QFont()
    face.setFamilies(list(MONO if mono else SANS))
    face.setPixelSize(size)
    face.setBold(bold)
    return face


def restyle(widget: QWidget, **properties: str) -> None:
    """Set properties the style sheet looks at, and let it look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


@cache
def _drawings() -> QTemporaryDir:
    return QTemporaryDir()


@cache
def _loaded_faces() -> frozenset[str]:
    """The families that travel with the program; without them the system's serve."""
    added = (
        QFontDatabase.addApplicationFont(str(file))
        for file in sorted(resources.path("fonts").glob("*.[to]tf"))
    )
    return frozenset(
        family for one in added for family in QFontDatabase.applicationFontFamilies(one)
    )


def _sizes() -> dict[str, str]:
    sizes = ("SMALL", "BODY", "LARGE", "TITLE")
    radii = ("CARD_RADIUS", "CONTROL_RADIUS")
    return {name.lower(): f"{getattr(tokens, name)}px" for name in (*sizes, *radii)}


def _palette(colours: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for roles, colour in (
        ((role.Window,), colours.background),
        ((role.Base, role.Button, role.ToolTipBase), colours.surface),
        ((role.AlternateBase,), colours.background),
        ((role.Text, role.WindowText, role.ButtonText, role.ToolTipText), colours.text),
        ((role.PlaceholderText,), colours.muted),
        ((role.Highlight, role.Link, role.Accent), colours.accent),
        ((role.HighlightedText,), colours.accent_text),
        ((role.Mid, role.Midlight, role.Dark, role.Light, role.Shadow), colours.line),
    ):
        for one in roles:
            palette.setColor(one, QColor(colour))
    for one in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(colours.faint))
    return palette
