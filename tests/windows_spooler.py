"""A stand-in for the printing of Windows: pywin32's modules, as far as we call them.

It is no Windows. It keeps the calls in their order, gives back what Microsoft's pages say that
the functions give, and fails with the codes they name. Import it before what imports pywin32.
"""

# ruff: noqa: N802 - the names of Windows
from __future__ import annotations

import sys
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageWin

if TYPE_CHECKING:
    import pytest

INVALID_PARAMETER, ACCESS_DENIED, CANCELLED = 87, 5, 63
INVALID_NAME, NO_SERVER, BAD_DATATYPE, WRITE_FAULT = 1801, 1722, 1804, 29
_WORDS = {
    INVALID_PARAMETER: "The parameter is incorrect.",
    ACCESS_DENIED: "Access is denied.",
    CANCELLED: "Your file waiting to be printed was deleted.",
    INVALID_NAME: "The printer name is invalid.",
    NO_SERVER: "The RPC server is unavailable.",
    BAD_DATATYPE: "The specified datatype is invalid.",
    WRITE_FAULT: "The system cannot write to the specified device.",
}
_CAPS = (88, 90, 110, 111, 112, 113)  # LOGPIXELSX, -Y, PHYSICALWIDTH, -HEIGHT, -OFFSETX, -Y
SPOOLING, PRINTING, PRINTED, DELETING, RETAINED = 0x8, 0x10, 0x80, 0x4, 0x2000


class Error(Exception):
    """``pywintypes.error``."""

    def __init__(self, winerror: int, funcname: str) -> None:
        self.winerror, self.funcname = winerror, funcname
        self.strerror = _WORDS.get(winerror, "")
        super().__init__(winerror, funcname, self.strerror)


@dataclass
class DevMode:
    """``PyDEVMODEW``, as far as we set it; in tenths of a mm."""

    PaperSize: int = 256
    PaperWidth: int = 1000
    PaperLength: int = 500
    PrintQuality: int = 203
    Fields: int = 0


@dataclass
class Printer:
    """A queue: its driver's device, how it stands, what it was sent."""

    name: str
    dpi: tuple[int, int] = (203, 203)
    paper_mm: tuple[float, float] = (100.0, 50.0)
    origin: tuple[int, int] = (0, 0)
    status: int = 0
    attributes: int = 0x240  # LOCAL | DO_COMPLETE_FIRST
    driver: str = "ZDesigner"
    driver_version: int = 3
    takes_any_paper: bool = True
    jobs: dict[int, int] = field(default_factory=dict)  # status by number
    raw: list[bytes] = field(default_factory=list)
    pages: list[Image.Image] = field(default_factory=list)

    def caps(self, what: int) -> int:
        paper = [
            round(mm / 25.4 * dpi) for mm, dpi in zip(self.paper_mm, self.dpi, strict=True)
        ]
        kept = dict(
            zip((88, 90, 110, 111, 112, 113), (*self.dpi, *paper, *self.origin), strict=True)
        )
        return kept[what]


