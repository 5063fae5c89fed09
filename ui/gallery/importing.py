"""The import part in each of its states, for the gallery."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QLineEdit, QPushButton, QTabBar, QWidget

from ui.gallery.kit import framed
from ui.gallery.office import demo_company, desk_of
from ui.screens.items.screen import ItemsScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.parts.theme import Theme

W = TypeVar("W", bound=QWidget)
_ORDERS = """number,vendor,sku,quantity,due
PO-2001,NORTH,MILK-1L,48,2026-12-04
PO-2001,NORTH,MLK-1L,24,2026-12-04
PO-2002,NORTH,MILK-1L,a dozen,2026-12-04
PO-2003,NOBODY,MILK-1L,12,2026-12-04
PO-2004,NORTH,MILK-1L,12,4 December
PO-2005,NORTH,MILK-1L,96,2026-12-11
"""
_PRICE_LIST = """Art.-Nr.;Artikelbezeichnung;EAN Code;Haltbarkeit;Warengruppe
KAESE-1;Bergkäse, 6 Monate gereift;4006381333931;90;Dairy
KAESE-2;Ziegenfrischkäse im Glas mit Kräutern der Provence;;21;Dairy
"""
_ITEMS = """sku,description,gtin,shelf life,family
JAM-APRI,Apricot jam 250 g,4006381333931,540,Pantry
JAM-PLUM,Plum jam 250 g,,540,Pantry
MILK-1L,Whole milk 1 litre,,,
"""


def _page(
    theme: Theme, kind: str, name: str = "", text: str = ""
) -> tuple[QWidget, ItemsScreen]:
    screen = ItemsScreen(desk_of(demo_company(), theme))
    window = framed(theme, "items", screen)
    screen.import_file(kind)
    if text:
        file = Path(tempfile.mkdtemp(prefix="lsn-gallery-")) / name
        file.write_text(text, encoding="utf-8")
        path = _part(window, QLineEdit, "import.file.path")
        path.setText(str(file))
        path.returnPressed.emit()
    return window, screen


def empty(theme: Theme) -> QWidget:
    """No file yet."""
    return _page(theme, "items")[0]


def with_errors(theme: Theme) -> QWidget:
    """Orders of which some rows cannot be taken."""
    return _page(theme, "orders", "december orders.csv", _ORDERS)[0]


def with_mapping(theme: Theme) -> QWidget:
    """A supplier's list whose columns have other names."""
    return _page(theme, "items", "Preisliste Alpenmilch.csv", _PRICE_LIST)[0]


def looked_over(theme: Theme) -> QWidget:
    """Rows that are new, and one that changes an item."""
    return _page(theme, "items", "new items.csv", _ITEMS)[0]


def done(theme: Theme) -> QWidget:
    """Taken in, with Undo at hand."""
    window, _screen = _page(theme, "items", "new items.csv", _ITEMS)
    _part(window, QPushButton, "import.take").click()
    return window


def before(theme: Theme) -> QWidget:
    """The files taken in last."""
    window = done(theme)
    _part(window, QTabBar, "import.tabs").setCurrentIndex(2)
    return window


def _part(of: QWidget, kind: type[W], name: str) -> W:
    found = of.findChild(kind, name)
    if found is None:
        raise LookupError(name)
    return found


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    "import-empty": empty,
    "import-errors": with_errors,
    "import-mapping": with_mapping,
    "import-rows": looked_over,
    "import-done": done,
    "import-before": before,
}
