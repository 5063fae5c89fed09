"""The standard's own examples of EPCIS documents, read as notices."""

from __future__ import annotations

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.integrations import epcis
from tests.conformance.vectors import DATA

EXAMPLES = DATA / "epcis" / "examples"


def test_the_example_of_object_events_announces_its_two_pieces() -> None:
    found = epcis.read((EXAMPLES / "Example_9.6.1-ObjectEvent.jsonld").read_bytes())

    assert [(each.names, each.serial) for each in found.goods] == [
        (("10614141073464",), "2017"),
        (("10614141073464",), "2018"),
    ]
    assert (found.order, found.number) == ("12345678", "1152")


def test_the_example_of_an_aggregation_announces_what_is_on_the_pallet() -> None:
    found = epcis.read((EXAMPLES / "Example_9.6.3-AggregationEvent.jsonld").read_bytes())

    assert {each.sscc for each in found.goods} == {"106141412345678908"}
    assert [(each.lot or each.serial, str(each.quantity)) for each in found.goods] == [
        ("2017", "1"),
        ("2018", "1"),
        ("", "10"),
        ("998877", "200.5"),
    ]


def test_what_is_only_made_of_other_goods_is_not_announced() -> None:
    data = (EXAMPLES / "Example_9.6.4-TransformationEvent.jsonld").read_bytes()

    with pytest.raises(Refusal, match="names no goods"):
        epcis.read(data)
