"""What an item is tested for: its tests in their order, and a form for one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.certificates import specifying
from lsn_desktop.services.certificates.specifying import WantedTest
from lsn_desktop.storage import lot_tests
from lsn_desktop.storage.lot_tests import Specification
from ui.asking import ask, change
from ui.parts.buttons import quiet
from ui.parts.empty_state import EmptyState
from ui.parts.form import Form
from ui.parts.text import named
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.parts.notice import Notice

_TEXTS = ("name", "method", "unit", "low", "high", "expected")


class LimitsPart(QWidget):
    """Enter in the form adds the test, or saves the one that was opened."""

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk, self._notice = desk, notice
        self._item_id: int | None = None
        self._open: Specification | None = None
        self._table: Table[Specification] = Table(
            "item.tests", _("Tests"), _columns(), desk.theme, self._empty()
        )
        self._fields = {name: QLineEdit() for name in _TEXTS}
        self._required = QCheckBox(_("Required for a certificate of analysis"))
        self._form = Form("item.test", spacing=8)
        self._save = quiet("item.test.save", _("Add test"), self.save)
        self._give_up = quiet("item.test.give_up", _("Test no longer"), self._drop)
        self._up = quiet("item.test.up", _("Move up"), self._move_up)
        self._new = quiet("item.test.new", _("New test"), self._clear)
        self._lay_out()
        self._table.opened.connect(self._begin)
        for field in self._fields.values():
            field.returnPressed.connect(self.save)
        self._clear()

    def tell(self, item_id: int | None) -> None:
        """Ask for the tests of another item."""
        if item_id != self._item_id:
            self._item_id = item_id
            self._clear()
        if item_id is None:
            return
        ask(
            self._desk,
            lambda connection: lot_tests.specifications(connection, item_id),
            self._table.show_rows,
            self._notice.refuse,
        )

    def save(self) -> None:
        """Keep the test as it stands in the form."""
        item_id, opened = self._item_id, self._open
        if item_id is None:
            return
        texts = {name: field.text() for name, field in self._fields.items()}
        wanted = WantedTest(**texts, required=self._required.isChecked())

        def act(tx: Tx) -> None:
            if opened is None:
                specifying.add(tx, item_id, wanted)
            else:
                specifying.change(tx, opened.id, wanted)

        self._change(act, str(message("{test} is kept.", test=wanted.name.strip())))

    def _drop(self) -> None:
        opened = self._open
        if opened is not None:
            words = message("{test} is tested no longer; results stay.", test=opened.name)
            self._change(lambda tx: specifying.give_up(tx, opened.id), str(words))

    def _move_up(self) -> None:
        opened, item_id = self._open, self._item_id
        ids = [row.id for row in self._table.rows]
        if opened is None or item_id is None or opened.id not in ids[1:]:
            return
        at = ids.index(opened.id)
        ids[at - 1 : at + 1] = [ids[at], ids[at - 1]]
        words = str(message("{test} stands higher now.", test=opened.name))
        self._change(lambda tx: specifying.put_in_order(tx, item_id, ids), words, keep=opened)

    def _change(
        self, act: Callable[[Tx], None], words: str, *, keep: Specification | None = None
    ) -> None:
        def told(_none: None) -> None:
            self._notice.ok(words)
            if keep is None:
                self._clear()
                self._fields["name"].setFocus()
            self.tell(self._item_id)

        change(self._desk, act, told, self._notice.refuse)

    def _begin(self, row: Specification) -> None:
        """Let a test that is there be changed."""
        self._open = row
        said = (row.name, row.method, row.limits.unit, row.limits.low, row.limits.high,
                row.limits.expected)  # fmt: skip
        for field, text in zip(self._fields.values(), said, strict=True):
            field.setText(text)
        self._required.setChecked(row.required)
        self._offer(_("Save test"))
        self._fields["name"].setFocus()

    def _clear(self) -> None:
        self._open = None
        for field in self._fields.values():
            field.clear()
        self._required.setChecked(True)
        self._offer(_("Add test"))

    def _offer(self, words: str) -> None:
        self._save.setText(words)
        self._save.setAccessibleName(words)
        for button in (self._give_up, self._up, self._new):
            button.setVisible(self._open is not None)

    def _lay_out(self) -> None:
        for name, label in zip(
            _TEXTS,
            (_("Test"), _("Method"), _("Unit"), _("Lowest"), _("Highest"), _("Or words")),
            strict=True,
        ):
            self._form.add(name, label, self._fields[name])
            if name in {"unit", "expected"}:
                self._form.beside(*_TEXTS[:3] if name == "unit" else _TEXTS[3:])
        self._fields["name"].setPlaceholderText(_("Fat content"))
        self._fields["method"].setPlaceholderText("ISO 1211")
        self._fields["unit"].setPlaceholderText("%")
        self._fields["expected"].setPlaceholderText(_("Not detected in 25 g"))
        named(self._required, "item.test.required", self._required.text())
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._save, self._new, self._up, self._give_up):
            buttons.addWidget(button)
        buttons.addStretch()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(10)
        rows.addWidget(self._table, 1)
        rows.addWidget(self._form)
        rows.addWidget(self._required)
        rows.addLayout(buttons)
        self.setFocusProxy(self._fields["name"])

    def _empty(self) -> EmptyState:
        return EmptyState(
            self._desk.theme,
            "verified",
            _("It is tested for nothing yet"),
            _("Name a test and its limits below; its lots then ask for a result."),
        )


def _columns() -> Sequence[Column[Specification]]:
    return (
        Column[Specification](_("Test"), lambda row: row.name),
        Column[Specification](_("Method"), lambda row: row.method, width=110, missable=True),
        Column[Specification](
            _("Limits"), lambda row: f"{row.limits.shown} {row.limits.unit}".strip(), width=172
        ),
        Column[Specification](
            _("Required"),
            lambda row: _("Required") if row.required else _("For information"),
            width=130,
            tone=lambda row: "text" if row.required else "muted",
        ),
    )
