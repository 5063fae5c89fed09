"""The one table of all office pages: find as you type, sort, open, copy, more as you scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHeaderView, QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from ui.empty_state import EmptyState
from ui.row_sources import Fetch, Wanted, from_memory
from ui.rows_model import Column, RowsModel
from ui.table_view import TableView
from ui.tasks import Asked, Inline, Lanes
from ui.text import named

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QResizeEvent

    from ui.theme import Theme

Row = TypeVar("Row")
PAGE = 200  # rows fetched at a time
_PAUSE = 120  # ms without a key before a question is asked
_READABLE = 150  # px; less of a column that shares what is left says nothing


class Table(QWidget, Generic[Row]):
    """Rows under a Find field, or what to do first when there are none.

    ``name`` begins the names of its parts: ``<name>``, ``<name>.find``.
    """

    opened = Signal(object)  # the row, by Enter or double click
    chosen = Signal(object)  # the row now selected, or None
    failed = Signal(Exception)  # a question was not answered

    def __init__(
        self,
        name: str,
        says: str,
        columns: Sequence[Column[Row]],
        theme: Theme,
        empty: EmptyState,
    ) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._model: RowsModel[Row] = RowsModel(columns, theme, self)
        self._fetch: Fetch[Row] = from_memory((), columns)
        self._lanes: Lanes = Inline()
        self._asked = Asked()
        self._sort, self._descending = "", False
        self._theme = theme
        self.find_field = QLineEdit()
        self.view = TableView(self._model)
        named(self.find_field, f"{name}.find", _("Find"))
        named(self.view, name, says)
        self._empty, self._nothing = empty, self._nothing_found(name)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out()
        self._connect()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show rows that are all here."""
        self.fetch_from(from_memory(rows, self._columns), Inline())

    def fetch_from(self, fetch: Fetch[Row], lanes: Lanes) -> None:
        """Ask for rows page by page as they come into view; ``fetch`` runs on a reader."""
        self._fetch, self._lanes = fetch, lanes
        self.reload()

    def reload(self) -> None:
        """Ask again, because something shown has changed."""
        self._ask(None, self._begin)

    def row(self) -> Row | None:
        """The selected row."""
        index = self.view.currentIndex()
        return self._model.row(index) if index.isValid() else None

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows fetched so far."""
        return self._model.rows

    def go_back(self) -> bool:
        """Clear what was typed into Find; False if nothing was."""
        had = bool(self.find_field.text())
        self.find_field.clear()
        return had

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, room: int) -> None:
        """Leave out missable columns where there is no room for them, beside open help say."""
        needed = sum(column.width or _READABLE for column in self._columns if column.width >= 0)
        for at, column in reversed(list(enumerate(self._columns))):
            left_out = column.missable and needed > room
            needed -= column.width if left_out else 0
            self.view.setColumnHidden(at, left_out)

    def _ask(self, after: Row | None, then: Callable[[Sequence[Row]], None]) -> None:
        """One question at a time: a newer one makes the older one's answer unwanted."""
        self._asked.cancel()
        wanted = Wanted(after, self.find_field.text(), self._sort, self._descending, PAGE)
        fetch = self._fetch
        self._asked = self._lanes.read(lambda: fetch(wanted), then, self.failed.emit)

    def _begin(self, rows: Sequence[Row]) -> None:
        stood = max(0, self.view.currentIndex().row())
        self._model.show(rows, more=len(rows) == PAGE)
        self._show_state()
        if rows:
            self.view.selectRow(min(stood, len(rows) - 1))
        else:
            self.chosen.emit(None)

    def _go_on(self, rows: Sequence[Row]) -> None:
        self._model.append(rows, more=len(rows) == PAGE)

    def _ask_more(self) -> None:
        self._ask(self._model.rows[-1], self._go_on)

    def _show_state(self) -> None:
        if self._model.rowCount():
            self._stack.setCurrentWidget(self.view)
        elif self.find_field.text():
            words = message("Nothing found for “{needle}”", needle=self.find_field.text())
            self._nothing.say(str(words))
            self._stack.setCurrentWidget(self._nothing)
        else:
            self._stack.setCurrentWidget(self._empty)
        self.find_field.setVisible(bool(self._model.rowCount() or self.find_field.text()))

    def _sort_by(self, section: int) -> None:
        column = self._columns[section]
        if not column.name:
            return
        self._descending = self._sort == column.name and not self._descending
        self._sort = column.name
        down = Qt.SortOrder.DescendingOrder if self._descending else Qt.SortOrder.AscendingOrder
        self.view.horizontalHeader().setSortIndicator(section, down)
        self.view.horizontalHeader().setSortIndicatorShown(True)
        self.reload()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._model.row(index))

    def _open_first(self) -> None:
        """Enter in Find opens the first of what these letters find, however fast it came."""
        self._pause.stop()
        self._ask(None, self._begin_and_open)

    def _begin_and_open(self, rows: Sequence[Row]) -> None:
        self._begin(rows)
        if rows:
            self.view.selectRow(0)
            self.opened.emit(rows[0])

    def _type_on(self, text: str) -> None:
        self.find_field.setFocus()
        self.find_field.insert(text)

    def _nothing_found(self, name: str) -> EmptyState:
        return EmptyState(
            self._theme,
            "search",
            "",
            _("Try fewer letters, or another spelling."),
            (f"{name}.clear_find", _("Clear"), self.find_field.clear),
        )

    def _lay_out(self) -> None:
        self.find_field.setPlaceholderText(_("Find"))
        self.find_field.setClearButtonEnabled(True)
        self.find_field.setMaximumWidth(360)
        self._icon = self.find_field.addAction(
            QIcon(), QLineEdit.ActionPosition.LeadingPosition
        )
        self._draw_icon()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addWidget(self.find_field)
        self._stack = QStackedLayout()
        rows.addLayout(self._stack, 1)  # first: a stack of nobody shows its parts as windows
        for part in (self.view, self._empty, self._nothing):
            self._stack.addWidget(part)
        header = self.view.horizontalHeader()
        for at, column in enumerate(self._columns):
            if column.width > 0:
                self.view.setColumnWidth(at, column.width)
            elif column.width < 0:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.ResizeToContents)
            else:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        self.find_field.hide()  # nothing was asked yet: not even that there is nothing

    def _connect(self) -> None:
        self._pause.timeout.connect(self.reload)
        self.find_field.textChanged.connect(self._pause.start)
        self.find_field.returnPressed.connect(self._open_first)
        self.view.horizontalHeader().sectionClicked.connect(self._sort_by)
        self.view.opened.connect(self._open)
        self.view.typed.connect(self._type_on)
        self.view.selectionModel().currentRowChanged.connect(
            lambda _now, _before: self.chosen.emit(self.row())
        )
        self._model.more_wanted.connect(self._ask_more)
        self._theme.changed.connect(self._draw_icon)

    def _draw_icon(self) -> None:
        self._icon.setIcon(self._theme.icon("search", "muted"))
