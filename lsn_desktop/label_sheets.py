"""Labels on sheets for an office printer: a PDF of whole pages, every symbol read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop import label_output
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.output import template_of
from lsn_desktop.services import label_jobs, labelling
from lsn_desktop.storage import printed
from printing import label_check, label_renderer, label_stocks, spool
from printing.label_layout import Layout, arrange, dots_per_mm

if TYPE_CHECKING:
    from pathlib import Path

    from lsn_desktop.program import Program, Station
    from printing.label_elements import LabelTemplate
    from printing.label_stocks import Stock

_OFFICE_DPI = 600


def stock(name: str) -> Stock:
    """A sheet by its number, in any case.

    Raises:
        Refusal: it is none of those we know.
    """
    found = {known.casefold(): one for known, one in label_stocks.BUILT_IN.items()}
    if name.casefold() not in found:
        raise refusal(
            "There is no sheet {name}.",
            "Use one of these: {names}.",
            name=name,
            names=", ".join(label_stocks.BUILT_IN),
        )
    return found[name.casefold()]


def look_over(template: LabelTemplate, on: Stock, first: int) -> None:
    """See that a template's labels fit on a sheet, before its job takes a number.

    Raises:
        Refusal: they are too large, or the sheet has no label ``first``.
    """
    dots = dots_per_mm(_OFFICE_DPI)
    wide, high = round(template.width * dots), round(template.height * dots)
    for _page in label_stocks.sheets(on, [Layout(wide, high, dots, (), ())], first):
        pass


def save(
    program: Program, station: Station, job_id: int, on: Stock, first: int, target: Path
) -> Path:
    """Draw a job and save it as sheets, the first label at place ``first`` (from 1).

    Raises:
        Refusal: a label is larger than the sheet's, or does not read back.
        Unavailable: the file cannot be written.
    """
    label_output.draw(program, station, job_id)
    with program.database.reading() as connection:
        job, labels = labelling.to_draw(connection, job_id)
        digest = printed.digest(connection, job_id)
    template = template_of(program, job.template, digest)
    layouts = [arrange(template, fields, _OFFICE_DPI) for fields in labels]
    pages = list(label_stocks.sheets(on, layouts, first))
    pdf = label_renderer.draw(pages, template.title)
    label_check.read_back(pdf, pages)
    spool.save_pdf(target, pdf)
    program.database.run(station.by(), lambda tx: label_jobs.saved(tx, job_id, str(target)))
    return target
