"""A scanner as the page lists it: how it is connected and how it is, in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, message
from lsn_desktop.scanning.boards import Layout
from lsn_desktop.settings import KEYBOARD, WedgeSettings
from ui.scans.scanners import ScannerState
from ui.scans.wedge_profiles import suffix_named
from ui.tables.rows_model import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.settings import ScannerSettings, Settings
    from ui.scans.scanners import ScannerLight, Scanners


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One scanner: with ``wedge`` it types, with ``profile`` it is at a port, else recorded."""

    light: ScannerLight
    how: str
    wedge: WedgeSettings | None = None
    profile: ScannerSettings | None = None

    @property
    def name(self) -> str:
        return self.light.device


def device_rows(scanners: Scanners, settings: Settings) -> list[DeviceRow]:
    """Every scanner of this workstation, the keyboard first."""
    profiles = {one.name: one for one in settings.scanners}
    rows = []
    for light in scanners.lights():
        profile = profiles.get(light.device)
        if profile is not None:
            rows.append(DeviceRow(light, serial_words(profile), profile=profile))
        elif light.device == KEYBOARD:
            rows += _wedge_rows(light, scanners, settings)
        else:
            rows.append(DeviceRow(light, _("Recorded scans")))
    return rows


def _wedge_rows(light: ScannerLight, scanners: Scanners, settings: Settings) -> list[DeviceRow]:
    """A row for each one set up; all are heard or none. The others share the last row."""
    rows = [
        DeviceRow(replace(light, device=one.name), wedge_words(one), one)
        for one in settings.wedges
    ]
    known = any(not one.prefix or one.name == KEYBOARD for one in settings.wedges)
    if known and scanners.last(KEYBOARD) is None:
        return rows
    if KEYBOARD in {row.name for row in rows}:
        return rows
    return [*rows, DeviceRow(light, wedge_words(WedgeSettings()), WedgeSettings())]


def serial_words(profile: ScannerSettings) -> str:
    """Port, speed and what ends a scan."""
    words = message(
        "{port} · {baud} baud · ends with {suffix}",
        port=profile.port,
        baud=profile.baud,
        suffix=suffix_words(profile.suffix),
    )
    return str(words)


def suffix_words(name: str) -> str:
    """What ends a scan, as scanner manuals call it."""
    suffix = suffix_named(name)
    return _("CR or LF") if suffix.name == "LINE_END" else suffix.name.replace("CRLF", "CR LF")


def wedge_words(wedge: WedgeSettings) -> str:
    """What marks a scan that is typed, and what was found out about its keys."""
    begins = (
        str(message("Begins with {key}", key=wedge.prefix))
        if wedge.prefix
        else _("Known by its speed")
    )
    if wedge == WedgeSettings():
        begins = _("Begins with F9 or Ctrl+B, or is known by its speed")
    keys = {
        Layout.US_SCAN_CODES.value: _("keys as on a US keyboard"),
        Layout.LEARNED.value: _("keys as learned by the test"),
    }
    return f"{begins} · {keys[wedge.layout]}" if wedge.layout in keys else begins


def state_words(row: DeviceRow) -> str:
    """How a scanner is."""
    words = {
        ScannerState.CONNECTED: _("Connected"),
        ScannerState.AWAY: _("Waiting for the port"),
        ScannerState.TROUBLE: str(row.light.why or ""),
        ScannerState.LISTENING: _("Listening"),
        ScannerState.NOT_LISTENING: _("Not heard: this window is not in front"),
        ScannerState.PLAYING: _("Playing"),
    }
    return words[row.light.state]


def state_tone(row: DeviceRow) -> str:
    """The colour of a scanner's state."""
    if row.light.state is ScannerState.TROUBLE:
        return "refused"
    return "ok" if row.light.is_on else "attention"


def _state_icon(row: DeviceRow) -> str:
    return {"ok": "check", "attention": "waiting", "refused": "refused"}[state_tone(row)]


def columns() -> Sequence[Column[DeviceRow]]:
    """Which, how it is, and how it is connected."""
    return (
        Column[DeviceRow](_("Scanner"), lambda row: row.name, width=150),
        Column[DeviceRow](_("State"), state_words, tone=state_tone, icon=_state_icon),
    )
