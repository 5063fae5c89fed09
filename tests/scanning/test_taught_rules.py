"""A taught rule reads its own label, and no other; there is one way to read a text or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsn_desktop.scanning import taught_dates
from lsn_desktop.scanning.read import read
from lsn_desktop.scanning.taught_cuts import (
    named,
    orders,
    settled,
    span_of,
    untaught,
    with_form,
    with_length,
)
from lsn_desktop.scanning.taught_rules import DAYS, GTIN, NAMES, Part, Rule, reading_by
from lsn_desktop.scanning.taught_texts import NotARule, dumped, expression, loaded

TODAY = date(2026, 11, 26)
SAMPLE = "NWD-MILK1L/B7731/041226/48"
TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)
PRINTABLE = st.text("AB019/-. ;", min_size=1, max_size=30)


def milk() -> Rule:
    """The rule a person makes of the sample."""
    rule = untaught(SAMPLE)
    for start, end, name in ((0, 10, "item"), (11, 16, "lot"), (17, 23, "expiry")):
        rule = named(rule, (start, end), name, TODAY)  # type: ignore[arg-type]
    rule = named(rule, (24, 26), "quantity", TODAY)
    return with_form(rule, 4, "DDMMYY")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (SAMPLE, ["NWD-MILK1L", "B7731", "2026-12-04", "48"]),
        ("NWD-BUTTER250/X/311227/144", ["NWD-BUTTER250", "X", "2027-12-31", "144"]),
        ("1/2/290228/1.5", ["1", "2", "2028-02-29", "1.5"]),
        ("1/2/290227/1", None),  # no such day
        ("1/2/003026/1", None),
        ("1/2/0412 6/1", None),
        ("1/2/3/041226/48", None),  # where the lot ends, nobody could say
        ("/2/041226/48", None),
        ("1//041226/48", None),
        ("1/2/041226/", None),
        ("1/2/041226/48X", None),
        ("1/2/041226/48/", None),
        ("1/2\x1d/041226/48", None),
        ("1/" + "2" * 91 + "/041226/48", None),
        ("1/  /041226/48", None),
        ("x" * 500, None),
        ("", None),
    ],
)
def test_a_rule_reads_labels_of_its_kind_and_no_others(
    text: str, values: list[str] | None
) -> None:
    found = milk().values(text, TODAY)
    assert (found and found[::2]) == values


def test_a_scan_read_by_a_rule_has_the_fields_of_its_parts() -> None:
    scan = read(b"]C0" + SAMPLE.encode(), today=TODAY)

    reading = reading_by(milk(), scan, TODAY)

    assert reading is not None
    assert (reading.read_as, reading.symbology, reading.valid) == ("taught", "]C0", True)
    assert (reading.lot, reading.expiry) == ("B7731", date(2026, 12, 4))
    assert (reading.quantity, reading.gtin, reading.scan) == (Decimal(48), None, scan.scan)
    assert [(e.id, e.raw, e.value) for e in reading.elements] == [
        ("ITEM", "NWD-MILK1L", "NWD-MILK1L"),
        ("LOT", "B7731", "B7731"),
        ("EXPIRY", "041226", "2026-12-04"),
        ("QUANTITY", "48", "48"),
    ]
    assert reading_by(milk(), read(b"B7731", today=TODAY), TODAY) is None


def test_a_rule_can_be_shown_on_another_label_of_its_kind() -> None:
    moved = milk().moved_to("X/2/311227/1")
    assert moved is not None
    assert moved.sample == "X/2/311227/1"
    assert moved.values(SAMPLE, TODAY) == milk().values(SAMPLE, TODAY)
    assert milk().moved_to("X") is None


def test_an_item_number_that_is_a_gtin_must_keep_its_check_digit() -> None:
    rule = named(untaught("9521234543213#L1"), (0, 13), "item", TODAY)
    rule = named(rule, (14, 16), "lot", TODAY)
    assert rule.parts[0] == Part("item", "9521234543213", exact=True, form=GTIN)
    reading = reading_by(rule, read(b"9521234543213#L2", today=TODAY), TODAY)
    assert reading is not None
    assert (reading.gtin, reading.lot) == ("09521234543213", "L2")
    for wrong in ("9521234543214#L2", "952123454321#L2", "95212345432130#L2"):
        assert rule.values(wrong, TODAY) is None


def test_a_quantity_may_have_decimals_that_are_not_printed() -> None:
    rule = named(untaught("Q001250KG"), (1, 7), "quantity", TODAY)
    assert rule.values("Q001250KG", TODAY) == ["Q", "001250"[2:], "KG"]
    weighed = with_form(rule, 1, "3")
    assert weighed.values("Q000500KG", TODAY) == ["Q", "0.500", "KG"]
    assert weighed.values("Q00050.0KG", TODAY) is None
    assert rule.values("Q1,5KG", TODAY) == ["Q", "1.5", "KG"]


def test_lengths_are_guessed_from_what_follows_and_can_be_chosen() -> None:
    rule = named(untaught("4711L2611A"), (0, 4), "item", TODAY)
    rule = named(rule, (5, 10), "lot", TODAY)
    assert [part.width for part in rule.parts] == [4, 1, None]
    assert rule.values("4712LX-9", TODAY) == ["4712", "L", "X-9"]
    assert rule.values("47A2LX", TODAY) is None  # digits in the sample, so digits only
    assert rule.values("471LX", TODAY) is None
    free = with_length(rule, 0, exact=False)
    assert free.values("471LX", TODAY) == ["471", "L", "X"]
    again = named(free, (5, 7), "lot", TODAY)
    assert [part.width for part in again.parts] == [None, 1, 2, None]


def test_a_text_that_stands_in_the_part_before_it_ends_it_by_length() -> None:
    rule = named(untaught("AB-1-L7"), (0, 4), "item", TODAY)
    rule = named(rule, (5, 7), "lot", TODAY)
    assert rule.values("AB-1-L7", TODAY) == ["AB-1", "-", "L7"]
    assert rule.values("ABC-1-L7", TODAY) is None


def test_what_is_cut_from_a_part_keeps_its_name_where_that_makes_sense() -> None:
    rule = named(untaught("LB7731X"), (0, 7), "lot", TODAY)
    rule = named(rule, (0, 1), "fixed", TODAY)
    assert [(part.name, part.text) for part in rule.parts] == [
        ("fixed", "L"),
        ("lot", "B7731X"),
    ]
    rule = named(rule, (1, 6), "serial", TODAY)
    assert [part.name for part in rule.parts] == ["fixed", "serial", "fixed"]
    rule = named(rule, (1, 3), "serial", TODAY)
    assert [part.name for part in rule.parts] == ["fixed", "serial", "any", "fixed"]


def test_a_name_is_given_once() -> None:
    rule = named(untaught("A1/B2"), (0, 2), "lot", TODAY)
    rule = named(rule, (3, 5), "lot", TODAY)
    assert [part.name for part in rule.parts] == ["any", "fixed", "lot"]
    assert span_of(rule, 2) == (3, 5)


def test_a_day_of_one_order_is_taken_and_of_two_is_asked() -> None:
    one = named(untaught("X131226"), (1, 7), "expiry", TODAY)
    assert one.parts[1].form == "DDMMYY"
    two = named(untaught("X041226"), (1, 7), "expiry", TODAY)
    assert two.parts[1].form == ""
    assert two.values("X041226", TODAY) is None
    assert orders(two.parts[1], TODAY) == [
        ("DDMMYY", date(2026, 12, 4)),
        ("MMDDYY", date(2026, 4, 12)),
    ]
    same = named(untaught("X261226"), (1, 7), "expiry", TODAY)
    assert same.parts[1].form == ""
    assert [day for _form, day in orders(same.parts[1], TODAY)] == [date(2026, 12, 26)] * 2
    none = named(untaught("X999999"), (1, 7), "expiry", TODAY)
    assert orders(none.parts[1], TODAY) == []


def test_two_parts_of_any_length_cannot_follow_each_other() -> None:
    rule = Rule((Part("lot", "A"), Part("serial", "B")))
    assert rule.is_ambiguous
    assert rule.values("AB", TODAY) is None
    assert not milk().is_ambiguous


def test_a_rule_that_would_read_anything_is_told_from_others() -> None:
    assert milk().tells_apart
    assert not Rule((Part("lot", "B7731"),)).tells_apart
    assert not Rule((Part("lot", "B7731", exact=True),)).tells_apart
    assert Rule((Part("lot", "B773112345", exact=True),)).tells_apart


def test_every_kind_of_part_is_kept_as_text() -> None:
    rule = Rule(
        (
            Part("item", "9521234543213", exact=True, form=GTIN),
            Part("any", "x?"),
            Part("fixed", "#"),
            Part("quantity", "0125", exact=True, form="2"),
            Part("lot", "AB", exact=True),
            Part("best before", "1.2.27", form="D.M.YY"),
        )
    )
    assert loaded(dumped(rule)) == rule
    assert rule.values(rule.sample, TODAY) == [
        *("09521234543213", "x?", "#", "1.25", "AB", "2027-02-01"),
    ]
    assert expression(rule) == (
        r"(?P<item>[0-9]{13})[^\#]+\#(?P<quantity>[0-9]{4})(?P<lot>.{2})"
        r"(?P<best_before>[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2})"
    )


def test_rules_are_kept_as_text() -> None:
    rule = milk()
    assert loaded(dumped(rule)) == rule
    assert expression(rule) == (
        r"(?P<item>[^/]+)/(?P<lot>[^/]+)/(?P<expiry>[0-9]{2}[0-9]{2}[0-9]{2})/(?P<quantity>[0-9]+)"
    )


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "{}", "[1]", '[{"name":"lot"}]', '[{"name":"lot","text":""}]'),
        *('[{"name":"x","text":"1"}]', '[{"name":"lot","text":"1","exact":2}]'),
        *('[{"name":"expiry","text":"1"}]', '[{"name":"expiry","text":"1","form":"("}]'),
        *('[{"name":"lot","text":"1","form":"GTIN"}]', '[{"name":"lot","text":"1","x":1}]'),
        *('[{"name":"quantity","text":"1","form":"99"}]', '[{"name":["lot"],"text":"1"}]'),
        '[{"name":"lot","text":"' + "1" * 401 + '"}]',
        "[" * 100_000,
    ],
)
def test_a_text_that_says_no_rule_is_told(text: str) -> None:
    with pytest.raises(NotARule):
        loaded(text)


PARTS = st.lists(
    st.builds(
        Part,
        st.sampled_from([name for name in NAMES if name not in DAYS]),
        st.text("AB01/-", min_size=1, max_size=6),
        st.booleans(),
    )
    | st.builds(
        Part,
        st.sampled_from(sorted(DAYS)),
        st.just("311226"),
        form=st.sampled_from(["DDMMYY", "YYMMDD", "D/M/YY", "YYDDD", "DDMMMYYYY", ""]),
    ),
    min_size=1,
    max_size=7,
).map(lambda parts: Rule(tuple(parts)))


@given(PARTS, TEXTS | PRINTABLE)
def test_whatever_the_rule_and_the_text_reading_returns(rule: Rule, text: str) -> None:
    for each in (text, rule.sample, rule.sample + text, text + rule.sample):
        pieces, values = rule.cut(each), rule.values(each, TODAY)
        if values is not None:
            assert pieces is not None
            assert "".join(pieces) == each
            for part, piece, value in zip(rule.parts, pieces, values, strict=True):
                if part.name in DAYS:
                    day = date.fromisoformat(value)  # never one of no calendar
                    assert day == taught_dates.day_of(piece, part.form, TODAY)


@given(
    PRINTABLE,
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(1, 30), st.sampled_from(NAMES)), max_size=6
    ),
)
def test_a_rule_made_of_a_sample_reads_it_back_to_what_was_selected(
    text: str, selections: list[tuple[int, int, str]]
) -> None:
    rule = untaught(text)
    for start, length, name in selections:
        span = (min(start, len(text) - 1), min(start + length, len(text)))
        if span[0] < span[1]:
            rule = named(rule, span, name, TODAY)  # type: ignore[arg-type]
            chosen = next(
                p for at, p in enumerate(rule.parts) if span_of(rule, at)[1] >= span[1]
            )
            assert chosen.name == name
    assert rule.sample == text
    loose = [replace(p, name="any", form="") if p.name in DAYS else p for p in rule.parts]
    pieces = settled(loose).cut(text)
    if pieces is not None:
        assert pieces == [part.text for part in settled(loose).parts]
    alone = settled(
        [replace(p, name="any", form="") if p.name != "fixed" else p for p in loose]
    )
    assert alone.cut(text) == [part.text for part in alone.parts]
