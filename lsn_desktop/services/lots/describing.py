"""What is told of a lot or serial: who made it, where, whose it is, when it is tested again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.codes import own_codes
from lsn_desktop.services.lots import converting
from lsn_desktop.storage import lsn_records, lsns
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from lsn_desktop.storage.lsn_records import Record
    from lsn_desktop.storage.lsns import Lsn
    from lsn_desktop.storage.transactions import Tx

LONGEST = 500
"""Characters of a description, a maker or a country."""

_NAMES = ("maker", "country", "description", "retest", "vendor_id")


@dataclass(frozen=True, slots=True)
class Describe:
    """All that is told of an LSN as it shall be; ``country`` is best its ISO 3166-1 letters.

    The reason is asked for where something that was known is changed.
    """

    lsn_id: int
    maker: str = ""
    country: str = ""
    description: str = ""
    retest: date | None = None
    vendor_id: int | None = None
    reason: str = ""


def describe(tx: Tx, order: Describe) -> Describe | None:
    """Tell this of an LSN; returns the order that puts it back, None if nothing changed.

    Raises:
        Refusal: something known is changed without a reason, a text is too long, the supplier
            is part of what tells the lot apart, or it was merged into another.
    """
    lsns.keep(tx, order.lsn_id)
    lsn = lsns.by_id(tx.connection, order.lsn_id)
    converting.must_be_current(tx.connection, lsn)
    known = lsn_records.record(tx.connection, lsn.id)
    wanted = {
        "maker": order.maker.strip(),
        "country": order.country.strip(),
        "description": order.description.strip(),
        "retest": order.retest,
        "vendor_id": order.vendor_id,
    }
    changed = {name: new for name, new in wanted.items() if getattr(known, name) != new}
    if not changed:
        return None
    _must_be_right(lsn, known, changed, order.reason)
    lsns.change(tx, lsn.id, dict(changed))
    now = lsn_records.record(tx.connection, lsn.id)
    for name in changed:
        shown = "vendor" if name == "vendor_id" else name
        _tell(tx, lsn, shown, (getattr(known, shown), getattr(now, shown)), order.reason)
    tx.events += [Event("lsn", lsn.id), Event("stock")]
    return Describe(lsn.id, *(getattr(known, name) for name in _NAMES))


def _must_be_right(lsn: Lsn, known: Record, changed: Mapping[str, object], reason: str) -> None:
    for text in changed.values():
        if isinstance(text, str) and (len(text) > LONGEST or own_codes.has_controls(text)):
            raise refusal(
                "This text cannot be kept: it is too long, or has characters nobody sees.",
                "Write at most {most} characters in one line; put more into a file.",
                most=LONGEST,
            )
    if "vendor_id" in changed and lsn.scope:
        raise refusal(
            "{code} is told apart by its supplier: it stays of {scope}.",
            "Rename it, or return it and receive it from the right one.",
            code=lsn.code,
            scope=lsn.scope,
        )
    if any(getattr(known, name) for name in changed):
        converting.must_be_given(reason, lsn.code)


def _tell(tx: Tx, lsn: Lsn, what: str, ends: tuple[object, object], reason: str) -> None:
    old, new = ends
    params = {"what": what, "code": lsn.code, "old": old or "-", "new": new or "-"}
    if reason.strip():
        words = message(
            "{what} of {code}: {old} > {new} ({reason})", reason=reason.strip(), **params
        )
    else:
        words = message("{what} of {code}: {old} > {new}", **params)
    tx.entries.append(Entry("correct", words, "lsn", lsn.id))
