"""What labels can be printed of: goods, items, bins, pallets, as typed or as scanned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Outcome, OutcomeKind
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.codes import finding
from lsn_desktop.services.labels import label_choice, labelling, unit_labels
from lsn_desktop.services.labels.label_choice import For
from lsn_desktop.services.labels.labelling import Wanted
from lsn_desktop.storage import (
    catalogue,
    documents,
    handling_units,
    lists,
    lsns,
    open_holds,
    sales_orders,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.catalogue import Location
    from lsn_desktop.storage.handling_units import Unit
    from lsn_desktop.storage.lists import LsnRow
    from lsn_desktop.storage.transactions import Connection, Tx

ANYTHING = For()
_MOST_ITEMS = 3  # among a dozen lots of them


@dataclass(frozen=True, slots=True)
class Subject:
    """A lot, serial, item or bin as it is listed; ``template`` is the label it usually gets.

    By ``usual`` and ``what`` it is for, ``label_routes`` finds the one for a certain printer.
    """

    code: str
    line: str
    template: str
    lsn_id: int | None = None
    line_id: int | None = None
    location_id: int | None = None
    usual: str = "lot"
    what: For = ANYTHING
    item_id: int | None = None
    unit_id: int | None = None
    fields: Mapping[str, str] | None = None  # of a pallet or case: what is in it now

    def wanted(self, copies: int = 1) -> Wanted:
        """Its labels, as an order asks for them."""
        return Wanted(
            self.lsn_id,
            self.line_id,
            self.location_id,
            copies,
            self.fields,
            self.unit_id,
            item_id=self.item_id,
        )


@dataclass(frozen=True, slots=True)
class Several:
    """What a number stands for: the goods of a receipt, what an order ships."""

    code: str
    line: str
    subjects: Sequence[Subject]


def of_lsn(
    connection: Connection,
    lsn_id: int,
    line_id: int | None = None,
    customer_id: int | None = None,
) -> Subject:
    """A lot or serial, perhaps as a document's line brought it or takes it to a customer."""
    row = lists.lsn_row(connection, lsn_id)
    return _listed(connection, row, line_id, customer_id)


def _listed(
    connection: Connection,
    row: LsnRow,
    line_id: int | None = None,
    customer_id: int | None = None,
) -> Subject:
    usual, what = label_choice.purpose_of_lsn(connection, row.id, customer_id)
    template = label_choice.template_for(connection, usual, what)
    return Subject(row.code, _line(row), template, row.id, line_id, usual=usual, what=what)


def _line(row: LsnRow) -> str:
    """The item, and whose it is: one item may have the same lot number from two vendors."""
    return " · ".join(filter(None, (row.description, row.vendor)))


def of_hold(connection: Connection, lsn_id: int) -> Subject:
    """The hold label of a lot or serial: what it is, why it is stopped, by whom, since when.

    Raises:
        Refusal: it is not on hold.
    """
    row = lists.lsn_row(connection, lsn_id)
    if open_holds.newest(connection, lsn_id) is None:
        raise refusal(
            "{code} is not on hold: there is no hold label of it.",
            "Put it on hold first, with the reason.",
            code=row.code,
        )
    what = For(lsns.by_id(connection, lsn_id).item_id)
    template = label_choice.template_for(connection, "hold", what)
    return Subject(row.code, _line(row), template, row.id, usual="hold", what=what)


def of_holds(connection: Connection, lsn_id: int) -> list[Subject]:
    """Its hold label; of a lot whose serials alone are on hold, theirs.

    Raises:
        Refusal: neither it nor one of its serials is on hold.
    """
    stopped = open_holds.stopped(connection, lsn_id)
    if lsn_id in stopped or not stopped:
        return [of_hold(connection, lsn_id)]
    return [of_hold(connection, serial) for serial in stopped]


def of_item(connection: Connection, item_id: int) -> Subject:
    """An item by itself, without lot or serial: for a shelf, a drawer or a bag."""
    item, what = catalogue.item_by_id(connection, item_id), For(item_id)
    template = label_choice.template_for(connection, "item", what)
    return Subject(
        item.sku, item.description, template, usual="item", what=what, item_id=item_id
    )


def of_place(place: Location) -> Subject:
    """A bin or another place goods stand in."""
    return Subject(place.code, place.name, "bin", location_id=place.id, usual="bin")


def of_unit(connection: Connection, unit: Unit) -> Subject:
    """The logistics label of a pallet or case, as what is in it is now."""
    fields = unit_labels.fields(connection, unit.id)
    what = unit_labels.purpose(connection, unit.id)
    template = label_choice.template_for(connection, unit_labels.TEMPLATE, what)
    kind = message("Pallet") if unit.kind == handling_units.PALLET else message("Case")
    inside = fields.get("contents") or fields.get("item", "")
    line = " · ".join(filter(None, (str(kind), inside, fields.get("order", ""))))
    return Subject(
        unit.sscc,
        line,
        template,
        usual=unit_labels.TEMPLATE,
        what=what,
        unit_id=unit.id,
        fields=fields,
    )


