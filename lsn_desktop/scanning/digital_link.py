"""GS1 Digital Link URIs: elements written as a web address. None is ever opened here.

Source: GS1 Digital Link standard: URI Syntax, sections 4 (structure) and 5 (canonical form);
Compression, section 3 (binary encoding) and its table of optimisations; RFC 3986 (characters).
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, unquote_plus

from lsn_desktop.scanning.check_digits import GTIN_LENGTHS, mod10_holds
from lsn_desktop.scanning.ean import padded
from lsn_desktop.scanning.gs1_table import AIS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lsn_desktop.scanning.gs1_table import Ai
    from lsn_desktop.scanning.readings import Element

CANONICAL_STEM = "https://id.gs1.org"

_URI = re.compile(
    r"(?:https?|HTTPS?)://"
    r"(?:[0-9A-Za-z.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]+)?"
    r"/(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?:#.*)?"
)
_UNESCAPED = r"[0-9A-Za-z._~:/?#\[\]@!$&'()*+,;=-]*"
_CHARACTERS = re.compile(f"{_UNESCAPED}(?:%[0-9A-Fa-f]{{2}}{_UNESCAPED})*")


_NAMES = {
    "gtin": "01",
    "itip": "8006",
    "sscc": "00",
    "gln": "414",
    "cpv": "22",
    "lot": "10",
    "ser": "21",
    "glnx": "254",
}
_NAMES_IN_QUERY = {"exp": "17"}
"""Names that stood for AIs up to version 1.2 of the standard. None are written any more, but a
printed link keeps its form; taken are the names of keys that their check digit proves."""

_COMPRESSED = re.compile(r"[0-9A-Za-z_-]{10,}")
_SSCC, _GTIN = (18, 60), (14, 47)  # digits, and the bits they take
_FIRST_KEYS = {0x00: _SSCC, 0x01: _GTIN} | {
    high << 4 | low: _GTIN
    for highs, lows in (((0, 1, 2, 3), range(0xA, 0x10)), ((0xA,), range(10)))
    for high in highs
    for low in lows
}
"""What a compressed link begins with: an AI in two digits, or a letter for GTIN and another."""


class NotADigitalLink(ValueError):
    """The text is no GS1 Digital Link URI; a web address it may still be."""


def is_web_address(text: str) -> bool:
    """Whether a text begins as a web address does."""
    return text[:8].lower().startswith(("http://", "https://"))


def elements_of(uri: str) -> list[tuple[str, str]]:
    """Application Identifiers and values of a Digital Link, unjudged, in the URI's order.

    A GTIN of 8, 12 or 13 digits, as earlier versions of the standard had them, is filled up
    to 14.

    Raises:
        NotADigitalLink: no primary key, a qualifier out of order, an AI that may not stand
            where it stands, or twice the same.
    """
    parts = _URI.fullmatch(uri) if _CHARACTERS.fullmatch(uri) else None
    if parts is None:
        raise NotADigitalLink(uri)
    in_path = _path(parts["path"].split("/"))
    in_query = _query(parts["query"] or "")
    ids = [id_ for id_, _ in in_path + in_query]
    if len(ids) > len(set(ids)):
        raise NotADigitalLink(uri)
    key, *qualifiers = ids[: len(in_path)]
    if any(_fits_path(AIS[key], qualifiers, id_) for id_, _ in in_query):
        raise NotADigitalLink(uri)
    return [(id_, _filled(id_, value)) for id_, value in in_path + in_query]


def is_compressed(uri: str) -> bool:
    """Whether a web address ends in elements that are squeezed into one word.

    Such a link needs the resolver's algorithm, not only the address; it is told by the GTIN
    or SSCC in its first bits, whose check digit must be right.
    """
    word = re.split(r"[?#]", uri, maxsplit=1)[0].rpartition("/")[2]
    if not _COMPRESSED.fullmatch(word):
        return False
    packed = urlsafe_b64decode(word[:12].ljust(12, "A"))
    digits, bits = _FIRST_KEYS.get(packed[0], (0, 0))
    number = int.from_bytes(packed[1:9]) >> (64 - bits)
    return 0 < number < 10**digits and mod10_holds(str(number).zfill(digits))


def _path(segments: list[str]) -> list[tuple[str, str]]:
    """The rightmost key and its qualifiers; what stands before is the stem."""
    for at in range(len(segments) - 2, -1, -2):
        ai = AIS.get(_NAMES.get(segments[at], segments[at]))
        if ai is None:
            break
        if ai.key:
            ids = [_NAMES.get(name, name) for name in segments[at::2]]
            if not _in_order(ai, ids[1:]):
                break
            values = [unquote(raw) if "%" in raw else raw for raw in segments[at + 1 :: 2]]
            return list(zip(ids, values, strict=True))
    raise NotADigitalLink("/".join(segments))


def _query(query: str) -> list[tuple[str, str]]:
    """The attributes that are AIs; other parameters are no business of ours."""
    pairs = []
    for parameter in query.split("&"):
        name, equals, value = parameter.partition("=")
        name = _NAMES_IN_QUERY.get(name, name)
        if equals and name.isdecimal():
            if name not in AIS or not AIS[name].attribute:
                raise NotADigitalLink(query)
            pairs.append((name, unquote_plus(value)))
    return pairs


def _in_order(key: Ai, qualifiers: list[str]) -> bool:
    """Whether qualifiers may follow a key in this order."""
    return not qualifiers or any(
        [id_ for id_ in path if id_ in qualifiers] == qualifiers for path in key.paths
    )


def _fits_path(key: Ai, qualifiers: list[str], id_: str) -> bool:
    """Whether an AI could follow a key with these qualifiers, if they were put in order."""
    return any(id_ in path and set(qualifiers) <= set(path) for path in key.paths)


def _filled(id_: str, value: str) -> str:
    return padded(value) if id_ == "01" and len(value) in GTIN_LENGTHS else value


def canonical(elements: Iterable[Element]) -> str | None:
    """The canonical URI of elements, if they have a primary key and all can be said in one.

    The first key of the scan begins the path, the qualifiers it may carry follow in their
    order, every other element is an attribute of the query, in the order of the AIs.
    """
    values = {element.id: _filled(element.id, element.raw) for element in elements}
    key = next((id_ for id_ in values if id_ in AIS and AIS[id_].key), None)
    if key is None:
        return None
    path = max(AIS[key].paths, key=lambda ids: len(values.keys() & set(ids)), default=())
    in_path = [key, *(id_ for id_ in path if id_ in values)]
    in_query = sorted(values.keys() - set(in_path))
    if not all(id_ in AIS and AIS[id_].attribute for id_ in in_query):
        return None
    uri = CANONICAL_STEM + "".join(f"/{id_}/{quote(values[id_], safe='')}" for id_ in in_path)
    query = "&".join(f"{id_}={quote(values[id_], safe='')}" for id_ in in_query)
    return f"{uri}?{query}" if query else uri
