"""Serials as people write them: what each form names, and where a wrong one stands."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsn_desktop.domain.serial_grammar import MOST, Flaw, Piece, place, read_serials


def named(text: str, own: tuple[str, ...] = (), *, as_cells: bool = False) -> list[str]:
    return [code for code, _piece in read_serials(text, as_cells=as_cells).serials(own)]


@pytest.mark.parametrize(
    ("text", "serials"),
    [
        ("7", ["7"]),
        ("1,2,4-7", ["1", "2", "4", "5", "6", "7"]),
        ("A001-A004", ["A001", "A002", "A003", "A004"]),
        ("A098-A101", ["A098", "A099", "A100", "A101"]),
        ("A8-A11", ["A8", "A9", "A10", "A11"]),
        ("001A-003A", ["001A", "002A", "003A"]),
        ("SN-0009-SN-0011", ["SN-0009", "SN-0010", "SN-0011"]),
        ("4 - 6", ["4", "5", "6"]),
        ("4\u20136", ["4", "5", "6"]),
        ("40+4", ["40", "41", "42", "43", "44"]),
        ("A09 + 2", ["A09", "A10", "A11"]),
        ("a b\tc\nd;e,f", ["a", "b", "c", "d", "e", "f"]),
        (" ;, \n\t", []),
        ("", []),
        ("PUMP-0001", ["PUMP-0001"]),
        ("SN-24-0017", ["SN-24-0017"]),
        ('"2024-0001", 5', ["2024-0001", "5"]),
        ('"C+12"', ["C+12"]),
        ("٣-٥", ["٣-٥"]),
        ("1" * 61 + "-" + "2" * 61, ["1" * 61 + "-" + "2" * 61]),
    ],
)
def test_each_form_names_its_serials(text: str, serials: list[str]) -> None:
    assert not read_serials(text).flaws
    assert named(text) == serials


def test_our_next_numbers_stand_where_they_were_asked_for() -> None:
    written = read_serials("A1, ~+2, B1, ~+1")

    assert (written.count, written.own) == (5, 3)
    assert named(written.text, ("S1", "S2", "S3")) == ["A1", "S1", "S2", "B1", "S3"]
    assert written.ends(("S1", "S2", "S3")) == ("A1", "S3")
    assert read_serials("~+3").ends(("S1", "S2", "S3")) == ("S1", "S3")
    assert read_serials("~+3").ends() == ("", "")


@pytest.mark.parametrize(
    ("text", "wrong", "words"),
    [
        ("7-4", "7-4", "7-4 runs backwards."),
        ("A9-A1", "A9-A1", "A9-A1 runs backwards."),
        ("9A-1A", "9A-1A", "9A-1A runs backwards."),
        ("5, A001-B050", "A001-B050", "A001-B050: a range has the same letters at both ends."),
        (
            "PT-100-PX-149",
            "PT-100-PX-149",
            "PT-100-PX-149: a range has the same letters at both ends.",
        ),
        ("a1-A5", "a1-A5", "a1-A5: a range has the same letters at both ends."),
        ("001-50", "001-50", "001-50: one end is written with more digits than the other."),
        ("1-050", "1-050", "1-050: one end is written with more digits than the other."),
        ("40+", "40+", "40+ does not say how many follow."),
        ("40+0", "40+0", "40+0 does not say how many follow."),
        ("~", "~", "~ does not say how many follow."),
        ("~5", "~5", "~5 does not say how many follow."),
        ("+5", "+5", "+5 does not say after which number to go on."),
        ("C+12", "C+12", "C+12 does not say after which number to go on."),
        ('"2024', '"2024', '"2024 has no second quote.'),
        ('1 " " 2', '" "', "Nothing stands between the quotes."),
    ],
)
def test_what_names_no_serial_is_told_with_its_place(text: str, wrong: str, words: str) -> None:
    (flaw,) = read_serials(text).flaws

    assert str(flaw.refusal.fact) == words
    assert str(flaw.refusal.remedy)
    assert (flaw.text, text[flaw.start : flaw.end]) == (wrong, wrong)


def test_what_is_right_beside_a_flaw_is_read_all_the_same() -> None:
    written = read_serials("1-3, 9-5\n7")

    assert named(written.text) == ["1", "2", "3", "7"]
    assert [str(place(written.text, flaw.start)) for flaw in written.flaws] == [
        "line 1, character 6"
    ]
    assert str(place(written.text, 9)) == "line 2, character 1"


def test_cells_of_a_spreadsheet_stand_as_they_are() -> None:
    pasted = '2024-0001\r\n2024-0002\t7-4\r\n  A, B \r\n\r\n"x"\r\n~+5\r\n'

    assert named(pasted, as_cells=True) == [
        "2024-0001", "2024-0002", "7-4", "A, B", '"x"', "~+5",
    ]  # fmt: skip


def test_a_million_serials_are_refused_before_one_is_made() -> None:
    tracemalloc.start()
    written = read_serials("1-1000000, 5+999999999999")
    refused = written.too_many()
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert refused is not None
    assert str(refused.fact) == f"1000001000000 serials are more than {MOST} at once."
    assert written.ends() == ("1", "1000000000004")
    assert peak < 100_000
    assert read_serials(f"1-{MOST}").too_many() is None


PREFIXES = st.text("ABCxyz-/.", max_size=6)


@given(PREFIXES, st.integers(0, 10**9), st.integers(0, 300), st.integers(1, 12))
def test_a_range_is_its_serials_one_by_one(
    prefix: str, first: int, more: int, width: int
) -> None:
    each = [f"{prefix}{n:0{width}d}" for n in range(first, first + more + 1)]
    written = read_serials(f"{each[0]}-{each[-1]}")

    assert named(written.text) == each
    assert written.count == len(each)
    assert written.ends() == (each[0], each[-1])
    if more:
        assert named(f"{each[0]}+{more}") == each


@given(st.text(max_size=200))
def test_whatever_is_written_is_read_without_fail(text: str) -> None:
    for as_cells in (False, True):
        written = read_serials(text, as_cells=as_cells)
        parts: list[Piece | Flaw] = [*written.pieces, *written.flaws]
        assert all(0 <= part.start < part.end <= len(text) for part in parts)
        if written.too_many() is None:
            own = tuple(f"own {n}" for n in range(written.own))
            serials = named(text, own, as_cells=as_cells)
            assert len(serials) == written.count
            assert written.ends(own) == ((serials or [""])[0], (serials or [""])[-1])
            assert all(serial and serial == serial.strip() for serial in serials)


@given(st.lists(st.from_regex(r"[A-Z0-9][A-Z0-9./-]{0,19}", fullmatch=True), max_size=40))
def test_a_pasted_column_comes_out_as_it_went_in(column: list[str]) -> None:
    assert named("\r\n".join(column), as_cells=True) == column
