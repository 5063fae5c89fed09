"""Whatever stands in the data: a label says exactly that, in every ink, or is refused rightly.

What a label should say is worked out here from the template and the data, and what it does
say is read back by our own reader from what zxing decodes.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest
import zxingcpp

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.scanning.read import read
from printing.inks import raster
from printing.inks.zpl import zpl
from printing.labels import label_check, label_rules, label_templates
from printing.labels.label_layout import arrange
from tests.printing.label_data import checked, data_set, within_gs1

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL.Image import Image

    from printing.labels.label_elements import LabelTemplate, SymbolPlace
    from printing.labels.layout_parts import Bars, Layout
    from tests.zpl_renderer import ZplRenderer

SEED = 20261127
IDENTIFIERS = {
    "gs1-datamatrix": {"]d2"},
    "gs1-128": {"]C1"},
    "digital-link": {"]Q1"},
    "datamatrix": {"]d1", "]d4"},  # the latter says in which alphabet
    "qr": {"]Q1", "]Q2"},
    "code128": {"]C0"},
    "ean13": {"]E0"},
    "itf14": {"]I1"},
}
GS1_DATES = ("11", "15", "17")


def data_sets(count: int) -> list[dict[str, str]]:
    rng = random.Random(SEED)  # noqa: S311 - a seed gives the same labels again
    return [data_set(rng) for _ in range(count)]


def wanted(place: SymbolPlace, fields: dict[str, str]) -> dict[str, str] | bytes:
    """What a symbol is to say: GS1 elements by AI, or bytes."""
    if not place.gs1:
        text = fields[place.field] if place.field else fields[place.text.strip("{}")]
        if place.symbology in ("ean13", "itf14"):
            return text.lstrip("0").zfill(13 if place.symbology == "ean13" else 14).encode()
        return text.encode()
    return {ai: in_gs1(ai, fields[field]) for ai, field in place.gs1 if fields[field]}


def in_gs1(ai: str, value: str) -> str:
    if ai in ("01", "02"):
        return value.zfill(14)
    return f"{date.fromisoformat(value):%y%m%d}" if ai in GS1_DATES else value


def elements(identifier: str, sent: bytes) -> dict[str, str]:
    reading = read(identifier.encode() + sent, today=date(2026, 1, 1))
    return {one.id: one.raw for one in reading.elements}


def says_what_it_should(
    template: LabelTemplate, fields: dict[str, str], one: label_check.CheckedSymbol
) -> bool:
    assert one.identifier in IDENTIFIERS[one.symbology]
    said = elements(one.identifier, one.sent)
    for place in template.symbols:
        if place.symbology == one.symbology:
            should = wanted(place, fields)
            if should == (said if isinstance(should, dict) else one.sent):
                return True
    return False


def decoded(picture: Image, bars: Bars) -> set[tuple[str, bytes]]:
    """Whatever stands in a symbol's place, of any symbology, turned any way."""
    beside, above = bars.quiet_dots
    left, top = bars.x_dots - beside, bars.y_dots - above
    right = bars.x_dots + bars.width_dots + beside
    region = picture.crop((left, top, right, bars.y_dots + bars.height_dots + above))
    found = zxingcpp.read_barcodes(region.convert("L"), try_invert=False, try_downscale=False)
    return {(code.symbology_identifier, code.bytes) for code in found}


