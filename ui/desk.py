"""What every page is given: the open program, who works here, and the window's own means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.program import Program, Station
    from ui.changes import Changes
    from ui.parts.theme import Theme
    from ui.scans.sounds import Sounds
    from ui.tasks import Lanes


@dataclass(slots=True)
class Desk:
    """The means of a page. ``go`` opens another page by name, on a subject's row number.

    ``go("receive", document)``, ``go("move", lsn)``, ``go("items", item)``, ``go("lsns",
    lsn)``, ``go("labels", lsn)``, ``go("certificates", lsn)``: the page's ``go_to`` is given
    the number.
    ``go("orders", order)`` is Receive's ``open_order``, ``go("sales orders", order)`` Ship's,
    ``go("work orders", order)`` Make's,
    ``go("jobs", print_job)`` and ``go("documents", document)`` are the ``show_job`` of Labels
    and Receive's ``go_to``; ``go("parties", party)`` is the ``open_party`` of Items.
    ``go("trace", lsn)`` traces a lot or serial, ``go("trace documents", document)`` one of
    ``lsns``, ``items``, ``documents``, ``parties``; ``go("ledger parties", party)`` shows the
    ledger of one of these; ``go("label items", item)`` prints a label of an item.
    ``go("settings/printers", None)`` shows a part of a page by its ``choose``.
    ``go("picture", None)`` lets pictures be chosen, whose codes are read.
    ``station`` changes when another operator scans a badge: ask it anew for every act.
    """

    program: Program
    station: Station
    lanes: Lanes
    theme: Theme
    changes: Changes
    sounds: Sounds
    go: Callable[[str, int | None], None]
