"""Finding what a person would look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound="QWidget")


def part(of: QWidget, kind: type[W], name: str) -> W:
    """The one part of this name, which must be there."""
    found = of.findChild(kind, name)
    assert found is not None, name
    return found
