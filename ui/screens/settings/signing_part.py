"""The key this workstation signs certificates with, and all the others that are verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from ui import saving
from ui.parts.buttons import quiet
from ui.parts.card import Card
from ui.parts.days import instant
from ui.parts.empty_state import EmptyState
from ui.parts.text import in_fours, plain
from ui.parts.tokens import GAP
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from lsn_desktop.paper.company_key import Keys
    from lsn_desktop.storage.signing_keys import ListedKey
    from printing.certificates.signing_key import KeyFacts, SigningKey
    from ui.desk import Desk
    from ui.parts.notice import Notice

    Row = tuple[ListedKey, KeyFacts]

_WIDTH = 420  # px


class SigningPart(QWidget):
    """Its own key at the left, every key of the company at the right."""

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk, self._notice = desk, notice
        self._whose, self._print = plain(role="large", wrap=True), plain(role="code", wrap=True)
        self._since, self._where = (
            plain(role="muted", wrap=True),
            plain(role="muted", wrap=True),
        )
        for label, name in (
            (self._whose, "whose"),
            (self._print, "fingerprint"),
            (self._since, "since"),
            (self._where, "where"),
        ):
            label.setObjectName(f"settings.signing.{name}")
        self._own: ListedKey | None = None
        self._export = quiet("settings.signing.export", _("Save certificate…"), self._save)
        self._renew = quiet("settings.signing.renew", _("Renew key"), self._make_new)
        self._table: Table[Row] = Table(
            "settings.signing.keys",
            _("Keys"),
            (
                Column[tuple["ListedKey", "KeyFacts"]](
                    _("Workstation"), lambda row: row[0].workstation, "workstation", width=120
                ),
                Column[tuple["ListedKey", "KeyFacts"]](_("Since"), self._when, width=145),
                Column[tuple["ListedKey", "KeyFacts"]](
                    _("Signs"),
                    lambda row: _("yes") if row[0].retired_at is None else _("no longer"),
                    tone=lambda row: "text" if row[0].retired_at is None else "muted",
                    width=90,
                ),
                Column[tuple["ListedKey", "KeyFacts"]](
                    _("Company"), lambda row: row[1].company, width=150
                ),
                Column[tuple["ListedKey", "KeyFacts"]](
                    _("Fingerprint"), lambda row: row[0].fingerprint, mono=True
                ),
            ),
            desk.theme,
            EmptyState(
                desk.theme,
                "verified",
                _("No certificate was signed yet"),
                _("The first one issued makes the key of its workstation."),
            ),
        )
        self._lay_out()

    def shown(self) -> None:
        """Ask which keys there are."""
        program, station = self._desk.program, self._desk.station

        def job() -> Keys:
            from lsn_desktop.paper import company_key  # noqa: PLC0415 - loads what signs

            return company_key.keys(program, station)

        self._desk.lanes.read(job, self._show, self._notice.refuse)

    def go_back(self) -> bool:
        """Clear what was typed into Find; False if nothing was."""
        return self._table.go_back()

    def _show(self, keys: Keys) -> None:
        self._table.show_rows(keys.all)
        self._own = keys.own
        facts = next((facts for row, facts in keys.all if row == keys.own), None)
        for part in (self._print, self._since, self._export):
            part.setVisible(facts is not None)
        self._renew.setText(_("Renew key") if facts else _("Make key now"))
        self._renew.setAccessibleName(self._renew.text())
        if facts is None or keys.own is None:
            self._whose.setText(_("No key yet: the first certificate issued here makes it."))
            self._where.setText("")
            return
        words = message("Signs as {company}", company=facts.company)
        self._whose.setText(str(words))
        self._print.setText(in_fours(facts.fingerprint.upper()))
        since = message(
            "Since {day}, good until {until}. A new one is made by itself a year before.",
            day=f"{facts.since:%Y-%m-%d}",
            until=f"{facts.until:%Y-%m-%d}",
        )
        self._since.setText(str(since))
        self._where.setText(
            _(
                "Kept in a sealed file of this workstation: no keyring could be used. Whoever"
                " can read all files of this user can sign."
            )
            if keys.in_file
            else _("Kept in the keyring of this workstation's operating system.")
        )

    def _when(self, row: Row) -> str:
        return instant(row[0].created_at, self._desk.station.time_zone)

    def _save(self) -> None:
        """Save what customers need to trust the signatures; there is nothing secret in it."""
        own = self._own
        if own is not None:
            name = f"signing-{own.workstation}.cer"
            says = _("Save public certificate")
            saving.save_as(self._desk, self, says, name, lambda: own.certificate, self._notice)

    def _make_new(self) -> None:
        program, station = self._desk.program, self._desk.station

        def job() -> SigningKey:
            from lsn_desktop.paper import company_key  # noqa: PLC0415 - loads what signs

            return company_key.renewed_by_hand(program, station)

        self._renew.setEnabled(False)
        self._desk.lanes.read(job, self._made, self._failed)

    def _made(self, _key: SigningKey) -> None:
        self._renew.setEnabled(True)
        self._notice.ok(_("The new key signs from now on. What was signed before stays valid."))
        self.shown()

    def _failed(self, error: Exception) -> None:
        self._renew.setEnabled(True)
        self._notice.refuse(error)

    def _lay_out(self) -> None:
        own = Card(_("The key of this workstation"))
        own.setFixedWidth(_WIDTH)
        own.body.setSpacing(12)
        for part in (self._whose, self._print, self._since, self._where):
            own.add(part)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._export, self._renew):
            buttons.addWidget(button)
        buttons.addStretch(1)
        own.body.addLayout(buttons)
        own.add(
            plain(
                _(
                    "The public certificate goes to customers whose PDF readers shall trust the"
                    " signatures. Nothing needs a backup: a key that is lost is replaced, and"
                    " what it signed stays valid."
                ),
                "muted",
                wrap=True,
            )
        )
        own.body.addStretch(1)
        listed = Card(_("Keys whose signatures are ours"))
        listed.add(self._table, 1)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(own)
        row.addWidget(listed, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(row)
