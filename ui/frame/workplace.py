"""What the Scanners and Settings pages may change of this computer and this program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lsn_desktop.settings import Settings
    from ui.scans.player import Player
    from ui.scans.scanners import Scanners


@dataclass(frozen=True, slots=True)
class Workplace:
    """The means of the pages about this computer.

    ``player`` plays recorded scans, whichever page is in front; ``settings`` are those kept,
    ``change`` keeps others and follows them at once; ``restore`` puts a backup in the
    database's place and begins anew with signing in.
    """

    scanners: Scanners
    player: Player
    settings: Callable[[], Settings]
    change: Callable[[Settings], None]
    restore: Callable[[Path], None]
