"""Whatever is pressed while a label is taught, the lesson stays whole."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from lsn_desktop.scanning.read import read
from lsn_desktop.scanning.taught_guesses import guessed
from lsn_desktop.services.codes.trying_rules import Earlier, Evidence
from ui.teach import words
from ui.teach.lesson import Lesson

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = date(2026, 11, 26)
TEXTS = st.text("AB0123/-. ;=LOTEXP\x1d\u05d7", min_size=1, max_size=40) | st.just(
    "NWD-MILK1L/B7731/041226/48"
)
ACTS: tuple[Callable[[Lesson], object], ...] = (
    *(lambda lesson, step=step: lesson.move(step) for step in (-1, 1)),
    *(lambda lesson, step=step: lesson.stretch(step) for step in (-1, 1)),
    *(lambda lesson, number=number: lesson.press(number) for number in range(1, 10)),
    *(Lesson.undo, Lesson.ask_order, Lesson.turn_length, Lesson.turn_decimals),
    lambda lesson: lesson.select_text(lesson.rule.sample[1:3]),
    lambda lesson: lesson.select((0, len(lesson.rule.sample))),
    lambda lesson: lesson.learn(Evidence((Earlier(1, 1, read(b"X/Y/311226/1", today=TODAY)),))),
)


@given(TEXTS, st.lists(st.sampled_from(range(len(ACTS))), max_size=25))
def test_a_lesson_is_never_broken(text: str, acts: list[int]) -> None:
    lesson = Lesson(guessed(text, {}, TODAY), TODAY)
    for at in acts:
        ACTS[at](lesson)
        start, end = lesson.span
        assert lesson.rule.sample == text
        assert 0 <= start < end <= len(text)
        assert 0 <= lesson.number < len(lesson.rule.parts)
        assert lesson.stretched or lesson.part.text == text[start:end]
        assert words.meaning(lesson.part, TODAY)
        assert len(words.shown(text)) == len(text)
        if lesson.problem is None:
            values = lesson.rule.values(text, TODAY)
            assert values is not None
            assert words.values(lesson.rule, TODAY, None)


def test_every_change_is_taken_back() -> None:
    lesson = Lesson(guessed("A1/B2/131226", {}, TODAY), TODAY)
    first = lesson.rule
    for act in (lambda: lesson.press(8), lesson.turn_length, lambda: lesson.press(3)):
        act()
    while lesson.undo():
        assert lesson.rule.sample == first.sample

    assert lesson.rule == first
