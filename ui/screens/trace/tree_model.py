"""The tree of a trace for a view: each branch is asked of what is known when it is opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush

from lsn_desktop.domain.genealogy import Certainty, Direction
from lsn_desktop.domain.messages import _, message
from ui.parts.text import LONGEST, tooltip
from ui.parts.theme import font
from ui.screens.trace import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from lsn_desktop.domain.genealogy import Edge, Handed, Node
    from lsn_desktop.domain.trace_tree import Grown
    from ui.parts.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TEXT = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
WHAT, ITEM, QUANTITY, CERTAIN, BY, WHERE = range(6)


@dataclass(eq=False, slots=True)
class Branch:
    """A line of the tree: a start, one of its two ways, a step along an edge, or somebody."""

    node: Node
    parent: Branch | None = None
    row: int = 0
    way: Direction = Direction.BOTH
    edge: Edge | None = None
    handed: Handed | None = None
    parts: list[Branch] | None = None  # None: it was never opened

    @property
    def is_way(self) -> bool:
        """Whether it is the heading over what it came from, or over what it went into."""
        return self.parent is not None and self.edge is None and self.handed is None

    def cells(self) -> tuple[str, str, str, str, str, str]:
        """Its words, column by column."""
        node = self.node
        if self.is_way:
            title = _("Came from") if self.way is Direction.BACK else _("Went into, and to")
            return (title, "", "", "", "", "")
        if self.handed is not None:
            one = self.handed
            says = f"{words.handed_words(one.kind)} {words.party(one)}"
            quantity = words.amount(node, one.quantity)
            return (says, "", quantity, "", words.handed_line(one), "")
        item = node.item if node.code else _("not tracked")
        where = words.where_now(node)
        if self.edge is None:
            return (words.name(node), item, "", "", "", where)
        edge = self.edge
        return (
            words.name(node),
            item,
            self.edge_amount(),
            words.certainty(edge.certainty),
            f"{words.kind_words(edge.kind)} {edge.build}",
            where,
        )

    def edge_amount(self) -> str:
        """What went along the edge, in the unit of what went."""
        edge = self.edge
        if edge is None:
            return ""
        source = self.node if edge.source == self.node.id else self._above()
        much = words.amount(source, edge.quantity)
        if edge.certainty is Certainty.CERTAIN:
            return much
        return str(message(_("up to {much}"), much=much))  # the rest is in the other outputs

    def _above(self) -> Node:
        parent = self.parent
        while parent is not None and parent.handed is not None:
            parent = parent.parent
        return parent.node if parent is not None else self.node


class TreeModel(QAbstractItemModel):
    """Follows a :class:`Grown` tree: ``follow`` after each level that came."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tree: Grown | None = None
        self._starts: list[Branch] = []
        self._titles = (
            _("Lot or serial"), _("Item"), _("Quantity"), _("Certain?"), _("By"), _("Now"),
        )  # fmt: skip
        self._looks: dict[int, Callable[[Branch, int], object]] = {
            **dict.fromkeys(_TEXT, lambda one, column: one.cells()[column][:LONGEST]),
            Qt.ItemDataRole.ToolTipRole: lambda one, column: tooltip(one.cells()[column]),
            Qt.ItemDataRole.TextAlignmentRole: lambda _one, column: (
                _RIGHT if column == QUANTITY else None
            ),
            Qt.ItemDataRole.ForegroundRole: lambda one, column: QBrush(
                theme.colour(_tone(one, column))
            ),
            Qt.ItemDataRole.FontRole: lambda one, column: (
                font(bold=one.is_way or one.parent is None) if column == WHAT else None
            ),
            Qt.ItemDataRole.DecorationRole: self._icon,
        }
        theme.changed.connect(self.layoutChanged)

    def show(self, tree: Grown | None) -> None:
        """Show another tree, or none."""
        self.beginResetModel()
        self._tree, self._starts = tree, []
        self.endResetModel()

    def follow(self) -> None:
        """Show what has come since: new starts, and new branches where one was opened."""
        tree = self._tree
        if tree is None:
            return
        known = len(self._starts)
        new = [tree.nodes[one] for one in tree.starts if one in tree.nodes][known:]
        if new:
            self.beginInsertRows(_NOWHERE, known, known + len(new) - 1)
            self._starts += [Branch(node, row=known + at) for at, node in enumerate(new)]
            self.endInsertRows()
        for branch in self._opened():
            self._grow(branch)

    def branch(self, index: Index) -> Branch | None:
        """What stands at an index."""
        return index.internalPointer() if index.isValid() else None

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        above = self.branch(parent)
        parts = self._starts if above is None else above.parts or []
        if 0 <= row < len(parts) and 0 <= column < len(self._titles):
            return self.createIndex(row, column, parts[row])
        return QModelIndex()

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        branch = self.branch(index)
        if branch is None or branch.parent is None:
            return QModelIndex()
        return self.createIndex(branch.parent.row, 0, branch.parent)

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        branch = self.branch(parent)
        return len(self._starts) if branch is None else len(branch.parts or ())

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: ARG002, N802 - Qt's name
        return len(self._titles)

    def hasChildren(self, parent: Index = _NOWHERE) -> bool:  # noqa: N802 - Qt's name
        branch = self.branch(parent)
        if branch is None:
            return bool(self._starts)
        if branch.parts is not None:
            return bool(branch.parts)
        return bool(self._wanted(branch))

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802 - Qt's name
        branch = self.branch(parent)
        return branch is not None and branch.parts is None and self.hasChildren(parent)

    def fetchMore(self, parent: Index) -> None:  # noqa: N802 - Qt's name
        branch = self.branch(parent)
        if branch is not None and branch.parts is None:
            branch.parts = []
            self._grow(branch)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section == QUANTITY else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        branch, looks = self.branch(index), self._looks.get(role)
        return None if branch is None or looks is None else looks(branch, index.column())

    def _icon(self, branch: Branch, column: int) -> object:
        name = _icon(branch) if column == WHAT else ""
        return self._theme.pixmap(name, _tone(branch, WHAT), 16) if name else None

    def _wanted(self, branch: Branch) -> list[Branch]:
        """What stands below a branch, as far as is known."""
        tree = self._tree
        if tree is None or branch.handed is not None:
            return []
        if branch.parent is None:
            ways = (Direction.BACK, Direction.FORWARD)
            made = [Branch(branch.node, branch, way=way) for way in ways]
            return [one for one in made if self._wanted(one)]
        node = tree.nodes[branch.node.id]
        steps = [] if self._is_above(branch) else tree.below(node.id, branch.way)
        found = [Branch(step.node, branch, way=branch.way, edge=step.edge) for step in steps]
        kinds = ("receipt",) if branch.way is Direction.BACK else _FORWARD
        found += [
            Branch(node, branch, way=branch.way, handed=one)
            for one in node.handed
            if one.kind in kinds
        ]
        return found

    def _is_above(self, branch: Branch) -> bool:
        """Whether it stands below itself: goods that went in a circle end there."""
        above = branch.parent
        while above is not None and not branch.is_way:
            if not above.is_way and above.node.id == branch.node.id:
                return True
            above = above.parent
        return False

    def _opened(self) -> list[Branch]:
        left, found = list(self._starts), []
        while left:
            branch = left.pop()
            if branch.parts is not None:
                found.append(branch)
                left += branch.parts
        return found

    def _grow(self, branch: Branch) -> None:
        """Put what is new below a branch at its end: nothing moves under the reader's eye."""
        parts = branch.parts
        assert parts is not None  # noqa: S101 - it was opened
        known = {_key(one) for one in parts}
        new = [one for one in self._wanted(branch) if _key(one) not in known]
        if not new:
            return
        first = len(parts)
        for at, one in enumerate(new):
            one.row = first + at
        self.beginInsertRows(
            self.createIndex(branch.row, 0, branch), first, first + len(new) - 1
        )
        parts += new
        self.endInsertRows()


_FORWARD = ("shipment", "customer return", "supplier return")


def _key(branch: Branch) -> object:
    edge, handed = branch.edge, branch.handed
    if handed is not None:
        return ("handed", handed.document_id, handed.kind)
    if edge is not None:
        return (edge.document_id, edge.source, edge.target, edge.certainty)
    return branch.way


def _icon(branch: Branch) -> str:
    if branch.handed is not None:
        return "operator"
    if branch.is_way:
        return ""
    return "hold" if branch.node.stopped else ""


def _tone(branch: Branch, column: int) -> str:
    if branch.is_way:
        return "muted"
    if column == WHAT and branch.handed is None and branch.node.stopped:
        return "refused"
    edge = branch.edge
    if column == CERTAIN and edge is not None and edge.certainty is Certainty.POSSIBLE:
        return "attention"
    return "text" if column in (WHAT, QUANTITY, WHERE) else "muted"
