"""Scans on a customer's return: goods, the quarantine place, how many; and which return."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind, ToldLine
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.scanning.naming import read_as
from lsn_desktop.services.codes import identifying
from lsn_desktop.services.codes.identifying import Count, Delivery, Place
from lsn_desktop.services.documents import choosing, drafting
from lsn_desktop.services.receipts import receiving
from lsn_desktop.services.returns import customer_returns, return_choosing
from lsn_desktop.services.shipments import ship_meant, ship_scans, shipping
from lsn_desktop.storage import (
    catalogue,
    documents,
    lsns,
    parties,
    shipped,
    standing,
)

if TYPE_CHECKING:
    from lsn_desktop.domain.label_in_progress import LabelInProgress
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.services.codes.identifying import Part
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.lsns import Lsn
    from lsn_desktop.storage.shipped import Holder
    from lsn_desktop.storage.transactions import Tx

_NO_GOODS = mark("Scan the label of the goods that came back.")
_ANOTHER = mark("Choose another customer, or look at it in the list.")


def choose_by_scan(tx: Tx, reading: Reading, expected: Expectation, scan_id: int) -> Outcome:
    """Open the return a scan is about: of a customer, else to a supplier.

    A shipment, a customer or a return of theirs names the customer; goods that one customer
    has and of which nothing is here begin their return and go on it at once.

    Raises:
        Refusal: it names none of these.
    """
    text = reading.text.strip()
    head = documents.by_number(tx.connection, text)
    if head is not None and head.kind == customer_returns.KIND and not head.reverses_id:
        return opened(tx, choosing.draft_of_ours(tx, head, _ANOTHER).id)
    if head is not None and head.kind == shipping.KIND and head.party_id is not None:
        return opened(tx, customer_returns.open_for(tx, head.party_id))
    party = catalogue.party_by_code(tx.connection, text)
    if party is not None and "vendor" not in parties.by_id(tx.connection, party.id).roles:
        return opened(tx, customer_returns.open_for(tx, party.id))
    found = _gone(tx, reading)
    if found is None:
        return return_choosing.choose_by_scan(tx, reading, expected, scan_id)
    lsn, holder = found
    document_id = customer_returns.open_for(tx, holder.customer_id)
    head = documents.by_id(tx.connection, document_id)
    return _take(tx, head, lsn, 1, Expectation(document_id), scan_id)


def _gone(tx: Tx, reading: Reading) -> tuple[Lsn, Holder] | None:
    """The serial a scan names, where one customer has it and it is not here."""
    meant = ship_meant.by_anybody(tx, reading)
    if len(meant) != 1 or meant[0].kind is not LsnKind.SERIAL:
        return None
    holders = shipped.holders(tx.connection, meant[0].id)
    here = standing.of_lsns(tx.connection, [meant[0].id])
    return (meant[0], holders[0]) if len(holders) == 1 and not here else None


def opened(tx: Tx, document_id: int) -> Outcome:
    """What is said of a return that is open now."""
    head = documents.by_id(tx.connection, document_id)
    words = message(
        "{number} from {customer}, into {place}: scan the goods",
        number=head.number,
        customer=head.party or "-",
        place=head.location or "-",
    )
    return Outcome(OutcomeKind.HEARD, words, Expectation(document_id))


def return_scan(tx: Tx, reading: Reading, expected: Expectation, scan_id: int) -> Outcome:
    """Take one scan on a customer's return.

    Raises:
        Refusal: the code names no goods of ours, or the customer does not have them.
    """
    head = drafting.kept_here(tx, expected.document_id)
    expected = replace(expected, question=None)
    if meant := _theirs(tx, head, ship_meant.called_like_a_number(tx, reading)):
        return _of(tx, head, meant, expected.label, expected, scan_id)
    try:
        found = identifying.identify(tx, reading, scan_id, None, Delivery(tx, head.id))
    except Refusal as unknown:
        meant = _theirs(tx, head, ship_meant.by_anybody(tx, reading))
        if not meant:
            raise unknown from None
        return _of(tx, head, meant, expected.label, expected, scan_id)
    if isinstance(found, Count):
        outcome = receiving.count_next(expected, found)
    elif isinstance(found, Place):
        outcome = _into(tx, head, found, expected)
    else:
        outcome = _goods(tx, head, found, expected, scan_id)
    return replace(outcome, read_as=read_as(reading))


def answer(tx: Tx, value: str, expected: Expectation, scan_id: int) -> Outcome:
    """Take the answer to which lot or serial came back.

    Raises:
        Refusal: it was not asked, it is no answer to it, or the customer does not have it.
    """
    question = expected.question
    offered = {choice.value for choice in question.answers} if question else set()
    if value not in offered:
        raise refusal(
            "{value} is no answer to this.", "Choose one of the answers.", value=value
        )
    plain_next = Expectation(expected.document_id, count=expected.count)
    if value == "leave":
        return Outcome(OutcomeKind.HEARD, message("Left out"), plain_next)
    head = drafting.kept_here(tx, expected.document_id)
    lsn = lsns.by_id(tx.connection, int(value))
    return _of(tx, head, [lsn], expected.label, plain_next, scan_id)


def _into(tx: Tx, head: Document, place: Place, expected: Expectation) -> Outcome:
    spot = standing.spot(tx.connection, place.location_id)
    if spot.kind != "quarantine" or not spot.active:
        raise refusal(
            "{place} is no quarantine: what comes back waits until Quality says it is good.",
            "Scan a quarantine place.",
            place=spot.code,
        )
    documents.receive_into(tx, head.id, spot.id)
    words = message("Now into {place}", place=spot.code)
    return Outcome(OutcomeKind.HEARD, words, expected, line=ToldLine(place=spot.code))


def _goods(tx: Tx, head: Document, found: Part, expected: Expectation, scan_id: int) -> Outcome:
    before, part = expected.label, found.label
    label = part if before.contradicts(part) else before.with_part(part)
    meant = _theirs(tx, head, ship_meant.of(tx, found, label, scan_id))
    if meant:
        return _of(tx, head, meant, label, replace(expected, label=label), scan_id)
    item_id = ship_meant.item_of(tx, label)
    if item_id is None or label.lot or label.serial:
        raise refusal("No lot or serial of ours is on this label.", _NO_GOODS)
    item = catalogue.item_by_id(tx.connection, item_id)
    words = message("{item}: scan its lot or serial", item=item.description)
    line = ToldLine(item=item.description, sku=item.sku, gtin=label.gtin)
    return Outcome(OutcomeKind.HEARD, words, replace(expected, label=label), line=line)


def _theirs(tx: Tx, head: Document, meant: list[Lsn]) -> list[Lsn]:
    """Of several with one code those that the customer has."""
    if len(meant) <= 1:
        return meant
    theirs = [
        lsn
        for lsn in meant
        if head.party_id in {one.customer_id for one in shipped.holders(tx.connection, lsn.id)}
    ]
    return theirs or meant


def _of(
    tx: Tx,
    head: Document,
    meant: list[Lsn],
    label: LabelInProgress,
    expected: Expectation,
    scan_id: int,
) -> Outcome:
    if len(meant) > 1:
        return ship_scans.which(tx, meant, expected, message("Which of them came back?"))
    quantity = ship_meant.quantity(tx, meant[0], label, expected.count)
    return _take(tx, head, meant[0], quantity, expected, scan_id)


def _take(
    tx: Tx, head: Document, lsn: Lsn, quantity: int, expected: Expectation, scan_id: int
) -> Outcome:
    line_id = customer_returns.put_back(tx, head, lsn, quantity, scan_id or None)
    item = catalogue.item_by_id(tx.connection, lsn.item_id)
    words = message(
        "{quantity} {unit} of {item} {code} comes back into {place}",
        quantity=plain(off_grid(quantity, item.decimals)),
        unit=item.unit,
        item=item.description,
        code=lsn.code,
        place=head.location or "-",
    )
    told = ToldLine(
        item=item.description,
        sku=item.sku,
        lot=lsn.code if lsn.kind is LsnKind.LOT else None,
        serial=lsn.code if lsn.kind is LsnKind.SERIAL else None,
        expiry=lsn.expiry,
        quantity=off_grid(quantity, item.decimals),
        unit=item.unit,
        place=head.location or "",
        line_id=line_id,
        lsn_id=lsn.id,
    )
    after = Expectation(expected.document_id, last_line_id=line_id)
    return Outcome(OutcomeKind.OK, words, after, line=told)
