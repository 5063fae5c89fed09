"""Separators that a scanner dropped or replaced: every reading there may be, and no other."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsn_desktop.scanning.check_digits import SET_82, mod10_holds
from lsn_desktop.scanning.gs1_table import PREDEFINED
from lsn_desktop.scanning.read import read
from lsn_desktop.scanning.separators import MOST, candidates, recovered

if TYPE_CHECKING:
    from lsn_desktop.scanning.readings import Reading

TODAY = date(2026, 11, 22)
GS = "\x1d"
ITEM = "0109521234543213"


def scanned(text: str, *, sent: bool = False) -> Reading:
    return recovered(read(text.encode(), today=TODAY), today=TODAY, sent=sent)


def elements(reading: Reading) -> str:
    """The elements as they are printed for people, without the GTIN of the tests."""
    return "".join(f"({one.id}){one.raw}" for one in reading.elements if one.id != "01")


def may_be(text: str) -> list[str]:
    """The readings a code is in doubt between; itself where there is no doubt."""
    reading = scanned(text)
    return [elements(one) for one in reading.candidates or (reading,)]


# -- dropped


@pytest.mark.parametrize(
    ("rest", "readings"),
    [
        ("10ABC17261231", ["(10)ABC17261231", "(10)ABC(17)261231"]),
        ("10A2117B", ["(10)A2117B", "(10)A(21)17B"]),
        ("21SER12317261231", ["(21)SER12317261231", "(21)SER123(17)261231"]),
        ("1726123110L126S3005", ["(17)261231(10)L126S3005", "(17)261231(10)L126S(30)05"]),
        ("10L2611A3712", ["(10)L2611A3712", "(10)L2611A(37)12"]),
        ("10L-A422056", ["(10)L-A422056", "(10)L-A(422)056"]),
        ("10L-A3102222850", ["(10)L-A3102222850", "(10)L-A(3102)222850"]),
        ("10L-A70032612312359", ["(10)L-A70032612312359", "(10)L-A(7003)2612312359"]),
        ("21S-712847", ["(21)S-712847", "(21)S-(712)847"]),
        (
            "10ABC1726123121S9",
            [
                "(10)ABC1726123121S9",
                "(10)ABC17261231(21)S9",
                "(10)ABC(17)261231(21)S9",
            ],
        ),
    ],
)
def test_a_code_without_separators_has_all_the_readings_that_keep_to_the_standard(
    rest: str, readings: list[str]
) -> None:
    assert may_be(ITEM + rest) == readings


def test_a_mark_that_may_stand_in_a_lot_may_have_come_for_every_separator() -> None:
    assert may_be(ITEM + "10ABC+17261231") == [
        "(10)ABC+17261231",
        "(10)ABC(17)261231",
        "(10)ABC+(17)261231",
    ]
    assert "(10)ABC(17)261231(21)S9" in may_be(ITEM + "10ABC;17261231;21S9")
    assert may_be(ITEM + "10AB+C-1") == ["(10)AB+C-1"]


@pytest.mark.parametrize(
    "rest",
    [
        *("10L2611A", "10B-1002", "10C7791", "1726123110L2611A", "172612313103001250"),
        "10AB2026",  # a year is no variant (20)
        "10LOT91",  # an internal AI would split every second number
        "10ABC17261331",  # no thirteenth month
        "10ABC17260230",  # nor a thirtieth of February
        "10ABC17991231",  # nobody receives what expired in 1999
        "10ABC11290701",  # nor what will be made in years
        "10ABC4149529123454328",  # the check digit of no location number
        "10ABC422999",  # no country
        "10A10",  # a lot, and another one?
        "10ABC21",  # nothing behind it
        "17261231",
        "",
    ],
)
def test_most_codes_leave_no_doubt(rest: str) -> None:
    assert may_be(ITEM + rest) == [elements(read((ITEM + rest).encode(), today=TODAY))]


@pytest.mark.parametrize(
    "text", ["A2117B", "LOT1726123110A", "10ABC17261231", "]C010ABC17261231", "4006381333931"]
)
def test_what_is_no_element_string_is_left_alone(text: str) -> None:
    reading = read(text.encode(), today=TODAY)
    assert recovered(reading, today=TODAY, sent=False) is reading


def test_a_barcode_marked_as_gs1_may_be_a_part_of_its_label() -> None:
    assert may_be("]C110ABC17261231") == ["(10)ABC17261231", "(10)ABC(17)261231"]
    assert may_be("]C10209521234543213" + "10AB3724") == [
        "(02)09521234543213(10)AB3724",
        "(02)09521234543213(10)AB(37)24",
    ]


def test_a_scanner_that_sends_separators_leaves_no_doubt() -> None:
    assert not scanned(f"{ITEM}10ABC17261231", sent=True).candidates
    assert not scanned(f"{ITEM}10ABC17261231{GS}21S").candidates
    assert not scanned(f"{GS}{ITEM}10ABC17261231").candidates


@pytest.mark.parametrize("sent", [True, False])
def test_a_value_too_long_for_its_ai_is_cut_where_alone_it_can_be(*, sent: bool) -> None:
    reading = scanned(f"{ITEM}10LOT-456789-12345617261231", sent=sent)

    assert elements(reading) == "(10)LOT-456789-123456(17)261231"
    assert (reading.lot, reading.expiry) == ("LOT-456789-123456", date(2026, 12, 31))
    assert str(reading.proof) == "a separator was lost; it can only be there"
    assert reading.candidates == ()


def test_a_value_too_long_may_be_cut_in_several_places() -> None:
    reading = scanned(f"{ITEM}10LOT-88888888-21-A-21-B")

    assert (reading.read_as, reading.proof) == ("plain", None)
    assert [elements(one) for one in reading.candidates] == [
        "(10)LOT-88888888-(21)-A-21-B",
        "(10)LOT-88888888-21-A-(21)-B",
    ]


def test_a_long_value_may_be_followed_by_any_ai() -> None:
    reading = scanned(f"{ITEM}21ABCDEFGHIJKLM91EE0692-YZ")
    assert "(21)ABCDEFGHIJKLM(91)EE06(92)-YZ" in map(elements, reading.candidates or (reading,))


def test_a_reading_keeps_the_scan_as_it_came() -> None:
    frame = f"]d2{ITEM}10ABC17261231".encode()
    for one in recovered(read(frame, today=TODAY), today=TODAY, sent=False).candidates:
        assert (one.scan, one.symbology, one.gtin) == (frame, "]d2", ITEM[2:])


# -- replaced


@pytest.mark.parametrize(
    ("mark", "shown"),
    [
        *((mark, mark) for mark in "|^~@$[]{}\\`#\u00e8\u241d"),
        (" ", "a space"),
        ("\t", "Tab"),
        ("\x1e", "RS"),
        ("\x1c", "FS"),
        ("\x1f", "US"),
        ("\x0b", "<0B>"),
        *((word, word) for word in ("^]", "[GS]", "(GS)", "<gs>", "{FNC1}", "\\x1D", "||")),
    ],
)
def test_a_character_no_element_holds_is_proven_to_be_the_separator(
    mark: str, shown: str
) -> None:
    for code in (f"{ITEM}10ABC{mark}21S-1", f"]C1{ITEM}10ABC{mark}21S-1"):
        reading = scanned(code)

        assert elements(reading) == "(10)ABC(21)S-1"
        assert str(reading.proof) == f"{shown} came for the separator: no element holds it"
        assert (reading.scan, reading.valid) == (code.encode(), True)


def test_a_character_comes_for_every_separator() -> None:
    code = f"|{ITEM}10ABC|1726123121S|30|5|".replace("30|5", "305")
    assert elements(scanned(code)) == "(10)ABC(17)261231(21)S(30)5"


@pytest.mark.parametrize(
    "rest",
    [
        "10AB|C",  # nothing begins behind it
        "10ABC|21S~305",  # two sorts of them
        "10ABC|10DEF",  # the lot twice
        "10AB C-21",
        "8010ABC#21S",  # a component is named so
    ],
)
def test_a_foreign_character_that_explains_nothing_leaves_a_flaw(rest: str) -> None:
    reading = scanned(ITEM + rest)
    assert (reading.read_as, reading.proof, reading.candidates) == ("plain", None, ())


def test_a_component_named_with_a_number_sign_is_right_as_it_came() -> None:
    reading = scanned("]C180109521#AB")
    assert (reading.valid, reading.proof) == (True, None)


# -- whatever is on a label

SHAPES = {
    "10": st.text(SET_82, min_size=1, max_size=20),
    "21": st.text(SET_82, min_size=1, max_size=20),
    "240": st.text(SET_82, min_size=1, max_size=30),
    "241": st.text(SET_82, min_size=1, max_size=30),
    "400": st.text(SET_82, min_size=1, max_size=30),
    "30": st.integers(1, 99_999_999).map(str),
    **dict.fromkeys(
        ("15", "17"), st.dates(date(2020, 1, 1), date(2040, 1, 1)).map("{:%y%m%d}".format)
    ),
    **dict.fromkeys(
        ("11", "13"), st.dates(date(2016, 1, 1), date(2026, 12, 31)).map("{:%y%m%d}".format)
    ),
    "3103": st.integers(0, 999_999).map("{:06}".format),
}
LABELS = st.lists(st.sampled_from(sorted(SHAPES)), unique=True, max_size=4).flatmap(
    lambda ids: st.tuples(*(st.tuples(st.just(id_), SHAPES[id_]) for id_ in ids))
)


@given(LABELS, st.sampled_from(["]C1", "]d2", ""]))
def test_the_true_reading_is_among_the_candidates(
    label: tuple[tuple[str, str], ...], mark: str
) -> None:
    true = "".join(f"({id_}){raw}" for id_, raw in label)
    code = mark + ITEM + "".join(id_ + raw for id_, raw in label)
    reading = read(code.encode(), today=TODAY)

    found = candidates(reading, today=TODAY) or (reading,)

    assert true in map(elements, found) or len(found) == MOST
    assert len(found) <= MOST
    assert len({elements(one) for one in found}) == len(found)


@given(LABELS)
def test_no_candidate_has_a_flaw(label: tuple[tuple[str, str], ...]) -> None:
    reading = scanned(ITEM + "".join(id_ + raw for id_, raw in label))

    for one in reading.candidates:
        sent = "".join(
            part.id + part.raw + ("" if part.id[:2] in PREDEFINED else GS)
            for part in one.elements
        )
        again = read(f"]C1{sent}".encode(), today=TODAY)
        wrong = {flaw.id + flaw.code for flaw in again.errors}
        assert wrong in (set(), {"37requires", "01excludes"})
        assert elements(again) == elements(one)
        assert mod10_holds(one.gtin or "")


@given(st.one_of(st.binary(max_size=80), st.binary(max_size=60).map(ITEM.encode().__add__)))
def test_whatever_comes_is_looked_at_without_a_failure(frame: bytes) -> None:
    reading = read(frame, today=TODAY)
    for sent in (True, False):
        assert recovered(reading, today=TODAY, sent=sent).scan == frame


@given(st.text(SET_82 + GS + "|^ \t", max_size=60), st.sampled_from(["]C1", "", "]d2"]))
def test_no_reading_loses_more_of_the_code_than_one_mark(rest: str, mark: str) -> None:
    reading = scanned(mark + ITEM + rest)
    for one in reading.candidates:
        told = "".join(part.id + part.raw for part in one.elements)
        sent = ITEM + rest.replace(GS, "")
        assert told in {sent, *(sent.replace(char, "") for char in "+;,*_:=!\"%&'<>?")}


@pytest.mark.parametrize("piece", ["1", "10", "21", "17261231", "ABC", "|"])
def test_a_text_longer_than_any_label_is_not_searched(piece: str) -> None:
    text = ITEM + "10" + piece * (8000 // len(piece))
    assert scanned(text).candidates == ()
    assert scanned("]C1" + text).candidates == ()


def test_nothing_but_digits_has_no_more_readings_than_are_worth_asking() -> None:
    code = f"{ITEM}2407223010211371327211021011"
    assert len(candidates(read(code.encode(), today=TODAY), today=TODAY)) == MOST


def test_what_was_not_searched_to_its_end_proves_nothing() -> None:
    digits = (
        "2112211112221222222211221112112112211122222212121112212222"
        "1112122221222112122111222112222211212112212112222221221121"
    )
    reading = scanned(f"]C1{ITEM}21{digits}")
    assert (reading.proof, reading.candidates) == (None, ())
    assert [flaw.code for flaw in reading.grave] == ["length"]
