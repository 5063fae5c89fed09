"""Printers: entered, changed, measured, and chosen for what each workstation prints.

A printer keeps its name: jobs that wait, and what was printed, go by it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.storage import printers
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.printers import OnStock

if TYPE_CHECKING:
    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.storage.printers import PrinterRow
    from lsn_desktop.storage.transactions import Connection, Tx

LANGUAGES: dict[str, tuple[str, ...]] = {
    "queue": ("pdf", "bitmap"),
    "raw-queue": ("zpl",),
    "tcp": ("zpl", "pdf"),
    "serial": ("zpl",),
    "folder": ("pdf", "bitmap", "zpl"),
}
"""What can be sent each way, the usual one first."""

SCANS_BACK = ("never", "first", "all")
"""Of which labels of a job that came out a scan is asked."""

ANY = ""
"""For every template of a workstation that has no printer of its own."""

_LONGEST = 60  # characters of a name
_DPI = range(100, 2401)
_OFFSET = 20_000  # micrometres
_SCALES = range(900_000, 1_100_001)  # parts per million
_DARKNESS = range(-30, 31)
_SPEEDS = range(1, 15)  # inches a second


@dataclass(frozen=True, slots=True)
class PrinterFacts:
    """A printer as it is to be; ``workstation_id`` None: every workstation reaches it."""

    name: str
    kind: str
    address: str
    language: str = "zpl"
    dpi: int = 203
    baud: int = 9600
    workstation_id: int | None = None
    scans_back: str = "never"


def flaws(
    connection: Connection, wanted: PrinterFacts, printer_id: int | None = None
) -> dict[str, Refusal]:
    """What is wrong with a new printer, or a change of one, by the field's name."""
    found: dict[str, Refusal] = {}
    if printer_id is None and (flaw := _flaw_of_name(connection, wanted.name.strip())):
        found["name"] = flaw
    if not wanted.address.strip():
        found["address"] = refusal(
            "It is not said where the printer is.", "Choose it, or type its address."
        )
    if wanted.language not in LANGUAGES.get(wanted.kind, ()):
        found["language"] = refusal(
            "This cannot be sent to such a printer.", "Choose another way, or another form."
        )
    if wanted.dpi not in _DPI:
        found["dpi"] = refusal(
            "A print head has 100 to 2400 dots an inch.",
            "Look on its type plate: most label printers have 203 or 300.",
        )
    if wanted.baud <= 0:
        found["baud"] = refusal("A port has a speed.", "Choose what the printer is set to.")
    if wanted.kind == "serial" and wanted.workstation_id is None:
        found["workstation_id"] = refusal(
            "A serial port belongs to one workstation.", "Choose the one it is plugged into."
        )
    return found


def _flaw_of_name(connection: Connection, name: str) -> Refusal | None:
    if not name:
        return refusal("The printer has no name.", "Type one, such as Zebra dock.")
    if len(name) > _LONGEST or not name.isprintable():
        return refusal("This is no name for a printer.", "Give it a shorter one, in letters.")
    known = printers.by_name(connection, name)
    if known is not None and known.active:
        return refusal(
            "There is a printer {name} already.", "Choose another name.", name=known.name
        )
    return None


def add(tx: Tx, uid: str, wanted: PrinterFacts) -> int:
    """Enter a printer; one of this name that was removed comes back as it is wanted now.

    Raises:
        Refusal: as :func:`flaws` tells it.
    """
    for flaw in flaws(tx.connection, wanted).values():
        raise flaw
    known = printers.by_name(tx.connection, wanted.name.strip())
    if known is None:
        printer_id = printers.add(tx, {**_columns(wanted), "uid": uid})
    else:
        printer_id = known.id
        printers.change(tx, printer_id, {**_columns(wanted), "active": True})
    words = message("New printer {printer} at {address}", printer=wanted.name.strip(),
                    address=wanted.address.strip())  # fmt: skip
    tx.entries.append(Entry("create", words, "printer", printer_id))
    tx.events.append(Event("printer", printer_id))
    return printer_id


def change(tx: Tx, printer_id: int, wanted: PrinterFacts) -> bool:
    """Bring a printer to what is wanted, all but its name; False if nothing was different.

    Raises:
        Refusal: as :func:`flaws` tells it.
    """
    for flaw in flaws(tx.connection, wanted, printer_id).values():
        raise flaw
    known = printers.by_id(tx.connection, printer_id)
    new = _columns(wanted) | {"name": known.name}
    changed = {name: value for name, value in new.items() if getattr(known, name) != value}
    if not changed:
        return False
    printers.change(tx, printer_id, changed)
    for name, value in changed.items():
        words = message(
            "{what} of printer {printer}: {old} > {new}",
            what=_CALLED.get(name, name),
            printer=known.name,
            old=_shown(tx.connection, name, getattr(known, name)),
            new=_shown(tx.connection, name, value),
        )
        tx.entries.append(Entry("change", words, "printer", printer_id))
    tx.events.append(Event("printer", printer_id))
    return True


