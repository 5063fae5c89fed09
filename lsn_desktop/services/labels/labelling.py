"""Labels, in steps: order them, draw them outside any transaction, keep what was drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.labels import label_choice, label_claims
from lsn_desktop.storage import (
    blobs,
    catalogue,
    counters,
    custom_fields,
    documents,
    house,
    lsn_records,
    lsns,
    open_holds,
    printed,
)
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.printed import Copy, PrintJob

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from lsn_desktop.domain.items import Item
    from lsn_desktop.storage.transactions import Connection, Tx

MOST_LABELS = 10_000
UNPRINTED = frozenset(("waiting", "drawn", "failed"))
_OF_ITEM = frozenset(
    ("item", "sku", "unit", "gtin", "company", "company_address", "company_prefix", "today")
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Labels of an LSN (perhaps as a receipt's line brought it), a place, pallet or item.

    ``fields`` are what its label shows, where that is known already: a pallet's always is.
    """

    lsn_id: int | None = None
    line_id: int | None = None
    location_id: int | None = None
    copies: int = 1
    fields: Mapping[str, str] | None = None
    unit_id: int | None = None
    item_id: int | None = None


@dataclass(frozen=True, slots=True)
class OrderLabels:
    """An order to print. ``printer`` is a queue's name, or empty for a PDF file.

    ``claims``: these are the labels of the serials among them; a hold label is stuck on beside
    it. ``sheet``, ``sheet_labels`` and ``sheet_start`` are as of a :class:`PrintJob`.
    """

    uid: str
    template: str
    template_version: str
    template_digest: str
    wanted: Sequence[Wanted]
    printer: str = ""
    document_id: int | None = None
    reason: str = ""
    reprint_of: int | None = None
    sheet: str = ""
    sheet_labels: int = 1
    sheet_start: int = 1
    claims: bool = True


def order_labels(tx: Tx, order: OrderLabels) -> int:
    """Number a print job and keep every label's fields; ordered twice, it is one job.

    Raises:
        LabelTaken: a serial among them has its label in another job.
        Refusal: there is nothing to print, or more than any printer should be given.
    """
    if known := printed.job_by_uid(tx.connection, order.uid):
        return known.id
    copies: list[Copy] = []
    for each in order.wanted:
        fields = fields_of(tx.connection, each, tx.by.on)
        for _copy in range(each.copies):
            copies.append(
                Copy(
                    len(copies) + 1, fields, each.lsn_id, each.location_id, each.line_id,
                    unit_id=each.unit_id, item_id=each.item_id,
                )
            )  # fmt: skip
    if not 1 <= len(copies) <= MOST_LABELS:
        raise refusal(
            "{count} labels cannot be printed in one job.",
            "Choose from 1 to {most} labels.",
            count=len(copies),
            most=MOST_LABELS,
        )
    if order.claims:
        copies = label_claims.claimed(tx, copies, order.reprint_of)
    number = f"PJ-{counters.take(tx, 'print job'):05d}"
    job_id = printed.add_job(
        tx,
        {
            "uid": order.uid,
            "number": number,
            "template": order.template,
            "template_version": order.template_version,
            "template_digest": order.template_digest,
            "printer": order.printer,
            "document_id": order.document_id,
            "reason": order.reason,
            "reprint_of": order.reprint_of,
            "sheet": order.sheet,
            "sheet_labels": order.sheet_labels,
            "sheet_start": order.sheet_start,
        },
        copies,
    )
    words = message("Print job {number}: {count} labels", number=number, count=len(copies))
    tx.entries.append(Entry("print", words, "job", job_id))
    for lsn_id in sorted({copy.lsn_id for copy in copies if copy.lsn_id is not None}):
        tx.entries.append(Entry("print", words, "lsn", lsn_id))
    for item_id in sorted({copy.item_id for copy in copies if copy.item_id is not None}):
        tx.entries.append(Entry("print", words, "item", item_id))
    tx.events.append(Event("job", job_id))
    return job_id


def choose_printer(tx: Tx, job_id: int, printer: str) -> None:
    """Let a job that is not on paper go to another queue, or to a PDF file (empty).

    It is drawn anew: its modules are whole dots of the printer it goes to.

    Raises:
        Refusal: it is with the printer, or ended.
    """
    known = printed.job(tx.connection, job_id)
    if known.status not in UNPRINTED:
        raise refusal(
            "{number} is {status} already.",
            "Print its labels again instead, and say why.",
            number=known.number,
            status=known.status,
        )
    if known.printer != printer:
        printed.change_job(
            tx, job_id, {"printer": printer, "status": "waiting", "pdf_blob_id": None}
        )
        tx.events.append(Event("job", job_id))


def keep_drawn(tx: Tx, job_id: int, pdf: bytes) -> None:
    """Keep the very PDF that was verified and will be printed."""
    blob_id, _sha = blobs.keep(tx.connection, pdf, "application/pdf", "labels")
    printed.change_job(tx, job_id, {"status": "drawn", "pdf_blob_id": blob_id})
    tx.events.append(Event("job", job_id))


def note_state(
    tx: Tx, job_id: int, status: str, words: str = "", printer_job: str = ""
) -> None:
    """Keep how far a job came, in the printer's words."""
    values: dict[str, object] = {"status": status, "status_words": words}
    if printer_job:
        values["printer_job"] = printer_job
    printed.change_job(tx, job_id, values)
    tx.events.append(Event("job", job_id))


def to_draw(connection: Connection, job_id: int) -> tuple[PrintJob, list[Mapping[str, str]]]:
    """A job and the fields of each of its labels, in order."""
    return printed.job(connection, job_id), [
        copy.fields for copy in printed.copies(connection, job_id)
    ]


