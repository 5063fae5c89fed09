"""What happened on a shipment, in the words of the dock."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.outcomes import OutcomeKind
from lsn_desktop.domain.quantities import off_grid, plain
from ui.dock import dock_words
from ui.scans.scan_words import BannerWords, ScanRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from lsn_desktop.storage.parcels import Parcel
    from lsn_desktop.storage.receipts import ScanShown
    from lsn_desktop.storage.sales_orders import Wanted
    from lsn_desktop.storage.shipments import Gone

_TOLD = {OutcomeKind.OK, OutcomeKind.ATTENTION}
_NOTHING = _("Nothing was taken.")


def banner_words(outcome: Outcome, on: date) -> BannerWords:
    """The banner of an outcome; ``on`` is the day at the site."""
    if not goes(outcome):
        return _other(outcome, on)
    line = outcome.line
    remedy = str(outcome.remedy) if outcome.remedy else ""
    kind = dock_words.KINDS[outcome.kind]
    if line.lsn_id is None:  # a pallet
        return BannerWords(kind, line.item, str(outcome.words), remedy=remedy)
    quantity = plain(line.quantity) if line.quantity is not None else ""
    taken = message("{quantity} {unit} taken", quantity=quantity, unit=line.unit)
    said = " · ".join(filter(None, (str(taken), line.serial or line.lot or "")))
    of_order = ""
    if line.so_far is not None and line.ordered is not None:
        of_order = str(
            message(
                "{so_far} of {ordered} {unit}",
                so_far=plain(line.so_far),
                ordered=plain(line.ordered),
                unit=line.unit,
            )
        )
    rows = (
        (_("Lot"), line.lot or ""),
        (_("Serial"), line.serial or ""),
        (_("Expires"), dock_words.expires(line.expiry, on) if line.expiry else ""),
        (_("From"), line.place),
        (_("Of the order"), of_order),
    )
    details = tuple((label, value) for label, value in rows if value)
    return BannerWords(kind, line.item, said, details, (), remedy)


def _other(outcome: Outcome, on: date) -> BannerWords:
    """A question, a refusal, an undo: nothing is taught here, and nothing was added."""
    words = replace(dock_words.banner_words(outcome, on), offer="")
    if words.line and words.line in words.headline:
        words = replace(words, line="")
    if words.kind == "refused":
        added = _("Nothing was added.")
        headline = words.headline.replace(added.removesuffix("."), _NOTHING.removesuffix("."))
        line = words.line.replace(added, _NOTHING)
        words = replace(words, headline=headline, line=line)
    if stopped(outcome.next):
        words = replace(words, offer=_("Let it pass (O)"))
    return words


def stopped(expected: Expectation | None) -> bool:
    """Whether goods were refused that an override may let pass."""
    now = expected.shipping if expected else None
    return now is not None and now.stopped is not None


def goes(outcome: Outcome) -> bool:
    """Whether a scan put goods on the shipment, rather than a question or an undo."""
    put = outcome.next is not None and outcome.next.last_line_id is not None
    return put and outcome.kind in _TOLD and bool(outcome.line.item)


def scan_row(shown: ScanShown, zone: str) -> ScanRow:
    """A scan as its row in the list: what goes is no plus."""
    row = dock_words.scan_row(shown, zone)
    return replace(row, quantity=row.quantity.removeprefix("+"))


def gone_rows(gone: Sequence[Gone]) -> list[ScanRow]:
    """What is on a shipment, LSN by LSN; what an override let pass says so."""
    return [
        ScanRow(
            key=str(one.line_id),
            kind="attention" if one.why else "ok",
            words=f"{one.item} ({one.why})" if one.why else one.item,
            lot=one.code,
            quantity=plain(off_grid(one.quantity, one.decimals)),
        )
        for one in gone
    ]


def parcel_rows(parcels: Sequence[Parcel], zone: str) -> list[ScanRow]:
    """The parcels of a shipment, the last first; each can be taken back."""
    return [
        ScanRow(
            key=str(one.id),
            kind="ok",
            words=f"{one.tracking} · {one.carrier}",
            time=dock_words.time_of_day(one.created_at, zone),
            can_undo=True,
        )
        for one in reversed(parcels)
    ]


def left(order: str, lines: Sequence[Wanted]) -> str:
    """What of an order did not leave, in words."""
    if not lines:
        return str(message("All of {order} has left.", order=order))
    first = lines[0]
    said = _("{order} stays open: {amount} {unit} of {item} are still to go.")
    if len(lines) > 1:
        said = _("{order} stays open: {amount} {unit} of {item} and {others} more to go.")
    return str(
        message(
            said,
            order=order,
            amount=plain(off_grid(first.left, first.decimals)),
            unit=first.unit,
            item=first.description,
            others=len(lines) - 1,
        )
    )


def chip(expected: Expectation, to: str) -> str:
    """Where the next scan goes."""
    question, now = expected.question, expected.shipping
    if question is not None:
        return dock_words.to_answer(len(question.answers))
    if expected.count is not None:
        return str(message("Next scan counts {count}", count=plain(expected.count)))
    if expected.label:
        return _("Next scan: the lot or serial")
    if now is not None and now.source is not None:
        return str(message("Next scan: goods from {place}", place=now.source_code))
    return str(message("Next scan: goods for {customer}", customer=to))
