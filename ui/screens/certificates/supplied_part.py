"""Certificates that suppliers sent: what they cover, until when; opened, saved, rejected."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.certificates import supplied
from lsn_desktop.storage import blobs, supplied_certificates
from lsn_desktop.storage.supplied_certificates import Supplied
from ui import saving
from ui.asking import change
from ui.parts.buttons import danger, quiet
from ui.parts.days import expiry_words, left_tone
from ui.parts.empty_state import EmptyState
from ui.parts.kind_words import kind_words
from ui.parts.text import named
from ui.screens.certificates.days_form import DaysForm
from ui.tables.listing import Listing
from ui.tables.rows_model import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lsn_desktop.services.certificates.supplied_days import Corrected
    from ui.desk import Desk
    from ui.parts.notice import Notice
    from ui.tables.row_sources import Wanted

_TOUCHED = frozenset({"supplier certificate", "lsn", "item", "party"})


class SuppliedPart(QWidget):
    """The table, a line to reject the one that is chosen, and one to put its days right."""

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk, self._notice = desk, notice
        self.table = _list(desk)
        self._why = QLineEdit()
        named(self._why, "certificates.reject.why", _("Why it is rejected"))
        self._why.setPlaceholderText(_("Why it is rejected"))
        self._acts = (
            quiet(
                "certificates.supplied.open", _("Open"), lambda: self._open(self.table.row())
            ),
            quiet("certificates.supplied.save", _("Save as…"), self._save),
            quiet("certificates.days", _("Correct days…"), self._ask_days),
            danger("certificates.reject", _("Reject"), self._reject),
        )
        self._days = DaysForm(desk)
        below = QHBoxLayout()
        below.setSpacing(8)
        for act in self._acts[:3]:
            below.addWidget(act)
        below.addWidget(self._why, 1)
        below.addWidget(self._acts[3])
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addWidget(self.table, 1)
        rows.addWidget(self._days)
        rows.addLayout(below)
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self._follow)
        self.table.failed.connect(notice.refuse)
        self._why.returnPressed.connect(self._reject)
        self._days.corrected.connect(self._tell_corrected)
        self._days.refused.connect(notice.refuse)
        self._follow(None)

    def go_back(self) -> bool:
        """Leave the days as they are, or clear what was typed into Find."""
        if self._days.isVisibleTo(self):
            self._days.hide()
            self.table.view.setFocus()
            return True
        return self.table.go_back()

    def _ask_days(self) -> None:
        if (row := self.table.row()) is not None:
            self._days.begin(row)

    def _tell_corrected(self, done: Corrected) -> None:
        words = _("Corrected. What it covers was judged anew.")
        if done.count > 1:
            words = str(message("Corrected for all {n} it was accepted for.", n=done.count))
        if done.held:
            words += " " + str(message("{n} more on hold.", n=done.held))
        if done.released:
            words += " " + str(message("{n} released.", n=done.released))
        self._notice.ok(words)
        self.table.view.setFocus()

    def _follow(self, row: Supplied | None) -> None:
        self._days.hide()
        for act in self._acts[:2]:
            act.setEnabled(row is not None)
        stands = row is not None and row.rejected_at is None
        for act in self._acts[2:]:
            act.setEnabled(stands)
        self._why.setEnabled(stands)

    def _reject(self) -> None:
        row, why = self.table.row(), self._why.text()
        if row is None:
            return

        def told(held: int) -> None:
            self._why.clear()
            words = _("Rejected. Nothing waits for it.")
            if held:
                words = str(message("Rejected: {n} lots are on hold for it.", n=held))
            self._notice.ok(words)

        change(self._desk, lambda tx: supplied.reject(tx, row.id, why), told,
               self._notice.refuse)  # fmt: skip

    def _open(self, row: Supplied | None) -> None:
        if row is None:
            return
        if row.media_type.startswith(("application/pdf", "image/", "text/plain")):
            saving.show(self._desk, row.name, self._bytes(row), self._notice)
        else:
            self._notice.attention(_("This kind of file is not opened here. Save it instead."))

    def _save(self) -> None:
        if (row := self.table.row()) is not None:
            content = self._bytes(row)
            saving.save_as(self._desk, self, _("Save file"), row.name, content, self._notice)

    def _bytes(self, row: Supplied) -> Callable[[], bytes]:
        database = self._desk.program.database

        def read() -> bytes:
            with database.reading() as connection:
                return blobs.read(connection, row.blob_id)

        return read


def _list(desk: Desk) -> Listing[Supplied]:
    return Listing(
        desk,
        "certificates.supplied",
        _("Certificates from suppliers"),
        _columns(desk),
        EmptyState(
            desk.theme,
            "certificates",
            _("No supplier's certificate yet"),
            _("Attach one where it is missing, or on the page of the lot, item or supplier."),
        ),
        (partial(_fetch, desk), _TOUCHED),
    )


def _fetch(desk: Desk, wanted: Wanted[Supplied]) -> Sequence[Supplied]:
    with desk.program.database.reading() as connection:
        return supplied_certificates.listed(
            connection,
            typed=wanted.needle,
            before=wanted.after.id if wanted.after else None,
            limit=wanted.count,
            only=wanted.only,
            time_zone=desk.station.time_zone,
        )


def _columns(desk: Desk) -> Sequence[Column[Supplied]]:
    def on_day(row: Supplied) -> str:
        return expiry_words(row.expires_on, desk.station.by().on)

    def tone(row: Supplied) -> str:
        left = left_tone(row.expires_on, desk.station.by().on) if row.expires_on else ""
        return left or "text"

    return (
        Column[Supplied](
            _("Kind"), lambda row: kind_words(row.kind), called="kind", filter="text"
        ),
        Column[Supplied](
            _("Number"), lambda row: row.number, mono=True, width=110, missable=True,
            called="number", filter="text",
        ),
        Column[Supplied](_("Covers"), covers, called="covers"),
        Column[Supplied](
            _("Supplier"), lambda row: row.supplier or "", width=150, missable=True,
            called="supplier", filter="text",
        ),
        Column[Supplied](
            _("Issued"), _issued, width=110, missable=True, called="issued_on", filter="day",
            tone=lambda row: "text" if row.issued_on else "refused",
        ),
        Column[Supplied](
            _("Valid until"), on_day, width=235, tone=tone, called="expires_on", filter="day"
        ),
        Column[Supplied](
            _("Status"), _status, width=160, called="status",
            tone=lambda row: "refused" if row.rejected_at else "ok",
            icon=lambda row: "attention" if row.rejected_at else "check",
        ),
    )  # fmt: skip


def covers(row: Supplied) -> str:
    """What a certificate speaks for."""
    if row.code is not None:
        return f"{row.code} · {row.item}"
    return str(supplied.stands_for(row))


def _issued(row: Supplied) -> str:
    return row.issued_on.isoformat() if row.issued_on else _("not dated")


def _status(row: Supplied) -> str:
    if row.rejected_at is not None:
        return str(message("Rejected: {why}", why=row.rejection))
    return str(message("Accepted by {who}", who=row.accepted_by))
