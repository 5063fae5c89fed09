"""Papers of a shipment: the pick list of its order, and the packing list that goes with it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.picking import life_asked
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.shipments import picking_lists
from lsn_desktop.storage import (
    documents,
    handling_units,
    house,
    parcels,
    parties,
    pickable,
    sales_orders,
    shipments,
)
from lsn_desktop.storage.handling_units import PALLET
from printing.papers.packing_list import (
    CaseSent,
    ItemSent,
    PackingListFacts,
    ParcelSent,
    packing_list,
)
from printing.papers.paper_goods import Goods, parts_of
from printing.papers.pick_list import Missing, PickListFacts, pick_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from lsn_desktop.program import Program
    from lsn_desktop.services.shipments.picking_lists import PickLine
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.handling_units import Unit
    from lsn_desktop.storage.house import Company
    from lsn_desktop.storage.pickable import Stand
    from lsn_desktop.storage.sales_orders import Wanted
    from lsn_desktop.storage.shipments import Gone
    from lsn_desktop.storage.transactions import Connection


def packing(program: Program, document_id: int) -> bytes:
    """The packing list of a shipment as PDF; of one not posted yet it says so.

    Raises:
        Refusal: the company has no name yet.
    """
    with program.database.reading() as connection:
        told = packed(connection, document_id)
    return packing_list(told)


def picking(program: Program, order_id: int, on: date) -> bytes:
    """The pick list of what is still to go of an order, as PDF.

    Raises:
        Refusal: the company has no name yet.
    """
    with program.database.reading() as connection:
        told = to_pick(connection, order_id, on)
    return pick_list(told)


def packed(connection: Connection, document_id: int) -> PackingListFacts:
    """All that the packing list of a shipment says."""
    company, head = _company(connection), documents.by_id(connection, document_id)
    gone = shipments.goods(connection, document_id)
    order, wanted = None, []
    if head.sales_order_id is not None:
        order = sales_orders.by_id(connection, head.sales_order_id)
        wanted = sales_orders.wanted(connection, order.id)
    back = documents.reversed_by(connection, document_id)
    state = ""
    if back is not None:
        state = str(message("Reversed by {number}: it counts no more", number=back.number))
    elif head.status == "draft":
        state = _("Not posted yet: it may still change")
    return PackingListFacts(
        number=head.number,
        on=head.posted_on,
        company=company.name,
        address=company.address,
        customer=head.party or "",
        ship_to=order.ship_to if order and order.ship_to else _address(connection, head),
        order=order.number if order else "",
        reference=order.reference if order else head.reference,
        items=list(_items(gone, wanted)),
        goods=list(_sent(gone)),
        cases=list(_cases(gone, handling_units.of_document(connection, document_id))),
        parcels=[
            ParcelSent(one.carrier, one.tracking)
            for one in parcels.of_document(connection, document_id)
        ],
        state=state,
        logo=company.logo,
    )


def to_pick(connection: Connection, order_id: int, on: date) -> PickListFacts:
    """All that the pick list of an order says: by place, in each what goes first."""
    company, order = _company(connection), sales_orders.by_id(connection, order_id)
    lines = picking_lists.of_order(connection, order_id, on)
    return PickListFacts(
        number=order.number,
        on=on,
        company=company.name,
        address=company.address,
        customer=order.customer,
        ship_to=order.ship_to or parties.by_id(connection, order.customer_id).address,
        reference=order.reference,
        due=order.due_on,
        asks=_asks(connection, order.customer_id, lines),
        note=order.note,
        goods=list(_taken(lines)),
        missing=[
            Missing(
                one.wanted.description, one.wanted.sku, _amount(one.short, _wants(one.wanted))
            )
            for one in lines
            if one.short
        ],
        logo=company.logo,
    )


def _items(gone: Sequence[Gone], wanted: Sequence[Wanted]) -> Iterator[ItemSent]:
    """The order's lines, then what goes beside it; what others left with is not to come."""
    sent: dict[int, int] = defaultdict(int)
    instead: dict[int, dict[str, None]] = defaultdict(dict)
    beside: dict[int, list[Gone]] = defaultdict(list)
    for one in gone:
        if one.order_line_id is None:
            beside[one.item_id].append(one)
            continue
        sent[one.order_line_id] += one.quantity
        if one.ordered_item:
            instead[one.order_line_id][one.item] = None
    for line in wanted:
        if not line.ordered and not sent[line.line_id]:
            continue
        unit = _wants(line)
        names = ", ".join(instead[line.line_id])
        yield ItemSent(
            line.description,
            line.sku,
            _amount(line.ordered, unit),
            _amount(sent[line.line_id], unit),
            _amount(line.left, unit) if line.left else "",
            str(message("In its place: {items}", items=names)) if names else "",
        )
    for lines in beside.values():
        first, count = lines[0], sum(one.quantity for one in lines)
        yield ItemSent(first.item, first.sku, "", _amount(count, _of(first)), "")


