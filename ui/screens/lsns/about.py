"""Who made it, where, whose it is, when it is tested again: told, changed, put back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.lots import describing
from lsn_desktop.services.lots.describing import Describe
from lsn_desktop.storage import catalogue, lsn_records
from ui.asking import ask, change
from ui.parts import countries
from ui.parts.buttons import link, quiet
from ui.parts.choice_box import ChoiceBox
from ui.parts.days import typed_day
from ui.parts.form import Form
from ui.parts.scrolled import scrolled

if TYPE_CHECKING:
    from lsn_desktop.storage.catalogue import Party
    from lsn_desktop.storage.lsn_pages import LsnPage
    from lsn_desktop.storage.lsn_records import Record
    from lsn_desktop.storage.transactions import Connection
    from ui.desk import Desk
    from ui.parts.notice import Notice


class AboutForm(QWidget):
    """Enter saves. A country is typed by its letters or name, and said back."""

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk, self._notice = desk, notice
        self._lsn_id = 0
        self._back: Describe | None = None
        self._known: Record | None = None
        self._texts = {
            name: QLineEdit() for name in ("maker", "country", "retest", "description")
        }
        self._vendor, self._reason = ChoiceBox(), QLineEdit()
        self._form = Form("lsn.about", spacing=8)
        self._undo = link("lsn.about.undo", _("Put it back as it was"), self._put_back)
        self._lay_out()
        for field in (*self._texts.values(), self._reason):
            field.returnPressed.connect(self.save)
        self._texts["country"].textChanged.connect(self._say_country)

    def tell(self, page: LsnPage) -> None:
        """Ask what is told of another LSN."""
        lsn_id = page.lsn.id
        if lsn_id != self._lsn_id:
            self._lsn_id, self._known = lsn_id, None
            self._keep_back(None)
        ask(
            self._desk,
            lambda connection: _asked(connection, lsn_id),
            self._show,
            self._notice.refuse,
        )

    def save(self) -> None:
        """Tell of it what stands here."""
        self._form.clear_complaints()
        try:
            retest = typed_day(self._texts["retest"].text())
        except Refusal as refused:
            self._form.complain("retest", str(refused))
            return
        country = self._country()
        if country is None:
            self._form.complain("country", _("No country: type its two letters or its name."))
            return
        order = Describe(
            self._lsn_id,
            self._texts["maker"].text(),
            country,
            self._texts["description"].text(),
            retest,
            self._vendor.currentData(),
            self._reason.text(),
        )
        self._change(order)

    def _change(self, order: Describe) -> None:
        change(
            self._desk,
            lambda tx: describing.describe(tx, order),
            self._changed,
            self._refused,
        )

    def _put_back(self) -> None:
        if self._back is not None:
            self._change(replace(self._back, reason=_("put back")))

    def _changed(self, back: Describe | None) -> None:
        if back is None:
            self._notice.attention(_("This is known already; nothing was changed."))
            return
        self._reason.clear()
        self._keep_back(back)
        self._notice.ok(_("Saved. Labels printed before still say what they said."))

    def _refused(self, error: Exception) -> None:
        if isinstance(error, Refusal) and not self._reason.text().strip():
            self._form.complain("reason", str(error))
        else:
            self._notice.refuse(error)

    def _keep_back(self, back: Describe | None) -> None:
        self._back = back
        self._undo.setVisible(back is not None)

    def _country(self) -> str | None:
        """Its letters; what was there before, as an import gave it, may stay."""
        typed = self._texts["country"].text().strip()
        if not typed or (self._known is not None and typed == self._known.country):
            return typed
        return countries.code_of(typed)

    def _say_country(self, typed: str) -> None:
        code = countries.code_of(typed)
        name = countries.country_name(code) if code else ""
        self._form.hint("country", f"{code} · {name}" if name else "")

    def _show(self, asked: tuple[Record, list[Party]]) -> None:
        known, vendors = asked
        if known == self._known:
            return  # what is typed stays
        self._known = known
        for name, field in self._texts.items():
            value = getattr(known, name)
            field.setText(str(value) if value else "")
            field.setCursorPosition(0)
        self._vendor.clear()
        self._vendor.addItem("", None)
        for each in vendors:
            self._vendor.addItem(each.name, each.id)
        if known.vendor_id and self._vendor.findData(known.vendor_id) < 0:
            self._vendor.addItem(known.vendor, known.vendor_id)
        self._vendor.setCurrentIndex(max(0, self._vendor.findData(known.vendor_id)))

    def _lay_out(self) -> None:
        self._form.add("maker", _("Maker"), self._texts["maker"])
        self._form.add("vendor", _("Supplier"), self._vendor)
        self._form.add("country", _("Country of origin"), self._texts["country"])
        self._form.add("retest", _("Test again on"), self._texts["retest"])
        self._form.add("description", _("Description"), self._texts["description"])
        self._form.add("reason", _("Reason, where something changes"), self._reason)
        self._texts["country"].setPlaceholderText(_("DE, or Germany"))
        self._texts["retest"].setPlaceholderText(_("2026-12-31"))
        body = QVBoxLayout()
        body.setSpacing(12)
        body.addWidget(self._form)
        self._form.setContentsMargins(0, 0, 8, 0)  # beside the scroll bar
        line = QHBoxLayout()
        line.setSpacing(12)
        self.last = quiet("lsn.about.save", _("Save this"), self.save)  # where Tab leaves it
        line.addWidget(self.last, 1)
        line.addWidget(self._undo)
        body.addStretch()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addWidget(scrolled(body), 1)
        rows.addLayout(line)
        self._undo.hide()


def _asked(connection: Connection, lsn_id: int) -> tuple[Record, list[Party]]:
    return lsn_records.record(connection, lsn_id), catalogue.vendors(connection)
