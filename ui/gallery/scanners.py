"""The Scanners page in every state a person may meet it in, for the gallery."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from lsn_desktop.devices.ports import Port
from lsn_desktop.devices.replay import recorded
from lsn_desktop.devices.serial_scanner import why_not
from lsn_desktop.domain.filters import Contains
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.settings import ScannerSettings, WedgeSettings
from ui.frame.workplace import Workplace
from ui.gallery.kit import HOSTILE, framed
from ui.gallery.office import demo_company, desk_of, empty_company, hostile_company
from ui.page import PlainPage
from ui.prints.page_pictures import pictures_of
from ui.prints.paper import Paper
from ui.scans.player import Player, PlayState
from ui.scans.player_strip import PlayerStrip
from ui.scans.scanners import Heard, ScannerLight, Scanners, ScannerState
from ui.screens.scanners.journal import JournalPart
from ui.screens.scanners.screen import ScannersScreen
from ui.screens.scanners.sheet import drawn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from lsn_desktop.program import Program
    from lsn_desktop.settings import Settings
    from ui.parts.theme import Theme

CODE = b"]d20119521234543371" + b"1726121910HF-3107\x1d11261118422372"
_AT = 1_795_348_812.0
_KEYBOARD = ScannerLight("Keyboard scanner", ScannerState.LISTENING)
_DOCK = ScannerSettings("Dock scanner", "usb:05e0:1701:S21034")
_HANDHELD = ScannerSettings("Handheld 2", "/dev/ttyUSB1", 115_200, suffix="ETX", prefix="\\x02")
_PORTS = [
    Port("/dev/ttyACM1", "usb:0c2e:0b61:N1", "Honeywell (Metrologic)", is_scanner=True),
    Port("/dev/ttyS0", "/dev/ttyS0", "", is_scanner=False),
]


class Still(Scanners):
    """Scanners that stand still: lights and last codes as given, no threads."""

    def __init__(self, lights: Sequence[ScannerLight], frames: dict[str, Heard]) -> None:
        super().__init__()
        self._lights, self._frames = list(lights), frames

    def lights(self) -> list[ScannerLight]:
        return self._lights

    def last(self, device: str) -> Heard | None:
        return self._frames.get(device)


def _kept(program: Program) -> Callable[[Settings], None]:
    def keep(settings: Settings) -> None:
        program.settings = settings

    return keep


def _nothing(_path: Path) -> None:
    """Pictures restore nothing."""


def workplace_of(program: Program, scanners: Scanners) -> Workplace:
    """A workplace whose settings are kept in memory only."""
    return Workplace(
        scanners, Player(scanners), lambda: program.settings, _kept(program), _nothing
    )


def page(
    program: Program,
    theme: Theme,
    lights: Sequence[ScannerLight],
    heard: dict[str, Heard] | None = None,
    ports: Sequence[Port] = (),
    *,
    part: str = "devices",
    scanners: Sequence[ScannerSettings | WedgeSettings] = (),
) -> QWidget:
    """The page over these scanners, with a part of it on show."""
    program.settings = replace(
        program.settings,
        scanners=tuple(one for one in scanners if isinstance(one, ScannerSettings)),
        wedges=tuple(one for one in scanners if isinstance(one, WedgeSettings)),
    )
    still = Still(lights, heard or {})
    place = workplace_of(program, still)
    screen = ScannersScreen(desk_of(program, theme), place, lambda: list(ports))
    still.setParent(screen)
    window = framed(theme, "scanners", screen)
    screen.choose(part)
    return window


def connected(theme: Theme) -> QWidget:
    """A keyboard scanner and two at ports, one of which just sent a code."""
    lights = (
        ScannerLight("Dock scanner", ScannerState.CONNECTED),
        _KEYBOARD,
        ScannerLight("Handheld 2", ScannerState.AWAY),
    )
    heard = {"Dock scanner": Heard(CODE, "complete", _AT)}
    return page(demo_company(), theme, lights, heard, _PORTS, scanners=(_DOCK, _HANDHELD))


def broken(theme: Theme) -> QWidget:
    """A port that another program has, and a code cut short before that."""
    taken = why_not(BlockingIOError(11, "taken"))
    lights = (ScannerLight("Dock scanner", ScannerState.TROUBLE, taken), _KEYBOARD)
    heard = {"Dock scanner": Heard(CODE[:20], "incomplete", _AT)}
    return page(demo_company(), theme, lights, heard, scanners=(_DOCK,))


def changing(theme: Theme) -> QWidget:
    """The settings of a serial scanner."""
    lights = (ScannerLight("Handheld 2", ScannerState.CONNECTED), _KEYBOARD)
    window = page(demo_company(), theme, lights, ports=_PORTS, scanners=(_HANDHELD,))
    _screen(window).change_settings()
    return window


def empty(theme: Theme) -> QWidget:
    """Nothing but the keyboard, which has sent nothing."""
    return page(empty_company(), theme, (_KEYBOARD,))


def hostile(theme: Theme) -> QWidget:
    """Scanners and ports whose names try to be markup or to run over."""
    named = [ScannerSettings(name, name) for name in HOSTILE]
    lights = [ScannerLight(name, ScannerState.CONNECTED) for name in HOSTILE]
    heard = {HOSTILE[0]: Heard(f"]C110{HOSTILE[1]}{HOSTILE[2]}".encode(), "complete", _AT)}
    ports = [Port(name, name + "x", name, is_scanner=True) for name in HOSTILE]
    return page(hostile_company(), theme, lights, heard, ports, scanners=named)


def replaying(theme: Theme) -> QWidget:
    """The recorded deliveries while one of them plays."""
    program = demo_company()
    window = page(program, theme, (_KEYBOARD,), part="recorded")
    player = Player(Scanners(), window)
    player.play("PO-1042, Northwind Dairy", recorded(b"scan\n" * 21), "receive")
    player.pause()
    player.done, player.state = 13, PlayState.PLAYING
    window.add_strip(PlayerStrip(player))  # type: ignore[attr-defined]
    player.changed.emit()
    return window


def journal(program: Program, theme: Theme) -> QWidget:
    """The journal of whatever a company scanned."""
    return page(program, theme, (_KEYBOARD,), part="journal")


def narrowed_journal(theme: Theme) -> QWidget:
    """Asked which scans are wanted, by what came of them."""
    window = journal(demo_company(), theme)
    (part,) = window.findChildren(JournalPart)
    part.table.filters.put(Contains("device", "zebra"))
    part.table.filters.ask("outcome")
    return window


def sheet(program: Program, theme: Theme) -> QWidget:
    """The command sheet of Receive, before it is printed."""
    return page(program, theme, (_KEYBOARD,), part="sheet")


def printed_sheet(theme: Theme) -> QWidget:
    """Front and back of Receive's sheet as they come out of the printer."""
    pdf = drawn(demo_company(), "receive", "A4")
    screen = PlainPage("Scanners", "scanners")
    row = QHBoxLayout(screen)
    for number, png in enumerate(pictures_of(pdf), 1):
        paper = Paper(theme, f"Page {number}")
        paper.tell(png)
        row.addWidget(paper)
    return framed(theme, "scanners", screen)