def labels_of_receipt(
    connection: Connection, document_id: int, *, per_unit: bool
) -> list[Wanted]:
    """One label for each line of a receipt, or for each unit received."""
    found = []
    for line in documents.lines(connection, document_id):
        item = catalogue.item_by_id(connection, line.item_id)
        units = int(off_grid(line.quantity, item.decimals)) if per_unit else 1
        found.append(Wanted(lsn_id=line.lsn_id, line_id=line.id, copies=max(1, units)))
    return found


def template_for(connection: Connection, lsn_id: int) -> str:
    """The name of the template an LSN is printed with, unless another is chosen."""
    return label_choice.template_of_lsn(connection, lsn_id)


def fields_of(
    connection: Connection, wanted: Wanted, today: date | None = None
) -> dict[str, str]:
    """What a label of a subject shows, by the names templates use, printed ``today``.

    Raises:
        Refusal: no subject was chosen.
    """
    printed_on = {"today": _iso(today)} if today else {}
    if wanted.fields is not None:
        return dict(wanted.fields) | printed_on
    fields = _company(connection) | printed_on
    if wanted.location_id is not None:
        place = catalogue.location_by_id(connection, wanted.location_id)
        return fields | {"location": place.code, "item": place.name}
    if wanted.item_id is not None:
        item = catalogue.item_by_id(connection, wanted.item_id)
        own = custom_fields.filled(connection, item.id)
        return (
            fields
            | item_fields(connection, item)
            | {f"custom.{name}": text for name, text in own}
        )
    if wanted.lsn_id is None:
        raise refusal("Nothing was chosen to print.", "Choose a lot, serial, item or bin.")
    fields |= lsn_fields(connection, wanted.lsn_id)
    if wanted.line_id is not None:
        document_id, line, _voided = documents.line_by_id(connection, wanted.line_id)
        head = documents.by_id(connection, document_id)
        item = catalogue.item_by_id(connection, line.item_id)
        fields["quantity"] = plain(off_grid(line.quantity, item.decimals))
        if head.kind == "receipt":  # of another document the party is no vendor
            fields |= {
                "vendor": head.party or "",
                "received": str(head.posted_on or ""),
                "location": head.location or "",
            }
    return fields


def _company(connection: Connection) -> dict[str, str]:
    company = house.the_company(connection)
    if company is None:
        return {"company": ""}
    more = {
        "company_address": ", ".join(company.address.splitlines()),
        "company_prefix": company.gs1_prefix,
    }
    return {"company": company.name} | {name: said for name, said in more.items() if said}


def item_fields(connection: Connection, item: Item) -> dict[str, str]:
    """What every label of an item shows, without a lot or serial."""
    gtins = catalogue.gtins_of(connection, item.id)
    return _company(connection) | {
        "item": item.description,
        "sku": item.sku,
        "unit": item.unit,
        "gtin": gtins[0][0] if gtins else "",
    }


def are_of_item(names: Iterable[str]) -> bool:
    """Whether fields are known of an item by itself, without lot or serial."""
    return all(name in _OF_ITEM or name.startswith("custom.") for name in names)


def lsn_fields(connection: Connection, lsn_id: int) -> dict[str, str]:
    """All of an LSN that a label can show, by the names templates use; dates are ISO."""
    lsn = lsns.by_id(connection, lsn_id)
    item = catalogue.item_by_id(connection, lsn.item_id)
    lot = lsns.by_id(connection, lsn.lot_id) if lsn.lot_id else lsn
    gtins = catalogue.gtins_of(connection, item.id)
    vendor = catalogue.party_by_id(connection, lot.vendor_id).name if lot.vendor_id else ""
    fields = {
        "item": item.description,
        "sku": item.sku,
        "unit": item.unit,
        "gtin": gtins[0][0] if gtins else "",
        "lsn": lsn.code,
        "lot": lot.code if lot.kind is LsnKind.LOT else "",
        "serial": lsn.code if lsn.kind is LsnKind.SERIAL else "",
        "expiry": _iso(lsn.expiry or lot.expiry),
        "best_before": _iso(lot.best_before),
        "production": _iso(lot.production),
        "vendor": vendor,
    }
    told = of_lot = lsn_records.record(connection, lsn.id)
    if lot.id != lsn.id:
        of_lot = lsn_records.record(connection, lot.id)
    for name in ("maker", "country", "description", "retest"):
        if known := getattr(told, name) or getattr(of_lot, name):
            fields[name] = str(known)
    # The nearest counts: its own, else its lot's, else its item's.
    for name, text in custom_fields.filled(connection, item.id, (lot.id, lsn.id)):
        fields[f"custom.{name}"] = text
    return fields | _hold(connection, lsn.id, item)


def _hold(connection: Connection, lsn_id: int, item: Item) -> dict[str, str]:
    """Why an LSN is stopped, if it is: for the label that says so."""
    found, site = open_holds.newest(connection, lsn_id), house.the_site(connection)
    if found is None or site is None:
        return {}
    placed = datetime.fromtimestamp(found.placed_at / 1_000_000, ZoneInfo(site.time_zone))
    part = ""
    if found.quantity is not None:
        quantity = plain(off_grid(found.quantity, item.decimals))
        part = str(
            message(
                "{quantity} {unit} at {place}",
                quantity=quantity,
                unit=item.unit,
                place=found.place,
            )
        )
    return {
        "status": "hold",
        "held_part": part,
        "hold_reason": found.reason.capitalize(),
        "hold_note": found.note,
        "held_on": _iso(placed.date()),
        "held_by": found.placed_by,
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
