"""Who may sign in: added, given badges and PINs, shut out and let in again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.paper import output
from lsn_desktop.services.office import signing, staffing
from lsn_desktop.storage import house, people
from lsn_desktop.storage.people import Person
from printing.papers.badge_sheet import Badge, badge_sheet
from ui.asking import ask, change
from ui.parts.buttons import danger, quiet
from ui.parts.card import Card
from ui.parts.empty_state import EmptyState
from ui.parts.tokens import GAP
from ui.screens.settings.people_forms import AddForm, PinForm, Sure
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.parts.notice import Notice
    from ui.screens.settings.people_forms import NewPerson

ROLES = ("operator", "supervisor", "owner")


def role_words(role: str) -> str:
    """What a role is called."""
    names = {"operator": _("Operator"), "supervisor": _("Supervisor"), "owner": _("Owner")}
    return names.get(role, role)


class PeoplePart(QWidget):
    """The list at the left; at the right what is asked: a new person, a PIN, or a yes."""

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk, self._notice = desk, notice
        self._table: Table[Person] = Table(
            "settings.people",
            _("People"),
            (
                Column[Person](_("Name"), lambda row: row.name, "name"),
                Column[Person](_("Role"), lambda row: role_words(row.role), width=110),
                Column[Person](
                    _("Badge"), lambda row: _("yes") if row.has_badge else "-", width=80
                ),
                Column[Person](
                    _("Signs in"),
                    lambda row: _("yes") if row.active else _("no longer"),
                    tone=lambda row: "text" if row.active else "muted",
                    width=110,
                ),
            ),
            desk.theme,
            EmptyState(desk.theme, "operator", _("Nobody yet"), _("Add the first person.")),
        )
        self._add = AddForm([(role, role_words(role)) for role in ROLES])
        self._pin, self._badges, self._out = (
            PinForm(),
            Sure("badges", _("Print")),
            Sure("out", _("Shut out"), dangerous=True),
        )
        self._badges.offer_printers(desk.lanes)
        self._asked: Sequence[Person] = ()
        self._chosen = 0
        self._right = QStackedWidget()
        self._in = quiet("settings.people.in", _("Let in again"), self._let_in)
        self._shut = danger("settings.people.out", _("Shut out"), self._ask_out)
        self._buttons = [
            quiet("settings.people.pin", _("Change PIN"), self._ask_pin),
            quiet("settings.people.badge", _("Print badge"), self._ask_badge),
        ]
        self._all = quiet("settings.people.badges", _("Print all badges"), self._ask_all_badges)
        self._all.setEnabled(False)
        self._lay_out()
        self._connect()
        self._follow(None)

    def shown(self) -> None:
        """Ask who there is."""
        ask(self._desk, people.everybody, self._show, self._notice.refuse)

    def go_back(self) -> bool:
        """Leave a question unanswered, or clear Find; False if there was neither."""
        if self._right.currentWidget() is not self._add:
            self._right.setCurrentWidget(self._add)
            return True
        return self._table.go_back()

    def _show(self, rows: Sequence[Person]) -> None:
        self._table.show_rows(rows)
        self._all.setEnabled(any(row.active for row in rows))

    def _follow(self, row: Person | None) -> None:
        """Another person is chosen: a question about the one before is over."""
        now = row.id if row is not None else 0
        if now != self._chosen:
            self._chosen = now
            self._right.setCurrentWidget(self._add)
        for button in self._buttons:
            button.setEnabled(row is not None and row.active)
        self._shut.setVisible(row is None or row.active)
        self._in.setVisible(row is not None and not row.active)

    def _add_person(self, new: NewPerson) -> None:
        def act(tx: Tx) -> dict[str, Refusal]:
            signing.owner_only(tx)
            flaws = signing.flaws_of_user(tx.connection, new.name, new.pin)
            if not flaws:
                signing.add_user(tx, new.name, new.pin, new.role)
            return flaws

        def told(flaws: dict[str, Refusal]) -> None:
            self._add.complain(flaws)
            if not flaws:
                self._add.clear()
                words = message("{name} may sign in now.", name=new.name.strip())
                self._done(str(words))

        change(self._desk, act, told, self._notice.refuse)

    def _ask_pin(self) -> None:
        if row := self._table.row():
            self._pin.ask(row)
            self._right.setCurrentWidget(self._pin)

    def _change_pin(self, person: Person, pin: str) -> None:
        words = str(message("{name} has a new PIN.", name=person.name))
        self._act(lambda tx: staffing.change_pin(tx, person.id, pin), words)

    def _ask_badge(self) -> None:
        if row := self._table.row():
            self._ask_badges([row])

    def _ask_all_badges(self) -> None:
        self._ask_badges([row for row in self._table.rows if row.active])

    def _ask_badges(self, rows: Sequence[Person]) -> None:
        self._asked = rows
        names = ", ".join(row.name for row in rows)
        words = message("Print new badges for {names}?", names=names)
        old = _("A badge they have now works no longer.")
        has = any(row.has_badge for row in rows)
        self._badges.ask(str(words), old if has else _("They sign in by scanning it."))
        self._right.setCurrentWidget(self._badges)

    def _print_badges(self) -> None:
        """Draw, then let them count, then print: a badge on paper is one that works."""
        program, by = self._desk.program, self._desk.station.by()
        made = [(row, signing.new_badge()) for row in self._asked]
        printer, folder = self._badges.printer(), program.settings.printed

        def job() -> Message:
            with program.database.reading() as connection:
                company = house.the_company(connection)
            pdf = badge_sheet(
                [Badge(row.name, code, role_words(row.role)) for row, code in made],
                company.name if company else "",
            )
            given = [(row.id, code) for row, code in made]
            program.database.run(by, lambda tx: staffing.give_badges(tx, given))
            return output.print_page(pdf, _("Badges"), printer, folder)

        self._desk.lanes.write(job, self._printed, self._notice.refuse)

    def _printed(self, words: Message) -> None:
        self._done(str(words))

    def _ask_out(self) -> None:
        if row := self._table.row():
            self._asked = [row]
            words = message("{name} may sign in no longer?", name=row.name)
            self._out.ask(
                str(words), _("What they did stays theirs. They can be let in again.")
            )
            self._right.setCurrentWidget(self._out)

    def _shut_out(self) -> None:
        (row,) = self._asked
        words = str(message("{name} may sign in no longer.", name=row.name))
        self._act(lambda tx: staffing.shut_out(tx, row.id), words)

    def _let_in(self) -> None:
        if row := self._table.row():
            words = str(message("{name} may sign in again, by the PIN of then.", name=row.name))
            self._act(lambda tx: staffing.let_in(tx, row.id), words)

    def _act(self, act: Callable[[Tx], object], words: str) -> None:
        change(self._desk, act, lambda _done: self._done(words), self._notice.refuse)

    def _done(self, words: str) -> None:
        self._notice.ok(words)
        self._right.setCurrentWidget(self._add)
        self.shown()

    def _connect(self) -> None:
        self._table.chosen.connect(self._follow)
        self._add.added.connect(self._add_person)
        self._pin.chosen.connect(self._change_pin)
        self._badges.sure.connect(self._print_badges)
        self._out.sure.connect(self._shut_out)
        for part in (self._pin, self._badges, self._out):
            part.left.connect(lambda: self._right.setCurrentWidget(self._add))

    def _lay_out(self) -> None:
        for part in (self._add, self._pin, self._badges, self._out):
            self._right.addWidget(part)
        below = QHBoxLayout()
        below.setSpacing(8)
        for button in (*self._buttons, self._shut, self._in):
            below.addWidget(button)
        below.addStretch()
        below.addWidget(self._all)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self._table, 1)
        left.addLayout(below)
        card = Card()
        card.add(self._right, 1)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(GAP)
        columns.addLayout(left, 5)
        columns.addWidget(card, 3)
