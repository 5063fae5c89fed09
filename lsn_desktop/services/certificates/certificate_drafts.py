"""Before a certificate is issued: what it would say, and what to look at first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.expiry import Status
from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.outcomes import Outcome, OutcomeKind
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.services.certificates import certificate_facts, certifying, measuring
from lsn_desktop.services.codes import finding
from lsn_desktop.storage import certificates, custom_fields, lists, lsn_pages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.services.certificates.certificate_facts import OrderCertificate
    from lsn_desktop.storage.certificates import Certificate
    from lsn_desktop.storage.lists import LsnRow
    from lsn_desktop.storage.transactions import Connection, Tx

NO_NUMBER = "DRAFT"
"""Stands where the number will: a certificate takes it when it is issued."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a certificate of an LSN would say; ``refused`` is why it cannot be issued.

    ``may_be_signed``: it can, if somebody who may signs for its tests.
    """

    row: LsnRow
    facts: Mapping[str, Any]
    warnings: Sequence[Message]
    refused: Refusal | None
    before: Sequence[Certificate]
    may_be_signed: bool = False


def draft(connection: Connection, order: OrderCertificate, on: date) -> Draft:
    """All a person looks at before issuing a certificate on a day."""
    lsn_id = order.lsn_id
    row = lists.lsn_row(connection, lsn_id)
    before = certificates.listed(connection, lsn_id=lsn_id)
    why_not = certifying.refused(connection, order)
    signed = replace(order, passed_by=0)
    return Draft(
        row,
        certificate_facts.of(connection, order, NO_NUMBER, on),
        [
            *_of_its_state(connection, row, on),
            *_of_its_tests(connection, order),
            *(() if order.revises_id else _of_those_before(before)),
            *_of_its_fields(connection, lsn_id),
        ],
        why_not,
        before,
        why_not is not None and certifying.refused(connection, signed) is None,
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


def _of_its_tests(connection: Connection, order: OrderCertificate) -> list[Message]:
    """What a certificate of analysis leaves out or is signed for, of a CoC what is known."""
    rows = measuring.tested(connection, order.lsn_id)
    if order.kind == "coa":
        found = [
            message("{test} has no result and is left out.", test=each.of.name)
            for each in rows
            if each.result is None and not each.of.required
        ]
        if order.passed_by is not None:
            found += [
                message("Signed for: {test}.", test=words) for words in measuring.lacking(rows)
            ]
        return found
    failed = [each.of.name for each in rows if each.state == "failed"]
    if not failed:
        return []
    return [message("Out of its limits: {tests}.", tests=", ".join(failed))]


def _of_those_before(before: Sequence[Certificate]) -> list[Message]:
    found = []
    for one in before:
        if one.status == "withdrawn":
            words = mark("{number} was withdrawn: {reason}")
            found.append(message(words, number=one.number, reason=one.withdrawn_reason))
        elif one.blob_id is not None:
            words = mark("{number} was issued for it on {day}.")
            found.append(message(words, number=one.number, day=one.issued_on))
        else:
            words = mark(
                "{number} is numbered for it and not made yet: finish that one instead."
            )
            found.append(message(words, number=one.number))
    return found
