"""Ctrl+K: a few letters and Enter open the LSN, item, party, order, document, page or part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from lsn_desktop.domain.messages import _
from lsn_desktop.services.codes import finding
from ui.parts.text import named, plain
from ui.parts.tokens import BODY, TABLE_ROW
from ui.tables.rows_model import Column, RowsModel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QModelIndex

    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.services.codes.finding import Found
    from ui.desk import Desk
    from ui.page import PageEntry

_WIDTH, _MOST = 640, 10  # px, rows shown at once
_PAUSE = 80  # ms without a key before the database is asked
_ICONS = {
    "lsns": "lsns",
    "items": "items",
    "orders": "receive",
    "sales orders": "ship",
    "work orders": "make",
    "production": "production",
    "documents": "document",
    "parties": "operator",
}
_TRACED = frozenset({"lsns", "items", "documents", "parties"})


@dataclass(frozen=True, slots=True)
class Target:
    """A row of the list: what it is, where it leads, and how it is traced."""

    icon: str
    title: str
    line: str
    open: Callable[[], object]
    trace: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done from everywhere, found by its words."""

    icon: str
    title: str
    do: Callable[[], object]


class GoToAnything(QFrame):
    """A panel over the page; Esc or a click elsewhere closes it."""

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        pages: Sequence[PageEntry],
        acts: Sequence[Act] = (),
    ) -> None:
        super().__init__(window)
        self.setObjectName("go_to")
        self.setProperty("role", "card")
        self._window, self._desk, self._pages, self._acts = window, desk, pages, acts
        self.field = QLineEdit()
        named(self.field, "go_to.field", _("Go to anything"))
        self.field.setPlaceholderText(_("LSN, item, party, order, document or page"))
        self._model: RowsModel[Target] = RowsModel(_COLUMNS, desk.theme, self)
        self.list = self._make_list()
        self._hint = plain(role="muted")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._ask)
        self.field.textChanged.connect(self._type)
        self.field.installEventFilter(self)
        window.installEventFilter(self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        for part in (self.field, self.list, self._hint):
            rows.addWidget(part)
        self.hide()

    def open(self, typed: str = "") -> None:
        """Show it, with these letters in the field."""
        self._hint.setText(_("Up and Down choose, Enter opens, Ctrl+Enter traces, Esc closes"))
        self.field.setText(typed)
        self.field.selectAll()
        self._show(self._named_pages())
        self._ask()
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus()

    def offer(self, found: Sequence[Found]) -> None:
        """Show what a scan may have meant, for a person to choose."""
        self.open()
        self._show([self._target(one, f"{place}   ") for place, one in enumerate(found, 1)])
        self._hint.setText(_("Up and Down choose, Enter opens, or scan answer 1, 2 ..."))

    def command(self, asked: Command) -> bool:
        """Take an answer by a command barcode, as by its place in the list, or a step back."""
        if not self.isVisible():
            return False
        if asked.name in {"back", "no"}:
            self.hide()
            self._window.setFocus()
            return True
        row = int(asked.argument or 1) - 1
        if asked.name not in {"answer", "yes"} or row >= self._model.rowCount():
            return False
        self._open(row)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if watched is self._window:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            return self._key(Qt.Key(event.key()), trace=bool(held))
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()  # ours, not the page's
            return True
        if event.type() == QEvent.Type.FocusOut and not self.list.hasFocus():
            self.hide()
        return False

    def _key(self, key: Qt.Key, *, trace: bool) -> bool:
        if key == Qt.Key.Key_Escape:
            self.hide()
            self._window.setFocus()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask(then_open=True, trace=trace)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            row = self.list.currentIndex().row() + step
            self.list.selectRow(max(0, min(row, self._model.rowCount() - 1)))
        else:
            return False
        return True

    def _type(self) -> None:
        self._show(self._named_pages())
        self._pause.start()

    def _ask(self, *, then_open: bool = False, trace: bool = False) -> None:
        """Ask what these letters mean; Enter opens what is chosen, or the first found.

        With Ctrl it is traced.
        """
        self._pause.stop()
        typed, program = self.field.text(), self._desk.program
        chosen = max(0, self.list.currentIndex().row())

        def search() -> list[Found]:
            with program.database.reading() as connection:
                return finding.as_typed(connection, typed)

        def then(found: list[Found]) -> None:
            if typed != self.field.text():
                return
            if typed.strip():
                self._show([self._target(one) for one in found] + self._named_pages())
            if then_open:
                self._open(chosen, trace=trace)

        if typed.strip() or then_open:
            self._desk.lanes.read(search, then, self._fail)

    def _fail(self, error: Exception) -> None:
        self._hint.setText(str(error))

    def _show(self, targets: Sequence[Target]) -> None:
        row = self.list.currentIndex().row()
        self._model.show(targets)
        if targets:
            self.list.selectRow(min(max(0, row), len(targets) - 1))
        self.list.setFixedHeight(TABLE_ROW * max(1, min(_MOST, len(targets))) + 2)
        self._place()

    def _named_pages(self) -> list[Target]:
        typed = self.field.text().strip().casefold()
        acts = [
            Target(act.icon, act.title, _("Act"), act.do)
            for act in self._acts
            if typed in act.title.casefold()
        ]
        pages = [
            Target(
                page.icon,
                page.title,
                _("Page"),
                lambda name=page.name: self._desk.go(name, None),  # type: ignore[misc]
            )
            for page in self._pages
            if typed in page.title.casefold()
        ]
        parts = [
            Target(
                page.icon,
                title,
                page.title,
                lambda to=f"{page.name}/{name}": self._desk.go(to, None),  # type: ignore[misc]
            )
            for page in self._pages
            for name, title in page.parts.items()
            if typed and typed in f"{page.title} {title}".casefold()
        ]
        return pages + parts + acts

    def _target(self, found: Found, number: str = "") -> Target:
        return Target(
            _ICONS[found.place],
            number + found.title,
            found.line,
            lambda: self._desk.go(found.place, found.subject),
            (lambda: self._desk.go(f"trace {found.place}", found.subject))
            if found.place in _TRACED
            else None,
        )

    def _open(self, row: int, *, trace: bool = False) -> None:
        if 0 <= row < self._model.rowCount():
            self.hide()
            target = self._model.rows[row]
            (target.trace if trace and target.trace else target.open)()

    def _make_list(self) -> QTableView:
        view = QTableView()
        named(view, "go_to.list", _("Found"))
        view.setModel(self._model)
        view.setShowGrid(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setWordWrap(False)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.horizontalHeader().hide()
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(TABLE_ROW)
        for at, column in enumerate(_COLUMNS):
            if column.width:
                view.setColumnWidth(at, column.width)
        view.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        view.clicked.connect(self._clicked)
        return view

    def _clicked(self, index: QModelIndex) -> None:
        self._open(index.row())

    def _place(self) -> None:
        parent = self._window
        width = min(_WIDTH, parent.width() - 48)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((parent.width() - width) // 2, 72)


_COLUMNS: tuple[Column[Target], ...] = (
    Column("", lambda _row: "", icon=lambda row: row.icon, width=44),
    Column(_("What"), lambda row: row.title, size=BODY),
    Column(_("Of"), lambda row: row.line, tone=lambda _row: "muted", width=260),
)
