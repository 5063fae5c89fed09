"""An override: goods that a rule stops go as one line, by a reason and a second credential.

Whoever signs has the permission (an owner or a supervisor) and proves to be there by their
PIN, also when they are the one signed in. Kept with the line for ever, told in the journal of
scans and in the audit trail.

    who = overriding.signer(tx, order.name, order.pin)   # None: a wrong PIN, counted
    overriding.keep(tx, line_id, lsn_id, why, reason, who)

``sign`` does both for the goods the shipment's last scan was refused for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.documents import drafting
from lsn_desktop.services.office import signing
from lsn_desktop.services.shipments import ship_goods
from lsn_desktop.storage import documents, lsns, overrides, people
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.domain.shipping import Why
    from lsn_desktop.storage.people import User
    from lsn_desktop.storage.transactions import Connection, Tx

ROLES = frozenset({"owner", "supervisor"})
"""Who may let pass what a rule stops."""

_LONGEST = 200  # characters


@dataclass(frozen=True, slots=True)
class Signed:
    """What somebody signs an override with: their name, their PIN, and why."""

    name: str
    pin: str
    reason: str


def signers(connection: Connection) -> list[str]:
    """The names of those who may sign, for a form to offer."""
    return [one.name for one in people.users(connection) if one.role in ROLES]


def signer(tx: Tx, name: str, pin: str) -> User | None:
    """Who signs; None if the PIN is wrong, which is counted and said in the audit.

    Raises:
        Refusal: they have no permission, or too many wrong PINs came a moment ago.
    """
    user = people.user_by_name(tx.connection, name.strip())
    if user is None or user.role not in ROLES:
        raise refusal(
            "{name} may not let this pass.",
            "Only these may: {signers}.",
            name=name.strip() or "-",
            signers=", ".join(signers(tx.connection)),
        )
    return signing.signs(tx, user, pin)


def keep(tx: Tx, line_id: int, lsn_id: int, why: Why, reason: str, who: User) -> None:
    """Keep the override of a line: the database lets its goods go from now on."""
    overrides.add(
        tx,
        {
            "uid": tx.uid(),
            "line_id": line_id,
            "lsn_id": lsn_id,
            "why": why.value,
            "reason": reason,
            "signed_by": who.id,
        },
    )
    words = message(
        "{code} goes although {why}: {reason}, signed by {name}",
        code=lsns.by_id(tx.connection, lsn_id).code,
        why=why.value,
        reason=reason,
        name=who.name,
    )
    tx.entries.append(Entry("override", words, "lsn", lsn_id))


def reason_of(signed: Signed) -> str:
    """The reason somebody gives.

    Raises:
        Refusal: they give none.
    """
    reason = signed.reason.strip()[:_LONGEST]
    if not reason:
        raise refusal("An override needs a reason.", "Say why these goods may go.")
    return reason


def sign(signed: Signed) -> Callable[[Tx, Expectation, int], Outcome]:
    """Let the goods that the last scan was refused for go on the shipment, as one line."""

    def act(tx: Tx, expected: Expectation, scan_id: int) -> Outcome:
        now = expected.shipping
        if now is None or now.stopped is None:
            raise refusal("Nothing was refused that may pass.", "Scan the goods first.")
        head = drafting.kept_here(tx, expected.document_id)
        reason, stopped = reason_of(signed), now.stopped
        who = signer(tx, signed.name, signed.pin)
        if who is None:
            words = message("Wrong PIN for {name}", name=signed.name.strip())
            remedy = message("Nothing was let pass: type it again.")
            return Outcome(OutcomeKind.REFUSED, words, expected, remedy)
        before = {line.id for line in documents.lines(tx.connection, head.id)}
        outcome = ship_goods.put_on(
            tx, head, stopped.goods, expected, scan_id, over=stopped.why
        )
        for line in documents.lines(tx.connection, head.id):
            if line.id not in before:
                keep(tx, line.id, line.lsn_id, stopped.why, reason, who)
        if outcome.kind not in {OutcomeKind.OK, OutcomeKind.ATTENTION}:
            return outcome
        said = message("{said}, by an override of {name}", said=outcome.words, name=who.name)
        return replace(outcome, words=said)

    return act
