"""What is asked of a place: its code, name, kind, what it is in, and whether it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.office.placing import KINDS, PlaceFacts
from ui.parts.buttons import primary, quiet
from ui.parts.choice_box import ChoiceBox
from ui.parts.form import Form
from ui.parts.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lsn_desktop.storage.places import PlaceRow


def kind_words(kind: str) -> str:
    """What a kind of place is called."""
    names = {
        "storage": _("Bin"),
        "receiving": _("Receiving"),
        "quarantine": _("Quarantine"),
        "production": _("Production"),
        "shipping": _("Shipping"),
        "zone": _("Zone"),
        "site": _("Site"),
    }
    return names.get(kind, kind)


class PlaceForm(QWidget):
    """``saved`` tells the row number (None: new) and the :class:`PlaceFacts`."""

    saved = Signal(object, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._place: PlaceRow | None = None
        self.code, self.name, self.used = QLineEdit(), QLineEdit(), QCheckBox(_("In use"))
        self.kind, self.parent_box = ChoiceBox(), ChoiceBox()
        for kind in KINDS:
            self.kind.addItem(kind_words(kind), kind)
        self._form = Form("settings.place", spacing=8)
        self._form.add("code", _("Code"), self.code, self._code_hint(is_new=True))
        self._form.add("name", _("Name"), self.name)
        self._form.add("kind", _("Kind"), self.kind)
        self._form.add("parent", _("Is in"), self.parent_box)
        self._form.add("active", _("Goods may be put there"), self.used)
        self._title = plain(_("New place"), "strong")
        self._leave = quiet("settings.place.leave", _("New place"), self.left.emit)
        save = primary("settings.place.save", _("Save"), self._press)
        below = QHBoxLayout()
        below.addWidget(self._leave)
        below.addStretch()
        below.addWidget(save)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(10)
        rows.addWidget(self._title)
        rows.addWidget(self._form)
        rows.addStretch()
        rows.addLayout(below)
        for field in (self.code, self.name):
            field.returnPressed.connect(self._press)
        self.ask(None)

    @property
    def place(self) -> PlaceRow | None:
        """The place it is about; None: a new one."""
        return self._place

    def know(self, rows: Sequence[PlaceRow]) -> None:
        """Offer the zones and sites there are."""
        now = self.parent_box.currentData()
        self.parent_box.clear()
        self.parent_box.addItem(_("nothing"), "")
        for row in rows:
            if row.kind in {"zone", "site"}:
                self.parent_box.addItem(row.code, row.code)
        self._choose(self.parent_box, now)

    def ask(self, place: PlaceRow | None) -> None:
        """Show a place, or begin a new one beside the last."""
        self._place = place
        self._form.clear_complaints()
        self._form.hint("code", self._code_hint(is_new=place is None))
        self._form.offer("active", on=place is not None)
        self._leave.setVisible(place is not None)
        if place is None:
            self._title.setText(_("New place"))
            self.code.clear()
            self.name.clear()
            self.used.setChecked(True)
            return
        self._title.setText(str(message("Place {code}", code=place.code)))
        self.code.setText(place.code)
        self.name.setText(place.name)
        self.used.setChecked(place.active)
        self._choose(self.kind, place.kind)
        self._choose(self.parent_box, place.parent)

    def complain(self, flaws: Mapping[str, object]) -> None:
        """Say what is wrong, field by field."""
        self._form.clear_complaints()
        for field, flaw in reversed(list(flaws.items())):
            self._form.complain(field, str(flaw))

    def _press(self) -> None:
        wanted = PlaceFacts(
            self.code.text(),
            self.name.text(),
            str(self.kind.currentData()),
            str(self.parent_box.currentData() or ""),
            self.used.isChecked(),
        )
        self.saved.emit(None if self._place is None else self._place.id, wanted)

    @staticmethod
    def _choose(box: ChoiceBox, data: object) -> None:
        box.setCurrentIndex(max(0, box.findData(data or "")))

    @staticmethod
    def _code_hint(*, is_new: bool) -> str:
        if is_new:
            return _("Many at once: A-01..A-12")
        return _("Its label says the code: print a new one when it changes.")
