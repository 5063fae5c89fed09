"""Exact quantities: whole numbers of 10^-d of the item's base unit in the database."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from lsn_desktop.domain.refusals import Refusal, refusal

MOST = 10**15  # leaves BIGINT room for sums of thousands


def on_grid(quantity: Decimal | Fraction, decimals: int, unit: str) -> int:
    """A quantity as a whole number of 10^-decimals units.

    Raises:
        Refusal: it does not land on the item's grid, or is beyond any stock.
    """
    counted = counted_on_grid(quantity, decimals, unit)
    if isinstance(counted, Refusal):
        raise counted
    return counted


def counted_on_grid(quantity: Decimal | Fraction, decimals: int, unit: str) -> int | Refusal:
    """The same, the refusal given back: for whoever collects one per row of a table."""
    scaled = Fraction(quantity) * 10**decimals
    if scaled.denominator != 1:
        return refusal(
            "{quantity} {unit} cannot be counted: this item is kept to {decimals} decimals.",
            "Enter a quantity with at most {decimals} decimals.",
            quantity=plain(quantity),
            unit=unit,
            decimals=decimals,
        )
    if not 0 < scaled.numerator <= MOST:
        return refusal(
            "{quantity} {unit} is not a quantity that can be received.",
            "Enter a quantity above zero.",
            quantity=plain(quantity),
            unit=unit,
        )
    return int(scaled.numerator)


def off_grid(quantity: int, decimals: int) -> Decimal:
    """A whole number from the database as the quantity people say."""
    return Decimal(quantity).scaleb(-decimals)


def plain(quantity: Decimal | Fraction) -> str:
    """A quantity as text without exponent or trailing zeros: ``12``, ``1.25``."""
    if isinstance(quantity, Fraction):
        if quantity.denominator == 1:
            return str(quantity.numerator)
        quantity = Decimal(quantity.numerator) / Decimal(quantity.denominator)
    text = f"{quantity:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