class Windows:
    """All printers of a computer, the calls that were made, and what is to fail."""

    def __init__(self) -> None:
        self.printers: dict[str, Printer] = {}
        self.default = ""
        self.calls: list[tuple[Any, ...]] = []
        self.fails: dict[str, int] = {}  # function: the code it fails with
        self.takes = 1 << 30  # bytes WritePrinter takes at once
        self.breaks_after = 1 << 30  # bytes
        self.open = 0  # handles and contexts not given back
        self._number = 0
        self._written = b""

    def add(self, name: str, **facts: Any) -> Printer:
        self.printers[name] = printer = Printer(name, **facts)
        return printer

    def called(self, *names: str) -> list[str]:
        return [call[0] for call in self.calls if not names or call[0] in names]

    def _call(self, name: str, *arguments: Any) -> None:
        self.calls.append((name, *arguments))
        if name in self.fails:
            raise Error(self.fails[name], name)

    # winspool

    def OpenPrinter(self, name: str) -> Printer:
        self._call("OpenPrinter", name)
        if name not in self.printers:
            raise Error(INVALID_NAME, "OpenPrinter")
        self.open += 1
        return self.printers[name]

    def ClosePrinter(self, _printer: Printer) -> None:
        self.open -= 1

    def GetDefaultPrinter(self) -> str:
        if not self.default:
            raise Error(2, "GetDefaultPrinter")
        return self.default

    def EnumPrinters(self, flags: int, name: None, level: int) -> tuple[dict[str, Any], ...]:
        self._call("EnumPrinters", flags, name, level)
        return tuple(self.GetPrinter(one, 2) for one in self.printers.values())

    def GetPrinter(self, printer: Printer, level: int) -> dict[str, Any]:
        if level == 9:
            return {"pDevMode": None}
        size = [round(mm * 10) for mm in printer.paper_mm]
        return {
            "pPrinterName": printer.name,
            "pComment": "",
            "pLocation": "Dock",
            "pDriverName": printer.driver,
            "pDevMode": DevMode(256, size[0], size[1], printer.dpi[0]),
            "Status": printer.status,
            "Attributes": printer.attributes,
            "cJobs": len(printer.jobs),
        }

    def EnumPrinterDrivers(
        self, _server: None, _env: None, _level: int
    ) -> tuple[dict[str, Any], ...]:
        return tuple(
            {"Name": p.driver, "Version": p.driver_version} for p in self.printers.values()
        )

    def StartDocPrinter(
        self, printer: Printer, level: int, facts: tuple[str, None, str]
    ) -> int:
        self._call("StartDocPrinter", level, facts)
        self._written = b""
        return self._begun(printer)

    def StartPagePrinter(self, _printer: Printer) -> None:
        self._call("StartPagePrinter")

    def WritePrinter(self, _printer: Printer, part: memoryview) -> int:
        self._call("WritePrinter", len(part))
        if len(self._written) >= self.breaks_after:
            raise Error(WRITE_FAULT, "WritePrinter")
        taken = bytes(part[: min(self.takes, self.breaks_after)])
        self._written += taken
        return len(taken)

    def EndPagePrinter(self, _printer: Printer) -> None:
        self._call("EndPagePrinter")

    def EndDocPrinter(self, printer: Printer) -> None:
        self._call("EndDocPrinter")
        printer.raw.append(self._written)

    def AbortPrinter(self, _printer: Printer) -> None:
        self._call("AbortPrinter")

    def GetJob(self, printer: Printer, number: int, _level: int) -> dict[str, Any]:
        self._call("GetJob", number)
        if number not in printer.jobs:
            raise Error(INVALID_PARAMETER, "GetJob")
        return {"JobId": number, "Status": printer.jobs[number], "pStatus": None}

    def SetJob(
        self, printer: Printer, number: int, level: int, info: None, command: int
    ) -> None:
        self._call("SetJob", number, level, info, command)
        if number not in printer.jobs:
            raise Error(INVALID_PARAMETER, "SetJob")
        if command == 8:
            printer.jobs[number] |= RETAINED
        elif printer.jobs[number] & PRINTED:
            del printer.jobs[number]

    def DocumentProperties(
        self, _hwnd: int, printer: Printer, _name: str, out: DevMode, _in: DevMode, mode: int
    ) -> int:
        papers = {9: (210.0, 297.0), 1: (215.9, 279.4)}
        self._call("DocumentProperties", out.PaperSize, out.Fields, mode)
        if printer.takes_any_paper:
            own = (out.PaperWidth / 10, out.PaperLength / 10)
            printer.paper_mm = papers.get(out.PaperSize, own)
        return 1

    def printed(self, printer: Printer, number: int) -> None:
        """The printer has all of a job; one that is not kept leaves its queue."""
        if printer.jobs[number] & RETAINED:
            printer.jobs[number] = PRINTED | RETAINED
        else:
            del printer.jobs[number]

    def _begun(self, printer: Printer) -> int:
        self._number += 1
        printer.jobs[self._number] = SPOOLING
        return self._number

    # gdi

    def CreateDC(self, driver: str, name: str, settings: DevMode | None) -> int:
        self._call("CreateDC", driver, name, settings)
        if name not in self.printers:
            raise Error(INVALID_NAME, "CreateDC")
        self.open += 1
        return list(self.printers).index(name) + 1000

    def DeleteDC(self, _context: int) -> None:
        self.open -= 1

    def _at(self, context: int) -> Printer:
        return list(self.printers.values())[context - 1000]

    def GetDeviceCaps(self, context: int, what: int) -> int:
        return self._at(context).caps(what)

    def StartDoc(self, context: int, facts: tuple[str, None, None, int]) -> int:
        self._call("StartDoc", facts)
        return self._begun(self._at(context))

    def StartPage(self, context: int) -> None:
        self._call("StartPage")
        printer = self._at(context)
        size = [
            round(mm / 25.4 * dpi)
            for mm, dpi in zip(printer.paper_mm, printer.dpi, strict=True)
        ]
        printer.pages.append(Image.new("RGB", (size[0], size[1]), "white"))

    def EndPage(self, _context: int) -> None:
        self._call("EndPage")

    def EndDoc(self, _context: int) -> None:
        self._call("EndDoc")

    def AbortDoc(self, _context: int) -> None:
        self._call("AbortDoc")

    def draw(self, image: Image.Image, context: int, box: tuple[int, int, int, int]) -> None:
        """What ``StretchDIBits`` does: pixels onto the paper, from the driver's origin."""
        self._call("StretchDIBits", image.mode, image.size, box)
        printer = self._at(context)
        size = (box[2] - box[0], box[3] - box[1])
        moved = (box[0] + printer.origin[0], box[1] + printer.origin[1])
        printer.pages[-1].paste(
            image.convert("RGB").resize(size, Image.Resampling.NEAREST), moved
        )


_now = Windows()


class _Module(ModuleType):
    """A module of pywin32 whose functions are those of the computer of the test."""

    error = Error

    def __getattr__(self, name: str) -> Any:
        return getattr(_now, name)


for _name in ("pywintypes", "win32print", "win32gui"):
    sys.modules.setdefault(_name, _Module(_name))


class _Dib:
    """``PIL.ImageWin.Dib``."""

    def __init__(self, image: Image.Image) -> None:
        self._image = image

    def draw(self, context: int, box: tuple[int, int, int, int]) -> None:
        _now.draw(self._image, context, box)


def computer(patch: pytest.MonkeyPatch) -> Windows:
    """A computer without printers, in the place of the one before it."""
    windows = Windows()
    patch.setattr(f"{__name__}._now", windows)
    patch.setattr(ImageWin, "Dib", _Dib)
    return windows
