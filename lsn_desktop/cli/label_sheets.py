"""``lsn sheet``: sheets of labels listed, entered, changed, tried on paper, and removed."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING

from lsn_desktop.cli.common import opened, say, with_database
from lsn_desktop.cli.output import tell
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.paper import label_sheets
from printing.labels.label_stocks import A4, LETTER, measured

if TYPE_CHECKING:
    import argparse

    from lsn_desktop.program import Program
    from printing.labels.label_stocks import Stock

_INCH = 25.4  # mm
_PAIR = re.compile(r"(\d{1,5}(?:\.\d{1,6})?)x(\d{1,5}(?:\.\d{1,6})?)(mm|in)?")
_PAPERS = {"a4": A4, "letter": LETTER}
_MEASURES = {
    "paper": _("A4, letter, or its size"),
    "labels": _("how many in a row, and how many rows"),
    "size": _("width and height of a label"),
    "corner": _("from the left and upper edge of the paper to the first label"),
    "gap": _("between labels beside and below each other"),
}


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``lsn sheet`` and what it does."""
    parser = commands.add_parser(
        "sheet", help=_("sheets of labels: list, add, change, test, remove")
    )
    acts = parser.add_subparsers(metavar=_("ACT"), required=True)
    listing = acts.add_parser("list", help=_("the sheets there are"))
    adding = acts.add_parser("add", help=_("enter a sheet of the company's own"))
    changing = acts.add_parser("change", help=_("change one, measure by measure"))
    testing = acts.add_parser("test", help=_("print its outlines, to hold against a real one"))
    removing = acts.add_parser("remove", help=_("offer one of the company's own no more"))
    for act in (adding, changing):
        for name, said in _MEASURES.items():
            needed = act is adding and name in ("labels", "size", "corner")
            example = {"labels": "CxR", "paper": "P"}.get(name, "WxH[mm|in]")
            act.add_argument(f"--{name}", metavar=example, required=needed, help=said)
    changing.add_argument("--name", dest="called", metavar="NAME", help=_("another name"))
    testing.add_argument("--printer", default="", metavar="P", help=_("a PDF file without"))
    for act in (adding, changing, testing, removing):
        act.add_argument("name", metavar="NAME")
    runs = {
        listing: listed, adding: added, changing: changed, testing: tested, removing: removed,
    }  # fmt: skip
    for act, run in runs.items():
        with_database(act)
        act.set_defaults(run=run)


def listed(arguments: argparse.Namespace) -> int:
    """Every sheet, the company's own first; all measures in mm."""
    with opened(arguments) as (program, _station), program.database.reading() as connection:
        own = label_sheets.own(connection)
        sheets = label_sheets.all_of(connection)
    for name, one in sheets.items():
        if arguments.json:
            row = asdict(one)
            tell({"sheet": row.pop("name"), **row, "own": name in own})
        else:
            grid = f"{one.columns} x {one.rows}"
            size = f"{one.width:.4g} x {one.height:.4g} mm"
            whose = _("own") if name in own else _("built in")
            say(f"{name:20} {grid:8} {size:18} {whose:9} {one.title}")
    return 0


def added(arguments: argparse.Namespace) -> int:
    """Enter a sheet."""
    columns, rows = _grid(arguments.labels)
    one = measured(
        arguments.name.strip(),
        _paper(arguments.paper or "a4"),
        (columns, rows),
        _pair(arguments.size),
        _pair(arguments.corner),
        _pair(arguments.gap or "0x0"),
    )
    with opened(arguments) as (program, station):
        program.database.run(station.by(), lambda tx: label_sheets.keep(tx, one))
    _done(arguments, str(message("{name} is saved.", name=one.name)))
    return 0


def changed(arguments: argparse.Namespace) -> int:
    """Change those measures of a sheet that are given."""
    with opened(arguments) as (program, station):
        was = _own(program, arguments.name)
        size = _pair(arguments.size) if arguments.size else (was.width, was.height)
        gaps = (was.across - was.width, was.down - was.height)
        one = measured(
            (arguments.called or was.name).strip(),
            _paper(arguments.paper) if arguments.paper else was.paper,
            _grid(arguments.labels) if arguments.labels else (was.columns, was.rows),
            size,
            _pair(arguments.corner) if arguments.corner else (was.left, was.top),
            _pair(arguments.gap) if arguments.gap else gaps,
        )
        program.database.run(station.by(), lambda tx: label_sheets.keep(tx, one, was.name))
    _done(arguments, str(message("{name} is saved.", name=one.name)))
    return 0


def tested(arguments: argparse.Namespace) -> int:
    """Print the outlines of a sheet, or write them as a PDF file."""
    with opened(arguments) as (program, station):
        with program.database.reading() as connection:
            one = label_sheets.stock(connection, arguments.name)
        file = label_sheets.print_outlines(program, station, one, arguments.printer)
    words = message("Sent to {printer}.", printer=arguments.printer)
    if file is not None:
        words = message("Saved as {file}", file=file)
    _done(arguments, str(words))
    return 0


def removed(arguments: argparse.Namespace) -> int:
    """Offer a sheet no more; jobs that began with it are told, and printed as they were."""
    with opened(arguments) as (program, station):
        was = _own(program, arguments.name)
        words = program.database.run(station.by(), lambda tx: label_sheets.remove(tx, was))
    _done(arguments, words)
    return 0


def _own(program: Program, name: str) -> Stock:
    """A sheet of the company's own, its name in any case.

    Raises:
        Refusal: there is none, or it is built in.
    """
    with program.database.reading() as connection:
        one = label_sheets.stock(connection, name)
        own = label_sheets.own(connection)
    if one.name not in own:
        raise refusal(
            "{name} is a built-in sheet.",
            "It stays as it is: enter one of your own with lsn sheet add.",
            name=one.title,
        )
    return one


def _paper(typed: str) -> tuple[float, float]:
    return _PAPERS.get(typed.casefold()) or _pair(typed)


def _pair(typed: str) -> tuple[float, float]:
    """Two lengths in mm; ``4x2in`` are inches."""
    found = _PAIR.fullmatch(typed.casefold())
    if found is None:
        raise refusal(
            "{typed} are no two lengths.", "Give them as 63.5x38.1 or 4x2in.", typed=typed
        )
    unit = _INCH if found[3] == "in" else 1.0
    return round(float(found[1]) * unit, 3), round(float(found[2]) * unit, 3)


def _grid(typed: str) -> tuple[int, int]:
    columns, _x, rows = typed.casefold().partition("x")
    if not (columns.isascii() and columns.isdigit() and rows.isascii() and rows.isdigit()):
        raise refusal(
            "{typed} says not how many labels there are.",
            "Give how many stand in a row and how many rows: 3x8.",
            typed=typed,
        )
    return int(columns), int(rows)


def _done(arguments: argparse.Namespace, words: str) -> None:
    if arguments.json:
        tell({"done": words})
    else:
        say(words)
