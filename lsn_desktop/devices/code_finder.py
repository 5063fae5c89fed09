"""Every code of one picture: found in several ways of looking, told once each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

import zxingcpp

from lsn_desktop.devices.picture_views import views

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PIL import Image

    from lsn_desktop.devices.picture_views import Point, View

_Format = zxingcpp.BarcodeFormat
_CORRECTED = frozenset(
    {
        *(_Format.DataMatrix, _Format.Aztec, _Format.AztecCode, _Format.MaxiCode),
        *(_Format.QRCode, _Format.QRCodeModel1, _Format.QRCodeModel2),
        *(_Format.MicroQRCode, _Format.RMQRCode),
        *(_Format.PDF417, _Format.CompactPDF417, _Format.MicroPDF417),
    }
)
_CHECKED = frozenset(
    {
        *(_Format.Code128, _Format.Code93, _Format.EAN13, _Format.UPCA, _Format.ISBN),
        *(_Format.DataBar, _Format.DataBarOmni, _Format.DataBarLtd, _Format.DataBarExp),
        *(_Format.DataBarStk, _Format.DataBarStkOmni, _Format.DataBarExpStk),
    }
)
_GTIN_IN_ITF = "]I1"  # the decoder has proven its check digit
_THINNEST = 8.0  # px; the bars of a code may have been seen along one line only
_SHORT = 9  # bytes with the identifier; so few bars are seen in many a pattern
_ENOUGH, _ENOUGH_FOR_SHORT = 3, 12  # weight of the views that must agree
_FIRST = itemgetter(0)
_COMMON = 0.1  # of the smaller of two places of the same code


@dataclass(frozen=True, slots=True)
class Place:
    """Where a code was seen: its corners in the order in which it is read."""

    corners: tuple[Point, ...]

    @property
    def centre(self) -> Point:
        return sum(x for x, _y in self.corners) / 4, sum(y for _x, y in self.corners) / 4

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the upright rectangle around it."""
        xs, ys = [x for x, _y in self.corners], [y for _x, y in self.corners]
        middle_x, middle_y = self.centre
        wide = max(max(xs) - min(xs), _THINNEST) / 2
        high = max(max(ys) - min(ys), _THINNEST) / 2
        return middle_x - wide, middle_y - high, middle_x + wide, middle_y + high

    def overlaps(self, other: Place) -> bool:
        """Whether the rectangles have a fair part of the smaller one in common."""
        left, top, right, bottom = self.box
        left2, top2, right2, bottom2 = other.box
        width = min(right, right2) - max(left, left2)
        height = min(bottom, bottom2) - max(top, top2)
        smaller = min((right - left) * (bottom - top), (right2 - left2) * (bottom2 - top2))
        return width > 0 and height > 0 and width * height > _COMMON * smaller

    def holds(self, point: Point) -> bool:
        """Whether a point lies within the corners."""
        x, y = point
        inside = False
        for (x1, y1), (x2, y2) in pairwise((*self.corners, self.corners[0])):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
        return inside


class Sight(NamedTuple):
    """One look at a code: in which view, how much that view is to be trusted, and where."""

    view: int
    weight: int
    place: Place


@dataclass(slots=True)
class Seen:
    """A code, how far it proves itself (``strength``), and each look at it, plainest first."""

    frame: bytes
    strength: int
    sights: list[Sight]

    @property
    def place(self) -> Place:
        """Where it stands, by the plainest view."""
        return self.sights[0].place

    @property
    def weight(self) -> int:
        """How much the views together are to be trusted."""
        return sum({one.view: one.weight for one in self.sights}.values())

    def is_also(self, other: Seen) -> bool:
        """Whether this is the same symbol."""
        return self.frame == other.frame and any(
            one.place.overlaps(another.place) for one in self.sights for another in other.sights
        )

    def lies_on(self, other: Seen) -> bool:
        """Whether it was seen where the other code stands."""
        return any(
            another.place.holds(one.place.centre)
            for one in self.sights
            for another in other.sights
        )


