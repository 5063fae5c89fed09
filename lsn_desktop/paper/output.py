"""From data to ink: what both the window and the command line print, looked at and ordered.

``label_output`` draws what was ordered and brings it to its printer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Refusal, Unavailable
from lsn_desktop.paper import label_routes, label_sheets, label_shelf, printers
from lsn_desktop.program import new_uid
from lsn_desktop.services.labels import labelling, numbering_ahead
from lsn_desktop.services.labels.label_choice import For
from printing.inks import label_renderer
from printing.labels import label_check, label_layout, label_rules
from printing.labels.label_alternatives import alternatives
from printing.queues import spool
from printing.symbology.symbols import TITLES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.paper.printers import Surety
    from lsn_desktop.program import Program, Station
    from lsn_desktop.services.labels.labelling import Wanted
    from printing.labels.label_elements import LabelTemplate
    from printing.labels.label_rules import Finding
    from printing.labels.label_stocks import Stock

USUAL_DPI = 203


def order_labels(  # noqa: PLR0913 - an order has its columns
    program: Program,
    station: Station,
    template: str,
    wanted: Sequence[Wanted],
    *,
    printer: str | None = None,
    document_id: int | None = None,
    reason: str = "",
    reprint_of: int | None = None,
    sheet: Stock | None = None,
    first: int = 1,
) -> int:
    """Number a print job; ``label_output`` draws and prints it.

    ``printer`` is empty for PDF files, None for what this workstation prints the template with.
    On a sheet they begin at its label ``first``.

    Raises:
        Refusal: the labels do not fit on the sheet, or the printer takes none.
    """
    loaded = template_of(program, template)
    name = _named(program, station, template, printer)
    if sheet is not None:
        label_sheets.look_over(loaded, sheet, first)
        label_sheets.takes_pages(printers.find(program, station, name))
    order = labelling.OrderLabels(
        uid=new_uid(),
        template=loaded.name,
        template_version=loaded.version,
        template_digest=loaded.digest,
        wanted=wanted,
        printer=name,
        document_id=document_id,
        reason=reason,
        reprint_of=reprint_of,
        sheet=label_sheets.text(sheet) if sheet else "",
        sheet_labels=sheet.labels if sheet else 1,
        sheet_start=first if sheet else 1,
        claims=not loaded.stops,
    )
    return program.database.run(station.by(), lambda tx: labelling.order_labels(tx, order))


def number_and_print(program: Program, station: Station, item_id: int, count: int) -> int:
    """Reserve the next numbers of an item and number the job of their labels.

    They go to the printer this workstation has for such labels; ``label_output.print_labels``
    follows. What a label would show is arranged first: no number is taken for labels that
    cannot be made.

    Raises:
        Refusal: a label cannot be made, or the item has no numbers.
    """
    with program.database.reading() as connection:
        fields = numbering_ahead.sample(connection, item_id, station.by().on)
        usual = "serial" if fields.get("serial") else "lot"
    way = label_routes.route(program, station, usual, For(item_id))
    loaded = template_of(program, way.template)
    label_layout.arrange(loaded, fields, USUAL_DPI)
    labels = labelling.OrderLabels(
        uid=new_uid(),
        template=loaded.name,
        template_version=loaded.version,
        template_digest=loaded.digest,
        wanted=(),
        printer=way.printer,
    )
    order = numbering_ahead.NumberAndPrint(item_id, count, labels)
    return program.database.run(
        station.by(), lambda tx: numbering_ahead.number_and_print(tx, order)
    )


def look_over(program: Program, template: str, wanted: Sequence[Wanted]) -> None:
    """See that every label can be made, before its job takes a number.

    Raises:
        Refusal: a field is empty, a rule of GS1 broken, or a symbol does not fit.
    """
    loaded = template_of(program, template)
    with program.database.reading() as connection:
        for each in wanted:
            fields = labelling.fields_of(connection, each)
            try:
                layout = label_layout.arrange(loaded, fields, USUAL_DPI)
                label_check.keep_the_rules(layout)
            except Refusal as refused:
                code = fields.get("lsn") or fields.get("location") or fields.get("sku", "")
                fact = message("{code}: {why}", code=code, why=refused.fact)
                raise Refusal(fact, refused.remedy) from refused


def _named(program: Program, station: Station, template: str, printer: str | None) -> str:
    return printers.usual(program, station, template) if printer is None else printer


def preview(program: Program, template: str, lsn_id: int, dpi: int = 203) -> bytes:
    """A PNG of the label an LSN would get.

    Raises:
        Refusal: a symbol cannot be made, or does not fit.
    """
    with program.database.reading() as connection:
        fields = labelling.lsn_fields(connection, lsn_id)
    return label_renderer.png(template_of(program, template), fields, dpi)


@dataclass(frozen=True, slots=True)
class Proof:
    """A label before it is printed: its picture, and each symbol as it was decoded from it."""

    png: bytes
    symbols: Sequence[tuple[str, str]]
    findings: Sequence[Finding] = ()
    instead: Sequence[LabelTemplate] = ()
    verified_at: Surety | None = None  # None: the printer is not there to say


class Unprintable(Refusal):
    """A label that cannot be printed; ``instead`` are those that could be."""

    def __init__(self, refused: Refusal, instead: Sequence[LabelTemplate]) -> None:
        super().__init__(refused.fact, refused.remedy)
        self.instead = instead


def proof(
    program: Program,
    station: Station,
    template: str,
    wanted: Wanted,
    printer: str | None = None,
) -> Proof:
    """Draw the label a subject would get on a printer, and read every symbol on it back.

    Without a printer it is the one this workstation prints the template with.

    Raises:
        Unprintable: a symbol cannot be made, does not fit, breaks a rule, does not read back.
    """
    with program.database.reading() as connection:
        fields = labelling.fields_of(connection, wanted, station.by().on)
    loaded = template_of(program, template)
    try:
        name = _named(program, station, template, printer)
        address = printers.find(program, station, name).address
        dpi, surety = address.dpi, printers.verified_at(address)
    except Unavailable:  # it can be looked at all the same
        dpi, surety = USUAL_DPI, None
    try:
        symbols = label_check.check(loaded, fields, dpi)
    except Refusal as refused:
        raise Unprintable(refused, alternatives(loaded, fields, dpi)) from refused
    findings = label_rules.findings(label_layout.arrange(loaded, fields, dpi))
    return Proof(
        label_renderer.png(loaded, fields, dpi),
        [
            (TITLES[one.symbology], _elements(program, station, one.identifier, one.sent))
            for one in symbols
        ],
        findings,
        alternatives(loaded, fields, dpi) if findings else (),
        surety,
    )


def _elements(program: Program, station: Station, identifier: str, sent: bytes) -> str:
    """What a scanner would send, with its GS1 elements in brackets."""
    reading = program.read(identifier.encode() + sent, station)
    return "".join(f"({one.id}){one.raw}" for one in reading.elements) or reading.text


def print_page(pdf: bytes, title: str, printer: str, folder: Path) -> Message:
    """Bring a PDF to a print queue, or save it in the folder; says which.

    Raises:
        Refusal, Unavailable: the queue did not take it, or the file cannot be written.
    """
    if printer:
        spool.submit(printer, pdf, title)
        return message("{title} sent to {printer}", title=title, printer=printer)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{title}.pdf"
    spool.save_pdf(target, pdf)
    return message("{title} saved as {file}", title=title, file=target)


def template_of(program: Program, name: str, digest: str = "") -> LabelTemplate:
    """A template by its name or path, the company's own first; ``digest`` asks for a version.

    Raises:
        Refusal: there is none, or it is not a template.
    """
    with program.database.reading() as connection:
        return label_shelf.load(connection, name, digest)
