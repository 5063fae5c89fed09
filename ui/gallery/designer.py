"""The label designer over the demo company."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.filters import OneOf
from lsn_desktop.services.labels import label_choice
from lsn_desktop.services.labels.label_choice import For
from lsn_desktop.storage import catalogue, parties
from printing.labels import label_templates
from printing.labels.label_elements import Box
from ui.designer.designer import Designer
from ui.designer.parts import Key
from ui.gallery.kit import framed
from ui.gallery.office import demo_company, desk_of
from ui.screens.labels.screen import LabelsScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from lsn_desktop.storage.transactions import Tx
    from printing.labels.label_elements import LabelTemplate
    from ui.frame.main_window import MainWindow
    from ui.parts.theme import Theme


def templates(theme: Theme) -> QWidget:
    """Every template there is."""
    screen = LabelsScreen(desk_of(demo_company(), theme))
    window = framed(theme, "labels", screen)
    screen.choose("templates")
    return window


def uses(theme: Theme, *, some: bool = True) -> QWidget:
    """Which label is printed for what."""
    desk = desk_of(demo_company(), theme)
    if some:
        desk.program.database.run(desk.station.by(), _rules)
    screen = LabelsScreen(desk)
    window = framed(theme, "labels", screen)
    screen.choose("uses")
    return window


def _rules(tx: Tx) -> None:
    first, second = catalogue.find_items(tx.connection, "", 2)
    only = [OneOf("roles", frozenset({"customer"}))]
    buyer = parties.listed(tx.connection, n=1, only=only)[0].id
    for what, template in (
        (For(first.id), "best-before"),
        (For(second.id, buyer, "Zebra-Dock"), "lot-2x1"),
        (For(customer_id=buyer), "lot-4x2"),
        (For(printer="Zebra-Dock"), "lot-2x1"),
    ):
        label_choice.use(tx, "lot", what, template)


def designer(
    theme: Theme, template: LabelTemplate | None = None, *chosen: Key, longest: bool = False
) -> MainWindow:
    """A template being designed, some of its parts selected."""
    screen = LabelsScreen(desk_of(demo_company(), theme))
    window = framed(theme, "labels", screen)
    screen.design(template)
    drawn = window.findChild(Designer)
    if drawn is None:
        raise LookupError("designer")
    if longest:
        drawn.show_longest()
    drawn.editor.select(chosen)
    return window


def crowded() -> LabelTemplate:
    """A lot label on which things went wrong."""
    template = label_templates.load("lot")
    lot = replace(template.texts[0], text="{lott} {item}", box=Box(60, 12, 34, 9))
    return replace(template, texts=(*template.texts, lot))


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    "labels-templates": templates,
    "labels-uses": uses,
    "labels-uses-none": lambda theme: uses(theme, some=False),
    "designer-empty": designer,
    "designer-lot": lambda theme: designer(theme, label_templates.load("lot"), Key("texts", 3)),
    "designer-gs1-builder": lambda theme: designer(
        theme, label_templates.load("lot"), Key("symbols", 0)
    ),
    "designer-findings": lambda theme: designer(
        theme, crowded(), Key("texts", 0), Key("texts", 3), longest=True
    ),
}
