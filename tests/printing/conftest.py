from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.zpl_renderer import ZplRenderer

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def zebra() -> Iterator[ZplRenderer]:
    """An interpreter of ZPL that is not ours."""
    with ZplRenderer() as running:
        yield running
