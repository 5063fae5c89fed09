"""Codes gather in the label in progress, whatever their order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from lsn_desktop.domain.label_in_progress import FACTS, LabelInProgress

EMPTY = LabelInProgress()
parts = st.builds(
    LabelInProgress,
    gtin=st.none() | st.sampled_from(["09521234543213", "09521234543220"]),
    lot=st.none() | st.sampled_from(["L1", "L2"]),
    expiry=st.none() | st.sampled_from([date(2026, 12, 31), date(2027, 1, 31)]),
    quantity=st.none() | st.sampled_from([Decimal(1), Decimal(12)]),
    scan_ids=st.tuples(st.integers(1, 99)),
)


def test_nothing_known_is_no_label() -> None:
    assert not EMPTY
    assert not LabelInProgress(scan_ids=(1, 2))
    assert not LabelInProgress(count=Decimal(3))  # what the operator set is on no label
    assert LabelInProgress(lot="L1")


def test_a_date_or_quantity_names_no_goods() -> None:
    assert not LabelInProgress(expiry=date(2026, 12, 31), sscc="1").identifies
    assert not LabelInProgress(quantity=Decimal(4)).identifies
    for name in ("gtin", "lot", "serial"):
        assert LabelInProgress(**{name: "X"}).identifies  # type: ignore[arg-type]
    assert LabelInProgress(item_id=7).identifies


@given(one=parts, other=parts)
def test_two_parts_that_do_not_contradict_make_one_label_in_any_order(
    one: LabelInProgress, other: LabelInProgress
) -> None:
    assert one.contradicts(other) == other.contradicts(one)
    if one.contradicts(other):
        return
    both, turned = one.with_part(other), other.with_part(one)
    for name in FACTS:
        known = [getattr(part, name) for part in (one, other)]
        wanted = next((value for value in known if value is not None), None)
        assert getattr(both, name) == getattr(turned, name) == wanted
    assert both.scan_ids == one.scan_ids + other.scan_ids


@given(one=parts, other=parts)
def test_what_adds_nothing_is_known_already(
    one: LabelInProgress, other: LabelInProgress
) -> None:
    if not other.adds_to(one) and not one.contradicts(other):
        both = one.with_part(other)
        assert all(getattr(both, name) == getattr(one, name) for name in FACTS)
    assert not one.adds_to(one)
    assert not one.contradicts(EMPTY)
