"""A file dragged by a real pointer goes to the zone under it, else to the window."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.real_window import Display

WINDOW = "tests/end_to_end/drop_window.py"
_STEP = 0.15  # seconds; the window system asks about each step


def drag(screen: Display, *points: tuple[int, int]) -> None:
    """Press at the first point, go through all others, let go at the last."""
    for at, (x, y) in enumerate(points):
        screen.xdotool("mousemove", str(x), str(y))
        if at == 0:
            screen.xdotool("mousedown", "1")
        time.sleep(_STEP)
    time.sleep(_STEP)
    screen.xdotool("mouseup", "1")


@pytest.mark.parametrize(
    ("place", "taker"), [("page", "came"), ("field", "came"), ("zone", "zone")]
)
def test_a_file_goes_to_the_zone_under_it_else_to_the_window(
    screen: Display, tmp_path: Path, place: str, taker: str
) -> None:
    file = tmp_path / "slip.png"
    file.touch()
    with screen.running([WINDOW, str(file)]) as program:
        x, y = program.next()[place]

        drag(screen, (1100, 300), (1090, 305), (980, 305), (880, 305), (x + 10, y), (x, y))

        assert program.next() == {taker: ["slip.png"]}
        program.tell("report")
        assert program.next()["typed"] == ""
