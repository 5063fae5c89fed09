"""Sheets of labels for page printers: the built-in and own ones, and the pages of a job."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services import sheets_begun
from printing import label_check, label_renderer, label_stocks
from printing.label_layout import Layout, arrange, dots_per_mm
from printing.label_stocks import Stock

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lsn_desktop.printers import Known
    from lsn_desktop.storage.printed import PrintJob
    from lsn_desktop.storage.transactions import Connection, Tx
    from printing.label_elements import LabelTemplate
    from printing.label_renderer import LabelFields

OFFICE_DPI = 600


def all_of(connection: Connection) -> dict[str, Stock]:
    """Every sheet that can be printed on, by name: the company's own ones first."""
    return own(connection) | label_stocks.BUILT_IN


def own(connection: Connection) -> dict[str, Stock]:
    """The company's own sheets by name."""
    return {name: read(words) for name, words in sheets_begun.own(connection).items()}


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


def keep(tx: Tx, one: Stock) -> None:
    """Keep a sheet of the company's own, new or changed.

    Raises:
        Refusal: it has no name or a built-in one's, or its labels do not fit on its paper.
    """
    if not one.name or one.name.casefold() in map(str.casefold, label_stocks.BUILT_IN):
        raise refusal(
            "A sheet of your own needs a name of its own.",
            "Type one that none of the built-in sheets has, such as Chilled 2x4.",
        )
    label_stocks.check(one)
    sheets_begun.keep_own(tx, one.name, text(one))


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
