"""``lsn certificate``: issued of a lot or serial, or judged when somebody shows one."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from lsn_desktop.cli import supplied
from lsn_desktop.cli.common import one_lsn, opened, say, with_database
from lsn_desktop.cli.output import tell
from lsn_desktop.domain.messages import _, message
from lsn_desktop.paper import certificate_checks, certificate_output
from printing.queues import spool

if TYPE_CHECKING:
    import argparse

_VERIFY, _BUNDLE, _MISSING, _GATE = "verify", "bundle", "missing", "gate"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = commands.add_parser(
        "certificate",
        help=_("issue a certificate; verify FILE, bundle SHIPMENT -o FILE, missing, gate"),
    )
    parser.add_argument("code", metavar="CODE|verify|bundle|missing|gate")
    parser.add_argument(
        "file", metavar="FILE|SHIPMENT", nargs="?", help=_("what to verify, or to bundle")
    )
    parser.add_argument(
        "--components", action="store_true", help=_("bundle what went into it, too")
    )
    parser.add_argument("--item", default="", metavar="SKU")
    parser.add_argument("--type", choices=("coc", "coa"), default="coc")
    parser.add_argument("--ship", default="", metavar="N", help=_("for this shipment"))
    parser.add_argument("--template", default="", metavar="T", help=_("a name, or a file"))
    parser.add_argument("-o", dest="target", type=Path, metavar="FILE")
    with_database(parser)
    parser.set_defaults(run=run, parser=parser)


def run(arguments: argparse.Namespace) -> int:
    """Issue, or do what one of our words says with what it needs."""
    nothing_more = arguments.file is None and arguments.target is None
    if arguments.code == _MISSING and nothing_more:
        return supplied.missing(arguments)
    if arguments.code == _GATE and nothing_more:
        return supplied.gate(arguments)
    if arguments.code == _BUNDLE and arguments.file and arguments.target:
        return supplied.bundle(arguments)
    if arguments.file is not None and arguments.code == _VERIFY:
        return verify(arguments)
    if arguments.file is not None or arguments.target is None:
        arguments.parser.error(
            _("give CODE and -o FILE, or: verify FILE, bundle SHIPMENT -o FILE, missing, gate")
        )
    return issue(arguments)


def issue(arguments: argparse.Namespace) -> int:
    """Issue a certificate of compliance or of analysis, and save it."""
    with opened(arguments) as (program, station):
        with program.database.reading() as connection:
            found = one_lsn(connection, arguments.code, arguments.item)
        form = certificate_output.Form(arguments.type, arguments.template, arguments.ship)
        _id, pdf = certificate_output.issue_certificate(
            program, station, found.lsn.id, form=form
        )
    spool.save_pdf(arguments.target, pdf)
    sha256 = hashlib.sha256(pdf).hexdigest()
    words = message("Saved {file}, SHA-256 {sha256}", file=arguments.target, sha256=sha256)
    if arguments.json:
        tell({"done": str(words)})
    else:
        say(str(words))
    sys.stdout.flush()
    return 0


def verify(arguments: argparse.Namespace) -> int:
    """Judge a file; 0 says it is as issued and still counts."""
    pdf = certificate_checks.read(Path(arguments.file))
    with opened(arguments) as (program, _station):
        verdict = certificate_checks.of_file(program, pdf)
    if arguments.json:
        tell(
            {
                "state": verdict.state.value,
                "number": verdict.row.number if verdict.row else None,
                "words": str(verdict.words),
                "remedy": str(verdict.remedy),
                "signature": str(verdict.seal or ""),
                "sha256": verdict.sha256,
            }
        )
    else:
        lines = (verdict.state.value, verdict.words, verdict.remedy, verdict.seal or "")
        say("\n".join(filter(None, map(str, lines))))
    return 0 if verdict.state is certificate_checks.State.VALID else 1
