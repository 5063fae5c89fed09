"""One taught rule: its label part by part, what it makes of the last scans, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.scanning.taught_texts import expression
from lsn_desktop.services.codes import trying_rules
from lsn_desktop.services.codes.teaching import loaded_or_none
from ui.asking import ask
from ui.parts.buttons import danger, link, primary, quiet
from ui.parts.card import Card
from ui.parts.days import instant
from ui.parts.text import named, plain
from ui.teach.lesson import Lesson
from ui.teach.strip import LabelStrip
from ui.teach.tried_list import TriedList

if TYPE_CHECKING:
    from lsn_desktop.services.codes.trying_rules import Evidence
    from lsn_desktop.storage.rules import Taught
    from ui.desk import Desk
    from ui.parts.notice import Notice


class RuleCard(Card):
    """Tells what is wanted with the rule on show; it changes nothing itself."""

    change_wanted = Signal()
    rename_wanted = Signal(str)
    switch_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk, self._notice = desk, notice
        self._row: Taught | None = None
        self._name = QLineEdit()
        named(self._name, "rules.name", _("Name of the rule"))
        self._who = plain("", "muted", wrap=True)
        self._strip = LabelStrip(desk.theme, "rules.label")
        self._expression = plain("", "code", wrap=True)
        self._expression.setObjectName("rules.expression")
        self._ask_expression = link(
            "rules.show_expression", _("As a regular expression"), self._show_expression
        )
        self._tried = TriedList(desk.theme, "rules.tried")
        self._change = primary("rules.change", _("Change"), self.change_wanted.emit)
        self._switch = quiet("rules.switch", _("Switch off"), self.switch_wanted.emit)
        self._delete = danger("rules.delete", _("Delete"), lambda: self.ask_delete(on=True))
        self._sure = danger("rules.delete_it", _("Delete it"), self.delete_wanted.emit)
        self._keep = quiet("rules.keep_it", _("Keep it"), lambda: self.ask_delete(on=False))
        self._asked = plain("", "strong", wrap=True)
        self._lay_out()
        self._name.returnPressed.connect(lambda: self.rename_wanted.emit(self._name.text()))

    @property
    def asks(self) -> bool:
        """Whether it is asked if the rule is to be deleted."""
        return self._asking.isVisibleTo(self)

    def show_rule(self, row: Taught | None) -> None:
        """Show a rule, or nothing."""
        self._row = row
        self.setVisible(row is not None)
        if row is None:
            return
        self.ask_delete(on=False)
        self._name.setText(row.name)
        self._who.setText(_who(row, self._desk.station.time_zone))
        self._switch.setText(_("Switch off") if row.active else _("Use again"))
        self._expression.hide()
        self._ask_expression.show()
        rule, on = loaded_or_none(row.parts), self._desk.station.by().on
        self._change.setEnabled(rule is not None)
        if rule is None:
            return
        self._strip.show_lesson(Lesson(rule, on))
        self._tried.begin(row.vendor)

        def tell(known: Evidence) -> None:
            if self._row is row:
                self._tried.show_tried(trying_rules.tried(rule, known, on))

        ask(
            self._desk,
            lambda connection: trying_rules.evidence(
                connection, row.party_id, on, except_id=row.id
            ),
            tell,
            self._notice.refuse,
        )

    def ask_delete(self, *, on: bool) -> None:
        """Ask whether the rule is to go, or leave that."""
        name = self._row.name if self._row else ""
        words = _("Delete {name}? Its labels are refused again, or read as another rule says.")
        self._asked.setText(str(message(words, name=name)))
        self._asking.setVisible(on)
        self._acts.setVisible(not on)
        if on:
            self._keep.setFocus()

    def _show_expression(self) -> None:
        rule = loaded_or_none(self._row.parts) if self._row else None
        if rule is not None:
            self._expression.setText(expression(rule))
            self._expression.show()
            self._ask_expression.hide()

    def _lay_out(self) -> None:
        self._acts, acts = _row(self._change, self._switch, self._delete)
        acts.addWidget(self._ask_expression)
        acts.addStretch()
        self._asking, asking = _row(self._sure, self._keep)
        asking.insertWidget(0, self._asked, 1)
        for label in (self._who, self._asked, self._expression):
            label.setMinimumWidth(1)
        self.add(self._name)
        self.add(self._who)
        self.add(self._strip)
        self.add(self._acts)
        self.add(self._asking)
        self.add(self._expression)
        self.add(self._tried, 1)


def _row(*buttons: QWidget) -> tuple[QWidget, QHBoxLayout]:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 4, 0, 4)
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    return holder, row


def _who(row: Taught, zone: str) -> str:
    """Whose labels it reads, and who taught it when."""
    whose = message("Labels of {vendor}", vendor=row.vendor) if row.vendor else None
    taught = message("taught {when} by {who}", when=instant(row.created_at, zone),
                     who=row.created_by)  # fmt: skip
    parts = [str(whose or _("Labels of all suppliers")), str(taught)]
    if row.item:
        parts.append(str(message("always {item}", item=row.item)))
    return " · ".join(parts)
