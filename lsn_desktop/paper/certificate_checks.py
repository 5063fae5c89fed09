"""Whether a certificate somebody shows is ours, as issued, and still stands.

Two witnesses are heard: the records (number, SHA-256 of the file, whether it was replaced or
withdrawn) and the signature in the file. What they say together is the verdict.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.refusals import Unavailable
from lsn_desktop.program import day_of
from lsn_desktop.storage import blobs, certificates, house, signing_keys

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.program import Program
    from lsn_desktop.scanning.certificate_codes import CertificateCode
    from lsn_desktop.storage.certificates import Certificate
    from lsn_desktop.storage.signing_keys import ListedKey
    from lsn_desktop.storage.transactions import Connection
    from printing.certificates.certificate_seal import Seal


class State(StrEnum):
    """What became of a certificate that somebody shows."""

    VALID = "valid"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    REVISED = "revised"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a file or a code is, what that means, and what to do.

    ``row`` is the certificate it is, or says it is; ``seal`` says who signed the file, and
    ``sha256`` is the file's: both are empty for a code. ``newest`` is the last revision of what
    was replaced.
    """

    state: State
    words: Message
    remedy: Message
    row: Certificate | None = None
    seal: Message | None = None
    sha256: str = ""
    newest: Certificate | None = None


def read(file: Path) -> bytes:
    """What is in a file that is to be judged; of one that is too large only the beginning.

    Raises:
        Unavailable: it cannot be read.
    """
    try:
        with file.open("rb") as opened:
            return opened.read(blobs.LARGEST + 1)
    except OSError as error:
        raise Unavailable(
            message("{file} cannot be read: {reason}.", file=file, reason=error.strerror),
            message("Choose a file that can be read."),
        ) from error


def of_file(program: Program, pdf: bytes) -> Verdict:
    """Judge a file, of whatever it is made: whole, damaged, forged or no PDF at all."""
    if len(pdf) > blobs.LARGEST:
        return _none_of_ours(mark("It is larger than any certificate."), None, "")
    sha256 = hashlib.sha256(pdf).hexdigest()
    from printing.certificates import certificate_qr, certificate_seal  # noqa: PLC0415 - a second, once

    with program.database.reading() as connection:
        keys = signing_keys.listed(connection)
        row = certificates.by_sha256(connection, sha256)
    seal = certificate_seal.seal(pdf, {key.fingerprint: key.certificate for key in keys})
    told = _told(seal, keys)
    if row is not None:
        if _sealed_as_issued(seal, keys, row):
            return _standing(program, row, told, sha256)
        return _changed(row, told, sha256)
    code = certificate_qr.found_in(pdf)
    number = code.number if code else certificate_seal.claimed_number(pdf)
    with program.database.reading() as connection:
        row = _by_number(connection, number)
    if row is not None and row.sha256:
        return _changed(row, told, sha256)
    if seal.state == "good":
        return Verdict(
            State.UNKNOWN,
            message("It is signed with a key of ours, but these records do not know it."),
            message("Were they restored from a backup? Ask whoever issues your certificates."),
            seal=told,
            sha256=sha256,
        )
    why = mark("It says it is {number}, which was never issued here.") if number else ""
    return _none_of_ours(why, told, sha256, number)


def of_code(program: Program, code: CertificateCode) -> Verdict:
    """Judge what the QR Code of a certificate says, as scanned from paper or a screen."""
    with program.database.reading() as connection:
        row = _by_number(connection, code.number)
        pdf = blobs.read(connection, row.blob_id) if row and row.blob_id else b""
    if row is None or not pdf:
        why = mark("It says it is {number}, which was never issued here.")
        return _none_of_ours(why, None, "", code.number)
    from printing.certificates import certificate_qr  # noqa: PLC0415 - only who checks one waits for it

    if certificate_qr.found_in(pdf) != code:
        return Verdict(
            State.CHANGED,
            message("Its code is not the one on {number}.", number=row.number),
            _compare(row),
            row,
        )
    return _standing(program, row, None, "")


