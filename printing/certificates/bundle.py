"""Many certificates as one PDF: a cover with the list, then the pages of each.

Files of strangers are opened by PDFium alone, and what could run in them does not come along.
Their pages lose any signature on the way, so each file is in the bundle as it is, too: as an
attachment of the PDF.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
from pyhanko.pdf_utils import embed
from pyhanko.pdf_utils import generic as objects
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from reportlab.lib.units import mm
from reportlab.platypus import HRFlowable, Spacer

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.pdfium import ONE_THREAD
from printing.certificates.bundle_pages import Source, source
from printing.papers.paper_goods import titled
from printing.papers.paper_parts import (
    BODY,
    MONO,
    SMALL,
    STRONG,
    TEXT,
    WIDTH,
    company_head,
    drawn,
    facts,
    ink,
    listed,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reportlab.platypus import Flowable

_WIDTHS = (0.06, 0.33, 0.27, 0.12, 0.13, 0.09)
_MOST = 400 * 1024 * 1024  # bytes of files; more would not fit into memory twice
generic: Any = objects  # half of it is typed
pdf_name = generic.pdf_name


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A certificate in the bundle: what it is called, whose, what it covers, and its file."""

    title: str
    by_whom: str
    covers: str
    issued: date | None
    valid_until: date | None
    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class BundleFacts:
    """All that the cover says; ``without`` are goods that no certificate is for."""

    number: str
    on: date | None
    company: str
    address: str
    customer: str
    enclosed: Sequence[Enclosed]
    without: Sequence[str] = ()
    state: str = ""
    logo: bytes | None = None


def bundle(told: BundleFacts) -> bytes:
    """The bundle as PDF, with bookmarks and page labels, each file attached as it is.

    Raises:
        Refusal: the files are more than 400 MB together.
    """
    size = sum(len(one.data) for one in told.enclosed)
    if size > _MOST:
        raise refusal(
            "The certificates of {number} are {size} MB together: too much for one file.",
            "Save them one by one from the page of each lot.",
            number=told.number,
            size=size // 1_048_576,
        )
    with ONE_THREAD:
        sources = [source(one.data, one.media_type) for one in told.enclosed]
        try:
            cover = _cover(told, sources)
            merged = _merged(cover, sources)
        finally:
            for each in sources:
                each.close()
    return _finished(merged, told, _starts(cover, sources))


def _cover(told: BundleFacts, sources: Sequence[Source]) -> bytes:
    """Drawn twice: which page each begins on is known once the cover has its pages."""
    pages = 1
    while True:
        cover = _drawn(told, sources, pages)
        if (found := _count(cover)) == pages:
            return cover
        pages = found


def _count(pdf: bytes) -> int:
    document = pdfium.PdfDocument(pdf)
    count = len(document)
    document.close()
    return count


def _starts(cover: bytes, sources: Sequence[Source]) -> list[int | None]:
    """The page each begins on, the first of the bundle being 0; None for what has none."""
    with ONE_THREAD:
        at = _count(cover)
    return _begin(at, sources)


def _begin(at: int, sources: Sequence[Source]) -> list[int | None]:
    starts: list[int | None] = []
    for each in sources:
        starts.append(at if each.pages else None)
        at += each.pages
    return starts


def _drawn(told: BundleFacts, sources: Sequence[Source], pages: int) -> bytes:
    title = str(message("Certificates of {number}", number=told.number))
    starts = _begin(pages, sources)
    return drawn(
        title,
        told.company,
        f"{told.number}   {told.company}",
        lambda: _story(told, sources, starts),
    )


def _story(
    told: BundleFacts, sources: Sequence[Source], starts: Sequence[int | None]
) -> list[Flowable]:
    parts: list[Flowable] = [
        *company_head(told.company, told.address, told.logo),
        Spacer(0, 5 * mm),
        titled(_("Certificates"), told.number, filter(None, [told.state])),
        Spacer(0, 3 * mm),
        HRFlowable(width="100%", thickness=0.8, color=TEXT, spaceAfter=4 * mm),
        facts(
            [
                (_("Shipment"), told.number),
                (_("Date"), str(told.on or "")),
                (_("Customer"), told.customer or "-"),
                (_("Certificates"), str(len(told.enclosed))),
            ]
        ),
        Spacer(0, 3 * mm),
        _list(told.enclosed, starts),
    ]
    said = [
        (str(at), each.why) for at, each in enumerate(sources, 1) if not each.pages and each.why
    ]
    if said:
        parts += _headed(_("Only attached to this file, not shown as pages"))
        parts += [ink(f"{at}: {why}", BODY) for at, why in said]
    if told.without:
        parts += _headed(_("Without a certificate"))
        parts.append(ink(", ".join(told.without), BODY))
    words = _(
        "Pages that are put together carry no signature. Every certificate is attached to this"
        " file as it was issued: check signatures there (the paper clip of the viewer)."
    )
    return [*parts, Spacer(0, 6 * mm), ink(words, SMALL)]


