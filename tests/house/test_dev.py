"""dev.py: what it makes without the program's help."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from PIL import Image

import dev

if TYPE_CHECKING:
    from pathlib import Path


def test_help_needs_nothing_but_python() -> None:
    told = subprocess.run(
        [sys.executable, "-I", "-S", dev.ROOT / "dev.py", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )

    for command in dev.COMMANDS:
        assert f"\n    {command} " in told.stdout


def test_an_unknown_command_is_wrong_usage() -> None:
    assert dev.main(["fly"]) == 2


def test_a_dumped_screen_becomes_the_same_picture() -> None:
    blue_green_red = bytes([1, 2, 3, 0, 4, 5, 6, 0])
    header = [0] * 25
    header[0], header[4], header[5], header[12], header[19] = 104, 2, 1, 12, 1
    dump = struct.pack(">25I", *header).ljust(104 + 12, b"\0") + blue_green_red + bytes(4)

    picture = Image.open(io.BytesIO(dev.png_of_xwd(dump)))

    assert picture.size == (2, 1)
    assert [picture.getpixel((x, 0)) for x in (0, 1)] == [(3, 2, 1), (6, 5, 4)]


BLUE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

application = QApplication([])
window = QWidget()
window.setStyleSheet("background: #1F5FBF")
window.show()
QTimer.singleShot(20_000, application.quit)
application.exec()
"""


@pytest.mark.slow
def test_without_a_display_the_window_stands_on_a_virtual_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "BUILD", tmp_path / "build")
    picture = tmp_path / "build" / "window.png"

    with dev.a_screen() as environment:
        window = subprocess.Popen([sys.executable, "-c", BLUE], env=os.environ | environment)
        seen = None
        while seen != (0x1F, 0x5F, 0xBF) and window.poll() is None:
            time.sleep(0.1)
            if picture.exists():
                with Image.open(picture) as shown:
                    seen = shown.getpixel((100, 100))
        window.kill()
        window.wait()

    assert seen == (0x1F, 0x5F, 0xBF)
    assert "build/window.png" in capsys.readouterr().out