_CALLED = {
    "scans_back": "scan back", "kind": "way", "workstation_id": "workstation", "baud": "speed",
    "dpi": "dots",
}  # fmt: skip


def _shown(connection: Connection, name: str, value: object) -> object:
    if name != "workstation_id":
        return value
    return dict(printers.workstations(connection)).get(value, "-")  # type: ignore[call-overload]


def remove(tx: Tx, printer_id: int) -> None:
    """Let a printer no longer be used; what it printed keeps its name."""
    known = printers.by_id(tx.connection, printer_id)
    if not known.active:
        return
    printers.change(tx, printer_id, {"active": False})
    words = message("Printer {printer} is removed", printer=known.name)
    tx.entries.append(Entry("change", words, "printer", printer_id))
    tx.events.append(Event("printer", printer_id))


def measure(tx: Tx, printer_id: int, stock: str, measured: OnStock) -> None:
    """Keep how a printer prints on a stock.

    Raises:
        Refusal: no printer prints so far off.
    """
    if not (
        abs(measured.offset_x) <= _OFFSET
        and abs(measured.offset_y) <= _OFFSET
        and measured.scale_x in _SCALES
        and measured.scale_y in _SCALES
    ):
        raise refusal(
            "This is further off than any printer prints.",
            "Measure again, in millimetres, on a ruler printed just now.",
        )
    if measured.darkness is not None and measured.darkness not in _DARKNESS:
        raise refusal("Darkness goes from -30 to 30.", "Type a number between them.")
    if measured.speed is not None and measured.speed not in _SPEEDS:
        raise refusal(
            "Label printers run at 1 to 14 inches a second.", "Type a number between them."
        )
    known = printers.by_id(tx.connection, printer_id)
    before = printers.on_stock(tx.connection, printer_id, stock)
    if before == measured:
        return
    printers.keep_on_stock(tx, printer_id, stock, measured)
    for field in fields(OnStock):
        old, new = getattr(before, field.name), getattr(measured, field.name)
        if old != new:
            words = message(
                "{what} of printer {printer} on {stock}: {old} > {new}",
                what=_MEASURES.get(field.name, field.name),
                printer=known.name,
                stock=stock,
                old="-" if old is None else old,
                new="-" if new is None else new,
            )
            tx.entries.append(Entry("change", words, "printer", printer_id))
    tx.events.append(Event("printer", printer_id))


_MEASURES = {
    "offset_x": "offset across in µm",
    "offset_y": "offset along in µm",
    "scale_x": "scale across in ppm",
    "scale_y": "scale along in ppm",
}


def choose(tx: Tx, template: str, printer_id: int | None) -> bool:
    """Let this workstation print a template with a printer; None: with its usual one.

    False if it was so already.

    Raises:
        Refusal: the printer hangs on another workstation.
    """
    station_id = tx.by.workstation_id
    wanted = None if printer_id is None else reached(tx.connection, station_id, printer_id)
    before = printers.chosen(tx.connection, station_id).get(template)
    if (before and before.id) == printer_id:
        return False
    printers.choose(tx, station_id, template, printer_id)
    words = message(
        "Printer for {template} here: {old} > {new}",
        template=template or "-",
        old=before.name if before else "-",
        new=wanted.name if wanted else "-",
    )
    tx.entries.append(Entry("change", words, "workstation", station_id))
    tx.events.append(Event("printer"))
    return True


def reached(connection: Connection, station_id: int, printer_id: int) -> PrinterRow:
    """A printer that a workstation reaches.

    Raises:
        Refusal: it hangs on another one.
    """
    known = printers.by_id(connection, printer_id)
    if known.workstation_id not in {None, station_id}:
        raise refusal(
            "Printer {printer} hangs on {workstation}.",
            "Print there, or choose a printer that is reached from here.",
            printer=known.name,
            workstation=known.workstation,
        )
    return known


def _columns(wanted: PrinterFacts) -> dict[str, object]:
    return {
        "name": wanted.name.strip(),
        "kind": wanted.kind,
        "address": wanted.address.strip(),
        "language": wanted.language,
        "dpi": wanted.dpi,
        "baud": wanted.baud,
        "workstation_id": wanted.workstation_id,
        "scans_back": wanted.scans_back,
    }