def codes_on(
    page: Image.Image,
    enlarged: Callable[[int], Image.Image],
    wanted: Callable[[], bool] = lambda: True,
) -> list[Seen]:
    """The codes of a grey page, from top to bottom and left to right.

    A code that only a worked-over view shows is believed if it corrects its own errors, or if
    some views agree on it. Nobody looks on once it is no longer ``wanted``.
    """
    seen: list[Seen] = []
    darkest, lightest = page.getextrema()
    if darkest == lightest:  # an empty page
        return seen
    for number, view in enumerate(views(page, enlarged)):
        if not wanted():
            break
        for code in _read(number, view):
            alike = [one for one in seen if one.is_also(code)]
            seen = [one for one in seen if one not in alike]
            sights = [sight for one in (*alike, code) for sight in one.sights]
            seen.append(Seen(code.frame, code.strength, sorted(sights, key=_FIRST)))
    believed = [one for one in seen if _is_believed(one)]
    left = [one for one in believed if not any(_beats(other, one) for other in believed)]
    return _in_reading_order(left)


def _read(number: int, view: View) -> Iterator[Seen]:
    told = view.options
    # Made anew each time: what the module kept, the decoder would miss when Python ends.
    formats = zxingcpp.BarcodeFormats(told.formats)
    for code in zxingcpp.read_barcodes(
        view.image,
        formats,
        try_invert=told.try_invert,
        binarizer=told.binarizer,
        text_mode=zxingcpp.TextMode.Plain,
    ):
        at = code.position
        corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
        places = tuple(view.on_page(corner.x, corner.y) for corner in corners)
        sight = Sight(number, view.weight, Place(places))
        yield Seen(_frame(code), _strength(code), [sight])


def _frame(code: zxingcpp.Barcode) -> bytes:
    """What a scanner would send; text in a character set of its own goes in UTF-8."""
    data: bytes = code.bytes
    if code.content_type != zxingcpp.ContentType.Binary and not _is_read_right(data, code.text):
        data = code.text.encode()
    identifier: str = code.symbology_identifier
    return identifier.encode() + data


def _is_read_right(data: bytes, text: str) -> bool:
    """Whether bytes are the text by the rule every scan is read by: UTF-8, else Latin-1."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1") == text
    return True


def _strength(code: zxingcpp.Barcode) -> int:
    """2 corrects its own errors, 1 has a check character, 0 may be any pattern of bars."""
    if code.format in _CORRECTED:
        return 2
    checked = code.format in _CHECKED or code.symbology_identifier == _GTIN_IN_ITF
    return 1 if checked else 0


def _is_believed(code: Seen) -> bool:
    if code.strength > 1:
        return True
    is_short = code.strength == 0 and len(code.frame) < _SHORT
    return code.weight >= (_ENOUGH_FOR_SHORT if is_short else _ENOUGH)


def _beats(one: Seen, other: Seen) -> bool:
    """Whether two different codes were seen in one place, and this is the truer one."""
    if one.frame == other.frame or one.strength == other.strength > 1:
        return False
    return (other.lies_on(one) or one.lies_on(other)) and _trust(one, other) > _trust(
        other, one
    )


def _trust(one: Seen, other: Seen) -> tuple[int, bool, int]:
    longer = len(one.frame) > len(other.frame) and other.frame[3:] in one.frame[3:]
    return one.strength, longer, one.weight


def _in_reading_order(codes: Sequence[Seen]) -> list[Seen]:
    """As one reads: from the top, and codes beside each other from the left."""
    rows: list[list[Seen]] = []
    for code in sorted(codes, key=lambda one: one.place.centre[1]):
        row = rows[-1] if rows else []
        if row and code.place.centre[1] <= row[0].place.box[3]:
            row.append(code)
        else:
            rows.append([code])
    return [one for row in rows for one in sorted(row, key=lambda one: one.place.centre[0])]
