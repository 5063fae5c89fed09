"""Which certificates are asked for: of which item and supplier, for each lot or standing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.program import new_uid
from lsn_desktop.services.certificates import supplied
from lsn_desktop.services.certificates.supplied import AddRule
from lsn_desktop.storage import catalogue, supplied_certificates
from lsn_desktop.storage.supplied_certificates import Rule
from ui.asking import ask, change
from ui.parts.buttons import danger, quiet
from ui.parts.choice_box import ChoiceBox
from ui.parts.empty_state import EmptyState
from ui.parts.form import Form
from ui.parts.item_search import ItemSearch
from ui.parts.kind_words import kind_words
from ui.parts.text import plain
from ui.screens.certificates.take_form import kind_box, kind_of
from ui.tables.beside import beside
from ui.tables.listing import Listing
from ui.tables.rows_model import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.domain.items import Item
    from lsn_desktop.storage.catalogue import Party
    from ui.desk import Desk
    from ui.parts.notice import Notice
    from ui.tables.row_sources import Wanted

_WIDE = 360  # px; the pane beside the table


class RulesPart(QWidget):
    """The rules that stand, and the form of a new one."""

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk, self._notice = desk, notice
        self.table = _list(desk)
        self._form = Form("certificates.rule", spacing=8)
        self._kind = kind_box("certificates.rule.kind.typed")
        self._item = ItemSearch(desk, "certificates.rule.item.typed", self)
        self._supplier, self._per, self._days = ChoiceBox(), ChoiceBox(), QLineEdit("30")
        self._end = danger("certificates.rule.end", _("End rule"), self._end_chosen)
        self._end.setEnabled(False)
        self._lay_out()
        self.table.chosen.connect(lambda row: self._end.setEnabled(row is not None))
        self.table.failed.connect(notice.refuse)
        self._is_asked = False

    def ask_once(self) -> None:
        """Ask for the rules, and for the suppliers one may name."""
        self.table.ask_once()
        if not self._is_asked:
            self._is_asked = True
            ask(self._desk, catalogue.vendors, self._offer, self._notice.refuse)

    def begin(self) -> None:
        """Let a new rule be typed."""
        self._kind.setFocus()

    def add(self) -> None:
        """Ask for a certificate."""
        self._form.clear_complaints()
        if self._item.edit.text().strip() and self._item.item is None:
            self._form.complain("item", _("Take an item from the list, or leave it empty."))
            return
        kind = kind_of(self._kind)
        if not kind:
            self._form.complain("kind", _("Choose a kind, or write what it is."))
            return
        days = self._days.text().strip()
        if not days.isdecimal():
            self._form.complain("days", _("Write how many days before, as a number."))
            return
        order = AddRule(
            new_uid(),
            kind,
            self._item.item.id if self._item.item else None,
            self._supplier.currentData(),
            str(self._per.currentData()),
            int(days),
        )
        change(
            self._desk, lambda tx: supplied.add_rule(tx, order), self._added,
            self._notice.refuse,
        )  # fmt: skip

    def _added(self, _rule_id: int) -> None:
        self._item.clear()
        self._supplier.setCurrentIndex(0)
        self._notice.ok(_("Asked for from now on. What lacks it is on hold."))
        self.table.reload()

    def _end_chosen(self) -> None:
        row = self.table.row()
        if row is None:
            return

        def told(released: int) -> None:
            self._notice.ok(str(message("Ended. {n} holds ended with it.", n=released)))
            self.table.reload()

        change(self._desk, lambda tx: supplied.end_rule(tx, row.id), told, self._notice.refuse)

    def _offer(self, vendors: Sequence[Party]) -> None:
        for vendor in vendors:
            self._supplier.addItem(vendor.name, vendor.id)

    def _taken(self, _item: Item) -> None:
        self._supplier.setFocus()

    def _lay_out(self) -> None:
        self._supplier.addItem(_("Every supplier"), None)
        self._per.addItem(_("Each lot needs its own"), "lot")
        self._per.addItem(_("One that stands will do, while it is valid"), "supplier")
        self._item.edit.setPlaceholderText(_("Every item; or name, SKU or GTIN"))
        form = self._form
        form.add("kind", _("Ask for"), self._kind)
        form.add("item", _("Of item"), _stacked(self._item))
        form.add("supplier", _("From"), self._supplier)
        form.add("per", _("For"), self._per)
        form.add("days", _("Say that it ends, days before"), self._days)
        self._days.returnPressed.connect(self.add)
        self._item.chosen.connect(self._taken)
        add = quiet("certificates.rule.add", _("Ask for it"), self.add)
        title = plain(_("A new rule (Ctrl+N)"), "section")
        beside(self, self.table, _WIDE, title, form, add, self._end)


def _stacked(search: ItemSearch) -> QWidget:
    """The field to search an item in, with what matches below it."""
    both = QWidget()
    rows = QVBoxLayout(both)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(0)
    rows.addWidget(search.edit)
    rows.addWidget(search.matches)
    both.setFocusProxy(search.edit)
    return both


def _list(desk: Desk) -> Listing[Rule]:
    return Listing(
        desk,
        "certificates.rules",
        _("Rules for certificates"),
        (
            Column[Rule](_("Asks for"), lambda row: kind_words(row.kind), called="kind"),
            Column[Rule](_("Of item"), lambda row: row.item or _("every item"), called="item"),
            Column[Rule](
                _("From"), lambda row: row.supplier or _("every supplier"), called="supplier"
            ),
            Column[Rule](_("For"), _per, width=130, called="per"),
            Column[Rule](
                _("Says it ends"),
                lambda row: str(message("{n} days before", n=row.warn_days)),
                width=130,
                missable=True,
                called="warn_days",
            ),
        ),
        EmptyState(
            desk.theme,
            "certificates",
            _("No certificate is asked for yet"),
            _("A rule holds goods that come without their certificate."),
        ),
        (partial(_fetch, desk), frozenset({"certificate rule", "item", "party"})),
    )


def _fetch(desk: Desk, wanted: Wanted[Rule]) -> Sequence[Rule]:
    if wanted.after is not None:
        return ()
    with desk.program.database.reading() as connection:
        return supplied_certificates.rules(connection, wanted.needle)


def _per(row: Rule) -> str:
    return _("each lot") if row.per == "lot" else _("all while valid")
