"""The parts of a return's page, and what of the return they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from lsn_desktop.domain.messages import _, message
from ui.dock import dock_layout
from ui.dock.expected_lines import ExpectedLines
from ui.page import PageHead
from ui.parts.buttons import danger, primary, quiet
from ui.parts.card import Card
from ui.parts.text import plain
from ui.scans.scan_banner import ScanBanner
from ui.scans.scan_list import ScanList
from ui.screens.returning import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.parts.theme import Theme
    from ui.screens.returning.facts import OnReturn

_LSN = "lsn "
_NOTHING = _("Nothing was rejected to go back. Scan what is held, rejected or expired.")
_NOTHING_BACK = _("Scan what came back: it is held against what this customer got.")


class DockView(QWidget):
    """Head, banner, last scans, what waits to go back, and the quiet row of acts."""

    def __init__(self, theme: Theme, acts: dict[str, Callable[[], object]]) -> None:
        super().__init__()
        self.head = PageHead(_("Return"))
        self.count = plain("", "large")
        self.post = primary("return.post", _("Post return"), acts["post"])
        self.banner = ScanBanner(theme)
        nothing = _("Nothing was scanned yet. Every scan is listed here, newest first.")
        self.scans = ScanList(theme, "return.scan_list", nothing)
        self.lines = ExpectedLines(theme, "return.lines")
        self._empty = plain(_NOTHING, "muted", wrap=True)
        self.take = quiet("return.take", _("Take the row (Enter)"), acts["take"])
        self._todo = Card(_("To go back"))
        self._buttons = (
            (
                quiet("return.f2", _("Type a code (F2)"), acts["type"]),
                self.take,
            ),
            (
                quiet("return.why", _("Reason (R)"), acts["reason"]),
                quiet("return.undo", _("Undo last (F4)"), acts["undo"]),
                danger("return.discard", _("Discard"), acts["discard"]),
            ),
        )
        self._lay_out()

    def show_facts(self, on: OnReturn, zone: str) -> None:
        """Show the return as it now is."""
        parts = [on.head.number, on.head.reason or _("no reason yet")]
        if on.is_customers:
            parts.append(str(message("into {place}", place=on.head.location or "-")))
        self.head.tell(words.title(on), " · ".join(parts))
        lots = len(on.goes)
        said = _("{count} lot or serial") if lots == 1 else _("{count} lots or serials")
        self.count.setText(str(message(said, count=lots)))
        self.scans.show_scans([words.scan_row(each, zone) for each in on.scans])
        lines = on.lines()
        self.lines.show_lines(lines)
        self.lines.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        self._empty.setText(_NOTHING_BACK if on.is_customers else _NOTHING)
        self.take.setVisible(not on.is_customers)
        self._todo.heading.setText(_heading(on))

    def marked(self) -> int | None:
        """The lot or serial of the row that is marked, or of the only row there is."""
        keys = [key for key in self.lines.keys() if key.startswith(_LSN)]  # noqa: SIM118 - no dict
        marked = self.lines.marked()
        if marked is None and len(keys) == 1:
            marked = keys[0]
        return int(marked.removeprefix(_LSN)) if marked in keys and marked else None

    def _lay_out(self) -> None:
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.head.add_action(self.count)
        self.head.add_action(self.post)
        self._todo.add(self._empty)
        self._todo.add(self.lines, 1)
        self._todo.body.addStretch()
        hint = _(
            "A scan takes all that may go; number + Enter before it: so many"
            " · Ctrl+Enter: post · Esc: back"
        )
        self._todo.add(plain(hint, "muted", wrap=True))
        dock_layout.add_buttons(self._todo, *self._buttons)
        last = dock_layout.last_scans(_("Last scans"), self.scans)
        dock_layout.lay_out(self, self.head, self.banner, last, self._todo)


def _heading(on: OnReturn) -> str:
    if not on.waiting and on.is_customers:
        return _("Came back")
    if not on.waiting:
        return _("On this return") if on.goes else _("To go back")
    done, of = on.far()
    words_ = message(
        "To go back to {vendor}: {done} of {of} on it", vendor=on.party, done=done, of=of
    )
    return str(words_)
