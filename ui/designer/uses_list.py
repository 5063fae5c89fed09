"""Which label is printed for which item, customer and printer: every rule, the winner first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.paper import label_shelf
from lsn_desktop.services.labels import label_choice
from lsn_desktop.storage import templates
from lsn_desktop.storage.templates import Use
from ui.asking import ask, change
from ui.designer.use_form import UseForm
from ui.parts.buttons import quiet
from ui.parts.empty_state import EmptyState
from ui.parts.notice import Notice
from ui.parts.scrolled import scrolled
from ui.parts.text import plain
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lsn_desktop.services.labels.label_choice import For
    from lsn_desktop.storage.transactions import Connection
    from ui.desk import Desk

_WIDE = 340  # px; the fields


class UsesList(QWidget):
    """A tab of page Labels; Delete takes the selected rule away."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._titles: Mapping[str, str] = {}
        self._shown: Use | None = None
        self._is_new = False
        self._is_saving = False
        self._notice = Notice("uses.notice")
        self._form = UseForm(desk)
        self._table: Table[Use] = Table(
            "uses", _("Labels used for"), self._columns(), desk.theme, _empty(desk)
        )
        self._save = quiet("uses.save", _("Save rule"), self._keep)
        self._remove = quiet("uses.remove", _("Remove"), self._take_away)
        self._new = quiet("uses.new", _("New rule"), self.begin)
        self._lay_out()
        self._table.chosen.connect(self._follow)
        self._table.opened.connect(lambda _row: self._form.setFocus())
        self._form.said.connect(self._notice.attention)
        delete = QShortcut(Qt.Key.Key_Delete, self._table)
        delete.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        delete.activated.connect(self._take_away)
        self._show(None)

    def ask(self) -> None:
        """Find the rules and the templates anew."""
        ask(self._desk, _known, self._take, self._notice.refuse)

    def ask_for_printers(self) -> None:
        """Find the printers a rule may name."""
        self._form.ask_for_printers()

    def go_back(self) -> bool:
        """Clear what was typed into the Find field; False if nothing was."""
        return self._table.go_back()

    def begin(self) -> None:
        """Make a new rule."""
        self._notice.clear()
        self._table.view.clearSelection()
        self._is_new = True
        self._show(None)
        self._form.setFocus()

    def _take(self, known: tuple[Mapping[str, str], Sequence[Use]]) -> None:
        self._titles, rows = known
        self._form.offer(self._titles)
        shown = self._shown
        is_edited = shown is not None and self._form.differs_from(shown)
        typed = (self._is_new or is_edited) and not self._is_saving
        was = self._table.blockSignals(typed)  # what is being typed stays
        self._table.show_rows(rows)
        if is_edited and typed:
            self._keep_edited(shown, rows)
        self._table.blockSignals(was)

    def _keep_edited(self, shown: Use | None, rows: Sequence[Use]) -> None:
        """Others changed rules while one is edited: what is typed stays, and they are told."""
        same = [at for at, row in enumerate(rows) if _rule(row) == _rule(shown)]
        if same:
            self._table.view.go_to(same[0])
        else:
            self._table.view.clearSelection()
        if same and rows[same[0]] == shown:
            return
        words = _(
            "This rule was removed meanwhile. Save rule makes it again, as it stands here."
        )
        if same:
            self._shown = rows[same[0]]
            words = _(
                "This rule was changed meanwhile, to print {label}. What you typed stays."
            )
        label = self._title(self._shown.template) if self._shown else ""
        self._notice.attention(str(message(words, label=label)))

    def _follow(self, row: Use | None) -> None:
        self._is_new = False
        self._show(row)

    def _show(self, row: Use | None) -> None:
        self._shown = row
        self._remove.setEnabled(row is not None)
        self._form.show_use(row)

    def _keep(self) -> None:
        was, usual = self._shown, self._form.usual
        what, template = self._form.what, self._form.template
        old = _rule(was)
        self._is_saving = True
        change(
            self._desk,
            lambda tx: label_choice.change(tx, old, usual, what, template),
            lambda _none: self._say(_("Saved. Labels printed from now on follow it.")),
            self._not_saved,
        )

    def _not_saved(self, error: Exception) -> None:
        self._is_saving = False
        self._notice.refuse(error)

    def _take_away(self) -> None:
        if (row := self._shown) is not None:
            change(
                self._desk,
                lambda tx: label_choice.use(tx, row.usual, row.what, ""),
                lambda _none: self._say(_("Removed. Such labels are the usual ones again.")),
                self._notice.refuse,
            )

    def _say(self, words: str) -> None:
        self._is_new, self._shown = False, None
        self._notice.ok(words)
        self.ask()
        self._is_saving = False

    def _title(self, name: str) -> str:
        return self._titles.get(name, name)

    def _columns(self) -> tuple[Column[Use], ...]:
        return (
            Column[Use](_("Instead of"), lambda row: self._title(row.usual), width=140),
            Column[Use](_("Item"), lambda row: row.item or _("Any"), width=110),
            Column[Use](_("Customer"), lambda row: row.customer or _("Any")),
            Column[Use](_("Printer"), lambda row: row.printer or _("Any"), width=120),
            Column[Use](_("Print"), lambda row: self._title(row.template)),
        )

    def _lay_out(self) -> None:
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for button in (self._save, self._remove, self._new):
            acts.addWidget(button)
        acts.addStretch(1)
        fields = QVBoxLayout()
        fields.addWidget(self._form)
        fields.addStretch(1)
        side = QWidget()
        side.setFixedWidth(_WIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(scrolled(fields), 1)
        column.addLayout(acts)
        told = plain(
            _(
                "Of the rules for one label, the first that fits wins:"
                " the one that names most, then item before customer before printer."
            ),
            "muted",
            wrap=True,
        )
        listed = QVBoxLayout()
        listed.setSpacing(8)
        listed.addWidget(told)
        listed.addWidget(self._table, 1)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addLayout(listed, 1)
        sides.addWidget(side)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 0, 8, 8)
        rows.setSpacing(12)
        rows.addWidget(self._notice)
        rows.addLayout(sides, 1)


def _rule(use: Use | None) -> tuple[str, For] | None:
    """What a rule is for: there is one for just that."""
    return (use.usual, use.what) if use else None


def _empty(desk: Desk) -> EmptyState:
    return EmptyState(
        desk.theme,
        "labels",
        _("Everything gets its usual label"),
        _("A rule prints another label for an item, a customer or a printer."),
    )


def _known(connection: Connection) -> tuple[Mapping[str, str], Sequence[Use]]:
    return label_shelf.titles(connection), templates.uses(connection)
