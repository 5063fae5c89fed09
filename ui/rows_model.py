"""One model for every table: a table is a list of columns, a column a title and a function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush

from ui.text import LONGEST, tooltip
from ui.theme import font
from ui.tokens import SMALL

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPixmap

    from ui.theme import Theme

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_WORDS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: what it says of a row, and how.

    ``key`` is what it sorts by and what a fetch is told as ``sort`` (its ``name``);
    ``tone`` is the token of the text's colour, ``icon`` a name of the icon set. A table leaves
    out what is ``missable``, the last such column first, rather than crush the others.
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


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Shows rows as text, one column per :class:`Column`.

    ``more_wanted`` is told when the view nears the end of rows that go on elsewhere.
    """

    more_wanted = Signal()

    def __init__(
        self, columns: Sequence[Column[Row]], theme: Theme, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._theme = theme
        self._rows: list[Row] = []
        self._more = False
        self._looks: dict[int, Callable[[Column[Row], Row], object]] = {
            Qt.ItemDataRole.ToolTipRole: lambda column, row: tooltip(column.text(row)),
            Qt.ItemDataRole.TextAlignmentRole: lambda column, _row: _side(right=column.right),
            Qt.ItemDataRole.FontRole: lambda column, _row: font(column.size, mono=column.mono),
            Qt.ItemDataRole.ForegroundRole: self._brush,
            Qt.ItemDataRole.DecorationRole: self._icon,
        }
        theme.changed.connect(self._repaint)

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(self._rows)

    def row(self, index: Index) -> Row:
        """The row an index of this model stands in."""
        return self._rows[index.row()]

    def show(self, rows: Sequence[Row], *, more: bool = False) -> None:
        """Replace all rows; ``more`` says that further ones can be fetched."""
        self.beginResetModel()
        self._rows, self._more = list(rows), more
        self.endResetModel()

    def append(self, rows: Sequence[Row], *, more: bool = False) -> None:
        """Add rows at the end, keeping selection and place."""
        self._more = more
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
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:  # noqa: ARG002, N802 - Qt's name
        self._more = False
        self.more_wanted.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        column, row = self.columns[index.column()], self._rows[index.row()]
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
        return QBrush(self._theme.colour(column.tone(row) if column.tone else "text"))

    def _icon(self, column: Column[Row], row: Row) -> QPixmap | None:
        name = column.icon(row) if column.icon else ""
        tone = column.tone(row) if column.tone else "muted"
        return self._theme.pixmap(name, tone) if name else None

    def _insert(self, at: int, rows: Sequence[Row]) -> None:
        if rows:
            self.beginInsertRows(_NOWHERE, at, at + len(rows) - 1)
            self._rows[at:at] = rows
            self.endInsertRows()

    def _repaint(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def _side(*, right: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
