"""The frame around every page: rail, top line, the page, help beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from lsn_desktop.domain.messages import _
from ui.frame.help_panel import HelpPanel
from ui.frame.rail import Rail
from ui.frame.top_line import TopLine
from ui.parts.tabs import tabs_in_sight
from ui.parts.text import named
from ui.parts.tokens import MARGIN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtCore import SignalInstance

    from ui.page import Page, PageEntry
    from ui.parts.theme import Theme

_NUMBERED = 9
_SETTLES = 300  # ms a window takes to come to the front, or not


class MainWindow(QMainWindow):
    """Shows one page at a time, each built when first opened.

    The keys the frame owns become calls of the page on show, or signals.
    """

    go_to_anything = Signal()  # Ctrl+K
    page_shown = Signal(str)
    asking = Signal(bool)  # whether the page on show waits for an answer
    listening_changed = Signal(bool)  # whether keys reach this window

    def __init__(self, pages: Sequence[PageEntry], theme: Theme, manual: Path) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.top_line = TopLine(theme)
        self.rail = Rail(pages, theme)
        self._entries = {entry.name: entry for entry in pages}
        self._built: dict[str, QWidget] = {}
        self._stack = QStackedWidget()
        self._help = HelpPanel(manual, theme)
        self._deaf = QPushButton(_("Not listening: click here"))
        named(self._deaf, "not_listening", _("Not listening: click here"))
        self.name = ""
        self._comes_first: Callable[[], str] = str
        self._lay_out()
        self._connect()
        self.open_page(pages[0].name)

    @property
    def page(self) -> Page:
        """The page on show."""
        return cast("Page", self._built[self.name])

    @property
    def page_widget(self) -> QWidget:
        """The same, for who gives it the focus."""
        return self._built[self.name]

    @property
    def page_area(self) -> QRect:
        """Where the page stands in the window, for what opens over it."""
        corner = self._stack.mapTo(self, self._stack.contentsRect().topLeft())
        return QRect(corner, self._stack.contentsRect().size())

    def open_page(self, name: str) -> Page:
        """Show a page, building it if this is the first time."""
        if name not in self._built:
            widget = self._entries[name].build()
            self._built[name] = widget
            self._stack.addWidget(widget)
            cast("Page", widget).chip_changed.connect(self._show_chip)
        self.name = name
        self._stack.setCurrentWidget(self._built[name])
        self.rail.select(name)
        self.setWindowTitle(f"LSN Desktop - {self.page.title}")
        self._help.tell(self.page.help_name)
        self._show_chip()
        self._built[name].setFocus()  # a page that wants it elsewhere says so in shown()
        self.page.shown()
        self.page_shown.emit(name)
        return self.page

    def say_first(self, words: Callable[[], str], changed: SignalInstance) -> None:
        """Say where the next scan goes if it is taken before the page."""
        self._comes_first = words
        changed.connect(self._show_chip)

    def add_strip(self, strip: QWidget) -> None:
        """Add what goes on across pages, below them; it hides itself when nothing does."""
        self._side.addWidget(strip)

    def focus_page(self) -> None:
        """Give the focus back to where it was on the page, from what stands below it."""
        (self.page_widget.focusWidget() or self.page_widget).setFocus()

    def show_help(self, *, on: bool) -> None:
        """Open or close the manual beside the page."""
        self._help.setVisible(on)

    def toggle_help(self) -> None:
        """Open the manual beside the page, or close it (F1)."""
        self.show_help(on=not self._help.isVisibleTo(self))

    def close_help(self) -> bool:
        """Close the manual; False if it was not open."""
        was_open = self._help.isVisibleTo(self)
        if was_open:
            self.show_help(on=False)
        return was_open

    def has_page(self, name: str) -> bool:
        """Whether the rail has a page of this name."""
        return name in self._entries

    def show_listening(self, *, on: bool) -> None:
        """Say whether a keyboard scanner would be heard."""
        self._deaf.setVisible(not on)
        self._show_chip()
        self.listening_changed.emit(on)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if not self.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen):  # a picture of it
            QTimer.singleShot(_SETTLES, self, self._look_whether_in_front)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self._look_whether_in_front()

    def _look_whether_in_front(self) -> None:
        self.show_listening(on=self.isActiveWindow())

    def _show_chip(self) -> None:
        words = self._comes_first() or self.page.chip() or _("Next scan: opens what you scan")
        self.top_line.show_chip(words, listening=not self._deaf.isVisibleTo(self))
        self.asking.emit(self.page.asks)

    def _go_back(self) -> None:
        if not self.close_help():
            self.page.go_back()

    def _undo_last(self) -> None:
        self.page.undo_last()

    def _print_chosen(self) -> None:
        self.page.print_chosen()

    def _turn_tabs(self, by: int) -> None:
        """Show another part of the page, unless something is open over it."""
        focus, whole = self.focusWidget(), self.centralWidget()
        if focus is not None and whole is not None and not whole.isAncestorOf(focus):
            return
        if (tabs := tabs_in_sight(self.page_widget, focus)) is not None:
            tabs.step(by)

    def _lay_out(self) -> None:
        self._side = side = QVBoxLayout()
        side.setSpacing(0)
        side.addWidget(self._deaf)
        side.addWidget(self.top_line)
        self._stack.setContentsMargins(MARGIN, 8, MARGIN, 20)
        side.addWidget(self._stack, 1)
        frame = QWidget()
        frame.setObjectName("frame")
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(side, 1)
        row.addWidget(self._help)
        self._help.hide()
        self._deaf.hide()
        self.setCentralWidget(frame)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.open_page)
        self._help.closed.connect(lambda: self.show_help(on=False))
        self._deaf.clicked.connect(lambda _checked: self.activateWindow())
        self._key("Esc", self._go_back)
        self._key("F1", self.toggle_help)
        self._key("F4", self._undo_last)
        self._key("Ctrl+K", self.go_to_anything.emit)
        self._key("Ctrl+P", self._print_chosen)
        self._key("Ctrl+PgDown", partial(self._turn_tabs, 1))
        self._key("Ctrl+PgUp", partial(self._turn_tabs, -1))
        for number, name in enumerate(list(self._entries)[:_NUMBERED], 1):
            self._key(f"Ctrl+{number}", partial(self.open_page, name))

    def _key(self, keys: str, pressed: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(pressed)
