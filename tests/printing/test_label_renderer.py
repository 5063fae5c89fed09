"""The same label is the same ink, in whole printer dots, and text stays in its place."""

from __future__ import annotations

import itertools
import re

import pypdfium2 as pdfium
import pytest

from lsn_desktop.domain.refusals import Refusal
from printing.inks import label_renderer
from printing.labels import label_templates
from printing.labels.label_layout import arrange, dots_per_mm
from printing.labels.template_reader import parse
from tests.printing.labels import HOSTILE, LABELS, MILK, only_words, picture_of, text_of

TEMPLATES = sorted(LABELS)


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_same_labels_give_the_same_bytes(name: str) -> None:
    template = label_templates.load(name)

    assert label_renderer.pdf(template, [LABELS[name]]) == label_renderer.pdf(
        template, [dict(LABELS[name])]
    )


@pytest.mark.parametrize("name", TEMPLATES)
def test_each_label_is_a_page_of_the_stocks_size(name: str) -> None:
    template = label_templates.load(name)
    document = pdfium.PdfDocument(label_renderer.pdf(template, [LABELS[name]] * 3))

    assert len(document) == 3
    for width, height in (document.get_page_size(page) for page in range(3)):
        assert width / 72 * 25.4 == pytest.approx(template.width, abs=0.05)
        assert height / 72 * 25.4 == pytest.approx(template.height, abs=0.05)
    document.close()


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_modules_are_whole_dots_of_the_printer(name: str, dpi: int) -> None:
    template = label_templates.load(name)
    picture = picture_of(label_renderer.png(template, LABELS[name], dpi))
    picture = picture.point(lambda grey: 0 if grey < 3 else 255 if grey > 252 else grey)
    layout = arrange(template, LABELS[name], dpi)

    assert picture.size == (layout.width_dots, layout.height_dots)
    assert picture.width == pytest.approx(template.width * dots_per_mm(dpi), abs=0.5)
    assert layout.bars
    for bars in layout.bars:
        for place, row in enumerate(bars.symbol.rows):
            y = bars.y_dots + place * bars.row_dots
            right = bars.x_dots + bars.symbol.columns * bars.module_dots
            drawn = picture.crop((bars.x_dots, y, right, y + bars.row_dots)).tobytes()
            line = b"".join(bytes([0 if dark else 255]) * bars.module_dots for dark in row)
            assert drawn == line * bars.row_dots


def test_a_203_dpi_head_has_eight_dots_in_a_millimetre() -> None:
    picture = picture_of(label_renderer.png(label_templates.load("lot"), MILK, 203))

    assert picture.size == (800, 400)


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_font_is_embedded(name: str) -> None:
    pdf = label_renderer.pdf(label_templates.load(name), [LABELS[name]])

    fonts = set(re.findall(rb"/BaseFont /(\S+)", pdf))
    assert fonts
    assert all(re.fullmatch(rb"[A-Z]{6}\+NotoSans(Mono)?-\w+", font) for font in fonts)
    assert len(re.findall(rb"/FontFile2", pdf)) == len(fonts)


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("lot", {}, "(01)09521234543213(17)261219(10)L2611A"),
        (
            "lot",
            {"expiry": "", "best_before": "2026-12-19"},
            "(01)09521234543213(15)261219(10)L2611A",
        ),
        ("lot", {"gtin": "9521234543213"}, "(01)09521234543213(17)261219(10)L2611A"),
        ("lot", {"gtin": ""}, "\nL2611A"),
        ("lot", {"lot": "ABCDEFGH1234567890ZZ"}, "(17)261219(10)ABCDEFGH1234567890ZZ"),
        ("serial", {}, "(01)09521234543213 (17)280531 (10)L2611A\n(21)SN-0004711"),
        ("serial", {"lot": "A" * 20, "serial": "B" * 20}, f"(10){'A' * 20} (21){'B' * 20}"),
        ("bin", {}, "\nDOCK-1"),
    ],
)
def test_the_words_under_a_symbol_are_whole_and_in_brackets(
    name: str, change: dict[str, str], words: str
) -> None:
    pdf = label_renderer.pdf(label_templates.load(name), [LABELS[name] | change])

    assert words in text_of(pdf)


