"""Safety: the last good backup, one made now, the file proven, a backup put back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.office import backing_up, signing
from lsn_desktop.services.office.backing_up import Backup
from ui.frame.restore_panel import RestorePanel
from ui.parts.buttons import primary
from ui.parts.card import Card
from ui.parts.days import instant
from ui.parts.empty_state import EmptyState
from ui.parts.text import ElidedLabel, named, plain
from ui.parts.tokens import GAP
from ui.screens.settings.verify_card import VerifyCard
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.frame.workplace import Workplace
    from ui.parts.notice import Notice

_MEGA = 1_000_000


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept, and of what."""

    backups: Sequence[Backup]
    database: str
    size: int | None


class SafetyPart(QWidget):
    """Backups at the left; proving and putting back at the right."""

    _copied = Signal(int, int)

    def __init__(self, desk: Desk, workplace: Workplace, notice: Notice) -> None:
        super().__init__()
        self._desk, self._workplace, self._notice = desk, workplace, notice
        self._last = plain(role="large", wrap=True)
        self._last.setObjectName("settings.backup.last")
        self._how = plain(role="muted", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        named(self._bar, "settings.backup.progress", _("Backup"))
        self._doing = plain(role="muted")
        self._doing.setObjectName("settings.backup.doing")
        self._now = primary("settings.backup.now", _("Back up now"), self._back_up)
        self._table: Table[Backup] = Table(
            "settings.backups",
            _("Backups kept"),
            (
                Column[Backup](_("Made"), self._when, width=150),
                Column[Backup](_("Size"), _size, right=True, width=100),
                Column[Backup](_("Audit heads"), lambda row: row.heads, mono=True),
            ),
            desk.theme,
            EmptyState(
                desk.theme,
                "verified",
                _("No backup yet"),
                _("One is made every day, by itself; or make one now."),
            ),
        )
        self._verify = VerifyCard(desk)
        self._database = ElidedLabel("", "code")
        self._database.setObjectName("settings.database")
        self._size = plain(role="muted")
        self._restore = RestorePanel("settings.restore", (), desk.theme)
        self._restore.chosen.connect(self._prove)
        self._restore_card = Card(_("Put a backup back"))
        self._copied.connect(self._show_progress)
        self._lay_out()
        self._rest()

    def shown(self) -> None:
        """Ask what is kept; reading the folder is no work for this thread."""
        settings, database = self._desk.program.settings, self._desk.program.database

        def job() -> Kept:
            if not database.is_file:
                shown = database.url.render_as_string(hide_password=True)
                return Kept(backing_up.kept(settings.backups), shown, None)
            path = Path(database.url.database or "")
            return Kept(backing_up.kept(settings.backups), str(path), _size_of(path))

        self._desk.lanes.read(job, self._show, self._notice.refuse)

    def go_back(self) -> bool:
        """Clear what was typed into Find; False if nothing was."""
        return self._table.go_back()

    def _show(self, kept: Kept) -> None:
        self._table.show_rows(kept.backups)
        self._restore.show_kept(kept.backups)
        self._database.setText(kept.database)
        self._size.setVisible(kept.size is not None)
        self._restore_card.setVisible(kept.size is not None)
        words = message("{size} MB", size=f"{(kept.size or 0) / _MEGA:.1f}")
        self._size.setText(str(words))
        if kept.backups:
            last = kept.backups[0]
            made = message("Last good backup: {when}", when=self._when(last))
            self._last.setText(str(made))
            how = message(
                "Verified when it was made: opened and compared.\nKept in {folder}",
                folder=last.path.parent,
            )
            self._how.setText(str(how))
        else:
            self._last.setText(_("No backup yet"))
            self._how.setText(_("Nothing is lost as long as this disk holds."))

    def _back_up(self) -> None:
        """In nobody's way: scans and questions go on meanwhile."""
        program, by = self._desk.program, self._desk.station.by()
        self._now.setEnabled(False)
        self._show_progress(0, 0)
        told = self._copied.emit
        self._desk.lanes.aside(
            lambda: backing_up.back_up_into(
                program.database, program.settings.backups, by.at, told
            ),
            self._backed_up,
            self._not_backed_up,
        )

    def _backed_up(self, made: Backup) -> None:
        self._rest()
        words = message("Backed up and verified: {file}", file=made.path.name)
        self._notice.ok(str(words))
        self._desk.changes.announce({"backup"})
        self.shown()

    def _not_backed_up(self, error: Exception) -> None:
        self._rest()
        self._notice.refuse(error)

    def _show_progress(self, done: int, total: int) -> None:
        self._bar.show()
        self._doing.show()
        proving = total > 0 and done >= total
        self._bar.setRange(0, 0 if proving else total)
        self._bar.setValue(done)
        if proving:
            self._doing.setText(_("Proving the copy"))
        elif total:
            words = message("Copying: {percent} %", percent=100 * done // total)
            self._doing.setText(str(words))
        else:
            self._doing.setText(_("Copying"))

    def _rest(self) -> None:
        self._now.setEnabled(True)
        self._bar.hide()
        self._doing.hide()

    def _prove(self, source: Path) -> None:
        """Let nothing go until the backup proved good and an owner asked for it."""
        desk = self._desk

        def job() -> Path:
            by = desk.station.by()
            desk.program.database.run(by, _owner_only)
            return backing_up.look_into(source).path

        desk.lanes.write(job, self._workplace.restore, self._notice.refuse)

    def _when(self, row: Backup) -> str:
        return instant(row.at, self._desk.station.time_zone)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(14)
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self._last, self._how):
            label.setMinimumWidth(1)
            words.addWidget(label)
        top.addLayout(words, 1)
        top.addWidget(self._now)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(top)
        left.addWidget(self._bar)
        left.addWidget(self._doing)
        left.addSpacing(8)
        left.addWidget(plain(_("Backups kept"), "section"))
        left.addWidget(self._table, 1)
        about = Card(_("Database"))
        about.add(self._database)
        about.add(self._size)
        self._restore_card.add(self._restore)
        right = QVBoxLayout()
        right.setSpacing(GAP)
        for card in (self._verify, about, self._restore_card):
            right.addWidget(card)
        right.addStretch()
        columns = QHBoxLayout(self)
        columns.setContentsMargins(8, 8, 0, 0)
        columns.setSpacing(GAP)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)


def _size(row: Backup) -> str:
    return str(message("{size} MB", size=f"{row.size / _MEGA:.1f}"))


def _size_of(database: Path) -> int:
    """With its log, which holds what was written last."""
    log = database.with_name(f"{database.name}-wal")
    return database.stat().st_size + (log.stat().st_size if log.exists() else 0)


def _owner_only(tx: Tx) -> None:
    signing.owner_only(tx)
