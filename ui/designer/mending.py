"""What the program can mend by itself, once a person wants it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from printing.fonts import LINE_HEIGHT, POINT
from printing.labels.label_elements import Box, SymbolPlace, Text
from ui.designer import acts, geometry, parts

if TYPE_CHECKING:
    from ui.designer.editor import Editor
    from ui.designer.finding import Finding

MATRIX = {
    "gs1-128": "gs1-datamatrix", "code128": "datamatrix", "code39": "datamatrix",
}  # fmt: skip
"""The kind that says the same in less room."""

_LEAST_TYPE = 4.0  # points
_ROOM = 0.05  # mm

WORDS = {
    "datamatrix": _("Make it a DataMatrix"),
    "smaller text": _("Let it shrink further"),
    "higher": _("Make its box higher"),
}
"""What each fix is called on its button."""


def can_mend(editor: Editor, finding: Finding) -> bool:
    """Whether there is a fix for it, and its part is still there."""
    if finding.key is None or finding.key not in parts.keys(editor.template):
        return False
    part = parts.part_of(editor.template, finding.key)
    if finding.fix == "datamatrix":
        return isinstance(part, SymbolPlace) and part.symbology in MATRIX
    if finding.fix == "smaller text":
        return isinstance(part, Text) and part.smallest > _LEAST_TYPE
    return finding.fix == "higher"


def mend(editor: Editor, finding: Finding) -> None:
    """Do what helps; it can be undone."""
    if finding.key is None or not can_mend(editor, finding):
        return
    part = parts.part_of(editor.template, finding.key)
    if isinstance(part, SymbolPlace):
        acts.set_part(editor, finding.key, replace(part, symbology=MATRIX[part.symbology]))
    elif isinstance(part, Text) and finding.fix == "smaller text":
        acts.set_part(editor, finding.key, replace(part, smallest=_LEAST_TYPE))
    elif isinstance(part, Text):
        acts.set_part(editor, finding.key, replace(part, box=_high_enough(editor, part)))


def _high_enough(editor: Editor, text: Text) -> Box:
    needed = round(text.smallest * text.lines * LINE_HEIGHT * POINT + _ROOM, 1)
    box = text.box
    lying = text.turn % 180 != 0
    wide, high = (needed, box.height) if lying else (box.width, needed)
    return geometry.kept_in(Box(box.x, box.y, wide, high), parts.inside(editor.template))
