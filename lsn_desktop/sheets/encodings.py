"""Bytes as text, where a file does not say how it was written."""

from __future__ import annotations

import codecs

from lsn_desktop.domain.refusals import refusal

ENCODINGS = ("utf-8", "utf-16", "windows-1252", "iso-8859-1")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4096
_UNUSED = frozenset(map(chr, range(0x80, 0xA0)))  # no printed character of ISO 8859-1


def as_text(data: bytes, encoding: str = "") -> tuple[str, str]:
    """The text of a file, and how it was read.

    Args:
        data: the file.
        encoding: one of :data:`ENCODINGS`, or nothing to find it out: by its mark, as UTF-8
            where that is without fault, else as Windows-1252.

    Raises:
        Refusal: it is no text, or not of this encoding.
    """
    chosen = encoding or _found(data)
    try:
        text = data.decode(chosen)
    except UnicodeDecodeError as wrong:
        raise refusal(
            "The file is not {encoding}: byte {byte} on line {line} is no character of it.",
            "Choose another encoding, or save the file as UTF-8.",
            encoding=encoding or "text",
            byte=f"0x{wrong.object[wrong.start]:02X}",
            line=data.count(b"\n", 0, wrong.start) + 1,
        ) from wrong
    if "\0" in text:
        raise refusal(
            "This is no table of text: it has NUL bytes on line {line}.",
            "Save it from the spreadsheet as CSV or XLSX.",
            line=text.count("\n", 0, text.index("\0")) + 1,
        )
    if chosen == "iso-8859-1" and not _UNUSED.isdisjoint(text):
        raise refusal(
            "The file is not {encoding}: it has characters that encoding does not have.",
            "Choose another encoding, or save the file as UTF-8.",
            encoding=encoding or "text",
        )
    return text.removeprefix("\ufeff"), chosen.removesuffix("-sig")


def _found(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    sample = data[:_SAMPLE]
    if b"\0" in sample:  # every second byte of Latin text in UTF-16 is one
        for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
            high = sample[first::2]
            if high.count(0) * 2 > len(high) and not sample[1 - first :: 2].count(0):
                return encoding
        return "utf-8"
    try:
        codecs.lookup("utf-8").decode(data)
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"
