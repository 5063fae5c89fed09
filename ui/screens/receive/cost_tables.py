"""The tables of a receipt's costs: its goods, its charges, and what a new one would lay."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.costs.charging import Share
from lsn_desktop.services.costs.cost_rows import GoodsCost
from lsn_desktop.storage.charges import Charge
from ui.parts.empty_state import EmptyState
from ui.parts.money import BASES, amount_text, charge_text, foreign_text
from ui.parts.text import quantity_text
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.parts.theme import Theme


def goods_table(theme: Theme) -> Table[GoodsCost]:
    """Each lot or serial as it came, in the company's currency."""
    return Table(
        "receive.costs",
        _("What the goods cost"),
        (
            Column[GoodsCost](_("Item"), lambda row: row.description, "item"),
            Column[GoodsCost](
                _("Lot or serial"), lambda row: row.code, "code", mono=True, width=130
            ),
            Column[GoodsCost](
                _("Quantity"),
                lambda row: f"{quantity_text(row.quantity)} {row.unit}",
                right=True,
                width=110,
                value=lambda row: row.quantity,
            ),
            _money(_("Price"), "price", 95, lambda row: row.each),
            _money(_("Charges"), "charges", 100, lambda row: row.landed),
            _money(_("In all"), "total", 115, lambda row: row.total),
        ),
        theme,
        EmptyState(theme, "document", _("Nothing came"), _("This receipt has no lines.")),
    )


def _money(
    title: str, name: str, width: int, of: Callable[[GoodsCost], Decimal | None]
) -> Column[GoodsCost]:
    return Column[GoodsCost](
        title,
        lambda row: _amount(of(row)),
        name,
        right=True,
        key=lambda row: of(row) or Decimal(-1),
        tone=lambda row: "attention" if of(row) is None else "text",
        width=width,
        value=of,
    )


def share_table(theme: Theme) -> Table[Share]:
    """What a charge would lay upon each lot."""
    return Table(
        "receive.costs.shares",
        _("What falls upon each"),
        (
            Column[Share](_("Item"), lambda row: row.description, "item"),
            Column[Share](_("Lot or serial"), lambda row: row.code, mono=True, width=170),
            Column[Share](
                _("Quantity"),
                lambda row: f"{quantity_text(row.quantity)} {row.unit}",
                right=True,
                width=130,
            ),
            Column[Share](
                _("Its share"), lambda row: _amount(row.amount), right=True, width=150
            ),
        ),
        theme,
        EmptyState(
            theme,
            "document",
            _("Nothing falls upon the goods yet"),
            _("Type the amount, and choose what it is spread by."),
        ),
    )


def charge_table(theme: Theme) -> Table[Charge]:
    """The charges upon a receipt, those withdrawn too."""
    return Table(
        "receive.costs.charges",
        _("Charges"),
        (
            Column[Charge](_("Charge"), charge_text),
            Column[Charge](_("Spread"), _spread, width=120, tone=lambda _row: "muted"),
            Column[Charge](_("Asked by"), lambda row: row.party or "", width=110, extra=True),
            Column[Charge](_("Paid as"), _paid, width=200, extra=True),
            Column[Charge](_("Note"), lambda row: row.note, width=150, extra=True),
        ),
        theme,
        EmptyState(
            theme,
            "document",
            _("No charges"),
            _("F2 adds freight, duty, insurance or handling."),
        ),
    )


def _amount(amount: Decimal | None) -> str:
    return _("not known") if amount is None else amount_text(amount)


def _spread(row: Charge) -> str:
    return _("withdrawn") if row.withdrawn_at is not None else _(BASES[row.basis])


def _paid(row: Charge) -> str:
    return foreign_text(row.original_amount, row.original_currency, row.rate, row.rate_on)


def totals(goods: list[GoodsCost], currency: str) -> str:
    """What the goods of a receipt cost, in one line."""
    unknown = sum(row.bought is None for row in goods)
    bought = sum((row.bought for row in goods if row.bought is not None), Decimal(0))
    landed = sum((row.landed for row in goods), Decimal(0))
    words = message(
        "Goods {bought} · charges {landed} · in all {total} {currency}",
        bought=amount_text(bought),
        landed=amount_text(landed),
        total=amount_text(bought + landed),
        currency=currency,
    )
    if not unknown:
        return str(words)
    still = _("{count} have no price") if unknown > 1 else _("{count} has no price")
    return f"{words} · {message(still, count=unknown)}"
