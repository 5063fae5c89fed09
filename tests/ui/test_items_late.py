"""The page of an item while answers of the database are on their way."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit

from lsn_desktop.storage import catalogue
from tests.house_for_tests import MILK
from tests.ui.at_keyboard import fill
from tests.ui.office import Office, office
from tests.ui.parts import part
from tests.ui.windows import bring_to_front
from ui.screens.items.screen import ItemsScreen
from ui.tasks import Asked, Inline

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.parts.theme import Theme
    from ui.tasks import Failed

T = TypeVar("T")


class LateReads(Inline):
    """Lanes whose readers answer only when told to."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], object]] = []

    def read(self, job: Callable[[], T], then: Callable[[T], None], failed: Failed) -> Asked:
        asked = Asked()

        def answer() -> None:
            if not asked.cancelled:
                super(LateReads, self).read(job, then, failed)

        self.waiting.append(answer)
        return asked

    def write(self, job: Callable[[], T], then: Callable[[T], None], failed: Failed) -> Asked:
        return super().read(job, then, failed)

    def answer(self, *, last_first: bool = False) -> None:
        """Give every answer that is awaited, and those these ask for."""
        while self.waiting:
            self.waiting.pop(-1 if last_first else 0)()


@pytest.fixture
def place(tmp_path: Path, theme: Theme) -> Generator[Office]:
    made = office(tmp_path, theme, LateReads())
    yield made
    made.close()


@pytest.fixture
def late(place: Office, qtbot: QtBot) -> tuple[ItemsScreen, LateReads]:
    lanes = place.desk.lanes
    assert isinstance(lanes, LateReads)
    screen = ItemsScreen(place.desk)
    bring_to_front(screen, qtbot)
    return screen, lanes


def item_id(place: Office, sku: str) -> int:
    with place.program.database.reading() as connection:
        item = catalogue.item_by_sku(connection, sku)
    assert item is not None
    return item.id


def test_an_answer_that_comes_late_is_not_shown_for_another_item(
    late: tuple[ItemsScreen, LateReads], place: Office
) -> None:
    screen, lanes = late
    screen.go_to(item_id(place, "MILK"))
    screen.go_to(item_id(place, "BUTTER"))

    lanes.answer(last_first=True)

    assert part(screen, QLineEdit, "item.sku").text() == "BUTTER"


def test_what_is_typed_before_the_families_are_known_stays(
    late: tuple[ItemsScreen, LateReads],
) -> None:
    screen, lanes = late
    screen.new_item()
    fill(screen, item__sku="EGG-10", item__family__typed="Dairy")

    lanes.answer()

    assert part(screen, QLineEdit, "item.sku").text() == "EGG-10"
    assert part(screen, QComboBox, "item.family").currentText() == "Dairy"


def test_a_change_elsewhere_leaves_the_focus_and_what_is_typed_meanwhile(
    late: tuple[ItemsScreen, LateReads], place: Office
) -> None:
    screen, lanes = late
    screen.go_to(item_id(place, "MILK"))
    lanes.answer()
    description = part(screen, QLineEdit, "item.description")
    pack = part(screen, QLineEdit, f"item.gtins.{MILK}.quantity")
    for field in (description, pack):
        field.setFocus()
        place.desk.changes.announce({"stock"})
        lanes.answer()
        assert field.hasFocus()

    place.desk.changes.announce({"stock"})
    fill(screen, item__description="Whole milk 1 L, fresh")
    lanes.answer()
    assert description.text() == "Whole milk 1 L, fresh"
