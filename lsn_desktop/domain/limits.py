"""What a laboratory measured against what an item allows: exact decimals, never floats.

A value is a number as it was typed, with a comparison sign where the laboratory could only
say that much: ``<0.1`` is what lies below the limit of detection. Limits count themselves in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from lsn_desktop.domain.refusals import refusal

_NUMBER = re.compile(
    r"(?P<sign><=|>=|[<>])?\s*(?P<number>[+-]?\d{1,15}(?:[.,]\d{1,15})?)", re.ASCII
)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}", re.ASCII)  # or a fraction: nobody knows
_LONGEST = 200  # characters of a value in words


@dataclass(frozen=True, slots=True)
class Limits:
    """What a value must keep to: decimals as they were written, or one text; empty for none."""

    low: str = ""
    high: str = ""
    expected: str = ""
    unit: str = ""

    @property
    def shown(self) -> str:
        """The limits as they stand on paper, without their unit; our type has no ≤ and ≥."""
        if self.expected:
            return self.expected
        if self.low and self.high:
            return f"{self.low} – {self.high}"  # noqa: RUF001 - a range, as type sets it
        if self.low:
            return f"min. {self.low}"
        return f"max. {self.high}" if self.high else ""


@dataclass(frozen=True, slots=True)
class Measured:
    """A number and what is known of it: ``sign`` is empty, or one of < <= > >=."""

    number: Decimal
    sign: str = ""


def decimal_text(text: str, field: str) -> str:
    """A limit as it is kept: its digits as written, with a point; empty stays empty.

    Raises:
        Refusal: it is no plain decimal number of up to 15 digits on either side.
    """
    cleaned = text.strip().replace("\N{MINUS SIGN}", "-")
    if not cleaned:
        return ""
    found = _NUMBER.fullmatch(cleaned)
    if found is None or found["sign"] or _THOUSANDS.fullmatch(cleaned):
        raise refusal(
            "{field}: {text} is not a number.",
            "Write digits with one decimal point, as 0.10.",
            field=field,
            text=text.strip()[:60],
        )
    return found["number"].replace(",", ".").removeprefix("+")


def measured(text: str) -> Measured | None:
    """The number a value says; None if it is words."""
    found = _NUMBER.fullmatch(text.strip().replace("\N{MINUS SIGN}", "-"))
    if found is None:
        return None
    return Measured(Decimal(found["number"].replace(",", ".")), found["sign"] or "")


def value_text(text: str, limits: Limits, test: str) -> str:
    """A value as it is kept.

    Raises:
        Refusal: it is empty, too long, or no number where the limits are numbers.
    """
    cleaned = " ".join(text.split()).replace("≤", "<=").replace("≥", ">=")
    if not cleaned:
        raise refusal("{test} has no value.", "Write what was measured.", test=test)
    if len(cleaned) > _LONGEST:
        raise refusal(
            "The value of {test} has {count} characters; {most} are kept.",
            "Shorten it.",
            test=test,
            count=len(cleaned),
            most=_LONGEST,
        )
    if not (limits.low or limits.high):
        return cleaned
    if measured(cleaned) is None:
        raise refusal(
            "{test}: {value} is not a number, and its limits are {limits}.",
            "Write a number, or one with a sign where less is known, as <0.1.",
            test=test,
            value=cleaned[:60],
            limits=limits.shown,
        )
    if _THOUSANDS.fullmatch(cleaned.lstrip("<>= ")):
        raise refusal(
            "{test}: {value} may be thousands or a fraction.",
            "Write it without a comma, as 1234 or 1.234.",
            test=test,
            value=cleaned,
        )
    return cleaned


def passes(value: str, limits: Limits) -> bool:
    """Whether a value surely keeps to its limits; what cannot be told does not pass.

    ``<0.1`` lies between 0 and 0.1, as laboratories mean it: under a limit of 0.05 nobody
    knows, so it fails. With neither limits nor an expected text every value passes.
    """
    if limits.expected:
        return _folded(value) == _folded(limits.expected)
    low = Decimal(limits.low) if limits.low else None
    high = Decimal(limits.high) if limits.high else None
    if low is None and high is None:
        return True
    found = measured(value)
    if found is None:
        return False
    least: Decimal | None = found.number
    most: Decimal | None = found.number
    if found.sign in {"<", "<="}:
        least = Decimal(0) if found.number > 0 else None
    elif found.sign in {">", ">="}:
        most = None
    fits_low = low is None or (least is not None and least >= low)
    fits_high = high is None or (most is not None and most <= high)
    return fits_low and fits_high


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
