"""What a table has fetched and asks for next: pages in sight, and how many rows there are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from ui.tables.row_sources import Fetch, Survey, Wanted
from ui.tasks import Asked, Inline, Lanes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lsn_desktop.domain.filters import Filter
    from lsn_desktop.storage.marks import Mark, Marks
    from ui.tables.rows_model import RowsModel
    from ui.tables.table_view import TableView

Row = TypeVar("Row")
PAGE = 200  # rows fetched at a time
_SETTLED = 150  # ms after which the rows are counted: not between two letters
_FRAME = 15  # ms; a scroll bar that is dragged asks once a frame


class Pages(QObject, Generic[Row]):
    """Fetches rows as they come into view, off the UI thread, one question at a time.

    The first page comes at once. A source that can be surveyed is then walked aside, without
    its rows: the scroll bar is as long as the list, and any page of it one question away.
    """

    began = Signal()  # the first rows are here, or that there are none
    counted = Signal()  # it is known how many there are
    filled = Signal()  # rows came that were blank before
    failed = Signal(Exception)

    def __init__(
        self, model: RowsModel[Row], view: TableView, fetch: Fetch[Row], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.needle, self.sort, self.descending = "", "", False
        self.only: tuple[Filter, ...] = ()
        self.asked: frozenset[str] = frozenset()
        self._model, self._view = model, view
        self._fetch: Fetch[Row] = fetch
        self._survey: Survey[Row] | None = None
        self._lanes: Lanes = Inline()
        self._asked, self._surveyed = Asked(), Asked()
        self._marks: Marks | None = None
        self._is_surveying = self._to_the_end = False
        self._settle = QTimer(self, singleShot=True, interval=_SETTLED)
        self._settle.timeout.connect(self._ask_marks_in_sight)
        self._frame = QTimer(self, singleShot=True, interval=_FRAME)
        self._frame.timeout.connect(self._fill)
        model.more_wanted.connect(self._ask_more)
        view.verticalScrollBar().valueChanged.connect(self._scrolled)
        view.end_wanted.connect(self.go_to_end)
        view.selectionModel().currentRowChanged.connect(self._moved)

    def ask_of(self, fetch: Fetch[Row], lanes: Lanes, survey: Survey[Row] | None) -> None:
        """Take rows from here from now on."""
        self._fetch, self._lanes, self._survey = fetch, lanes, survey
        self._marks = None

    def begin(self, then: Callable[[Sequence[Row]], None] | None = None) -> None:
        """Ask for the first page of what is wanted now."""
        self._forget()
        self._ask(self._wanted(), partial(self._begin, then))

    def refresh(self) -> None:
        """Something shown has changed: ask again, and stay where one is."""
        if self._marks is None or self._view.currentIndex().row() < PAGE:
            self.begin()
        else:
            self._ask_marks(self._stand_still)

    def go_to_end(self) -> None:
        """Select the last row there is; the rows between are not read."""
        if self._model.has_more and self._survey is not None:
            self._to_the_end = True
            if not self._is_surveying:
                self._ask_marks(self._mark)
        else:
            self._view.go_to(self._model.rowCount() - 1)

    @property
    def source(self) -> Fetch[Row]:
        """What is asked for rows."""
        return self._fetch

    def wanted(self) -> Wanted[Row]:
        """What the whole list is asked by."""
        return self._wanted()

    def shown(self) -> None:
        """The table came into sight: count what was not counted behind its back."""
        if self._model.has_more and not self._is_surveying:
            self._settle.start()

    def _forget(self) -> None:
        self._settle.stop()
        self._surveyed.cancel()
        self._marks = None
        self._is_surveying = self._to_the_end = False

    def _wanted(self, after: Row | None = None, mark: Mark | None = None) -> Wanted[Row]:
        way = (self.sort, self.descending, PAGE, self.only)
        return Wanted(after, self.needle, *way, mark, self.asked)

    def _ask(self, wanted: Wanted[Row], then: Callable[[Sequence[Row]], None]) -> None:
        """A newer question makes the older one's answer unwanted."""
        self._asked.cancel()
        fetch = self._fetch
        self._asked = self._lanes.read(lambda: fetch(wanted), then, self.failed.emit)

    def _begin(self, then: Callable[[Sequence[Row]], None] | None, rows: Sequence[Row]) -> None:
        stood = max(0, self._view.currentIndex().row())
        self._model.show(rows, more=len(rows) == PAGE)
        self.began.emit()
        if rows:
            self._view.selectRow(min(stood, len(rows) - 1))
        if then is not None:
            then(rows)
        if self._model.has_more:
            self._settle.start()

    def _ask_more(self) -> None:
        place = self._model.rowCount()
        after = self._model.at(place - 1)
        self._ask(self._wanted(after), partial(self._go_on, place))

    def _go_on(self, place: int, rows: Sequence[Row]) -> None:
        if self._model.has_more:
            self._model.append(rows, more=len(rows) == PAGE)
            self.counted.emit()
        else:  # they were counted in the meantime
            self._fill_in(place, rows)

    def _ask_marks_in_sight(self) -> None:
        if self._view.isVisible():
            self._ask_marks(self._mark)

    def _ask_marks(self, then: Callable[[Marks], None]) -> None:
        survey, wanted = self._survey, self._wanted()
        if survey is None:
            return
        self._surveyed.cancel()
        self._is_surveying = True
        self._surveyed = self._lanes.count(lambda: survey(wanted), then, self.failed.emit)

    def _mark(self, marks: Marks) -> None:
        self._marks, self._is_surveying = marks, False
        self._model.stretch(marks.total)
        self.counted.emit()
        if self._to_the_end:
            self._view.go_to(self._model.rowCount() - 1)
        self._fill()

    def _stand_still(self, marks: Marks) -> None:
        """All rows anew, at the place where one was."""
        self._marks, self._is_surveying = marks, False
        if not marks.total:
            self.begin()
            return
        stood, bar = self._view.currentIndex().row(), self._view.verticalScrollBar()
        scrolled = bar.value()
        self._model.show([])
        self._model.stretch(marks.total)
        self._view.selectRow(min(stood, marks.total - 1))
        bar.setValue(scrolled)
        self.counted.emit()
        self._fill()

    def _moved(self) -> None:
        self._to_the_end = False

    def _scrolled(self) -> None:
        """Ask at once, then once a frame for as long as the bar is dragged."""
        if self._marks is not None and not self._frame.isActive():
            self._fill()
            self._frame.start()

    def _fill(self) -> None:
        """Ask for the first page in sight that is not here."""
        place = self._model.blank(*self._view.rows_in_sight())
        if self._marks is None or place is None:
            return
        page = place // PAGE
        mark = self._marks.after[page - 1] if page else None
        self._ask(self._wanted(mark=mark), partial(self._fill_in, page * PAGE))

    def _fill_in(self, place: int, rows: Sequence[Row]) -> None:
        self._model.put(place, rows)
        if place <= self._view.currentIndex().row() < place + len(rows):
            self.filled.emit()
        if len(rows) < min(PAGE, self._model.rowCount() - place):
            self.refresh()  # rows went away since they were counted
        else:
            self._fill()
