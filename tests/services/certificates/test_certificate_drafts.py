from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lsn_desktop.services.certificates import certificate_drafts, certifying
from lsn_desktop.services.certificates.certificate_facts import OrderCertificate
from lsn_desktop.services.documents import posting
from lsn_desktop.services.lots import holding
from lsn_desktop.storage import catalogue, custom_fields, lists
from tests.dock import label
from tests.house_for_tests import MILK, TODAY

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Expectation
    from lsn_desktop.services.certificates.certificate_drafts import Draft
    from tests.house_for_tests import House


@pytest.fixture
def receipt(house: House) -> Expectation:
    receipt = house.receipt("PO-1042")
    house.scan(receipt, label(ai01=MILK, ai17="261219", ai10="L2611A"))
    return receipt


def milk(house: House) -> int:
    with house.database.reading() as connection:
        return lists.lsns(connection, "L2611A")[0].id


def draft(house: House, lsn_id: int) -> Draft:
    with house.database.reading() as connection:
        return certificate_drafts.draft(connection, OrderCertificate("", lsn_id), TODAY)


def warnings(house: House, lsn_id: int) -> list[str]:
    return [str(words) for words in draft(house, lsn_id).warnings]


def test_goods_that_are_not_posted_cannot_be_certified(
    house: House, receipt: Expectation
) -> None:
    assert receipt
    refused = draft(house, milk(house)).refused

    assert str(refused) == (
        "L2611A was never received: there is nothing to certify. Post its receipt first."
    )


def test_goods_that_all_went_back_cannot_be_certified(
    house: House, receipt: Expectation
) -> None:
    house.post(receipt.document_id)
    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, receipt.document_id, "Wrong delivery", house.uid())

    assert str(draft(house, milk(house)).refused) == (
        "L2611A was never received: there is nothing to certify. Post its receipt first."
    )


def test_the_draft_says_what_the_certificate_will_say(
    house: House, receipt: Expectation
) -> None:
    house.post(receipt.document_id)
    lsn_id = milk(house)
    before = draft(house, lsn_id)

    with house.database.transaction(house.later()) as tx:
        order = OrderCertificate(house.uid(), lsn_id)
        certifying.reserve(tx, order)

    (kept,) = draft(house, lsn_id).before
    assert kept.facts == {**before.facts, "number": "COC-00001"}
    assert (before.refused, list(before.warnings)) == (None, [])


def test_what_a_person_should_look_at_first_is_said(house: House, receipt: Expectation) -> None:
    house.post(receipt.document_id)
    lsn_id = milk(house)
    with house.database.transaction(house.later()) as tx:
        family = catalogue.family_id(tx, "Dairy")
        custom_fields.add_field(tx, family, "Fat", "number", ())
        item_id = lists.lsn_row(tx.connection, lsn_id).item_id
        catalogue.change_item(tx, item_id, {"family_id": family})
        holding.hold(tx, holding.PlaceHold(house.uid(), lsn_id, "inspection", "Smells."))
        certifying.reserve(tx, OrderCertificate(house.uid(), lsn_id))

    assert warnings(house, lsn_id) == [
        "L2611A is on hold: inspection. Smells.",
        "COC-00001 is numbered for it and not made yet: finish that one instead.",
        "Not filled in, so left out: Fat.",
    ]
