"""How lots and serials of ours are numbered where their item says nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.codes import own_numbers
from ui.asking import ask, change
from ui.parts.buttons import primary
from ui.parts.form import Form
from ui.parts.text import plain
from ui.screens.settings.columns import side_by_side
from ui.tasks import Asked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from lsn_desktop.storage.transactions import Connection, Tx
    from ui.desk import Desk
    from ui.parts.notice import Notice

_FIELDS = {"lot numbers": "lots", "serial numbers": "serials"}


class NumbersPart(QWidget):
    """Two patterns, and below each the number it makes next."""

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk, self._notice = desk, notice
        self._lines = {name: QLineEdit() for name in _FIELDS}
        self._form = Form("settings.numbers")
        self._asked = Asked()
        self._form.add("lots", _("Pattern of our lots"), self._lines["lot numbers"])
        self._form.add("serials", _("Pattern of our serials"), self._lines["serial numbers"])
        for name, line in self._lines.items():
            line.setPlaceholderText(own_numbers.SETTINGS[name])
            line.textEdited.connect(self._ask_next)
            line.returnPressed.connect(self.save)
        words = QVBoxLayout()
        words.setSpacing(10)
        for text in _explained():
            words.addWidget(plain(text, "muted", wrap=True))
        words.addStretch()
        about = QWidget()
        about.setLayout(words)
        below = QHBoxLayout()
        below.addStretch()
        below.addWidget(primary("settings.numbers.save", _("Save"), self.save))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 8, 8, 8)
        rows.setSpacing(14)
        rows.addWidget(side_by_side(self._form, about), 1)
        rows.addLayout(below)

    def shown(self) -> None:
        """Ask what is kept."""
        ask(self._desk, own_numbers.patterns, self._show, self._notice.refuse)

    def save(self) -> None:
        """Keep the patterns, or say what is wrong with them."""
        wanted = self._typed()

        def act(tx: Tx) -> list[str] | dict[str, Refusal]:
            flaws = own_numbers.pattern_flaws(tx.connection, wanted)
            return flaws or own_numbers.change_patterns(tx, wanted)

        change(self._desk, act, self._saved, self._notice.refuse)

    def _typed(self) -> dict[str, str]:
        return {name: line.text() for name, line in self._lines.items()}

    def _saved(self, told: list[str] | dict[str, Refusal]) -> None:
        if isinstance(told, dict):
            self._form.clear_complaints()
            for name, flaw in reversed(list(told.items())):
                self._form.complain(_FIELDS[name], str(flaw))
            self._notice.attention(_("Nothing was saved yet: see the red words."))
            return
        self._notice.ok(_("Saved.") if told else _("Nothing was different."))
        self.shown()

    def _show(self, patterns: Mapping[str, str]) -> None:
        for name, line in self._lines.items():
            line.setText(patterns[name])
        self._ask_next()

    def _ask_next(self) -> None:
        typed, on = self._typed(), self._desk.station.by().on
        self._asked.cancel()
        self._asked = ask(
            self._desk,
            lambda connection: _next(connection, typed, on),
            self._say_next,
            self._notice.refuse,
        )

    def _say_next(self, words: Mapping[str, str]) -> None:
        for name, said in words.items():
            self._form.hint(_FIELDS[name], said)


def _next(connection: Connection, typed: Mapping[str, str], on: date) -> dict[str, str]:
    told = {}
    for name, pattern in typed.items():
        wanted = pattern.strip() or own_numbers.SETTINGS[name]
        try:
            (number,) = own_numbers.coming(
                connection, None, on, serial=name == "serial numbers", pattern=wanted
            )
            told[name] = str(message("Next: {number}", number=number))
        except Refusal as refused:
            told[name] = str(refused.fact)
    return told


def _explained() -> tuple[str, ...]:
    return (
        _("For items that have no pattern of their own."),
        _("{n:4} is the counter, filled to four digits. Every pattern has one."),
        _("{yyyy} {yy} {mm} {dd} {ddd}: year, month, day, day of the year."),
        _("{site}: the code of your site."),
        _("{mod10} {damm} {mod37}: a check character of what stands before it."),
        _("No number is given twice, and none that was typed by hand before."),
    )
