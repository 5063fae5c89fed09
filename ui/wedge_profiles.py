"""Scanner settings as text, and the profiles made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.devices.serial_scanner import SerialProfile
from lsn_desktop.scanning.escapes import unescaped
from lsn_desktop.scanning.frames import Suffix
from lsn_desktop.scanning.keystrokes import Layout, Prefix, ScannerProfile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.settings import ScannerSettings, WedgeSettings

KEYBOARD = "Keyboard scanner"


def profiles_of(wedge: WedgeSettings) -> Sequence[ScannerProfile]:
    """The keyboard scanners listened to: with the set prefix, or with any or none.

    A wrong word in the settings file counts as not given.
    """
    chosen = [one for one in Prefix if one.value and one.value == wedge.prefix]
    prefixes = [*(chosen or (Prefix.F9, Prefix.STX)), Prefix.NONE]
    us = wedge.layout == Layout.US_SCAN_CODES.value
    return [
        ScannerProfile(
            KEYBOARD,
            prefix,
            gs_substitute=wedge.gs_substitute[:1],
            layout=Layout.US_SCAN_CODES if us else Layout.AS_TYPED,
        )
        for prefix in prefixes
    ]


def serial_profile(one: ScannerSettings) -> SerialProfile:
    """How a serial scanner of the settings is reached."""
    return SerialProfile(
        one.name,
        one.port,
        one.baud,
        prefix=unescaped(one.prefix.encode()),
        suffix=suffix_named(one.suffix),
        gs_substitute=unescaped(one.gs_substitute.encode()),
    )


def suffix_named(name: str) -> Suffix:
    """The suffix of a name such as ``line end`` or ``TAB``; a wrong one counts as not given."""
    return Suffix.__members__.get(name.strip().upper().replace(" ", "_"), Suffix.LINE_END)
