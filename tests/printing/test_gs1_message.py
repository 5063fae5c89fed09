"""Fields become a GS1 message with its separators and its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsn_desktop.domain.refusals import Refusal
from printing.symbology.gs1_message import (
    Element,
    bracketed,
    can_name,
    element_string,
    elements,
    human_readable,
)

CONTENT = (
    ("01", "gtin"),
    ("17", "expiry"),
    ("10", "lot"),
    ("30", "quantity"),
    ("21", "serial"),
)
CSET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"gtin": "09521234543213"}, "0109521234543213"),
        ({"gtin": "9521234543213"}, "0109521234543213"),
        ({"gtin": "96385074"}, "0100000096385074"),
        ({"expiry": "2026-12-19"}, "17261219"),
        ({"lot": "L1"}, "10L1"),
        ({"lot": "L1", "serial": "S"}, "10L1\x1d21S"),
        ({"lot": "L1", "quantity": "12"}, "10L1\x1d3012"),
        (
            {"gtin": "09521234543213", "expiry": "2026-12-19", "lot": "L1"},
            "01095212345432131726121910L1",
        ),
        ({"lot": "", "serial": "S"}, "21S"),
        ({}, ""),
    ],
)
def test_a_separator_follows_only_what_has_no_fixed_length(
    fields: dict[str, str], message: str
) -> None:
    assert element_string(elements(CONTENT, fields)) == message


@pytest.mark.parametrize(
    "fields",
    [
        {"gtin": "123"},
        {"gtin": "0952123454321A"},
        {"gtin": "٠٩٥٢١٢٣٤٥٤٣٢١٣"},
        {"expiry": "2026-02-30"},
        {"expiry": "19.12.2026"},
        {"quantity": "1.5"},
        {"quantity": "-1"},
        {"quantity": "123456789"},
    ],
)
def test_what_an_element_cannot_say_is_refused_with_the_value(fields: dict[str, str]) -> None:
    with pytest.raises(Refusal) as refused:
        elements(CONTENT, fields)

    assert next(iter(fields.values())) in str(refused.value)


@pytest.mark.parametrize(
    ("fields", "possible"),
    [
        ({"gtin": "09521234543213", "lot": "L1"}, True),
        ({"gtin": "09521234543213"}, True),
        ({"lot": "L1"}, False),
        ({"gtin": "09521234543213", "lot": "L 1"}, False),
        ({"gtin": "09521234543213", "lot": "Партия"}, False),
        ({"gtin": "09521234543213", "lot": "L^1"}, False),
        ({"gtin": "09521234543213", "lot": "L" * 20}, True),
        ({"gtin": "09521234543213", "lot": "L" * 21}, False),
        ({"gtin": "09521234543213", "lot": "L1", "serial": "S 1"}, False),
    ],
)
def test_gs1_names_goods_only_in_its_own_characters(
    fields: dict[str, str], *, possible: bool
) -> None:
    assert can_name(fields) is possible


@given(st.text(CSET_82, min_size=1, max_size=20))
def test_every_character_of_gs1_may_stand_in_a_lot(lot: str) -> None:
    assert can_name({"gtin": "09521234543213", "lot": lot})


def test_the_words_are_in_brackets_which_no_symbol_carries() -> None:
    message = [Element("01", "09521234543213"), Element("10", "A(1)")]

    assert human_readable(message) == ("(01)09521234543213", "(10)A(1)")
    assert bracketed(message) == r"(01)09521234543213(10)A\(1)"
    assert element_string(message) == "010952123454321310A(1)"
