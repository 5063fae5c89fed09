"""Exact money: whole numbers of 10^-4 of a currency, divided so that parts always add up."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from lsn_desktop.domain.quantities import MOST, plain
from lsn_desktop.domain.refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

MONEY = 4
"""Decimals kept of an amount, in whatever currency."""
RATE = 8
"""Decimals kept of a rate of exchange."""
KINDS = ("freight", "duty", "insurance", "handling", "other")
"""What charges are for."""
BASES = ("value", "weight", "volume", "quantity")
"""What charges are spread by."""
_CURRENCY = 3  # letters, ISO 4217


def spread(total: int, weights: Sequence[Fraction | int]) -> list[int]:
    """A total in parts as the weights are to each other, by largest remainder.

    Args:
        total: what is divided; may be below nothing.
        weights: none below nothing, not all of them nothing.

    Returns:
        As many parts as weights. They add up to the total, each less than one unit from its
        exact share; what is left over goes to the largest remainders, the earlier first.

    """
    whole = math.lcm(*(Fraction(weight).denominator for weight in weights))
    scaled = [int(weight * whole) for weight in weights]
    of = sum(scaled)
    sign = -1 if total < 0 else 1
    parts, rests = [], []
    for place, weight in enumerate(scaled):
        part, rest = divmod(abs(total) * weight, of)
        parts.append(part)
        rests.append((-rest, place))
    left = abs(total) - sum(parts)
    for _rest, place in sorted(rests)[:left]:
        parts[place] += 1
    return [sign * part for part in parts]


def portions(values: Sequence[int], part: Fraction) -> list[int]:
    """The same part of each value, so that together they are that part of the sum, rounded."""
    taken, before, summed = [], 0, 0
    for value in values:
        summed += value
        now = round(summed * part)
        taken.append(now - before)
        before = now
    return taken


def shares(values: Sequence[int], weights: Sequence[Fraction | int]) -> list[list[int]]:
    """Each value in parts as the weights are to each other, a list for each value.

    The parts of a value add up to it, and all that one weight gets is what it would get of the
    sum: many small values are not rounded to the same side.
    """
    rows, summed = [], 0
    before = [0] * len(weights)
    for value in values:
        summed += value
        now = spread(summed, weights)
        rows.append([part - last for part, last in zip(now, before, strict=True)])
        before = now
    return rows


def money(amount: Decimal) -> int:
    """An amount as a whole number of 10^-4.

    Raises:
        Refusal: it is below nothing, has more decimals, or is beyond any bill.
    """
    return _kept(amount, MONEY, "{amount} is no amount of money: at most 4 decimals are kept.")


def rate_kept(rate: Decimal) -> int:
    """A rate of exchange as a whole number of 10^-8.

    Raises:
        Refusal: it is nothing or less, or has more decimals.
    """
    kept = _kept(rate, RATE, "{amount} is no rate of exchange: at most 8 decimals are kept.")
    if not kept:
        raise refusal(
            "A rate of exchange is above zero.",
            "Enter what one unit of the foreign currency is worth in yours.",
        )
    return kept


def said(amount: int) -> Decimal:
    """A whole number of 10^-4 as the amount people say: two decimals if they are enough."""
    exact = Decimal(amount).scaleb(-MONEY)
    cents = exact.quantize(Decimal("0.01"))
    return cents if cents == exact else exact


def currency(code: str) -> str:
    """A currency's three letters, in capitals.

    Raises:
        Refusal: they are not three letters.
    """
    letters = code.strip().upper()
    if len(letters) != _CURRENCY or not (letters.isascii() and letters.isalpha()):
        raise refusal(
            "{code} is no currency.",
            "Enter its three letters, such as USD or EUR.",
            code=code.strip() or "-",
        )
    return letters


def _kept(amount: Decimal, decimals: int, words: str) -> int:
    scaled = Fraction(amount) * 10**decimals
    if scaled.denominator != 1 or not 0 <= scaled <= MOST:
        raise refusal(words, "Enter it as a plain number, such as 12.50.", amount=plain(amount))
    return int(scaled)
