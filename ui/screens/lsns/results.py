"""Tests of it: what came of each, and a form to enter the next from the keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.program import new_uid
from lsn_desktop.services.certificates import measuring, pasting_results
from lsn_desktop.services.certificates.measuring import EnterResult, Tested
from lsn_desktop.storage import lot_tests
from ui.asking import ask, change
from ui.parts.buttons import link, quiet
from ui.parts.choice_box import ChoiceBox
from ui.parts.empty_state import EmptyState
from ui.parts.form import Form
from ui.tables.beside import beside
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lsn_desktop.domain.limits import Limits
    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.storage.lot_tests import Result
    from lsn_desktop.storage.lsn_pages import LsnPage
    from lsn_desktop.storage.transactions import Connection, Tx
    from ui.desk import Desk
    from ui.parts.notice import Notice

_WIDE = 320  # px; the pane beside the table


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A result, or a test that has none; ``code`` is whose it is where it is the lot's."""

    name: str
    required: bool
    limits: Limits
    result: Result | None

    @property
    def state(self) -> str:
        if self.result is None:
            return "missing"
        if not self.result.standing:
            return "corrected"
        if not self.limits.shown:
            return "told"
        return "passed" if self.result.passed else "failed"


@dataclass(frozen=True, slots=True)
class _OnIt:
    tests: Sequence[Tested]
    rows: Sequence[ResultRow]


class ResultsTab(QWidget):
    """The table of results, and beside it the form of the next."""

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk, self._notice = desk, notice
        self._page: LsnPage | None = None
        self._tests: Sequence[Tested] = ()
        self._table: Table[ResultRow] = Table(
            "lsn.results", _("Tests"), _columns(), desk.theme, self._empty()
        )
        self._test = ChoiceBox()
        self._value, self._day = QLineEdit(), QLineEdit()
        self._laboratory, self._note = QLineEdit(), QLineEdit()
        self._form = Form("lsn.result", spacing=8)
        self._lay_out()
        self._test.currentIndexChanged.connect(self._follow_test)
        for field in (self._value, self._day, self._laboratory, self._note):
            field.returnPressed.connect(self.enter)

    def tell(self, page: LsnPage) -> None:
        """Ask for the results of another LSN."""
        if self._page is None or self._page.lsn.id != page.lsn.id:
            for field in (self._value, self._day, self._laboratory, self._note):
                field.clear()
            self._test.clear()
        self._page = page
        lsn_id = page.lsn.id
        ask(
            self._desk,
            lambda connection: _on_it(connection, lsn_id),
            self._show,
            self._notice.refuse,
        )

    def enter(self) -> None:
        """Keep the result in the form; the next test is asked for after it."""
        if self._page is None or self._test.currentData() is None:
            return
        self._form.clear_complaints()
        try:
            day = pasting_results.tested_on(self._day.text(), self._desk.station.by().on)
        except Refusal as refused:
            self._form.complain("day", str(refused))
            return
        order = EnterResult(
            new_uid(),
            self._page.lsn.id,
            int(self._test.currentData()),
            self._value.text(),
            day,
            self._laboratory.text(),
            self._note.text(),
        )
        self._change(lambda tx: measuring.enter(tx, order))

    def paste(self) -> None:
        """Take the rows that were copied from a laboratory's table."""
        if self._page is None:
            return
        lsn_id, text = self._page.lsn.id, QGuiApplication.clipboard().text()
        self._change(lambda tx: pasting_results.paste(tx, lsn_id, text))

    def _change(self, act: Callable[[Tx], Outcome]) -> None:
        change(self._desk, act, self._kept, self._notice.refuse)

    def _kept(self, outcome: Outcome) -> None:
        if outcome.remedy is None:
            self._notice.ok(str(outcome.words))
        else:
            self._notice.attention(f"{outcome.words}. {outcome.remedy}")
        self._value.clear()
        self._note.clear()
        if self._test.currentIndex() + 1 < self._test.count():
            self._test.setCurrentIndex(self._test.currentIndex() + 1)
        self._value.setFocus()
        if self._page is not None:
            self.tell(self._page)

    def _show(self, on: _OnIt) -> None:
        self._tests = on.tests
        self._table.show_rows(on.rows)
        chosen = self._test.currentData()
        self._test.blockSignals(True)  # noqa: FBT003 - Qt's way
        self._test.clear()
        for each in on.tests:
            self._test.addItem(each.of.name, each.of.id)
        if chosen is None:
            first = next((at for at, each in enumerate(on.tests) if not each.result), 0)
            self._test.setCurrentIndex(first if on.tests else -1)
        else:
            self._test.setCurrentIndex(max(0, self._test.findData(chosen)))
        self._test.blockSignals(False)  # noqa: FBT003 - Qt's way
        self._pane.setVisible(bool(on.tests))
        self._follow_test()

    def _follow_test(self) -> None:
        """Say below the value what its limits are; a correction asks for its reason."""
        at = self._test.currentIndex()
        if not 0 <= at < len(self._tests):
            return
        each = self._tests[at]
        said = f"{each.of.limits.shown} {each.of.limits.unit}".strip()
        words = str(message("Limits: {limits}", limits=said)) if said else ""
        self._form.hint("value", words or _("No limits: for information."))
        mine = each.result is not None and self._page is not None
        corrects = mine and each.result.lsn_id == self._page.lsn.id  # type: ignore[union-attr]
        self._form.offer("note", on=corrects)

    def _lay_out(self) -> None:
        for name, label, field in (
            ("test", _("Test"), self._test),
            ("value", _("Result"), self._value),
            ("day", _("Tested on"), self._day),
            ("laboratory", _("Laboratory"), self._laboratory),
            ("note", _("Why it corrects the one before"), self._note),
        ):
            self._form.add(name, label, field)
            if name == "laboratory":
                self._form.beside("day", "laboratory")
        self._value.setPlaceholderText(_("3.50 or <0.1"))
        self._day.setPlaceholderText(_("may stay empty"))
        enter = quiet("lsn.result.enter", _("Enter result"), self.enter)
        paste = link("lsn.result.paste", _("Paste copied rows"), self.paste)
        # Below each other they would leave no room for the reason of a correction.
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(enter, 1)
        row.addWidget(paste)
        self._pane = beside(self, self._table, _WIDE, self._form, both)
        self.setFocusProxy(self._value)

    def _open_item(self) -> None:
        if self._page is not None:
            self._desk.go("items", self._page.lsn.item_id)

    def _empty(self) -> EmptyState:
        return EmptyState(
            self._desk.theme,
            "verified",
            _("Its item is tested for nothing"),
            _("Give the item tests and limits first, under Tests of the item."),
            ("lsn.results.item", _("Open its item"), self._open_item),
        )


