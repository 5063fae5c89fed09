"""A real X display, real keys and real ports: what no mock can stand in for.

Nothing here knows our program; tests start it, or a small window of their own, on a
:class:`Display` of its own and look at it from outside.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import queue
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence

ROOT = Path(__file__).resolve().parents[1]
WIDTH, HEIGHT = 1366, 768
_KEY_NAMES = {"\x1d": "ctrl+bracketright", "\t": "Tab", "\r": "Return"}


def wait_until(condition: Callable[[], bool], what: str, seconds: float = 20.0) -> None:
    """Wait for a condition, or fail saying what did not happen."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"{what}: not within {seconds} s")
        time.sleep(0.02)


@functools.cache
def at_once() -> tuple[str, ...]:
    """What starts a command that need not wait its turn, where the system lets us.

    A scanner's keys come by interrupt, not when a busy machine gets round to it.
    """
    for ahead in (("chrt", "--fifo", "1"), ("nice", "-n", "-15")):
        with contextlib.suppress(FileNotFoundError):
            tried = subprocess.run([*ahead, "true"], capture_output=True, check=False)
            if tried.returncode == 0 and not tried.stderr:
                return ahead
    return ()


class Program:
    """A program under test: its lines of JSON, and whatever else it printed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.printed: list[str] = []
        self._lines: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def tell(self, line: str) -> None:
        """Write a line to its standard input."""
        assert self.process.stdin
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def next(self, seconds: float = 20.0) -> dict[str, Any]:
        """The next line of JSON it prints."""
        try:
            said = self._lines.get(timeout=seconds)
        except queue.Empty:
            raise AssertionError("nothing more from the program; " + self.output()) from None
        if said is None:
            raise AssertionError("the program ended; " + self.output())
        return said

    def output(self) -> str:
        return "it printed:\n" + "\n".join(self.printed[-40:])

    def close(self, seconds: float = 10.0) -> int:
        """End it (kindly, then not) and return its exit code."""
        if self.process.stdin and not self.process.stdin.closed:
            self.process.stdin.close()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._reader.join()
        if self.process.stdout:
            self.process.stdout.close()
        return self.process.returncode

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.printed.append(line.rstrip("\n"))
            if line.startswith("{"):
                self._lines.put(json.loads(line))
        self._lines.put(None)


class Display:
    """A private X server without a window manager, a keyboard included."""

    def __init__(self, name: str, frame_buffer: Path) -> None:
        self.name = name
        self._frame_buffer = frame_buffer

    @property
    def environment(self) -> dict[str, str]:
        """Environment of a program that is to open its windows here."""
        return {
            **os.environ,
            "DISPLAY": self.name,
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": str(ROOT),
            "LC_ALL": "C.UTF-8",
        }

    @contextlib.contextmanager
    def running(
        self, arguments: Sequence[str], environment: Mapping[str, str] | None = None
    ) -> Generator[Program]:
        """Run Python with arguments on this display; its windows close with its input."""
        process = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=ROOT,
            env={**self.environment, **(environment or {})},
        )
        program = Program(process)
        try:
            yield program
        finally:
            program.close()

    def xdotool(self, *arguments: str) -> str:
        done = subprocess.run(
            [*at_once(), "xdotool", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        return done.stdout.strip()

    def focus(self, title: str) -> None:
        """Give the keyboard to the window whose title begins so, and wait until it has it."""

        def focused() -> bool:
            found = self.xdotool("search", "--onlyvisible", "--name", f"^{title}").split()
            if not found:
                return False
            self.xdotool("windowfocus", "--sync", found[-1])
            return self.xdotool("getwindowfocus") == found[-1]

        wait_until(focused, f"a window {title!r} with the keyboard")

    def scan(
        self, content: str, *, gap_ms: int = 4, prefix: str = "", end: str = "Return"
    ) -> None:
        """Type as a keyboard-wedge scanner: GS as Ctrl+], then the suffix key.

        ``prefix`` and ``end`` are names of keys: ``F9``, ``ctrl+b``; ``Return``, ``Tab``.
        """
        self.press(*([prefix] if prefix else []), gap_ms=gap_ms, then=content, end=end)

    def type(self, text: str, *, gap_ms: int) -> None:
        """Type as a person would; a line end is Enter, a tab Tab."""
        self.press(gap_ms=gap_ms, then=text)

    def press(self, *keys: str, gap_ms: int = 100, then: str = "", end: str = "") -> None:
        """Press keys by name, then the characters of a text, then a last key: one burst."""
        names = [*keys, *(_key_name(character) for character in then), *([end] if end else [])]
        self.xdotool("key", "--delay", str(gap_ms), *names)

    def layout(self, *arguments: str) -> None:
        """Change the keyboard: ``layout("de")``."""
        subprocess.run(["setxkbmap", *arguments], env=self.environment, check=True, timeout=10)

    def picture(self) -> Image.Image:
        """What is on the screen now."""
        dump = self._frame_buffer.read_bytes()
        header = struct.unpack(">25I", dump[:100])
        size, width, height, bytes_per_line, colors = (header[n] for n in (0, 4, 5, 12, 19))
        pixels = dump[size + 12 * colors :]
        return Image.frombytes("RGB", (width, height), pixels, "raw", "BGRX", bytes_per_line)


def _key_name(character: str) -> str:
    if character in _KEY_NAMES:
        return _KEY_NAMES[character]
    return character if character.isalnum() else f"U{ord(character):04X}"


@contextlib.contextmanager
def display(folder: Path) -> Generator[Display]:
    """Start an X server on a free number, with its frame buffer as a file in a folder."""
    reading, writing = os.pipe()
    with subprocess.Popen(
        [
            *(*at_once(), "Xvfb", "-displayfd", str(writing), "-noreset", "-nolisten", "tcp"),
            *("-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", str(folder)),
        ],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as numbers:
                number = numbers.readline().strip()
            assert number, "Xvfb did not start"
            yield Display(f":{number}", folder / "Xvfb_screen0")
        finally:
            server.terminate()


@pytest.fixture
def screen(tmp_path: Path) -> Generator[Display]:
    """A display of the test's own."""
    with display(tmp_path) as started:
        yield started


