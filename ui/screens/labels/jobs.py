"""Every print job there was, newest first, found as one types."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsn_desktop.domain.filters import Contains, OneOf
from lsn_desktop.domain.messages import _
from lsn_desktop.paper import label_shelf
from lsn_desktop.storage import printed
from lsn_desktop.storage.lists import Order
from ui.parts.empty_state import EmptyState
from ui.tables.job_table import columns
from ui.tables.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lsn_desktop.domain.filters import Filter
    from lsn_desktop.storage.printed import PrintJob
    from ui.desk import Desk
    from ui.tables.row_sources import Wanted


def job_list(desk: Desk, print_labels: Callable[[], object]) -> Listing[PrintJob]:
    """The table of print jobs; ``print_labels`` leads to the first one."""
    titles: dict[str, str] = {}  # of the company's own templates too, asked with the rows
    return Listing(
        desk,
        "labels.jobs",
        _("Print jobs"),
        columns(desk, titles),
        EmptyState(
            desk.theme,
            "printer",
            _("Nothing was printed yet"),
            _("Each job is kept here: its labels, its printer, and what became of it."),
            ("labels.print_first", _("Print labels"), print_labels),
        ),
        (partial(_fetch, desk, titles), frozenset({"job", "template"})),
    )


def _fetch(desk: Desk, titles: dict[str, str], wanted: Wanted[PrintJob]) -> Sequence[PrintJob]:
    by = wanted.sort or printed.NEWEST.by
    last, after = wanted.after, None
    if last is not None:
        by_id = by in ("created_at", "number")
        after = (last.id if by_id else getattr(last, by), last.id)
    order = Order(by, wanted.descending or not wanted.sort, after)
    with desk.program.database.reading() as connection:
        titles.update(label_shelf.titles(connection))
        only = [_by_name(one, titles) for one in wanted.only]
        return printed.jobs(
            connection, wanted.needle, order, wanted.count, only, desk.station.time_zone
        )


def _by_name(condition: Filter, titles: Mapping[str, str]) -> Filter:
    """Jobs know their template by its name: those whose title has the words that are typed."""
    if condition.column != "template" or not isinstance(condition, Contains):
        return condition
    words = condition.text.casefold()
    called = (name for name, title in titles.items() if words in f"{title} {name}".casefold())
    return OneOf("template", frozenset(called))
