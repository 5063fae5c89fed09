"""What papers of a delivery are made of: type, tables, the foot, lines for a pen."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    Flowable,
    KeepTogether,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)

from lsn_desktop.domain.messages import message
from printing import east_asian, fonts
from printing.pictures import logo

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportlab.pdfgen.canvas import Canvas

MARGIN, _FOOT = 18 * mm, 22 * mm
_FRAME = 6  # points that reportlab keeps free inside its frame
WIDTH = A4[0] - 2 * MARGIN
TEXT, MUTED, LINE, BAND = (
    HexColor(tone) for tone in ("#14181F", "#5B6472", "#DADDE3", "#F4F5F7")
)
_LOGO = (48.0, 18.0)  # mm, the largest it is drawn


def style(font: str, size: float, colour: Color = TEXT) -> ParagraphStyle:
    """A style of our own faces."""
    return ParagraphStyle(
        font, fontName=font, fontSize=size, leading=size * 1.32, textColor=colour,
        splitLongWords=1,
    )  # fmt: skip


TITLE = style(fonts.BOLD, 19)
STRONG = style(fonts.BOLD, 9.5)
BODY = style(fonts.REGULAR, 9)
MONO = style(fonts.MONO, 9)
SMALL = style(fonts.REGULAR, 8, MUTED)
CAPTION = style(fonts.REGULAR, 7.5, MUTED)


def ink(text: str, of: ParagraphStyle) -> Paragraph:
    """User text as text, its lines kept: reportlab's markup could embed a local file."""
    return Paragraph("<br/>".join(_marked(line, of) for line in text.split("\n")), of)


def _marked(line: str, of: ParagraphStyle) -> str:
    """Each piece in the face that has its letters; only names of our own are in the markup."""
    return "".join(
        escape(piece) if face == of.fontName else f'<font name="{face}">{escape(piece)}</font>'
        for piece, face in east_asian.runs(line, of.fontName)
    )


def table(rows: Sequence[Sequence[Any]], widths: Sequence[float], **more: Any) -> Table:
    """A table flush with the text, its empty cells in our own font."""
    made = Table([list(row) for row in rows], colWidths=widths, **more)
    made.setStyle(
        [
            ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ]
    )
    return made


def listed(
    headings: Sequence[str],
    rows: Sequence[Sequence[Flowable]],
    widths: Sequence[float],
    *,
    whole_rows: bool = False,
) -> Table:
    """A list over as many pages as it takes; its headings repeat.

    ``whole_rows``: none of them is higher than a page, so none is cut in two.
    """
    head = [ink(each, CAPTION) for each in headings]
    made = table([head, *rows], widths, repeatRows=1, splitInRow=0 if whole_rows else 1)
    made.setStyle(
        [
            ("BACKGROUND", (0, 0), (-1, 0), BAND),
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
            ("LEFTPADDING", (0, 0), (-1, -1), 1.5 * mm),
            ("RIGHTPADDING", (0, 0), (-1, -1), 1.5 * mm),
            ("TOPPADDING", (0, 0), (-1, -1), 1.1 * mm),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.4 * mm),
        ]
    )
    return made


def company_head(company: str, address: str, picture: bytes | None) -> list[Flowable]:
    """Logo, name and address."""
    parts: list[Flowable] = []
    if picture:
        parts += [logo(picture, *_LOGO), Spacer(0, 2.5 * mm)]
    parts.append(ink(company, STRONG))
    return parts + [ink(line, SMALL) for line in address.splitlines() if line.strip()]


def facts(pairs: Sequence[tuple[str, str]]) -> Table:
    """Captions with their values in two columns; an empty value leaves room for a pen."""
    cells = [[ink(caption, CAPTION), ink(value or " ", STRONG)] for caption, value in pairs]
    if len(cells) % 2:
        cells.append([])
    rows = [cells[at : at + 2] for at in range(0, len(cells), 2)]
    made = table(rows, [WIDTH / 2] * 2)
    made.setStyle(
        [
            ("RIGHTPADDING", (0, 0), (-1, -1), 4 * mm),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2 * mm),
        ]
    )
    return made


def signatures(*captions: str) -> Flowable:
    """A line for a pen above each caption."""
    count = len(captions)
    gap = 8 * mm
    room = (WIDTH - gap * (count - 1)) / count
    cells: list[Any] = []
    widths: list[float] = []
    for at, caption in enumerate(captions):
        if at:
            cells.append("")
            widths.append(gap)
        cells.append(ink(caption, CAPTION))
        widths.append(room)
    made = table([[""] * len(cells), cells], widths, rowHeights=[16 * mm, None])
    lines = [("LINEBELOW", (at, 0), (at, 0), 0.6, TEXT) for at in range(0, len(cells), 2)]
    made.setStyle([*lines, ("TOPPADDING", (0, 1), (-1, 1), 1 * mm)])
    return KeepTogether([Spacer(0, 6 * mm), made])


def drawn(title: str, author: str, foot: str, story: Callable[[], list[Flowable]]) -> bytes:
    """The PDF; drawn twice, because "page 1 of 3" is known after the last page."""
    fonts.register()
    _unused, pages = _pages(title, author, partial(_draw_foot, text=foot, pages=0), story())
    foot_of = partial(_draw_foot, text=foot, pages=pages)
    return _pages(title, author, foot_of, story())[0]


def _pages(
    title: str, author: str, foot: Callable[..., None], story: list[Flowable]
) -> tuple[bytes, int]:
    out = BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=MARGIN - _FRAME,
        rightMargin=MARGIN - _FRAME,
        topMargin=MARGIN - 4 * mm,
        bottomMargin=_FOOT,
        title=title,
        author=author,
        creator="LSN Desktop",
        invariant=1,
        initialFontName=fonts.REGULAR,
    )
    document.build(story, onFirstPage=foot, onLaterPages=foot)
    return out.getvalue(), document.page


def _draw_foot(canvas: Canvas, document: SimpleDocTemplate, *, text: str, pages: int) -> None:
    canvas.saveState()
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    right = document.pagesize[0] - MARGIN
    canvas.line(MARGIN, 15 * mm, right, 15 * mm)
    canvas.setFont(fonts.REGULAR, 7.5)
    canvas.setFillColor(MUTED)
    room = (right - MARGIN) / mm - 40
    left = fonts.elide(fonts.as_ink(text, fonts.REGULAR), fonts.REGULAR, 7.5, room)
    canvas.drawString(MARGIN, 10.5 * mm, left)
    page = message("Page {page} of {pages}", page=document.page, pages=pages)
    canvas.drawRightString(right, 10.5 * mm, str(page))
    canvas.restoreState()
