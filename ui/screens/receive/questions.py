"""The field for what the banner asks of a scan at the dock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from lsn_desktop.domain.outcomes import Asks
from ui.dock.answer_fields import AnswerField, DayField

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from lsn_desktop.domain.outcomes import Question


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
