"""What is short of a delivery, and whether posting it is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, message

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Expectation
    from ui.screens.receive.facts import OnReceipt


def must_ask(on: OnReceipt, expected: Expectation) -> bool:
    """Whether posting is asked about: something is short, or a label is not finished.

    Of a delivery that was announced, what the order has besides comes with another.
    """
    short = on.missing if on.announced else on.short
    return bool(on.came) and bool(short or expected.label)


def short_words(on: OnReceipt) -> str:
    """How much of what was announced or ordered is short."""
    if on.announced:
        missing = message(
            "{missing} of {lines} announced lines are not all here",
            missing=on.missing,
            lines=len(on.announced),
        )
        return str(missing)
    words = _("{short} of {lines} lines are short")
    if on.short == 1:
        words = _("{short} of {lines} lines is short")
    return str(message(words, short=on.short, lines=len(on.expected)))
