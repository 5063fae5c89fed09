"""Every certificate that took a number, newest first, found as one types."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from lsn_desktop.storage import certificates
from lsn_desktop.storage.certificates import Certificate
from ui.parts.days import instant
from ui.parts.empty_state import EmptyState
from ui.tables.listing import Listing
from ui.tables.rows_model import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.desk import Desk
    from ui.tables.row_sources import Wanted

_TOUCHED = frozenset({"certificate", "lsn", "stock", "document", "item"})


def certificate_list(desk: Desk, issue: Callable[[], object]) -> Listing[Certificate]:
    """The table of certificates; ``issue`` begins the first one."""
    return Listing(
        desk,
        "certificates.table",
        _("Certificates"),
        _columns(desk),
        EmptyState(
            desk.theme,
            "certificates",
            _("No certificate was issued yet"),
            _("Issue one for a lot or serial that was received: scan it, or find it."),
            ("certificates.issue_first", _("Issue certificate"), issue),
        ),
        (partial(_fetch, desk), _TOUCHED),
    )


def _fetch(desk: Desk, wanted: Wanted[Certificate]) -> Sequence[Certificate]:
    with desk.program.database.reading() as connection:
        return certificates.listed(
            connection,
            typed=wanted.needle,
            before=wanted.after.id if wanted.after else None,
            limit=wanted.count,
            only=wanted.only,
            time_zone=desk.station.time_zone,
        )


def _columns(desk: Desk) -> Sequence[Column[Certificate]]:
    def when(row: Certificate) -> str:
        return instant(row.created_at, desk.station.time_zone)

    return (
        Column[Certificate](
            _("Number"),
            lambda row: row.number,
            mono=True,
            width=120,
            called="number",
            filter="text",
        ),
        Column[Certificate](
            _("LSN"), lambda row: row.code, mono=True, width=190, called="code", filter="text"
        ),
        Column[Certificate](_("Item"), lambda row: row.item, called="item", filter="text"),
        Column[Certificate](
            _("Issued to"),
            lambda row: row.facts.get("issued_to", ""),
            width=150,
            missable=True,
            called="issued_to",
        ),
        Column[Certificate](_("When"), when, width=150, called="created_at", filter="day"),
        Column[Certificate](
            _("By"),
            lambda row: row.created_by,
            width=150,
            missable=True,
            called="created_by",
            filter="text",
        ),
        Column[Certificate](
            _("Status"),
            status_words,
            tone=status_tone,
            icon=_status_icon,
            width=150,
            called="status",
            filter=tuple((status, of[0]()) for status, of in _STATUSES.items()),
        ),
        Column[Certificate](
            _("Kind"),
            lambda row: kind_words(row.kind),
            width=110,
            missable=True,
            called="kind",
            filter=(("coc", _("Compliance")), ("coa", _("Analysis"))),
        ),
    )


def kind_words(kind: str) -> str:
    """What kind of certificate it is, in one word."""
    return _("Analysis") if kind == "coa" else _("Compliance")


_STATUSES: dict[str, tuple[Callable[[], str], str, str]] = {
    "issued": (lambda: _("Issued"), "ok", "check"),
    "reserved": (lambda: _("Not made yet"), "attention", "waiting"),
    "replaced": (lambda: _("Replaced"), "muted", "next"),
    "withdrawn": (lambda: _("Withdrawn"), "refused", "refused"),
}
"""Its words, its tone and its icon."""


def status_words(row: Certificate) -> str:
    """Whether it has its file, and whether it still counts."""
    return _STATUSES[row.status][0]()


def status_tone(row: Certificate) -> str:
    """The tone of that."""
    return _STATUSES[row.status][1]


def _status_icon(row: Certificate) -> str:
    return _STATUSES[row.status][2]
