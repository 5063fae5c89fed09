"""Files are kept in the database with their hash, up to 25 MB."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.certificates import supplied
from lsn_desktop.services.lots.attaching import AttachFile
from lsn_desktop.storage import backups, blobs
from tests.dock import audit, delivered, findings, label
from tests.house_for_tests import BUTTER

if TYPE_CHECKING:
    from tests.house_for_tests import House

MB = 1024 * 1024


@pytest.fixture
def lot(house: House) -> int:
    return delivered(house, label(ai01=BUTTER, ai10="B1"))[1]


def attach(house: House, lot: int, data: bytes, name: str = "coa.pdf") -> int:
    with house.database.transaction(house.later()) as tx:
        return supplied.attach(tx, AttachFile(house.uid(), "lsn", lot, name, data, "CoA"))


def test_a_file_is_attached_and_comes_back_as_it_was(house: House, lot: int) -> None:
    data = bytes(range(256)) * 10
    attach(house, lot, data, "  coa.pdf ")

    with house.database.reading() as connection:
        (kept,) = blobs.attachments(connection, "lsn", lot)
        assert blobs.read(connection, kept.blob_id) == data
    assert (kept.name, kept.kind, kept.media_type) == ("coa.pdf", "CoA", "application/pdf")
    assert audit(house, lot)[-1] == "Attached coa.pdf"
    assert findings(house) == []


def test_the_same_file_twice_is_kept_once(house: House, lot: int) -> None:
    attach(house, lot, b"one file", "a.txt")
    attach(house, lot, b"one file", "b.txt")

    with house.database.reading() as connection:
        attached = blobs.attachments(connection, "lsn", lot)
        rows = backups.contents(connection).rows
    assert [each.name for each in attached] == ["b.txt", "a.txt"]
    assert len({each.blob_id for each in attached}) == 1
    assert (rows["blob"], rows["attachment"]) == (1, 2)


def test_25_mb_are_kept_and_one_byte_more_is_refused(house: House, lot: int) -> None:
    attach(house, lot, bytes(25 * MB), "large.bin")

    with pytest.raises(Refusal, match=r"larger\.bin is 25 MB; at most 25 MB") as refused:
        attach(house, lot, bytes(25 * MB + 1), "larger.bin")

    assert str(refused.value.remedy).startswith("Attach a smaller file")
    with house.database.reading() as connection:
        (kept,) = blobs.attachments(connection, "lsn", lot)
        whole = blobs.read(connection, kept.blob_id)
    assert hashlib.sha256(whole).digest() == hashlib.sha256(bytes(25 * MB)).digest()


@pytest.mark.parametrize(("name", "data"), [("empty.pdf", b""), ("  ", b"x")])
def test_nothing_is_not_attached(house: House, lot: int, name: str, data: bytes) -> None:
    with pytest.raises(Refusal, match="is empty"):
        attach(house, lot, data, name)
    with house.database.reading() as connection:
        assert blobs.attachments(connection, "lsn", lot) == []


def test_a_file_keeps_its_days_and_none_ends_before_it_begins(house: House, lot: int) -> None:
    first, last = date(2026, 1, 1), date(2027, 1, 1)
    with house.database.transaction(house.later()) as tx:
        order = AttachFile(house.uid(), "lsn", lot, "a.txt", b"a", "CoA", first, last)
        supplied.attach(tx, order)
        with pytest.raises(Refusal, match=r"a\.txt would expire on 2026-01-01"):
            supplied.attach(
                tx, replace(order, uid=house.uid(), issued_on=last, expires_on=first)
            )

    with house.database.reading() as connection:
        (kept,) = blobs.attachments(connection, "lsn", lot)
    assert (kept.issued_on, kept.expires_on) == (first, last)