def hostile_journal(theme: Theme) -> QWidget:
    """Scans that try to be markup, too long, or no text at all."""
    program = hostile_company()
    station = program.station(program.users()[0])
    for name in (*HOSTILE, "\x00\x1b[2J\x7f", "\xff" * 300):
        program.scan(
            station,
            name.encode("latin-1", "replace"),
            name[:40],
            Expectation(0),
            lambda _tx, _reading, _expected, _id, name=name: Outcome(  # type: ignore[misc]
                OutcomeKind.REFUSED, message("{text} is not known.", text=name)
            ),
        )
    return journal(program, theme)


def _screen(window: QWidget) -> ScannersScreen:
    found = window.findChild(ScannersScreen)
    assert isinstance(found, ScannersScreen)  # noqa: S101 - put there by framed()
    return found


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    "scanners": connected,
    "scanners-broken": broken,
    "scanners-settings": changing,
    "scanners-empty": empty,
    "scanners-hostile": hostile,
    "scanners-replaying": replaying,
    "scanners-journal": lambda theme: journal(demo_company(), theme),
    "scanners-journal-empty": lambda theme: journal(empty_company(), theme),
    "scanners-journal-filter": narrowed_journal,
    "scanners-journal-hostile": hostile_journal,
    "scanners-sheet": lambda theme: sheet(demo_company(), theme),
    "scanners-sheet-printed": printed_sheet,
    "scanners-sheet-hostile": lambda theme: sheet(hostile_company(), theme),
}
