"""A printer by its name: where it is, how it prints on a stock, and which one is usual.

A name is that of a printer that was entered, of a print queue of this computer, or empty for
PDF files in the folder of this workstation.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from lsn_desktop.devices import ports
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Unavailable
from lsn_desktop.paper import label_shelf
from lsn_desktop.services.labels import printers as using
from lsn_desktop.storage import printers
from printing import ways
from printing.inks.payloads import payload
from printing.queues import ruler, spool
from printing.queues.calibration import NONE, Calibration
from printing.ways import PrinterAddress

if TYPE_CHECKING:
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.program import Program, Station
    from lsn_desktop.storage.printers import OnStock, PrinterRow
    from lsn_desktop.storage.transactions import Connection
    from printing.ways import PrinterStatus
    from printing.ways.address import Kind, Language

Surety = Literal["dots", "driver", "file"]

USUAL_DPI = 203


@dataclass(frozen=True, slots=True)
class Known:
    """A printer that can be printed with here; without ``id`` it was never entered."""

    name: str
    address: PrinterAddress
    id: int | None = None


def find(program: Program, station: Station, name: str) -> Known:
    """The printer a name stands for, as it is reached from this workstation.

    A queue that was never entered is printed to with what its driver says of its dots.

    Raises:
        Refusal: it hangs on another workstation.
        Unavailable: no print server answers, or the port is not plugged in.
    """
    if not name:
        return Known("", PrinterAddress("folder", str(program.settings.printed)))
    with program.database.reading() as connection:
        row = printers.by_name(connection, name)
        if row is not None and row.active:
            using.reached(connection, station.workstation_id, row.id)
            return Known(row.name, address_of(row), row.id)
    queue = spool.queue(name)
    dpi = (queue.dpi if queue else 0) or USUAL_DPI
    return Known(name, PrinterAddress("queue", name, "pdf", dpi))


def address_of(row: PrinterRow) -> PrinterAddress:
    """Where a printer is now; one on USB may have come back at another port.

    Raises:
        Unavailable: its port is not plugged in.
    """
    where: str | None = row.address
    if row.kind == "serial":
        where = ports.locate(row.address, ports.present())
    if where is None:
        raise Unavailable(
            message("{printer} is not plugged in.", printer=row.name),
            message("Nothing was printed. Plug it in and switch it on, then print again."),
        )
    kind: Kind = row.kind  # type: ignore[assignment]  # the table allows no other words
    language: Language = row.language  # type: ignore[assignment]
    return PrinterAddress(kind, where, language, row.dpi, row.baud)


def status(row: PrinterRow) -> PrinterStatus:
    """How a printer stands; this may take some seconds."""
    try:
        return ways.status(address_of(row))
    except Unavailable as failure:
        return ways.PrinterStatus("away", told=str(failure.fact))


def verified_at(address: PrinterAddress) -> Surety:
    """How far what was read back is what comes out: a driver may draw a PDF's symbols anew."""
    if address.language != "pdf":
        return "dots"
    return "file" if address.kind == "folder" else "driver"


def usual(program: Program, station: Station, template: str) -> str:
    """The name of what this workstation prints a template with; empty: PDF files.

    Where nothing is chosen for labels they come out of the queue that prints its pages.
    """
    with program.database.reading() as connection:
        chosen = printers.chosen(connection, station.workstation_id)
    one = chosen.get(template) or chosen.get(using.ANY)
    return one.name if one else program.settings.printer


def names(program: Program, station: Station) -> list[str]:
    """The printers that were entered and are reached from here."""
    with program.database.reading() as connection:
        return [row.name for row in printers.in_use(connection, station.workstation_id)]


def calibration(program: Program, known: Known, stock: str) -> Calibration:
    """How a printer's error on a stock is taken out."""
    if known.id is None:
        return NONE
    with program.database.reading() as connection:
        return calibration_of(printers.on_stock(connection, known.id, stock))


def calibration_of(kept: OnStock) -> Calibration:
    """What is kept, in millimetres and factors."""
    return Calibration(
        kept.offset_x / 1000,
        kept.offset_y / 1000,
        kept.scale_x / 1_000_000,
        kept.scale_y / 1_000_000,
        kept.darkness,
        kept.speed,
    )


def kept_of(one: Calibration) -> OnStock:
    """A calibration as it is kept."""
    return printers.OnStock(
        round(one.offset_x * 1000),
        round(one.offset_y * 1000),
        round(one.scale_x * 1_000_000),
        round(one.scale_y * 1_000_000),
        one.darkness,
        one.speed,
    )


def print_ruler(
    known: Known,
    size: tuple[float, float],
    calibration: Calibration = NONE,
    note: Message | None = None,
) -> None:
    """Print a label to measure a printer by; with a calibration it shows what that mends.

    Raises:
        Refusal: the label is too small, or the printer takes no jobs.
        Unavailable: the printer cannot be reached, or was lost in the middle.
    """
    layout = ruler.layout(*size, known.address.dpi, str(note or ""))
    title = str(message("Test label of {printer}", printer=known.name or "PDF"))
    ways.send(known.address, payload(layout, known.address, calibration, title), title)


def print_darkness(known: Known, size: tuple[float, float], calibration: Calibration) -> None:
    """Print a label for each of some steps of darkness, the step written on it.

    Raises:
        Refusal, Unavailable: as :func:`print_ruler`.
    """
    for step in ruler.DARKNESS_STEPS:
        note = message("Darkness {step}", step=f"{step:+d}" if step else "0")
        print_ruler(known, size, replace(calibration, darkness=step), note)


def sizes(connection: Connection) -> list[tuple[float, float]]:
    """Width and height in mm of the labels there are templates for, the smallest first."""
    found = {(one.width, one.height) for one in label_shelf.all_of(connection)}
    return sorted(found, key=lambda size: size[0] * size[1])


def stock_name(width: float, height: float) -> str:
    """What labels of a size in mm are called where something is kept for them."""
    return f"{width:g}x{height:g}"
