"""What breaks a rule of GS1 is refused before paper is spent, or said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from printing import fonts, pages
from printing.inks import label_renderer
from printing.labels import label_check, label_rules, label_templates
from printing.labels.label_layout import Layout, arrange
from printing.labels.layout_parts import Line, Picture, Shape
from printing.labels.template_reader import parse
from printing.symbology.symbols import TITLES
from tests.printing.labels import LABELS, MILK, PALLET

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument

    from printing.labels.label_elements import LabelTemplate


def only(
    symbology: str, box: str, module: str, *, stock: str = "100, height = 50"
) -> LabelTemplate:
    fields = {"ean13": "gtin", "itf14": "gtin", "ean8": "sku", "upca": "item"}
    field = {name: f'field = "{of}"' for name, of in fields.items()}
    field |= dict.fromkeys(("gs1-128", "gs1-datamatrix"), 'gs1 = {01 = "gtin", 10 = "lot"}')
    text = f"""
        name = "only"
        title = "Only one"
        version = "1"
        stock = {{width = {stock}}}
        [[symbol]]
        symbology = "{symbology}"
        box = {box}
        module = {module}
        {field.get(symbology, 'field = "lot"')}
    """
    return parse(text.encode(), "only")


GTINS = {"gtin": "9521234543213", "sku": "95200002", "item": "012345678905"}


def said(layout: Layout) -> list[tuple[str, bool, str]]:
    found = label_rules.findings(layout)
    return [(str(one.fact), one.refuses, one.fix) for one in found]


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("name", ["lot", "serial", "bin"])
def test_the_usual_labels_keep_every_rule(name: str, dpi: int) -> None:
    assert said(arrange(label_templates.load(name), LABELS[name], dpi)) == []


def test_an_sscc_finer_or_lower_than_logistic_units_want_is_said() -> None:
    layout = arrange(label_templates.load("logistics"), PALLET, 203)
    sscc = next(bars for bars in layout.bars if bars.symbol.payload.startswith(b"00"))
    small = replace(layout, bars=(replace(sscc, module_dots=3, row_dots=200),))

    assert said(layout) == []
    assert said(small) == [
        ("The modules of the GS1-128 are 0.375 mm wide; GS1 asks for 0.495 mm.", False,
         "larger label"),
        ("The GS1-128 is 25.0 mm high; GS1 asks for 31.8 mm.", False, "larger label"),
    ]  # fmt: skip


def test_a_low_gs1_128_is_said_unless_a_matrix_says_the_same() -> None:
    alone = arrange(only("gs1-128", "[0, 0, 100, 9]", "[0.25, 0.5]"), MILK, 203)
    both = arrange(label_templates.load("lot"), MILK, 203)

    assert said(alone) == [
        ("The GS1-128 is 9.0 mm high; GS1 asks for 12.7 mm.", False, "larger label")
    ]
    assert min(bars.height_dots for bars in both.bars if bars.symbol.linear) < 12 * 8
    assert said(both) == []


def test_modules_finer_than_any_table_allows_are_refused() -> None:
    template = only("datamatrix", "[0, 0, 20, 20]", "[0.15, 0.2]")

    assert said(arrange(template, MILK, 600)) == [
        ("The modules of the DataMatrix are 0.169 mm wide; scanners need 0.254 mm.", True,
         "larger label")
    ]  # fmt: skip
    with pytest.raises(Refusal, match=r"Label 1: The modules of the DataMatrix are .* larger"):
        label_check.check(template, MILK, 600)


def test_a_symbol_coarser_than_gs1_allows_is_said() -> None:
    layout = arrange(
        only("ean13", "[0, 0, 100, 40]", "[0.25, 3]"), MILK | {"gtin": "9521234543213"}, 203
    )

    assert said(layout) == [
        ("The modules of the EAN-13 are 0.750 mm wide; GS1 allows 0.660 mm.", False, "")
    ]


def test_a_gs1_128_longer_than_gs1_allows_is_refused() -> None:
    layout = arrange(
        only("gs1-128", "[0, 0, 200, 40]", "[0.25, 1]", stock="200, height = 50"),
        MILK | {"lot": "ABCDEFGHIJ"},
        203,
    )

    assert [one for one in said(layout) if one[1]] == [
        ("The GS1-128 is 178.8 mm long; GS1 allows 165.1 mm.", True, "two symbols")
    ]


def test_a_symbol_at_the_edge_is_refused() -> None:
    layout = arrange(only("gs1-128", "[0, 0, 100, 20]", "[0.25, 0.5]"), MILK, 203)
    (bars,) = layout.bars
    for x in (0, layout.width_dots - bars.width_dots):
        moved = replace(layout, bars=(replace(bars, x_dots=x),))
        assert said(moved)[0] == (
            "The quiet zone of the GS1-128 ends at the label's edge.", True, "larger label"
        )  # fmt: skip


Drawing = Callable[[Layout, int, int], Layout]
OVER: dict[str, Drawing] = {
    "a line through it": lambda label, x, y: replace(
        label, shapes=(Shape(x - 20, y + 9, 200, 1),)
    ),
    "a box in its quiet zone": lambda label, x, y: replace(
        label, shapes=(Shape(x - 9, y, 3, 30),)
    ),
    "a picture in its quiet zone": lambda label, x, y: replace(
        label, pictures=(Picture(x - 8, y, 8, 8, b"\xff" * 8),)
    ),
    "a text in its quiet zone": lambda label, x, y: replace(
        label, lines=(Line((x - 12) / 8, (y + 20) / 8, fonts.BOLD, 9, "I"),)
    ),
}


@pytest.mark.parametrize("what", sorted(OVER))
def test_what_lies_over_a_symbol_stops_the_label_though_it_reads(what: str) -> None:
    layout = arrange(only("gs1-128", "[0, 0, 100, 20]", "[0.25, 0.5]"), MILK, 203)
    (bars,) = layout.bars
    spoiled = OVER[what](layout, bars.x_dots, bars.y_dots)
    pdf = label_renderer.draw([spoiled], "")

    with pytest.raises(Refusal, match=r"lies over the GS1-128 or in its quiet zone|read back"):
        label_check.read_back(pdf, [spoiled])


@pytest.mark.parametrize(
    ("symbology", "box", "quiet"),
    [("gs1-128", "[0, 0, 100, 20]", 10), ("gs1-datamatrix", "[0, 0, 20, 20]", 1)],
)
def test_the_last_module_of_the_quiet_zone_belongs_to_it(
    symbology: str, box: str, quiet: int
) -> None:
    layout = arrange(only(symbology, box, "[0.25, 0.5]"), MILK, 203)
    (bars,) = layout.bars
    edge = bars.x_dots - quiet * bars.module_dots

    def beside(x: int) -> Layout:
        return replace(layout, shapes=(Shape(x, bars.y_dots, 1, 30),))

    for stands in (edge - 1, edge):
        label = beside(stands)
        pdf = label_renderer.draw([label], "")
        if stands < edge:
            assert label_check.read_back(pdf, [label])
        else:
            with pytest.raises(Refusal, match="in its quiet zone"):
                label_check.read_back(pdf, [label])


@pytest.mark.parametrize(("shade", "stops"), [(255, False), (230, False), (180, True)])
def test_a_shadow_in_the_quiet_zone_stops_the_label_where_contrast_ends(
    shade: int, *, stops: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = arrange(only("gs1-128", "[0, 0, 100, 20]", "[0.25, 0.5]"), MILK, 203)
    (bars,) = layout.bars
    pdf = label_renderer.draw([layout], "")

    def shaded(document: PdfDocument, page: int, width: int, height: int) -> Image:
        image = pages.picture(document, page, width, height)
        image.paste(shade, (bars.x_dots - 5, bars.y_dots, bars.x_dots - 4, bars.y_dots + 8))
        return image

    monkeypatch.setattr(label_check, "picture", shaded)
    if stops:
        with pytest.raises(Refusal, match="in its quiet zone"):
            label_check.read_back(pdf, [layout])
    else:
        assert label_check.read_back(pdf, [layout])


def test_words_that_are_cut_are_said_and_under_a_symbol_refused() -> None:
    layout = arrange(label_templates.load("lot"), MILK | {"item": "Whole milk " * 40}, 203)
    words = layout.bars[0].symbol.words
    cut = replace(layout.lines[0], text="".join(words)[:20] + "…")

    ((fact, refuses, fix),) = said(layout)
    assert fact.startswith("A text is cut: Whole milk Whole milk")
    assert (refuses, fix) == (False, "smaller text")
    assert said(replace(layout, lines=(cut,))) == [
        ("The words under a symbol are cut: (01)09521234543213(1…", True, "smaller text")
    ]


def test_letters_without_a_glyph_are_said() -> None:
    (finding,) = label_rules.findings(
        arrange(label_templates.load("lot"), MILK | {"item": "牛奶"}, 203)
    )

    assert not finding.refuses
    assert str(finding.fact).startswith("A text has letters the typeface of labels lacks")


def test_every_symbology_has_its_range() -> None:
    assert set(label_rules.RANGES) == set(TITLES)


@pytest.mark.parametrize(
    ("symbology", "finest", "coarsest", "height", "quiet"),
    [  # GS1 Sweden, Guidelines for size: consumer items, and the coarsest of outer packaging
        ("ean13", 0.264, 0.660, 18.28, 11),
        ("upca", 0.264, 0.660, 18.28, 9),
        ("ean8", 0.264, 0.660, 14.58, 7),
        ("itf14", None, 1.016, None, 10),
        ("gs1-128", None, 1.016, None, 10),
    ],
)
def test_the_figures_are_those_gs1_prints(
    symbology: str, finest: float | None, coarsest: float, height: float | None, quiet: int
) -> None:
    asked = label_rules.RANGES[symbology]
    (bars,) = arrange(only(symbology, "[0, 0, 100, 40]", "[0.25, 0.5]"), MILK | GTINS, 203).bars

    assert asked.coarsest == coarsest
    assert finest in (None, asked.finest)
    assert height in (None, asked.height)
    assert bars.symbol.quiet == quiet


def test_a_logistic_unit_asks_for_what_outer_packaging_does() -> None:
    assert (label_rules.LOGISTIC.finest, label_rules.LOGISTIC.height) == (0.495, 31.75)


def test_the_rules_are_kept_before_anything_is_drawn() -> None:
    fine = arrange(only("datamatrix", "[0, 0, 20, 20]", "[0.15, 0.2]"), MILK, 600)

    label_check.keep_the_rules(arrange(label_templates.load("lot"), MILK, 203))
    with pytest.raises(Refusal, match="The modules of the DataMatrix are"):
        label_check.keep_the_rules(fine)
