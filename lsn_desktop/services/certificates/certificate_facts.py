"""What a certificate says: all of it as it is kept, so that it is drawn the same for ever."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain import statements
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.services.certificates import measuring
from lsn_desktop.services.labels import labelling
from lsn_desktop.storage import (
    catalogue,
    certificates,
    custom_fields,
    documents,
    house,
    lsns,
    people,
    timeline,
)

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.storage.timeline import Moved
    from lsn_desktop.storage.transactions import Connection

STATEMENT = (
    "We certify that the goods named above were received, identified and recorded under the"
    " lot or serial number shown, and comply with the requirements of the purchase order."
)


@dataclass(frozen=True, slots=True)
class OrderCertificate:
    """An order for a certificate of one LSN.

    ``statement`` may name the fields of ``domain/statements.py``; ``layout`` and ``paper`` say
    how it is drawn. ``template_version`` is empty of a template that the company does not keep.
    ``reason`` says why it revises ``revises_id``; ``passed_by`` is who signed,
    with ``passed_reason``, for tests that are missing or failed.
    """

    uid: str
    lsn_id: int
    issued_to: str = ""
    statement: str = STATEMENT
    kind: str = "coc"
    template: str = ""
    layout: str = "standard"
    paper: str = "A4"
    shipment_id: int | None = None
    revises_id: int | None = None
    reason: str = ""
    passed_by: int | None = None
    passed_reason: str = ""
    template_version: str = ""


def standing(connection: Connection, lsn_id: int) -> list[Moved]:
    """The moves of an LSN that were not turned back, newest first."""
    moved = timeline.moves(connection, lsn_id)
    return [row for row in moved if not row.reversal and not row.reversed]


def of(
    connection: Connection, order: OrderCertificate, number: str, on: date
) -> dict[str, Any]:
    """All that a certificate issued on a day says, as it is kept."""
    company = house.the_company(connection)
    fields = labelling.lsn_fields(connection, order.lsn_id)
    lsn = lsns.by_id(connection, order.lsn_id)
    item = catalogue.item_by_id(connection, lsn.item_id)
    receipts = [row for row in standing(connection, order.lsn_id) if row.kind == "receipt"]
    first = receipts[-1] if receipts else None
    received = sum(row.change for row in receipts)
    facts: dict[str, Any] = {
        "number": number,
        "kind": order.kind,
        "issued": on.isoformat(),
        "company": company.name if company else "",
        "address": company.address if company else "",
        "item": fields["item"],
        "sku": fields["sku"],
        "lot": fields["lot"],
        "serial": fields["serial"],
        "gtin": fields["gtin"],
        "production": fields["production"],
        "expiry": fields["expiry"],
        "best_before": fields["best_before"],
        "supplier": fields["vendor"],
        "receipt": first.document if first else "",
        "received": first.on.isoformat() if first else "",
        "quantity": plain(off_grid(received, item.decimals)) if receipts else "",
        "unit": item.unit if receipts else "",
        "issued_to": order.issued_to,
        "shipment": "",
        "layout": order.layout,
        "paper": order.paper,
        "template": order.template,
        "template_version": order.template_version,
        **_revision(connection, order),
        "tests": _tests(connection, order),
        "deviation": _deviation(connection, order),
        "custom": [
            [value.field.name, value.text]
            for value in custom_fields.values_said(connection, order.lsn_id)
            if value.text
        ],
    }
    if order.shipment_id is not None:
        head = documents.by_id(connection, order.shipment_id)
        quantity = certificates.shipped_on(connection, head.id, order.lsn_id) or 0
        facts |= {
            "shipment": head.number,
            "issued_to": order.issued_to or head.party or "",
            "quantity": plain(off_grid(quantity, item.decimals)),
            "unit": item.unit,
        }
    texts = {name: facts[name] for name in statements.FIELDS}
    facts["statement"] = statements.filled(order.statement, texts)
    return facts


def _revision(connection: Connection, order: OrderCertificate) -> dict[str, Any]:
    if order.revises_id is None:
        return {"revision": 1, "replaces": "", "replaced_on": "", "reason": ""}
    old = certificates.by_id(connection, order.revises_id)
    return {
        "revision": old.revision + 1,
        "replaces": old.number,
        "replaced_on": old.issued_on.isoformat() if old.issued_on else "",
        "reason": order.reason.strip(),
    }


def _tests(connection: Connection, order: OrderCertificate) -> list[list[Any]]:
    """Test, method, limits, value, whether it passed, tested on, laboratory; with units."""
    if order.kind != "coa":
        return []
    rows = measuring.tested(connection, order.lsn_id)
    return [
        [
            each.result.name,
            each.result.method,
            f"{each.result.limits.shown} {each.result.limits.unit}".strip()
            if each.result.limits.shown
            else "",
            f"{each.result.value} {each.result.limits.unit}".strip(),
            each.result.passed,
            each.result.tested_on.isoformat() if each.result.tested_on else "",
            each.result.laboratory,
        ]
        for each in rows
        if each.result is not None
    ]


def _deviation(connection: Connection, order: OrderCertificate) -> str:
    """What it was issued in spite of, for which reason, and who signed for it."""
    if order.passed_by is None:
        return ""
    lacking = measuring.lacking(measuring.tested(connection, order.lsn_id))
    return str(
        message(
            "Issued although {lacking}. Reason: {reason} ({name})",
            lacking="; ".join(lacking),
            reason=order.passed_reason,
            name=people.user_by_id(connection, order.passed_by).name,
        )
    )
