from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.test_genealogy_layout import factory
from ui.genealogy.drawn import BoxWords
from ui.genealogy.view import GenealogyView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.genealogy.layout import Box, Line
    from ui.genealogy.stacks import Stack
    from ui.parts.theme import Theme


def words(stack: Stack) -> BoxWords:
    first = stack.dots[0].order
    return BoxWords(first, "" if stack.is_one else f"{len(stack.dots)} of them")


def amounts(line: Line) -> str:
    return f"{len(line.links)} each"


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> GenealogyView:
    """Ten thousand serials of one raw lot, in a window."""
    view = GenealogyView("trace.picture", theme, words, amounts)
    qtbot.addWidget(view)
    view.resize(1000, 500)
    with qtbot.waitExposed(view):
        view.show()
    view.show_story(factory(10_000), "raw 0")
    view.setFocus()
    return view


def press(view: GenealogyView, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(view, key)


def click(view: GenealogyView, box: Box) -> QPoint:
    at = view.mapFromScene(QPointF(box.x + 20, box.y + 20))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    return at


def test_keys_go_from_the_raw_lot_to_a_customer_and_open_what_stands_there(
    view: GenealogyView,
) -> None:
    asked: list[object] = []
    view.asked_for.connect(asked.append)

    press(view, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert view.focused is not None
    assert view.focused.dots[0].kinds == ("customers",)
    assert "Enter opens it" in view.accessibleDescription()
    for _times in range(2):
        press(view, Qt.Key.Key_Return)
    press(view, Qt.Key.Key_Down, Qt.Key.Key_Return)

    assert len(asked) == 1
    assert str(asked[0]).startswith("customer ")
    assert view.accessibleDescription().startswith("C")
    opened = len(view.picture.frames)
    press(view, Qt.Key.Key_Backspace)
    assert len(view.picture.frames) == opened - 1


def test_a_click_opens_a_stack_where_it_stood_and_a_double_click_asks(
    view: GenealogyView,
) -> None:
    asked: list[object] = []
    view.asked_for.connect(asked.append)
    press(view, Qt.Key.Key_0)
    stack = next(box for box in view.picture.boxes if len(box.stack.dots) > 100)

    click(view, stack)
    assert [frame.stack.path for frame in view.picture.frames] == [stack.path]
    frame = view.picture.frames[0]
    close = view.mapFromScene(QPointF(frame.x + 20, frame.y + 10))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=close)
    assert view.picture.frames == ()

    customers = next(box for box in view.picture.boxes if box.level == 3)
    click(view, customers)
    small = next(box for box in view.picture.boxes if box.level == 3)
    click(view, small)
    one = next(box for box in view.picture.boxes if box.stack.is_one and box.level == 3)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=click(view, one))
    assert asked == [one.stack.dots[0].key]


def test_keys_and_the_wheel_zoom_and_the_drag_of_a_hand_opens_nothing(
    view: GenealogyView,
) -> None:
    press(view, Qt.Key.Key_0)
    whole = view.zoom
    press(view, Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus)
    assert view.zoom == pytest.approx(whole * 1.25)
    turn = QWheelEvent(
        QPointF(300, 200),
        view.viewport().mapToGlobal(QPointF(300, 200)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt takes it only so
    )
    QApplication.sendEvent(view.viewport(), turn)
    assert view.zoom == pytest.approx(whole * 1.25**2)

    box = view.picture.boxes[0]
    at = view.mapFromScene(QPointF(box.x + 20, box.y + 20))
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(view.viewport(), at + QPoint(60, 40))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=at + QPoint(60, 40))
    assert view.picture.frames == ()


def test_another_look_draws_it_in_other_colours(view: GenealogyView, theme: Theme) -> None:
    light = view.grab().toImage()
    theme.choose("dark")
    dark = view.grab().toImage()

    assert light.pixelColor(2, 2) == "#ffffff"
    assert dark.pixelColor(2, 2) == theme.colour("surface")
