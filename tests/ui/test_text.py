from __future__ import annotations

import time
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from ui.parts.headline import Headline, fitted
from ui.parts.text import ElidedLabel, plain, quantity_text, tooltip
from ui.parts.tokens import HEADLINE, TITLE

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.parts.theme import Theme

MARKUP = '<img src="file:///etc/passwd"><b>x</b>'


@pytest.mark.parametrize("make", [plain, ElidedLabel])
def test_markup_in_a_name_is_shown_as_it_stands(
    theme: Theme, qtbot: QtBot, make: type[ElidedLabel]
) -> None:
    label = make(MARKUP)
    qtbot.addWidget(label)

    assert theme.name == "light"
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == MARKUP


def test_a_tooltip_has_no_markup_but_its_own() -> None:
    assert tooltip("<b>x</b> & y") == "<qt>&lt;b&gt;x&lt;/b&gt; &amp; y</qt>"


def test_a_name_of_ten_megabytes_stops_nobody(theme: Theme, qtbot: QtBot) -> None:
    name = "Milk " * 2_000_000
    began = time.perf_counter()

    label, headline = ElidedLabel(name), Headline()
    qtbot.addWidget(label)
    qtbot.addWidget(headline)
    headline.setText(name)
    for one in (label, headline):
        one.resize(400, 100)
        one.grab()

    assert theme.name == "light"
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("text", "size", "lines"),
    [("Whole milk 1 L", HEADLINE, 1), ("Butter 250 g: lot on hold", HEADLINE, 2)],
)
def test_what_fits_two_lines_is_as_large_as_can_be(
    theme: Theme, text: str, size: int, lines: int
) -> None:
    face, shown = fitted(text, 490)

    assert theme.name == "light"
    assert face.pixelSize() == size
    assert len(shown) == lines
    assert " ".join(shown) == text


@pytest.mark.parametrize("text", ["Long name " * 30, "x" * 300, "חלב " * 80, "🥛" * 300])
def test_a_name_of_three_hundred_letters_ends_in_an_ellipsis(theme: Theme, text: str) -> None:
    face, shown = fitted(text, 490)

    assert theme.name == "light"
    assert face.pixelSize() == TITLE
    assert len(shown) == 3
    assert shown[-1].endswith("…")
    assert text.startswith(shown[0])


@pytest.mark.parametrize(
    ("quantity", "shown"),
    [
        ("12", "12"),
        ("12.000", "12"),
        ("0.50", "0.5"),
        ("1E+3", "1000"),
        ("100", "100"),
        ("0", "0"),
    ],
)
def test_a_quantity_has_no_zeros_that_say_nothing(quantity: str, shown: str) -> None:
    assert quantity_text(Decimal(quantity)) == shown
