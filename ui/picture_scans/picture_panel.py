"""What was found in pictures, over the page in front: tick what to take, Enter takes it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from ui.page import PageHead
from ui.parts.buttons import primary, quiet
from ui.parts.empty_state import EmptyState
from ui.parts.notice import Notice
from ui.parts.text import ElidedLabel, plain
from ui.picture_scans.picture_codes import Found, joined
from ui.picture_scans.picture_list import PictureList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.scanning.commands import Command
    from ui.frame.main_window import MainWindow
    from ui.parts.theme import Theme
    from ui.picture_scans.picture_codes import CodeRow

_OWN_KEYS = frozenset({Qt.Key.Key_Escape, Qt.Key.Key_A, Qt.Key.Key_Space})


class PicturePanel(QFrame):
    """``taken`` is told the rows to take, in their order; the page in front gets them.

    Who leaves it finds the codes again with :meth:`show_again`, until they are forgotten.
    """

    taken = Signal(list)
    changed = Signal()  # it was opened, left, or emptied

    def __init__(self, frame: MainWindow, theme: Theme) -> None:
        super().__init__(frame)
        self.setObjectName("picture_panel")
        self.setProperty("role", "card")
        self._frame, self._found, self._title = frame, Found(), ""
        self.list = PictureList(theme)
        self._head, self._line = PageHead(""), ElidedLabel("", "muted")
        self._line.setObjectName("picture.line")
        self._troubles = Notice("picture.troubles")
        self._nothing = EmptyState(
            theme,
            "scanners",
            "",
            _(
                "Take the picture closer and sharp, without glare, the whole code with a white "
                "edge around it; scan paper with 300 dpi."
            ),
        )
        self._take = primary("picture.take", _("Take"), self._take_chosen)
        self._all = quiet("picture.all", _("All or none"), self.list.tick_all)
        self._leave = quiet("picture.leave", _("Leave"), self.leave)
        self._keys = plain("", "muted")
        self._lay_out()
        self.list.taken.connect(self._take_chosen)
        self.list.ticked.connect(self._follow)
        self.list.selectionModel().currentChanged.connect(lambda _new, _old: self._follow())
        frame.page_shown.connect(self._page_shown)
        frame.installEventFilter(self)
        self.hide()

    def tell(self, found: Found) -> None:
        """Show what was found, below what still stands there."""
        if self.list.rows:
            found = joined(replace(self._found, rows=self.list.rows), found)
        self._found = found
        names = ", ".join(found.names)
        self.list.show_rows(found.rows)
        count = len(found.rows)
        self._title = str(message(_TITLES[min(count, 2)], count=count, file=names))
        self._nothing.say(str(message("No code was found in {file}", file=names)))
        self._troubles.clear()
        if found.troubles:
            self._troubles.refuse_words("\n".join(found.troubles))
        some = bool(found.rows)
        for part in (self.list, self._keys, self._take):
            part.setVisible(some)
        self._nothing.setVisible(not some and not found.troubles)
        self.show_again()

    @property
    def left(self) -> str:
        """The codes that are there to choose from, in words, while it is not open."""
        return self._title if self.list.rows and self.isHidden() else ""

    def show_again(self) -> None:
        """Open it."""
        self._follow()
        self._place()
        self.show()
        self.raise_()
        (self.list if self.list.rows else self._leave).setFocus()
        self.changed.emit()

    def leave(self) -> None:
        """Close it; nothing was taken, and the codes stay."""
        self.hide()
        self._frame.page_widget.setFocus()
        self.changed.emit()

    def forget(self) -> None:
        """Have no codes any more."""
        self._found = Found()
        self.list.show_rows(())
        self.changed.emit()

    def command(self, asked: Command) -> bool:
        """Take a step back, or what is ticked, by a command barcode."""
        if not self.isVisible() or asked.name not in {"back", "no", "yes"}:
            return False
        if asked.name == "yes":
            self._take_chosen()
        else:
            self.leave()
        return True

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _OWN_KEYS
        ):
            event.accept()  # ours, not the page's
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, on: bool) -> bool:  # noqa: FBT001, N802 - Qt's signature
        """Tab stays within what is on top."""
        stops = [one for one in self._stops() if one.isVisible() and one.isEnabled()]
        here = [at for at, one in enumerate(stops) if one.hasFocus()]
        if stops:
            step = 1 if on else -1
            at = (here[0] + step) % len(stops) if here else 0
            stops[at].setFocus(Qt.FocusReason.TabFocusReason)
        return bool(stops)

    def _stops(self) -> Sequence[QWidget]:
        return self.list, self._leave, self._all, self._take

    def _page_shown(self, _name: str) -> None:
        if self.isVisible():
            self._follow()
            (self.list if self.list.rows else self._leave).setFocus()

    def _take_chosen(self) -> None:
        rows = self._to_take()
        if rows:
            self.leave()
            self.forget()
            self.taken.emit(rows)

    def _to_take(self) -> list[CodeRow]:
        """The ticked codes; only the one chosen where no scans are taken."""
        if self._frame.page.takes_scans:
            return [row for row in self.list.rows if row.ticked]
        return [self.list.chosen] if self.list.chosen is not None else []

    def _follow(self) -> None:
        """Say where the codes go, and how many."""
        count, page = len(self._to_take()), self._frame.page
        keys = _("Up and Down choose · Enter looks up · Esc leaves")
        if not self.list.rows:
            line, words = "", _("Take")
        elif page.takes_scans:
            line = str(message("They go to {page} as scans, from the top.", page=page.title))
            words = _("Take {count} code") if count == 1 else _("Take {count} codes")
            keys = _("Space ticks · A ticks all or none · Enter takes · Esc leaves")
        else:
            line = str(
                message("{page} takes no scans: the one chosen is looked up.", page=page.title)
            )
            words = _("Look up")
        self._head.tell(self._title)
        self._line.setText(line)
        self._keys.setText(keys)
        self._take.setText(str(message(words, count=count)))
        self._take.setAccessibleName(self._take.text())
        self._take.setEnabled(count > 0)
        self._all.setVisible(bool(self.list.rows) and page.takes_scans)
        self.list.show_ticks(on=page.takes_scans)

    def _place(self) -> None:
        self.setGeometry(self._frame.page_area.adjusted(-8, -2, 8, 8))

    def _lay_out(self) -> None:
        for button in (self._leave, self._all, self._take):
            self._head.add_action(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 12)
        rows.setSpacing(12)
        rows.addWidget(self._head)
        rows.addWidget(self._line)
        rows.addWidget(self._troubles)
        rows.addWidget(self.list, 1)
        rows.addWidget(self._nothing, 1)
        below = QHBoxLayout()
        below.addWidget(self._keys)
        below.addStretch()
        rows.addLayout(below)


_TITLES = (_("{file}"), _("{count} code in {file}"), _("{count} codes in {file}"))
