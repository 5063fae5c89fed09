"""Its dates, corrected with a reason, who made it, and the fields of its item's family."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout
from PySide6.QtWidgets import QWidget as Widget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.lots import changing
from lsn_desktop.storage import custom_fields
from ui.asking import ask, change
from ui.parts.buttons import quiet
from ui.parts.choice_box import ChoiceBox
from ui.parts.days import typed_day
from ui.parts.empty_state import EmptyState
from ui.parts.form import Form
from ui.parts.text import plain
from ui.screens.lsns.about import AboutForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.storage.custom_fields import Value
    from lsn_desktop.storage.lsn_pages import LsnPage
    from ui.desk import Desk
    from ui.parts.notice import Notice

_WIDE, _ABOUT = 240, 320  # px


class FieldsTab(Widget):
    """Dates, who made it, custom fields, from the left; each with its own button."""

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk, self._notice = desk, notice
        self._page: LsnPage | None = None
        self._values: Sequence[Value] = ()
        self._texts: dict[int, QLineEdit | QComboBox] = {}
        self._dates = {name: QLineEdit() for name in ("production", "expiry", "best_before")}
        self._reason = QLineEdit()
        self._form = Form("lsn.dates", spacing=8)
        self._about = AboutForm(desk, notice)
        self._custom: Form | None = None
        self._area = QScrollArea()
        self._save = quiet("lsn.fields.save", _("Save fields"), self._save_fields)
        self._lay_out()
        for field in (*self._dates.values(), self._reason):
            field.returnPressed.connect(self._correct)

    def tell(self, page: LsnPage) -> None:
        """Show the dates of another LSN, and ask for its fields."""
        self._page = page
        self._about.tell(page)
        self._form.clear_complaints()
        for name, field in self._dates.items():
            day = getattr(page.lsn, name)
            of_lot = getattr(page.lot, name) if page.lot else None
            field.setText(day.isoformat() if day else "")
            field.setPlaceholderText(
                str(message("{day}, as its lot", day=of_lot)) if of_lot else _("2026-12-31")
            )
        self._reason.clear()
        lsn_id = page.lsn.id
        ask(
            self._desk,
            lambda connection: custom_fields.values_of(connection, lsn_id),
            self._show,
            self._notice.refuse,
        )

    def _correct(self) -> None:
        if self._page is None:
            return
        self._form.clear_complaints()
        days = {}
        for name, field in self._dates.items():
            try:
                days[name] = typed_day(field.text())
            except Refusal as refused:
                self._form.complain(name, str(refused))
                return
        if not self._reason.text().strip():
            self._form.complain("reason", _("Say where the right date comes from."))
            return
        order = changing.CorrectDates(
            self._page.lsn.id,
            days["production"],
            days["expiry"],
            days["best_before"],
            self._reason.text(),
        )
        change(
            self._desk,
            lambda tx: changing.correct_dates(tx, order),
            self._corrected,
            self._notice.refuse,
        )

    def _corrected(self, count: int) -> None:
        if count:
            self._reason.clear()
            self._notice.ok(_("Dates corrected. Labels printed before still say the old ones."))
        else:
            self._notice.attention(_("These dates are known already; nothing was changed."))

    def _save_fields(self) -> None:
        if self._page is None or self._custom is None:
            return
        self._custom.clear_complaints()
        texts = {field_id: _text(widget) for field_id, widget in self._texts.items()}
        for value in self._values:
            if wrong := custom_fields.refused(value.field, texts[value.field.id]):
                self._custom.complain(str(value.field.id), str(wrong))
                return
        lsn_id = self._page.lsn.id
        change(
            self._desk,
            lambda tx: changing.fill_fields(tx, lsn_id, texts),
            self._saved,
            self._notice.refuse,
        )

    def _saved(self, _nothing: None) -> None:
        self._notice.ok(_("Fields saved."))

    def _show(self, values: Sequence[Value]) -> None:
        if list(values) == list(self._values) and self._custom is not None:
            return
        if before := self._area.takeWidget():
            before.deleteLater()  # Enter in one of its fields may be what saved them
        self._values, self._texts = values, {}
        self._save.setVisible(bool(values))
        if not values:
            self._custom = None
            self._area.setWidget(self._no_fields())
            return
        self._custom = Form("lsn.field")
        for value in values:
            self._texts[value.field.id] = widget = _widget(value)
            self._custom.add(str(value.field.id), value.field.name, widget, _hint(value))
            if isinstance(widget, QLineEdit):
                widget.returnPressed.connect(self._save_fields)
        holder = Widget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(4, 0, 12, 0)
        column.addWidget(self._custom)
        column.addStretch()
        self._area.setWidget(holder)
        # They are made after their button, and Tab goes by that.
        for before, after in pairwise((self._about.last, *self._texts.values(), self._save)):
            Widget.setTabOrder(before, after)

    def _no_fields(self) -> EmptyState:
        return EmptyState(
            self._desk.theme,
            "edit",
            _("This item's family has no fields"),
            _("Give the item a family, and the family fields: country, grade, batch notes."),
            ("lsn.fields.item", _("Open the item"), self._open_item),
        )

    def _open_item(self) -> None:
        if self._page is not None:
            self._desk.go("items", self._page.row.item_id)

    def _lay_out(self) -> None:
        self._form.add("production", _("Made on"), self._dates["production"])
        self._form.add("expiry", _("Expires on"), self._dates["expiry"])
        self._form.add("best_before", _("Best before"), self._dates["best_before"])
        self._form.add("reason", _("Reason for the correction"), self._reason)
        left = Widget()
        left.setFixedWidth(_WIDE)
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._form)
        column.addWidget(quiet("lsn.dates.correct", _("Correct dates"), self._correct))
        column.addStretch()
        self._area.setWidgetResizable(True)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(plain(_("Fields"), "section"))
        right.addWidget(self._area, 1)
        right.addWidget(self._save)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(left)
        self._about.setFixedWidth(_ABOUT)
        row.addWidget(self._about)
        row.addLayout(right, 1)


def _widget(value: Value) -> QLineEdit | QComboBox:
    """What a field's kind is filled in with."""
    kind = value.field.kind
    if kind not in {"list", "yes/no"}:
        line = QLineEdit(value.text)
        line.setPlaceholderText({"date": "2026-12-31", "link": "https://"}.get(kind, ""))
        return line
    box = ChoiceBox()
    box.addItem("", "")
    choices = value.field.choices if kind == "list" else ("yes", "no")
    words = {"yes": _("yes"), "no": _("no")} if kind == "yes/no" else {}
    for choice in choices:
        box.addItem(words.get(choice, choice), choice)
    if value.text and box.findData(value.text) < 0:
        box.addItem(value.text, value.text)  # chosen before the list was changed
    box.setCurrentIndex(max(0, box.findData(value.text)))
    return box


def _text(widget: QLineEdit | QComboBox) -> str:
    return widget.text() if isinstance(widget, QLineEdit) else str(widget.currentData())


def _hint(value: Value) -> str:
    return {"number": _("A number, as 12.5"), "date": _("A day, as 2026-12-31")}.get(
        value.field.kind, ""
    )
