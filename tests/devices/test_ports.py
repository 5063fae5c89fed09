"""A scanner is known by its USB address, whatever number its port has today."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from serial.tools import list_ports

from lsn_desktop.devices.ports import Port, locate, present

ZEBRA = Port("/dev/ttyACM0", "usb:05e0:1701:S1", "Symbol Bar Code Scanner", is_scanner=True)
MOVED = Port("/dev/ttyACM3", "usb:05e0:1701:S1", "Symbol Bar Code Scanner", is_scanner=True)
BOARD = Port("/dev/ttyS0", "/dev/ttyS0", "", is_scanner=False)
MODEM = Port("/dev/ttyUSB0", "usb:12d1:1001:", "HUAWEI modem", is_scanner=False)


def test_ports_are_described_and_scanners_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    def comports() -> list[SimpleNamespace]:
        rows = [
            ("/dev/ttyS0", None, None, None, "n/a"),
            ("/dev/ttyUSB0", 0x12D1, 0x1001, None, "HUAWEI modem"),
            ("/dev/ttyACM0", 0x05E0, 0x1701, "S1", "Symbol Bar Code Scanner"),
            ("/dev/ttyACM1", 0x1EAB, None, "N2", None),
            ("/dev/ttyACM2", 0xFFFF, 0x0001, "", "2D Imager CDC"),
        ]
        names = ("device", "vid", "pid", "serial_number", "description")
        return [SimpleNamespace(**dict(zip(names, row, strict=True))) for row in rows]

    monkeypatch.setattr(list_ports, "comports", comports)
    assert present() == [
        ZEBRA,
        Port("/dev/ttyACM1", "usb:1eab:0000:N2", "Newland", is_scanner=True),
        Port("/dev/ttyACM2", "usb:ffff:0001:", "2D Imager CDC", is_scanner=True),
        MODEM,
        BOARD,
    ]


def test_this_machines_ports_can_be_listed() -> None:
    assert all(port.device and port.address for port in present())


@pytest.mark.parametrize(
    ("address", "among", "device"),
    [
        ("usb:05e0:1701:S1", [BOARD, ZEBRA], "/dev/ttyACM0"),
        ("usb:05e0:1701:S1", [MOVED], "/dev/ttyACM3"),
        ("usb:05e0:1701:S1", [BOARD], None),
        ("COM3", [], "COM3"),
    ],
)
def test_an_address_leads_to_todays_device(
    address: str, among: list[Port], device: str | None
) -> None:
    assert locate(address, among) == device
