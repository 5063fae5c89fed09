"""``lsn template``: of labels and certificates, listed, shown, brought in and out, chosen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lsn_desktop.cli.common import opened, say, with_database
from lsn_desktop.cli.output import tell
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import Unavailable, refusal
from lsn_desktop.paper import certificate_shelf, label_shelf
from lsn_desktop.program import new_uid
from lsn_desktop.services.labels import keeping_templates, label_choice
from lsn_desktop.services.labels.label_choice import For
from lsn_desktop.storage import catalogue, templates
from printing.certificates import certificate_templates
from printing.labels.template_reader import LARGEST_FILE
from printing.queues import spool

if TYPE_CHECKING:
    import argparse

    from lsn_desktop.storage.templates import Version
    from lsn_desktop.storage.transactions import Connection, Tx
    from printing.certificates.certificate_templates import CertificateTemplate


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``lsn template`` and what it does."""
    parser = commands.add_parser(
        "template",
        help=_("of labels and certificates: list, show, import, export, use, retire"),
    )
    acts = parser.add_subparsers(metavar=_("ACT"), required=True)
    listing = acts.add_parser("list", help=_("the templates there are"))
    showing = acts.add_parser("show", help=_("what a template asks for, and its versions"))
    importing = acts.add_parser("import", help=_("keep a template file as the company's own"))
    importing.add_argument("file", type=Path, metavar="FILE")
    exporting = acts.add_parser("export", help=_("write a template as a file"))
    exporting.add_argument("--version", default="", metavar="V")
    exporting.add_argument("-o", dest="target", type=Path, required=True, metavar="FILE")
    using = acts.add_parser("use", help=_("print labels with one instead of the usual one"))
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
    """Labels, the company's own first; certificates; what is used instead of what."""
    with opened(arguments) as (program, _station), program.database.reading() as connection:
        own = {kept.name for kept in templates.newest(connection)}
        found = label_shelf.all_of(connection)
        certificates = certificate_shelf.all_of(connection)
        rules = templates.uses(connection)
    for one in found:
        if arguments.json:
            row = {"name": one.name, "title": one.title, "version": one.version}
            size_mm = {"width": one.width, "height": one.height}
            tell({**row, "kind": "label", **size_mm, "own": one.name in own})
        else:
            whose = _("own") if one.name in own else _("built in")
            size = f"{one.width:g} x {one.height:g}"
            say(f"{one.name:20} {size:15} {one.version:6} {whose:9} {one.title}")
    for each in certificates:
        is_own = bool(each.version)
        if arguments.json:
            row = {"name": each.name, "title": each.title, "version": each.version}
            tell({**row, "kind": each.kind, "paper": each.paper, "own": is_own})
        else:
            whose = _("own") if is_own else _("built in")
            what = f"{each.kind.upper()}, {each.paper}"
            say(f"{each.name:20} {what:15} {each.version:6} {whose:9} {each.title}")
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
        stated = certificate_shelf.named(connection, arguments.name)
        row = _certificates(stated) if stated else _labels(connection, arguments.name)
        kept = templates.named(connection, str(row["name"]))
    row |= {"kept_versions": [one.version for one in kept]}
    if arguments.json:
        tell(row)
    else:
        for name, said in row.items():
            say(f"{name:14} {', '.join(map(str, said)) if isinstance(said, list) else said}")
    return 0


def _certificates(one: CertificateTemplate) -> dict[str, object]:
    return {
        "name": one.name,
        "title": one.title,
        "version": one.version,
        "kind": one.kind,
        "layout": one.layout,
        "paper": one.paper,
        "statement": one.statement,
    }


def _labels(connection: Connection, name: str) -> dict[str, object]:
    one = label_shelf.load(connection, name)
    return {
        "name": one.name,
        "title": one.title,
        "version": one.version,
        "kind": "label",
        "digest": one.digest,
        "width": one.width,
        "height": one.height,
        "needs": list(one.needs),
        "fields": sorted(one.fields),
        "symbols": [place.symbology for place in one.symbols],
        "notes": one.notes,
    }


def bring_in(arguments: argparse.Namespace) -> int:
    """Keep a file as the next version of its template."""
    text = _read(arguments.file)
    uid = new_uid()
    name = arguments.file.stem

    def keep(tx: Tx) -> Version:
        if certificate_templates.is_one(text):
            kept = certificate_shelf.bring_in(tx, uid, name, text).name
        else:
            kept = label_shelf.bring_in(tx, uid, text).name
        return templates.named(tx.connection, kept)[0]

    with opened(arguments) as (program, station):
        kept = program.database.run(station.by(), keep)
    if arguments.json:
        row = {"name": kept.name, "version": kept.version, "digest": kept.digest}
        tell({**row, "kind": kept.kind})
    else:
        say(str(keeping_templates.kept_words(kept.kind, kept.name, kept.version)))
    return 0


def export(arguments: argparse.Namespace) -> int:
    """Write a template's text, as it was brought in or drawn."""
    with opened(arguments) as (program, _station), program.database.reading() as connection:
        asked = (connection, arguments.name, arguments.version)
        text = certificate_shelf.text_of(*asked)
        text = label_shelf.text_of(*asked) if text is None else text
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
            "{file} is no text.", "Choose a template, a .toml file.", file=file
        ) from None
    except OSError as error:
        raise Unavailable(
            message("{file} cannot be read: {why}", file=file, why=error.strerror),
            message("Check its name."),
        ) from error