def test_what_matters_is_the_largest() -> None:
    layout = arrange(label_templates.load("lot"), MILK, 203)
    sizes = {line.text: line.size for line in layout.lines}

    assert sizes["L2611A"] == max(sizes.values())
    assert sizes["2026-12-19"] >= sizes["Whole milk 1 L"] > sizes["MILK-1L"]


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("name", TEMPLATES)
def test_hostile_text_stays_in_its_boxes(name: str, hostile: str) -> None:
    template = label_templates.load(name)
    free = only_words(template)
    fields = LABELS[name] | dict.fromkeys(free, hostile)
    layout = arrange(template, fields, 203)
    boxes = [text.box for text in template.texts]
    boxes += [place.words.box for place in template.symbols if place.words]
    blank = {**fields, **dict.fromkeys(free, "")}
    picture = picture_of(label_renderer.png(template, fields)).point(lambda v: v < 128 and 255)
    bare = picture_of(label_renderer.png(template, blank)).point(lambda v: v < 128 and 255)
    for box in boxes:
        x, y, right, bottom = (
            round(edge * 8) for edge in (box.x, box.y, box.x + box.width, box.y + box.height)
        )
        # A descender may reach a dot or two below its line; no box is that near to a symbol.
        for page in (picture, bare):
            page.paste(0, (x - 4, y - 4, right + 4, bottom + 4))

    assert layout.lines
    assert picture.tobytes() == bare.tobytes()


@pytest.mark.parametrize("text", ["<b>x</b>", "^XZ^XA~JA", "{lot} {0.__class__}", "&amp; \\n"])
def test_markup_and_printer_commands_are_printed_as_they_stand(text: str) -> None:
    pdf = label_renderer.pdf(label_templates.load("lot"), [MILK | {"item": text}])

    assert text in text_of(pdf)


def test_a_field_is_never_filled_twice() -> None:
    pdf = label_renderer.pdf(label_templates.load("lot"), [MILK | {"item": "{sku}"}])

    assert "{sku}" in text_of(pdf)


@pytest.mark.parametrize(
    ("name", "field"), [("lot", "lot"), ("serial", "serial"), ("bin", "location")]
)
def test_a_label_without_what_it_is_for_is_refused(name: str, field: str) -> None:
    with pytest.raises(Refusal, match=f"needs the field {field}"):
        label_renderer.pdf(label_templates.load(name), [LABELS[name] | {field: ""}])


@pytest.mark.parametrize("lot", ["L 1", "Партия 7", "Ä" * 40, "A^XZ", "#" * 21])
def test_a_lot_gs1_cannot_hold_stands_alone(lot: str) -> None:
    layout = arrange(label_templates.load("lot"), MILK | {"lot": lot}, 203)

    assert {bars.symbol.payload for bars in layout.bars} == {lot.encode()}


def test_a_symbol_that_does_not_fit_is_refused_with_the_alternative() -> None:
    with pytest.raises(Refusal, match=r"needs .* mm; its place is 30 x 30 mm.*larger label"):
        arrange(label_templates.load("bin"), {"location": "ü" * 490}, 203)


def test_an_optional_symbol_makes_room_when_the_lot_is_long() -> None:
    def symbologies(lot: str) -> list[str]:
        layout = arrange(label_templates.load("lot"), MILK | {"lot": lot}, 203)
        return [bars.symbol.symbology for bars in layout.bars]

    assert symbologies("L1") == ["gs1-datamatrix", "gs1-128"]
    assert symbologies("ABCDEFGHJKLMNPQRSTUV") == ["gs1-datamatrix"]


def test_the_runs_of_a_linear_symbol_are_its_modules() -> None:
    (bars,) = (
        bars
        for bars in arrange(label_templates.load("lot"), MILK, 203).bars
        if bars.symbol.symbology == "gs1-128"
    )
    runs = [len(list(run)) for _, run in itertools.groupby(bars.symbol.rows[0])]

    assert runs[:3] == [2, 1, 1]  # start C begins 211232
    assert runs[-7:] == [2, 3, 3, 1, 1, 1, 2]  # the stop pattern
    assert max(runs) <= 4


def test_an_optional_symbol_does_not_hide_a_broken_message() -> None:
    only = parse(
        b"""
        name = "only"
        title = "Only lines"
        version = "1"
        stock = {width = 100, height = 50}
        [[symbol]]
        symbology = "gs1-128"
        box = [0, 0, 100, 20]
        module = [0.25, 0.5]
        optional = true
        gs1 = {01 = "gtin"}
        """,
        "only",
    )

    with pytest.raises(Refusal, match="does not check"):
        arrange(only, {"gtin": "09521234543214"}, 203)
