"""``lsn-desktop``: the window."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop import settings
from lsn_desktop.domain.messages import _
from lsn_desktop.domain.refusals import Unavailable

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window; returns the exit code when it is closed."""
    options = _parser().parse_args(arguments)
    try:
        chosen = settings.load(database=options.db)
    except Unavailable as unavailable:
        sys.stderr.write(f"{unavailable}\n")
        return 3
    if options.demo and not options.db:
        chosen = replace(chosen, database=str(chosen.folder / "demo.db"))
    from ui import start  # noqa: PLC0415 - the words on how to use it need no window

    return start.run(chosen, demo=options.demo, times=options.times)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("lsn-desktop", description=_("Open the window."))
    parser.add_argument(
        "--db", default="", metavar="FILE|URL", help=_("the database; default: the user's own")
    )
    parser.add_argument("--demo", action="store_true", help=_("open a demo company"))
    parser.add_argument(
        "--times", action="store_true", help=_("print when it painted and was ready, and end")
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
