"""The code that what stands in a place gets: how, where, which, how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.items import LsnKind, Tracking
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.domain.typed_days import days_typed, in_words
from lsn_desktop.services.lots.sharing_out import Share
from ui.parts.buttons import quiet
from ui.parts.choice_box import ChoiceBox
from ui.parts.form import Form
from ui.screens.items import tracking_facts
from ui.screens.items.item_list import tracking_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from lsn_desktop.services.lots.tracking_scans import Scanned
    from lsn_desktop.storage.tracking import Standing
    from ui.desk import Desk
    from ui.screens.items.tracking_facts import Row, ToTrack


class TrackingForm(QWidget):
    """Enter goes from field to field, and adds what is written at the last one."""

    added = Signal(object)  # the Row
    way_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._to: ToTrack | None = None
        self._day_scanned = False
        self._way, self._where = ChoiceBox(), ChoiceBox()
        self._lot, self._expiry = QLineEdit(), QLineEdit()
        self._quantity, self._serials = QLineEdit(), QLineEdit()
        self._form = Form("item.track", spacing=10)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self._way)

    @property
    def way(self) -> Tracking:
        """How the item is told apart from now on."""
        return Tracking(self._way.currentData())

    def begin(self, to: ToTrack) -> None:
        """Ask for the codes of an item."""
        self._to = to
        self._way.blockSignals(True)  # noqa: FBT003 - Qt's way
        self._way.clear()
        for way in to.ways:
            words = tracking_words(way)
            self._way.addItem(words[:1].upper() + words[1:], way)
        self._way.blockSignals(False)  # noqa: FBT003 - Qt's way
        for field in self._typed():
            field.clear()
        self._form.clear_complaints()
        self._follow_way()

    def show_left(self, left: Mapping[tuple[int, int], int]) -> None:
        """Say at each place how much has no code; go on to the next place that has some."""
        to, chosen = self._to, self._where.currentIndex()
        if to is None:
            return
        self._where.clear()
        for each in to.standing:
            without = left[each.lsn_id, each.location_id]
            self._where.addItem(tracking_facts.place_words(to, each, without), each)
        here = self._where.itemData(max(0, chosen))
        if here is not None and not left[here.lsn_id, here.location_id]:
            others = [
                at for at, each in enumerate(to.standing) if left[each.lsn_id, each.location_id]
            ]
            chosen = others[0] if others else chosen
        self._where.setCurrentIndex(max(0, chosen))
        self._follow_place()

    def take(self, scanned: Scanned) -> None:
        """A scanned bin is where one stands; a label fills in what it says, or is a piece."""
        if scanned.location_id is not None:
            self._go_to_place(scanned.location_id)
            return
        if scanned.lot and scanned.lot != self._lot.text():
            self._lot.setText(scanned.lot)
            self._expiry.clear()
        if scanned.expiry is not None:
            self._day_scanned = True
            self._expiry.setText(scanned.expiry.isoformat())
        if scanned.serial and self.way.by_serial:
            self._serials.setText(f'"{scanned.serial}"')
            self.add()
        else:
            (self._serials if self.way.by_serial else self._quantity).setFocus()

    def add(self) -> None:
        """Let what is written be a row, or say what is wrong with it."""
        standing, to = self._standing(), self._to
        if to is None or standing is None:
            return
        self._form.clear_complaints()
        day = self._day()
        if self._expiry.isVisibleTo(self) and self._expiry.text().strip() and day is None:
            self._form.complain("expiry", _("Type the day as 2026-12-31."))
            return
        quantity = tracking_facts.quantity_typed(self._quantity.text())
        share = Share(
            standing.lsn_id,
            standing.location_id,
            self._lot.text().strip(),
            self._serials.text(),
            quantity,
            day,
        )
        try:
            row = tracking_facts.row(to, standing, share, self.way)
        except Refusal as refused:
            self.complain(str(refused))
            return
        if not row.count:
            self.complain(_("Scan or write the serials of these pieces."))
            return
        self.added.emit(row)

    def took(self) -> None:
        """What was written is a row now: the next one."""
        self._quantity.clear()
        self._serials.clear()
        if not self.way.by_serial:
            self._lot.clear()
        if not self.way.by_serial or (self._day_scanned and not self.way.by_lot):
            self._expiry.clear()  # of the piece that was scanned, not of the next one
        self._day_scanned = False
        first = self._lot if self._lot.isVisibleTo(self) else self._serials
        (self._serials if self.way.by_serial else first).setFocus()

    def complain(self, words: str) -> None:
        """Say what is wrong with how many there are."""
        self._form.complain("serials" if self.way.by_serial else "quantity", words)

    def _typed(self) -> tuple[QLineEdit, ...]:
        return self._lot, self._expiry, self._quantity, self._serials

    def _standing(self) -> Standing | None:
        found: Standing | None = self._where.currentData()
        return found

    def _day(self) -> date | None:
        days = days_typed(self._expiry.text().strip(), self._desk.station.by().on)
        return days[0] if len(days) == 1 else None

    def _go_to_place(self, location_id: int) -> None:
        here = [
            at
            for at in range(self._where.count())
            if self._where.itemData(at).location_id == location_id
        ]
        if here:
            self._where.setCurrentIndex(here[0])
        else:
            self._form.complain("where", _("Nothing of this item stands in that place."))

    def _follow_way(self) -> None:
        self._follow_place()
        self.way_changed.emit()

    def _follow_place(self) -> None:
        standing = self._standing()
        of_lot = standing is not None and standing.kind is LsnKind.LOT
        self._form.offer("lot", on=self.way.by_lot and not of_lot)
        self._form.offer("expiry", on=not of_lot)
        self._form.offer("serials", on=self.way.by_serial)
        self._form.offer("quantity", on=not self.way.by_serial)

    def _say_day(self) -> None:
        day = self._day()
        self._form.hint("expiry", in_words(day) if day else "")

    def _lay_out(self) -> None:
        self._form.add("way", _("From now on it is tracked"), self._way)
        self._form.add("where", _("Where (or scan the bin)"), self._where)
        self._form.add("lot", _("Lot"), self._lot)
        self._form.add("expiry", _("Expiry"), self._expiry)
        self._form.add("quantity", _("How many get this code"), self._quantity)
        self._form.add(
            "serials",
            _("Serials"),
            self._serials,
            _("A001-A050 · 40+4: 40 and the next four · ~+5: our next five"),
        )
        self._lot.setPlaceholderText(_("Scan or type it; empty: our next number"))
        self._expiry.setPlaceholderText(_("If the label says one"))
        self._serials.setPlaceholderText(_("Scan each piece, or write them"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addWidget(self._form)
        rows.addWidget(quiet("item.track.add", _("Give it this code (Enter)"), self.add))
        rows.addStretch()

    def _connect(self) -> None:
        self._way.currentIndexChanged.connect(lambda _at: self._follow_way())
        self._where.currentIndexChanged.connect(lambda _at: self._follow_place())
        self._expiry.textEdited.connect(lambda _text: self._say_day())
        self._lot.returnPressed.connect(self._expiry.setFocus)
        self._expiry.returnPressed.connect(self._to_count)
        for field in (self._quantity, self._serials):
            field.returnPressed.connect(self.add)

    def _to_count(self) -> None:
        (self._serials if self.way.by_serial else self._quantity).setFocus()


def what(row: Row, to: ToTrack) -> str:
    """How many pieces a row is of, or which serials."""
    if not row.share.serials:
        return to.quantity(row.count)
    if row.count == 1:
        return row.share.serials.strip().strip('"')
    return str(
        message("{count} serials: {serials}", count=row.count, serials=row.share.serials)
    )
