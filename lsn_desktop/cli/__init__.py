"""`lsn`: the use cases from a terminal, for scripts, scheduled jobs and tests.

Each command is a module with ``add(commands)``, which registers a parser whose ``run`` is a
function of the arguments returning the exit code. Only the module of the command that is
asked for is imported, so reading a code does not wait for a database library.
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from importlib import import_module
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from lsn_desktop.domain.refusals import Refusal, Unavailable

if TYPE_CHECKING:
    from collections.abc import Sequence

DONE, REFUSED, USAGE, UNAVAILABLE, BUG = 0, 1, 2, 3, 70
"""Exit codes: 1 a rule refused it, 3 the surroundings failed, 70 a bug."""

COMMANDS = {
    "init": "init",
    "template": "templates",
    "parse": "parse",
    "receive": "receive",
    "move": "moving",
    "return": "returning",
    "build": "building",
    "ship": "shipping",
    "replay": "replay",
    "show": "stock",
    "on-hand": "stock",
    "expiring": "stock",
    "trace": "tracing",
    "ledger": "ledger",
    "hold": "stock",
    "release": "stock",
    "documents": "papers",
    "post": "papers",
    "undo": "papers",
    "reverse": "papers",
    "label": "papers",
    "certificate": "certifying",
    "printer": "printing",
    "sheet": "label_sheets",
    "import": "importing",
    "verify": "keeping",
    "rebuild": "keeping",
    "backup": "keeping",
    "restore": "keeping",
    "export": "exporting",
}
"""Which module of this package registers a command."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    try:
        parsed = _parser(arguments).parse_args(arguments)
        code: int = parsed.run(parsed)
        sys.stdout.flush()
    except SystemExit as stop:  # argparse has said what is wrong, or shown the help
        return stop.code if isinstance(stop.code, int) else USAGE
    except (Refusal, Unavailable) as failure:
        return complain(failure)
    except BrokenPipeError:  # the reader went away, as `lsn ... | head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception:  # noqa: BLE001 - a bug, whatever it is, ends in a traceback and 70
        traceback.print_exc()
        return BUG
    return code


def complain(failure: Refusal | Unavailable) -> int:
    """Say what was refused or failed, and return the exit code for it."""
    sys.stderr.write(f"{failure.fact}\n{failure.remedy}\n")
    return REFUSED if isinstance(failure, Refusal) else UNAVAILABLE


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lsn", description=_("LSN Desktop from a terminal."))
    commands = parser.add_subparsers(metavar=_("COMMAND"), required=True)
    asked = next((word for word in arguments if word in COMMANDS), None)
    modules = [COMMANDS[asked]] if asked else dict.fromkeys(COMMANDS.values())
    for module in modules:
        import_module(f"lsn_desktop.cli.{module}").add(commands)
    return parser
