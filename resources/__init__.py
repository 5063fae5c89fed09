"""Facts, fonts, icons, templates and translations that travel with the program."""

from pathlib import Path

_HERE = Path(__file__).parent


def path(name: str) -> Path:
    """Where a resource lies, by its name relative to this folder: ``icons/hold.svg``."""
    return _HERE / name
