"""What is said of goods that a document takes from where they stand: to ship, to consume."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Outcome, OutcomeKind, ToldLine
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.storage import lsns

if TYPE_CHECKING:
    from decimal import Decimal

    from lsn_desktop.domain.items import Item
    from lsn_desktop.domain.label_in_progress import LabelInProgress
    from lsn_desktop.domain.outcomes import Expectation
    from lsn_desktop.storage.pickable import Stand
    from lsn_desktop.storage.transactions import Tx


def line(
    tx: Tx,
    stand: Stand,
    quantity: int,
    line_id: int | None,
    so_far: tuple[Decimal | None, Decimal | None] = (None, None),
) -> ToldLine:
    """The line goods became: ``quantity`` on the grid; ``so_far`` came, of what was ordered."""
    lot = None
    if stand.lot_id is not None:
        lot = lsns.by_id(tx.connection, stand.lot_id).code
    elif stand.lsn_kind == LsnKind.LOT:
        lot = stand.code
    came, ordered = so_far
    return ToldLine(
        item=stand.item,
        sku=stand.sku,
        lot=lot,
        serial=stand.code if stand.lsn_kind == LsnKind.SERIAL else None,
        expiry=stand.expiry,
        quantity=off_grid(quantity, stand.decimals),
        unit=stand.unit,
        place=stand.place,
        line_id=line_id,
        lsn_id=stand.lsn_id,
        so_far=came,
        ordered=ordered,
    )


def unfinished(
    item: Item, label: LabelInProgress, expected: Expectation, first: Stand | None
) -> Outcome:
    """An item whose lot or serial is still to be scanned; ``first`` is what should go.

    Raises:
        Refusal: the label names a lot or serial that is not ours.
    """
    if label.lot or label.serial:
        raise refusal(
            "{item} has no lot or serial {code}.",
            "Check the label; receive the goods first.",
            item=item.description,
            code=label.serial or label.lot or "",
        )
    words = message("{item}: scan its lot", item=item.description)
    if item.tracking.by_serial:
        words = message("{item}: scan its serial", item=item.description)
    remedy = None
    if first is not None:
        remedy = message("{code} goes first, from {place}.", code=first.code, place=first.place)
    told = ToldLine(item=item.description, sku=item.sku, gtin=label.gtin)
    after = replace(expected, label=label)
    return Outcome(OutcomeKind.HEARD, words, after, remedy, line=told)
