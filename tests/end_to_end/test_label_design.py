"""A lot label of 4 x 2 in made from nothing in the program's own window, by mouse and keys."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.storage import templates
from lsn_desktop.storage.transactions import Database
from printing.labels import label_check, template_reader
from tests.end_to_end.dock_window import PERSON_MS, Desk, sign_in
from tests.real_window import wait_until
from ui.designer import field_names
from ui.designer.view import View

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from printing.labels.label_elements import LabelTemplate
    from tests.real_window import Display

WIDTH, HEIGHT = 101.6, 50.8  # mm
MOST_SECONDS = 180
_STEP = 0.08  # seconds between two points of a drag


class Hand:
    """A person at the designer: looks, points, presses, types."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def click(self, name: str) -> None:
        self.desk.click(name)
        time.sleep(0.15)

    def type(self, text: str) -> None:
        self.desk.screen.type(text, gap_ms=PERSON_MS)

    def choose(self, name: str, words: str) -> None:
        """Open a list and type what is meant."""
        self.click(name)
        self.desk.screen.type(words, gap_ms=PERSON_MS)
        self.desk.screen.press("Return")
        time.sleep(0.15)

    def add_field(self, words: str) -> None:
        self.choose("designer.add.field", words)
        self.click("designer.add.take")

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """From one point of the label to another, in mm, over a point between."""
        between = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        screen = self.desk.screen
        for at, point in enumerate((start, between, end)):
            x, y = self._pixel(*point)
            screen.xdotool("mousemove", "--sync", str(x), str(y))
            if at == 0:
                screen.xdotool("mousedown", "1")
            time.sleep(_STEP)
        screen.xdotool("mouseup", "1")
        time.sleep(0.2)

    def _pixel(self, x: float, y: float) -> tuple[int, int]:
        said = self.desk.ask("where designer.canvas")
        (middle, centre), (wide, high) = said["where"], said["size"]
        view = View.fitted(wide, high, WIDTH, HEIGHT)
        left, top = middle - wide // 2, centre - high // 2
        return round(left + view.left + x * view.scale), round(top + view.top + y * view.scale)


@pytest.fixture
def desk(screen: Display, tmp_path: Path) -> Generator[Desk]:
    command = ["tests/end_to_end/watched_program.py", "--demo"]
    with screen.running(command, {"LSN_HOME": str(tmp_path)}) as running:
        yield Desk(screen, running)


def kept(folder: Path) -> LabelTemplate:
    database = Database(f"sqlite:///{next(folder.rglob('*.db'))}")
    with database.reading() as connection:
        (version,) = templates.newest(connection)
    database.close()
    return template_reader.read(version.source)


def test_a_lot_label_is_made_from_nothing_within_three_minutes(
    desk: Desk, tmp_path: Path
) -> None:
    sign_in(desk)
    desk.click("rail.labels")
    desk.on_page("Labels")
    desk.screen.press("ctrl+Next", "ctrl+Next")
    hand = Hand(desk)
    began = time.monotonic()
    hand.click("templates.new")
    desk.sees("New label", "4 x 2 in")

    hand.click("designer.label.title")
    desk.screen.press("ctrl+a")
    hand.type("Our lot label\t")
    hand.add_field("Item")
    hand.click("designer.add_text")
    hand.type("LOT")
    hand.add_field("Lot")
    hand.click("designer.add_text")
    hand.type("EXPIRES")
    hand.add_field("Expiry")
    hand.click("designer.add_barcode")
    desk.sees("Reads back: GS1 DataMatrix")
    hand.drag((73, 14), (85, 25))
    wait_until(lambda: "designer.save" in desk.report()["buttons"], "the button Save")
    hand.click("designer.save")
    desk.sees("Saved Our lot label, version 1")
    took = time.monotonic() - began

    assert took < MOST_SECONDS
    template = kept(tmp_path)
    assert (template.width, template.height) == (WIDTH, HEIGHT)
    assert [text.text for text in template.texts] == [
        "{item}", "LOT", "{lot}", "EXPIRES", "{expiry}"
    ]  # fmt: skip
    assert template.symbols[0].box.x > 70, "dragged to the right"
    symbols = label_check.check(template, field_names.example())
    assert [one.sent for one in symbols] == [b"01095212345432131726121915261219" + b"10L2611A"]
