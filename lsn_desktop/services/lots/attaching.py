"""Files attached to a record: kept in the database with their hash, told in the audit trail."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain import certificate_kinds
from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.storage import blobs
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.storage.transactions import Tx

_LONGEST_NAME = 200

KINDS = (*certificate_kinds.KINDS, "delivery note", "photo")
"""Kinds of files that are offered; any other word will do."""


@dataclass(frozen=True, slots=True)
class AttachFile:
    """An order to attach a file to an ``lsn``, ``item``, ``document`` or ``party``."""

    uid: str
    subject: str
    subject_id: int
    name: str
    data: bytes
    kind: str = ""
    issued_on: date | None = None
    expires_on: date | None = None


def keep(tx: Tx, order: AttachFile) -> int:
    """Keep a file and attach it; returns the attachment's row number.

    What may be a certificate comes by ``services/certificates/supplied.py``.

    Raises:
        Refusal: it is empty, larger than 25 MB, or ends before it was issued.
    """
    name = order.name.strip()[:_LONGEST_NAME]
    if not order.data or not name:
        raise refusal("{name} is empty.", "Choose the file again.", name=name or "-")
    if order.issued_on and order.expires_on and order.expires_on < order.issued_on:
        raise refusal(
            "{name} would expire on {expires}, before it was issued on {issued}.",
            "Check both days on it.",
            name=name,
            expires=order.expires_on,
            issued=order.issued_on,
        )
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    blob_id, sha256 = blobs.keep(tx.connection, order.data, media_type, name)
    attachment_id = blobs.attach(
        tx,
        {
            "uid": order.uid,
            "subject": order.subject,
            "subject_id": order.subject_id,
            "blob_id": blob_id,
            "name": name,
            "kind": order.kind,
            "issued_on": order.issued_on,
            "expires_on": order.expires_on,
        },
    )
    words = message("Attached {name}", name=name)
    tx.entries.append(Entry("attach", words, order.subject, order.subject_id, sha256))
    tx.events.append(Event(order.subject, order.subject_id))
    return attachment_id
