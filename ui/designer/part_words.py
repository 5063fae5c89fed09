"""What the parts of a label are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, message
from printing.labels.label_elements import LOGO, Frame, PicturePlace, Rule, SymbolPlace
from printing.symbology.symbols import TITLES
from ui.designer import parts

if TYPE_CHECKING:
    from printing.labels.label_elements import LabelTemplate
    from ui.designer.parts import Key


def called(template: LabelTemplate, key: Key) -> str:
    """A part in a few words: ``Text “LOT {lot}”``, ``GS1 DataMatrix``."""
    part = parts.part_of(template, key)
    if isinstance(part, SymbolPlace):
        return TITLES[part.symbology]
    if isinstance(part, Rule):
        return _("Line")
    if isinstance(part, Frame):
        return _("Box")
    if isinstance(part, PicturePlace):
        return _("The company's logo") if part.source == LOGO else _("Picture")
    if key.kind == "words":
        symbol = TITLES[template.symbols[key.at].symbology]
        return str(message("Words below the {symbol}", symbol=symbol))
    return str(message("Text “{text}”", text=part.text))


def said_of(template: LabelTemplate, key: Key) -> str:
    """The same with where it stands, for a screen reader."""
    box = parts.box_of(template, key)
    return str(
        message(
            "{part}, {x} mm from the left, {y} from the top, {width} by {height}",
            part=called(template, key),
            x=f"{box.x:g}",
            y=f"{box.y:g}",
            width=f"{box.width:g}",
            height=f"{box.height:g}",
        )
    )
