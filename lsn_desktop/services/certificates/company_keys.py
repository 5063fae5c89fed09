"""Which key a workstation signs certificates with; the private part is not our business."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.storage import signing_keys
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from lsn_desktop.storage.transactions import Tx


def begin(tx: Tx, fingerprint: str, certificate: bytes) -> int:
    """List a new key of this workstation, and retire the ones before it.

    What was signed with those stays signed: every workstation goes on knowing them.

    Args:
        tx: of whoever makes it, at the workstation that has it.
        fingerprint: SHA-256 of the certificate, in hexadecimal.
        certificate: what is public of the key, as X.509 (DER).
    """
    signing_keys.retire(tx)
    key_id = signing_keys.add(tx, fingerprint, certificate)
    words = message("New key to sign certificates: {fingerprint}", fingerprint=fingerprint)
    tx.entries.append(Entry("create", words, "signing_key", key_id, fingerprint))
    tx.events.append(Event("signing_key", key_id))
    return key_id
