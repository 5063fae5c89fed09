"""A module over 16 kB is two modules."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 16 * 1024  # bytes
# A migration is the schema written out once and never edited.
EXCEPTED = "lsn_desktop/storage/migrations/versions/"
FOLDERS = ("lsn_desktop", "ui", "printing", "resources", "tests", "packaging")


def test_no_module_is_two() -> None:
    modules = [ROOT / "dev.py"]
    modules += [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    sizes = {path.relative_to(ROOT).as_posix(): path.stat().st_size for path in modules}
    over = {name: size for name, size in sizes.items() if size > LIMIT}

    assert {name: size for name, size in over.items() if not name.startswith(EXCEPTED)} == {}
