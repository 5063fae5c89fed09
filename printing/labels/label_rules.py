"""Whether a laid out label keeps what GS1 asks of its symbols: how fine, how high, how long.

The figures stand in the GS1 General Specifications, 5.12.3 (symbol specification tables; 5.9.3
and 5.5.2.7 of older editions). EAN, UPC, ITF-14 and GS1-128 were compared with GS1 Sweden's
"Guidelines for size" (2026), table 6 and 5.4.4.3 with the edition of 2018; table 4, the 2D
symbols and the 0.940 mm of table 5 with nothing in print yet.

Which table holds depends on where a label is scanned, which nobody tells us; so a symbol is
refused only where no table allows it, and the table of logistic units holds for whatever
carries an SSCC. What the tables ask for and scanners of a hand can do without is a warning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from lsn_desktop.domain.messages import Message, message
from lsn_desktop.domain.refusals import Refusal
from printing.symbology.symbol_parts import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from printing.labels.layout_parts import Bars, Layout

Fix = Literal["", "datamatrix", "two symbols", "smaller text", "larger label"]
"""What would help, for a program to offer."""

_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
_MARK = "\N{REPLACEMENT CHARACTER}"
_LONGEST = 165.1  # mm with quiet zones; Source: GS1 General Specifications 5.4.4.3
_HEADS = 0.98  # a "203 dpi" head has 8 dots in a millimetre, its tables are in inches


@dataclass(frozen=True, slots=True)
class Range:
    """What a symbology may be: X-dimension and height in mm; a height of 0 is not ruled."""

    finest: float
    coarsest: float
    height: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a label; ``refuses`` if it may not be printed."""

    fact: Message
    remedy: Message
    refuses: bool
    fix: Fix = ""

    def refusal(self) -> Refusal:
        """The finding as what stops a job."""
        return Refusal(self.fact, self.remedy)


_RETAIL = Range(0.264, 0.660, 18.28)  # table 1
_GS1_MATRIX = Range(0.254, 1.520, 0.0)  # tables 5 to 8
_MATRIX = Range(0.254, 3.0, 0.0)  # no standard but what a scanner can see
_LINEAR = Range(0.170, 3.0, 5.0)  # ISO/IEC 15417, 16388; the height that a hand finds
RANGES = {
    "gs1-128": Range(0.170, 1.016, 12.70),  # tables 2, 4, 6 and 8
    "itf14": Range(0.250, 1.016, 12.70),  # tables 2 and 4
    "ean13": _RETAIL,
    "upca": _RETAIL,
    "ean8": Range(0.264, 0.660, 14.58),  # table 1
    "gs1-datamatrix": _GS1_MATRIX,
    "gs1-qr": _GS1_MATRIX,
    "digital-link": _GS1_MATRIX,
    "datamatrix": _MATRIX,
    "qr": _MATRIX,
    "code128": _LINEAR,
    "code39": _LINEAR,
}
"""By symbology: the least and the most that any table of GS1 allows."""

LOGISTIC = Range(0.495, 0.940, 31.75)
"""A GS1-128 that names a pallet or case by its SSCC; table 5."""


def findings(layout: Layout) -> list[Finding]:
    """All that can be told before a label is drawn, what refuses it first."""
    found = [finding for bars in layout.bars for finding in _of_symbol(bars, layout)]
    found += _of_text(layout)
    return sorted(found, key=lambda finding: not finding.refuses)


def _of_symbol(bars: Bars, layout: Layout) -> Iterator[Finding]:
    dots = layout.dots_per_mm
    symbol, title = bars.symbol, TITLES[bars.symbol.symbology]
    asked = RANGES[symbol.symbology]
    x_dimension = bars.x_dimension_dots / dots
    wide, high = (edge / dots for edge in (bars.width_dots, bars.height_dots))
    if bars.turn % 180:
        wide, high = high, wide
    if _leaves(bars, layout):
        yield Finding(
            message(
                "The quiet zone of the {symbology} ends at the label's edge.", symbology=title
            ),
            message("Use a larger label, or a template with a smaller symbol."),
            refuses=True,
            fix="larger label",
        )
    if x_dimension < asked.finest * _HEADS:
        yield Finding(
            message(
                "The modules of the {symbology} are {width} mm wide; scanners need {least} mm.",
                symbology=title,
                width=f"{x_dimension:.3f}",
                least=f"{asked.finest:.3f}",
            ),
            _larger(linear=symbol.linear),
            refuses=True,
            fix="datamatrix" if symbol.linear else "larger label",
        )
    across = wide + 2 * symbol.quiet * x_dimension
    if symbol.symbology == "gs1-128" and across > _LONGEST:
        yield Finding(
            message(
                "The GS1-128 is {width} mm long; GS1 allows 165.1 mm.", width=f"{across:.1f}"
            ),
            message("Use a template with GS1 DataMatrix, or one with two symbols."),
            refuses=True,
            fix="two symbols",
        )
    if not _repeated(bars, layout):
        yield from _advice(bars, x_dimension, high)


