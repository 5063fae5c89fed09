"""Templates are data: read whole, checked whole, and refused in words."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

import resources
from lsn_desktop.domain.refusals import Refusal
from printing.labels import label_templates
from printing.labels.template_reader import parse
from tests.printing.labels import LABELS

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """
name = "mine"
title = "Mine"
version = "3"
[stock]
width = 60
height = 30
margin = 1
[[text]]
box = [2, 2, 30, 6]
text = "{lot} of {custom.Country of origin}"
size = 10
[[symbol]]
symbology = "gs1-datamatrix"
box = [35, 2, 20, 20]
module = [0.25, 1]
gs1 = {01 = "gtin", 10 = "lot"}
"""


def test_the_templates_others_rely_on_are_there_among_twenty_more() -> None:
    assert {"lot", "serial", "bin", "logistics", "hold", "item"} <= set(LABELS)
    assert sorted(LABELS) == label_templates.builtin()
    titles = {label_templates.load(name).title for name in LABELS}
    assert len(titles) == len(LABELS) >= 24


@pytest.mark.parametrize("name", label_templates.builtin())
def test_a_built_in_template_keeps_the_digest_of_its_file(name: str) -> None:
    template = label_templates.load(name)
    file = resources.path(f"labels/{name}.toml").read_bytes()

    assert template.name == name
    assert template.version
    assert template.digest == hashlib.sha256(file).hexdigest()


def test_a_template_file_is_loaded_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(GOOD)

    template = label_templates.load(tmp_path / "mine.toml")

    assert template.version == "3"
    assert (template.width, template.height) == (60, 30)
    assert template.fields == {"lot", "gtin", "custom.Country of origin"}


@pytest.mark.parametrize("name", ["nothing", "../labels/lot", "/etc", ""])
def test_what_is_no_template_is_refused_with_the_names_there_are(name: str) -> None:
    with pytest.raises(Refusal, match="best-before, bin, "):
        label_templates.load(name)


def test_a_template_file_of_megabytes_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "big.toml").write_text(GOOD + "#" * 300_000)

    with pytest.raises(Refusal, match="larger than 256 kB"):
        label_templates.load(tmp_path / "big.toml")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("width = 60", "width = ", "not readable TOML"),
        ("width = 60", "width = 6000", "width is 6000"),
        ("width = 60", 'width = "60"', "width is missing or not a number"),
        ("width = 60", "width = nan", "width is nan"),
        ("width = 60", "breadth = 60", "stock has no key breadth"),
        ("[stock]\nwidth = 60\nheight = 30\nmargin = 1", "", "stock is missing"),
        ("{lot}", "{password}", "there is no field password"),
        ('"gtin"', '"lot.__class__"', "there is no field lot.__class__"),
        ("box = [2, 2, 30, 6]", "box = [2, 2, 30]", "a box is"),
        ("box = [2, 2, 30, 6]", "box = [2, 2, 59, 6]", "outside the stock's margin"),
        ("box = [2, 2, 30, 6]", "box = [2, 2, 40, 6]", "over the GS1 DataMatrix"),
        ("size = 10", "size = 10\nlines = 3", "does not hold 3 lines of 10 pt"),
        ("size = 10", "size = 1", "size is 1; it lies between 4 and 200"),
        ("size = 10", 'size = 10\nfont = "comic"', "not comic"),
        ("gs1-datamatrix", "maxicode", "not maxicode"),
        ("gs1-datamatrix", "code128", "code128 cannot carry GS1 elements"),
        ("01 = ", "AA = ", "AA is not a GS1 application identifier"),
        ('gs1 = {01 = "gtin", 10 = "lot"}', 'field = "lot"', "takes GS1 elements"),
        ('gs1 = {01 = "gtin", 10 = "lot"}', "", "either gs1 or field"),
        ("module = [0.25, 1]", "module = 1", "finest and the coarsest"),
        ("module = [0.25, 1]", "module = [1, 0.25]", "lies between 1 and 3"),
        (
            "module = [0.25, 1]",
            "module = [0.25, 1]\nscript = 'x'",
            "symbol has no key script",
        ),
        ('version = "3"', "", "version is missing"),
        ('version = "3"', 'version = "3"\nneeds = "lot"', "needs is not a list"),
        ("[[text]]", "[text]", "text is not a list"),
        ("[[text]]\n", "text = [1]\n[other]\n", "template has no key other"),
        (
            "size = 10",
            "size = 10\n[[text]]\ntext = 1\nsize = 8\nbox = [2, 9, 9, 9]",
            "not a text",
        ),
        (GOOD, "a = " + "[" * 5000, "not readable TOML"),
        (GOOD, "\udcff", "not readable TOML"),
    ],
)
def test_a_template_that_breaks_a_rule_says_which(old: str, new: str, reason: str) -> None:
    assert old in GOOD
    with pytest.raises(Refusal) as refused:
        parse(GOOD.replace(old, new).encode(errors="surrogateescape"), "mine")

    assert reason in str(refused.value)
    assert "Label template mine cannot be used" in str(refused.value)


def test_two_symbols_share_a_place_when_only_one_is_ever_drawn() -> None:
    other = GOOD.split("[[symbol]]")[1].replace("gs1-datamatrix", "gs1-qr")
    one = GOOD + 'when = "gs1"\n[[symbol]]' + other

    assert len(parse((one + 'unless = "gs1"').encode(), "mine").symbols) == 2
    with pytest.raises(Refusal, match="something lies over"):
        parse(one.encode(), "mine")
