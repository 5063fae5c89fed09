"""Many serials on Receive: as they are written, with flaws, and ten thousand of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from ui.gallery.receive import PROBE, Dock, demo_copy
from ui.screens.receive.serial_entry import SerialText

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ui.parts.theme import Theme

_ROWS = 10_000


def _opened(theme: Theme, item: str) -> Dock:
    """A delivery of instruments, F3, the item chosen; one probe was scanned before."""
    dock = Dock(demo_copy(), theme)
    dock.scan("PO-1045", PROBE)
    dock.press("receive.f3")
    dock.type_in("receive.serials.item", item)
    dock.part(QLineEdit, "receive.serials.item").returnPressed.emit()
    return dock


def _written(
    theme: Theme, item: str, typed: str = "", *added: str, pasted: str = ""
) -> QWidget:
    dock = _opened(theme, item)
    text = dock.part(SerialText, "receive.serials.text")
    for each in added:
        text.setPlainText(each)
        dock.press("receive.serials.add")
    if pasted:
        text.paste_text(pasted)
    text.setPlainText(typed)
    return dock.window


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    "receive-serials": lambda theme: _written(theme, "probe", "PT-100-PT-149, 7, ~+5"),
    "receive-serials-wrong": lambda theme: _written(theme, "probe", "PT-100-PX-149"),
    "receive-serials-waiting": lambda theme: _written(
        theme, "probe", "", "PT-1-PT-12 PT-8 9-5", f"~+2 {'X' * 130}"
    ),
    "receive-serials-many": lambda theme: _written(
        theme, "seal", pasted="\n".join(f"SL-{n:05}" for n in range(_ROWS))
    ),
}
