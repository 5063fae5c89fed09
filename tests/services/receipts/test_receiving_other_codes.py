"""Labels that are not GS1 make lines too: HIBC, ISBT 128, MH10.8.2; a tracking number never."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.items import ItemNumber, LsnKind
from lsn_desktop.scanning.hibc import check_character
from lsn_desktop.services.codes import naming
from lsn_desktop.services.office import ordering
from lsn_desktop.services.office.ordering import AddItem
from lsn_desktop.services.receipts import answering
from lsn_desktop.storage import catalogue, item_numbers, lsns
from tests.dock import arrive, enter, expected_next, lines

if TYPE_CHECKING:
    from tests.house_for_tests import House

PRIMARY = "+A123BJC5D6E71G"
SECONDARY = "+$$53100110X3G"
SECONDARY += check_character(SECONDARY)
UPS = "1Z999AA10123456784"


def an_item(house: House, sku: str) -> None:
    with house.database.transaction(house.later()) as tx:
        ordering.add_item(tx, AddItem(sku, "Bone screw"))


@pytest.mark.parametrize("sku", ["A123BJC5D6E7", "A123BJC5D6E71", PRIMARY])
@pytest.mark.parametrize("codes", [(PRIMARY, SECONDARY), (SECONDARY, PRIMARY)])
def test_hibc_codes_gather_to_a_line(house: House, sku: str, codes: tuple[str, str]) -> None:
    an_item(house, sku)
    receipt = house.receipt()

    half = arrive(house, receipt, codes[0])
    outcome = arrive(house, expected_next(half), codes[1])

    assert (half.kind, outcome.kind) == ("heard", "ok")
    assert outcome.line.item == "Bone screw"
    assert (outcome.line.lot, outcome.line.expiry) == ("10X3", date(2031, 1, 1))
    assert len(lines(house, receipt.document_id)) == 1


def test_a_secondary_code_of_other_goods_begins_another_label(house: House) -> None:
    an_item(house, "A123BJC5D6E7")
    stranger = SECONDARY[:-2] + "H"
    first = arrive(house, house.receipt(), PRIMARY)

    outcome = arrive(house, expected_next(first), stranger + check_character(stranger))

    assert (outcome.kind, outcome.line.item) == ("heard", "")
    label = expected_next(outcome).label
    assert (label.link, label.lot, label.item_id) == ("H", "10X3", None)


def test_the_customers_number_in_an_envelope_names_the_item(house: House) -> None:
    an_item(house, "SCREW-1")

    outcome = arrive(
        house, house.receipt(), "[)>\x1e06\x1dPSCREW-1\x1d1PX9\x1d1TL7\x1dQ12\x1e\x04"
    )

    assert (outcome.kind, outcome.line.lot) == ("ok", "L7")
    assert outcome.line.quantity == Decimal(12)


@pytest.mark.parametrize(
    ("code", "fact"),
    [
        (PRIMARY, "Which item is A123BJC5D6E71?"),
        ("[)>\x1e06\x1dPSCREW-1\x1e\x04", "Which item is SCREW-1?"),
        ("[)>\x1e06\x1d1PX9\x1d1TL7\x1e\x04", "Which item is X9?"),
        ("[)>\x1e06\x1d9N110375286414\x1dSSN\x1e\x04", "Which item is 110375286414?"),
        ("=/A9999XYZ100T0476=,000025", "Which item is A9999XYZ100T0476?"),
    ],
)
def test_a_number_that_no_item_has_is_asked_about(house: House, code: str, fact: str) -> None:
    outcome = arrive(house, house.receipt(), code)

    assert (outcome.kind, str(outcome.words)) == ("question", fact)


def test_a_tracking_number_names_no_goods(house: House) -> None:
    outcome = arrive(house, house.receipt(), UPS)

    assert outcome.kind == "refused"
    assert str(outcome.words) == f"{UPS} is a tracking number of UPS: it names no goods."


def test_a_number_answered_by_scanning_the_item_is_known_from_then_on(house: House) -> None:
    an_item(house, "SCREW-1")
    label = "[)>\x1e06\x1d1PX9\x1d1TL{}\x1dQ12\x1e\x04"

    asked = arrive(house, house.receipt(), label.format(7))
    outcome = arrive(house, expected_next(asked), "SCREW-1")
    again = arrive(house, expected_next(outcome), label.format(8))

    assert (asked.kind, outcome.kind, again.kind) == ("question", "ok", "ok")
    assert str(outcome.remedy) == "X9 is kept as 1 pcs of Bone screw."
    assert [line.lot for line in (outcome.line, again.line)] == ["L7", "L8"]
    assert again.line.quantity == Decimal(12)


def test_a_number_is_asked_about_once_and_holds_its_pack(house: House) -> None:
    an_item(house, "SCREW-1")
    with house.database.reading() as connection:
        item = catalogue.item_by_sku(connection, "SCREW-1")
    assert item is not None
    asked = arrive(house, house.receipt(), PRIMARY)

    linked = enter(
        house,
        expected_next(asked),
        lambda tx, expected, scan_id: answering.link_item(
            tx, (item.id, Fraction(10)), expected, scan_id
        ),
    )
    outcome = arrive(house, expected_next(linked), SECONDARY)
    other = arrive(house, house.receipt(), "A123BJC5D6E71")

    assert outcome.kind == "ok"
    assert outcome.line.quantity == Decimal(10)
    assert (other.kind, other.line.item) == ("heard", "Bone screw")  # by its number alone


def test_a_suppliers_own_number_means_nothing_from_another(house: House) -> None:
    an_item(house, "SCREW-1")
    an_item(house, "BOLT-1")
    with house.database.transaction(house.later()) as tx:
        for sku, code in (("SCREW-1", "NWD"), ("BOLT-1", "OTHER")):
            item = catalogue.item_by_sku(tx.connection, sku)
            assert item is not None
            naming.add_number(tx, item.id, ItemNumber("X9", code), Fraction(1))

    with house.database.reading() as connection:
        packs = [item_numbers.pack(connection, "X9", scope) for scope in ("NWD", "OTHER", "")]

    assert [pack and pack.item.sku for pack in packs] == ["SCREW-1", "BOLT-1", None]


@pytest.mark.parametrize(
    "code", ["9521234000005", "]C10195212340000531710L1", "+A123BJC5D6E71G"]
)
def test_a_code_of_ours_wins_over_what_a_standard_makes_of_it(house: House, code: str) -> None:
    an_item(house, "SCREW-1")
    text = code.removeprefix("]C1")
    with house.database.transaction(house.later()) as tx:
        item = catalogue.item_by_sku(tx.connection, "SCREW-1")
        assert item is not None
        lot = lsns.add(
            tx, uid="9" * 32, item_id=item.id, kind=LsnKind.LOT, scope="", code="OURS-1"
        )
        naming.add_alias(tx, lot, "UDI", text)

    outcome = arrive(house, house.receipt(), code)

    assert (outcome.kind, outcome.line.sku, outcome.line.lot) == ("ok", "SCREW-1", "OURS-1")


def test_the_number_of_an_order_names_no_goods(house: House) -> None:
    outcome = arrive(house, house.receipt(), "RC-00001")

    assert outcome.kind == "refused"
    assert str(outcome.words) == "RC-00001 is an order or a document: it names no goods."


def test_a_lot_of_an_item_unknown_is_kept_until_the_item_is_scanned(house: House) -> None:
    an_item(house, "SCREW-1")
    combined = "+A999BOLT5/$$53100110X3"

    half = arrive(house, house.receipt(), combined + check_character(combined))
    outcome = arrive(house, expected_next(half), "SCREW-1")

    assert (half.kind, outcome.kind) == ("question", "ok")
    assert (outcome.line.sku, outcome.line.lot) == ("SCREW-1", "10X3")


def test_a_misread_label_is_refused(house: House) -> None:
    outcome = arrive(house, house.receipt(), "]C0+A123BJC5D6E71H")

    assert outcome.kind == "refused"
    assert "check character" in str(outcome.words)


@pytest.mark.parametrize(
    ("code", "flaw"),
    [
        ("+$$53100110X3GX", "The check character of +$$53100110X3GX is wrong"),
        ("010952123454321310AB\x1d10C", "(10) stands there twice"),
        ("0109521234543213172602301", "(17) USE BY or EXPIRY is no day"),
        ("https://id.gs1.org/ARFRq5sE2g", "is a compressed GS1 Digital Link"),
    ],
)
def test_a_label_misread_is_no_lot(house: House, code: str, flaw: str) -> None:
    an_item(house, "SCREW-1")
    half = arrive(house, house.receipt(), "SCREW-1")

    outcome = arrive(house, expected_next(half), code)

    assert (half.kind, outcome.kind) == ("heard", "refused")
    assert flaw in str(outcome.words)


def test_a_lot_that_looks_like_a_tracking_number_is_still_a_lot(house: House) -> None:
    an_item(house, "SCREW-1")

    half = arrive(house, house.receipt(), "SCREW-1")
    outcome = arrive(house, expected_next(half), "3318810025")

    assert (outcome.kind, outcome.line.lot) == ("ok", "3318810025")
