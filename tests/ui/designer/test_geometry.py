"""Boxes moved, pulled, snapped, lined up: what the hand does, in millimetres."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.labels.label_elements import Box
from ui.designer import geometry
from ui.designer.geometry import Guide

ROOM = Box(2, 2, 96, 46)
SIDES = st.floats(0.2, 40).map(lambda one: round(one, 2))
PLACES = st.floats(2, 40).map(lambda one: round(one, 2))
BOXES = st.builds(Box, PLACES, PLACES, SIDES, SIDES).filter(
    lambda one: one.x + one.width <= 98 and one.y + one.height <= 48
)
FAR = st.floats(-300, 300)


def is_inside(box: Box) -> bool:
    return (
        box.x >= ROOM.x - 0.011
        and box.y >= ROOM.y - 0.011
        and box.x + box.width <= ROOM.x + ROOM.width + 0.011
        and box.y + box.height <= ROOM.y + ROOM.height + 0.011
    )


@given(st.lists(BOXES, min_size=1, max_size=5), FAR, FAR)
def test_what_is_moved_stays_on_the_label_and_keeps_its_size_and_distances(
    boxes: list[Box], right: float, down: float
) -> None:
    there = geometry.moved(boxes, right, down, ROOM)

    assert all(is_inside(one) for one in there)
    assert [(one.width, one.height) for one in there] == [(b.width, b.height) for b in boxes]
    for before, after in zip(boxes, there, strict=True):
        assert after.x - before.x == pytest.approx(there[0].x - boxes[0].x, abs=0.011)
        assert after.y - before.y == pytest.approx(there[0].y - boxes[0].y, abs=0.011)


@given(BOXES, st.sampled_from(geometry.HANDLES), FAR, FAR)
def test_a_pulled_handle_leaves_the_other_side_where_it_is(
    box: Box, handle: str, right: float, down: float
) -> None:
    pulled = geometry.resized(box, handle, right, down, ROOM)

    assert is_inside(pulled)
    assert min(pulled.width, pulled.height) >= geometry.LEAST - 0.011
    if "w" not in handle:
        assert pulled.x == box.x
    if "e" not in handle:
        assert pulled.x + pulled.width == pytest.approx(box.x + box.width, abs=0.011)
    if "n" not in handle:
        assert pulled.y == box.y
    if "s" not in handle:
        assert pulled.y + pulled.height == pytest.approx(box.y + box.height, abs=0.011)


def test_a_box_snaps_to_the_nearest_edge_of_another() -> None:
    other = Box(20, 10, 30, 8)

    right, down, guides = geometry.snapped(Box(20.4, 30, 10, 5), [other], ROOM, 0, 0.6)

    assert [right, down] == pytest.approx([-0.4, 0])
    assert guides == [Guide(upright=True, at=20)]


def test_a_box_snaps_by_its_centre_to_the_middle_of_the_label() -> None:
    right, _down, guides = geometry.snapped(Box(45.3, 30, 10, 5), [], ROOM, 0, 0.6)

    assert right == pytest.approx(-0.3)
    assert Guide(upright=True, at=50) in guides


def test_away_from_all_edges_a_box_snaps_to_the_grid() -> None:
    right, down, guides = geometry.snapped(Box(20.2, 30.4, 10, 5.3), [], ROOM, 0.5, 0.1)

    assert [20.2 + right, 30.4 + down] == pytest.approx([20, 30.5])
    assert guides == []


def test_without_grid_and_reach_nothing_snaps() -> None:
    assert geometry.snapped(Box(20.2, 30.4, 10, 5), [], ROOM, 0, 0) == (0, 0, [])


def test_a_pulled_edge_meets_a_line_before_the_grid() -> None:
    assert geometry.snapped_edge(30.2, [30.3], 0.5, 0.2) == pytest.approx((30.3, True))
    assert geometry.snapped_edge(30.2, [33.0], 0.5, 0.2) == pytest.approx((30.0, False))
    assert geometry.snapped_edge(30.2, [33.0], 0, 0.2) == (30.2, False)


@pytest.mark.parametrize(
    ("edge", "places"),
    [
        ("left", [(10, 10), (10, 20)]),
        ("right", [(30, 10), (20, 20)]),
        ("centre", [(20, 10), (15, 20)]),
        ("top", [(10, 10), (20, 10)]),
        ("bottom", [(10, 21), (20, 20)]),
        ("middle", [(10, 15.5), (20, 15)]),
    ],
)
def test_boxes_line_up_by_the_edge_of_all_of_them(
    edge: str, places: list[tuple[float, float]]
) -> None:
    boxes = [Box(10, 10, 10, 5), Box(20, 20, 20, 6)]

    there = geometry.aligned(boxes, edge, ROOM)

    assert [(one.x, one.y) for one in there] == places


def test_one_alone_lines_up_by_the_label() -> None:
    assert geometry.aligned([Box(10, 10, 10, 5)], "right", ROOM) == [Box(88, 10, 10, 5)]
    assert geometry.aligned([], "right", ROOM) == []


@given(st.lists(BOXES, min_size=3, max_size=6, unique_by=lambda one: one.x))
def test_distributed_boxes_have_the_same_space_between_them(boxes: list[Box]) -> None:
    there = geometry.distributed(boxes, upright=False)

    order = sorted(range(len(boxes)), key=lambda at: (boxes[at].x, at))
    gaps = [
        there[after].x - there[before].x - there[before].width
        for before, after in pairwise(order)
    ]
    assert gaps == pytest.approx([gaps[0]] * len(gaps), abs=0.03)
    assert there[order[0]] == geometry.rounded(boxes[order[0]])
    assert there[order[-1]] == boxes[order[-1]]


def test_two_boxes_have_nothing_to_distribute() -> None:
    boxes = [Box(10, 10, 10, 5), Box(20, 20, 20, 6)]
    assert geometry.distributed(boxes, upright=True) == boxes


@given(BOXES)
def test_a_turned_box_lies_about_the_same_middle_on_the_label(box: Box) -> None:
    turned = geometry.turned(box, ROOM)

    assert is_inside(turned)
    assert (turned.width, turned.height) == pytest.approx((box.height, box.width), abs=0.011)


@given(st.lists(BOXES, max_size=6), SIDES, SIDES)
def test_what_is_added_stands_free_or_in_the_corner(
    taken: list[Box], wide: float, high: float
) -> None:
    box = geometry.free_place(wide, high, taken, ROOM)

    assert is_inside(box)
    if any(box.touches(one) for one in taken):
        assert (box.x, box.y) == (ROOM.x, ROOM.y)


def test_what_is_added_goes_below_the_rest_while_there_is_room() -> None:
    below = geometry.free_place(20, 5, [Box(2, 2, 50, 6), Box(60, 2, 20, 20)], ROOM)
    beside = geometry.free_place(20, 30, [Box(2, 2, 50, 6), Box(2, 9, 50, 20)], ROOM)

    assert below == Box(2, 22.5, 20, 5)
    assert beside == Box(52.5, 2, 20, 30)
