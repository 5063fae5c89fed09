"""Stops on it: those there were, a new one with its reason, a release with its note."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout
from PySide6.QtWidgets import QWidget as Widget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.program import new_uid
from lsn_desktop.services.lots import holding
from lsn_desktop.storage import lsn_pages
from lsn_desktop.storage.lsn_pages import HoldRow
from ui.asking import ask, change
from ui.parts.buttons import link, quiet
from ui.parts.choice_box import ChoiceBox
from ui.parts.days import instant
from ui.parts.empty_state import EmptyState
from ui.parts.form import Form
from ui.parts.text import plain, quantity_text
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.storage.lsn_pages import LsnPage
    from ui.desk import Desk
    from ui.parts.notice import Notice

_WIDE = 320  # px; the pane beside the table


class HoldsTab(Widget):
    """The table of holds, and beside it the one form that is asked for."""

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk, self._notice = desk, notice
        self._page: LsnPage | None = None
        self._is_shown = self._is_asked = False  # the holds there are; the form of a new one
        self._table: Table[HoldRow] = Table(
            "lsn.holds", _("Holds"), self._columns(), desk.theme, self._empty()
        )
        self._reason, self._where = ChoiceBox(), ChoiceBox()
        self._quantity, self._note = QLineEdit(), QLineEdit()
        self._release_note = QLineEdit()
        self._hold_form, self._release_form = (
            Form("lsn.hold", spacing=8),
            Form("lsn.release", spacing=8),
        )
        self._pane = QStackedWidget()
        self._pane.setFixedWidth(_WIDE)
        self._lay_out()
        self._where.currentIndexChanged.connect(self._follow_place)
        self._note.returnPressed.connect(self._hold)
        self._release_note.returnPressed.connect(self._release)
        self._table.chosen.connect(self._follow_choice)

    def tell(self, page: LsnPage) -> None:
        """Ask for the holds of another LSN."""
        same = self._page is not None and self._page.lsn.id == page.lsn.id
        self._page = page
        if not same:
            self._clear()
            self._is_shown = self._is_asked = False
        self._offer_places(page)
        lsn_id = page.lsn.id
        ask(
            self._desk,
            lambda connection: lsn_pages.holds(connection, lsn_id),
            self._show,
            self._notice.refuse,
        )

    def ask_hold(self) -> None:
        """Go to the form of a new hold, also where one stands that is told of only later."""
        self._is_asked = not self._is_shown
        self._pane.setCurrentIndex(0)
        self._reason.setFocus()

    def ask_release(self) -> None:
        """Go to the note of a release."""
        self._pane.setCurrentIndex(1)
        self._release_note.setFocus()

    def _show(self, rows: Sequence[HoldRow]) -> None:
        self._table.show_rows(rows)
        open_ones = [row for row in rows if row.released_at is None]
        self._pane.setCurrentIndex(1 if open_ones and not self._is_asked else 0)
        self._is_shown, self._is_asked = True, False

    def _hold(self) -> None:
        if self._page is None:
            return
        self._hold_form.clear_complaints()
        place = self._where.currentData()
        quantity = None
        if place is not None:
            try:
                quantity = Decimal(self._quantity.text().strip().replace(",", "."))
            except InvalidOperation:
                words = _("Write how many are stopped, as a number.")
                self._hold_form.complain("quantity", words)
                return
        order = holding.PlaceHold(
            new_uid(),
            self._page.lsn.id,
            str(self._reason.currentData()),
            self._note.text(),
            place,
            quantity,
        )
        change(self._desk, lambda tx: holding.hold(tx, order), self._held, self._notice.refuse)

    def _held(self, _made: list[int]) -> None:
        self._clear()
        self._notice.ok(
            _(
                "Held. It is neither shipped nor used until it is released."
                " Ctrl+Shift+P prints its hold label."
            )
        )

    def _release(self) -> None:
        row = self._table.row()
        if self._page is None or row is None:
            return
        note = self._release_note.text()
        if not note.strip():
            self._release_form.complain("note", _("Say why it is good again."))
            return
        if len(self._open_rows()) == 1 or row.released_at is not None:
            lsn_id = self._page.lsn.id
            change(
                self._desk,
                lambda tx: holding.release(tx, lsn_id, note),
                self._released,
                self._notice.refuse,
            )
        else:
            change(
                self._desk,
                lambda tx: holding.release_one(tx, row.id, note),
                self._released,
                self._notice.refuse,
            )

    def _released(self, _count: int | None) -> None:
        self._clear()
        self._notice.ok(_("Released."))

    def _open_rows(self) -> list[HoldRow]:
        return [row for row in self._table.rows if row.released_at is None]

    def _clear(self) -> None:
        for field in (self._quantity, self._note, self._release_note):
            field.clear()
        self._where.setCurrentIndex(0)
        self._hold_form.clear_complaints()
        self._release_form.clear_complaints()

    def _offer_places(self, page: LsnPage) -> None:
        chosen = self._where.currentData()
        self._where.blockSignals(True)  # noqa: FBT003 - Qt's way
        self._where.clear()
        self._where.addItem(_("All of it, everywhere"), None)
        for place in page.places:
            quantity = quantity_text(off_grid(place.available, page.row.decimals))
            words = message(
                "Some at {place} ({quantity} {unit} free)",
                place=place.code,
                quantity=quantity,
                unit=page.row.unit,
            )
            self._where.addItem(str(words), place.location_id)
        self._where.setCurrentIndex(max(0, self._where.findData(chosen)))
        self._where.blockSignals(False)  # noqa: FBT003 - Qt's way
        self._follow_place()

    def _follow_place(self) -> None:
        self._quantity.setEnabled(self._where.currentData() is not None)

    def _follow_choice(self, row: HoldRow | None) -> None:
        several = len(self._open_rows()) > 1 and row is not None and row.released_at is None
        words = _("Ends the hold selected.") if several else _("Ends every hold on it.")
        self._which.setText(words)

    def _lay_out(self) -> None:
        for reason, words in (
            ("inspection", _("Inspection")),
            ("quarantine", _("Quarantine")),
            ("missing certificate", _("Missing certificate")),
            ("test result", _("Test result")),
            ("damage", _("Damage")),
            ("recall", _("Recall")),
            ("other", _("Other")),
        ):
            self._reason.addItem(words, reason)
        self._hold_form.add("reason", _("Reason"), self._reason)
        self._hold_form.add("where", _("How much"), self._where)
        self._hold_form.add("quantity", _("Quantity"), self._quantity)
        self._hold_form.add("note", _("Note"), self._note)
        self._release_form.add("note", _("Why it is good again"), self._release_note)
        self._which = plain("", "muted", wrap=True)
        hold = quiet("lsn.hold.place", _("Place hold"), self._hold)
        release = quiet("lsn.release.do", _("Release"), self._release)
        again = link("lsn.release.hold", _("Place another hold"), self.ask_hold)
        for parts in (
            (self._hold_form, hold),
            (self._release_form, self._which, release, again),
        ):
            holder = Widget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(8, 0, 8, 0)
            column.setSpacing(12)
            for part in parts:
                column.addWidget(part)
            column.addStretch()
            self._pane.addWidget(holder)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._table, 1)
        row.addWidget(self._pane)

    def _empty(self) -> EmptyState:
        return EmptyState(
            self._desk.theme,
            "release",
            _("It was never on hold"),
            _("A hold stops all of it, or some of it at one place, for a reason."),
        )

    def _columns(self) -> tuple[Column[HoldRow], ...]:
        return (
            Column[HoldRow](_("Since"), self._since, width=150),
            Column[HoldRow](_("What"), self._what, width=170),
            Column[HoldRow](_("Why"), _why),
            Column[HoldRow](
                _("Now"),
                self._now,
                tone=lambda row: "muted" if row.released_at else "refused",
                icon=lambda row: "release" if row.released_at else "hold",
            ),
        )

    def _since(self, row: HoldRow) -> str:
        return instant(row.placed_at, self._desk.station.time_zone)

    def _what(self, row: HoldRow) -> str:
        if row.quantity is None or self._page is None:
            mine = self._page is not None and row.code == self._page.row.code
            return _("All of it") if mine else row.code
        quantity = quantity_text(off_grid(row.quantity, self._page.row.decimals))
        return f"{quantity} {self._page.row.unit} · {row.location}"

    def _now(self, row: HoldRow) -> str:
        if row.released_at is None:
            return str(message("On hold by {user}", user=row.placed_by))
        return str(
            message(
                "Released {when} by {user}: {note}",
                when=instant(row.released_at, self._desk.station.time_zone),
                user=row.released_by or "",
                note=row.release_note,
            )
        )


def _why(row: HoldRow) -> str:
    return f"{row.reason}: {row.note}" if row.note else row.reason