def _sent(gone: Sequence[Gone]) -> Iterator[Goods]:
    """Lots one by one, serials of one lot and case together."""
    groups: dict[tuple[object, ...], list[Gone]] = defaultdict(list)
    for one in gone:
        key = one.item_id, one.lot, one.expiry, one.sscc, one.ordered_item
        is_serial = one.lsn_kind == LsnKind.SERIAL
        groups[(*key, None if is_serial else one.lsn_id)].append(one)
    for lines in groups.values():
        first = lines[0]
        note = ""
        if first.ordered_item:
            note = str(message("In place of {item}", item=first.ordered_item))
        count = sum(one.quantity for one in lines)
        for codes, amount in _parts([_code(one.lsn_kind, one.code) for one in lines], count):
            yield Goods(
                first.item,
                first.sku,
                codes,
                first.lot,
                str(first.expiry or ""),
                "",
                first.sscc,
                _amount(amount, _of(first)),
                note,
            )


def _parts(codes: Sequence[str], count: int) -> Iterator[tuple[tuple[str, ...], int]]:
    """A lot, or serials row by row, each with how much it is."""
    one = list(dict.fromkeys(codes))
    if len(one) <= 1:
        yield tuple(filter(None, one)), count
        return
    for part in parts_of(one):
        yield part, count * len(part) // len(one)


def _cases(gone: Iterable[Gone], units: Sequence[Unit]) -> Iterator[CaseSent]:
    """Each pallet before what stands on it, and cases that stand on none."""
    holds: dict[str, dict[int, list[Gone]]] = defaultdict(lambda: defaultdict(list))
    for one in gone:
        if one.sscc:
            holds[one.sscc][one.item_id].append(one)
    on = {unit.sscc: unit for unit in units}
    on_pallet: dict[str, list[str]] = defaultdict(list)
    for unit in units:
        on_pallet[unit.parent_sscc].append(unit.sscc)
    loose = [sscc for sscc in on if on[sscc].parent_sscc not in on]
    for sscc in [*loose, *(each for each in holds if each not in on)]:
        for each in (sscc, *on_pallet[sscc]):
            yield CaseSent(
                each, "\n".join(_in_case(on.get(each), on_pallet[each], holds[each]))
            )


def _in_case(
    unit: Unit | None, cases: Sequence[str], items: Mapping[int, Sequence[Gone]]
) -> Iterator[str]:
    if unit is not None and unit.parent_sscc:
        yield str(message("Case on pallet {sscc}", sscc=unit.parent_sscc))
    elif unit is not None:
        yield _("Pallet") if unit.kind == PALLET else _("Case")
    if cases:
        yield str(message("Cases on it: {count}", count=len(cases)))
    for lines in items.values():
        amount = _amount(sum(one.quantity for one in lines), _of(lines[0]))
        yield f"{amount} {lines[0].item}"


def _taken(lines: Sequence[PickLine]) -> Iterator[Goods]:
    """What to take, place by place; serials of one lot in one place together."""
    groups: dict[tuple[object, ...], list[tuple[Stand, int]]] = defaultdict(list)
    for line in lines:
        for pick in line.picks:
            one = pick.stock
            alone = None if one.lsn_kind == LsnKind.SERIAL else one.lsn_id
            key = one.place, one.sscc, one.item_id, one.expiry, one.lot_id, alone
            groups[key].append((one, pick.quantity))
    for found in sorted(groups.values(), key=lambda each: each[0][0].place):
        first, count = found[0][0], sum(quantity for _one, quantity in found)
        codes = [_code(one.lsn_kind, one.code) for one, _quantity in found]
        for part, amount in _parts(codes, count):
            yield Goods(
                first.item,
                first.sku,
                part,
                "",
                str(first.expiry or ""),
                first.place,
                first.sscc,
                _amount(amount, (first.unit, first.decimals)),
            )


def _asks(connection: Connection, customer_id: int, lines: Sequence[PickLine]) -> str:
    """How many days the goods must last when they leave, where that is the same for all."""
    of_customer = parties.by_id(connection, customer_id).life_on_ship_days
    policies = pickable.policies(connection, {line.wanted.item_id for line in lines})
    asked = {life_asked(of_customer, life) for _usable, life in policies.values()}
    if asked <= {None}:
        return ""
    days = sorted(each or 0 for each in asked)
    said = _("{least} days") if len(days) == 1 else _("{least} to {most} days, by item")
    return str(message(said, least=days[0], most=days[-1]))


def _address(connection: Connection, head: Document) -> str:
    """Where a customer usually gets their goods."""
    return "" if head.party_id is None else parties.by_id(connection, head.party_id).address


def _code(kind: str, code: str) -> str:
    return "" if kind == LsnKind.BULK else code


def _of(one: Gone) -> tuple[str, int]:
    return one.unit, one.decimals


def _wants(one: Wanted) -> tuple[str, int]:
    return one.unit, one.decimals


def _amount(quantity: int, unit: tuple[str, int]) -> str:
    return f"{plain(off_grid(quantity, unit[1]))} {unit[0]}".strip()


def _company(connection: Connection) -> Company:
    company = house.the_company(connection)
    if company is None:
        raise refusal("The company has no name yet.", "Do the first start.")
    return company
