from __future__ import annotations

import re
from pathlib import Path

import pytest

from ui.parts.tokens import READABLE, THEMES, contrast

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("look", THEMES)
@pytest.mark.parametrize(("words", "ground", "least"), READABLE)
def test_words_stand_out_from_their_ground(
    look: str, words: str, ground: str, least: float
) -> None:
    colours = THEMES[look].places()

    assert contrast(colours[words], colours[ground]) >= least


def test_contrast_is_measured_as_wcag_defines_it() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#FFFFFF", "#FFFFFF") == 1


def test_no_widget_spells_out_a_colour() -> None:
    files = {*ROOT.glob("ui/**/*.py"), ROOT / "resources/style.qss"}
    files.remove(ROOT / "ui/parts/tokens.py")
    colour = re.compile(r"""#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}["';]|\brgba?\(""")

    assert len(files) > 20
    assert [file.name for file in files if colour.search(file.read_text("utf-8"))] == []


def test_words_stand_on_a_ground_that_was_measured() -> None:
    """A rule of the style sheet that names both colours names a pair of READABLE."""
    measured = {(words, ground) for words, ground, _least in READABLE}
    sheet = (ROOT / "resources/style.qss").read_text("utf-8")
    rules = re.findall(r"([^{}]+)\{([^}]*)\}", sheet)

    pairs = {
        (words[1], ground[1])
        for named, rule in rules
        if ":disabled" not in named  # what is off is no information
        and (words := re.search(r"(?<![-\w])color: \$(\w+)", rule))
        and (ground := re.search(r"(?<![-\w])background: \$(\w+)", rule))
    }

    assert len(pairs) >= 10
    assert pairs - measured == set()


def test_no_words_are_faint() -> None:
    sheet = (ROOT / "resources/style.qss").read_text("utf-8")
    rules = re.findall(r"([^{}]+)\{([^}]*)\}", sheet)

    faint = [named for named, rule in rules if re.search(r"(?<![-\w])color: \$faint", rule)]

    assert faint
    assert [named.strip() for named in faint if ":disabled" not in named] == []
