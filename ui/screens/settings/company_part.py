"""Who we are: what stands on certificates, where goods come in, which day it is there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lsn_desktop.domain.messages import _, mark, message
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.office import company
from lsn_desktop.services.office.company import CompanyFacts
from lsn_desktop.storage import catalogue
from ui.asking import ask, change
from ui.parts.buttons import primary
from ui.parts.choice_box import ChoiceBox
from ui.parts.choices import TimeZoneField
from ui.parts.form import Form
from ui.screens.settings.columns import side_by_side
from ui.screens.settings.logo_field import LogoField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lsn_desktop.storage.transactions import Connection, Tx
    from ui.desk import Desk
    from ui.parts.notice import Notice

_LEFT = ("name", "address", "logo")


class CompanyPart(QWidget):
    """Saved with one button; the audit keeps what it was before."""

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk, self._notice = desk, notice
        self._left, self._right = Form("settings.company"), Form("settings.company")
        self.name, self.address, self.prefix = QLineEdit(), QPlainTextEdit(), QLineEdit()
        self.address.setTabChangesFocus(True)
        self.address.setFixedHeight(96)
        # On a tall window it must not draw its name away from itself.
        self.address.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.logo = LogoField("settings.company")
        self.zone, self.place = TimeZoneField("UTC"), ChoiceBox()
        self.place.setEditable(True)
        self.place.setInsertPolicy(ChoiceBox.InsertPolicy.NoInsert)
        self._left.add("name", _("Company"), self.name)
        self._left.add("address", _("Address"), self.address)
        self._left.add("logo", _("Logo"), self.logo, _("A picture for certificates."))
        self._right.add(
            "gs1_prefix",
            _("GS1 company prefix"),
            self.prefix,
            _("4 to 12 digits. Leave it empty if you have none."),
        )
        self._right.add(
            "time_zone",
            _("Time zone"),
            self.zone,
            _("Which day it is here decides what has expired."),
        )
        self._right.add(
            "receiving_place",
            _("Goods come to"),
            self.place,
            _("Choose a place, or type a new one: it is made."),
        )
        below = QHBoxLayout()
        below.addStretch()
        below.addWidget(primary("settings.company.save", _("Save"), self.save))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 8, 8, 8)
        rows.setSpacing(14)
        rows.addWidget(side_by_side(self._left, self._right), 1)
        rows.addLayout(below)

    def shown(self) -> None:
        """Ask what is kept."""
        ask(self._desk, _asked, self._show, self._notice.refuse)

    def save(self) -> None:
        """Keep what stands in the fields, or say what is wrong with it."""
        try:
            picture = self.logo.wanted()
        except Refusal as refused:
            self._complain({"logo": refused})
            return
        wanted = CompanyFacts(
            self.name.text(),
            self.address.toPlainText(),
            self.prefix.text().replace(" ", ""),
            self.zone.zone(),
            self.place.currentText(),
            picture,
        )

        def act(tx: Tx) -> list[str] | dict[str, Refusal]:
            return company.flaws(tx.connection, wanted) or company.change(tx, wanted)

        change(self._desk, act, self._saved, self._notice.refuse)

    def _saved(self, told: list[str] | dict[str, Refusal]) -> None:
        if isinstance(told, dict):
            self._complain(told)
            return
        self._complain({})
        self._desk.station = replace(self._desk.station, time_zone=self.zone.zone())
        if told:
            what = ", ".join(_(_FIELDS[name]) for name in told)
            self._notice.ok(str(message("Saved: {what}.", what=what)))
        else:
            self._notice.ok(_("Nothing was different."))
        self.shown()

    def _complain(self, flaws: Mapping[str, Refusal]) -> None:
        for form in (self._left, self._right):
            form.clear_complaints()
        for field, flaw in reversed(list(flaws.items())):
            form = self._left if field in _LEFT else self._right
            form.complain(field, str(flaw))
        if flaws:
            self._notice.attention(_("Nothing was saved yet: see the red words."))

    def _show(self, asked: tuple[CompanyFacts, list[str]]) -> None:
        known, places = asked
        self.name.setText(known.name)
        self.name.setCursorPosition(0)
        self.address.setPlainText(known.address)
        self.prefix.setText(known.gs1_prefix)
        self.zone.setCurrentText(known.time_zone)
        self.place.clear()
        self.place.addItems(places)
        self.place.setCurrentText(known.receiving_place)
        self.logo.tell(known.logo or b"")


def _asked(connection: Connection) -> tuple[CompanyFacts, list[str]]:
    places = catalogue.real_locations(connection, ("receiving",))
    return company.facts(connection), [place.code for place in places]


_FIELDS = {
    "name": mark("company"),
    "address": mark("address"),
    "logo": mark("logo"),
    "gs1_prefix": mark("GS1 prefix"),
    "time_zone": mark("time zone"),
    "receiving_place": mark("receiving place"),
}
