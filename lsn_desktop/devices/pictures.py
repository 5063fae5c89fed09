"""Codes in pictures and PDFs: a packing slip, a photograph of a label."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from lsn_desktop.devices.code_finder import codes_on
from lsn_desktop.devices.picture_pages import pages_of
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from PIL import Image

    from lsn_desktop.devices.code_finder import Place
    from lsn_desktop.devices.picture_views import Point

_AROUND = 0.4  # of the shorter side of a code: what is shown of the picture around it
_SHOWN = (480, 240)  # px; the largest such piece


@dataclass(frozen=True, slots=True)
class Piece:
    """The piece of a page a code stands on, as a PNG, and the code's corners in it."""

    png: bytes
    corners: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class PictureCode:
    """A code as a scanner would send it: symbology identifier, then data."""

    frame: bytes
    piece: Piece


@dataclass(frozen=True, slots=True)
class LookedAt:
    """One page that was looked at, of how many, and its codes in the order one reads them."""

    page: int
    count: int
    codes: tuple[PictureCode, ...]


def codes_in(path: Path) -> Iterator[bytes]:
    """Every code of a picture or PDF as a scanner sends it.

    Raises:
        Refusal: the file is neither, locked, damaged, or too large to look at; codes of its
            other pages came before.
        Unavailable: it cannot be read.

    """
    for page in look_through(path):
        for code in page.codes:
            yield code.frame


def look_through(path: Path, wanted: Callable[[], bool] = lambda: True) -> Iterator[LookedAt]:
    """The pages of a file while they are wanted; raises as :func:`codes_in`."""
    try:
        with path.open("rb") as file:
            yield from looked_at(file, str(path), wanted)
    except OSError as error:
        raise Unavailable(
            message("{file} cannot be read: {reason}.", file=path, reason=error.strerror),
            message("Give the name of a picture or PDF that can be read."),
        ) from error


def looked_at(
    file: BinaryIO, name: str, wanted: Callable[[], bool] = lambda: True
) -> Iterator[LookedAt]:
    """The same of a file that is open, or of a picture that never was one."""
    before: set[bytes] = set()
    number = 0
    for page in pages_of(file, name):
        if not wanted():
            return
        if page.number != number:  # else the next picture of an animation
            number, before = page.number, set()
        new = [
            one
            for one in codes_on(page.image, page.enlarged, wanted)
            if one.frame not in before
        ]
        before.update(one.frame for one in new)
        codes = [PictureCode(one.frame, _piece(page.image, one.place)) for one in new]
        yield LookedAt(page.number, page.count, tuple(codes))


def _piece(page: Image.Image, place: Place) -> Piece:
    left, top, right, bottom = place.box
    margin = _AROUND * min(right - left, bottom - top)
    left, top = max(0, int(left - margin)), max(0, int(top - margin))
    right = min(page.width, int(right + margin) + 1)
    bottom = min(page.height, int(bottom + margin) + 1)
    piece = page.crop((left, top, max(right, left + 1), max(bottom, top + 1)))
    width = piece.width
    piece.thumbnail(_SHOWN)
    factor = piece.width / width
    out = BytesIO()
    piece.save(out, "PNG", compress_level=1)
    corners = tuple(((x - left) * factor, (y - top) * factor) for x, y in place.corners)
    return Piece(out.getvalue(), corners)
