"""A folder that takes a file for each label or sheet, whole or not at all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Unavailable
from printing.queues import spool
from printing.ways.address import Sent, reason
from printing.ways.printer_status import PrinterStatus

if TYPE_CHECKING:
    from printing.ways.address import PrinterAddress

_NO_NAME = re.compile(r"[^\w .,()+-]+")
_LONGEST = 80  # characters of a file's name
_KINDS = ((b"%PDF", ".pdf"), (b"\x89PNG", ".png"))


def send(printer: PrinterAddress, payload: bytes, title: str) -> Sent:
    """Write a file named for the title; one that is there already is left alone.

    Raises:
        Unavailable: the folder cannot be made or written; nothing was.

    """
    folder = Path(printer.address)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target = _free(folder, title, _suffix(payload))
    except OSError as error:
        raise Unavailable(
            message("{path} could not be written: {why}", path=folder, why=reason(error)),
            message("Choose another folder, or make room on the disk, then print again."),
        ) from error
    spool.save_pdf(target, payload)
    return Sent(file=target)


def status(printer: PrinterAddress) -> PrinterStatus:
    """Whether the folder is there, or can be made."""
    folder = Path(printer.address)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return PrinterStatus("away", told=reason(error))
    return PrinterStatus("ready", labels_left=0, waiting=0)


def _suffix(payload: bytes) -> str:
    return next((suffix for start, suffix in _KINDS if payload.startswith(start)), ".zpl")


def _free(folder: Path, title: str, suffix: str) -> Path:
    """A name nothing has yet."""
    name = _NO_NAME.sub("-", title).strip(" .-")[:_LONGEST] or "label"
    target, count = folder / f"{name}{suffix}", 2
    while target.exists():
        target, count = folder / f"{name}-{count}{suffix}", count + 1
    return target
