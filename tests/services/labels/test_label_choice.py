"""Templates of the company's own: every version stays, and the most specific rule chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.labels import keeping_templates, label_choice
from lsn_desktop.services.labels.keeping_templates import KeepTemplate
from lsn_desktop.services.labels.label_choice import For
from lsn_desktop.storage import catalogue, templates, timeline, verifying

if TYPE_CHECKING:
    from tests.house_for_tests import House


def keep(house: House, version: str, source: str, name: str = "lot") -> None:
    with house.database.transaction(house.later()) as tx:
        order = KeepTemplate(house.uid(), name, version, "Lot", source, f"sha of {source}")
        keeping_templates.keep(tx, order)


def test_a_new_version_is_added_and_the_old_one_stays(house: House) -> None:
    keep(house, "1", "one")
    keep(house, "2", "two")
    keep(house, "2", "two")  # saved again, unchanged

    with house.database.reading() as connection:
        (newest,) = templates.newest(connection)
        assert (newest.version, newest.source) == ("2", "two")
        assert [one.version for one in templates.named(connection, "lot")] == ["2", "1"]
        old = templates.by_digest(connection, "sha of one")
        assert old is not None
        assert (old.name, old.version, old.source) == ("lot", "1", "one")
        assert templates.by_digest(connection, "sha of nothing") is None
        assert keeping_templates.next_version(connection, "lot", "2") == "3"
        assert keeping_templates.next_version(connection, "lot", "B") == "B"
        assert keeping_templates.next_version(connection, "new", "1") == "1"
        assert list(verifying.triggers_stand(connection)) == []


def test_another_text_never_takes_the_place_of_a_version(house: House) -> None:
    keep(house, "1", "one")
    with pytest.raises(Refusal, match="is kept already"):
        keep(house, "1", "other")
    with pytest.raises(DBAPIError, match="never changes"), house.database.writer.begin() as it:
        it.execute(text("UPDATE label_template_version SET source = 'other'"))


def test_the_same_order_twice_is_one_version(house: House) -> None:
    order = KeepTemplate(house.uid(), "mine", "1", "Mine", "one", "d")
    for _time in range(2):
        with house.database.transaction(house.later()) as tx:
            keeping_templates.keep(tx, order)

    with house.database.reading() as connection:
        assert len(templates.named(connection, "mine")) == 1


def test_a_retired_template_is_listed_no_more_and_comes_back_when_kept(house: House) -> None:
    keep(house, "1", "one", "mine")
    with house.database.transaction(house.later()) as tx:
        keeping_templates.retire(tx, "mine")
    with house.database.reading() as connection:
        assert templates.newest(connection) == []
        assert templates.by_digest(connection, "sha of one") is not None
    keep(house, "1", "one", "mine")
    with house.database.reading() as connection:
        (kept,) = templates.newest(connection)
        told = timeline.audit(connection, "template", templates.id_of(connection, "mine") or 0)
    assert kept.name == "mine"
    assert [str(entry.words) for entry in told][-1] in {
        "Label template mine, version 1",
        "Label template mine is used no more",
    }


def test_what_is_in_use_or_built_in_is_not_retired(house: House) -> None:
    keep(house, "1", "one", "mine")
    with house.database.transaction(house.later()) as tx:
        label_choice.use(tx, "lot", For(printer="Zebra"), "mine")
    for name, words in (("mine", "is in use"), ("bin", "no template bin")):
        with (
            pytest.raises(Refusal, match=words),
            house.database.transaction(house.later()) as tx,
        ):
            keeping_templates.retire(tx, name)


def test_the_rule_that_names_most_chooses(house: House) -> None:
    with house.database.reading() as connection:
        item, other = (one.id for one in catalogue.find_items(connection, "", 2))
        customer = catalogue.vendors(connection)[0].id
    rules = {
        "of-item": For(item_id=item),
        "of-customer": For(customer_id=customer),
        "of-printer": For(printer="Zebra"),
        "of-customer-and-printer": For(customer_id=customer, printer="Zebra"),
    }
    with house.database.transaction(house.later()) as tx:
        for name, what in rules.items():
            label_choice.use(tx, "lot", what, name)

    with house.database.reading() as connection:

        def chosen(usual: str, what: For) -> str:
            return label_choice.template_for(connection, usual, what)

        assert chosen("lot", For(other, None, "Office")) == "lot"
        assert chosen("serial", For(item, customer, "Zebra")) == "serial"
        assert chosen("lot", For(item, customer, "Office")) == "of-item"
        assert chosen("lot", For(other, customer, "Office")) == "of-customer"
        assert chosen("lot", For(other, None, "Zebra")) == "of-printer"
        assert chosen("lot", For(item, customer, "Zebra")) == "of-customer-and-printer"
        assert len(templates.uses(connection)) == 4


def test_a_rule_is_changed_and_taken_away(house: House) -> None:
    with house.database.reading() as connection:
        item = catalogue.find_items(connection, "")[0]
    for name in ("one", "two"):
        with house.database.transaction(house.later()) as tx:
            label_choice.use(tx, "lot", For(item.id), name)
    with house.database.reading() as connection:
        (use,) = templates.uses(connection)
        assert (use.template, use.item, use.what) == ("two", item.sku, For(item.id))
        told = timeline.audit(connection, "item", item.id)
        assert "Instead of the label template lot: two" in [str(one.words) for one in told]
    with house.database.transaction(house.later()) as tx:
        label_choice.use(tx, "lot", For(item.id), "")
    with house.database.reading() as connection:
        assert templates.uses(connection) == []


def test_a_rule_says_what_it_is_for(house: House) -> None:
    with (
        pytest.raises(Refusal, match="not said what"),
        house.database.transaction(house.later()) as tx,
    ):
        label_choice.use(tx, "lot", For(), "mine")
