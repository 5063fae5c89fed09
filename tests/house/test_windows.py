"""The program is for Windows too: what only Unix has is imported behind a question, and so on.

Attributes that only one system has (``os.geteuid``) are found by ``dev.py check "on Windows"``.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
UNIX = {"fcntl", "grp", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"}
WINDOWS = {"_winapi", "msvcrt", "pywintypes", "win32gui", "win32print", "winreg", "winsound"}
ON_WINDOWS_ONLY = "windows_"  # how a module begins that nothing imports elsewhere


def imported(tree: ast.AST) -> Iterator[str]:
    """The modules imported whatever the system, with their last part."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "sys.platform" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (name.name for name in node.names)
        else:
            yield from imported(node)


def test_what_one_system_alone_has_is_imported_there_alone() -> None:
    found = {}
    for folder in ("lsn_desktop", "printing", "resources", "ui"):
        for file in (ROOT / folder).rglob("*.py"):
            names = set(imported(ast.parse(file.read_text(encoding="utf-8"))))
            wrong = names & UNIX
            if not file.name.startswith(ON_WINDOWS_ONLY):
                wrong |= names & WINDOWS
                wrong |= {name for name in names if name.startswith(ON_WINDOWS_ONLY)}
            if wrong:
                found[str(file.relative_to(ROOT))] = wrong
    assert found == {}


def test_an_unguarded_import_is_seen() -> None:
    guarded = "import sys\nif sys.platform == 'win32':\n    import msvcrt\n"
    assert set(imported(ast.parse(guarded))) == {"sys"}
    hidden = "def f():\n    try:\n        import fcntl\n    except ImportError:\n        pass\n"
    assert set(imported(ast.parse(hidden))) == {"fcntl"}
