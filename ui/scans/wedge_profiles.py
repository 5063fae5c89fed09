"""Scanner settings as text, and the profiles made of them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from lsn_desktop.devices.serial_scanner import SerialProfile
from lsn_desktop.scanning.boards import Caps, Layout
from lsn_desktop.scanning.escapes import unescaped
from lsn_desktop.scanning.frames import Suffix
from lsn_desktop.scanning.keystrokes import Prefix, ScannerProfile
from lsn_desktop.scanning.keystrokes import Suffix as KeySuffix
from lsn_desktop.settings import KEYBOARD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.settings import ScannerSettings, WedgeSettings

W = TypeVar("W", bound=StrEnum)


def profiles_of(wedges: Sequence[WedgeSettings]) -> Sequence[ScannerProfile]:
    """The keyboard scanners listened to: those set up, and F9, STX or nothing at all.

    A wrong word in the settings file counts as not given.
    """
    own = {profile.prefix: profile for profile in map(wedge_profile, wedges)}
    usual = (Prefix.F9, Prefix.STX, Prefix.NONE)
    taken = any(one.name == KEYBOARD for one in wedges)  # what is known of it is not of others
    return [
        *own.values(),
        *(
            ScannerProfile(f"{KEYBOARD} {prefix}".strip() if taken else KEYBOARD, prefix)
            for prefix in usual
            if prefix not in own
        ),
    ]


def wedge_profile(one: WedgeSettings) -> ScannerProfile:
    """How a keyboard scanner of the settings is understood."""
    return ScannerProfile(
        one.name,
        _one_of(Prefix, one.prefix, Prefix.NONE),
        _one_of(KeySuffix, one.suffix, KeySuffix.EITHER),
        one.gs_substitute,
        _one_of(Layout, one.layout, Layout.AUTO),
        max_gap_ms=one.max_gap_ms,
        caps=_one_of(Caps, one.caps, Caps.UNDONE),
        learned=dict(one.learned),
    )


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


def _one_of(words: type[W], given: str, otherwise: W) -> W:
    return next((word for word in words if word.value == given), otherwise)
