"""Random data for labels: what GS1 can say at any length, and now and then what it cannot."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.printing.labels import HOSTILE

if TYPE_CHECKING:
    import random

CSET82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
"""Source: GS1 General Specifications 7.11."""

_FOREIGN = ("Партия 7", "L 1", "Ä" * 30, "#4711", "x" * 21, "ロット", "L1^FS^XZ^XA", "a\x1db")
_ITEMS = ("Whole milk 1 L", "Käse, gereift", "Ωμέγα-3", "Йогурт", "Łosoś wędzony", *HOSTILE)


def checked(digits: str) -> str:
    """Digits with their GS1 check digit behind them."""
    weighted = sum(int(d) * (3 if at % 2 == 0 else 1) for at, d in enumerate(reversed(digits)))
    return f"{digits}{-weighted % 10}"


def data_set(rng: random.Random) -> dict[str, str]:
    """Every field a template may want; dates, lot and serial are there more often than not."""

    def code() -> str:
        if rng.random() < 0.08:
            return rng.choice(_FOREIGN)
        some = rng.choice((CSET82, "0123456789", "ABCDEFGH0123456789"))
        return "".join(rng.choices(some, k=rng.randint(1, 20)))

    def day() -> str:
        some = date(2000, 1, 1) + timedelta(days=rng.randrange(18000))
        return some.isoformat() if rng.random() < 0.7 else ""

    def digits(count: int) -> str:
        return "".join(rng.choices("0123456789", k=count))

    gtin = checked(digits(rng.choice((7, 11, 12, 13))))
    if rng.random() < 0.06:
        gtin = rng.choice(("", gtin[:-1] + str((int(gtin[-1]) + 1) % 10), "12345"))
    lot = code()
    words = ("company", "unit", "vendor", "maker", "country", "description", "order", "carrier")
    return {
        **{name: rng.choice(_ITEMS) for name in words},
        **{name: day() for name in ("expiry", "best_before", "production", "received")},
        **{name: day() for name in ("retest", "today", "held_on")},
        "item": rng.choice(_ITEMS),
        "ship_to": " ".join(rng.choices(_ITEMS, k=3)),
        "sku": "".join(rng.choices("ABCDEFGH-0123456789", k=rng.randint(1, 24))),
        "lot": lot,
        "lsn": lot,
        "serial": code() if rng.random() < 0.9 else "",
        "gtin": gtin,
        "quantity": rng.choice(("12", "0.250", "99999999")),
        "location": rng.choice(("DOCK-1", "A-01-02-03-B", "Lager Süd", "z" * 30, code())),
        "sscc": checked(digits(17)),
        "count": digits(rng.randint(1, 8)),
        "contents": "mixed" if rng.random() < 0.2 else "",
        "hold_reason": "Damaged",
    }


def within_gs1(fields: dict[str, str]) -> bool:
    """Whether GS1 can say these data: a GTIN that checks, a lot and serial it has signs for."""
    gtin = fields["gtin"]
    code = re.compile(f"[{re.escape(CSET82)}]{{0,20}}")
    return bool(
        len(gtin) in (8, 12, 13, 14)
        and checked(gtin[:-1]) == gtin
        and all(code.fullmatch(fields[name]) for name in ("lot", "serial"))
    )