def of_order(connection: Connection, order_id: int) -> list[Subject]:
    """What a sales order ships: its pallets and cases, then its lots and serials.

    Raises:
        Refusal: nothing was scanned for it yet.
    """
    shipments = sales_orders.shipments_of(connection, order_id)
    units = [
        of_unit(connection, unit)
        for shipment in shipments
        for unit in handling_units.of_document(connection, shipment)
    ]
    goods = [one for shipment in shipments for one in of_receipt(connection, shipment)]
    if not (units or goods):
        raise refusal(
            "Nothing that {number} ships has a label yet.",
            "Scan its goods on Ship first; or scan here the goods themselves.",
            number=sales_orders.by_id(connection, order_id).number,
        )
    return units + goods


def _of_number(connection: Connection, typed: str) -> list[Subject | Several]:
    """What a number that was typed in full stands for, if it is one.

    Raises:
        Refusal: as :func:`of_order`.
    """
    for number in dict.fromkeys((typed, typed.upper())):
        if unit := handling_units.by_sscc(connection, number.replace(" ", "")):
            return [of_unit(connection, unit)]
        if sale := sales_orders.by_number(connection, number):
            return _several(sale.number, sale.customer, of_order(connection, sale.id))
        if document := documents.by_number(connection, number):
            goods = of_receipt(connection, document.id)
            return _several(document.number, document.party or "", goods)
    return []


def _several(code: str, whose: str, subjects: Sequence[Subject]) -> list[Subject | Several]:
    words = str(message("{count} labels", count=len(subjects)))
    line = " · ".join(filter(None, (words, whose)))
    return [Several(code, line, subjects)] if subjects else []


def meant(connection: Connection, typed: str) -> Sequence[Subject | Several]:
    """What letters or a number may mean: what is of just that number, else what they find.

    Raises:
        Refusal: as :func:`of_order`.
    """
    return _of_number(connection, typed.strip()) or as_typed(connection, typed)


def as_typed(connection: Connection, typed: str, n: int = 12) -> list[Subject]:
    """What a few letters may mean: lots and serials first, then items and places."""
    if not typed.strip():
        return []
    items = [
        of_item(connection, row.id) for row in lists.items(connection, typed, n=_MOST_ITEMS)
    ]
    rows = lists.lsns(connection, typed, n=n - len(items))
    found = [*(_listed(connection, row) for row in rows), *items]
    needle = typed.strip().casefold()
    found += [
        of_place(place)
        for place in catalogue.real_locations(connection)
        if needle in place.code.casefold() or needle in place.name.casefold()
    ]
    exact = [one for one in found if not one.item_id and one.code.casefold() == needle]
    return exact + [one for one in found if one not in exact][: n - len(exact)]


def scanned(tx: Tx, reading: Reading) -> tuple[Outcome, list[Subject]]:
    """What to label by a scan: a lot, serial, item, bin, pallet or case; goods of a number.

    Several when one code is several lots'; a person chooses.

    Raises:
        Refusal: it means nothing that has a label.
    """
    found = _scanned(tx.connection, reading, tx.by.on)
    if not found:
        raise refusal(
            "{code} is no lot, serial, item, bin or SSCC of ours.",
            "Scan the goods, a bin, or the number of a receipt or sales order;"
            " or type a few letters of it.",
            code=reading.text[:60] or "-",
        )
    words = message("Label of {code}", code=found[0].code)
    if len(found) > 1:
        words = message("{count} labels for {code}", count=len(found), code=reading.text[:60])
    return Outcome(OutcomeKind.OK, words), found


def _scanned(connection: Connection, reading: Reading, on: date) -> list[Subject]:
    place = catalogue.location_by_code(connection, reading.text.strip())
    if place is not None and place.is_real:
        return [of_place(place)]
    sscc = reading.sscc or reading.text.strip()
    if unit := handling_units.by_sscc(connection, sscc):
        return [of_unit(connection, unit)]
    found: list[Subject] = []
    for one in finding.as_scanned(connection, reading, on):
        if one.place == "lsns":
            found.append(of_lsn(connection, one.subject))
        elif one.place == "items" and not _names_goods(reading):
            found.append(of_item(connection, one.subject))
        elif one.place == "sales orders":
            found += of_order(connection, one.subject)
        elif one.place == "documents":
            found += of_receipt(connection, one.subject)
    return found


def _names_goods(reading: Reading) -> bool:
    """Whether a code is of a lot or serial, one we do not know, and not of an item only."""
    return bool(reading.lot or reading.serial)


def of_receipt(connection: Connection, document_id: int) -> list[Subject]:
    """The goods of a receipt or shipment, line by line; what is only counted has no label."""
    customer_id = documents.customer_of(connection, document_id)
    return [
        of_lsn(connection, wanted.lsn_id, wanted.line_id, customer_id)
        for wanted in labelling.labels_of_receipt(connection, document_id, per_unit=False)
        if wanted.lsn_id is not None
        and lsns.by_id(connection, wanted.lsn_id).kind is not LsnKind.BULK
    ]
