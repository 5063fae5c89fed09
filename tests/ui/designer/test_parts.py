"""A template changed part by part, and back to its text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.labels import label_templates, template_reader, template_writer
from printing.labels.label_elements import Box, LabelTemplate
from ui.designer import geometry, new_parts, parts
from ui.designer.parts import Key

LOT = label_templates.load("lot")
EMPTY = new_parts.empty(101.6, 50.8, 2, "Mine")


def made() -> LabelTemplate:
    """One of each."""
    template = replace(EMPTY, name="mine")
    for part in (
        new_parts.text("LOT", template),
        new_parts.field("lot", "", template),
        new_parts.line(template),
        new_parts.box(template),
    ):
        box = part.box
        there = geometry.free_place(
            box.width, box.height, parts.others(template, ()), parts.inside(template)
        )
        template, _key = parts.added(template, replace(part, box=there))
    return template


def test_every_part_has_a_key_and_the_words_of_a_barcode_have_one_too() -> None:
    keys = parts.keys(LOT)

    assert len(keys) == len(set(keys))
    assert {key.kind for key in keys} == {"texts", "symbols", "words"}
    for key in keys:
        assert parts.box_of(LOT, key).width > 0


def test_tab_goes_from_the_top_left() -> None:
    order = [parts.box_of(LOT, key) for key in parts.in_reading_order(LOT)]
    assert [(one.y, one.x) for one in order] == sorted((one.y, one.x) for one in order)


def test_what_is_removed_is_gone_and_all_else_stays() -> None:
    gone = [Key("texts", 0), Key("symbols", 1), Key("words", 0)]

    left = parts.removed(LOT, gone)

    assert left.texts == LOT.texts[1:]
    assert len(left.symbols) == len(LOT.symbols) - 1
    assert left.symbols[0] == replace(LOT.symbols[0], words=None)


def test_a_duplicate_stands_beside_what_it_was_made_of() -> None:
    template, keys = parts.duplicated(LOT, [Key("symbols", 0), Key("words", 0)])

    assert keys == (Key("symbols", len(LOT.symbols)),)
    one, other = LOT.symbols[0], template.symbols[-1]
    assert other.gs1 == one.gs1
    assert other.box != one.box
    assert other.words is not None
    assert one.words is not None
    assert other.words.box != one.words.box


def test_a_part_to_the_front_is_drawn_last_of_its_kind() -> None:
    template, key = parts.reordered(LOT, Key("texts", 1), front=True)

    assert key == Key("texts", len(LOT.texts) - 1)
    assert template.texts[-1] == LOT.texts[1]
    back, key = parts.reordered(template, key, front=False)
    assert (key, back.texts[0]) == (Key("texts", 0), LOT.texts[1])


def test_the_words_of_a_barcode_move_with_it() -> None:
    assert parts.with_followers(LOT, [Key("symbols", 0)]) == [
        Key("symbols", 0),
        Key("words", 0),
    ]
    assert parts.with_followers(LOT, [Key("texts", 0)]) == [Key("texts", 0)]


def test_the_smallest_part_under_a_point_comes_first_and_a_thin_line_is_met() -> None:
    template = replace(
        made(), rules=(replace(made().rules[0], box=Box(10, 20, 50, 0.2)),), frames=()
    )
    assert parts.at_point(template, 30, 20.6, 0.8)[0] == Key("rules", 0)
    assert parts.at_point(template, 30, 22, 0.8) == []


@given(st.floats(10, 300), st.floats(10, 300), st.floats(0, 3))
def test_on_another_size_everything_stands_inside_the_margin(
    width: float, height: float, margin: float
) -> None:
    width, height, margin = (round(one, 1) for one in (width, height, margin))

    template = parts.resized_stock(LOT, width, height, margin)

    room = parts.inside(template)
    for key in parts.keys(template):
        box = parts.box_of(template, key)
        assert box.x >= room.x - 0.011
        assert box.x + box.width <= room.x + room.width + 0.011
        assert box.y + box.height <= room.y + room.height + 0.011


def test_what_was_designed_reads_back_equal() -> None:
    template = made()
    again = template_reader.read(template_writer.text(template))
    assert replace(again, digest="") == replace(template, digest="")


def test_a_template_holds_a_hundred_parts() -> None:
    template = EMPTY
    for _part in range(100):
        assert not parts.is_full(template)
        template, _key = parts.added(template, new_parts.line(template))
    assert parts.is_full(template)
    assert parts.duplicated(template, [Key("rules", 0)]) == (template, ())


def test_only_a_barcode_has_words_below() -> None:
    with pytest.raises(KeyError):
        parts.part_of(replace(LOT, symbols=(replace(LOT.symbols[0], words=None),)),
                      Key("words", 0))  # fmt: skip
