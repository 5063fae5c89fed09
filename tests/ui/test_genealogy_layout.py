from __future__ import annotations

from itertools import pairwise
from random import Random
from time import process_time

from ui.genealogy.graph import Dot, Link, levels
from ui.genealogy.layout import DOWN, HEIGHT, Genealogy, Picture
from ui.genealogy.stacks import MOST, Path, Stack, parts
from ui.genealogy.walking import next_box


def dots(*keys: str) -> list[Dot]:
    return [Dot(key, key, (key[0],)) for key in keys]


def links(*pairs: str) -> list[Link]:
    """``A>B`` is certain, ``A?B`` only possible."""
    ends = [(pair.replace("?", ">").split(">"), ">" in pair) for pair in pairs]
    return [Link(source, target, certain) for (source, target), certain in ends]


def factory(finished: int) -> Genealogy:
    """Raw lots of six items, made into batches, these into serials, shipped to 200."""
    raw = [Dot(f"raw {at}", f"R{at:05}", (f"item {at % 6}",)) for at in range(finished // 50)]
    batches = [
        Dot(f"batch {at}", f"B{at:05}", (f"dough {at % 3}", f"build {at}"))
        for at in range(finished // 25)
    ]
    serials = [
        Dot(f"serial {at}", f"S{at:05}", ("cake", f"build {at // 10}", f"customer {at % 200}"))
        for at in range(finished)
    ]
    customers = [Dot(f"customer {at}", f"C{at:03}", ("customers",)) for at in range(200)]
    joined = [
        *(Link(f"raw {at // 2}", f"batch {at}") for at in range(finished // 25)),
        *(Link(f"batch {at // 25}", f"serial {at}", at % 2 == 0) for at in range(finished)),
        *(Link(f"serial {at}", f"customer {at % 200}") for at in range(finished)),
    ]
    return Genealogy([*raw, *batches, *serials, *customers], joined)


def overlaps(picture: Picture) -> list[tuple[object, object]]:
    stand = sorted(picture.boxes, key=lambda box: (box.x, box.y))
    return [
        (one.path, other.path)
        for one, other in pairwise(stand)
        if one.x == other.x and other.y < one.y + HEIGHT + DOWN
    ]


def test_links_lead_to_the_right_and_what_is_bought_late_stands_late() -> None:
    at = levels(
        dots("flour", "dough", "cake", "box", "cafe"),
        links("flour>dough", "dough?cake", "box>cake", "cake>cafe"),
    )

    assert at == {"flour": 0, "dough": 1, "box": 1, "cake": 2, "cafe": 3}


def test_goods_that_went_in_a_circle_are_drawn_all_the_same() -> None:
    at = levels(dots("pump", "part", "cafe"), links("part>pump", "pump>part", "pump>cafe"))
    picture = Genealogy(dots("pump"), links("pump>pump", "pump>gone")).lay_out()

    assert at["cafe"] > at["pump"]
    assert (len(picture.boxes), picture.lines) == (1, ())


def test_lines_of_two_boxes_are_one_and_whole_if_any_of_it_is_certain() -> None:
    story = Genealogy(
        dots("milk", "cream", "cheese"),
        links("milk>cheese", "milk?cheese", "cream?cheese"),
    )
    lines = {line.source[-1]: line for line in story.lay_out().lines}

    assert [len(lines["milk"].links), lines["milk"].certain] == [2, True]
    assert lines["cream"].certain is False


def test_lines_do_not_cross_where_they_need_not() -> None:
    story = Genealogy(
        dots("a1", "a2", "a3", "b1", "b2", "b3"), links("a1>b3", "a2>b2", "a3>b1")
    )
    down = {box.path[-1]: box.y for box in story.lay_out().boxes}

    for one, other in (("a1", "a2"), ("a2", "a3")):
        pair = {"a1": "b3", "a2": "b2", "a3": "b1"}
        assert (down[one] < down[other]) == (down[pair[one]] < down[pair[other]])


def test_ten_thousand_stand_in_few_boxes_and_each_is_found_by_opening() -> None:
    before = process_time()
    story = factory(10_000)
    picture = story.lay_out()

    assert len(picture.boxes) <= 4 * MOST
    assert picture.height <= MOST * (HEIGHT + DOWN)
    wanted = "serial 7311"
    opened: set[Path] = set()
    while not (box := picture.showing(wanted)).stack.is_one:  # type: ignore[union-attr]
        assert box is not None
        assert len(opened) < 5
        opened.add(box.path)
        picture = story.lay_out(opened)
    assert overlaps(picture) == []
    assert len(picture.frames) == len(opened)
    assert process_time() - before < 5  # seconds, of which the picture itself takes a tenth


def test_every_dot_and_every_link_is_in_every_picture() -> None:
    random = Random(5)  # noqa: S311 - the same pictures each time
    story = factory(600)
    opened: set[Path] = set()
    for _step in range(12):
        picture = story.lay_out(opened)
        told = [dot.key for box in picture.boxes for dot in box.stack.dots]
        assert len(told) == len(set(told)) == 600 + 600 // 25 + 600 // 50 + 200
        assert sum(len(line.links) for line in picture.lines) == len(story.links)
        assert overlaps(picture) == []
        for frame in picture.frames:
            inside = [
                box
                for box in picture.boxes
                if box.path[: len(frame.stack.path)] == frame.stack.path
            ]
            assert all(
                frame.y < box.y and box.y + HEIGHT < frame.y + frame.height for box in inside
            )
        closed = [box.path for box in picture.boxes if not box.stack.is_one]
        opened.add(random.choice(closed))


def test_a_stack_opens_by_item_then_build_then_customer_then_code() -> None:
    many = tuple(Dot(at, f"{at:04}", ("cake", at // 300, at % 3)) for at in range(900))
    builds = parts(Stack((0,), many))
    customers = parts(builds[0])
    ranges = parts(customers[0])

    assert [len(one.dots) for one in builds] == [300, 300, 300]
    assert [len(one.dots) for one in customers] == [100, 100, 100]
    assert [len(one.dots) for one in ranges] == [9] * 11 + [1]
    assert parts(ranges[0])[0].is_one


def test_arrow_keys_follow_the_lines_and_the_column() -> None:
    story = Genealogy(dots("a", "b", "c", "x", "lone"), links("a>c", "b>c", "c>x"))
    picture = story.lay_out()

    def led(start: str, *ways: str) -> object:
        box = picture.showing(start)
        for way in ways:
            assert box is not None
            box = next_box(picture, box.path, way) or box  # type: ignore[arg-type]
        assert box is not None
        return box.path[-1]

    assert led("a", "right", "right") == "x"
    assert led("x", "left", "left") in {"a", "b"}
    assert {led("a", "down"), led("a", "up")} & {"b", "lone"}
    assert led("lone", "right") == "c"
    assert led("x", "right") == "x"
    first = next_box(picture, None, "right")
    assert first is not None
    assert first.level == 0
    assert next_box(Picture(), None, "down") is None
