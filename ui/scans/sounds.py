"""One tone for each outcome, by the means of the system; silence where there are none.

QtMultimedia would add 175 MB for five beeps, so Windows' ``winsound``, macOS's
``afplay`` and Linux's ``paplay``, ``pw-play`` or ``aplay`` play the files.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import resources

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TONES = ("ok", "heard", "attention", "refused", "question")
_PLAYERS = ("afplay", "paplay", "pw-play", "aplay")
_LONGEST = 3  # seconds; a player that hangs on a missing device is ended


class Sounds:
    """Plays the tone of an outcome without making anyone wait for it.

    ``play_file`` is blocking and runs on a thread of its own; None plays nothing.
    """

    def __init__(self, play_file: Callable[[Path], None] | None, *, on: bool = True) -> None:
        self.on = on
        self._play_file = play_file
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sound")

    def play(self, outcome: str) -> None:
        """The tone of an outcome; one that has none (waiting) is silent."""
        if self.on and self._play_file is not None and outcome in TONES:
            self._thread.submit(self._play_file, resources.path(f"sounds/{outcome}.wav"))

    def close(self) -> None:
        """Let the tone that sounds end, and forget those that wait."""
        self._thread.shutdown(cancel_futures=True)


def system_player() -> Callable[[Path], None] | None:
    """What plays a WAV file here, or None."""
    if sys.platform == "win32":
        return _by_windows
    found = next((path for name in _PLAYERS if (path := shutil.which(name))), None)
    return None if found is None else lambda file: _by_command(found, file)


def _by_command(player: str, file: Path) -> None:
    try:
        subprocess.run(  # noqa: S603 - a player found on the path and our own file
            [player, str(file)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_LONGEST,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return  # no sound device; colour, shape and words still tell


def _by_windows(file: Path) -> None:
    if sys.platform == "win32":
        import winsound  # noqa: PLC0415 - exists on Windows only

        winsound.PlaySound(str(file), winsound.SND_FILENAME | winsound.SND_NODEFAULT)
