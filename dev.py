#!/usr/bin/env python3
"""The developer's commands: python3 dev.py COMMAND [options].

    setup               install what is missing (each command below does so first)
    run                 open the program; --demo with a demo company, --unattended plays it
    test                run the tests; --quick (a minute), --thorough (long), pytest's options
    check               format, lint, types, layers and the rules of the house
    bench               measure beside bare SQL; --quick, --only NAME, --size, --json FILE
    gallery             picture every page into build/gallery
    lock                pin the dependencies of pyproject.toml in requirements.lock anew

It needs Python 3.11 and nothing else: all it uses is in the standard library.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).resolve().parent
BUILD = ROOT / "build"
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "lsn-desktop.stamp"

# Debian 12 without recommended packages; measured on a minimal system.
WINDOW_PACKAGES = (
    *("libegl1", "libgl1", "libglib2.0-0", "libxkbcommon0", "libdbus-1-3", "libfontconfig1"),
    *("libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0"),
    *("libxkbcommon-x11-0", "xvfb", "xauth", "libcups2", "libpulse0"),
)
TEST_PACKAGES = (
    *("xdotool", "x11-xkb-utils", "socat", "cups", "cups-client", "cups-filters"),
    *("cups-ipp-utils", "printer-driver-cups-pdf", "avahi-daemon", "dbus", "zbar-tools"),
    *("dmtx-utils", "poppler-utils", "postgresql", "gcc", "libc6-dev", "nodejs"),
)


def say(words: str) -> None:
    """Tell the person what is done, at once."""
    print(words, flush=True)


# --- setting up -------------------------------------------------------


def set_up(*, tests: bool) -> None:
    """Install what is missing; a few hundredths of a second when nothing is."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whatever python3 is on this machine
        sys.exit(f"LSN Desktop needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    if shutil.which("apt-get") and shutil.which("dpkg-query"):
        install_debian_packages(WINDOW_PACKAGES + (TEST_PACKAGES if tests else ()))
    stamp = wanted_stamp()
    if not (PYTHON.exists() and STAMP.exists() and STAMP.read_text() == stamp):
        make_environment()
        STAMP.write_text(stamp)
    if tests:
        call([PYTHON, "-m", "tests.zpl_renderer"])


def install_debian_packages(packages: Sequence[str]) -> None:
    """Install Debian packages as root, or say which ones somebody else must install."""
    if importlib.util.find_spec("ensurepip") is None and not PYTHON.exists():
        packages = (*packages, f"python3.{sys.version_info.minor}-venv")
    installed = installed_debian_packages()
    missing = [package for package in packages if package not in installed]
    if not missing:
        return
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        sys.exit(
            f"Debian packages are missing. Install them, then try again:\n"
            f"  sudo {' '.join(install)}"
        )
    say(f"Installing {len(missing)} Debian packages: {' '.join(missing)}")
    # Level 1 keeps the servers among them from starting; the tests start their own.
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    install[1:1] = ["-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0", "--quiet=2"]
    for command in (["apt-get", "--quiet=2", "update"], install):
        done = subprocess.run(
            command,
            env=quiet,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    if done.returncode:  # of the install: with an old list it may still succeed
        sys.exit(f"{done.stdout}\nThe packages could not be installed (see above).")


def installed_debian_packages() -> set[str]:
    """Names of what is installed, and what it stands for: libcups2t64 is a libcups2."""
    query = [
        "dpkg-query",
        "--show",
        "--showformat=${db:Status-Abbrev}${Package}, ${Provides}\n",
    ]
    told = subprocess.run(query, capture_output=True, text=True, check=True).stdout
    installed = [line[3:].split(",") for line in told.splitlines() if line.startswith("ii ")]
    return {name.strip().partition(" ")[0] for names in installed for name in names}


def make_environment() -> None:
    """Fill .venv with exactly what requirements.lock names, mending a half-made one."""
    if not works([PYTHON, "-m", "pip", "--version"]):
        say("Making .venv")
        shutil.rmtree(VENV, ignore_errors=True)
        call([sys.executable, "-m", "venv", VENV])
    say("Installing the Python packages of requirements.lock into .venv (about 300 MB)")
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", *quiet]
    # The lock names everything, so nothing is left to resolve: pip would ask for the newest
    # coverage[toml], which the lock pins without the extra, and refuse it the day it is newer.
    call([*pip, "--no-deps", "--require-hashes", "--requirement", LOCK])
    call([*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT])


def wanted_stamp() -> str:
    """What .venv must be made from: it is made again when one of these changes."""
    parts = (str(ROOT), LOCK.read_text(), json.dumps(pyproject()["project"]))
    return digest("\n".join(parts))


def works(command: Sequence[str | Path]) -> bool:
    """Whether a program is there and ends well."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def call(command: Sequence[str | Path]) -> None:
    """Run a step that must succeed."""
    code = subprocess.call(command, cwd=ROOT, stdin=subprocess.DEVNULL)
    if code:
        sys.exit(
            f"This step ended with {code}; running the command again continues:\n"
            f"  {' '.join(map(str, command))}"
        )


# --- the lock file ----------------------------------------------------

LOCKED_FROM = "# Locked from: "


def pyproject() -> dict[str, Any]:
    """The tables of pyproject.toml."""
    import tomllib  # noqa: PLC0415 - Python 3.11; an older one must get as far as its refusal

    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def digest(text: str) -> str:
    """A short name for a text: the same text, the same name."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def locked_from(lock: str) -> str:
    """The line a lock file carries: proof of what it was made from, without a network."""
    project = pyproject()["project"]
    asked = [project[name] for name in ("requires-python", "dependencies")]
    asked.append(project["optional-dependencies"])
    pins = "".join(line for line in lock.splitlines(keepends=True) if line[:1] != "#")
    return f"{LOCKED_FROM}{digest(json.dumps(asked) + pins)}\n"


def lock(options: Sequence[str]) -> int:
    """Pin every dependency with its hashes; ``--upgrade`` takes newer ones."""
    set_up(tests=False)
    call(
        [
            PYTHON,
            "-m",
            "uv",
            "--quiet",
            "pip",
            "compile",
            "--universal",
            "--python-version",
            "3.11",
            "--generate-hashes",
            "--extra",
            "dev",
            "--custom-compile-command",
            "python3 dev.py lock",
            *options,
            "-o",
            LOCK,
            "pyproject.toml",
        ]
    )
    text = LOCK.read_text(encoding="utf-8")
    LOCK.write_text(locked_from(text) + text, encoding="utf-8")
    return 0


# --- the commands -----------------------------------------------------


def setup(options: Sequence[str]) -> int:
    """Everything for running, testing and checking."""
    del options
    set_up(tests=True)
    say("Ready. Next: python3 dev.py run --demo")
    return 0


def run(options: Sequence[str]) -> int:
    """Open the program; on a virtual screen where there is no real one."""
    set_up(tests=False)
    with a_screen() as environment:
        return python(["-m", "lsn_desktop", *options], environment)


CLOCKED = ["tests/end_to_end"]  # real keys watch the clock, and need a processor alone
MANY = ["tests/services", "tests/ui", "tests/printing"]
MEMORY = {"LSN_IN_MEMORY": "1"}  # see tests/conftest.py


def test(options: Sequence[str]) -> int:
    """Run what watches the clock beside small things, then the many; or what pytest is told."""
    set_up(tests=True)
    options = list(options)
    environment, command = {}, ["-m", "pytest", "-m", "not hardware"]
    workers = ["-n", str(min((os.cpu_count() or 1) + 1, 4)), "--dist", "loadgroup"]
    quick = "--quick" in options
    if quick:
        options.remove("--quick")
        command[-1] = "not slow and not postgres and not hardware"
    if "--thorough" in options:
        options.remove("--thorough")
        command += ["--hypothesis-profile=thorough", "--planted"]
        environment["LSN_SCALE"] = "50"
    else:
        say("Left to --thorough: planted faults, most pictures, half the jobs on PostgreSQL.")
    if options:
        return python([*command, *options], environment)
    command.append("-q")
    if quick:
        return python([*command, *workers, *ignored([*CLOCKED, "tests/faults"])], MEMORY)
    with tempfile.TemporaryFile() as said:
        rest = [*command, *ignored([*CLOCKED, *MANY])]
        beside = subprocess.Popen(
            [PYTHON, *rest], cwd=ROOT, env=surroundings(environment), stdout=said
        )
        clocked = python([*command, *CLOCKED], environment)
        others = beside.wait()
        said.seek(0)
        print(said.read().decode(errors="replace"), flush=True)
    return python([*command, *workers, *MANY], environment | MEMORY) or clocked or others


def ignored(folders: Sequence[str]) -> list[str]:
    """What makes pytest leave folders out."""
    return [f"--ignore={folder}" for folder in folders]


CHECKS = {
    "format": ["ruff", "format", "--check"],
    "lint": ["ruff", "check"],
    "types": ["mypy"],
    "test types": ["mypy", "dev.py", "tests"],
    "on Windows": ["mypy", "--platform=win32", "--cache-dir=.mypy_cache/w"],
    "layers": ["lint-imports"],
    "house": ["pytest", "-q", "-p", "no:cacheprovider", "tests/house"],
}


def check(options: Sequence[str]) -> int:
    """Run every check (or those named), show what the failing ones say."""
    set_up(tests=True)
    failed = 0
    for name in options or CHECKS:
        began = time.monotonic()
        done = subprocess.run(
            [PYTHON.with_name(CHECKS[name][0]), *CHECKS[name][1:]],
            cwd=ROOT,
            env=surroundings({}),
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        failed += done.returncode != 0
        if done.returncode:
            say(done.stdout)
        end = "FAILED" if done.returncode else "ok"
        say(f"{name:10} {end:8} {time.monotonic() - began:5.1f} s")
    return 1 if failed else 0


def bench(options: Sequence[str]) -> int:
    """Measure ours beside bare SQL in the same run."""
    set_up(tests=False)
    return python(["-m", "tests.bench", *options])


def gallery(options: Sequence[str]) -> int:
    """Picture every page without a screen."""
    set_up(tests=False)
    return python(["-m", "ui.gallery", *options], {"QT_QPA_PLATFORM": "offscreen"})


def python(arguments: Sequence[str], environment: dict[str, str] | None = None) -> int:
    """Run the environment's Python from the root and tell how it ended."""
    return subprocess.call([PYTHON, *arguments], cwd=ROOT, env=surroundings(environment or {}))


def surroundings(more: dict[str, str]) -> dict[str, str]:
    """Our environment and more; always with a UTF-8 locale, or Qt warns."""
    if not any(os.environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG")):
        more = {"LANG": "C.UTF-8"} | more
    return os.environ | more


# --- a screen where there is none -------------------------------------


@contextlib.contextmanager
def a_screen() -> Iterator[dict[str, str]]:
    """What tells a program its screen; on Linux without one, a virtual one with a picture."""
    if not sys.platform.startswith("linux") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        yield {}
        return
    if not shutil.which("Xvfb"):
        sys.exit("There is no screen here. Sign in at one, or install Xvfb (package xvfb).")
    BUILD.mkdir(exist_ok=True)
    frame, picture = BUILD / "Xvfb_screen0", BUILD / "window.png"
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [
            "Xvfb",
            "-displayfd",
            str(writing),
            "-screen",
            "0",
            "1366x768x24",
            "-noreset",
            "-nolisten",
            "tcp",
            "-fbdir",
            BUILD,
        ],
        pass_fds=[writing],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading, encoding="ascii") as told:
        number = told.readline().strip()
    if not number:
        sys.exit("The virtual screen (Xvfb) did not start.")
    say(
        f"There is no screen here: the window opens on a virtual one, :{number}.\n"
        f"Its picture, twice a second: {picture.relative_to(ROOT)}"
    )
    done = threading.Event()
    painter = threading.Thread(target=keep_picture, args=(frame, picture, done))
    painter.start()
    try:
        yield {"DISPLAY": f":{number}"}
    finally:
        done.set()
        painter.join()
        server.terminate()
        server.wait()


def keep_picture(frame: Path, picture: Path, done: threading.Event) -> None:
    """Rewrite the picture whenever the screen has changed."""
    shown = b""
    while not done.wait(0.5):
        seen = frame.read_bytes()
        if seen != shown:
            shown = seen
            part = picture.with_suffix(".part")
            part.write_bytes(png_of_xwd(seen))
            part.replace(picture)


def png_of_xwd(xwd: bytes) -> bytes:
    """A PNG of a screen dumped as XWD with 32 bits a pixel, as Xvfb keeps it.

    Source: X11/XWDFile.h, version 7; PNG (ISO/IEC 15948), colour type 2.
    """
    header = struct.unpack(">25I", xwd[:100])
    width, height, row_bytes, colours = header[4], header[5], header[12], header[19]
    at = header[0] + colours * 12
    rows = bytearray()
    for y in range(height):
        row = xwd[at + y * row_bytes : at + y * row_bytes + width * 4]
        pixels = bytearray(width * 3)
        pixels[0::3], pixels[1::3], pixels[2::3] = row[2::4], row[1::4], row[0::4]
        rows += b"\0" + pixels
    chunks = (
        (b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows, 1)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    command.__name__: command for command in (setup, run, test, check, bench, gallery, lock)
}


def main(arguments: Sequence[str]) -> int:
    """Carry out a command; without a known one, say which there are."""
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