def _on_it(connection: Connection, lsn_id: int) -> _OnIt:
    tests = measuring.tested(connection, lsn_id)
    missing = [ResultRow(each.of.name, each.of.required, each.of.limits, None)
               for each in tests if each.result is None]  # fmt: skip
    given = [
        ResultRow(each.name, each.required, each.limits, each)
        for each in lot_tests.results(connection, lsn_id)
    ]
    return _OnIt(tests, [*missing, *given])


def _columns() -> Sequence[Column[ResultRow]]:
    def of(act: Callable[[Result], str]) -> Callable[[ResultRow], str]:
        return lambda row: act(row.result) if row.result else ""

    return (
        Column[ResultRow](_("Test"), lambda row: row.name),
        Column[ResultRow](
            _("Result"), of(lambda one: f"{one.value} {one.limits.unit}".strip()), width=172
        ),
        Column[ResultRow](
            _("Limits"),
            lambda row: f"{row.limits.shown} {row.limits.unit}".strip()
            if row.limits.shown else "",
            width=172,
        ),
        Column[ResultRow](_("Verdict"), _verdict, width=150, tone=_tone, icon=_icon),
        Column[ResultRow](
            _("Tested on"),
            of(lambda one: one.tested_on.isoformat() if one.tested_on else ""),
            width=110,
            missable=True,
        ),
        Column[ResultRow](
            _("Laboratory"), of(lambda one: one.laboratory), width=120, missable=True
        ),
        Column[ResultRow](_("Note"), of(lambda one: one.note), width=140, missable=True),
        Column[ResultRow](_("By"), of(lambda one: one.created_by), width=100, missable=True),
    )  # fmt: skip


def _verdict(row: ResultRow) -> str:
    if row.state == "missing":
        return _("Missing") if row.required else _("No result")
    if row.state == "corrected":
        return _("Corrected")
    words = {"passed": _("Passes"), "failed": _("Out of limits"), "told": _("No limits")}
    return words[row.state]


def _tone(row: ResultRow) -> str:
    missing = "attention" if row.required else "muted"
    tones = {"missing": missing, "passed": "ok", "failed": "refused"}
    return tones.get(row.state, "muted")


def _icon(row: ResultRow) -> str:
    icons = {
        "missing": "waiting",
        "corrected": "undo",
        "passed": "check",
        "failed": "refused",
        "told": "document",
    }
    return icons[row.state]
