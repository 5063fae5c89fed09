"""Papers of a delivery: what was over, short and damaged, as a page to print and send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services import rejecting, ticking
from lsn_desktop.storage import blobs, discrepancies, documents, house, manifests
from printing.discrepancy_report import DiscrepancyFacts, WrongLine, discrepancy_report

if TYPE_CHECKING:
    from lsn_desktop.program import Program
    from lsn_desktop.storage.discrepancies import Discrepancy
    from lsn_desktop.storage.transactions import Connection

_KINDS = {
    "over": _("Over"),
    "short": _("Short"),
    "damaged": _("Damaged"),
    "wrong lot": _("Wrong lot"),
    "wrong item": _("Not announced"),
    "short-dated": _("Short-dated"),
    "other": _("Other"),
}


def report(program: Program, document_id: int) -> bytes:
    """The report of a receipt as PDF.

    Raises:
        Refusal: the company has no name yet.
    """
    with program.database.reading() as connection:
        told = told_of(connection, document_id)
    return discrepancy_report(told)


def told_of(connection: Connection, document_id: int) -> DiscrepancyFacts:
    """All that the report of a receipt says."""
    company = house.the_company(connection)
    if company is None:
        raise refusal("The company has no name yet.", "Do the first start.")
    receipt = documents.by_id(connection, document_id)
    notices = manifests.heads(connection, ticking.going_by(receipt))
    pictures = [
        (each.name, blobs.read(connection, each.blob_id))
        for each in reversed(blobs.attachments(connection, "document", document_id))
        if each.media_type in {"image/png", "image/jpeg"}
    ]
    return DiscrepancyFacts(
        receipt=receipt.number,
        received=receipt.posted_on,
        company=company.name,
        address=company.address,
        supplier=receipt.party or "",
        order=receipt.purchase_order or "",
        notice=", ".join(each.number or each.source for each in notices),
        carrier=receipt.reference,
        place=receipt.location or "",
        lines=[line_of(each) for each in discrepancies.of_document(connection, document_id)],
        pictures=pictures,
        logo=company.logo,
    )


def line_of(each: Discrepancy) -> WrongLine:
    """A difference in words."""
    reason = dict(rejecting.REASONS).get(each.reason, "")
    where = dict(rejecting.DISPOSITIONS).get(each.disposition, "")
    told = [str(message(text)) for text in (reason, where) if text]
    quantity = "" if each.quantity is None else f"{plain(each.quantity)} {each.unit}".strip()
    return WrongLine(
        _KINDS[each.kind],
        each.item,
        each.sku,
        each.code,
        quantity,
        "\n".join([*told, *([each.note] if each.note else [])]),
        each.withdrawn,
    )