def _headed(title: str) -> list[Flowable]:
    return [Spacer(0, 6 * mm), ink(title, STRONG), Spacer(0, 2 * mm)]


def _list(enclosed: Sequence[Enclosed], starts: Sequence[int | None]) -> Flowable:
    widths = [part * WIDTH for part in _WIDTHS]
    heads = (_("No."), _("Certificate"), _("Covers"), _("Issued"), _("Valid until"), _("Page"))
    rows = [
        [
            ink(str(at), BODY),
            ink("\n".join(filter(None, (one.title, one.by_whom))), BODY),
            ink(one.covers, BODY),
            ink(str(one.issued or "-"), BODY),
            ink(str(one.valid_until or "-"), BODY),
            ink("-" if start is None else str(start + 1), MONO),
        ]
        for at, (one, start) in enumerate(zip(enclosed, starts, strict=True), 1)
    ]
    return listed(heads, rows, widths)


def _merged(cover: bytes, sources: Sequence[Source]) -> bytes:
    """The cover and the pages, one after the other."""
    whole, first = pdfium.PdfDocument.new(), pdfium.PdfDocument(cover)
    try:
        whole.import_pages(first)
        for each in sources:
            if each.document is not None:
                whole.import_pages(each.document)
        out = BytesIO()
        whole.save(out)
    finally:
        first.close()
        whole.close()
    return out.getvalue()


def _finished(pdf: bytes, told: BundleFacts, starts: Sequence[int | None]) -> bytes:
    """Add bookmarks, page labels and the files themselves."""
    writer: Any = IncrementalPdfFileWriter(BytesIO(pdf))
    marks = [(_("Cover"), 0)]
    labels: list[Any] = [generic.NumberObject(0), _label("/r", "")]
    for at, (one, start) in enumerate(zip(told.enclosed, starts, strict=True), 1):
        if start is not None:
            marks.append((f"{at}  {one.title}", start))
            labels += [generic.NumberObject(start), _label("/D", f"{at}-")]
    _add_bookmarks(writer, marks)
    writer.root["/PageLabels"] = generic.DictionaryObject(
        {pdf_name("/Nums"): generic.ArrayObject(labels)}
    )
    for at, one in enumerate(told.enclosed, 1):
        _attach(writer, f"{at:02} {one.name}", one)
    writer.update_root()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _label(numerals: str, prefix: str) -> Any:
    label = generic.DictionaryObject({pdf_name("/S"): pdf_name(numerals)})
    if prefix:
        label[pdf_name("/P")] = generic.TextStringObject(prefix)
    return label


def _add_bookmarks(writer: Any, marks: Sequence[tuple[str, int]]) -> None:
    """An outline of one level, open."""
    outline = generic.DictionaryObject({pdf_name("/Type"): pdf_name("/Outlines")})
    parent = writer.add_object(outline)
    entries = [generic.DictionaryObject() for _mark in marks]
    refs = [writer.add_object(entry) for entry in entries]
    for at, (entry, (title, page)) in enumerate(zip(entries, marks, strict=True)):
        place = writer.find_page_for_modification(page)[0]
        entry[pdf_name("/Title")] = generic.TextStringObject(title)
        entry[pdf_name("/Parent")] = parent
        entry[pdf_name("/Dest")] = generic.ArrayObject([place, pdf_name("/Fit")])
        if at > 0:
            entry[pdf_name("/Prev")] = refs[at - 1]
        if at + 1 < len(refs):
            entry[pdf_name("/Next")] = refs[at + 1]
    outline[pdf_name("/First")], outline[pdf_name("/Last")] = refs[0], refs[-1]
    outline[pdf_name("/Count")] = generic.NumberObject(len(refs))
    writer.root["/Outlines"] = parent
    writer.root["/PageMode"] = pdf_name("/UseOutlines")


def _attach(writer: Any, name: str, one: Enclosed) -> None:
    file = embed.EmbeddedFileObject.from_file_data(
        writer,
        data=one.data,
        mime_type=one.media_type or None,
        params=embed.EmbeddedFileParams(),
    )
    spec = embed.FileSpec(
        file_spec_string=name,
        file_name=name,
        embedded_data=file,
        description=f"{one.title} {one.covers}".strip(),
    )
    embed.embed_file(writer, spec)
