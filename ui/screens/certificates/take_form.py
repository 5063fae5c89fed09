"""What is typed of a certificate that came: its kind, number, days, and what it covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from lsn_desktop.domain.certificate_kinds import KINDS
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import Refusal
from ui.parts.choice_box import ChoiceBox
from ui.parts.choices import FileField
from ui.parts.days import typed_day
from ui.parts.form import Form
from ui.parts.kind_words import kind_words
from ui.parts.text import named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from lsn_desktop.storage.certificates_due import Missing

NAME = "certificates.take"


class TakeForm(Form):
    """The fields; ``lots`` says which goods they are for."""

    def __init__(self) -> None:
        super().__init__(NAME, spacing=8)
        self.kind = kind_box(f"{NAME}.kind.typed")
        self.number, self.issued_by = QLineEdit(), QLineEdit()
        self.issued, self.expires = QLineEdit(), QLineEdit()
        self.covers = ChoiceBox()
        self.file = FileField(f"{NAME}.file", _("File of the certificate"))
        self.file.path.setPlaceholderText(_("Choose the file, or drop it here"))
        for edit in (self.issued, self.expires):
            edit.setPlaceholderText("2027-01-31")
        self.add("kind", _("Kind"), self.kind)
        self.add("covers", _("Covers"), self.covers)
        self.add("issued", _("Issued on"), self.issued)
        self.add("expires", _("Valid until"), self.expires)
        self.beside("issued", "expires")
        self.add("number", _("Number"), self.number)
        self.add("issued_by", _("Issued by"), self.issued_by)
        self.beside("number", "issued_by")
        self.add("file", _("File"), self.file)

    def tell(self, lots: Sequence[Missing]) -> None:
        """Offer what a certificate of these may cover, and say the kind they lack."""
        kept = self.covers.currentData()
        self.covers.clear()
        words = lots[0].code if len(lots) == 1 else message("{n} lots chosen", n=len(lots))
        self.covers.addItem(str(words), "lot")
        first = lots[0]
        if all(each.per == "supplier" for each in lots):
            if len({each.item_id for each in lots}) == 1:
                self.covers.addItem(str(message("All of {item}", item=first.item)), "item")
            if first.supplier_id and len({each.supplier_id for each in lots}) == 1:
                name = first.supplier
                self.covers.addItem(str(message("All that {who} sends", who=name)), "supplier")
                if len({each.item_id for each in lots}) == 1:
                    words = message("{item} from {who}", item=first.item, who=name)
                    self.covers.addItem(str(words), "both")
        self.covers.setCurrentIndex(max(0, self.covers.findData(kept)))
        choose_kind(self.kind, first.kind)

    def days(self) -> tuple[date | None, date | None] | None:
        """Both days; None once a complaint says what is wrong with one."""
        self.clear_complaints()
        found = []
        for name, edit in (("issued", self.issued), ("expires", self.expires)):
            try:
                found.append(typed_day(edit.text()))
            except Refusal as refused:
                self.complain(name, str(refused))
                return None
        issued, expires = found
        if issued is None:
            self.complain("issued", _("Write the day it was issued: undated, it counts not."))
            return None
        return issued, expires

    def take_file(self, file: Path) -> None:
        """Let a file that was dropped stand in its field."""
        self.file.path.setText(str(file))

    def empty(self) -> None:
        """Begin anew; what the next certificate shares stays."""
        for edit in (self.number, self.issued, self.expires, self.file.path):
            edit.clear()
        self.clear_complaints()


def kind_box(typed_name: str) -> ChoiceBox:
    """The kinds there are, or any other word."""
    box = ChoiceBox()
    box.setEditable(True)
    for kind in KINDS:
        box.addItem(kind_words(kind), kind)
    typed = box.lineEdit()
    assert typed is not None  # noqa: S101 - an editable box has one
    named(typed, typed_name, _("Kind of certificate"))
    return box


def kind_of(box: ChoiceBox) -> str:
    """The kind chosen, or as it was typed."""
    typed = box.currentText().strip()
    at = box.findText(typed)
    return str(box.itemData(at)) if at >= 0 else typed


def choose_kind(box: ChoiceBox, kind: str) -> None:
    """Show a kind, also one that is not among those offered."""
    at = box.findData(kind)
    if at >= 0:
        box.setCurrentIndex(at)
    else:
        box.setEditText(kind)
