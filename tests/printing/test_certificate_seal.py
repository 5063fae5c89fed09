"""A signed certificate proves itself, and nothing done to it afterwards goes unnoticed."""

from __future__ import annotations

import logging
import random
import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PageObject
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from lsn_desktop.domain.refusals import Unavailable
from printing.certificates import (
    certificate_qr,
    certificate_seal,
    certificate_signing,
    signing_key,
)
from printing.certificates.certificate import certificate_pdf, digest
from printing.certificates.certificate_seal import SealState
from tests.printing.test_certificate import FACTS

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
UNTIL = AT + timedelta(days=3652)
OURS = signing_key.made(FACTS.company, AT, UNTIL)
PAGE = certificate_pdf(FACTS)
REASON = certificate_seal.reason(FACTS.number)
SIGNED = certificate_signing.signed(PAGE, OURS, AT, REASON)
KNOWN = {OURS.about.fingerprint: OURS.certificate}


def state(pdf: bytes) -> SealState:
    return certificate_seal.seal(pdf, KNOWN).state


def pdfsig(pdf: bytes, folder: Path) -> str:
    """What another reader of signatures says: poppler's."""
    file = folder / "signed.pdf"
    file.write_bytes(pdf)
    told = subprocess.run(
        ["pdfsig", "-nocert", file], capture_output=True, text=True, check=False
    )
    return told.stdout + told.stderr


