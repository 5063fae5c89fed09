"""Common sizes of labels, in millimetres."""

from __future__ import annotations

from lsn_desktop.domain.messages import _

_INCH = 25.4

SIZES: tuple[tuple[str, float, float], ...] = (
    (_("4 x 6 in"), 4 * _INCH, 6 * _INCH),
    (_("4 x 3 in"), 4 * _INCH, 3 * _INCH),
    (_("4 x 2 in"), 4 * _INCH, 2 * _INCH),
    (_("3 x 2 in"), 3 * _INCH, 2 * _INCH),
    (_("2 x 1 in"), 2 * _INCH, _INCH),
    (_("1 x 1 in"), _INCH, _INCH),
    (_("148 x 210 mm (A5)"), 148, 210),
    (_("100 x 150 mm"), 100, 150),
    (_("100 x 50 mm"), 100, 50),
    (_("60 x 40 mm"), 60, 40),
    (_("50 x 25 mm"), 50, 25),
)

LEAST, MOST = 10.0, 300.0
"""What a label may measure, in mm."""


def size_words(width: float, height: float) -> str:
    """A size as people call it: ``4 x 2 in``, ``80 x 30 mm``."""
    for words, wide, high in SIZES:
        if abs(width - wide) < 0.05 and abs(height - high) < 0.05:  # noqa: PLR2004 - mm
            return words
    return f"{width:g} x {height:g} mm"
