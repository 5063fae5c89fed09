"""Before a certificate is issued: what it would say, and what to look at first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.expiry import Status
from lsn_desktop.domain.messages import message
from lsn_desktop.services import certifying
from lsn_desktop.services.certifying import OrderCertificate
from lsn_desktop.storage import certificates, custom_fields, lists, lsn_pages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.storage.certificates import Certificate
    from lsn_desktop.storage.lists import LsnRow
    from lsn_desktop.storage.transactions import Connection

NO_NUMBER = "DRAFT"
"""Stands where the number will: a certificate takes it when it is issued."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a certificate of an LSN would say; ``refused`` is why it cannot be issued."""

    row: LsnRow
    facts: Mapping[str, Any]
    warnings: Sequence[Message]
    refused: Refusal | None
    before: Sequence[Certificate]


def draft(connection: Connection, lsn_id: int, on: date, issued_to: str = "") -> Draft:
    """All a person looks at before issuing a certificate on a day."""
    order = OrderCertificate("", lsn_id, issued_to)
    row = lists.lsn_row(connection, lsn_id)
    before = certificates.listed(connection, lsn_id=lsn_id)
    return Draft(
        row,
        certifying.facts_of(connection, order, NO_NUMBER, on),
        [
            *_of_its_state(connection, row, on),
            *_of_its_fields(connection, lsn_id),
            *_of_those_before(before),
        ],
        certifying.refused(connection, lsn_id),
        before,
    )


def _of_its_state(connection: Connection, row: LsnRow, on: date) -> list[Message]:
    found = []
    for hold in lsn_pages.holds(connection, row.id):
        if hold.released_at is None:
            words = "{code} is on hold: {reason}. {note}"
            found.append(message(words, code=hold.code, reason=hold.reason, note=hold.note))
    if row.expiry and row.status(on) is Status.EXPIRED:
        found.append(message("{code} expired on {day}.", code=row.code, day=row.expiry))
    elif row.expiry is None:
        found.append(message("No expiry is known; the certificate will not name one."))
    if row.on_hand == 0:
        found.append(message("Nothing of {code} is on hand any more.", code=row.code))
    return found


def _of_its_fields(connection: Connection, lsn_id: int) -> list[Message]:
    empty = [
        value.field.name
        for value in custom_fields.values_of(connection, lsn_id)
        if not value.text
    ]
    if not empty:
        return []
    return [message("Not filled in, so left out: {fields}.", fields=", ".join(empty))]


def _of_those_before(before: Sequence[Certificate]) -> list[Message]:
    found = []
    for one in before:
        if one.status == "issued":
            words = "{number} was issued for it on {day}."
            found.append(message(words, number=one.number, day=one.issued_on))
        else:
            words = "{number} is numbered for it and not made yet: finish that one instead."
            found.append(message(words, number=one.number))
    return found
