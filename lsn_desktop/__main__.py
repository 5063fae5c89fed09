"""``lsn-desktop``: the window."""

from __future__ import annotations

import argparse
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lsn_desktop import settings
from lsn_desktop.domain.messages import _
from lsn_desktop.domain.refusals import Unavailable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window; returns the exit code when it is closed."""
    options = _parser().parse_args(arguments)
    try:
        chosen = settings.load(database=options.db)
    except Unavailable as unavailable:
        sys.stderr.write(f"{unavailable}\n")
        return 3
    if options.unattended:
        chosen = _played_in(options.unattended, chosen)
    elif options.demo and not options.db:
        chosen = replace(chosen, database=str(chosen.folder / "demo.db"))
    from ui import start  # noqa: PLC0415 - the words on how to use it need no window

    demo = options.demo or options.unattended is not None
    return start.run(chosen, demo=demo, times=options.times, unattended=options.unattended)


def _played_in(folder: Path, chosen: Settings) -> Settings:
    """A new demo company within the folder, printing PDF files there; nothing of the user's."""
    company = folder / "company"
    shutil.rmtree(company, ignore_errors=True)
    for paper in (*folder.glob("*.pdf"), *folder.glob("*.png")):
        paper.unlink()
    company.mkdir(parents=True)
    return replace(
        settings.load(company),
        database=str(company / "demo.db"),
        workstation="DOCK-1",
        pdf_folder=str(folder),
        theme=chosen.theme,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("lsn-desktop", description=_("Open the window."))
    parser.add_argument(
        "--db", default="", metavar="FILE|URL", help=_("the database; default: the user's own")
    )
    parser.add_argument("--demo", action="store_true", help=_("open a demo company"))
    parser.add_argument(
        "--unattended",
        type=Path,
        nargs="?",
        const=Path("build/demo"),
        metavar="FOLDER",
        help=_("play the main job on a new demo company, leave its papers in the folder"),
    )
    parser.add_argument(
        "--times", action="store_true", help=_("print when it painted and was ready, and end")
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
