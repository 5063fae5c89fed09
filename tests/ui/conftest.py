"""What the tests of the face may ask for: the look of the program, and a lane to wait on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ui.tasks import Tasks
from ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Generator

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def theme(qapp: QApplication) -> Generator[Theme]:
    """The light look; what a test chose is gone after it."""
    theme = Theme(qapp)
    yield theme
    theme.setParent(None)


@pytest.fixture
def tasks(qapp: QApplication) -> Generator[Tasks]:
    """The program's own lanes, threads and all."""
    tasks = Tasks(qapp)
    yield tasks
    tasks.close()
