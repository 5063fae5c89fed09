"""Sheets of labels for page printers: the built-in and own ones, and the pages of a job."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.paper import label_shelf, printers
from lsn_desktop.services.labels import own_sheets
from lsn_desktop.storage import printed
from printing import ways
from printing.inks import label_renderer
from printing.inks.payloads import payload
from printing.labels import label_check, label_stocks, sheet_outline, stock_flaws
from printing.labels.label_layout import Layout, arrange, dots_per_mm
from printing.labels.label_stocks import Stock

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from lsn_desktop.paper.printers import Known
    from lsn_desktop.program import Program, Station
    from lsn_desktop.storage.printed import PrintJob
    from lsn_desktop.storage.printers import PrinterRow
    from lsn_desktop.storage.transactions import Connection, Tx
    from printing.inks.label_renderer import LabelFields
    from printing.labels.label_elements import LabelTemplate

OFFICE_DPI = 600
_OFFICE = 360  # dots an inch at least; label printers with a driver have 203 or 300
_ROLL = (101.6, 152.4)  # mm, the commonest label: 4 x 6 in


def all_of(connection: Connection) -> dict[str, Stock]:
    """Every sheet that can be printed on, by name: the company's own ones first."""
    return own(connection) | label_stocks.BUILT_IN


def own(connection: Connection) -> dict[str, Stock]:
    """The company's own sheets by name."""
    return {name: read(words) for name, words in own_sheets.own(connection).items()}


def stock(connection: Connection, name: str) -> Stock:
    """A sheet by its name, in any case.

    Raises:
        Refusal: it is none of those we know.
    """
    sheets = all_of(connection)
    found = {known.casefold(): one for known, one in sheets.items()}
    if name.casefold() not in found:
        raise refusal(
            "There is no sheet {name}.",
            "Use one of these: {names}.",
            name=name,
            names=", ".join(sheets),
        )
    return found[name.casefold()]


def text(one: Stock) -> str:
    """A sheet as a job keeps it: a built-in one by its name, an own one with its measures."""
    if label_stocks.BUILT_IN.get(one.name) == one:
        return one.name
    return json.dumps(asdict(one), ensure_ascii=False, sort_keys=True)


def read(words: str) -> Stock:
    """The sheet of :func:`text`."""
    if words in label_stocks.BUILT_IN:
        return label_stocks.BUILT_IN[words]
    given = json.loads(words)
    return Stock(**given | {"paper": tuple(given["paper"])})


def flaws(connection: Connection, one: Stock, was: str = "") -> dict[str, Refusal]:
    """What is wrong with a sheet of the company's own, by its ``name`` or its measure.

    ``was`` is what the sheet that is changed is called.
    """
    name = own_sheets.flaw_of_name(connection, one.name, was)
    if one.name.casefold() in map(str.casefold, label_stocks.BUILT_IN):
        name = refusal(
            "{name} is a built-in sheet.", "Type a name of its own for yours.", name=one.name
        )
    return ({"name": name} if name else {}) | stock_flaws.flaws(one)


def keep(tx: Tx, one: Stock, was: str = "") -> None:
    """Keep a sheet of the company's own, new or changed from ``was``.

    Raises:
        Refusal: as :func:`flaws` tells it, or the one to change is not there any more.
    """
    for flaw in flaws(tx.connection, one, was).values():
        raise flaw
    before = own(tx.connection).get(was)
    changed = _changed(before, one) if before else {}
    if changed or not was:
        own_sheets.keep(tx, one.name, text(one), was, changed)


def remove(tx: Tx, one: Stock) -> str:
    """Offer a sheet of the company's own no more; says so, and which jobs go on with it.

    Raises:
        Refusal: there is none.
    """
    own_sheets.drop(tx, one.name)
    words = str(message("{name} is removed.", name=one.name))
    jobs = own_sheets.waiting(tx.connection, text(one))
    if not jobs:
        return words
    still = "Begun with it, and printed on it as it was: {numbers}."
    numbers = ", ".join(job.number for job in jobs)
    return f"{words} {message(still, numbers=numbers)}"


def _changed(before: Stock, now: Stock) -> dict[str, tuple[str, str]]:
    """What is different, in the words of the audit trail."""
    found = {}
    for what, name in _MEASURES.items():
        old, new = getattr(before, name), getattr(now, name)
        if old != new:
            found[what] = (_said(old), _said(new))
    return found


