"""How the certificate looks: quiet type, and the lot number the largest fact."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm
from reportlab.platypus import (
    Flowable,
    HRFlowable,
    KeepTogether,
    SimpleDocTemplate,
    Spacer,
    Table,
)

from lsn_desktop.domain.messages import _, message
from printing import east_asian, fonts
from printing.certificates import certificate_results
from printing.inks.ink import draw_symbol
from printing.papers.paper_parts import (
    BAND,
    CAPTION,
    LINE,
    MUTED,
    SMALL,
    TEXT,
    ink,
    style,
    table,
)
from printing.pictures import logo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas

    from printing.certificates.certificate import CertificateFacts
    from printing.symbology.symbols import Symbol

_PAPERS = {"A4": A4, "Letter": LETTER}
_MARGIN, _FOOT = 20 * mm, 24 * mm
_FRAME = 6  # points that reportlab keeps free inside its frame
_LOGO = (48.0, 20.0)  # mm, the largest it is drawn
_QR = 27.0  # mm, with its quiet zone


_TITLE = style(fonts.BOLD, 21)
_COMPANY = style(fonts.BOLD, 11)
_HEADING = style(fonts.BOLD, 10.5)
_BODY = style(fonts.REGULAR, 9.5)
_VALUE = style(fonts.REGULAR, 10)
_STRONG = style(fonts.BOLD, 10)
_LOT = style(fonts.MONO_BOLD, 17)


class _SymbolInk(Flowable):
    """A square symbol with its quiet zone, ``side`` mm."""

    def __init__(self, symbol: Symbol, side: float) -> None:
        super().__init__()
        self._symbol, self._side = symbol, side
        self.width = self.height = side * mm

    def draw(self) -> None:
        symbol = self._symbol
        module = self._side / (symbol.columns + 2 * symbol.quiet)
        quiet = symbol.quiet * module
        draw_symbol(self.canv, symbol, (quiet, quiet), module)


def draw(facts: CertificateFacts, proof: Symbol) -> bytes:
    """The PDF; drawn twice, because "page 1 of 3" is known after the last page."""
    fonts.register()
    _unused, pages = _pages(facts, proof, 0)
    pdf, _same = _pages(facts, proof, pages)
    return pdf


def _pages(facts: CertificateFacts, proof: Symbol, pages: int) -> tuple[bytes, int]:
    out = BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=_PAPERS[facts.paper],
        leftMargin=_MARGIN - _FRAME,
        rightMargin=_MARGIN - _FRAME,
        topMargin=_MARGIN - 4 * mm,
        bottomMargin=_FOOT,
        title=f"{_titled(facts)} {facts.number}",
        author=facts.company,
        creator="LSN Desktop",
        invariant=1,
        initialFontName=fonts.REGULAR,
    )
    foot = partial(_foot, facts=facts, pages=pages)
    document.build(
        _story(facts, proof, document.width - 2 * _FRAME),
        onFirstPage=foot,
        onLaterPages=foot,
    )
    return out.getvalue(), document.page


def _story(facts: CertificateFacts, proof: Symbol, width: float) -> list[Flowable]:
    goods, stated = [_goods(facts, width)], _stated(facts)
    if facts.layout == "letter":
        body = [*stated, Spacer(0, 6 * mm), *goods, *_results(facts, width)]
    else:
        results = _results(facts, width)
        body = [*goods, *results, *_heading(_("Statement")), *stated]
    if facts.deviation:
        body += [*_heading(_("Deviation")), ink(facts.deviation, _BODY)]
    filled = [(name, value) for name, value in facts.custom if value]
    if filled:
        body += [*_heading(_("Data of this lot")), _fields(filled, width)]
    return [
        _head(facts, proof, width),
        Spacer(0, 6 * mm),
        ink(_titled(facts), _TITLE),
        Spacer(0, 1.5 * mm),
        ink(_numbered(facts), _BODY),
        *_revised(facts),
        Spacer(0, 4 * mm),
        HRFlowable(width="100%", thickness=0.8, color=TEXT, spaceAfter=4 * mm),
        *body,
        _signature(width),
    ]


def _titled(facts: CertificateFacts) -> str:
    coa = facts.kind == "coa"
    return _("Certificate of analysis") if coa else _("Certificate of compliance")


def _stated(facts: CertificateFacts) -> list[Flowable]:
    """The statement; a letter has room between its paragraphs."""
    lines = [line for line in facts.statement.splitlines() if line.strip()]
    if facts.layout == "standard":
        return [ink(line, _BODY) for line in lines]
    return [part for line in lines for part in (ink(line, _VALUE), Spacer(0, 2.5 * mm))]


def _results(facts: CertificateFacts, width: float) -> list[Flowable]:
    if not facts.tests:
        return []
    return [*_heading(_("Test results")), certificate_results.results(facts.tests, width)]


def _revised(facts: CertificateFacts) -> list[Flowable]:
    """Which certificate it takes the place of, and why."""
    if not facts.replaces:
        return []
    told = message(
        "Revision {revision}, replaces {number} of {day}: {reason}"
        if facts.reason  # a draft has none until it is typed
        else "Revision {revision}, replaces {number} of {day}",
        revision=facts.revision,
        number=facts.replaces,
        day=facts.replaced_on,
        reason=facts.reason,
    )
    return [Spacer(0, 1 * mm), ink(str(told), _STRONG)]


def _heading(text: str) -> list[Flowable]:
    return [Spacer(0, 6 * mm), ink(text, _HEADING), Spacer(0, 2 * mm)]


def _head(facts: CertificateFacts, proof: Symbol, width: float) -> Table:
    """Logo, name and address to the left, the QR Code to the right."""
    left: list[Flowable] = []
    if facts.logo:
        left += [logo(facts.logo, *_LOGO), Spacer(0, 2.5 * mm)]
    left.append(ink(facts.company, _COMPANY))
    left += [ink(line, SMALL) for line in facts.address.splitlines() if line.strip()]
    quiet = _QR * proof.quiet / (proof.columns + 2 * proof.quiet) * mm
    made = table([[left, _SymbolInk(proof, _QR)]], [width - _QR * mm + quiet, _QR * mm - quiet])
    made.setStyle([("TOPPADDING", (1, 0), (1, 0), -quiet)])
    return made


def _numbered(facts: CertificateFacts) -> str:
    if facts.issued_to:
        told = message(
            "No. {number}, issued on {day} to {party}",
            number=facts.number,
            day=facts.issued,
            party=facts.issued_to,
        )
    else:
        told = message("No. {number}, issued on {day}", number=facts.number, day=facts.issued)
    return str(told)


def _goods(facts: CertificateFacts, width: float) -> Table:
    """What it is about: pairs of caption and value in two columns, the empty ones left out."""
    pairs = [
        (_("Item"), facts.item, _STRONG),
        (_("Lot"), facts.lot, _LOT),
        (_("Item number"), facts.sku, _VALUE),
        (_("Expires"), _day(facts.expiry), _STRONG),
        (_("GTIN"), facts.gtin, _VALUE),
        (_("Best before"), _day(facts.best_before), _STRONG),
        (_("Serial number"), facts.serial, _STRONG),
        (_("Produced"), _day(facts.production), _VALUE),
        (_("Quantity"), f"{facts.quantity} {facts.unit}".strip(), _VALUE),
        (_("Received"), _day(facts.received), _VALUE),
        (_("Supplier"), facts.supplier, _VALUE),
        (_("Receipt"), facts.receipt, _VALUE),
        (_("Shipment"), facts.shipment, _VALUE),
    ]
    cells = [[ink(caption, CAPTION), ink(value, of)] for caption, value, of in pairs if value]
    if len(cells) % 2:
        cells.append([])
    rows = [cells[place : place + 2] for place in range(0, len(cells), 2)]
    made = table(rows, [width / 2] * 2)
    made.setStyle(
        [
            ("RIGHTPADDING", (0, 0), (-1, -1), 4 * mm),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.6 * mm),
        ]
    )
    return made


def _fields(pairs: Sequence[tuple[str, str]], width: float) -> Table:
    """The custom fields, over as many pages as they take; the heading repeats."""
    rows = [[ink(_("Field"), CAPTION), ink(_("Value"), CAPTION)]]
    rows += [[ink(name, _BODY), ink(value, _BODY)] for name, value in pairs]
    made = table(rows, [width * 0.4, width * 0.6], repeatRows=1, splitInRow=1)
    made.setStyle(
        [
            ("BACKGROUND", (0, 0), (-1, 0), BAND),
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
            ("LEFTPADDING", (0, 0), (-1, -1), 2 * mm),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2 * mm),
            ("TOPPADDING", (0, 0), (-1, -1), 1.1 * mm),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5 * mm),
        ]
    )
    return made


def _signature(width: float) -> Flowable:
    """Lines for a pen, and how the file and its prints are checked."""
    name, signed = (
        ink(_("Name and position"), CAPTION),
        ink(_("Signature and date"), CAPTION),
    )
    made = table(
        [["", "", ""], [name, "", signed]],
        [width * 0.42, width * 0.08, width * 0.5],
        rowHeights=[16 * mm, None],
    )
    made.setStyle(
        [
            ("LINEBELOW", (0, 0), (0, 0), 0.6, TEXT),
            ("LINEBELOW", (2, 0), (2, 0), 0.6, TEXT),
            ("TOPPADDING", (0, 1), (-1, 1), 1 * mm),
        ]
    )
    checked = _(
        "This file is signed electronically: a PDF reader shows whether it was changed since."
        " A copy on paper is checked by its QR Code."
    )
    return KeepTogether([Spacer(0, 4 * mm), made, Spacer(0, 3 * mm), ink(checked, SMALL)])


def _foot(
    canvas: Canvas, document: SimpleDocTemplate, *, facts: CertificateFacts, pages: int
) -> None:
    """Number, company and page on every page."""
    canvas.saveState()
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    right = document.pagesize[0] - _MARGIN
    canvas.line(_MARGIN, 16 * mm, right, 16 * mm)
    canvas.setFont(fonts.REGULAR, 7.5)
    canvas.setFillColor(MUTED)
    at, room = _MARGIN, (right - _MARGIN) / mm - 40
    for piece, face in east_asian.runs(f"{facts.number} · {facts.company}", fonts.REGULAR):
        shown = fonts.elide(piece, face, 7.5, room)
        canvas.setFont(face, 7.5)
        canvas.drawString(at, 11.5 * mm, shown)
        took = fonts.width(shown, face, 7.5)
        at, room = at + took * mm, room - took
        if shown != piece:
            break
    canvas.setFont(fonts.REGULAR, 7.5)
    page = message("Page {page} of {pages}", page=document.page, pages=pages)
    canvas.drawRightString(right, 11.5 * mm, str(page))
    canvas.restoreState()


def _day(day: object) -> str:
    return str(day) if day else ""
