"""EPCIS documents: what is shipped, what is in it, and its lots and days."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.integrations import epcis

PALLET = "urn:epc:id:sscc:9521234.3567890123"
LOT = "urn:epc:class:lgtin:9521234.054321.L1"


def document(*events: dict[str, Any]) -> bytes:
    return json.dumps({"type": "EPCISDocument", "epcisBody": {"eventList": events}}).encode()


def packed(parent: str = PALLET, **more: Any) -> dict[str, Any]:
    return {"type": "AggregationEvent", "action": "ADD", "parentID": parent, **more}


def shipped(*codes: str, step: str = "shipping", **more: Any) -> dict[str, Any]:
    return {
        "type": "ObjectEvent", "action": "OBSERVE", "bizStep": step, "epcList": list(codes),
        **more,
    }  # fmt: skip


def test_a_shipped_pallet_is_what_was_put_into_it() -> None:
    made = {
        "type": "ObjectEvent", "action": "ADD", "bizStep": "commissioning",
        "quantityList": [{"epcClass": LOT, "quantity": 500}],
        "ilmd": {"cbvmda:lotNumber": "L1", "cbvmda:itemExpirationDate": "2027-01-10"},
    }  # fmt: skip
    holds = packed(childQuantityList=[{"epcClass": LOT, "quantity": 12.5, "uom": "KGM"}])

    (found,) = epcis.read(document(made, holds, shipped(PALLET))).goods

    assert (found.names, str(found.quantity), found.lot) == (("09521234543213",), "12.5", "L1")
    assert found.sscc == "395212345678901236"
    assert found.expiry == date(2027, 1, 10)


def test_a_piece_is_announced_once_however_often_it_is_named() -> None:
    piece = "https://id.gs1.org/01/09521234543237/21/S1"

    found = epcis.read(document(shipped(piece), shipped(piece), shipped(piece, step="x")))

    assert [(each.names, each.serial) for each in found.goods] == [(("09521234543237",), "S1")]


def test_what_was_taken_out_of_its_pallet_is_not_in_it() -> None:
    first, second = (f"urn:epc:id:sgtin:9521234.054323.S{n}" for n in (1, 2))
    holds = packed(childEPCs=[first])
    opened = packed(action="DELETE", childEPCs=[first])

    found = epcis.read(document(holds, opened, packed(childEPCs=[second]), shipped(PALLET)))

    assert [each.serial for each in found.goods] == ["S2"]


@pytest.mark.parametrize(
    "step",
    [
        "shipping",
        "urn:epcglobal:cbv:bizstep:shipping",
        "https://ref.gs1.org/cbv/BizStep-shipping",
    ],
)
def test_a_step_is_known_in_each_of_its_forms(step: str) -> None:
    other = shipped("urn:epc:id:sgtin:9521234.054323.OTHER", step="commissioning")

    found = epcis.read(
        document(other, shipped("urn:epc:id:sgtin:9521234.054323.S1", step=step))
    )

    assert [each.serial for each in found.goods] == ["S1"]


def test_the_order_and_the_notice_are_named() -> None:
    event = shipped(
        "urn:epc:id:sgtin:9521234.054323.S1",
        bizTransactionList=[
            {"type": "po", "bizTransaction": "http://transaction.acme.com/po/12345678"},
            {"type": "desadv", "bizTransaction": "urn:epcglobal:cbv:bt:0614141073467:1152"},
        ],
    )

    found = epcis.read(document(event))

    assert (found.order, found.number) == ("12345678", "1152")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"{}", "no events"),
        (document(), "names no goods"),
        (document(shipped("urn:epc:id:sgtin:1.2.3", "urn:x", PALLET)), "names no goods"),
        (document(packed(childEPCs=[PALLET]), shipped(PALLET)), "contain each other"),
    ],
)
def test_what_announces_nothing_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        epcis.read(data)
