"""What can be put on the label, each by a button and a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from lsn_desktop.domain.messages import _
from ui.designer import acts, new_parts, parts
from ui.designer.field_chooser import FieldChooser
from ui.parts.buttons import quiet
from ui.parts.card import Card
from ui.parts.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.designer.editor import Editor
    from ui.designer.parts import Part

_WIDTH = 236  # px


class AddBar(Card):
    """The left side of the designer."""

    added = Signal(str)  # the kind of what was added, its field or its words
    picture_wanted = Signal()
    logo_wanted = Signal()
    refused = Signal(str)

    def __init__(self, editor: Editor) -> None:
        super().__init__(_("Add to the label"), padding=12)
        self._editor = editor
        self._fields = FieldChooser("designer.add", _("Add"))
        self._fields.chosen.connect(self._add_field)
        self.setFixedWidth(_WIDTH)
        self.add(plain(_("A field of the goods"), "muted"))
        self.add(self._fields)
        for name, words, act in (
            ("text", _("Text"), self._add_text),
            ("barcode", _("Barcode"), self._add_barcode),
            ("line", _("Line"), lambda: self._add(new_parts.line(editor.template), "line")),
            ("box", _("Box"), lambda: self._add(new_parts.box(editor.template), "box")),
            ("picture", _("Picture …"), self.picture_wanted.emit),
            ("logo", _("The company's logo"), self.logo_wanted.emit),
        ):
            self.add(quiet(f"designer.add_{name}", words, act))

    def offer(self, custom: Sequence[str]) -> None:
        """Offer the company's own fields too."""
        self._fields.offer(custom)

    def put(self, part: Part, kind: str, logo: bytes = b"") -> None:
        """Add a part, if there is room in the template."""
        self._add(part, kind, logo)

    def _add_field(self, field: str, place: str) -> None:
        self._add(new_parts.field(field, place, self._editor.template), "field")

    def _add_text(self) -> None:
        self._add(new_parts.text(_("Text"), self._editor.template), "text")

    def _add_barcode(self) -> None:
        self._add(new_parts.barcode(self._editor.template), "barcode")

    def _add(self, part: Part, kind: str, logo: bytes = b"") -> None:
        if parts.is_full(self._editor.template):
            self.refused.emit(_("A label holds 100 parts. Delete one first."))
            return
        acts.add(self._editor, part, logo)
        self.added.emit(kind)
