"""Papers of a delivery: what was over, short or damaged, and what goes back to its supplier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.receipts import rejecting, ticking
from lsn_desktop.storage import (
    blobs,
    catalogue,
    discrepancies,
    documents,
    house,
    lsns,
    manifests,
)
from printing.papers.discrepancy_report import DiscrepancyFacts, WrongLine, discrepancy_report
from printing.papers.packing_note import PackedLine, PackingFacts, packing_note

if TYPE_CHECKING:
    from lsn_desktop.program import Program
    from lsn_desktop.storage.discrepancies import Discrepancy
    from lsn_desktop.storage.house import Company
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
    company = _company(connection)
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


def return_note(program: Program, document_id: int) -> bytes:
    """The packing note of a return to a supplier as PDF.

    Raises:
        Refusal: the company has no name yet.
    """
    with program.database.reading() as connection:
        told = packed(connection, document_id)
    return packing_note(told)


def packed(connection: Connection, document_id: int) -> PackingFacts:
    """All that the packing note of a return says."""
    company, head = _company(connection), documents.by_id(connection, document_id)
    lines = []
    for line in documents.lines(connection, document_id):
        item = catalogue.item_by_id(connection, line.item_id)
        lsn = lsns.by_id(connection, line.lsn_id)
        quantity = f"{plain(off_grid(line.quantity, item.decimals))} {item.unit}"
        code = "" if lsn.kind is LsnKind.BULK else lsn.code
        lines.append(PackedLine(item.description, item.sku, code, quantity))
    return PackingFacts(
        number=head.number,
        on=head.posted_on,
        company=company.name,
        address=company.address,
        supplier=head.party or "",
        reason=head.reason,
        lines=lines,
        logo=company.logo,
    )


def _company(connection: Connection) -> Company:
    company = house.the_company(connection)
    if company is None:
        raise refusal("The company has no name yet.", "Do the first start.")
    return company
