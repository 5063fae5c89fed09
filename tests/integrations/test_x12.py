"""Ship notices of X12: levels, units, lots, serials, and what is not whole."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from lsn_desktop.domain.announced import Goods
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.integrations import x12
from tests.integrations.ship_notice import PALLETS, notice


def test_goods_have_the_unit_and_lot_of_their_levels() -> None:
    found = x12.read(notice(*PALLETS))

    assert (found.kind, found.number, found.order) == ("x12 856", "SHIP-77", "PO-1042")
    assert found.goods[0].names == ("19521234543210", "N-MILK")
    assert found.goods[0].quantity == 2
    assert found.goods[0].lot == "L1"
    assert found.goods[0].sscc == "395212345678901238"
    assert found.goods[0].expiry == date(2027, 1, 10)


def test_each_serial_is_a_piece_and_the_rest_is_one_line() -> None:
    found = x12.read(notice(*PALLETS)).goods[1:]

    assert [(each.serial, str(each.quantity)) for each in found] == [
        ("S1", "1"),
        ("S2", "1"),
        ("", "1"),
    ]
    assert {each.sscc for each in found} == {""}


def test_a_pack_below_its_item_names_the_unit() -> None:
    found = x12.read(
        notice("HL*1**S", "HL*2*1*I", "LIN**UP*614141073467", "SN1**4*EA", "HL*3*2*P",
               "MAN*GM*00395212345678901238")
    )  # fmt: skip

    assert found.goods == (Goods(6, ("614141073467",), Decimal(4), sscc="395212345678901238"),)


def test_the_header_says_its_own_separators() -> None:
    text = notice(*PALLETS).replace(b"*", b"|").replace(b"~\n", b"'")

    assert x12.read(text).goods == x12.read(notice(*PALLETS)).goods


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"ISA*00*", "cut short"),
        (notice(*PALLETS).replace(b"SE*17", b"SE*16"), "counts 16 segments, 17 are there"),
        (notice(*PALLETS).replace(b"ST*856", b"ST*850"), "no ship notice"),
        (notice("HL*1**I", "LIN**BP*A"), "no quantity"),
        (notice("HL*1**I", "LIN**BP*A", "SN1**NaN*EA"), "less than its serials"),
        (notice("HL*1**I", "SN1**1*EA", "REF*SE*A", "REF*SE*B"), "less than its serials"),
        (notice("HL*1**I", "HL*1**I"), "one number"),
        (notice("HL*1**I", "DTM*036*20271332"), "no day"),
        (notice(*PALLETS)[:400], "does not end"),
    ],
)
def test_what_is_not_whole_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        x12.read(data)


def test_levels_that_contain_each_other_end() -> None:
    found = x12.read(notice("HL*1*2*I", "LIN**BP*A", "SN1**1*EA", "HL*2*1*P"))

    assert [each.names for each in found.goods] == [("A",)]
