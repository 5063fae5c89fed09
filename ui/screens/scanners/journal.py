"""Every scan that ever came, newest first, and each of them in full."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.devices.replay import Recorded
from lsn_desktop.domain.messages import _, message
from lsn_desktop.scanning.escapes import escaped
from lsn_desktop.scanning.frames import Frame
from lsn_desktop.scanning.read import read
from lsn_desktop.services.codes import replaying
from lsn_desktop.services.office import exporting
from lsn_desktop.storage import journal
from lsn_desktop.storage.journal import JournalRow
from printing.queues import spool
from ui.asking import ask
from ui.parts.buttons import quiet
from ui.parts.card import Card
from ui.parts.code_view import CodeView
from ui.parts.days import instant
from ui.parts.empty_state import EmptyState
from ui.parts.scrolled import scrolled
from ui.parts.text import plain
from ui.parts.tokens import GAP
from ui.tables.listing import Listing
from ui.tables.rows_model import Column
from ui.tasks import Asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.services.codes.replaying import Again
    from lsn_desktop.storage.transactions import Connection
    from ui.desk import Desk
    from ui.parts.notice import Notice
    from ui.scans.player import Player
    from ui.tables.row_sources import Wanted

_TONES = {
    "ok": "ok",
    "attention": "attention",
    "refused": "refused",
    "failed": "refused",
    "incomplete": "refused",
    "unfinished": "attention",
    "question": "accent",
}
_ICONS = {
    "ok": "check",
    "heard": "heard",
    "attention": "attention",
    "refused": "refused",
    "failed": "refused",
    "incomplete": "refused",
    "unfinished": "waiting",
    "question": "question",
    "undone": "undo",
}


class JournalPart(QWidget):
    """The table at the left, the selected scan in full at the right."""

    teach_wanted = Signal(int)  # the scan's row number

    def __init__(self, desk: Desk, player: Player, notice: Notice) -> None:
        super().__init__()
        self._desk, self._player, self._notice = desk, player, notice
        self._asked = Asked()
        self._now: Again | None = None
        self.table: Listing[JournalRow] = Listing(
            desk,
            "scanners.journal",
            _("Scan journal"),
            self._columns(),
            EmptyState(
                desk.theme,
                "scanners",
                _("Nothing was scanned yet"),
                _("Each scan is kept here as it came, with what became of it."),
            ),
            (self._fetch, frozenset()),  # asked anew as it is shown, not at each scan
        )
        self._words = plain(role="strong", wrap=True)
        self._words.setObjectName("scanners.journal.words")
        self._remedy = plain(wrap=True)
        self._where = plain(role="muted", wrap=True)
        self._code = CodeView("scanners.journal.code")
        self._differs = plain(wrap=True)
        self._differs.setObjectName("scanners.journal.differs")
        self._goes = plain(role="muted", wrap=True)
        self._goes.setObjectName("scanners.journal.goes")
        self._replay = quiet("scanners.journal.again", _("Scan it again"), self.scan_again)
        self._teach = quiet("scanners.journal.teach", _("Teach this label"), self.teach)
        self._detail = Card()
        self._lay_out()
        self.table.chosen.connect(self._show)
        self.table.failed.connect(notice.refuse)

    def shown(self) -> None:
        """Ask anew: scans come while one looks elsewhere."""
        self.table.ask_anew()

    def take_focus(self) -> None:
        """Go where the next key belongs."""
        self.table.view.setFocus()

    def go_back(self) -> bool:
        """Clear what was typed into Find; False if nothing was."""
        return self.table.go_back()

    def export(self, target: Path) -> None:
        """Write the scans found to a file, oldest first."""
        wanted, zone = self.table.wanted, self._desk.station.time_zone

        def job(connection: Connection) -> str:
            lines = exporting.journal_lines(
                connection, needle=wanted.needle, only=wanted.only, time_zone=zone
            )
            spool.save_pdf(target, lines.encode())
            words = message(
                "{count} scans saved as {file}", count=lines.count("\n"), file=target
            )
            return str(words)

        ask(self._desk, job, self._notice.ok, self._notice.refuse)

    def teach(self) -> None:
        """Teach how the label of the chosen scan is read."""
        if (row := self.table.row()) is not None:
            self.teach_wanted.emit(row.scan_id)

    def scan_again(self) -> None:
        """Let a recorded scanner send the chosen scan to the page that takes it."""
        row, now = self.table.row(), self._now
        if row is None or now is None or not now.page:
            return
        self._notice.clear()
        if now.page == "receive":
            self._desk.go("documents", now.document_id)
        else:
            self._desk.go(now.page, None)
        words = message("Scan of {when}, {device}", when=self._when(row), device=row.device)
        self._player.play(str(words), [Recorded(Frame(row.data))], now.page)

    def _fetch(self, wanted: Wanted[JournalRow]) -> Sequence[JournalRow]:
        before = wanted.after.scan_id if wanted.after is not None else None
        with self._desk.program.database.reading() as connection:
            return journal.newest(
                connection,
                wanted.count,
                before,
                wanted.needle,
                wanted.only,
                self._desk.station.time_zone,
            )

    def _columns(self) -> tuple[Column[JournalRow], ...]:
        return (
            Column[JournalRow](_("When"), self._when, width=150, called="at", filter="day"),
            Column[JournalRow](
                _("Device"), lambda row: row.device, width=130, called="device", filter="text"
            ),
            Column[JournalRow](
                _("Scanned"), lambda row: escaped(row.data), mono=True, called="scanned",
                filter="text",
            ),
            Column[JournalRow](
                _("What came of it"),
                lambda row: str(row.words),
                tone=lambda row: _TONES.get(row.outcome, "muted"),
                icon=lambda row: _ICONS.get(row.outcome, "heard"),
                called="outcome",
                filter=(
                    ("ok", _("Taken")),
                    ("heard", _("Heard")),
                    ("attention", _("To look at")),
                    ("refused", _("Refused")),
                    ("question", _("Asked")),
                    ("undone", _("Taken back")),
                ),
            ),
        )  # fmt: skip

    def _show(self, row: JournalRow | None) -> None:
        self._detail.setVisible(row is not None)
        if row is None:
            return
        self._words.setText(str(row.words))
        self._remedy.setText(str(row.remedy))
        self._remedy.setVisible(bool(str(row.remedy)))
        words = message("{device}, {when}", device=row.device, when=self._when(row))
        self._where.setText(str(words))
        self._look_at(row)

    def _look_at(self, row: JournalRow) -> None:
        """Read it by today's rules, and find where it would go."""
        self._asked.cancel()
        station, on = self._desk.station.workstation_id, self._desk.station.by().on
        self._tell_now(None)
        self._code.tell(read(row.data, today=on))
        self._asked = ask(
            self._desk,
            lambda connection: replaying.looked_at(connection, row, station, on),
            self._tell_now,
            self._notice.refuse,
        )

    def _tell_now(self, now: Again | None) -> None:
        self._now = now
        self._replay.setEnabled(now is not None and bool(now.page))
        self._goes.setText(str(now.goes) if now is not None else "")
        self._differs.setVisible(now is not None and now.reads_differently)
        if now is not None:
            words = message("Then it was read as {was}. Now:", was=now.was)
            self._differs.setText(str(words))
            self._code.tell(now.reading)

    def _when(self, row: JournalRow) -> str:
        return instant(row.at, self._desk.station.time_zone)

    def _choose_target(self) -> None:
        dialog = QFileDialog(self, _("Export the journal"), "scans.jsonl")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        if dialog.exec():
            self.export(Path(dialog.selectedFiles()[0]))

    def _lay_out(self) -> None:
        export = quiet("scanners.journal.export", _("Export…"), self._choose_target)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(export)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.table, 1)
        left.addLayout(buttons)
        inner = QVBoxLayout()
        inner.setSpacing(8)
        for label in (self._words, self._remedy, self._where, self._differs, self._goes):
            label.setMinimumWidth(1)  # a word without end does not widen the page
        for label in (self._words, self._remedy, self._where, self._differs):
            inner.addWidget(label)
        inner.addWidget(self._code)
        inner.addStretch()
        self._detail.add(scrolled(inner), 1)
        self._detail.add(self._goes)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for button in (self._replay, self._teach):
            acts.addWidget(button)
        acts.addStretch()
        self._detail.body.addLayout(acts)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(GAP)
        columns.addLayout(left, 5)
        columns.addWidget(self._detail, 3)
