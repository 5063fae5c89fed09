"""XLSX: exact numbers, days as days, formulas never computed, bombs never opened."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.sheets import grid, reading, xlsx_guard, xlsx_writing
from lsn_desktop.sheets.grid import How

if TYPE_CHECKING:
    from lsn_desktop.sheets.values import Value


def book(*sheets: tuple[str, list[list[Any]]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def changed(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """An XLSX with a part of it changed by hand."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for part in before.infolist():
            content = before.read(part)
            if part.filename == name:
                assert old in content
                content = content.replace(old, new)
            after.writestr(part.filename, content)
    return file.getvalue()


YES = True
MORNING = datetime(2026, 12, 31, 8, 30, tzinfo=UTC).replace(tzinfo=None)
SHEET = "xl/worksheets/sheet1.xml"


def row_of(*values: object) -> list[str]:
    found = reading.read(book(("One", [[f"h{at}" for at in range(len(values))], [*values]])))
    return list(found.lines[0].cells)


def test_values_come_as_a_person_sees_them() -> None:
    assert row_of("00123", 12, 0.1 + 0.2, 2.5, date(2026, 12, 31), MORNING, YES) == [
        "00123",
        "12",
        "0.3",
        "2.5",
        "2026-12-31",
        "2026-12-31 08:30:00",
        "yes",
    ]
    assert row_of(1e-7, 123456789012.0) == ["0.0000001", "123456789012"]


def test_the_first_sheet_that_holds_anything_is_read_and_another_can_be_chosen() -> None:
    data = book(("Empty", []), ("Lots", [["lot"], ["L1"]]), ("Items", [["sku"], ["MILK"]]))

    assert reading.sheet_names(data) == ["Empty", "Lots", "Items"]
    assert list(reading.read(data).headings) == ["lot"]
    assert list(reading.read(data, How(sheet="Items")).headings) == ["sku"]
    with pytest.raises(Refusal, match="no sheet Parties"):
        reading.read(data, How(sheet="Parties"))


def test_a_formula_gives_the_value_it_was_saved_with_or_none_at_all() -> None:
    data = book(("One", [["a", "b"], ["=1+1", "x"], ["=HYPERLINK(A1)", "y"]]))
    assert b"<f>" in zipfile.ZipFile(io.BytesIO(data)).read(SHEET)
    saved = (
        changed(data, SHEET, b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
        if (b"<f>1+1</f><v></v>" in zipfile.ZipFile(io.BytesIO(data)).read(SHEET))
        else changed(data, SHEET, b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
    )

    first, second = reading.read(saved).lines

    assert list(first.cells) == ["2", "x"]
    assert not first.flaws
    assert second.cell(0) == ""
    assert "formula without a value" in str(second.flaws[0])


def test_an_error_and_a_number_too_long_are_flaws_of_their_cells() -> None:
    found = reading.read(book(("One", [["a", "b", "c"], ["#N/A", 376104250012345678, "ok"]])))

    (line,) = found.lines
    assert "#N/A" in str(line.flaws[0])
    assert "15 digits" in str(line.flaws[1])
    assert 2 not in line.flaws


def zeros(megabytes: int, name: str = SHEET) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open(name, "w") as part:
            for _megabyte in range(megabytes):
                part.write(b"0" * 1024 * 1024)
    return file.getvalue()


def test_a_bomb_is_not_opened() -> None:
    bomb = zeros(60)
    assert len(bomb) < 200_000

    with pytest.raises(Refusal, match="would become 60 MB when it is unpacked"):
        reading.read(bomb)


def test_a_sheet_of_too_many_cells_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_guard, "MOST_CELLS", 100)

    with pytest.raises(Refusal, match=r"would become \d+ cells"):
        reading.read(book(("One", [["a", "b"]] * 60)))


def test_a_sheet_with_a_document_type_is_not_opened() -> None:
    data = changed(
        book(("One", [["a"], ["b"]])),
        SHEET,
        b"<worksheet",
        b'<!DOCTYPE x [<!ENTITY e "e">]><worksheet',
    )

    with pytest.raises(Refusal, match="no XLSX file that can be opened"):
        reading.read(data)


def test_a_row_a_billion_lines_down_is_not_walked_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "MOST_LINES", 10_000)
    data = changed(book(("One", [["a"], ["b"]])), SHEET, b'<row r="2"', b'<row r="999999999"')

    with pytest.raises(Refusal, match="has no rows"):
        reading.read(data)


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04", b"PK\x03\x04" + b"x" * 500, book(("One", [["a"], ["b"]]))[:-300]]
)
def test_a_damaged_file_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(Refusal, match="no XLSX file that can be opened"):
        reading.read(data)


def test_what_is_written_is_read_back_with_its_types() -> None:
    rows: list[list[Value]] = [
        ["=1+1", Decimal("2.50"), 12, date(2026, 12, 31), None],
        ["#N/Ax", Decimal(-5), 1, date(2027, 1, 1), "two\nlines"],
        ["0001", Decimal("0.000001"), 376104250012345678, None, "@x"],
    ]
    data = xlsx_writing.as_xlsx("Lots: [all]", ["text", "n", "i", "day", "more"], rows)

    found = reading.read(data)

    assert [list(line.cells) for line in found.lines] == [
        ["=1+1", "2.5", "12", "2026-12-31"],
        ["#N/Ax", "-5", "1", "2027-01-01", "two\nlines"],
        ["0001", "0.000001", "376104250012345678", "", "@x"],
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    assert sheet["A2"].data_type == "s"
    assert sheet["B2"].data_type == "n"
    assert sheet["D2"].is_date
    assert sheet.freeze_panes == "A2"
    assert reading.sheet_names(data) == ["Lots   all"]