def _by_number(connection: Connection, number: str) -> Certificate | None:
    return certificates.by_number(connection, number) if number else None


def _standing(program: Program, row: Certificate, told: Message | None, sha256: str) -> Verdict:
    """As it was issued; whether it still counts."""
    newest = _newest(program, row)
    if row.status == "withdrawn":
        words = message(
            "{number} was withdrawn on {day}: {reason}",
            number=row.number,
            day=_day(program, row.withdrawn_at or 0),
            reason=row.withdrawn_reason,
        )
        remedy = _instead(newest)
        return Verdict(State.WITHDRAWN, words, remedy, row, told, sha256, newest)
    if row.status == "replaced":
        words = message(
            "{number} was replaced by {newer}.", number=row.number, newer=row.replaced_by
        )
        return Verdict(State.REVISED, words, _instead(newest), row, told, sha256, newest)
    words = message(
        "{number} is as it was issued on {day} for {code}.",
        number=row.number,
        day=row.issued_on,
        code=row.code,
    )
    if sha256:
        remedy = message("Nothing was changed, and it still counts.")
    else:
        remedy = message("Its code is right and it still counts. Compare what the paper says.")
    return Verdict(State.VALID, words, remedy, row, told, sha256)


def _newest(program: Program, row: Certificate) -> Certificate | None:
    """The last revision of what was replaced; None for what was not."""
    if not row.replaced_by:
        return None
    with program.database.reading() as connection:
        return certificates.newest(connection, row)


def _instead(newest: Certificate | None) -> Message:
    """What to go by where a certificate counts no longer."""
    if newest is None:
        return message("It counts no longer. Ask for a new one before the goods are used.")
    if newest.status == "withdrawn":
        words = mark(
            "Its newest revision {newest} was withdrawn. Ask for a new one before the goods"
            " are used."
        )
        return message(words, newest=newest.number)
    return message("Go by {newest} instead.", newest=newest.number)


def _changed(row: Certificate, told: Message, sha256: str) -> Verdict:
    words = message(
        "It says it is {number}, but it is not the file that was issued.", number=row.number
    )
    return Verdict(State.CHANGED, words, _compare(row), row, told, sha256)


def _compare(row: Certificate) -> Message:
    words = mark("Do not rely on it. Open {number} and compare; ask who gave it to you.")
    return message(words, number=row.number)


def _none_of_ours(why: str, told: Message | None, sha256: str, number: str = "") -> Verdict:
    return Verdict(
        State.UNKNOWN,
        message(why or mark("It is no certificate of ours."), number=number),
        message("Ask whoever gave it to you, or its maker, for the original file."),
        seal=told,
        sha256=sha256,
    )


def _sealed_as_issued(seal: Seal, keys: Sequence[ListedKey], row: Certificate) -> bool:
    """Whether the signature is what a file issued then must have.

    Who can write to the database can put another file and its hash there, but not sign it.
    """
    if seal.state == "good":
        return True
    signs_since = min((key.created_at for key in keys), default=None)
    was_before = signs_since is None or row.created_at < signs_since
    return seal.state == "none" and was_before


def _told(seal: Seal, keys: Sequence[ListedKey]) -> Message:
    """What the signature says, in words."""
    key = next((each for each in keys if each.fingerprint == seal.fingerprint), None)
    said = {
        "none": mark("It is not signed."),
        "good": mark("Signed by {name} at {workstation}; nothing was changed since."),
        "broken": mark("Signed by {name} at {workstation}, and changed since."),
        "foreign": mark("Signed with a key that is none of ours, which calls itself {name}."),
        "unreadable": mark("No signature can be read: it is damaged, or no PDF."),
    }[seal.state]
    return message(said, name=seal.name, workstation=key.workstation if key else "")


def _day(program: Program, at: int) -> str:
    """The day an instant was at the site."""
    with program.database.reading() as connection:
        site = house.the_site(connection)
    return str(day_of(at, site.time_zone if site else "UTC"))
