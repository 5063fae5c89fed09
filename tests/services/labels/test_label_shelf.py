"""The company's templates beside the built-in ones, kept to the letter."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.paper import label_shelf
from lsn_desktop.services.labels import keeping_templates
from lsn_desktop.storage import blobs
from lsn_desktop.storage import house as houses
from printing.labels import label_templates, template_reader, template_writer

if TYPE_CHECKING:
    from printing.labels.label_elements import LabelTemplate
    from tests.house_for_tests import House


LOT = label_templates.load("lot")


def keep(house: House, template: LabelTemplate) -> LabelTemplate:
    with house.database.transaction(house.later()) as tx:
        return label_shelf.keep(tx, house.uid(), template)


def test_a_template_of_the_companys_takes_the_place_of_a_built_in_one(house: House) -> None:
    mine = keep(house, replace(LOT, title="Our lot label", version="1"))

    with house.database.reading() as connection:
        assert label_shelf.load(connection, "lot").title == "Our lot label"
        assert label_shelf.load(connection, "lot").digest == mine.digest
        assert label_shelf.titles(connection)["lot"] == "Our lot label"
        assert sorted(label_shelf.titles(connection)) == label_templates.builtin()
    with house.database.transaction(house.later()) as tx:
        keeping_templates.retire(tx, "lot")
    with house.database.reading() as connection:
        assert label_shelf.load(connection, "lot") == LOT


def test_a_print_finds_the_version_it_was_ordered_with(house: House) -> None:
    first = keep(house, replace(LOT, title="First"))
    second = keep(house, replace(LOT, title="Second"))

    assert (first.version, second.version) == ("1", "2")
    with house.database.reading() as connection:
        assert label_shelf.load(connection, "lot", first.digest).title == "First"
        assert label_shelf.load(connection, "lot", second.digest).title == "Second"
        assert label_shelf.load(connection, "lot").title == "Second"
        assert label_shelf.load(connection, "bin", "of another program").name == "bin"


def test_a_file_is_brought_in_and_out_to_the_letter(house: House) -> None:
    text = "# our own words\n" + template_writer.text(replace(LOT, name="mine", version="7"))
    with house.database.transaction(house.later()) as tx:
        label_shelf.bring_in(tx, house.uid(), text)
    with house.database.transaction(house.later()) as tx:
        label_shelf.bring_in(tx, house.uid(), text)
    other = text.replace("Lot label", "Other label")
    with house.database.transaction(house.later()) as tx:
        label_shelf.bring_in(tx, house.uid(), other)

    with house.database.reading() as connection:
        assert label_shelf.text_of(connection, "mine", "7") == text
        newest = template_reader.read(label_shelf.text_of(connection, "mine"))
        assert (newest.title, newest.version) == ("Other label", "8")
        assert template_reader.read(label_shelf.text_of(connection, "bin")).name == "bin"
        for name, version in (("nothing", ""), ("mine", "3"), ("bin", "9")):
            with pytest.raises(Refusal, match="no label template"):
                label_shelf.text_of(connection, name, version)


def test_a_file_that_breaks_a_rule_is_not_kept(house: House) -> None:
    with (
        pytest.raises(Refusal, match="has no key code"),
        house.database.transaction(house.later()) as tx,
    ):
        label_shelf.bring_in(tx, house.uid(), template_writer.text(LOT) + "\n[code]\na = 1\n")

    with house.database.reading() as connection:
        assert label_shelf.titles(connection)["lot"] == label_templates.titles()["lot"]


def test_the_companys_logo_is_on_its_labels(house: House) -> None:
    out = BytesIO()
    Image.new("1", (8, 8)).save(out, "PNG")
    with house.database.transaction(house.later()) as tx:
        blob_id, _sha = blobs.keep(tx.connection, out.getvalue(), "image/png", "logo")
        houses.change_company(tx, {"logo_blob_id": blob_id})

    with house.database.reading() as connection:
        assert label_shelf.load(connection, "lot-4x6").logo == out.getvalue()
        assert label_shelf.load(connection, "lot").logo == b""
