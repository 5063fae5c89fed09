"""The Make page in each of its states, for the gallery."""

from __future__ import annotations

import shutil
import tempfile
from decimal import Decimal
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from lsn_desktop.program import Program, new_uid
from lsn_desktop.services.lots import holding
from lsn_desktop.services.office import opening
from lsn_desktop.services.office.opening import Standing
from lsn_desktop.settings import Settings
from lsn_desktop.storage import catalogue, lists
from ui.gallery.dock_person import DockPerson, key, played, press, scan
from ui.gallery.office import desk_of, empty_company
from ui.gallery.production import make_workshop
from ui.gallery.receive import demo_copy
from ui.screens.make.page import MakePage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from lsn_desktop.storage.transactions import Tx
    from ui.parts.theme import Theme

_BOARDS = [f"PCB-{number}" for number in range(1001, 1031)]
_HELD = _BOARDS[-1]
_STATION = "DOCK-1"
_ONE = Decimal(1)


@lru_cache
def _file() -> Path:
    """The meter's workshop with boards to build in, of which one is held: made once."""
    program = demo_copy()
    make_workshop(program)

    def stock(tx: Tx) -> None:
        place = catalogue.real_locations(tx.connection, ("storage",))[1].code
        opening.open_stock(
            tx,
            new_uid(),
            [Standing("BOARD", place, _ONE, serial=code) for code in _BOARDS],
        )
        held = lists.lsns(tx.connection, _HELD, n=1)[0].id
        holding.hold(tx, holding.PlaceHold(new_uid(), held, "inspection", "bad joint"))

    program.database.run(program.station(program.users()[0]).by(), stock)
    program.close()
    return Path(program.settings.folder) / "lsn.db"


def _workshop() -> Program:
    """The workshop as it is, for one picture."""
    folder = Path(tempfile.mkdtemp(prefix="lsn-gallery-make-"))
    shutil.copy(_file(), folder / "lsn.db")
    return Program(Settings(folder, str(folder / "lsn.db"), _STATION))


class Person(DockPerson):
    """A person at the Make page: scans, keys and buttons."""

    def __init__(self, theme: Theme, program: Program) -> None:
        desk = desk_of(program, theme)
        super().__init__(theme, desk, MakePage(desk, count(0, 2).__next__), "make")


def _state(theme: Theme, *steps: Callable[[Person], object]) -> QWidget:
    return played(Person(theme, _workshop()), steps)


_BEGUN = scan("WO-00001")
_SOME = (_BEGUN, scan("x 3", "H-2291", "PCB-1001"))
_NEW = (*_SOME, scan("P4-26001"))
_MANY = (
    *_NEW, key("2"), scan("x 12", "SCREW"),
    *(scan(f"PCB-{number}", f"P4-2{number + 5000}") for number in range(1002, 1009)),
    scan("PCB-1020", "PCB-1021"),
)  # fmt: skip
_WHOLE = (
    *_NEW,
    key("2"),
    scan("x 12", "SCREW", "PCB-1002", "P4-26002", "PCB-1003", "P4-26003"),
)
STATES: dict[str, tuple[Callable[[Person], object], ...]] = {
    "chooser": (),
    "empty": (_BEGUN,),
    "consuming": _SOME,
    "question-new": _NEW,
    "output": _MANY[:-2],
    "refused-held": (*_SOME, scan(_HELD)),
    "question-substitute": (*_SOME, scan("B-0911")),
    "number": (*_SOME, key("n")),
    "scrap": (*_SOME, key("s")),
    "parts-empty": (_BEGUN, DockPerson.second_tab),
    "parts": (*_MANY, DockPerson.second_tab),
    "refused-loose": (*_MANY, press("make.post"), DockPerson.second_tab),
    "posted": (*_WHOLE, press("make.post")),
    "reverse": (*_WHOLE, press("make.post"), press("make.reverse")),
}


def _nothing(theme: Theme) -> QWidget:
    return Person(theme, empty_company()).window


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    **{
        f"make-{name}": lambda theme, steps=steps: _state(theme, *steps)  # type: ignore[misc]
        for name, steps in STATES.items()
    },
    "make-nothing": _nothing,
}