def see_rightly_refused(
    refused: Refusal, template: LabelTemplate, fields: dict[str, str]
) -> str:
    """The reason, once it is seen to be true of the data."""
    gtin = fields["gtin"]
    params = refused.fact.params
    wrong = not (len(gtin) in (8, 12, 13, 14) and checked(gtin[:-1]) == gtin)
    why = str(params.get("why", refused.fact))
    if refused.fact.text == "A {title} needs the field {field}, which is empty.":
        assert any(fields[name] == "" for name in template.needs)
        return "a field it needs is empty"
    if "breaks a GS1 rule" in why:
        assert not within_gs1(fields)
        return "the data break a GS1 rule"
    if "GTIN" in why or "GS1 element" in why:
        assert wrong or len(gtin) != 13
        return "the GTIN is none, or too long for the symbology"
    if found := re.search(r"needs ([\d.]+) mm; its place is ([\d.]+) x ([\d.]+)", why):
        needed, *place = map(float, found.groups())
        assert needed > min(place)
        return "the symbol does not fit its place"
    pytest.fail(f"{template.name}: {refused} {fields}")


@pytest.mark.parametrize("name", label_templates.builtin())
def test_random_labels_say_their_data_or_are_refused_rightly(
    name: str, scale: int, record_property: Callable[[str, object], None]
) -> None:
    template = label_templates.load(name)
    reasons: Counter[str] = Counter()
    sets = data_sets(10 * scale)
    if scale == 1:  # a third of them; the other templates take the others
        sets = sets[label_templates.builtin().index(name) % 3 :: 3]
    for fields in sets:
        dpi = 300 if reasons.total() % 3 == 2 else 203
        try:
            _pdf, (found,) = label_check.checked(template, [fields], dpi=dpi)
        except Refusal as refused:
            reasons[see_rightly_refused(refused, template, fields)] += 1
            continue
        reasons["printed"] += 1
        layout = arrange(template, fields, dpi)
        picture = raster.bitmap(layout)
        assert found, (name, fields)
        for one, bars in zip(found, layout.bars, strict=True):
            assert says_what_it_should(template, fields, one), (name, one, fields)
            assert (one.identifier, one.sent) in {
                ("]A0" if sent[0] == "]A1" else sent[0], sent[1])
                for sent in decoded(picture, bars)
            }
    record_property(name, dict(reasons))
    assert reasons["printed"] or scale == 1


def test_random_labels_in_zpl_say_the_same_in_the_same_place(
    zebra: ZplRenderer, scale: int
) -> None:
    wanted_labels = 200 if scale > 1 else 10
    printed, names = 0, label_templates.builtin()
    for place, fields in enumerate(data_sets(4 * wanted_labels)):
        template = label_templates.load(names[place % len(names)])
        try:
            layout = arrange(template, fields, 203)
        except Refusal:
            continue
        see_zpl(zebra, layout)
        printed += 1
        if printed == wanted_labels:
            return
    pytest.fail(f"only {printed} labels")


def see_zpl(zebra: ZplRenderer, layout: Layout) -> None:
    (label,) = zebra.pictures(zpl(layout), layout.width_dots, layout.height_dots)
    for bars in layout.bars:
        assert (bars.symbol.identifier, bars.symbol.payload) in decoded(label, bars)
        at = (bars.x_dots, bars.y_dots)
        there = label.crop((*at, at[0] + bars.width_dots, at[1] + bars.height_dots))
        assert (
            there.tobytes()
            == raster.modules(bars).convert("L").point(lambda ink: 255 - ink).tobytes()
        )


def test_what_gs1_can_say_prints_on_the_large_labels(scale: int) -> None:
    large = [
        template
        for template in map(label_templates.load, label_templates.builtin())
        if min(template.width, template.height) >= 100
        and max(template.width, template.height) >= 150
    ]
    tried = refused = 0
    for fields in filter(within_gs1, data_sets(10 * scale)):
        useful = [one for one in large if all(fields[need] for need in one.needs)]
        failed = [one.name for one in useful if not prints(one, fields)]
        assert len(failed) < len(useful), fields
        tried, refused = tried + len(useful), refused + len(failed)

    assert refused <= 0.02 * tried


def prints(template: LabelTemplate, fields: dict[str, str]) -> bool:
    try:
        layout = arrange(template, fields, 203)
    except Refusal:
        return False
    return not any(one.refuses for one in label_rules.findings(layout))
