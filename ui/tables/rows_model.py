"""One model for every table: a table is a list of columns, a column a title and a function."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush

from ui.parts.text import LONGEST, tooltip
from ui.parts.theme import font
from ui.parts.tokens import SMALL

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPixmap

    from lsn_desktop.sheets.values import Value
    from ui.parts.theme import Theme

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_NOT_HERE = "…"
_WORDS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: what it says of a row, and how.

    ``key`` is what it sorts by and what a fetch is told as ``sort`` (its ``name``);
    ``tone`` is the token of the text's colour, ``icon`` a name of the icon set. A table leaves
    out what is ``missable``, the last such column first, rather than crush the others.
    ``filter`` says how it can be narrowed: by ``text``, ``number`` or ``day``, or by some of
    its few values, each with its words; the source must know the column by its ``called``.
    What is ``extra`` is only shown when chosen; ``value`` is what a file is given for its text.
    What is ``asked`` for is fetched only while it is shown.
    """

    title: str
    text: Callable[[Row], str]
    name: str = ""
    right: bool = False
    key: Callable[[Row], object] | None = None
    tone: Callable[[Row], str] | None = None
    icon: Callable[[Row], str] | None = None
    mono: bool = False
    width: int = 0  # px; 0 shares what is left, -1 is as wide as its words
    size: int = SMALL
    missable: bool = False
    called: str = ""
    filter: str | tuple[tuple[str, str], ...] = ""
    extra: bool = False
    value: Callable[[Row], Value] | None = None
    asked: bool = False

    @property
    def key_name(self) -> str:
        """What it is called where a person's choices are kept and the source is asked."""
        return self.called or self.name or self.title


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Shows rows as text, one column per :class:`Column`.

    ``more_wanted`` is told when the view nears the end of rows that go on elsewhere. Once it
    is known how many there are, those that were not fetched stand there blank.
    """

    more_wanted = Signal()

    def __init__(
        self, columns: Sequence[Column[Row]], theme: Theme, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._theme = theme
        self._rows: list[Row | None] = []
        self._more = self._fetching = False
        self._brushes: dict[str, QBrush] = {}
        self._looks: dict[int, Callable[[Column[Row], Row], object]] = {
            Qt.ItemDataRole.ToolTipRole: lambda column, row: tooltip(column.text(row)),
            Qt.ItemDataRole.TextAlignmentRole: lambda column, _row: _side(right=column.right),
            Qt.ItemDataRole.FontRole: lambda column, _row: _font(column.size, mono=column.mono),
            Qt.ItemDataRole.ForegroundRole: self._brush,
            Qt.ItemDataRole.DecorationRole: self._icon,
        }
        theme.changed.connect(self._repaint)

    def widen(self, columns: Sequence[Column[Row]]) -> None:
        """Have more columns, behind the others."""
        first = len(self.columns)
        self.beginInsertColumns(_NOWHERE, first, first + len(columns) - 1)
        self.columns += tuple(columns)
        self.endInsertColumns()

    @property
    def rows(self) -> tuple[Row, ...]:
        """Those that are here."""
        return tuple(row for row in self._rows if row is not None)

    @property
    def has_more(self) -> bool:
        """Whether it is not known how many rows there are."""
        return self._more

    def row(self, index: Index) -> Row:
        """The row an index of this model stands in, which must be here."""
        row = self._rows[index.row()]
        if row is None:
            raise LookupError(index.row())
        return row

    def at(self, place: int) -> Row | None:
        """The row at a place, None if there is none or it is not here yet."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def blank(self, first: int, last: int) -> int | None:
        """The first place from one to another whose row is not here."""
        places = range(max(0, first), min(last + 1, len(self._rows)))
        return next((place for place in places if self._rows[place] is None), None)

    def stretch(self, total: int) -> None:
        """So many rows there are: make room for those that are not here yet."""
        self._more = False
        missing = total - len(self._rows)
        if missing > 0:
            self._insert(len(self._rows), [None] * missing)

    def put(self, place: int, rows: Sequence[Row]) -> None:
        """Fetched rows in the places that were left blank for them."""
        end = min(place + len(rows), len(self._rows))
        self._rows[place:end] = rows[: end - place]
        if end > place:
            self.dataChanged.emit(
                self.index(place, 0), self.index(end - 1, len(self.columns) - 1)
            )

    def show(self, rows: Sequence[Row], *, more: bool = False) -> None:
        """Replace all rows; ``more`` says that further ones can be fetched."""
        self.beginResetModel()
        self._rows, self._more, self._fetching = list(rows), more, False
        self.endResetModel()

    def append(self, rows: Sequence[Row], *, more: bool = False) -> None:
        """Add rows at the end, keeping selection and place."""
        self._more, self._fetching = more, False
        self._insert(len(self._rows), rows)

    def prepend(self, row: Row) -> None:
        """Add one row at the top, for lists that show the newest first."""
        self._insert(0, [row])

    def replace(self, at: int, row: Row) -> None:
        """Show another row in the place of one."""
        self._rows[at] = row
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.columns) - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self.columns)

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802 - Qt's name
        return self._more and not self._fetching and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:  # noqa: ARG002, N802 - Qt's name
        if not self._fetching:
            self._fetching = True
            self.more_wanted.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        column, row = self.columns[index.column()], self._rows[index.row()]
        if row is None:
            return _NOT_HERE if role in _WORDS and index.column() == 0 else None
        if role in _WORDS:
            return column.text(row)[:LONGEST]
        looks = self._looks.get(role)
        return None if looks is None else looks(column, row)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if way != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(right=column.right)
        return None

    def _brush(self, column: Column[Row], row: Row) -> QBrush:
        tone = column.tone(row) if column.tone else "text"
        if tone not in self._brushes:
            self._brushes[tone] = QBrush(self._theme.colour(tone))
        return self._brushes[tone]

    def _icon(self, column: Column[Row], row: Row) -> QPixmap | None:
        name = column.icon(row) if column.icon else ""
        tone = column.tone(row) if column.tone else "muted"
        return self._theme.pixmap(name, tone) if name else None

    def _insert(self, at: int, rows: Sequence[Row | None]) -> None:
        if rows:
            self.beginInsertRows(_NOWHERE, at, at + len(rows) - 1)
            self._rows[at:at] = rows
            self.endInsertRows()

    def _repaint(self) -> None:
        self._brushes = {}
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


_font = cache(font)  # asked for each cell that is painted
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _side(*, right: bool) -> Qt.AlignmentFlag:
    return _RIGHT if right else _LEFT
