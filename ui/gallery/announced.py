"""A delivery received by a supplier's notice, and what was wrong with it, for the gallery."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ui.gallery.receive import MILK, SHORT_DATED, Dock, demo_copy

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ui.parts.theme import Theme

_SSCC = "395212345678901236"
_ROWS = """gtin,lot,quantity,expiry,sscc
19521234543210,L2611A,2,{27},
19521234543227,B-1002,1,{84},
19521234543227,B-1003,2,{84},
19521234543234,C7791,1,{27},
09521234543220,B-1004,10,{84},395212345678901236
19521234543210,L2611B,3,{27},395212345678901236
09521234999991,Z1,4,,
"""


def _announce(dock: Dock) -> None:
    """Choose the notice as a person does: F6, the file, Enter."""
    on = dock.desk.station.by().on
    text = _ROWS
    for days in (27, 84):
        text = text.replace(f"{{{days}}}", f"{on + timedelta(days)}")
    file = Path(tempfile.mkdtemp(prefix="lsn-gallery-notice-")) / "northwind-asn.csv"
    file.write_text(text, "utf-8")
    dock.press("receive.f6")
    dock.type_in("receive.announced.path", f"{file}\r")


def _scan(*texts: str) -> Callable[[Dock], object]:
    return lambda dock: dock.scan(*texts)


def _press(*names: str) -> Callable[[Dock], object]:
    def press(dock: Dock) -> None:
        for name in names:
            dock.press(name)

    return press


def _look(text: str) -> Callable[[Dock], object]:
    """Take a file before its delivery is open, or another one on the receipt."""

    def look(dock: Dock) -> None:
        file = Path(tempfile.mkdtemp(prefix="lsn-gallery-notice-")) / "northwind-asn.csv"
        file.write_text(text, "utf-8")
        dock.press("receive.notice.begin")
        dock.type_in("receive.notice.file.path", f"{file}\r")

    return look


_ORDERED = "gtin,lot,quantity,expiry,order\n" + "".join(
    f"19521234543227,B-10{n:02},{n},2027-03-{n:02},PO-1042\n" for n in range(1, 13)
)
_FOREIGN = "Artikel-Nr.;Menge;Chargen;MHD\n19521234543227;4;B-1002;31.03.2027\n"
_WRONG = (
    _ORDERED.replace("B-1003,3", "B-1003,three")
    .replace("2027-03-07", "2027-13-07")
    .replace("19521234543227,B-1005", "09521234999991,B-1005")
)
_BEGUN = (_scan("PO-1042"), _announce)
_HALF = (
    *_BEGUN,
    _scan("x 2", MILK, "]C1011952123454322717{+84d}10B-1002", SHORT_DATED),
)
STATES: dict[str, tuple[Callable[[Dock], object], ...]] = {
    "first": (_press("receive.notice.begin"),),
    "first-rows": (_look(_ORDERED),),
    "first-wrong": (_look(_WRONG),),
    "first-columns": (_look(_FOREIGN),),
    "first-waits": (_look(_ORDERED), _press("receive.notice.wait")),
    "file": (_scan("PO-1042"), _press("receive.f6")),
    "begun": _BEGUN,
    "half": _HALF,
    "wrong-lot": (*_HALF, _scan("]C1011952123454322717{+84d}10B-9999")),
    "pallet": (*_HALF, _scan(f"]C100{_SSCC}")),
    "pallet-received": (*_HALF, _scan(f"]C100{_SSCC}"), _press("banner.answer.1")),
    "how-many-damaged": (*_HALF, lambda dock: dock.key("d")),
    "why-damaged": (*_HALF, lambda dock: dock.key("d"), _press("banner.answer.1")),
    "where-damaged": (
        *_HALF,
        lambda dock: dock.key("d"),
        _press("banner.answer.1", "banner.answer.1"),
    ),
    "summary": (
        *_HALF,
        _scan("LSN-DO-QUANTITY-2"),
        lambda dock: dock.key("d"),
        _press("banner.answer.1", "banner.answer.2"),
        _scan("]C1011952123454322717{+84d}10B-9999"),
        _press("receive.post", "banner.answer.1"),
    ),
}


def _state(theme: Theme, *steps: Callable[[Dock], object]) -> QWidget:
    dock = Dock(demo_copy(), theme)
    for step in steps:
        step(dock)
    return dock.window


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    f"announced-{name}": partial(lambda theme, steps: _state(theme, *steps), steps=steps)
    for name, steps in STATES.items()
}
