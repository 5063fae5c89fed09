"""CSV as people have it, and what is no CSV told in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.sheets import csv_writing, reading
from lsn_desktop.sheets.formulas import defused, defused_undone
from lsn_desktop.sheets.grid import Grid, How

WRITABLE = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


def cells(found: Grid) -> list[list[str]]:
    return [list(line.cells) for line in found.lines]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_cuts_every_row_alike(separator: str) -> None:
    rows = [["lot", "note"], ["L1", 'says "x, y; z | w\t"'], ["L2", "two\nlines"]]
    quoted = "".join(
        separator.join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n"
        for row in rows
    )

    found = reading.read(quoted.encode())

    assert list(found.headings) == rows[0]
    assert cells(found) == rows[1:]
    assert [line.number for line in found.lines] == [2, 3]


def test_a_decimal_comma_does_not_make_the_comma_the_separator() -> None:
    found = reading.read(b"sku;pack;life\nHAM;2,5;1,5\nEGG;1,5;\n")

    assert list(found.headings) == ["sku", "pack", "life"]
    assert cells(found)[0] == ["HAM", "2,5", "1,5"]


def test_a_first_line_may_name_the_separator() -> None:
    assert cells(reading.read(b"sep=|\r\na|b\r\n1|2\r\n")) == [["1", "2"]]


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16-LE"),
        ("utf-16-be", "UTF-16-BE"),
        ("cp1252", "WINDOWS-1252"),
    ],
)
def test_the_encoding_is_found_and_told(encoding: str, told: str) -> None:
    found = reading.read("sku,name\nKÄSE,Crème fraîche\n".encode(encoding))

    assert list(found.headings) == ["sku", "name"]
    assert cells(found) == [["KÄSE", "Crème fraîche"]]
    assert str(found.read_as).endswith(told)


def test_a_wrong_encoding_is_told_with_its_line() -> None:
    data = "sku,name\nA,plain\nB,Käse\n".encode("cp1252")

    with pytest.raises(Refusal, match=r"is not utf-8: byte 0xE4 on line 3"):
        reading.read(data, How(encoding="utf-8"))
    with pytest.raises(Refusal, match="has characters that encoding does not have"):
        reading.read("a,b\n“x”,1\n".encode("cp1252"), How(encoding="iso-8859-1"))
    latin = reading.read(data, How(encoding="iso-8859-1"))
    assert cells(latin)[1] == ["B", "Käse"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"a,b\n1,\0\n", "NUL bytes on line 2"),
        (b"a,b\n1," + b"x" * 200_000 + b"\n", "A field on line 2 has more than 32,767"),
        (b"a,b\n1," + b"x" * 40_000 + b"\n", "A field on line 2 has 40,000 characters"),
        (b'a,b\n1,2\n3,"4\n5,6\n', "mark opened on line 3 is never closed"),
        (b'a,b\n1,"2"x\n', "Line 2 is no row of a table"),
        (b"a,b\n" + b"," * 300 + b"x\n", "Line 2 has 301 columns"),
        (b"a,b\n", "has no rows"),
        (b"", "has no rows"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old kind"),
    ],
)
def test_what_is_no_table_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        reading.read(data)


def test_empty_lines_count_as_lines_and_are_no_rows() -> None:
    found = reading.read(b"\na,b\n\n1,2\n , \n3,4\n")

    assert [(line.number, list(line.cells)) for line in found.lines] == [
        (4, ["1", "2"]),
        (6, ["3", "4"]),
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "'=1", "''-"])
def test_no_exported_text_is_a_formula(text: str) -> None:
    assert defused(text).startswith("'")
    assert defused_undone(defused(text)) == text


@given(st.lists(st.lists(WRITABLE, min_size=2, max_size=2), min_size=1, max_size=5))
def test_what_is_written_is_read_back_as_it_was(rows: list[list[str]]) -> None:
    data = csv_writing.as_csv(["one", "two"], rows)
    seen = [row for row in rows if any(cell and not cell.isspace() for cell in row)]

    if not seen:
        with pytest.raises(Refusal):
            reading.read(data, How(separator=","))
    else:
        assert cells(reading.read(data, How(separator=","))) == seen


def test_progress_is_told_and_may_end_the_reading() -> None:
    def stop(done: int, of: int) -> None:
        assert 0 < done < of
        raise InterruptedError

    with pytest.raises(InterruptedError):
        reading.read(b"a,b\n" + b"1,2\n" * 20_000, tell=stop)