def _advice(bars: Bars, x_dimension: float, high: float) -> Iterator[Finding]:
    """What GS1 asks for, and scanners of a hand can do without."""
    symbol, title = bars.symbol, TITLES[bars.symbol.symbology]
    unit = symbol.symbology == "gs1-128" and symbol.payload.startswith(b"00")
    asked = LOGISTIC if unit else RANGES[symbol.symbology]
    if unit and x_dimension < asked.finest * _HEADS:
        yield Finding(
            message(
                "The modules of the {symbology} are {width} mm wide; GS1 asks for {least} mm.",
                symbology=title,
                width=f"{x_dimension:.3f}",
                least=f"{asked.finest:.3f}",
            ),
            _larger(linear=symbol.linear),
            refuses=False,
            fix="larger label",
        )
    if x_dimension > asked.coarsest / _HEADS:
        yield Finding(
            message(
                "The modules of the {symbology} are {width} mm wide; GS1 allows {most} mm.",
                symbology=title,
                width=f"{x_dimension:.3f}",
                most=f"{asked.coarsest:.3f}",
            ),
            message("Give it a smaller place in the template."),
            refuses=False,
        )
    if symbol.linear and high < asked.height * _HEADS:
        yield Finding(
            message(
                "The {symbology} is {height} mm high; GS1 asks for {least} mm.",
                symbology=title,
                height=f"{high:.1f}",
                least=f"{asked.height:.1f}",
            ),
            message("A hand scanner reads it; for a scanner at a belt use a larger label."),
            refuses=False,
            fix="larger label",
        )


def _repeated(bars: Bars, layout: Layout) -> bool:
    """Whether a matrix symbol beside it says the same, so that nothing hangs on this one."""
    return bars.symbol.linear and any(
        other.symbol.payload == bars.symbol.payload and not other.symbol.linear
        for other in layout.bars
    )


def _leaves(bars: Bars, layout: Layout) -> bool:
    """Whether the symbol or its quiet zone reaches beyond the label."""
    beside, above = bars.quiet_dots
    return (
        bars.x_dots < beside
        or bars.y_dots < above
        or bars.x_dots + bars.width_dots + beside > layout.width_dots
        or bars.y_dots + bars.height_dots + above > layout.height_dots
    )


def _larger(*, linear: bool) -> Message:
    if linear:
        return message("Use a template with GS1 DataMatrix, or a wider label.")
    return message("Use a template with a larger symbol, or a larger label.")


def _of_text(layout: Layout) -> Iterator[Finding]:
    """Words that are not all there, or not as they were written."""
    for line in layout.lines:
        if line.text.endswith(_ELLIPSIS):
            under = _belongs_to_a_symbol(line.text[:-1], layout)
            fact = (
                "The words under a symbol are cut: {words}"
                if under
                else "A text is cut: {words}"
            )
            yield Finding(
                message(fact, words=line.text),
                message("Shorten it, use a larger label, or smaller text in the template."),
                refuses=under,
                fix="smaller text",
            )
        if _MARK in line.text:
            yield Finding(
                message(
                    "A text has letters the typeface of labels lacks: {words}", words=line.text
                ),
                message("Write it in Latin, Greek or Cyrillic letters."),
                refuses=False,
            )


def _belongs_to_a_symbol(words: str, layout: Layout) -> bool:
    """Whether a line is the human readable interpretation of a GS1 symbol, which is whole.

    Source: GS1 General Specifications 4.14.
    """
    kept = words.rstrip()
    return kept.startswith("(") and any(
        kept in joint.join(bars.symbol.words) for bars in layout.bars for joint in ("", " ")
    )
