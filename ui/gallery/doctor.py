"""A scanner's test from its first code to what must be set, for the gallery."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from lsn_desktop.scanning.doctor import Bytes, Keys
from lsn_desktop.scanning.doctor_codes import CODES
from lsn_desktop.scanning.key_codes import US_BOARD, Key, KeyStroke, Modifier
from lsn_desktop.settings import KEYBOARD, ScannerSettings, WedgeSettings
from ui.gallery.kit import HOSTILE
from ui.gallery.office import demo_company
from ui.gallery.scanners import page
from ui.scans.scanners import ScannerLight, Scanners, ScannerState
from ui.screens.scanners.screen import ScannersScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.scanning.doctor import Capture
    from ui.parts.theme import Theme

_KEYS = {
    text: (code, bool(level))
    for code, pair in sorted(US_BOARD.items(), reverse=True)
    for level, text in reversed([*enumerate(pair)])
}
_QWERTZ = str.maketrans("yzYZ", "zyZY")


def _typed(text: str, gap_ms: int) -> Keys:
    """A US scanner at a computer with a German keyboard, Ctrl+] for a separator, then Enter."""
    strokes = []
    for at, character in enumerate(text):
        code, shifted = _KEYS.get(character, (27, False))
        seen, held = character.translate(_QWERTZ), Modifier.SHIFT if shifted else 0
        if character < " ":
            seen, held = "+", Modifier.CONTROL
        strokes.append(KeyStroke(ord(seen.upper()), seen, held, code, 1000 + at * gap_ms))
    end = strokes[-1].at_ms + gap_ms
    return Keys((*strokes, KeyStroke(Key.RETURN, "\r", 0, 28, end)))


def _page(theme: Theme, device: str) -> tuple[QWidget, Scanners]:
    state = ScannerState.LISTENING if device == KEYBOARD else ScannerState.CONNECTED
    lights = [ScannerLight(KEYBOARD, ScannerState.LISTENING)]
    known = [] if device == KEYBOARD else [ScannerSettings(device, "/dev/ttyACM0")]
    lights += [ScannerLight(one.name, state) for one in known]
    window = page(demo_company(), theme, lights, part="doctor", scanners=known)
    found = window.findChild(Scanners)
    assert isinstance(found, Scanners)  # noqa: S101 - put there by page()
    return window, found


def _scan(scanners: Scanners, device: str, captures: list[Capture]) -> None:
    for capture in captures:
        scanners.raw.emit(capture, device)


def _skip(window: QWidget) -> None:
    button = window.findChild(QPushButton, "scanners.doctor.skip")
    assert isinstance(button, QPushButton)  # noqa: S101 - put there by page()
    button.click()


def step(theme: Theme) -> QWidget:
    """The second code, after the first told of the keyboard."""
    window, scanners = _page(theme, KEYBOARD)
    _scan(scanners, KEYBOARD, [_typed(CODES[0].data, 8)])
    return window


def squares(theme: Theme) -> QWidget:
    """The fourth code; what came last was another one."""
    window, scanners = _page(theme, KEYBOARD)
    _scan(scanners, KEYBOARD, [_typed(one.data, 8) for one in CODES[:3]])
    _scan(scanners, KEYBOARD, [_typed("9521234543213", 8)])
    return window


def result(theme: Theme) -> QWidget:
    """A keyboard scanner that is set right, but for a prefix."""
    window, scanners = _page(theme, KEYBOARD)
    captures: list[Capture] = [_typed(one.identifiers[0] + one.data, 8) for one in CODES]
    _scan(scanners, KEYBOARD, captures)
    return window


def trouble(theme: Theme) -> QWidget:
    """A serial scanner that loses separators, sends capitals and reads no squares."""
    window, scanners = _page(theme, "Dock scanner")
    bars = [one for one in CODES if one.symbology not in {"gs1-datamatrix", "qr"}]
    captures: list[Capture] = [
        Bytes(one.data.replace("\x1d", "").upper().encode()) for one in bars
    ]
    _scan(scanners, "Dock scanner", captures[:3])
    _skip(window)
    _scan(scanners, "Dock scanner", captures[3:])
    _skip(window)
    return window


def hostile(theme: Theme) -> QWidget:
    """Scans that try to be markup or to run over, from a scanner whose name does too."""
    window, scanners = _page(theme, HOSTILE[2])
    _scan(scanners, HOSTILE[2], [Bytes(f"{HOSTILE[0]}{CODES[0].data}{HOSTILE[0]}".encode())])
    _scan(scanners, HOSTILE[2], [Bytes((HOSTILE[1] * 20).encode())])
    return window


def profile(theme: Theme) -> QWidget:
    """What the test found, as settings that can be changed."""
    gate = WedgeSettings("Gate", "F9", "", "|", "sends", "learned", learned=(("q", "a"),))
    lights = [ScannerLight(KEYBOARD, ScannerState.LISTENING)]
    window = page(demo_company(), theme, lights, scanners=[gate])
    screen = window.findChild(ScannersScreen)
    assert isinstance(screen, ScannersScreen)  # noqa: S101 - put there by page()
    screen.change_settings()
    return window


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    "doctor-step": step,
    "doctor-squares": squares,
    "doctor-result": result,
    "doctor-trouble": trouble,
    "doctor-hostile": hostile,
    "doctor-profile": profile,
}
