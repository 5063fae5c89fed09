"""Templates of certificates: fields that exist, two layouts, nothing that runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from printing.certificates import certificate_templates

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """title = "Ours"
kind = "coc"
layout = "letter"
paper = "Letter"
statement = "We like {item}."
"""


@pytest.mark.parametrize("kind", ["coc", "coa"])
def test_each_kind_has_a_usual_page_and_a_letter(kind: str) -> None:
    found = certificate_templates.builtin(kind)

    assert [each.name for each in found] == [kind, f"{kind}-letter"]
    assert [each.layout for each in found] == ["standard", "letter"]
    assert certificate_templates.load(kind) == found[0]


def test_a_file_of_ones_own_is_a_template(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(GOOD)

    found = certificate_templates.load(tmp_path / "ours.toml")
    assert (found.name, found.paper, found.statement) == ("ours", "Letter", "We like {item}.")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("{item}", "{password}", "there is no field password"),
        ('"letter"', '"fancy"', "layout is one of standard, letter"),
        ('title = "Ours"', "title = 1", "title is missing, or no text"),
        ('title = "Ours"', 'title = "Ours"\nrun = "x"', "run is no entry of it"),
        ("statement", "statement = [", "cannot be used"),
        ("We like", "W" * 5_001, "statement is longer than 5000"),
        ("We like", "#" * 70_000, "larger than 64 kB"),
    ],
)
def test_a_template_that_breaks_a_rule_says_which(
    tmp_path: Path, old: str, new: str, why: str
) -> None:
    (tmp_path / "ours.toml").write_text(GOOD.replace(old, new))
    with pytest.raises(Refusal, match=why):
        certificate_templates.load(tmp_path / "ours.toml")


def test_no_template_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refusal, match="Use one of these: coc, coc-letter, coa, coa-letter"):
        certificate_templates.load("../coc")


def test_a_text_says_by_its_statement_that_it_is_a_certificates() -> None:
    assert certificate_templates.is_one(GOOD)
    assert certificate_templates.is_one(GOOD + "[[[")
    assert not certificate_templates.is_one('name = "lot"')
    assert not certificate_templates.is_one("statements = [")
    assert not certificate_templates.is_one("a = " + "[" * 20_000)


def test_a_text_nested_without_end_is_refused_in_words() -> None:
    with pytest.raises(Refusal, match="The certificate template ours cannot be used"):
        certificate_templates.parse(b"statement = " + b"[" * 20_000, "ours")
