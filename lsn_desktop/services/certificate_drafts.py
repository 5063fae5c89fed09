"""Before a certificate is issued: what it would say, and what to look at first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.expiry import Status
from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.outcomes import Outcome, OutcomeKind
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.services import certifying, finding
from lsn_desktop.services.certifying import OrderCertificate
from lsn_desktop.storage import certificates, custom_fields, lists, lsn_pages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.certificates import Certificate
    from lsn_desktop.storage.lists import LsnRow
    from lsn_desktop.storage.transactions import Connection, Tx

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
            *_of_those_before(before),
            *_of_its_fields(connection, lsn_id),
        ],
        certifying.refused(connection, lsn_id),
        before,
    )


def scanned(tx: Tx, reading: Reading) -> tuple[Outcome, list[int]]:
    """The lots or serials a scan names; several when one code is several lots'.

    Raises:
        Refusal: it names none.
    """
    found = [
        one
        for one in finding.as_scanned(tx.connection, reading, tx.by.on)
        if one.place == "lsns"
    ]
    if not found:
        raise refusal(
            "{code} is no lot or serial of ours.",
            "Scan the goods or one of our labels; or type a few letters of it.",
            code=reading.text[:60] or "-",
        )
    words = message("Certificate of {code}", code=found[0].title)
    return Outcome(OutcomeKind.OK, words), [one.subject for one in found]


def _of_its_state(connection: Connection, row: LsnRow, on: date) -> list[Message]:
    found = []
    for hold in lsn_pages.holds(connection, row.id):
        if hold.released_at is None:
            words = mark("{code} is on hold: {reason}. {note}")
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
        for value in custom_fields.values_said(connection, lsn_id)
        if not value.text
    ]
    if not empty:
        return []
    return [message("Not filled in, so left out: {fields}.", fields=", ".join(empty))]


def _of_those_before(before: Sequence[Certificate]) -> list[Message]:
    found = []
    for one in before:
        if one.status == "issued":
            words = mark("{number} was issued for it on {day}.")
            found.append(message(words, number=one.number, day=one.issued_on))
        else:
            words = mark(
                "{number} is numbered for it and not made yet: finish that one instead."
            )
            found.append(message(words, number=one.number))
    return found
