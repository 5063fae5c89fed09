"""``lsn documents``, ``post``, ``undo``, ``reverse``; labels."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from lsn_desktop.cli.common import one_lsn, opened, say, with_database
from lsn_desktop.cli.output import tell
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.paper import label_output, label_routes, label_sheets, output
from lsn_desktop.program import new_uid
from lsn_desktop.services.documents import posting
from lsn_desktop.services.labels import label_jobs, label_subjects, labelling
from lsn_desktop.services.receipts import receiving
from lsn_desktop.storage import catalogue, documents, label_copies, lsns, printed
from printing.inks import raster
from printing.inks.zpl import zpl
from printing.labels.label_layout import arrange
from printing.queues import spool

if TYPE_CHECKING:
    import argparse

    from lsn_desktop.program import Program, Station
    from lsn_desktop.services.labels.label_subjects import Subject
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.transactions import Connection
    from printing.labels.label_elements import LabelTemplate
    from printing.labels.label_stocks import Stock

_STATION_DPI = 203
_KINDS = frozenset({"bin", "hold", "item"})  # what a label is of is asked for by these names
_PAUSE = 0.1  # seconds until a print server is asked again


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the commands."""
    listing = commands.add_parser("documents", help=_("receipts and other documents"))
    listing.add_argument("--open", action="store_true", dest="drafts")
    post_parser = commands.add_parser("post", help=_("turn a draft into moves"))
    undo_parser = commands.add_parser("undo", help=_("take back a draft's last scan"))
    reverse_parser = commands.add_parser("reverse", help=_("turn a posted document back"))
    reverse_parser.add_argument("--reason", required=True)
    for parser in (post_parser, undo_parser, reverse_parser):
        parser.add_argument("document", metavar="DOC")
    label_parser = commands.add_parser(
        "label", help=_("print labels of a lot, serial, item or bin")
    )
    label_parser.add_argument("--template", default="", metavar="T")
    label_parser.add_argument("--format", choices=("pdf", "png", "zpl"), default="pdf")
    label_parser.add_argument("--copies", type=int, default=1)
    label_parser.add_argument(
        "--reason", default="", help=_("why a serial's label is printed again")
    )
    label_parser.add_argument(
        "--sheet",
        default="",
        metavar="NUMBER",
        help=_("on sheets: L7160, 5160 ..."),
    )
    label_parser.add_argument(
        "--first", type=int, default=1, metavar="N", help=_("begin at this label of the sheet")
    )
    goes_to = label_parser.add_mutually_exclusive_group(required=True)
    goes_to.add_argument("-o", dest="target", type=Path, metavar="FILE")
    goes_to.add_argument("--printer", default="", metavar="QUEUE")
    label_parser.add_argument("code", metavar="CODE")
    label_parser.add_argument("--item", default="", metavar="SKU")
    runs = {
        listing: listed,
        post_parser: post,
        undo_parser: undo,
        reverse_parser: reverse,
        label_parser: label,
    }
    for parser, run in runs.items():
        with_database(parser)
        parser.set_defaults(run=run)


def listed(arguments: argparse.Namespace) -> int:
    """Documents, newest first."""
    with opened(arguments) as (program, _station), program.database.reading() as connection:
        rows = documents.listed(connection, status="draft" if arguments.drafts else None)
    for row in rows:
        if arguments.json:
            values = {
                "document": row.number,
                "kind": row.kind,
                "status": row.status,
                "party": row.party,
                "order": row.purchase_order,
                "on": row.posted_on,
            }
            tell(values)
        else:
            say(f"{row.number:10} {row.kind:10} {row.status:10} {row.party or ''}")
    return 0


def post(arguments: argparse.Namespace) -> int:
    """Post a draft."""
    with opened(arguments) as (program, station):
        head = _document(program, arguments.document)
        lines = program.database.run(station.by(), lambda tx: posting.post(tx, head.id))
    _done(arguments, str(message("Posted {number}, {n} lines", number=head.number, n=lines)))
    return 0


def undo(arguments: argparse.Namespace) -> int:
    """Take back the last line of a draft."""
    with opened(arguments) as (program, station):
        head = _document(program, arguments.document)
        with program.database.reading() as connection:
            lines = documents.lines(connection, head.id)
        if not lines:
            raise refusal("{number} has no lines.", "Nothing to take back.", number=head.number)
        outcome = program.database.run(
            station.by(), lambda tx: receiving.undo_line(tx, lines[-1].id)
        )
    _done(arguments, str(outcome.words), str(outcome.remedy or ""))
    return 0


def reverse(arguments: argparse.Namespace) -> int:
    """Reverse a posted document."""
    with opened(arguments) as (program, station):
        head = _document(program, arguments.document)
        uid = new_uid()
        back = program.database.run(
            station.by(), lambda tx: posting.reverse(tx, head.id, arguments.reason, uid)
        )
        with program.database.reading() as connection:
            number = documents.by_id(connection, back).number
            copies = printed.voided_of(connection, head.id)
    words = message("{number} is reversed by {reversal}", number=head.number, reversal=number)
    remedy = message("Destroy its printed labels ({copies}).", copies=copies) if copies else ""
    _done(arguments, str(words), str(remedy))
    return 0