class SerialCable:
    """A serial port on a folder path, with a scanner at its other end; it can be unplugged."""

    def __init__(self, port: Path) -> None:
        self.port = port
        self._scanner: int | None = None
        self._ours = -1

    def plug(self) -> None:
        """Make the port appear."""
        import termios  # noqa: PLC0415 - Windows has neither, nor these tests
        import tty  # noqa: PLC0415

        self._scanner, self._ours = os.openpty()
        tty.setraw(self._ours, termios.TCSANOW)
        self.port.symlink_to(os.ttyname(self._ours))

    @property
    def line(self) -> int:
        """The scanner's end of the cable, for a process that is to send by itself."""
        assert self._scanner is not None, "unplugged"
        return self._scanner

    def send(self, data: bytes) -> None:
        """Let the scanner send bytes, as fast as the port takes them."""
        assert self._scanner is not None, "unplugged"
        while data:
            data = data[os.write(self._scanner, data) :]

    def unplug(self) -> None:
        """Pull the plug: the port vanishes and readers get an error."""
        if self._scanner is not None:
            self.port.unlink()
            os.close(self._scanner)
            os.close(self._ours)
            self._scanner = None


@contextlib.contextmanager
def serial_cable(port: Path) -> Generator[SerialCable]:
    """A plugged-in port."""
    cable = SerialCable(port)
    cable.plug()
    try:
        yield cable
    finally:
        cable.unplug()


@pytest.fixture
def cable(tmp_path: Path) -> Generator[SerialCable]:
    """A serial scanner's cable, plugged in."""
    with serial_cable(tmp_path / "ttySCANNER") as plugged:
        yield plugged
