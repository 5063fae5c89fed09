"""Text is drawn as it is, visibly, and never wider than its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing import fonts

FACES = sorted(fonts.NAMES.values())


@pytest.mark.parametrize(
    ("text", "ink"),
    [
        ("L2611A", "L2611A"),
        ("<b>x</b> ^XZ &amp;", "<b>x</b> ^XZ &amp;"),
        ("Zürich Ωμέγα Київ", "Zürich Ωμέγα Київ"),
        ("e\N{COMBINING ACUTE ACCENT}", "é"),
        ("a\nb\tc", "a b c"),
        ("10ABC\x1d21X", "10ABC 21X"),
        ("\x02abc\x7f", "�abc�"),
        ("abc\N{RIGHT-TO-LEFT OVERRIDE}def", "abc�def"),
        ("שלום", "����"),
        ("", ""),
    ],
)
@pytest.mark.parametrize("font", FACES)
def test_what_cannot_be_seen_leaves_a_mark(text: str, ink: str, font: str) -> None:
    assert fonts.as_ink(text, font) == ink


def test_a_text_of_ten_megabytes_is_looked_at_in_part() -> None:
    assert len(fonts.as_ink("W" * 10_000_000, fonts.BOLD)) <= 10_000


@pytest.mark.parametrize("font", FACES)
@pytest.mark.parametrize(
    "alphabet", ["ßéñçøžřğőłţěů", "ΑΒΓΔάέήίαβγδ", "АБВГДЖЯабвгджяіїєґ", "…°µ²€©"]
)
def test_the_faces_cover_the_alphabets_of_europe(font: str, alphabet: str) -> None:
    assert fonts.as_ink(alphabet, font) == alphabet


@given(st.text(), st.floats(8, 100), st.sampled_from(FACES))
def test_an_elided_text_is_no_wider_than_its_room(text: str, room: float, font: str) -> None:
    shown = fonts.elide(fonts.as_ink(text, font), font, 12, room)

    assert fonts.width(shown, font, 12) <= room


@given(st.text("abc WW-é", max_size=200), st.floats(10, 60), st.integers(1, 4))
def test_a_wrapped_text_loses_nothing_unless_it_says_so(
    text: str, room: float, most: int
) -> None:
    ink = " ".join(fonts.as_ink(text, fonts.BOLD).split())
    lines, whole = fonts.wrap(ink, fonts.BOLD, 10, room, most)

    assert len(lines) <= most
    assert all(fonts.width(line, fonts.BOLD, 10) <= room for line in lines)
    assert ("".join(lines).replace(" ", "") == ink.replace(" ", "")) is whole
