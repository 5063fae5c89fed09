"""All certificates of a shipment in one PDF: ours, its suppliers', its components' if asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.genealogy import Direction
from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.certificates import supplied
from lsn_desktop.services.traces import tracing
from lsn_desktop.storage import blobs, bundled, documents, house, lsns, shipments
from printing.certificates.bundle import BundleFacts, Enclosed, bundle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lsn_desktop.program import Program
    from lsn_desktop.storage.certificates import Certificate
    from lsn_desktop.storage.supplied_certificates import Supplied
    from lsn_desktop.storage.transactions import Connection

_KIND = "shipment"


def of_shipment(
    program: Program, document_id: int, on: date, *, components: bool = False
) -> bytes:
    """The bundle of a shipment, as the certificates count on the day it left, or on ``on``.

    Raises:
        Refusal: it is no shipment, has no certificate, or they are more than one file holds.
    """
    with program.database.reading() as connection:
        told = gathered(connection, document_id, on, components=components)
    return bundle(told)


def gathered(
    connection: Connection, document_id: int, on: date, *, components: bool
) -> BundleFacts:
    """All that the bundle of a shipment holds and its cover says."""
    head = documents.by_id(connection, document_id)
    if head.kind != _KIND or head.reverses_id is not None:
        raise refusal(
            "{number} is no shipment.",
            "A bundle is made of a shipment: give its number, SH-...",
            number=head.number,
        )
    day = head.posted_on or on
    goods = list(dict.fromkeys(one.lsn_id for one in shipments.goods(connection, document_id)))
    of = bundled.with_lots(connection, _back(connection, goods) if components else goods)
    ours = [
        one
        for one in bundled.issued(connection, of)
        if one.document_id == document_id
        or (one.document_id is None and one.facts["issued_to"] in {"", head.party})
    ]
    theirs = bundled.supplied(connection, of, day)
    if not ours and not theirs:
        raise refusal(
            "No certificate is kept for what {number} holds.",
            "Issue them, or attach the suppliers', on the page Certificates.",
            number=head.number,
        )
    company = house.the_company(connection)
    state = _("Not posted yet: it may still change") if head.status == "draft" else ""
    if (back := documents.reversed_by(connection, document_id)) is not None:
        state = str(message("Reversed by {number}: it counts no more", number=back.number))
    return BundleFacts(
        number=head.number,
        on=head.posted_on,
        company=company.name if company else "",
        address=company.address if company else "",
        customer=head.party or "",
        enclosed=[_of_ours(connection, one) for one in ours] + _of_theirs(connection, theirs),
        without=_without(connection, goods, ours, theirs),
        state=state,
        logo=company.logo if company else None,
    )


def _back(connection: Connection, goods: Sequence[int]) -> list[int]:
    """Some goods, and all that went into them."""
    levels = tracing.trace(connection, goods, Direction.BACK)
    return sorted({node.id for level in levels for node in level.nodes} | set(goods))


def _of_ours(connection: Connection, one: Certificate) -> Enclosed:
    said = _("Certificate of analysis {number}")
    if one.kind == "coc":
        said = _("Certificate of compliance {number}")
    return Enclosed(
        str(message(said, number=one.number)),
        _("issued by us"),
        f"{one.item} {one.code}".strip(),
        one.issued_on,
        None,
        f"{one.number}.pdf",
        "application/pdf",
        blobs.read(connection, one.blob_id or 0),
    )


def _of_theirs(connection: Connection, rows: Sequence[Supplied]) -> list[Enclosed]:
    """A file that speaks for several lots is in it once."""
    of_file: dict[tuple[int, str, str], list[Supplied]] = {}
    for one in rows:
        of_file.setdefault((one.blob_id, one.kind, one.number), []).append(one)
    found = []
    for same in of_file.values():
        first = same[0]
        title = f"{first.kind[:1].upper()}{first.kind[1:]} {first.number}".strip()
        found.append(
            Enclosed(
                title,
                first.issued_by or first.supplier or "",
                "\n".join(dict.fromkeys(_covers(one) for one in same)),
                first.issued_on,
                first.expires_on,
                first.name,
                first.media_type,
                blobs.read(connection, first.blob_id),
            )
        )
    return found


def _covers(one: Supplied) -> str:
    if one.code is not None:
        return f"{one.item} {one.code}"
    return str(supplied.stands_for(one))


def _without(
    connection: Connection,
    goods: Sequence[int],
    ours: Sequence[Certificate],
    theirs: Sequence[Supplied],
) -> list[str]:
    """What is shipped by lot or serial that no certificate names or stands for."""
    named = {one.lsn_id for one in ours} | {one.lsn_id for one in theirs}
    standing = [one for one in theirs if one.lsn_id is None]
    found = []
    for lsn_id in goods:
        of = lsns.by_id(connection, lsn_id)
        stands = any(
            one.item_id in {None, of.item_id} and one.supplier_id in {None, of.vendor_id}
            for one in standing
        )
        if of.kind is not LsnKind.BULK and not stands and not named & {lsn_id, of.lot_id}:
            found.append(of.code)
    return found
