"""What the banner asks, how it is answered, and the field for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from lsn_desktop.domain.outcomes import Asks
from ui.screens.receive.fields import AnswerField, DayField

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from lsn_desktop.domain.outcomes import Question
    from ui.scan_words import BannerWords

Act = Callable[[], object]


@dataclass(frozen=True)
class Shown:
    """What is in the banner: its words, what each answer does, a field, Enter and Esc.

    ``enter`` is for Enter where no field has the focus; ``back`` for Esc. Neither is set for
    the plain outcome of a scan. ``commands`` are command barcodes that mean something only
    here, by their names.
    """

    words: BannerWords
    answers: tuple[Act, ...] = ()
    field: Callable[[], QWidget | None] | None = None
    enter: Act | None = None
    back: Act | None = None
    commands: Mapping[str, Act] | None = None


def field_for(
    question: Question,
    today: date,
    answer: Callable[[str], object],
    press: Callable[[int], object],
    unsure: Callable[[tuple[date, date]], object],
) -> QWidget | None:
    """The field a question is typed into, or None where the answers are all there is.

    Args:
        question: what is asked.
        today: the day at the site.
        answer: takes what was typed.
        press: takes the number of an answer.
        unsure: takes two days of which one is meant.
    """
    count = len(question.answers)
    if question.asks is Asks.EXPIRY:
        day = DayField("receive.answer", _("Expiry date"), today, count)
        day.day.connect(lambda found: answer(found.isoformat()))
        day.unsure.connect(unsure)
        day.chosen.connect(press)
        return day
    if question.asks is Asks.DAMAGED:  # a digit is how many, not the number of an answer
        many = AnswerField(
            "receive.answer", _("How many"), _("Type it and press Enter, or scan a quantity")
        )
        many.entered.connect(answer)
        return many
    hints = {
        Asks.LOT: (_("Lot"), _("Scan the lot, or type it and press Enter")),
        Asks.SERIAL: (_("Serial"), _("Scan the serial, or type it and press Enter")),
    }
    if question.asks not in hints:
        return None
    field = AnswerField("receive.answer", *hints[question.asks], count)
    field.entered.connect(answer)
    field.chosen.connect(press)
    return field
