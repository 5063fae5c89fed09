"""A wrong check digit is noticed, a right one never doubted."""

from __future__ import annotations

import pytest

from lsn_desktop.scanning.check_digits import (
    SET_82,
    check_pair,
    gtin_is_right,
    mod10_holds,
    mod97_holds,
)


@pytest.mark.parametrize(
    "key", ["09521234543213", "2112345678900", "02345673", "006141411234567890"]
)
def test_every_single_wrong_digit_breaks_a_key(key: str) -> None:
    assert mod10_holds(key)
    wrong = [
        key[:place] + digit + key[place + 1 :]
        for place in range(len(key))
        for digit in "0123456789"
        if digit != key[place]
    ]
    assert not any(map(mod10_holds, wrong))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("02345673", True),
        ("416000336108", True),
        ("9521234543213", True),
        ("09521234543213", True),
        ("09521234543214", False),
        ("006141411234567890", False),  # an SSCC is right, but no GTIN
        ("0952123454321٣", False),  # an Arabic three is no digit of a bar code
        ("952123454321E", False),
        ("", False),
    ],
)
def test_a_gtin_has_a_length_of_its_own_and_checks(text: str, right: bool) -> None:  # noqa: FBT001
    assert gtin_is_right(text) is right


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("", "22"),
        ("!", "22"),
        ("1987654Ad4X4bL5ttr2310c", "2K"),
        ("12345678901234567890123", "NT"),
        ("12345_!\"%&'()*+,-./", "LC"),
        ("99999zzzzzzzzzzzzzzzzzz", "T2"),
    ],
)
def test_a_check_pair_is_the_published_one(text: str, pair: str) -> None:
    assert check_pair(text) == pair


def test_the_longest_value_still_has_a_check_pair_of_its_own() -> None:
    assert check_pair("z" * 97) != check_pair("y" + "z" * 96)
    assert len(SET_82) == 82


@pytest.mark.parametrize(
    ("iban", "right"),
    [
        ("FR7630006000011234567890189", True),
        ("MU43BOMM0101123456789101000MUR", True),
        ("BE71096123456760", False),
    ],
)
def test_an_iban_checks_over_its_country_too(iban: str, right: bool) -> None:  # noqa: FBT001
    assert mod97_holds(iban) is right
