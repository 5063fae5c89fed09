"""The little of the Internet Printing Protocol that a print job needs.

Messages are bytes in, attributes out; nothing here opens a connection.

Source: RFC 8010 (encoding), RFC 8011 (operations), CUPS Implementation of IPP (operations
0x4001 and up).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PRINT_JOB = 0x0002
GET_JOB_ATTRIBUTES = 0x0009
GET_PRINTER_ATTRIBUTES = 0x000B
CUPS_GET_DEFAULT = 0x4001
CUPS_GET_PRINTERS = 0x4002

_OPERATION, _JOB, _END = 0x01, 0x02, 0x03
_FIRST_VALUE_TAG = 0x10
_INTEGER, _BOOLEAN, _ENUM, _RESOLUTION = 0x21, 0x22, 0x23, 0x32
_DOTS_PER_INCH = 3
_BEGIN_COLLECTION, _END_COLLECTION, _MEMBER_NAME = 0x34, 0x37, 0x4A
_NAME, _KEYWORD, _URI, _CHARSET, _LANGUAGE, _MIME = 0x42, 0x44, 0x45, 0x47, 0x48, 0x49
_TEXTS = range(0x40, 0x4B)
_WITH_LANGUAGE = {0x35, 0x36}

Value = int | bool | str
Group = dict[str, list[Value]]


class NotIpp(Exception):
    """The bytes are no IPP answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said: its status, and the groups of attributes."""

    status: int
    groups: Sequence[Group] = field(default_factory=tuple)

    @property
    def done(self) -> bool:
        return self.status < 0x100  # noqa: PLR2004 - RFC 8011, 4.1.7

    def first(self, name: str) -> Value | None:
        """The first value of an attribute, wherever it stands."""
        return next((group[name][0] for group in self.groups if group.get(name)), None)


@dataclass(frozen=True, slots=True)
class Attribute:
    """A name and its encoded values, as they follow each other on the wire."""

    wire: bytes


def name(key: str, text: str) -> Attribute:
    """A name; longer than 255 octets is cut at a character."""
    return _attribute(_NAME, key, text.encode()[:255].decode("utf-8", "ignore").encode())


def keyword(key: str, *texts: str) -> Attribute:
    """One or more words of the protocol's own vocabulary."""
    first, *more = (text.encode() for text in texts)
    rest = b"".join(_attribute(_KEYWORD, "", value).wire for value in more)
    return Attribute(_attribute(_KEYWORD, key, first).wire + rest)


def uri(key: str, text: str) -> Attribute:
    """The address of a printer or a job."""
    return _attribute(_URI, key, text.encode())


def mime(key: str, text: str) -> Attribute:
    """The type of a document."""
    return _attribute(_MIME, key, text.encode())


def integer(key: str, number: int) -> Attribute:
    """A whole number of 32 bits."""
    return _attribute(_INTEGER, key, struct.pack(">i", number))


def media_size(width: float, height: float) -> Attribute:
    """``media-col`` with the size of the paper in mm (on the wire, hundredths of a mm)."""
    size = _member(_BEGIN_COLLECTION, "media-size", b"")
    for key, length in (("x-dimension", width), ("y-dimension", height)):
        size += _member(_INTEGER, key, struct.pack(">i", round(length * 100)))
    end = _attribute(_END_COLLECTION, "", b"").wire
    return Attribute(_attribute(_BEGIN_COLLECTION, "media-col", b"").wire + size + end + end)


def _member(tag: int, key: str, value: bytes) -> bytes:
    return _attribute(_MEMBER_NAME, "", key.encode()).wire + _attribute(tag, "", value).wire


def _attribute(tag: int, key: str, value: bytes) -> Attribute:
    label = key.encode()
    return Attribute(
        struct.pack(">BH", tag, len(label)) + label + struct.pack(">H", len(value)) + value
    )


def question(
    operation: int, attributes: Sequence[Attribute], job: Sequence[Attribute] = ()
) -> bytes:
    """A request; the document, if any, follows it directly."""
    head = struct.pack(">BBHI", 1, 1, operation, 1)
    said = [
        _attribute(_CHARSET, "attributes-charset", b"utf-8"),
        _attribute(_LANGUAGE, "attributes-natural-language", b"en"),
        *attributes,
    ]
    body = bytes([_OPERATION]) + b"".join(attribute.wire for attribute in said)
    if job:
        body += bytes([_JOB]) + b"".join(attribute.wire for attribute in job)
    return head + body + bytes([_END])


def answer(data: bytes) -> Answer:
    """What an answer says. A resolution becomes dpi; collections are passed over.

    Raises:
        NotIpp: cut short, or something else.

    """
    try:
        _version, status, _request = struct.unpack_from(">HHI", data)
        return Answer(status, tuple(_groups(data)))
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise NotIpp(str(error)) from error


def _groups(data: bytes) -> Iterator[Group]:
    place, group, key = 8, Group(), ""
    while (tag := data[place]) != _END:
        place += 1
        if tag < _FIRST_VALUE_TAG:
            yield group
            group = Group()
            continue
        label, place = _sized(data, place)
        raw, place = _sized(data, place)
        key = label.decode() or key
        value = _value(tag, raw)
        if value is not None:
            group.setdefault(key, []).append(value)
    yield group


def _sized(data: bytes, place: int) -> tuple[bytes, int]:
    (length,) = struct.unpack_from(">H", data, place)
    end = place + 2 + length
    if end > len(data):
        raise NotIpp("cut short")
    return data[place + 2 : end], end


def _value(tag: int, raw: bytes) -> Value | None:
    if tag in (_INTEGER, _ENUM):
        return int(struct.unpack(">i", raw)[0])
    if tag == _BOOLEAN:
        return raw != b"\0"
    if tag == _RESOLUTION:
        across, _along, unit = struct.unpack(">iib", raw)
        return int(across if unit == _DOTS_PER_INCH else round(across * 2.54))
    if tag in _TEXTS and tag != _MEMBER_NAME:
        return raw.decode()
    if tag in _WITH_LANGUAGE:
        return _sized(raw, _sized(raw, 0)[1])[0].decode()
    return None