_MEASURES = {
    "name": "name", "paper": "paper", "columns": "columns", "rows": "rows",
    "label width": "width", "label height": "height", "left margin": "left",
    "upper margin": "top", "step across": "across", "step down": "down",
}  # fmt: skip


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return " x ".join(map(_said, value))
    return f"{value:g} mm" if isinstance(value, float) else str(value)


def look_over(template: LabelTemplate, on: Stock, first: int) -> None:
    """See that a template's labels fit on a sheet, before its job takes a number.

    Raises:
        Refusal: they are too large, or the sheet has no label ``first``.
    """
    dots = dots_per_mm(OFFICE_DPI)
    wide, high = round(template.width * dots), round(template.height * dots)
    for _page in label_stocks.sheets(on, [Layout(wide, high, dots, (), ())], first):
        pass


def takes_pages(known: Known) -> None:
    """See that a printer can be given sheets.

    Raises:
        Refusal: it prints on rolls.
    """
    if known.address.language == "zpl":
        raise refusal(
            "{printer} prints on rolls, not on sheets.",
            "Choose an office printer or PDF files, or print these labels without a sheet.",
            printer=known.name,
        )


def print_outlines(program: Program, station: Station, one: Stock, printer: str) -> Path | None:
    """Print the outlines of a sheet's labels; the file, if it is one that is written.

    Raises:
        Refusal: the printer prints on rolls, or takes no jobs.
        Unavailable: it cannot be reached, or the file cannot be written.
    """
    known = printers.find(program, station, printer)
    takes_pages(known)
    address = known.address
    dots = address.dpi if printer else OFFICE_DPI
    title = str(message("Outlines of {name}", name=one.title))
    by = printers.calibration(program, known, printers.stock_name(*one.paper))
    sent = ways.send(
        address, payload(sheet_outline.layout(one, dots), address, by, title), title
    )
    return sent.file


def sizes(
    connection: Connection, row: PrinterRow, paper: tuple[float, float]
) -> tuple[list[tuple[float, float]], tuple[float, float]]:
    """What may be in a printer, labels or sheets, in mm; and which of them is likely.

    That is what it printed on last; else 4 x 6 in, or for an office printer ``paper``.
    """
    found = printers.sizes(connection)
    takes_sheets = row.language != "zpl"
    if takes_sheets:
        found += sorted({paper, *(one.paper for one in all_of(connection).values())})
    usual = paper if takes_sheets and row.dpi >= _OFFICE else _ROLL
    last = printed.newest_on(connection, row.name)
    likely = usual if last is None else _size(connection, last) or usual
    return found if likely in found else [*found, likely], likely


def _size(connection: Connection, job: PrintJob) -> tuple[float, float] | None:
    """What a job was printed on; None if its template is not there any more."""
    if job.sheet:
        return read(job.sheet).paper
    try:
        one = label_shelf.load(connection, job.template, printed.digest(connection, job.id))
    except Refusal:
        return None
    return one.width, one.height


def dpi(job: PrintJob, known: Known) -> int:
    """The dots a job is drawn for: an office printer's finer ones where nothing is known."""
    return OFFICE_DPI if job.sheet and not job.printer else known.address.dpi


def page_words(job: PrintJob) -> str:
    """What the labels of a job stand on, for people; empty for a roll."""
    if not job.sheet:
        return ""
    return str(message("sheet {name}", name=read(job.sheet).title))


def pages(
    template: LabelTemplate, job: PrintJob, labels: Sequence[LabelFields], dots: int
) -> list[Layout]:
    """Labels of a job on its sheets, from the label of the sheet its next page begins at.

    Raises:
        Refusal: a label cannot be made, or is larger than the sheet's.
    """
    layouts = [arrange(template, fields, dots) for fields in labels]
    return list(label_stocks.sheets(read(job.sheet), layouts, job.sheet_start))


def checked(
    sheets: Sequence[Layout], title: str, each: Callable[[int], None] | None = None
) -> bytes:
    """The PDF of sheets, released only if every symbol on them reads back from it.

    Raises:
        Refusal: one does not.
    """
    pdf = label_renderer.draw(sheets, title)
    label_check.read_back(pdf, sheets, each)
    return pdf
