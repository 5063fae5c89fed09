"""Page Trace: scan or type anything, and see all it came from and all it went into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.trace_tree import Grown
from lsn_desktop.services.codes import finding
from lsn_desktop.storage import house
from ui import saving
from ui.asking import ask
from ui.page import PageHead, PlainPage
from ui.parts.buttons import primary, quiet
from ui.parts.card import badge, rebadge
from ui.parts.empty_state import EmptyState
from ui.parts.notice import Notice
from ui.scans.scan_lookup import look_up
from ui.screens.trace import leaving
from ui.screens.trace.asking import AskRow
from ui.screens.trace.result import Result
from ui.screens.trace.running import Running
from ui.screens.trace.subject import About, Subject, about
from ui.tables import exporting, lsn_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lsn_desktop.domain.genealogy import Level
    from lsn_desktop.services.codes.finding import Found
    from ui.desk import Desk


class TraceScreen(PlainPage):
    """The subject above, its trace below; Esc stops a trace, or goes back to the one before."""

    takes_scans = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Trace"), "trace")
        self._desk = desk
        self._notice = Notice("trace.notice")
        self._head, self._status = PageHead(_("Trace"), ""), badge("")
        self._asking = AskRow(desk)
        self._running = Running(desk, self)
        self._result = Result(desk)
        self._tree = Grown(())
        self._about: About | None = None
        self._before: list[Subject] = []
        self._stack = QStackedLayout()
        self._lay_out()
        self._connect()

    def chip(self) -> str:
        return _("Next scan: what to trace")

    def shown(self) -> None:
        self._asking.setFocus()

    def go_to(self, subject: int) -> None:
        """Trace the lot or serial with this row number."""
        self.trace(Subject("lsns", subject))

    def trace_of(self, place: str, subject: int) -> None:
        """Trace one of ``lsns``, ``items``, ``documents``, ``parties`` by its row number."""
        self.trace(Subject(place, subject))

    def trace(self, subject: Subject) -> None:
        """Trace it, and keep what was traced before for Esc."""
        if self._about is not None and self._about.subject != subject:
            self._before.append(self._about.subject)
        self._begin(subject)

    def choose(self, name: str) -> None:
        """Show a part: ``tree``, ``picture``, ``holders``, ``places`` ..."""
        self._result.choose(name)

    def scanned(self, frame: bytes, device: str) -> None:
        look_up(
            self._desk,
            (frame, device),
            finding.scanned,
            self._offer,
            self._notice,
        )

    def print_chosen(self) -> bool:
        """Show the whole tree as a PDF, which the system's viewer prints."""
        if self._about is None or self._running.is_on:
            return False
        name = f"{_('Trace')} {self._about.title}.pdf"
        saving.show(self._desk, name, self.content(".pdf"), self._notice)
        return True

    def export(self) -> None:
        """Save the whole tree as CSV, XLSX or PDF."""
        if self._about is None:
            return
        target = exporting.where_to(self, f"{_('Trace')} {self._about.title}")
        if target is not None:
            self.write(target)

    def write(self, target: Path) -> None:
        """Save the whole tree as a file of the kind its name says."""
        saving.write(self._desk, target, self.content(target.suffix), self._notice)

    def content(self, suffix: str) -> Callable[[], bytes]:
        """What writes the whole tree, off the UI thread."""
        tree, database, on = self._tree, self._desk.program.database, self._desk.station.by().on
        title = f"{_('Trace')} {self._about.title if self._about else ''}"

        def content() -> bytes:
            with database.reading() as connection:
                company = house.the_company(connection)
            whose = f"{company.name if company else ''}  {on}".strip()
            return leaving.as_file(suffix, title, tree, whose)

        return content

    def go_back(self) -> bool:
        if self._running.is_on:
            self._running.cancel()
            return True
        if self._before:
            self._begin(self._before.pop())
            return True
        return False

    def _begin(self, subject: Subject) -> None:
        self._notice.clear()
        self._running.cancel()

        def told(known: About) -> None:
            self.tell(known)
            self._running.begin(subject.starts, self._asking.direction)

        ask(
            self._desk,
            lambda connection: about(connection, subject),
            told,
            self._notice.refuse,
        )

    def tell(self, known: About) -> None:
        """Head and parts for another subject; its trace is to come."""
        self._about = known
        self._head.tell(known.title, known.line)
        page = known.page
        if page is None or page.lsn.kind == "bulk":
            rebadge(self._status, "", "")
        else:
            status = page.row.status(self._desk.station.by().on)
            words, tone = lsn_table.status_words(status), lsn_table.status_tone(status)
            rebadge(self._status, words, tone)
        self._result.begin(known)
        self._stack.setCurrentIndex(1)
        self._may_leave(on=False)

    def begun(self, starts: list[int]) -> None:
        """What it begins with is known."""
        self._tree = Grown(starts)
        self._result.show_tree(self._tree)

    def grew(self, level: Level) -> None:
        """More of it came."""
        self._tree.add(level)
        self._result.follow()

    def ended(self, cancelled: bool) -> None:  # noqa: FBT001 - a slot
        """All of it came, or it was stopped."""
        self._result.end(cancelled=cancelled)
        self._may_leave(on=bool(self._tree.nodes))

    def _failed(self, error: Exception) -> None:
        self._result.end(cancelled=True)
        self._notice.refuse(error)

    def _again(self) -> None:
        """The other way round, of the same."""
        if self._about is not None:
            self._begin(self._about.subject)

    def _offer(self, found: list[Found]) -> None:
        if len(found) == 1 and found[0].place != "orders":
            self.trace_of(found[0].place, found[0].subject)
        elif traceable := [one for one in found if one.place != "orders"]:
            self._asking.offer(traceable)
        else:
            words = message(
                "{what} is an order: nothing of it moved by itself. Trace one of its receipts.",
                what=found[0].title,
            )
            self._notice.attention(str(words))

    def _open(self, lsn_id: int) -> None:
        self._desk.go("lsns", lsn_id)

    def _open_dot(self, key: object) -> None:
        """A box of the picture: an LSN, or a party."""
        if isinstance(key, int):
            self._open(key)
        elif isinstance(key, tuple) and key[1]:  # 0 is somebody who was not named
            self._desk.go("parties", key[1])

    def _may_leave(self, *, on: bool) -> None:
        for button in (self._export, self._print):
            button.setEnabled(on)

    def _connect(self) -> None:
        self._asking.asked.connect(self.trace)
        self._asking.turned.connect(self._again)
        self._asking.missed.connect(self._notice.refuse_words)
        self._running.begun.connect(self.begun)
        self._running.grew.connect(self.grew)
        self._running.ended.connect(self.ended)
        self._running.failed.connect(self._failed)
        self._result.cancelled.connect(self._running.cancel)
        self._result.tree.asked_for.connect(self._open)
        self._result.lsn_wanted.connect(self._open)
        self._result.picture.asked_for.connect(self._open_dot)

    def _lay_out(self) -> None:
        self._export = quiet("trace.export", _("Export…"), self.export)
        self._print = primary("trace.print", _("Print"), self.print_chosen)
        self._head.add_badge(self._status)
        self._status.hide()
        self._head.add_action(self._export)
        self._head.add_action(self._print)
        self._may_leave(on=False)
        nothing = QWidget()
        inside = QVBoxLayout(nothing)
        inside.addWidget(
            EmptyState(
                self._desk.theme,
                "trace",
                _("Scan what is to be traced"),
                _("Or type a lot, serial, item, document, supplier or customer above."),
                ("trace.type", _("Type it"), self._asking.setFocus),
            )
        )
        self._stack.addWidget(nothing)
        self._stack.addWidget(self._result)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(self._head)
        rows.addWidget(self._asking)
        rows.addWidget(self._notice)
        rows.addLayout(self._stack, 1)