def _document(program: Program, number: str) -> Document:
    with program.database.reading() as connection:
        head = documents.by_number(connection, number)
    if head is None:
        raise refusal("There is no document {number}.", "See lsn documents.", number=number)
    return head


def label(arguments: argparse.Namespace) -> int:
    """Print labels to a file or a queue, every symbol decoded back first."""
    with opened(arguments) as (program, station):
        template, wanted = _wanted(program, station, arguments)
        sheet = _sheet(program, arguments.sheet)
        reason = arguments.reason.strip()
        job_id = output.order_labels(
            program, station, template, [wanted], printer=arguments.printer, reason=reason,
            reprint_of=_first_job(program, wanted) if reason else None,
            sheet=sheet, first=arguments.first,
        )  # fmt: skip
        label_output.draw(program, station, job_id)
        if arguments.printer:
            _print(program, station, job_id, arguments)
        else:
            if sheet or arguments.format == "pdf":
                label_output.save_labels(program, station, job_id, arguments.target)
            else:
                _save_dots(program, station, job_id, arguments)
            _done(arguments, str(message("Saved {file}", file=arguments.target)))
    return 0


def _sheet(program: Program, name: str) -> Stock | None:
    if not name:
        return None
    with program.database.reading() as connection:
        return label_sheets.stock(connection, name)


def _save_dots(
    program: Program, station: Station, job_id: int, arguments: argparse.Namespace
) -> None:
    """Save the first label of a job as PNG, or all of them as ZPL."""
    target: Path = arguments.target
    with program.database.reading() as connection:
        job, labels = labelling.to_draw(connection, job_id)
    template = output.template_of(program, job.template)
    layouts = [arrange(template, fields, _STATION_DPI) for fields in labels]
    saved = raster.png(layouts[0]) if arguments.format == "png" else b"".join(map(zpl, layouts))
    spool.save_pdf(target, saved)
    program.database.run(station.by(), lambda tx: label_jobs.saved(tx, job_id, str(target)))


def _first_job(program: Program, wanted: labelling.Wanted) -> int | None:
    """The job that has the label of a serial, if one has."""
    with program.database.reading() as connection:
        claims = label_copies.claims_on(connection, filter(None, [wanted.lsn_id]))
    return claims[0].job_id if claims else None


def _print(
    program: Program, station: Station, job_id: int, arguments: argparse.Namespace
) -> None:
    """Send the labels one by one; the last one may still be in the queue when we end."""
    job = label_output.print_all(program, station, job_id, lambda: time.sleep(_PAUSE))
    words = message("{number} is in the queue of {printer}", number=job.number,
                    printer=job.printer)  # fmt: skip
    if job.status == "printed":
        words = message("{number} is printed on {printer}", number=job.number,
                        printer=job.printer)  # fmt: skip
    _done(arguments, str(words))


def _wanted(
    program: Program, station: Station, arguments: argparse.Namespace
) -> tuple[str, labelling.Wanted]:
    """What is to be printed, and on which template."""
    chosen = output.template_of(program, arguments.template) if arguments.template else None
    with program.database.reading() as connection:
        if chosen and "location" in chosen.needs:
            place = catalogue.location_by_code(connection, arguments.code)
            if place is None:
                raise refusal("There is no bin {code}.", "Check it.", code=arguments.code)
            subject = label_subjects.of_place(place)
        else:
            subject = _subject(connection, arguments, chosen)
    is_kind = arguments.template == subject.usual and subject.usual in _KINDS
    if is_kind or not arguments.template:
        way = label_routes.route(
            program, station, subject.usual, subject.what, arguments.printer
        )
        return way.template, subject.wanted(arguments.copies)
    return arguments.template, subject.wanted(arguments.copies)


def _subject(
    connection: Connection, arguments: argparse.Namespace, chosen: LabelTemplate | None
) -> Subject:
    """The item, lot or serial a code names, for a template if one is chosen.

    Raises:
        Refusal: it names none or several; a hold label is asked of what is not held.
    """
    item = catalogue.item_by_sku(connection, arguments.code)
    says_no_lot = chosen is not None and labelling.are_of_item(chosen.fields)
    if item and (says_no_lot or not lsns.candidates(connection, arguments.code)):
        return label_subjects.of_item(connection, item.id)
    lsn_id = one_lsn(connection, arguments.code, arguments.item).lsn.id
    if chosen is not None and chosen.stops:
        return label_subjects.of_hold(connection, lsn_id)
    return label_subjects.of_lsn(connection, lsn_id)


def _done(arguments: argparse.Namespace, words: str, remedy: str = "") -> None:
    if arguments.json:
        tell({"done": words} | ({"remedy": remedy} if remedy else {}))
    else:
        say("\n".join(filter(None, (words, remedy))))
    sys.stdout.flush()
