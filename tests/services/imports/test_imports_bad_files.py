"""Files that are bad in every way people know: each is told, and nothing is half done."""

from __future__ import annotations

import io
import time
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.imports import applying
from lsn_desktop.services.imports.rows import Status
from lsn_desktop.sheets import reading
from lsn_desktop.sheets.grid import How
from lsn_desktop.storage import exchange
from tests.imports import as_source, everything, flaws, look_over, take, undo

if TYPE_CHECKING:
    from tests.house_for_tests import House

_FIFTIETH = 2000  # of a hundred thousand rows


def _bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"<c/>" * 15_000_000)
    return file.getvalue()


def _computed() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["sku", "description"], ["EGG", '=CONCATENATE("E","gg")'], ["HAM", "Ham"]):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "how", "words"),
    [
        (_bomb(), How(), "would become 57 MB when it is unpacked"),
        (
            b"sku,description\nA," + b"x" * 200_000 + b"\n",
            How(),
            "A field on line 2 has more than 32,767 characters",
        ),
        (
            "sku,description\nA,Käse\n".encode("cp1252"),
            How(encoding="utf-8"),
            "The file is not utf-8: byte 0xE4 on line 2",
        ),
        (b"sku,description\nA,\0\n", How(), "NUL bytes on line 2"),
    ],
)
def test_a_file_that_is_no_table_is_refused_before_anything_is_asked(
    data: bytes, how: How, words: str
) -> None:
    with pytest.raises(Refusal, match=words):
        reading.read(data, how)


def test_a_formula_without_a_value_is_the_flaw_of_its_row_alone(house: House) -> None:
    report = look_over(house, "items", _computed())

    assert [row.status for row in report.rows] == [Status.WRONG, Status.NEW]
    assert str(report.rows[0].words).startswith(
        "description: The cell is a formula without a value"
    )


def _rows(count: int, wrong: int) -> str:
    """Items, of which one in so many has a wrong GTIN."""
    every = count // wrong
    lines = [
        f"BULK-{n:06},Bulk item {n},{'123' if n % every == 0 else ''},Family {n % 40}"
        for n in range(count)
    ]
    return "sku,description,gtin,family\n" + "\n".join(lines) + "\n"


def test_a_thousand_wrong_rows_of_a_hundred_thousand_are_told_and_nothing_is_taken(
    house: House, scale: int
) -> None:
    count = _FIFTIETH * scale
    wrong = count // 100
    text = _rows(count, wrong)
    before = everything(house.database)
    begun = time.monotonic()

    with pytest.raises(applying.Unfit, match=f"{wrong} of {count} rows") as caught:
        take(house, "items", text)

    assert len(caught.value.report.wrong) == wrong
    assert everything(house.database) == before

    job = take(house, "items", text, only_good=True)
    assert everything(house.database)["items"].count(b"BULK-") == count - wrong
    undo(house, job)
    assert everything(house.database) == before
    assert flaws(house.database) == []
    assert time.monotonic() - begun < count / 100  # a hundredth of a second a row, at worst


def test_the_same_file_twice_at_once_is_taken_once(house: House) -> None:
    of = as_source(house.database, "parties", "code,name\nEAST,Eastfield\n")
    house.database.run(house.later(), lambda tx: applying.apply(tx, of))

    with pytest.raises(Refusal, match="was imported before"):
        house.database.run(house.later(), lambda tx: applying.apply(tx, of))

    assert everything(house.database)["parties"].count(b"EAST") == 1


def test_a_fault_in_the_middle_leaves_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(house.database)

    def breaks(*_given: object) -> None:
        raise OSError

    monkeypatch.setattr(exchange, "keep_changes", breaks)
    with pytest.raises(OSError):  # noqa: PT011 - it has no words
        take(house, "lsns", "sku,lot,serial\nCHIP,C9,S1\nCHIP,C9,S2\n")

    assert everything(house.database) == before
    assert flaws(house.database) == []
    monkeypatch.undo()
    take(house, "lsns", "sku,lot,serial\nCHIP,C9,S1\nCHIP,C9,S2\n")


def test_an_import_ended_while_it_writes_leaves_nothing(house: House) -> None:
    before = everything(house.database)
    of = as_source(house.database, "items", _rows(3000, 1).replace(",123,", ",,"))
    told: list[int] = []

    def stop(done: int, of: int) -> None:
        told.append(done)
        if of > 3000 and done > 2000:  # families are written too: it is past looking over
            raise InterruptedError

    with pytest.raises(InterruptedError):
        house.database.run(house.later(), lambda tx: applying.apply(tx, of, tell=stop))

    assert told[-1] > 2000
    assert everything(house.database) == before
    assert flaws(house.database) == []