def incremental(pdf: bytes, *, page: bool = False) -> bytes:
    """A file with something written behind it, as editors of PDFs do."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    if page:
        stream = writer.add_object(generic.StreamObject(stream_data=b"0 0 100 100 re f"))
        writer.insert_page(PageObject(contents=stream, media_box=(0, 0, 595, 842)))
    else:
        writer.root["/Lang"] = generic.pdf_string("en")
        writer.update_root()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_signed_file_is_good_and_keeps_every_byte_of_the_page() -> None:
    seal = certificate_seal.seal(SIGNED, KNOWN)

    assert seal.state is SealState.GOOD
    assert seal.fingerprint == OURS.about.fingerprint
    assert seal.name == FACTS.company
    assert SIGNED.startswith(PAGE)


def test_another_reader_says_so_too(tmp_path: Path) -> None:
    told = pdfsig(SIGNED, tmp_path)

    assert "Signature is Valid" in told
    assert "Total document signed" in told
    assert "Nov 22 2026" in told


def test_another_reader_sees_the_same_changes(tmp_path: Path) -> None:
    flipped = bytearray(SIGNED)
    flipped[len(PAGE) // 2] ^= 1

    assert "Signature is Valid" not in pdfsig(bytes(flipped), tmp_path)
    assert "Not total document signed" in pdfsig(incremental(SIGNED, page=True), tmp_path)
    assert "does not contain any signatures" in pdfsig(PAGE, tmp_path)


def test_it_is_certified_and_no_change_is_permitted() -> None:
    (signature,) = PdfFileReader(BytesIO(SIGNED)).embedded_signatures

    assert signature.docmdp_level is not None
    assert signature.docmdp_level.value == 1
    assert signature.self_reported_timestamp == AT


def test_a_key_is_good_for_ever_for_what_it_signed() -> None:
    past = datetime(2001, 1, 1, tzinfo=UTC)
    old = signing_key.made("Northwind", past, past + timedelta(days=30))
    pdf = certificate_signing.signed(PAGE, old, past)

    assert certificate_seal.seal(pdf, {old.about.fingerprint: old.certificate}).state == "good"


def test_a_key_of_the_same_name_is_another_key() -> None:
    forged = signing_key.made(FACTS.company, AT, UNTIL)
    pdf = certificate_signing.signed(PAGE, forged, AT, REASON)

    seal = certificate_seal.seal(pdf, KNOWN)

    assert (seal.state, seal.name) == (SealState.FOREIGN, FACTS.company)


def test_a_page_appended_breaks_it() -> None:
    pdf = incremental(SIGNED, page=True)

    assert pdf.startswith(SIGNED)
    assert state(pdf) is SealState.BROKEN


def test_an_edit_that_shows_nothing_breaks_it() -> None:
    assert state(incremental(SIGNED)) is SealState.BROKEN


class Permissive(PdfSigner):
    """Signs what the first signature forbade to sign."""

    def _enforce_certification_constraints(self, reader: object) -> None:
        pass


def test_a_second_signature_breaks_it() -> None:
    other = signing_key.made(FACTS.company, AT, UNTIL)
    signer = SimpleSigner(
        signing_cert=Certificate.load(other.certificate),
        signing_key=PrivateKeyInfo.load(other.private),
        cert_registry=SimpleCertificateStore(),
    )
    out = BytesIO()
    Permissive(PdfSignatureMetadata(field_name="Second"), signer).sign_pdf(
        IncrementalPdfFileWriter(BytesIO(SIGNED)), output=out
    )

    assert out.getvalue().startswith(SIGNED)
    assert state(out.getvalue()) is SealState.BROKEN


def test_a_stripped_signature_is_no_signature() -> None:
    assert state(PAGE) is SealState.NONE
    assert state(SIGNED.replace(b"/FT /Sig", b"/FT /Tx_")) is not SealState.GOOD


def test_bytes_before_and_behind_break_it() -> None:
    for pdf in (SIGNED + b"\n", SIGNED + b"%%EOF", b"\n" + SIGNED, SIGNED + bytes(5000)):
        assert state(pdf) is not SealState.GOOD


def test_no_flipped_byte_of_what_is_signed_goes_unnoticed(scale: int) -> None:
    """All but the container of the signature, whose own headers nothing protects.

    Those are found out by the hash of the file: see test_certificate_checks.
    """
    chance = random.Random(6)  # noqa: S311
    container = re.search(rb"/Contents ?<[0-9a-fA-F]{1000,}>", SIGNED)
    assert container is not None
    places = [*range(container.start()), *range(container.end(), len(SIGNED))]
    missed = []
    for at in chance.sample(places, 40 * scale):
        pdf = bytearray(SIGNED)
        pdf[at] ^= 1 << chance.randrange(8)
        if state(bytes(pdf)) is SealState.GOOD:
            missed.append(at)

    assert missed == []


def test_no_shortened_file_goes_unnoticed(scale: int) -> None:
    chance = random.Random(7)  # noqa: S311

    for length in [0, 1, 10, *chance.sample(range(len(SIGNED)), 20 * scale)]:
        assert state(SIGNED[:length]) is not SealState.GOOD


def test_what_is_no_pdf_is_told_calmly(caplog: pytest.LogCaptureFixture) -> None:
    chance = random.Random(8)  # noqa: S311
    with caplog.at_level(logging.DEBUG):
        for pdf in (b"", b"%PDF-1.7", b"hello" * 1000, chance.randbytes(100_000)):
            assert state(pdf) is SealState.UNREADABLE
            assert certificate_qr.found_in(pdf) is None
        state(SIGNED[:-900])

    assert [one for one in caplog.records if one.name.startswith("pyhanko")] == []


def test_the_number_is_found_on_the_page_and_beside_the_signature() -> None:
    code = certificate_qr.found_in(SIGNED)

    assert code is not None
    assert (code.number, code.digest) == (FACTS.number, digest(FACTS))
    assert certificate_seal.claimed_number(SIGNED) == FACTS.number
    assert certificate_seal.claimed_number(PAGE) == ""


def test_a_key_names_the_company_however_it_is_written() -> None:
    for name in ("Käserei Żółty Ðeres", "Молоко Юг", "乳業", "x" * 300, "  ", 'O=Evil, "CN"'):
        key = signing_key.made(name, AT, UNTIL)
        assert key.about.company == signing_key.common_name(name)
        assert state(certificate_signing.signed(PAGE, key, AT)) is SealState.FOREIGN


def test_a_sealed_key_opens_with_its_own_secret_only() -> None:
    sealed = signing_key.sealed(OURS, b"a secret")

    assert signing_key.unsealed(sealed, OURS.certificate, b"a secret") == OURS
    assert OURS.private not in sealed
    other = signing_key.made("Other", AT, UNTIL)
    for private, certificate, secret in (
        (sealed, OURS.certificate, b"another"),
        (sealed[:50], OURS.certificate, b"a secret"),
        (sealed, other.certificate, b"a secret"),
    ):
        with pytest.raises(Unavailable, match="cannot be read"):
            signing_key.unsealed(private, certificate, secret)


def test_the_private_key_is_not_said_in_words() -> None:
    assert "private" not in repr(OURS)


def test_signing_leaves_pages_of_any_length_alone() -> None:
    long = replace(FACTS, custom=tuple((f"Field {n}", "x" * 400) for n in range(80)))
    pdf = certificate_signing.signed(certificate_pdf(long), OURS, AT)

    assert state(pdf) is SealState.GOOD
