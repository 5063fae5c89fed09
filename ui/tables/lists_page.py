"""A page of lists behind tabs; in their place stands what is opened or begun from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from ui.page import PageHead, PlainPage
from ui.parts.buttons import primary, quiet
from ui.parts.notice import Notice
from ui.parts.tabs import Tabs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ui.desk import Desk
    from ui.tables.listing import Listing

_BELOW_HEAD = 14  # px
Part = TypeVar("Part", bound=QWidget)


@dataclass(frozen=True, slots=True)
class ListTab:
    """A list, its heading, and how a new row of it is begun; ``opened`` gets the row."""

    name: str
    title: str
    table: Listing[Any]
    opened: Callable[[Any], None]
    new: str
    begin: Callable[[], None]


class ListsPage(PlainPage):
    """The lists; Enter opens a row, Ctrl+N begins a new one, Import takes a file.

    Whoever inherits hands over its lists by :meth:`lay_out`. The other parts are added when
    they are first shown: the lists alone are there in a fifth of the time.
    """

    def __init__(self, title: str, name: str, desk: Desk, says: str) -> None:
        super().__init__(title, name)
        self._desk, self._name = desk, name
        self._lists: dict[str, ListTab] = {}
        self._notice = Notice(f"{name}.notice")
        self._tabs = Tabs(f"{name}.tabs", says)
        self._new = primary(f"{name}.new", _("New"), self._begin_new)
        self._head = PageHead("")
        self._list = QWidget()
        self._stack = QStackedLayout(self)

    def lay_out(self, begin_import: Callable[[], None], *lists: ListTab) -> None:
        """The head over the lists; the first of them is on show."""
        for one in lists:
            self._lists[one.name] = one
            self._tabs.add_part(one.name, one.title, one.table)
            one.table.opened.connect(one.opened)
            one.table.failed.connect(self._notice.refuse)
        self._head.add_action(quiet(f"{self._name}.import", _("Import…"), begin_import))
        self._head.add_action(self._new)
        rows = QVBoxLayout(self._list)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(_BELOW_HEAD)
        rows.addWidget(self._head)
        rows.addWidget(self._notice)
        rows.addWidget(self._tabs, 1)
        self._stack.addWidget(self._list)
        self._tabs.changed.connect(self._follow_tab)
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self._begin_new)
        self._follow_tab(lists[0].name)

    def tables(self) -> Iterator[Listing[Any]]:
        """The lists, in the order of their tabs."""
        return (one.table for one in self._lists.values())

    def shown(self) -> None:
        for table in self.tables():
            table.ask_once()
        self._focus_part()

    def added(self, part: Part) -> Part:
        """A part that can stand in the place of the lists."""
        self._stack.addWidget(part)
        return part

    def part(self) -> QWidget | None:
        """What stands on the page now."""
        return self._stack.currentWidget()

    def listed(self) -> Listing[Any] | None:
        """The list that is on show; None where something stands in its place."""
        return self._of_tab().table if self.part() is self._list else None

    def show_part(self, part: QWidget) -> None:
        """Let a part stand in the place of the lists."""
        self._notice.clear()
        self._stack.setCurrentWidget(part)
        self.chip_changed.emit()

    def show_lists(self) -> None:
        """Show the lists again."""
        self.show_part(self._list)
        self._focus_part()

    def _of_tab(self) -> ListTab:
        return self._lists[self._tabs.name]

    def _begin_new(self) -> None:
        self._of_tab().begin()

    def _focus_part(self) -> None:
        part = self.part()
        if part is self._list:
            self._of_tab().table.view.setFocus()
        elif part is not None:
            part.setFocus()

    def _follow_tab(self, name: str) -> None:
        one = self._lists[name]
        self._new.setText(one.new)
        self._new.setAccessibleName(one.new)
        self._head.tell(one.title, _("Type to find, Enter opens, Ctrl+N makes a new one"))
        self._notice.clear()
