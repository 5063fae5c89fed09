"""Which GS1 elements may stand together, said by name."""

from __future__ import annotations

from printing.labels.label_fields import FIELDS
from ui.designer import field_names, gs1_choice


def test_what_excludes_something_chosen_is_not_offered() -> None:
    assert "02" not in gs1_choice.allowed(["01"])
    assert "37" not in gs1_choice.allowed(["01"])
    assert "37" in gs1_choice.allowed(["02"])
    assert "01" not in gs1_choice.allowed(["01"])


def test_the_usual_ones_come_first_by_name() -> None:
    assert [gs1_choice.words_of(ai) for ai in gs1_choice.allowed([])[:3]] == [
        "(00) SSCC of the case or pallet",
        "(01) GTIN of the item",
        "(02) GTIN of what is inside",
    ]


def test_what_an_element_needs_is_said_until_it_is_there() -> None:
    assert [str(one) for one in gs1_choice.missing(["10"])] == [
        "(10) Lot needs (01) or (02) or (03) or (8006) beside it."
    ]
    assert gs1_choice.missing(["10", "01"]) == []
    assert gs1_choice.missing(["10"], beside=["01"]) == []


def test_elements_of_fixed_length_come_first() -> None:
    assert gs1_choice.in_order([("10", "lot"), ("01", "gtin"), ("17", "expiry")]) == (
        ("01", "gtin"),
        ("17", "expiry"),
        ("10", "lot"),
    )


def test_the_usual_fields_are_fields() -> None:
    assert {gs1_choice.usual_field(ai) for ai in gs1_choice.allowed([])} - {""} <= FIELDS


def test_every_field_has_a_name_of_its_own_an_example_and_a_place_in_a_text() -> None:
    offered = dict(field_names.offered(["Fat content"]))
    assert set(offered) >= FIELDS
    assert offered["custom.Fat content"] == "Fat content"
    assert set(field_names.example()) >= FIELDS
    assert field_names.place_of("expiry", -30, "d", "dd.mm.yyyy") == "{expiry-30d|dd.mm.yyyy}"
    assert field_names.place_of("lot") == "{lot}"
