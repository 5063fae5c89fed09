"""What is drawn while a label is not right yet, and what is said about it."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from printing.labels import label_templates
from printing.labels.label_elements import Box, LabelTemplate
from ui.designer import field_names, new_parts, parts
from ui.designer.drawing import drawn
from ui.designer.parts import Key

EMPTY = new_parts.empty(101.6, 50.8, 2, "Mine")
EXAMPLE = field_names.example()


def with_barcode(**values: object) -> LabelTemplate:
    symbol = replace(new_parts.barcode(EMPTY), box=Box(70, 10, 25, 25), **values)  # type: ignore[arg-type]
    return replace(EMPTY, symbols=(symbol,))


def said(template: LabelTemplate, fields: dict[str, str] = EXAMPLE) -> list[str]:
    return [str(one.fact) for one in drawn(template, fields, 203).findings]


def test_a_sound_label_is_drawn_dot_for_dot_and_read_back() -> None:
    label = drawn(with_barcode(), EXAMPLE, 203)

    assert label.findings == ()
    assert label.read_back == ("GS1 DataMatrix",)
    assert Image.open(BytesIO(label.png)).size == (813, 406)


@pytest.mark.parametrize("name", label_templates.builtin())
def test_nothing_is_found_wrong_with_a_built_in_template(name: str) -> None:
    template = label_templates.load(name)
    assert [one for one in drawn(template, EXAMPLE, 203).findings if one.bad] == []


def test_what_cannot_be_made_is_left_out_and_said_and_all_else_is_drawn() -> None:
    template, _key = parts.added(with_barcode(), new_parts.text("LOT", EMPTY))
    fields = EXAMPLE | {"gtin": "123"}

    label = drawn(template, fields, 203)

    assert [one.key for one in label.findings] == [Key("symbols", 0)]
    assert Image.open(BytesIO(label.png)).convert("L").getextrema()[0] == 0


def test_a_text_over_a_barcode_is_found() -> None:
    text = replace(new_parts.text("LOT", EMPTY), box=Box(60, 12, 20, 5))
    template = replace(with_barcode(), texts=(text,))

    assert said(template) == ["Something lies over the GS1 DataMatrix."]


def test_a_frame_round_a_barcode_is_no_fault() -> None:
    frame = replace(new_parts.box(EMPTY), box=Box(65, 5, 35, 35))
    assert said(replace(with_barcode(), frames=(frame,))) == []


def test_a_text_that_does_not_fit_is_an_advice_with_the_longest_data() -> None:
    text = replace(new_parts.field("item", "", EMPTY), box=Box(2, 2, 40, 7))
    template = replace(EMPTY, texts=(text,))

    label = drawn(template, field_names.longest(), 203)

    assert [one.bad for one in label.findings] == [False]
    assert "is cut short" in str(label.findings[0].fact)
    assert drawn(template, EXAMPLE, 203).findings == ()


def test_a_field_nobody_knows_is_found() -> None:
    text = replace(new_parts.text("{lott}", EMPTY), box=Box(2, 2, 40, 7))
    assert "There is no field lott." in said(replace(EMPTY, texts=(text,)))


def test_an_element_that_lacks_another_is_found() -> None:
    words = said(with_barcode(gs1=(("10", "lot"),)))
    assert any(one.startswith("(10) Lot needs (01)") for one in words)
