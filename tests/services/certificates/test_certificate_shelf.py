"""The company's templates of certificates beside the built-in ones, kept to the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.paper import certificate_shelf, label_shelf
from lsn_desktop.services.labels import keeping_templates
from lsn_desktop.storage import templates
from printing.certificates import certificate_templates
from printing.labels import label_templates

if TYPE_CHECKING:
    from printing.certificates.certificate_templates import CertificateTemplate
    from tests.house_for_tests import House

OURS = """# our own words
title = "Ours"
kind = "coc"
layout = "letter"
paper = "Letter"
statement = "We like {item}."
"""


def keep(house: House, text: str = OURS, name: str = "ours") -> CertificateTemplate:
    with house.database.transaction(house.later()) as tx:
        return certificate_shelf.bring_in(tx, house.uid(), name, text)


def names(house: House) -> list[str]:
    with house.database.reading() as connection:
        return [each.name for each in certificate_shelf.all_of(connection)]


def test_each_version_is_kept_to_the_letter_and_counted(house: House) -> None:
    first = keep(house)
    assert (first.name, first.version, keep(house).version) == ("ours", "1", "1")
    second = keep(house, OURS.replace("like", "love"))
    assert (second.version, keep(house).version) == ("2", "3")

    with house.database.reading() as connection:
        assert certificate_shelf.load(connection, "ours").version == "3"
        assert certificate_shelf.text_of(connection, "ours") == OURS
        assert "love" in (certificate_shelf.text_of(connection, "ours", "2") or "")
        built_in = certificate_shelf.text_of(connection, "coa") or ""
        assert certificate_templates.parse(built_in.encode(), "coa").kind == "coa"
        assert certificate_shelf.text_of(connection, "lot") is None
        with pytest.raises(Refusal, match="ours has no version 9"):
            certificate_shelf.text_of(connection, "ours", "9")
        assert [one.name for one in templates.newest(connection, "coc")] == ["ours"]
        assert sorted(label_shelf.titles(connection)) == label_templates.builtin()


def test_one_named_as_a_built_in_one_is_the_usual_one_of_its_kind(house: House) -> None:
    assert names(house) == ["coc", "coc-letter", "coa", "coa-letter"]
    keep(house)
    keep(house, name="coc")

    assert names(house) == ["coc", "ours", "coc-letter", "coa", "coa-letter"]
    with house.database.reading() as connection:
        assert certificate_shelf.load(connection, "coc").title == "Ours"

    for name in ("coc", "ours"):
        with house.database.transaction(house.later()) as tx:
            keeping_templates.retire(tx, name)
    assert names(house) == ["coc", "coc-letter", "coa", "coa-letter"]
    with house.database.reading() as connection:
        assert certificate_shelf.load(connection, "coc").version == ""
        with pytest.raises(Refusal, match="no certificate template ours"):
            certificate_shelf.load(connection, "ours")
    assert keep(house).version == "1"
    assert "ours" in names(house)


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("lot", OURS, "The name lot is that of another kind"),
        ("coa", OURS, "The name coa is that of another kind"),
        ("ours", OURS.replace('"coc"', '"coa"'), "The name ours is that of another kind"),
        ("../ours", OURS, "cannot be called ../ours"),
        ("new", OURS.replace("{item}", "{password}"), "there is no field password"),
        ("new", OURS + "#" * 70_000, "larger than 64 kB"),
    ],
)
def test_what_breaks_a_rule_is_not_kept(house: House, name: str, text: str, why: str) -> None:
    keep(house)
    before = names(house)

    with pytest.raises(Refusal, match=why):
        keep(house, text, name)

    assert names(house) == before


@pytest.mark.parametrize("name", ["ours", "coc"])  # one that is kept, one that may be
def test_a_label_does_not_take_the_name_of_a_certificate(house: House, name: str) -> None:
    keep(house)
    text = label_templates.text("lot").replace('name = "lot"', f'name = "{name}"')

    with (
        pytest.raises(Refusal, match=f"The name {name} is that of another kind"),
        house.database.transaction(house.later()) as tx,
    ):
        label_shelf.bring_in(tx, house.uid(), text)

    with house.database.reading() as connection, pytest.raises(Refusal, match="no label"):
        label_shelf.load(connection, name)
