"""Serial ports: which there are, which look like scanners, which one is where today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from serial.tools import list_ports

if TYPE_CHECKING:
    from collections.abc import Iterable

# Vendors of barcode scanners, as usb.ids 2025.07.26 numbers them. Zebra's own number (0a5f)
# belongs to printers; its scanners still carry Symbol's.
_SCANNER_VENDORS = {
    0x0536: "Honeywell (Hand Held Products)",
    0x05E0: "Zebra (Symbol)",
    0x05F9: "Datalogic (PSC)",
    0x065A: "Opticon",
    0x067E: "Intermec",
    0x076D: "Denso",
    0x080C: "Datalogic",
    0x0C2E: "Honeywell (Metrologic)",
    0x10AC: "Honeywell",
    0x1EAB: "Newland",
    0x27DD: "Mindeo",
}
_SCANNER_WORDS = ("barcode", "bar code", "scanner", "imager")
_USB = "usb:"


@dataclass(frozen=True, slots=True)
class Port:
    """A serial port of this machine.

    ``address`` names the device behind it: ``usb:05e0:1701:S123`` (vendor, product, serial
    number) stays the same when it comes back under another number; a port without USB is
    its own address.
    """

    device: str
    address: str
    description: str
    is_scanner: bool


def present() -> list[Port]:
    """The ports there are now, USB first, in the order of their names."""
    found = sorted(list_ports.comports(), key=lambda port: (port.vid is None, port.device))
    return [
        _port(port.device, port.vid, port.pid, port.serial_number, port.description)
        for port in found
    ]


def _port(
    device: str, vendor: int | None, product: int | None, number: str | None, words: str | None
) -> Port:
    words = words if words and words != "n/a" else ""
    if vendor is None:
        return Port(device, device, words, is_scanner=False)
    maker = _SCANNER_VENDORS.get(vendor, "")
    return Port(
        device,
        f"{_USB}{vendor:04x}:{product or 0:04x}:{number or ''}",
        words or maker,
        is_scanner=bool(maker) or any(word in words.lower() for word in _SCANNER_WORDS),
    )


def locate(address: str, among: Iterable[Port]) -> str | None:
    """The device to open for an address; None while it is not plugged in."""
    if not address.startswith(_USB):
        return address
    return next((port.device for port in among if port.address == address), None)
