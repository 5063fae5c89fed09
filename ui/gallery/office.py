"""The office pages over the demo company, an empty one and a hostile one, for the gallery."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache, partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw
from PySide6.QtWidgets import QLineEdit, QPushButton

from lsn_desktop.program import Program, day_of, new_uid, now
from lsn_desktop.services.certificates import supplied
from lsn_desktop.services.lots import attaching, holding, renaming
from lsn_desktop.services.office import opening, ordering, starting
from lsn_desktop.services.simulation import demo
from lsn_desktop.settings import Settings
from lsn_desktop.storage import blobs, lists
from lsn_desktop.storage import lsns as lsns_of
from ui.changes import Changes
from ui.desk import Desk
from ui.gallery.kit import HOSTILE, framed
from ui.scans.sounds import Sounds
from ui.screens.lsns.screen import LsnsScreen
from ui.tasks import Inline

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from lsn_desktop.storage.transactions import By
    from ui.parts.theme import Theme

_STATION = "DOCK-1"


@lru_cache
def demo_company() -> Program:
    """The demo company in a file of its own, made once for all pictures."""
    program = _new("demo")
    demo.build(program.database, now(), day_of, _STATION)
    return program


@lru_cache
def empty_company() -> Program:
    """A company that has done nothing yet."""
    program = _new("empty")
    _started(program)
    return program


@lru_cache
def hostile_company() -> Program:
    """A company whose names try to be markup, to run over, and to be printer commands."""
    program = _new("hostile")
    by = _started(program)
    with program.database.transaction(by) as tx:
        for number, name in enumerate(HOSTILE):
            sku = f"{number} {name}"
            ordering.add_party(tx, ordering.AddParty(f"V{number}", name, is_vendor=True))
            ordering.add_item(tx, ordering.AddItem(sku, name))
            ordering.enter_order(
                tx, ordering.EnterOrder(f"PO {name}", f"V{number}", [(sku, Decimal(12))])
            )
        standing = [
            opening.Standing(
                f"{n} {name}".strip(),
                _STATION,
                Decimal(9),
                name.strip()[:80],
                vendor_code=f"V{n}",
            )
            for n, name in enumerate(HOSTILE)
        ]
        opening.open_stock(tx, new_uid(), standing)
    with program.database.transaction(replace(by, at=by.at + 1)) as tx:
        for row in lists.lsns(tx.connection):
            note = HOSTILE[0] + HOSTILE[2]
            holding.hold(tx, holding.PlaceHold(new_uid(), row.id, "inspection", note))
    return program


def _new(name: str) -> Program:
    folder = Path(tempfile.mkdtemp(prefix=f"lsn-gallery-{name}-"))
    program = Program(Settings(folder, str(folder / "lsn.db"), _STATION))
    program.migrate()
    return program


def _started(program: Program) -> By:
    order = starting.StartCompany(
        "Corner Shop", "Olga", "2580", "UTC", receiving_place=_STATION, workstation=_STATION
    )
    return starting.start(program.database, order, now(), day_of)


def desk_of(program: Program, theme: Theme) -> Desk:
    """A desk at which nothing happens beside the page: each question is answered at once."""
    station = program.station(program.users()[0])
    return Desk(program, station, Inline(), theme, Changes(), Sounds(None), _nowhere)


def _nowhere(_page: str, _subject: int | None = None) -> None:
    """Pictures have one page."""


def lsn_id(program: Program, typed: str = "") -> int:
    """The first lot or serial found by these letters."""
    with program.database.reading() as connection:
        return lists.lsns(connection, typed, n=1)[0].id


def lsns(program: Program, theme: Theme) -> QWidget:
    """The list."""
    return framed(theme, "lsns", LsnsScreen(desk_of(program, theme)))


def lsn(program: Program, theme: Theme, tab: str, typed: str = "") -> QWidget:
    """The page of one, with a tab of it."""
    screen = LsnsScreen(desk_of(program, theme))
    window = framed(theme, "lsns", screen)
    screen.go_to(lsn_id(program, typed))
    screen.choose(tab)
    return window


def other_codes(theme: Theme) -> QWidget:
    """A lot with codes of other kinds, found by each of them."""
    screen = LsnsScreen(desk_of(program := demo_company(), theme))
    window = framed(theme, "lsns", screen)
    screen.go_to(lsn_id(program))
    screen.choose("aliases")
    for code in (b"ASSET-000417", b"NWD/2611/A-0007"):
        screen.scanned(code, "Dock scanner")
    return window


def changed_code(theme: Theme) -> QWidget:
    """A lot that was renamed, and what a split of it will do."""
    program = demo_company()
    desk = desk_of(program, theme)
    known = lsn_id(program)
    with program.database.reading() as connection:
        code = lsns_of.by_id(connection, known).code
    for number, (new, why) in enumerate(
        ((f"{code}1", "read from the carton"), (code, "the carton was another lot's"))
    ):  # there and back, once: other pictures show this lot too
        order = renaming.Rename(f"{number:032x}", known, new, why)
        program.database.run(desk.station.by(), partial(renaming.rename, order=order))
    screen = LsnsScreen(desk)
    window = framed(theme, "lsns", screen)
    screen.go_to(known)
    screen.ask_change("split")
    for name, text in (
        ("code", f"{code}-2"),
        ("quantity", "6"),
        ("reason", "six cartons were wet"),
    ):
        field = screen.findChild(QLineEdit, f"lsn.change.{name}")
        assert field is not None  # noqa: S101 - the form has it
        field.setText(text)
    see = screen.findChild(QPushButton, "lsn.change.see")
    assert see is not None  # noqa: S101 - the form has it
    see.click()
    return window


def kept_files(theme: Theme) -> QWidget:
    """A lot with its supplier's certificate of analysis, and a photograph."""
    program = demo_company()
    desk = desk_of(program, theme)
    known = lsn_id(program)
    page = Image.new("RGB", (620, 877), "white")
    lines = "CERTIFICATE OF ANALYSIS\n\nButter 250 g\n\nFat       82.4 %\nMoisture  15.6 %"
    ImageDraw.Draw(page).multiline_text((60, 60), lines, "black", font_size=28)
    for number, (name, kind, form, days) in enumerate(
        (
            ("pallet-as-it-came.jpg", "photo", "JPEG", None),
            ("northwind-coa.pdf", "certificate of analysis", "PDF", 20),
        )
    ):
        out, on = BytesIO(), desk.station.by().on
        page.save(out, form)
        ends = on + timedelta(days) if days else None
        order = attaching.AttachFile(
            f"{number + 100:032x}", "lsn", known, name, out.getvalue(), kind, on, ends
        )
        with program.database.reading() as connection:
            there = {each.name for each in blobs.attachments(connection, "lsn", known)}
        if name not in there:
            program.database.run(desk.station.by(), partial(supplied.attach, order=order))
    screen = LsnsScreen(desk)
    window = framed(theme, "lsns", screen)
    screen.go_to(known)
    screen.choose("certificates")
    return window


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    "lsns": lambda theme: lsns(demo_company(), theme),
    "lsns-empty": lambda theme: lsns(empty_company(), theme),
    "lsns-hostile": lambda theme: lsns(hostile_company(), theme),
    **{
        f"lsn-{tab}": lambda theme, tab=tab: lsn(demo_company(), theme, tab)  # type: ignore[misc]
        for tab in ("timeline", "places", "holds", "certificates", "fields", "printed", "audit")
    },
    "lsn-cost": lambda theme: lsn(demo_company(), theme, "cost", "L2552B"),
    "lsn-aliases": other_codes,
    "lsn-changes": changed_code,
    "lsn-files": kept_files,
    "lsn-hostile": lambda theme: lsn(hostile_company(), theme, "timeline"),
    "lsn-hostile-holds": lambda theme: lsn(hostile_company(), theme, "holds"),
}
