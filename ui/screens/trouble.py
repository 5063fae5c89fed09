"""The database could not be opened: what happened, and what can be done about it here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from lsn_desktop.domain.refusals import Refusal, Unavailable
from ui.frame.restore_panel import RestorePanel
from ui.frame.start_page import StartPage
from ui.parts.buttons import primary
from ui.parts.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.services.office.backing_up import Backup
    from ui.parts.theme import Theme

_WIDTH = 760  # px


class TroubleScreen(QWidget):
    """The fact, the remedy, another try, and the backups where the database is a file."""

    again = Signal()
    restore = Signal(object)  # the Path of a backup

    def __init__(self, error: Exception, kept: Sequence[Backup], theme: Theme) -> None:
        super().__init__()
        self.setObjectName("trouble_screen")
        page = StartPage(_("The database could not be opened"), "", _WIDTH)
        fact, remedy = _words_of(error)
        page.card.add(plain(fact, "large", wrap=True))
        page.card.add(plain(remedy, wrap=True))
        row = QHBoxLayout()
        row.addStretch()
        again = primary("trouble.again", _("Try again"), self.again.emit)
        again.setAutoDefault(True)
        row.addWidget(again)
        page.card.body.addLayout(row)
        if kept:
            panel = RestorePanel("trouble.restore", kept, theme)
            panel.chosen.connect(self.restore)
            page.card.add(plain(_("Or restore a backup"), "section"))
            page.card.add(panel)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(page)
        self.setFocusProxy(again)

    @staticmethod
    def waiting(words: str) -> QWidget:
        """A page that only says what is being done."""
        return StartPage(words, _("One moment."), _WIDTH)


def _words_of(error: Exception) -> tuple[str, str]:
    if isinstance(error, Refusal | Unavailable):
        return str(error.fact), str(error.remedy)
    return (
        _("The program made a mistake while it opened the database."),
        _("Nothing was changed. The report is in crash.log, in the program's folder."),
    )
