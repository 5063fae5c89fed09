"""Files attached to a record: kept in the database with their hash, told in the audit trail."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.storage import blobs
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from lsn_desktop.storage.transactions import Tx

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class AttachFile:
    """An order to attach a file to an ``lsn``, ``item``, ``document`` or ``party``."""

    uid: str
    subject: str
    subject_id: int
    name: str
    data: bytes
    kind: str = ""


def attach(tx: Tx, order: AttachFile) -> int:
    """Keep a file and attach it; returns the attachment's row number.

    Raises:
        Refusal: it is empty, or larger than 25 MB.
    """
    name = order.name.strip()[:_LONGEST_NAME]
    if not order.data or not name:
        raise refusal("{name} is empty.", "Choose the file again.", name=name or "-")
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
        },
    )
    words = message("Attached {name}", name=name)
    tx.entries.append(Entry("attach", words, order.subject, order.subject_id, sha256))
    tx.events.append(Event(order.subject, order.subject_id))
    return attachment_id
