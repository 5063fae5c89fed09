"""``lsn template``: label templates listed, shown, brought in and out, and chosen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lsn_desktop.cli.common import opened, say, with_database
from lsn_desktop.cli.output import tell
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import Unavailable, refusal
from lsn_desktop.paper import label_shelf
from lsn_desktop.program import new_uid
from lsn_desktop.services.labels import keeping_templates, label_choice
from lsn_desktop.services.labels.label_choice import For
from lsn_desktop.storage import catalogue, templates
from printing.labels.template_reader import LARGEST_FILE
from printing.queues import spool

if TYPE_CHECKING:
    import argparse

    from lsn_desktop.storage.transactions import Connection


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``lsn template`` and what it does."""
    parser = commands.add_parser(
        "template", help=_("label templates: list, show, import, export, use, retire")
    )
    acts = parser.add_subparsers(metavar=_("ACT"), required=True)
    listing = acts.add_parser("list", help=_("the templates there are"))
    showing = acts.add_parser("show", help=_("what a template asks for, and its versions"))
    importing = acts.add_parser("import", help=_("keep a template file as the company's own"))
    importing.add_argument("file", type=Path, metavar="FILE")
    exporting = acts.add_parser("export", help=_("write a template as a file"))
    exporting.add_argument("--version", default="", metavar="V")
    exporting.add_argument("-o", dest="target", type=Path, required=True, metavar="FILE")
    using = acts.add_parser("use", help=_("print with a template instead of the usual one"))
    using.add_argument("--instead-of", default="lot", metavar="NAME")
    using.add_argument("--item", default="", metavar="SKU")
    using.add_argument("--customer", default="", metavar="CODE")
    using.add_argument("--printer", default="", metavar="P")
    using.add_argument("--no-more", action="store_true", help=_("as usual again"))
    retiring = acts.add_parser("retire", help=_("use one of the company's own no more"))
    for act in (showing, exporting, using, retiring):
        act.add_argument("name", metavar="NAME")
    runs = {
        listing: listed, showing: show, importing: bring_in,
        exporting: export, using: use, retiring: retire,
    }  # fmt: skip
    for act, run in runs.items():
        with_database(act)
        act.set_defaults(run=run)


def listed(arguments: argparse.Namespace) -> int:
    """Every template, the company's own first; then what is used instead of what."""
    with opened(arguments) as (program, _station), program.database.reading() as connection:
        own = {kept.name for kept in templates.newest(connection)}
        found = label_shelf.all_of(connection)
        rules = templates.uses(connection)
    for one in found:
        if arguments.json:
            row = {"name": one.name, "title": one.title, "version": one.version}
            size_mm = {"width": one.width, "height": one.height}
            tell({**row, **size_mm, "own": one.name in own})
        else:
            whose = _("own") if one.name in own else _("built in")
            size = f"{one.width:g} x {one.height:g}"
            say(f"{one.name:20} {size:15} {one.version:6} {whose:9} {one.title}")
    for rule in rules:
        if arguments.json:
            tell({"instead_of": rule.usual, "item": rule.item, "customer": rule.customer,
                  "printer": rule.printer, "use": rule.template})  # fmt: skip
        else:
            what = " ".join(filter(None, (rule.item, rule.customer, rule.printer)))
            say(str(message("{what}: {template} instead of {usual}", what=what,
                        template=rule.template, usual=rule.usual)))  # fmt: skip
    return 0


def show(arguments: argparse.Namespace) -> int:
    """One template: its size, what it needs and shows, the versions that are kept."""
    with opened(arguments) as (program, _station), program.database.reading() as connection:
        one = label_shelf.load(connection, arguments.name)
        versions = [kept.version for kept in templates.named(connection, one.name)]
    row = {
        "name": one.name,
        "title": one.title,
        "version": one.version,
        "digest": one.digest,
        "width": one.width,
        "height": one.height,
        "needs": list(one.needs),
        "fields": sorted(one.fields),
        "symbols": [place.symbology for place in one.symbols],
        "kept_versions": versions,
        "notes": one.notes,
    }
    if arguments.json:
        tell(row)
    else:
        for name, said in row.items():
            say(f"{name:14} {', '.join(map(str, said)) if isinstance(said, list) else said}")
    return 0


def bring_in(arguments: argparse.Namespace) -> int:
    """Keep a file as the next version of its template."""
    text = _read(arguments.file)
    uid = new_uid()
    with opened(arguments) as (program, station):
        kept = program.database.run(
            station.by(), lambda tx: label_shelf.bring_in(tx, uid, text)
        )
    if arguments.json:
        tell({"name": kept.name, "version": kept.version, "digest": kept.digest})
    else:
        say(str(message("Label template {name}, version {version}", name=kept.name,
                    version=kept.version)))  # fmt: skip
    return 0


def export(arguments: argparse.Namespace) -> int:
    """Write a template's text, as it was brought in or drawn."""
    with opened(arguments) as (program, _station), program.database.reading() as connection:
        text = label_shelf.text_of(connection, arguments.name, arguments.version)
    spool.save_pdf(arguments.target, text.encode())
    return 0


def use(arguments: argparse.Namespace) -> int:
    """Say which template is used for an item, a customer, a printer, or several of them."""
    with opened(arguments) as (program, station):
        with program.database.reading() as connection:
            usual = _purpose(arguments.instead_of)
            name = label_shelf.load(connection, arguments.name).name
            what = _what(connection, arguments)
        chosen = "" if arguments.no_more else name
        program.database.run(station.by(), lambda tx: label_choice.use(tx, usual, what, chosen))
    return 0


def retire(arguments: argparse.Namespace) -> int:
    """Use a template of the company's no more; its versions are kept."""
    with opened(arguments) as (program, station):
        program.database.run(
            station.by(), lambda tx: keeping_templates.retire(tx, arguments.name)
        )
    return 0


def _purpose(name: str) -> str:
    """A label the program prints by itself.

    Raises:
        Refusal: it is none: a rule for it would never be asked.
    """
    if name not in label_choice.PURPOSES:
        raise refusal(
            "{name} is no label the program prints by itself.",
            "Name one of these after --instead-of: {names}.",
            name=name,
            names=", ".join(label_choice.PURPOSES),
        )
    return name


def _what(connection: Connection, arguments: argparse.Namespace) -> For:
    item_id = customer_id = None
    if arguments.item:
        item = catalogue.item_by_sku(connection, arguments.item)
        if item is None:
            raise refusal("There is no item {sku}.", "Check its number.", sku=arguments.item)
        item_id = item.id
    if arguments.customer:
        customer = catalogue.party_by_code(connection, arguments.customer)
        if customer is None:
            raise refusal(
                "There is no customer {code}.", "Check the code.", code=arguments.customer
            )
        customer_id = customer.id
    return For(item_id, customer_id, arguments.printer)


def _read(file: Path) -> str:
    """The text of a template file.

    Raises:
        Refusal: it is too large for one, or no text.
        Unavailable: it cannot be read.
    """
    try:
        with file.open("rb") as opened_file:
            source = opened_file.read(LARGEST_FILE + 1)
        return source.decode("utf-8")
    except UnicodeDecodeError:
        raise refusal(
            "{file} is no text.", "Choose a label template, a .toml file.", file=file
        ) from None
    except OSError as error:
        raise Unavailable(
            message("{file} cannot be read: {why}", file=file, why=error.strerror),
            message("Check its name."),
        ) from error
