"""A certificate somebody shows is judged truly: by the records and by its signature."""

from __future__ import annotations

import hashlib
import random
import shutil
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import delete, update

from lsn_desktop.domain.refusals import Unavailable
from lsn_desktop.paper import certificate_checks, certificate_output, company_key
from lsn_desktop.program import Program, Station
from lsn_desktop.scanning import certificate_codes
from lsn_desktop.scanning.certificate_codes import CertificateCode
from lsn_desktop.services.certificates import certifying
from lsn_desktop.settings import Settings
from lsn_desktop.storage import blobs, certificates, lsns
from lsn_desktop.storage.tables.certifying import certificate as table
from lsn_desktop.storage.tables.trust import signing_key as key_table
from printing.certificates import certificate_qr, certificate_signing, signing_key
from tests.house_for_tests import BUTTER, MILK, build
from tests.printing.test_certificate_seal import incremental

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from lsn_desktop.paper.certificate_checks import Verdict


class Office:
    """A company that issued two certificates."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.program = Program(Settings(folder, str(folder / "lsn.db"), "DOCK-1"))
        self.station: Station = self.program.station(self.program.users()[0])
        self.first, self.pdf = 1, b""

    def issue(self, code: str) -> tuple[int, bytes]:
        with self.program.database.reading() as connection:
            (found,) = lsns.candidates(connection, code)
        return certificate_output.issue_certificate(self.program, self.station, found.lsn.id)

    def revise(self, certificate_id: int) -> int:
        with self.program.database.reading() as connection:
            lsn_id = certificates.by_id(connection, certificate_id).lsn_id
        form = certificate_output.Form(revises_id=certificate_id, reason="New address")
        return certificate_output.issue_certificate(
            self.program, self.station, lsn_id, form=form
        )[0]

    def withdraw(self, certificate_id: int, why: str) -> None:
        by = self.station.by()
        self.program.database.run(by, lambda tx: certifying.withdraw(tx, certificate_id, why))

    def copy(self, folder: Path) -> Office:
        """The same company, on a disk of its own."""
        self.program.database.checkpoint()
        shutil.copytree(self.folder, folder)
        copied = Office(folder)
        copied.first, copied.pdf = self.first, self.pdf
        return copied

    def judge(self, pdf: bytes) -> Verdict:
        return certificate_checks.of_file(self.program, pdf)

    def state(self, pdf: bytes) -> str:
        return self.judge(pdf).state.value


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Generator[Office]:
    folder = tmp_path_factory.mktemp("office")
    house = build(str(folder / "lsn.db"))
    expected = house.receipt()
    for gtin, lot in ((MILK, "L1"), (BUTTER, "L2")):
        house.scan(expected, f"01{gtin}1727121910{lot}")
    house.post(expected.document_id or 0)
    house.database.close()
    made = Office(folder)
    made.first, made.pdf = made.issue("L1")
    made.issue("L2")
    yield made
    made.program.close()


@pytest.fixture
def own_office(office: Office, tmp_path: Path) -> Generator[Office]:
    """One whose records a test may change."""
    made = office.copy(tmp_path / "own")
    yield made
    made.program.close()


def code_of(pdf: bytes) -> CertificateCode:
    code = certificate_qr.found_in(pdf)
    assert code is not None
    return code


def test_as_issued_it_is_valid(office: Office) -> None:
    verdict = office.judge(office.pdf)

    assert verdict.state == "valid"
    assert verdict.row is not None
    assert verdict.row.number == "COC-00001"
    assert str(verdict.words).startswith("COC-00001 is as it was issued on ")
    assert "DOCK-1; nothing was changed since." in str(verdict.seal)
    assert verdict.sha256 == hashlib.sha256(office.pdf).hexdigest()


def test_any_flipped_byte_is_a_change(office: Office, scale: int) -> None:
    """The container of the signature too, of which the signature itself says nothing."""
    chance = random.Random(9)  # noqa: S311
    for at in chance.sample(range(len(office.pdf)), 10 * scale):
        pdf = bytearray(office.pdf)
        pdf[at] ^= 1 << chance.randrange(8)

        assert office.state(bytes(pdf)) in {"changed", "unknown"}


def test_what_is_written_behind_it_is_a_change(office: Office) -> None:
    for pdf in (incremental(office.pdf), incremental(office.pdf, page=True), office.pdf + b" "):
        verdict = office.judge(pdf)

        assert verdict.state == "changed"
        assert str(verdict.words) == (
            "It says it is COC-00001, but it is not the file that was issued."
        )


def test_without_its_signature_it_is_changed(office: Office) -> None:
    end = office.pdf.index(b"%%EOF") + 5

    verdict = office.judge(office.pdf[:end] + b"\n")

    assert (verdict.state, str(verdict.seal)) == ("changed", "It is not signed.")


def test_signed_by_another_key_of_the_same_name_it_is_changed(office: Office) -> None:
    at = datetime.now(UTC)
    plain = office.pdf[: office.pdf.index(b"%%EOF") + 5] + b"\n"
    name = company_key.usable(office.program, office.station).about.company
    forged = signing_key.made(name, at, at + timedelta(days=900))

    verdict = office.judge(certificate_signing.signed(plain, forged, at))

    assert verdict.state == "changed"
    assert "none of ours" in str(verdict.seal)


def test_signed_again_by_our_own_key_it_is_not_what_was_issued(office: Office) -> None:
    plain = office.pdf[: office.pdf.index(b"%%EOF") + 5] + b"\n"
    key = company_key.usable(office.program, office.station)

    assert office.state(certificate_signing.signed(plain, key, datetime.now(UTC))) == "changed"


def test_shortened_it_is_never_valid(office: Office, scale: int) -> None:
    chance = random.Random(10)  # noqa: S311
    for length in chance.sample(range(len(office.pdf)), 10 * scale):
        assert office.state(office.pdf[:length]) in {"changed", "unknown"}


def test_what_is_no_certificate_of_ours_is_unknown(office: Office) -> None:
    chance = random.Random(11)  # noqa: S311
    letter = BytesIO()
    canvas = Canvas(letter)
    canvas.drawString(72, 700, "Certificate of compliance, No. COC-00001")
    canvas.save()
    for content in (
        b"",
        b"hello",
        letter.getvalue(),
        chance.randbytes(100_000),
        bytes(30 * 1024 * 1024),
    ):
        verdict = office.judge(content)

        assert verdict.state == "unknown"
        assert "Ask whoever gave it to you" in str(verdict.remedy)


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="cannot be read"):
        certificate_checks.read(tmp_path / "none.pdf")
    with pytest.raises(Unavailable, match="cannot be read"):
        certificate_checks.read(tmp_path)


def test_of_a_file_too_large_no_more_is_read_than_tells_so(tmp_path: Path) -> None:
    file = tmp_path / "large.pdf"
    with file.open("wb") as opened:
        opened.truncate(10 * blobs.LARGEST)

    assert len(certificate_checks.read(file)) == blobs.LARGEST + 1


def test_its_code_says_the_same(office: Office) -> None:
    code = code_of(office.pdf)

    verdict = certificate_checks.of_code(office.program, code)

    assert (verdict.state, verdict.row.id if verdict.row else 0) == ("valid", office.first)
    wrong = CertificateCode(code.number, code.digest[::-1])
    assert certificate_checks.of_code(office.program, wrong).state == "changed"
    nobody = CertificateCode("COC-99999", code.digest)
    verdict = certificate_checks.of_code(office.program, nobody)
    assert verdict.state == "unknown"
    assert str(verdict.words) == "It says it is COC-99999, which was never issued here."


def test_a_code_reads_the_same_with_caps_lock(office: Office) -> None:
    code = code_of(office.pdf)
    plain = f"LSN-COC {code.number} {code.digest}"
    for text in (plain, plain.swapcase(), f"{plain}\r"):
        assert certificate_codes.parse(text) == code
    for text in ("", "LSN-COC", f"LSN-COC {code.number} {code.digest}0", code.digest):
        assert certificate_codes.parse(text) is None


def test_withdrawn_it_counts_no_longer(own_office: Office) -> None:
    own_office.program.database.run(
        own_office.station.by(),
        lambda tx: certifying.withdraw(tx, own_office.first, "Wrong fat content"),
    )

    for verdict in (
        own_office.judge(own_office.pdf),
        certificate_checks.of_code(own_office.program, code_of(own_office.pdf)),
    ):
        assert verdict.state == "withdrawn"
        assert "was withdrawn on 20" in str(verdict.words)
        assert "Wrong fat content" in str(verdict.words)


def test_revised_it_names_the_newer_one(own_office: Office) -> None:
    newer = own_office.revise(own_office.first)

    verdict = own_office.judge(own_office.pdf)

    assert verdict.state == "revised"
    assert str(verdict.words) == "COC-00001 was replaced by COC-00003."
    kept = certificate_output.kept_certificate(own_office.program, newer)
    assert own_office.state(kept.pdf) == "valid"


def test_revised_again_and_again_it_names_the_last_one(own_office: Office) -> None:
    newest = own_office.first
    for _time in range(2):
        newest = own_office.revise(newest)

    verdict = own_office.judge(own_office.pdf)

    assert str(verdict.words) == "COC-00001 was replaced by COC-00003."
    assert str(verdict.remedy) == "Go by COC-00004 instead."
    assert verdict.newest is not None
    assert verdict.newest.id == newest
    own_office.withdraw(newest, "Wrong fat content")
    withdrawn_too = own_office.judge(own_office.pdf)
    assert str(withdrawn_too.remedy).startswith("Its newest revision COC-00004 was withdrawn")


def test_withdrawn_and_then_revised_it_names_the_newer_one(own_office: Office) -> None:
    own_office.withdraw(own_office.first, "Wrong fat content")
    own_office.revise(own_office.first)

    verdict = own_office.judge(own_office.pdf)

    assert verdict.state == "withdrawn"
    assert str(verdict.remedy) == "Go by COC-00003 instead."


def test_certificates_of_the_time_before_signing_stay_valid(own_office: Office) -> None:
    """They were kept by their hash alone; one with no key in the records is of that time."""
    plain = own_office.pdf[: own_office.pdf.index(b"%%EOF") + 5] + b"\n"
    _put_in_place(own_office, plain)
    assert own_office.state(plain) == "changed"

    with own_office.program.database.transaction(own_office.station.by()) as tx:
        tx.connection.execute(delete(key_table))

    verdict = own_office.judge(plain)
    assert (verdict.state, str(verdict.seal)) == ("valid", "It is not signed.")


def test_who_writes_to_the_database_cannot_sign(own_office: Office) -> None:
    """A forged file put in place with its hash is found out by its signature."""
    at = datetime.now(UTC)
    plain = own_office.pdf[: own_office.pdf.index(b"%%EOF") + 5] + b"\n"
    forged = signing_key.made("Northwind", at, at + timedelta(days=900))
    pdf = certificate_signing.signed(plain, forged, at)
    _put_in_place(own_office, pdf)

    assert own_office.state(pdf) == "changed"


def _put_in_place(office: Office, pdf: bytes) -> None:
    """What somebody does who has the file of the database and knows SQL."""
    sha256 = hashlib.sha256(pdf).hexdigest()
    with office.program.database.transaction(office.station.by()) as tx:
        tx.connection.exec_driver_sql("PRAGMA writable_schema = off")
        for trigger in tx.connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).scalars():
            tx.connection.exec_driver_sql(f'DROP TRIGGER "{trigger}"')
        blob_id, _same = blobs.keep(tx.connection, pdf, "application/pdf")
        tx.connection.execute(
            update(table)
            .where(table.c.id == office.first)
            .values(sha256=sha256, blob_id=blob_id)
        )


def test_signed_by_us_and_in_no_record_it_is_unknown_and_says_so(
    own_office: Office, tmp_path: Path
) -> None:
    """Records put back from an older backup still know the key."""
    restored = own_office.copy(tmp_path / "restored")
    _third, pdf = own_office.issue("L1")

    verdict = restored.judge(pdf)

    assert verdict.state == "unknown"
    assert "signed with a key of ours" in str(verdict.words)
    restored.program.close()
