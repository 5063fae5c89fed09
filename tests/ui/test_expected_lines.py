from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from ui.dock.expected_lines import ExpectedLines, in_words, over_words, tone
from ui.scans.scan_words import ExpectedLine

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.parts.theme import Theme


def line(done: str, expected: str = "24") -> ExpectedLine:
    return ExpectedLine("1", "Yoghurt", Decimal(done), Decimal(expected), "units")


@pytest.mark.parametrize(
    ("done", "colour", "over", "says"),
    [
        ("0", "accent", "", "Yoghurt: 0 of 24 units"),
        ("23.5", "accent", "", "Yoghurt: 23.5 of 24 units"),
        ("24.0", "ok", "", "Yoghurt: 24 of 24 units"),
        ("26", "attention", "2 over", "Yoghurt: 26 of 24 units 2 over"),
    ],
)
def test_a_line_says_how_much_of_how_much_came(
    done: str, colour: str, over: str, says: str
) -> None:
    assert tone(line(done)) == colour
    assert over_words(line(done)) == over
    assert in_words(line(done)) == says


def test_the_bar_grows_with_what_came(theme: Theme, qtbot: QtBot) -> None:
    lines = ExpectedLines(theme)
    qtbot.addWidget(lines)
    lines.resize(400, 100)
    accent = theme.colour("accent")

    def filled(done: str) -> int:
        lines.show_lines([line(done)])
        picture = lines.grab().toImage()
        return max(
            sum(picture.pixelColor(x, y) == accent for x in range(picture.width()))
            for y in range(picture.height())
        )

    empty, half, most = (filled(done) for done in ("0", "12", "23"))
    assert empty == 0
    assert 180 < half < 220
    assert most > half


def test_a_scan_keeps_the_place_of_the_other_lines(theme: Theme, qtbot: QtBot) -> None:
    lines = ExpectedLines(theme)
    qtbot.addWidget(lines)
    many = [ExpectedLine(str(at), "x", Decimal(0), Decimal(9)) for at in range(100)]
    lines.resize(300, 200)
    lines.show_lines(many)
    lines.bring_into_view("99")
    scrolled = lines.verticalScrollBar().value()

    many[3] = ExpectedLine("3", "x", Decimal(1), Decimal(9))
    lines.show_lines(many)

    assert scrolled > 0
    assert lines.verticalScrollBar().value() == scrolled
    assert lines.model().data(lines.model().index(3, 0)) == "x: 1 of 9"
