"""Which columns of a table are shown, in which order, and how wide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QHeaderView

from lsn_desktop.services.office.view_layouts import USUAL, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.tables.rows_model import Column
    from ui.tables.table_view import TableView

_READABLE = 150  # px; less of a column that shares what is left says nothing
_SHARED = 220  # px; of such a column where others leave nothing
_LEAST = 50  # px; no column is drawn out of sight
_RESTED = 600  # ms after the last move of the mouse


class Columns(QObject):
    """The headings of a view: dragged, drawn wider, chosen, and put back."""

    changed = Signal()  # a person chose, moved or resized

    def __init__(self, view: TableView, columns: Sequence[Column[Any]]) -> None:
        super().__init__(view)
        self._view, self._columns = view, tuple(columns)
        self._names = [one.key_name for one in columns]
        self._hidden = self._extra()
        self._is_ours = False
        self._rest = QTimer(self, singleShot=True, interval=_RESTED)
        self._rest.timeout.connect(self.changed)
        header = view.horizontalHeader()
        header.setMinimumSectionSize(_LEAST)
        header.setSectionsMovable(True)
        self._dress()
        header.sectionMoved.connect(self._moved)
        header.sectionResized.connect(self._resized)

    @property
    def in_order(self) -> list[int]:
        """The columns in sight, from left to right."""
        header = self._view.horizontalHeader()
        places = (header.logicalIndex(at) for at in range(header.count()))
        return [at for at in places if not self._view.isColumnHidden(at)]

    @property
    def layout(self) -> Layout:
        """How it looks now; the usual look if nobody changed it."""
        header = self._view.horizontalHeader()
        order = [header.logicalIndex(at) for at in range(header.count())]
        usual = (
            order == sorted(order)
            and self._widths == [one.width for one in self._columns]
            and self._hidden == self._extra()
        )
        if usual:
            return USUAL
        columns = ((self._names[at], max(0, self._widths[at])) for at in order)
        return Layout(tuple(columns), frozenset(self._hidden))

    def apply(self, layout: Layout) -> None:
        """Look like this; a column it does not know keeps its usual place."""
        self._is_ours = True
        header = self._view.horizontalHeader()
        for at in range(header.count()):
            header.moveSection(header.visualIndex(at), at)
        self._hidden = self._extra()
        self._dress()
        if layout.columns:
            known = [each for each in layout.columns if each[0] in self._names]
            new = self._extra() - {name for name, _width in known}
            self._hidden = set(layout.hidden) & set(self._names) | new
            for place, (name, width) in enumerate(known):
                at = self._names.index(name)
                header.moveSection(header.visualIndex(at), place)
                if width and self._columns[at].width > 0:
                    self._widths[at] = max(_LEAST, width)
                    self._view.setColumnWidth(at, self._widths[at])
        self._is_ours = False
        self.fit(self._view.width())

    def widen(self, columns: Sequence[Column[Any]]) -> None:
        """Have more columns, which the view has already; extra ones wait to be chosen."""
        self._is_ours = True
        self._columns += tuple(columns)
        self._names += [one.key_name for one in columns]
        self._hidden |= {one.key_name for one in columns if one.extra}
        self._widths += [one.width for one in columns]
        first = len(self._columns) - len(columns)
        for at, column in enumerate(columns, first):
            self._dress_one(at, column)
        self._is_ours = False
        self.fit(self._view.width())

    def reset(self) -> None:
        """The usual look."""
        self.apply(USUAL)
        self.changed.emit()

    def title(self, at: int) -> str:
        """The heading of a column."""
        return self._columns[at].title

    def is_chosen(self, at: int) -> bool:
        """Whether a person wants to see this column."""
        return self._names[at] not in self._hidden

    def choose(self, at: int, *, shown: bool) -> None:
        """Show a column or not; one is always left."""
        if not shown and len(self._hidden) == len(self._names) - 1:
            return
        (self._hidden.discard if shown else self._hidden.add)(self._names[at])
        self.fit(self._view.width())
        self.changed.emit()

    def fit(self, room: int) -> None:
        """Leave out missable columns where there is no room for them, beside open help say."""
        self._is_ours = True
        chosen = [at for at in range(len(self._columns)) if self.is_chosen(at)]
        needed = sum(
            self._width(at) or _READABLE for at in chosen if self._columns[at].width >= 0
        )
        for at, column in reversed(list(enumerate(self._columns))):
            left_out = at in chosen and column.missable and needed > room
            needed -= self._width(at) if left_out else 0
            self._view.setColumnHidden(at, left_out or at not in chosen)
        extra = [at for at in chosen if self._columns[at].extra]
        self._share(too_many=needed > room and bool(extra))
        self._is_ours = False

    def _share(self, *, too_many: bool) -> None:
        """Where more columns were chosen than there is room for, one scrolls sideways."""
        header, mode = self._view.horizontalHeader(), QHeaderView.ResizeMode
        for at, column in enumerate(self._columns):
            if column.width == 0:
                header.setSectionResizeMode(at, mode.Interactive if too_many else mode.Stretch)
                if too_many:
                    self._view.setColumnWidth(at, _SHARED)
        policy = Qt.ScrollBarPolicy
        self._view.setHorizontalScrollBarPolicy(
            policy.ScrollBarAsNeeded if too_many else policy.ScrollBarAlwaysOff
        )

    def _width(self, at: int) -> int:
        """Of a column that has one of its own, in sight or not."""
        if self._columns[at].width <= 0:
            return 0
        return self._widths[at]

    def _dress(self) -> None:
        self._widths = [one.width for one in self._columns]
        for at, column in enumerate(self._columns):
            self._dress_one(at, column)

    def _dress_one(self, at: int, column: Column[Any]) -> None:
        header = self._view.horizontalHeader()
        if column.width > 0:
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Interactive)
            self._view.setColumnWidth(at, column.width)
        elif column.width < 0:
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.ResizeToContents)
        else:
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)

    def _extra(self) -> set[str]:
        return {one.key_name for one in self._columns if one.extra}

    def _moved(self) -> None:
        if not self._is_ours:
            self._rest.start()

    def _resized(self, at: int, _before: int, now: int) -> None:
        if self._is_ours or self._columns[at].width <= 0 or not now:
            return
        self._widths[at] = now
        self._rest.start()
