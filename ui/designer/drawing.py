"""The label as it is printed, and what is wrong with it; for a reader's lane.

What cannot be made is left out and said, so that the rest of the label can be seen and mended.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING

from lsn_desktop.domain.refusals import Refusal
from printing.inks import label_renderer
from printing.labels import label_check, label_layout, label_rules
from printing.pages import opened, picture
from printing.symbology.symbols import TITLES, DoesNotFit
from ui.designer.finding import Finding
from ui.designer.parts import Key
from ui.designer.rules import broken, cut_short

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from printing.labels.label_elements import LabelTemplate, SymbolPlace
    from printing.labels.layout_parts import Bars, Layout


@dataclass(frozen=True, slots=True)
class Drawn:
    """A label drawn: its picture (PNG, a pixel for each dot), what was found and read back."""

    png: bytes
    findings: tuple[Finding, ...]
    read_back: tuple[str, ...] = ()


def drawn(template: LabelTemplate, fields: Mapping[str, str], dpi: int) -> Drawn:
    """Draw a label of these fields, and read its symbols back."""
    findings: list[Finding] = []
    layout = _laid_out(replace(template, needs=()), fields, dpi, findings)
    pdf = label_renderer.draw([layout], template.title)
    sound = []
    for bars in layout.bars:
        try:
            label_check.read_back(pdf, [replace(layout, bars=(bars,))])
        except Refusal as refused:
            findings.append(Finding(refused.fact, refused.remedy, _key(template, bars, layout)))
        else:
            sound.append(TITLES[bars.symbol.symbology])
    findings += _of_gs1(template, layout)
    ruled = [*broken(template), *cut_short(template, fields)]
    said = {one.key for one in ruled}  # a part that breaks a rule says what its drawing would
    found = (*ruled, *(one for one in findings if one.key is None or one.key not in said))
    return Drawn(_png(pdf, layout), found, tuple(sound))


def _laid_out(
    template: LabelTemplate, fields: Mapping[str, str], dpi: int, findings: list[Finding]
) -> Layout:
    """The label, without the parts that cannot be made."""
    try:
        return label_layout.arrange(template, fields, dpi)
    except Refusal as refused:
        whole = refused
    bare = replace(template, texts=(), symbols=(), pictures=())
    kept: dict[str, list[object]] = {}
    for kind in ("texts", "symbols", "pictures"):
        kept[kind] = []
        for at, part in enumerate(getattr(template, kind)):
            try:
                label_layout.arrange(_with(bare, kind, [part]), fields, dpi)
            except Refusal as refused:
                findings.append(_of_refusal(refused, Key(kind, at)))
            else:
                kept[kind].append(part)
    if not findings:  # each is sound alone: what they say does not go together
        findings.append(Finding(whole.fact, whole.remedy))
        kept["symbols"] = []
    for kind, found in kept.items():
        bare = _with(bare, kind, found)
    try:
        return label_layout.arrange(bare, fields, dpi)
    except Refusal as refused:
        findings.append(Finding(refused.fact, refused.remedy))
        return label_layout.arrange(replace(bare, symbols=()), fields, dpi)


def _of_refusal(refused: Refusal, key: Key) -> Finding:
    """What does not fit may fit as a matrix."""
    fix = "datamatrix" if isinstance(refused, DoesNotFit) else ""
    return Finding(refused.fact, refused.remedy, key, fix=fix)


def _of_gs1(template: LabelTemplate, layout: Layout) -> Iterator[Finding]:
    """What GS1 asks of each symbol; some of it holds only where no other says the same."""
    bare = replace(layout, lines=())
    of_all = {str(one.fact) for one in label_rules.findings(bare)}
    for bars in layout.bars:
        for one in label_rules.findings(replace(bare, bars=(bars,))):
            if str(one.fact) in of_all:
                key = _key(template, bars, layout)
                yield Finding(one.fact, one.remedy, key, one.refuses, one.fix)


def _with(template: LabelTemplate, kind: str, found: list[object]) -> LabelTemplate:
    changed: LabelTemplate = replace(template, **{kind: tuple(found)})  # type: ignore[arg-type]
    return changed


def _key(template: LabelTemplate, bars: Bars, layout: Layout) -> Key | None:
    """The symbol whose box these bars stand in."""
    x = (bars.x_dots + bars.width_dots / 2) / layout.dots_per_mm
    y = (bars.y_dots + bars.height_dots / 2) / layout.dots_per_mm

    def holds(place: SymbolPlace) -> bool:
        box = place.box
        there = box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height
        return there and place.symbology == bars.symbol.symbology

    found = (Key("symbols", at) for at, one in enumerate(template.symbols) if holds(one))
    return next(found, None)


def _png(pdf: bytes, layout: Layout) -> bytes:
    with opened(pdf) as document:
        image = picture(document, 0, layout.width_dots, layout.height_dots)
    out = BytesIO()
    image.save(out, "PNG", compress_level=1)  # it is looked at once
    return out.getvalue()
