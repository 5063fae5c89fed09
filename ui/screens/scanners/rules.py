"""Taught rules: by which rules the labels of suppliers are read, and teaching more of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.program import new_uid
from lsn_desktop.services.codes import rule_files, teaching, trying_rules
from lsn_desktop.services.codes.teaching import Begun, Teach, loaded_or_none
from lsn_desktop.storage import rules
from lsn_desktop.storage.rules import Taught
from printing.queues import spool
from ui.asking import ask, change
from ui.parts.buttons import quiet
from ui.parts.empty_state import EmptyState
from ui.parts.tokens import GAP
from ui.screens.scanners.rule_card import RuleCard
from ui.tables.rows_model import Column
from ui.tables.table import Table
from ui.teach import TeachPanel, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.services.codes.trying_rules import Evidence
    from lsn_desktop.storage.transactions import Connection, Tx
    from ui.desk import Desk
    from ui.parts.notice import Notice

_LARGEST = 4_000_000  # bytes of a file of rules


class RulesPart(QWidget):
    """The list at the left, the chosen rule at the right; a label to teach in their place."""

    journal_wanted = Signal()

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk, self._notice = desk, notice
        self.table: Table[Taught] = Table(
            "rules", _("Taught rules"), _columns(), desk.theme, self._nothing()
        )
        self._card = RuleCard(desk, notice)
        self.panel = TeachPanel(desk)
        self._stack = QStackedWidget()
        self._list = QWidget()
        for part in (self._list, self.panel):
            self._stack.addWidget(part)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 0, 8, 8)
        rows.addWidget(self._stack)
        self._lay_out()
        self._connect()

    @property
    def is_teaching(self) -> bool:
        """Whether a label is on the panel: scans are then other labels of its kind."""
        return self._stack.currentWidget() is self.panel

    def shown(self) -> None:
        """Ask what was taught."""
        ask(self._desk, rules.taught, self.table.show_rows, self._notice.refuse)

    def take_focus(self) -> None:
        """Go where the next key belongs."""
        (self.panel if self.is_teaching else self.table.view).setFocus()

    def go_back(self) -> bool:
        """Leave the label, the question, or Find; False if there was none."""
        if self.is_teaching:
            self._leave()
            return True
        if self._card.asks:
            self._card.ask_delete(on=False)
            return True
        return self.table.go_back()

    def teach_scan(self, scan_id: int) -> None:
        """Teach the label of a scan of the journal."""
        self.panel.begin(lambda connection: rules.scan_to_teach(connection, scan_id))

    def export(self, target: Path) -> None:
        """Write every rule to a file."""

        def job(connection: Connection) -> str:
            lines = rule_files.lines(connection)
            spool.save_pdf(target, lines.encode())
            count = lines.count("\n")
            return str(message("{count} rules saved as {file}", count=count, file=target))

        ask(self._desk, job, self._notice.ok, self._notice.refuse)

    def take_in(self, source: Path) -> None:
        """Take in the rules of a file."""

        def read(_connection: Connection) -> str:
            try:
                data = source.read_bytes()
                return data[: _LARGEST + 1].decode("utf-8-sig")
            except (OSError, UnicodeDecodeError) as error:
                raise refusal(
                    "{file} cannot be read.", "Choose a file of exported rules.",
                    file=source.name,
                ) from error  # fmt: skip

        def take(text: str) -> None:
            self._act(lambda tx: rule_files.take_in(tx, text), _taken_in)

        ask(self._desk, read, take, self._notice.refuse)

    def _act(self, act: Callable[[Tx], object], said: Callable[[object], str]) -> None:
        def done(result: object) -> None:
            self._notice.ok(said(result))
            self.shown()

        change(self._desk, act, done, self._notice.refuse)

    def _begin_change(self) -> None:
        row = self.table.row()
        rule = loaded_or_none(row.parts) if row else None
        if row is None or rule is None:
            return
        on = self._desk.station.by().on

        def job(connection: Connection) -> tuple[Begun, Evidence]:
            item = teaching.item_by_id(connection, row.item_id)
            sample = teaching.sample_of(row)
            found = Begun(sample, rule, row, row.party_id, row.vendor, item)
            known = trying_rules.evidence(connection, row.party_id, on, except_id=row.id)
            return found, known

        ask(self._desk, job, lambda told: self.panel.show_label(*told), self._notice.refuse)

    def _rename(self, name: str) -> None:
        row = self.table.row()
        rule = loaded_or_none(row.parts) if row else None
        if row is not None and rule is not None:
            sample = teaching.sample_of(row)
            order = Teach(new_uid(), sample, rule, name, row.party_id, row.item_id)
            said = str(message("The rule is called {name}", name=name.strip()))
            self._act(lambda tx: teaching.change(tx, row.id, order), lambda _done: said)

    def _switch(self) -> None:
        row = self.table.row()
        if row is None:
            return
        active = not row.active
        text = _("{name} is used again") if active else _("{name} is switched off")
        said = str(message(text, name=row.name))
        self._act(lambda tx: teaching.switch(tx, row.id, active=active), lambda _done: said)

    def _delete(self) -> None:
        row = self.table.row()
        if row is not None:
            said = str(message("{name} is deleted", name=row.name))
            self._act(lambda tx: teaching.drop(tx, row.id), lambda _done: said)

    def _begin_lesson(self) -> None:
        self._notice.clear()
        self._stack.setCurrentWidget(self.panel)
        self.panel.setFocus()

    def _kept(self, _sample: bytes) -> None:
        self._leave()
        self._notice.ok(_("The rule is kept; the next label of its kind is read by it."))

    def _leave(self) -> None:
        self._stack.setCurrentWidget(self._list)
        self.shown()
        self.take_focus()

    def _choose_target(self) -> None:
        if file := self._file(_("Export the rules"), save=True):
            self.export(file)

    def _choose_source(self) -> None:
        if file := self._file(_("Import rules"), save=False):
            self.take_in(file)

    def _file(self, title: str, *, save: bool) -> Path | None:
        dialog = QFileDialog(self, title, "rules.jsonl")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        mode = QFileDialog.AcceptMode
        dialog.setAcceptMode(mode.AcceptSave if save else mode.AcceptOpen)
        return Path(dialog.selectedFiles()[0]) if dialog.exec() else None

    def _nothing(self) -> EmptyState:
        return EmptyState(
            self._desk.theme,
            "scanners",
            _("No label was taught yet"),
            _("Scan a supplier's label on Receive and press T, or teach one in the journal."),
            ("rules.open_journal", _("Open the journal"), self.journal_wanted.emit),
        )

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(quiet("rules.import", _("Import…"), self._choose_source))
        buttons.addWidget(quiet("rules.export", _("Export…"), self._choose_target))
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.table, 1)
        left.addLayout(buttons)
        columns = QHBoxLayout(self._list)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(GAP)
        columns.addLayout(left, 5)
        columns.addWidget(self._card, 5)

    def _connect(self) -> None:
        self.table.chosen.connect(self._card.show_rule)
        self.table.opened.connect(lambda _row: self._begin_change())
        self.table.failed.connect(self._notice.refuse)
        self._card.change_wanted.connect(self._begin_change)
        self._card.rename_wanted.connect(self._rename)
        self._card.switch_wanted.connect(self._switch)
        self._card.delete_wanted.connect(self._delete)
        self.panel.begun.connect(self._begin_lesson)
        self.panel.refused.connect(self._notice.refuse)
        self.panel.kept.connect(self._kept)
        self.panel.left.connect(self._leave)


def _columns() -> tuple[Column[Taught], ...]:
    return (
        Column[Taught](_("Supplier"), lambda row: row.vendor or _("All suppliers"), "vendor",
                       width=150),
        Column[Taught](_("Label"), _shape, mono=True),
        Column[Taught](
            _("State"),
            lambda row: _("Used") if row.active else _("Off"),
            tone=lambda row: "ok" if row.active else "muted",
            width=80,
        ),
    )  # fmt: skip


def _shape(row: Taught) -> str:
    rule = loaded_or_none(row.parts)
    return words.shape(rule) if rule else row.sample


def _taken_in(told: object) -> str:
    assert isinstance(told, tuple)  # noqa: S101 - what take_in returns
    new, changed = told
    return str(message("{new} rules are new, {changed} changed", new=new, changed=changed))
