"""Days of a supplier's certificate put right.

What was accepted is never changed: it is rejected, saying why, and accepted anew with the right
days. One paper accepted for several lots is put right for all of them at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.certificates import certificate_gate
from lsn_desktop.storage import blobs, costs, supplied_certificates
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.storage.supplied_certificates import Supplied
    from lsn_desktop.storage.transactions import Tx


@dataclass(frozen=True, slots=True)
class CorrectDays:
    """The right days of a certificate, and what was wrong; without a last day it never ends."""

    certificate_id: int
    issued_on: date | None
    expires_on: date | None
    why: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """For how many lots, items or suppliers; how many holds that brought, and ended."""

    count: int
    held: int
    released: int


def correct(tx: Tx, order: CorrectDays) -> Corrected:
    """Give a certificate its right days, and look again at what it covers.

    Raises:
        Refusal: no reason is given, it was rejected, or the days are none or those it has.
    """
    costs.lock(tx)  # nobody rejects it, or judges goods by it, meanwhile
    old = supplied_certificates.by_id(tx.connection, order.certificate_id)
    _must_be_right(old, order)
    papers = supplied_certificates.same_paper(tx.connection, old)
    why = str(message("days corrected: {why}", why=order.why.strip()))
    for paper in papers:
        supplied_certificates.reject(tx, paper.id, why)
        new_id = supplied_certificates.with_days(
            tx, paper.id, order.issued_on, order.expires_on
        )
        blobs.redate(tx, paper.attachment_id, order.issued_on, order.expires_on)
        _tell(tx, new_id, old, order)
        if paper.lsn_id is not None:
            tx.events.append(Event("lsn", paper.lsn_id))
    lsn_ids = [paper.lsn_id for paper in papers if paper.lsn_id is not None]
    held, released = certificate_gate.check(
        tx, lsn_ids if len(lsn_ids) == len(papers) else None
    )
    return Corrected(len(papers), held, released)


def _must_be_right(old: Supplied, order: CorrectDays) -> None:
    if not order.why.strip():
        raise refusal("A correction needs a reason.", "Say what was wrong with its days.")
    if old.rejected_at is not None:
        raise refusal(
            "It was rejected: {why}",
            "Attach the certificate again, with its right days.",
            why=old.rejection,
        )
    if order.issued_on is None:
        raise refusal(
            "Without the day it was issued it would not count.", "Write the day that is on it."
        )
    if order.expires_on is not None and order.expires_on < order.issued_on:
        raise refusal(
            "It would end on {expires}, before it was issued on {issued}.",
            "Check both days on it.",
            expires=order.expires_on,
            issued=order.issued_on,
        )
    if (old.issued_on, old.expires_on) == (order.issued_on, order.expires_on):
        raise refusal("These are its days already.", "Write the days that are on it.")


def _tell(tx: Tx, certificate_id: int, old: Supplied, order: CorrectDays) -> None:
    words = message(
        "Corrected {kind} {number}: {issued} to {expires}, was {was_issued} to {was_expires}:"
        " {why}",
        kind=old.kind,
        number=old.number,
        issued=order.issued_on or "-",
        expires=order.expires_on or "-",
        was_issued=old.issued_on or "-",
        was_expires=old.expires_on or "-",
        why=order.why.strip(),
    )
    tx.entries.append(Entry("certificate", words, "supplier certificate", certificate_id))
    tx.events.append(Event("supplier certificate", certificate_id))
