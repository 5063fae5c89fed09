"""Every certificate that took a number, newest first, found as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from lsn_desktop.domain.messages import _
from lsn_desktop.storage import certificates
from lsn_desktop.storage.certificates import Certificate
from ui.card import Card
from ui.days import instant
from ui.empty_state import EmptyState
from ui.rows_model import Column
from ui.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.desk import Desk
    from ui.notice import Notice
    from ui.row_sources import Wanted


class CertificateList(Card):
    """The table; Enter opens one."""

    opened = Signal(int)  # the certificate's row number

    def __init__(self, desk: Desk, notice: Notice, issue: Callable[[], object]) -> None:
        super().__init__()
        self._desk = desk
        self._is_asked = False
        self._table: Table[Certificate] = Table(
            "certificates.table",
            _("Certificates"),
            self._columns(),
            desk.theme,
            EmptyState(
                desk.theme,
                "certificates",
                _("No certificate was issued yet"),
                _("Issue one for a lot or serial that was received: scan it, or find it."),
                ("certificates.issue_first", _("Issue certificate"), issue),
            ),
        )
        self._table.opened.connect(lambda row: self.opened.emit(row.id))
        self._table.failed.connect(notice.refuse)
        self.add(self._table, 1)

    def row(self) -> Certificate | None:
        """The selected one."""
        return self._table.row()

    def ask_first(self) -> None:
        """Ask for the first page."""
        self._is_asked = True
        self._table.fetch_from(self._fetch, self._desk.lanes)

    def reload(self) -> None:
        """Ask again, because one came or was made."""
        if self._is_asked:
            self._table.reload()

    def take_focus(self) -> None:
        """Let the keys go to the table."""
        self._table.view.setFocus()

    def go_back(self) -> bool:
        """Clear what was typed into Find; False if nothing was."""
        return self._table.go_back()

    def _fetch(self, wanted: Wanted[Certificate]) -> Sequence[Certificate]:
        with self._desk.program.database.reading() as connection:
            return certificates.listed(
                connection,
                typed=wanted.needle,
                before=wanted.after.id if wanted.after else None,
                limit=wanted.count,
            )

    def _columns(self) -> Sequence[Column[Certificate]]:
        return (
            Column[Certificate](_("Number"), lambda row: row.number, mono=True, width=120),
            Column[Certificate](_("LSN"), lambda row: row.code, mono=True, width=190),
            Column[Certificate](_("Item"), lambda row: row.item),
            Column[Certificate](
                _("Issued to"), lambda row: row.facts.get("issued_to", ""), width=150
            ),
            Column[Certificate](_("When"), self._when, width=150),
            Column[Certificate](_("By"), lambda row: row.created_by, width=150),
            Column[Certificate](
                _("Status"), status_words, tone=status_tone, icon=_status_icon, width=150
            ),
        )

    def _when(self, row: Certificate) -> str:
        return instant(row.created_at, self._desk.station.time_zone)


def status_words(row: Certificate) -> str:
    """Whether it has its file."""
    return _("Issued") if row.status == "issued" else _("Not made yet")


def status_tone(row: Certificate) -> str:
    """The tone of that."""
    return "ok" if row.status == "issued" else "attention"


def _status_icon(row: Certificate) -> str:
    return "check" if row.status == "issued" else "waiting"
