"""Amounts of money as people read and type them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from lsn_desktop.domain import costing
from lsn_desktop.domain.messages import _, mark
from lsn_desktop.domain.refusals import refusal

if TYPE_CHECKING:
    from lsn_desktop.storage.charges import Charge

_CENT = Decimal("0.01")
_TYPED = re.compile(r"\d{1,12}([.,]\d{1,8})?", re.ASCII)
KINDS = {
    "freight": mark("Freight"),
    "duty": mark("Duty"),
    "insurance": mark("Insurance"),
    "handling": mark("Handling"),
    "other": mark("Other"),
}
"""What charges are for, in words."""
BASES = {
    "value": mark("by value"),
    "weight": mark("by weight"),
    "volume": mark("by volume"),
    "quantity": mark("by quantity"),
}
"""What charges are spread by, in words."""


def amount_text(amount: Decimal) -> str:
    """An amount: ``1,234.50``, or with all four decimals where it has them."""
    cents = amount.quantize(_CENT)
    return f"{cents if cents == amount else amount:,f}"


def money_text(amount: Decimal, currency: str) -> str:
    """An amount with its currency: ``1,234.50 USD``."""
    return f"{amount_text(amount)} {currency}"


def kept_text(amount: int, currency: str) -> str:
    """The same of an amount as it is kept, in 10^-4."""
    return money_text(costing.said(amount), currency)


def typed(text: str) -> Decimal:
    """An amount or a rate as typed, with a point or a comma.

    Raises:
        Refusal: it is no plain number.
    """
    text = text.strip()
    if not _TYPED.fullmatch(text):
        raise refusal(
            "{text} is no number.", "Type it without thousands, such as 1250.50.",
            text=text[:40] or "-",
        )  # fmt: skip
    return Decimal(text.replace(",", "."))


def charge_text(charge: Charge) -> str:
    """What a charge is for and comes to."""
    return f"{_(KINDS[charge.kind])} {kept_text(charge.amount, charge.currency)}"


def foreign_text(original: int | None, currency: str, rate: int | None, on: object) -> str:
    """What was paid in another currency, at which rate of which day; nothing for our own."""
    if original is None or rate is None:
        return ""
    worth = f"{Decimal(rate).scaleb(-costing.RATE).normalize():f}"
    return f"{kept_text(original, currency)} · {worth} · {on}"
