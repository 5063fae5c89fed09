"""The results on a certificate of analysis: what was tested, how, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from printing import fonts
from printing.papers.paper_parts import ink, listed, style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus import Table

    from printing.certificates.certificate import ResultLine

_BODY = style(fonts.REGULAR, 9)
_VALUE = style(fonts.BOLD, 9)
_SHARES = {
    "name": 0.25,
    "method": 0.15,
    "limits": 0.17,
    "value": 0.16,
    "passed": 0.10,
    "tested": 0.17,
}


def results(lines: Sequence[ResultLine], width: float) -> Table:
    """One row per test; a result out of its limits says so in words. The heading repeats."""
    titles = (
        _("Test"), _("Method"), _("Limits"), _("Result"), _("Verdict"), _("Tested"),
    )  # fmt: skip
    rows = []
    for line in lines:
        verdict = _("passes") if line.passed else _("fails")
        if not line.limits:
            verdict = ""
        rows.append(
            [
                ink(line.name, _BODY),
                ink(line.method, _BODY),
                ink(line.limits, _BODY),
                ink(line.value, _VALUE),
                ink(verdict, _BODY if line.passed else _VALUE),
                ink("\n".join(filter(None, (line.tested_on, line.laboratory))), _BODY),
            ]
        )
    widths = [width * share for share in _SHARES.values()]
    return listed(titles, rows, widths, whole_rows=True)
