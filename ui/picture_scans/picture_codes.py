"""The codes of dropped pictures and PDFs, and what each says, as rows to choose from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING

from lsn_desktop.devices.pictures import look_through, looked_at
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import Refusal, Unavailable
from lsn_desktop.program import FROM_PICTURE
from lsn_desktop.scanning.naming import read_as
from lsn_desktop.services.codes import finding
from ui.parts.text import quantity_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from lsn_desktop.devices.pictures import LookedAt, Piece
    from lsn_desktop.program import Program, Station
    from lsn_desktop.scanning.readings import Reading

_LONGEST_NAME = 60  # characters of a file's name in the journal and in the list
_UNPRINTABLE = dict.fromkeys((*range(32), 127), "·")
_IN_BRACKETS = frozenset({"gs1", "gs1-digital-link", "mh10"})


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or a picture that never was one (``content``)."""

    name: str
    path: Path | None = None
    content: bytes = b""

    @property
    def short_name(self) -> str:
        """The name, cut where it would leave no room for what stands behind it."""
        cut = len(self.name) > _LONGEST_NAME
        return f"{self.name[:_LONGEST_NAME]}…" if cut else self.name

    @property
    def device(self) -> str:
        """Under which name its codes stand in the journal."""
        return FROM_PICTURE + self.short_name

    def pages(self, wanted: Callable[[], bool]) -> Iterator[LookedAt]:
        if self.path is not None:
            return look_through(self.path, wanted)
        return looked_at(BytesIO(self.content), self.name, wanted)


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code found: what it is, how it was read, where it stands, and whether to take it."""

    frame: bytes
    text: str  # what it says, in whichever symbol
    device: str
    code: str
    words: str
    read_as: str
    where: str
    flawed: bool
    again: bool  # a code that says the same stands above
    piece: Piece
    ticked: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What came of reading: the codes, and why some file could not be read."""

    names: tuple[str, ...] = ()
    rows: tuple[CodeRow, ...] = ()
    troubles: tuple[str, ...] = ()


def joined(one: Found, other: Found) -> Found:
    """Both, and what stands in the other again is the same code."""
    before = {row.text for row in one.rows}
    rows = [
        replace(row, again=True, ticked=False) if row.text in before else row
        for row in other.rows
    ]
    troubles = one.troubles + other.troubles
    return Found(one.names + other.names, (*one.rows, *rows), troubles)


def sources_of(paths: Sequence[Path]) -> list[Source]:
    """Files by the names one knows them by."""
    return [Source(path.name, path) for path in paths]


def find(
    sources: Sequence[Source],
    program: Program,
    station: Station,
    looked: Callable[[Source, LookedAt], None],
    wanted: Callable[[], bool] = lambda: True,
) -> Found:
    """Read all files, one page after the other, as long as it is wanted."""
    rows: list[CodeRow] = []
    troubles = []
    for source in sources:
        try:
            for page in source.pages(wanted):
                rows += _rows_of(source, page, program, station, {one.text for one in rows})
                looked(source, page)
        except (Refusal, Unavailable) as error:
            troubles.append(str(error))
    return Found(tuple(one.name for one in sources), tuple(rows), tuple(troubles))


def _rows_of(
    source: Source, page: LookedAt, program: Program, station: Station, before: set[str]
) -> Iterator[CodeRow]:
    place = _("{file}, page {page}") if page.count > 1 else _("{file}")
    where = str(message(place, file=source.short_name, page=page.page))
    for code in page.codes:
        reading = program.read(code.frame, station)
        again = reading.text in before
        before.add(reading.text)
        yield CodeRow(
            code.frame,
            reading.text,
            source.device,
            _shown(reading),
            _words(reading, _known(reading, program)),
            read_as(reading),
            where,
            bool(reading.grave),
            again,
            code.piece,
            ticked=not again,
        )


def _known(reading: Reading, program: Program) -> list[finding.Found]:
    """What the code is here; nothing if that cannot be asked: the code can be taken still."""
    try:
        with program.database.reading() as connection:
            return finding.as_scanned(connection, reading)
    except Unavailable:
        return []


def _shown(reading: Reading) -> str:
    """The code for people: elements behind their identifiers in brackets."""
    if reading.read_as in _IN_BRACKETS and reading.elements:
        return "".join(f"({one.id}){one.raw}" for one in reading.elements)
    return reading.text.translate(_UNPRINTABLE)


def _words(reading: Reading, known: Sequence[finding.Found]) -> str:
    """Item, lot, serial, expiry and quantity, as far as they are said."""
    if reading.grave:
        return str(reading.grave[0].message)
    about = dict.fromkeys(_about(one) for one in known)
    said = (
        (_("lot {value}"), reading.lot),
        (_("serial {value}"), reading.serial),
        (_("expires {value}"), reading.expiry),
        (_("quantity {value}"), reading.quantity and quantity_text(reading.quantity)),
        (_("SSCC {value}"), reading.sscc),
    )
    parts = [str(message(words, value=value)) for words, value in said if value]
    words = " · ".join((*about, *parts))
    return words or _("A code nothing is known of here yet")


def _about(known: finding.Found) -> str:
    """The item a code leads to, or what else it names."""
    return known.title if known.place == "items" else known.line or known.title
