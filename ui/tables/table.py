"""The one table of all office pages: find as you type, filter, sort, open, copy, scroll."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.office.view_layouts import USUAL, Layout
from lsn_desktop.sheets.formulas import defused
from ui.parts.buttons import quiet
from ui.parts.empty_state import EmptyState
from ui.parts.notice import Notice
from ui.parts.text import named, plain
from ui.tables.row_sources import Fetch, Survey, Wanted, from_memory
from ui.tables.rows_model import Column, RowsModel
from ui.tables.table_columns import Columns
from ui.tables.table_filters import Filters
from ui.tables.table_menu import menu_of
from ui.tables.table_pages import PAGE, Pages
from ui.tables.table_preview import Preview
from ui.tables.table_view import TableView
from ui.tasks import Inline, Lanes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QModelIndex, QPoint
    from PySide6.QtGui import QContextMenuEvent, QResizeEvent, QShowEvent

    from ui.parts.theme import Theme

__all__ = ["PAGE", "Table"]

Row = TypeVar("Row")
_PAUSE = 120  # ms without a key before a question is asked
_COPIED = 5_000  # rows; more would hold the window up
_FEW = 20  # rows that need no telling how many they are


class Table(QWidget, Generic[Row]):
    """Rows under a Find field, or what to do first when there are none.

    ``name`` begins the names of its parts: ``<name>``, ``<name>.find``, ``<name>.count``.
    """

    opened = Signal(object)  # the row, by Enter or double click
    chosen = Signal(object)  # the row now selected, or None
    failed = Signal(Exception)  # a question was not answered
    can_find = True  # False: its source knows no words

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
        self._theme = theme
        self.find_field = QLineEdit()
        self.view = TableView(self._model)
        self.columns = Columns(self.view, columns)
        self.preview = Preview(name, columns)
        self._pages: Pages[Row] = Pages(
            self._model, self.view, from_memory((), self._columns), self
        )
        self._count = plain("", "muted")
        self.notice = Notice(f"{name}.notice")
        self.acts: list[
            tuple[str, Callable[[], object]]
        ] = []  # of the menu, added from without
        self.filters = Filters(name, self._columns, theme)
        named(self.find_field, f"{name}.find", _("Find"))
        named(self.view, name, says)
        self._filter_button = quiet(f"{name}.filter", _("Filter…"), self.filter_column)
        self.menu_button = quiet(f"{name}.menu", _("List…"), self._ask_menu)
        self.menu_button.setToolTip(_("Columns, copy, save as a file, print: the Menu key"))
        self._filter_button.setToolTip(_("Ctrl+F: filter by the column one is in"))
        named(self._count, f"{name}.count", _("How many rows"))
        self._empty, self._nothing = empty, self._nothing_found(name)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out()
        self._connect()

    def widen(self, columns: Sequence[Column[Row]]) -> None:
        """Have more columns, once it is known which there are; those it has stay."""
        known = {one.key_name for one in self._columns}
        new = tuple(one for one in columns if one.key_name not in known)
        if new:
            self._columns += new
            self._model.widen(new)
            self.columns.widen(new)
            self.preview.widen(new)
            self.filters.widen(new)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show rows that are all here."""
        self.fetch_from(from_memory(rows, self._columns), Inline())

    def fetch_from(
        self, fetch: Fetch[Row], lanes: Lanes, survey: Survey[Row] | None = None
    ) -> None:
        """Ask for rows page by page as they come into view; ``fetch`` runs on a reader.

        A ``survey`` tells how many rows there are and where their pages begin: then one may
        go to the end, or anywhere by the scroll bar, without reading what is between.
        """
        self._pages.ask_of(fetch, lanes, survey)
        self._pages.needle = self.find_field.text()
        self.reload()

    def reload(self) -> None:
        """Ask again, because something shown has changed."""
        self._pages.refresh()

    def row(self) -> Row | None:
        """The selected row, if it is here."""
        index = self.view.currentIndex()
        return self._model.at(index.row()) if index.isValid() else None

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows fetched so far."""
        return self._model.rows

    def go_back(self) -> bool:
        """Clear what was typed into Find, then the filters; False if there was nothing."""
        if not self.find_field.text():
            return self.filters.go_back()
        self.find_field.clear()
        return True

    @property
    def layout_kept(self) -> Layout:
        """How a person left the columns and their order."""
        look = self.columns.layout
        return replace(
            look,
            sort=self._pages.sort,
            descending=self._pages.descending,
            preview=self.preview.is_wanted,
        )

    def look_like(self, layout: Layout) -> None:
        """Show the columns so; the rows are asked for in this order from now on."""
        self.preview.is_wanted = layout.preview
        self.columns.apply(layout)
        self._pages.asked = self._in_sight()
        self._fit()
        self._show_sort(layout.sort, descending=layout.descending)

    def reset(self) -> None:
        """The usual columns in their usual order."""
        self.look_like(USUAL)
        self._begin()
        self.columns.changed.emit()

    @property
    def wanted(self) -> Wanted[Row]:
        """What is asked for now: what was typed, the filters, the order."""
        return self._pages.wanted()

    @property
    def source(self) -> Fetch[Row]:
        """What is asked."""
        return self._pages.source

    def selected(self) -> list[Row]:
        """The rows that are selected, from the top; those not loaded are none."""
        return [row for row in map(self._model.at, self.view.selected()) if row is not None]

    def copy(self) -> None:
        """The selected rows to the clipboard under their headings, columns parted by tabs.

        As on the screen: columns in their order, those not shown left out; nothing that a
        spreadsheet would compute.
        """
        columns = self.columns_in_sight()
        places = self.view.selected()
        rows = [row for row in map(self._model.at, places[:_COPIED]) if row is not None]
        lines = [[one.title for one in columns]]
        lines += [[one.text(row) for one in columns] for row in rows]
        QGuiApplication.clipboard().setText(
            "\n".join("\t".join(map(_cell, one)) for one in lines)
        )
        if len(rows) < len(places):
            words = _("{rows} of {all} rows were copied. Save the list as a file to have all.")
            told = message(words, rows=f"{len(rows):,}", all=f"{len(places):,}")
            self.notice.attention(str(told))

    def columns_in_sight(self) -> list[Column[Row]]:
        """From left to right."""
        return [self._columns[at] for at in self.columns.in_order]

    def _in_sight(self) -> frozenset[str]:
        """The columns whose values have to be fetched; the preview shows every column."""
        return frozenset(
            one.key_name
            for at, one in enumerate(self._columns)
            if one.asked and (self.preview.is_wanted or self.columns.is_chosen(at))
        )

    def _follow_columns(self) -> None:
        """Ask for the values of a column that was not shown before."""
        before, self._pages.asked = self._pages.asked, self._in_sight()
        if self._pages.asked - before:
            self.reload()

    def filter_column(self, section: int = -1) -> None:
        """Let a person say what of a column is wanted: of the current one if none is named."""
        at = section if section >= 0 else self.view.currentIndex().column()
        self.filters.ask(self._columns[at].key_name if at >= 0 else "")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._pages.shown()

    def menu(self) -> QMenu:
        """What can be done with the list."""
        return menu_of(self)

    def show_preview(self, *, on: bool) -> None:
        """Show the selected row in full beside the others, where there is room, or not."""
        self.preview.is_wanted = on
        self._fit()
        self.columns.changed.emit()

    def _fit(self) -> None:
        """Share the room between the rows and the preview."""
        self.preview.fit(self.width())
        taken = 0 if self.preview.isHidden() else self.preview.width()
        self.columns.fit(self.width() - taken)

    def _ask_menu(self) -> None:
        below = self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft())
        self._open_menu(below)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        if self._model.rowCount():
            self._open_menu(event.globalPos())

    def _open_menu(self, place: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _filter(self) -> None:
        self._pages.only = self.filters.only
        self._begin()

    def _clear_all(self) -> None:
        self.find_field.clear()
        self.filters.clear()

    def _begin(self) -> None:
        """Ask for what is to be found now."""
        self._pause.stop()
        self._pages.needle = self.find_field.text()
        self._pages.begin()

    def _began(self) -> None:
        self._show_state()
        self._tell_count()
        if not self._model.rowCount():
            self.chosen.emit(None)

    def _tell_chosen(self) -> None:
        self.chosen.emit(self.row())

    def _show_state(self) -> None:
        if self._model.rowCount():
            self._stack.setCurrentWidget(self.view)
        elif self._pages.needle:
            words = message("Nothing found for “{needle}”", needle=self._pages.needle)
            self._nothing.say(str(words))
            self._stack.setCurrentWidget(self._nothing)
        elif self._pages.only:
            self._nothing.say(_("Nothing meets these filters"))
            self._stack.setCurrentWidget(self._nothing)
        else:
            self._stack.setCurrentWidget(self._empty)
        narrowed = bool(self.find_field.text() or self._pages.only)
        there = bool(self._model.rowCount()) or narrowed
        self.find_field.setVisible(there and self.can_find)
        self._filter_button.setVisible(there and self.filters.is_of_use)
        self.menu_button.setVisible(there and bool(self.acts))

    def _tell_count(self) -> None:
        rows = self._model.rowCount()
        words = _("more than {rows} rows") if self._model.has_more else _("{rows} rows")
        self._count.setText(str(message(words, rows=f"{rows:,}")))
        self._count.setVisible(rows > _FEW)

    def _sort_by(self, section: int) -> None:
        column = self._columns[section]
        if column.name:
            pages = self._pages
            again = pages.sort == column.name
            self._show_sort(column.name, descending=again and not pages.descending)
            self._begin()
            self.columns.changed.emit()

    def _show_sort(self, name: str, *, descending: bool) -> None:
        self._pages.sort, self._pages.descending = name, descending
        header = self.view.horizontalHeader()
        down = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        places = [at for at, one in enumerate(self._columns) if name and one.name == name]
        header.setSortIndicatorShown(bool(places))
        if places:
            header.setSortIndicator(places[0], down)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and (row := self._model.at(index.row())) is not None:
            self.opened.emit(row)

    def _open_first(self) -> None:
        """Enter in Find opens the first of what these letters find, however fast it came."""
        self._pause.stop()
        self._pages.needle = self.find_field.text()
        self._pages.begin(self._open_the_first)

    def _open_the_first(self, rows: Sequence[Row]) -> None:
        if rows:
            self.view.selectRow(0)
            self.opened.emit(rows[0])

    def _type_on(self, text: str) -> None:
        if self.can_find:
            self.find_field.setFocus()
            self.find_field.insert(text)

    def _nothing_found(self, name: str) -> EmptyState:
        return EmptyState(
            self._theme,
            "search",
            "",
            _("Try fewer letters, or another spelling."),
            (f"{name}.clear_find", _("Clear"), self._clear_all),
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
        self._bar = QHBoxLayout()
        self._bar.setSpacing(12)
        self._bar.addWidget(self.find_field, 1)
        self._bar.addWidget(self._count)
        self._bar.addStretch()
        self._bar.addWidget(self._filter_button)
        self._bar.addWidget(self.menu_button)
        rows.addLayout(self._bar)
        rows.addWidget(self.filters)
        rows.addWidget(self.notice)
        self._stack = QStackedLayout()
        beside = QHBoxLayout()
        beside.setSpacing(0)
        rows.addLayout(beside, 1)  # first: a stack of nobody shows its parts as windows
        beside.addLayout(self._stack, 1)
        beside.addWidget(self.preview)
        for part in (self.view, self._empty, self._nothing):
            self._stack.addWidget(part)
        self._filter_button.hide()
        self.menu_button.hide()
        self.find_field.hide()  # nothing was asked yet: not even that there is nothing
        self._count.hide()

    def _connect(self) -> None:
        self._pause.timeout.connect(self._begin)
        self.find_field.textChanged.connect(self._pause.start)
        self.find_field.returnPressed.connect(self._open_first)
        self.view.horizontalHeader().sectionClicked.connect(self._sort_by)
        self.view.opened.connect(self._open)
        self.view.typed.connect(self._type_on)
        self.view.selectionModel().currentRowChanged.connect(self._tell_chosen)
        self.view.copy_wanted.connect(self.copy)
        self.view.filter_wanted.connect(self.filter_column)
        self.columns.changed.connect(self._follow_columns)
        self.filters.changed.connect(self._filter)
        self.filters.left.connect(self.view.setFocus)
        self.chosen.connect(self.preview.tell)
        self._pages.began.connect(self._began)
        self._pages.counted.connect(self._tell_count)
        self._pages.filled.connect(self._tell_chosen)
        self._pages.failed.connect(self.failed)
        self._theme.changed.connect(self._draw_icon)

    def _draw_icon(self) -> None:
        self._icon.setIcon(self._theme.icon("search", "muted"))


def _cell(text: str) -> str:
    return defused(" ".join(text.split()))
