"""Which template and which printer: each depends on the other, so they are chosen in steps.

1. The template, by the rules that name the item, the customer, or both (``label_choice``).
2. The printer: the one asked for, else what this workstation prints that template with.
3. By the rules that name this printer, the template once more: another for the same purpose,
   perhaps for smaller labels. The printer stays.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from lsn_desktop.paper import printers
from lsn_desktop.services.labels import label_choice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lsn_desktop.program import Program, Station
    from lsn_desktop.services.labels.label_choice import For
    from lsn_desktop.services.labels.label_subjects import Subject


class Route(NamedTuple):
    """The names of a template and of a printer; no printer: PDF files."""

    template: str
    printer: str


def route(
    program: Program, station: Station, usual: str, what: For, printer: str | None = None
) -> Route:
    """How a label gets to paper: ``usual`` is what it is printed with where no rule is.

    ``printer`` None is the workstation's own for the template, empty PDF files.
    """
    database = program.database
    with database.reading() as connection:
        template = label_choice.template_for(connection, usual, replace(what, printer=""))
    if printer is None:
        printer = printers.usual(program, station, template)
    if printer:
        with database.reading() as connection:
            template = label_choice.template_for(
                connection, usual, replace(what, printer=printer)
            )
    return Route(template, printer)


def of_lsn(
    program: Program,
    station: Station,
    lsn_id: int,
    *,
    customer_id: int | None = None,
    printer: str | None = None,
) -> Route:
    """How a label of a lot or serial gets to paper."""
    with program.database.reading() as connection:
        usual, what = label_choice.purpose_of_lsn(connection, lsn_id, customer_id)
    return route(program, station, usual, what, printer)


def of_subjects(
    program: Program, station: Station, subjects: Iterable[Subject], printer: str | None
) -> list[Subject]:
    """What is to be labelled, each with the template it gets on a printer."""
    return [
        replace(one, template=route(program, station, one.usual, one.what, printer).template)
        for one in subjects
    ]
