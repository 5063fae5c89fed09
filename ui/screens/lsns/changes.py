"""Its code put right: renamed, merged into another lot, or some of it split off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QStackedWidget, QVBoxLayout
from PySide6.QtWidgets import QWidget as Widget

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.domain.serial_grammar import read_serials
from lsn_desktop.program import new_uid
from lsn_desktop.services.lots import merging, renaming, splitting
from lsn_desktop.services.lots.merging import Merge
from lsn_desktop.services.lots.renaming import Rename
from lsn_desktop.services.lots.splitting import Split
from lsn_desktop.storage import lsn_changes
from lsn_desktop.storage.lsn_changes import Changed
from ui.asking import ask, change
from ui.parts.buttons import quiet
from ui.parts.choice_box import ChoiceBox
from ui.parts.days import instant
from ui.parts.empty_state import EmptyState
from ui.parts.form import Form
from ui.parts.text import named, plain, quantity_text
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.storage.lsn_pages import LsnPage
    from lsn_desktop.storage.transactions import Connection, Tx
    from ui.desk import Desk
    from ui.parts.notice import Notice

_WIDE = 340  # px; the pane beside the table


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands in the form: an order whose code may still have to be looked up."""

    order: Rename | Merge | Split
    other: str  # the code of the lot to merge into


def foretold(connection: Connection, asked: Asked) -> tuple[Asked, list[Message]]:
    """The order with all it needs, and what it will do.

    Raises:
        Refusal: it cannot be done.
    """
    order = asked.order
    if isinstance(order, Rename):
        return asked, renaming.foretell(connection, order)
    if isinstance(order, Split):
        return asked, splitting.foretell(connection, order)
    order = replace(order, into_id=merging.named(connection, order.lsn_id, asked.other))
    return replace(asked, order=order), merging.foretell(connection, order)


def carry_out(tx: Tx, asked: Asked) -> None:
    """Do what was foretold."""
    if isinstance(asked.order, Rename):
        renaming.rename(tx, asked.order)
    elif isinstance(asked.order, Merge):
        merging.merge(tx, asked.order)
    else:
        splitting.split(tx, asked.order)


class ChangesTab(Widget):
    """The codes it had and has, and a form that says what will happen before it does it."""

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk, self._notice = desk, notice
        self._page: LsnPage | None = None
        self._told: Asked | None = None
        self._table: Table[Changed] = Table(
            "lsn.changes", _("Changes of its code"), self._columns(), desk.theme, self._empty()
        )
        self._kind, self._where = ChoiceBox(), ChoiceBox()
        self._code, self._quantity = QLineEdit(), QLineEdit()
        self._serials, self._reason = QLineEdit(), QLineEdit()
        self._form = Form("lsn.change", spacing=8)
        self._plan = plain("", wrap=True)
        self._left = QStackedWidget()
        self._do = quiet("lsn.change.do", _("Do it"), self._carry_out)
        self._see = quiet("lsn.change.see", _("See what happens"), self._foretell)
        self._lay_out()
        self._table.opened.connect(self._open)

    def tell(self, page: LsnPage) -> None:
        """Ask for the changes of another LSN."""
        same = self._page is not None and self._page.lsn.id == page.lsn.id
        self._page = page
        if not same:
            self._clear()
        self._offer(page)
        lsn_id = page.lsn.id
        ask(
            self._desk,
            lambda connection: lsn_changes.of_lsn(connection, lsn_id),
            self._table.show_rows,
            self._notice.refuse,
        )

    def take_code(self, code: str) -> None:
        """A scanned code is the new one, or the lot to merge into."""
        self._code.setText(code)
        self._reason.setFocus()

    def ask_for(self, kind: str) -> None:
        """Go to the form of a ``rename``, ``merge`` or ``split``."""
        self._kind.setCurrentIndex(self._kind.findData(kind))
        self._code.setFocus()

    def _foretell(self) -> None:
        self._form.clear_complaints()
        asked = self._asked()
        if asked is not None:
            ask(
                self._desk,
                lambda connection: foretold(connection, asked),
                self._show_plan,
                self._complain,
            )

    def _complain(self, error: Exception) -> None:
        self._forget()
        self._notice.refuse(error)

    def _show_plan(self, foretold: tuple[Asked, list[Message]]) -> None:
        self._told, told = foretold
        self._notice.clear()
        self._plan.setText("\n".join(str(each) for each in told))
        self._do.setText(
            {"merge": _("Merge now"), "split": _("Split now")}.get(
                str(self._kind.currentData()), _("Rename now")
            )
        )
        self._do.setAccessibleName(self._do.text())
        self._left.setCurrentIndex(1)

    def _carry_out(self) -> None:
        asked = self._told
        if asked is not None:
            change(self._desk, lambda tx: carry_out(tx, asked), self._done, self._complain)

    def _done(self, _nothing: None) -> None:
        self._clear()
        self._notice.ok(_("Done. Its history stays under both codes."))

    def _enter(self) -> None:
        if self._told is None:
            self._foretell()
        else:
            self._carry_out()

    def _asked(self) -> Asked | None:
        if self._page is None:
            return None
        lsn_id, code, reason = self._page.lsn.id, self._code.text(), self._reason.text()
        kind = self._kind.currentData()
        for name, text, words in (
            ("code", code, _("Scan or type the code.")),
            ("reason", reason, _("Say what was wrong with it.")),
        ):
            if not text.strip():
                self._form.complain(name, words)
                return None
        if kind == "rename":
            return Asked(Rename(new_uid(), lsn_id, code, reason), "")
        if kind == "merge":
            return Asked(Merge(new_uid(), lsn_id, 0, reason), code)
        return self._split(self._page, code, reason)

    def _split(self, page: LsnPage, code: str, reason: str) -> Asked | None:
        order = Split(new_uid(), page.lsn.id, code, reason)
        if page.serials:
            written = read_serials(self._serials.text())
            wrong = written.flaws[0].refusal if written.flaws else written.too_many()
            if wrong is not None or written.own:
                words = _("Serials that are to come cannot leave it: write those it has.")
                self._form.complain("serials", str(wrong or words))
                return None
            codes = tuple(serial for serial, _piece in written.serials())
            return Asked(replace(order, serials=codes), "")
        try:
            quantity = Decimal(self._quantity.text().strip().replace(",", "."))
        except InvalidOperation:
            self._form.complain("quantity", _("Write how many are split off, as a number."))
            return None
        place = self._where.currentData()
        return Asked(replace(order, location_id=place, quantity=quantity), "")

    def _offer(self, page: LsnPage) -> None:
        chosen, place = self._kind.currentData(), self._where.currentData()
        for box in (self._kind, self._where):
            box.blockSignals(True)  # noqa: FBT003 - Qt's way
            box.clear()
        self._kind.addItem(_("Give it another code"), "rename")
        if page.lsn.kind is LsnKind.LOT:
            self._kind.addItem(_("Merge it into another lot"), "merge")
            self._kind.addItem(_("Split some of it off"), "split")
        for each in page.places:
            free = quantity_text(off_grid(each.on_hand - each.claimed, page.row.decimals))
            words = message(
                "{place} ({quantity} {unit} there)",
                place=each.code,
                quantity=free,
                unit=page.row.unit,
            )
            self._where.addItem(str(words), each.location_id)
        self._kind.setCurrentIndex(max(0, self._kind.findData(chosen)))
        self._where.setCurrentIndex(max(0, self._where.findData(place)))
        for box in (self._kind, self._where):
            box.blockSignals(False)  # noqa: FBT003 - Qt's way
        self._follow_kind()

    def _follow_kind(self) -> None:
        splits = self._kind.currentData() == "split"
        by_serial = self._page is not None and self._page.serials > 0
        self._form.offer("where", on=splits and not by_serial)
        self._form.offer("quantity", on=splits and not by_serial)
        self._form.offer("serials", on=splits and by_serial)
        self._form.hint(
            "code",
            _("The lot whose code both have then: scan its label, or type it.")
            if self._kind.currentData() == "merge"
            else _("Scan the right label, or type it."),
        )
        self._forget()

    def _forget(self) -> None:
        """What was foretold is for the form as it stood."""
        self._told = None
        self._left.setCurrentIndex(0)

    def _clear(self) -> None:
        for field in (self._code, self._quantity, self._serials, self._reason):
            field.clear()
        self._form.clear_complaints()
        self._kind.setCurrentIndex(0)
        self._forget()

    def _open(self, row: Changed) -> None:
        if self._page is not None and row.other_id is not None:
            mine = self._page.lsn.id == row.lsn_id
            self._desk.go("lsns", row.other_id if mine else row.lsn_id)

    def _lay_out(self) -> None:
        self._form.add("kind", _("What to do"), self._kind)
        self._form.add("code", _("Code"), self._code)
        self._form.add("where", _("Where"), self._where)
        self._form.add("quantity", _("Quantity"), self._quantity)
        self._form.add("serials", _("Serials, as SN1-SN5, SN9"), self._serials)
        self._form.add("reason", _("Reason"), self._reason)
        named(self._plan, "lsn.change.plan", _("What will happen"))
        for box in (self._kind, self._where):
            box.currentIndexChanged.connect(self._follow_kind)
        for field in (self._code, self._quantity, self._serials, self._reason):
            field.textChanged.connect(self._forget)
            field.returnPressed.connect(self._enter)
        holder = Widget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(8, 0, 12, 0)
        column.setSpacing(12)
        column.addWidget(self._form)
        column.addWidget(self._see)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(holder)
        area.setFixedWidth(_WIDE)
        self._left.addWidget(self._table)
        self._left.addWidget(self._plan_part())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._left, 1)
        row.addWidget(area)

    def _plan_part(self) -> Widget:
        part = Widget()
        column = QVBoxLayout(part)
        column.setContentsMargins(16, 8, 8, 0)
        column.setSpacing(12)
        column.addWidget(plain(_("What will happen"), "section"))
        column.addWidget(self._plan)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._do)
        buttons.addWidget(quiet("lsn.change.leave", _("Leave it"), self._clear))
        buttons.addStretch()
        column.addLayout(buttons)
        column.addStretch()
        return part

    def _empty(self) -> EmptyState:
        return EmptyState(
            self._desk.theme,
            "edit",
            _("Its code was never changed"),
            _("A wrong code is put right, two lots that are one are merged, one is split."),
        )

    def _columns(self) -> tuple[Column[Changed], ...]:
        return (
            Column[Changed](_("When"), self._when, "when", key=lambda row: row.at, width=150),
            Column[Changed](_("What"), _what, "what"),
            Column[Changed](_("Why"), lambda row: row.reason, "why"),
            Column[Changed](_("By"), lambda row: row.user, "by", width=140),
        )

    def _when(self, row: Changed) -> str:
        return instant(row.at, self._desk.station.time_zone)


def _what(row: Changed) -> str:
    words = {
        "rename": _("Renamed {old} > {new}"),
        "merge": _("Merged {old} into {new}"),
        "split": _("Split {new} off {old}"),
    }[row.kind]
    return str(message(words, old=row.old_code, new=row.new_code))
