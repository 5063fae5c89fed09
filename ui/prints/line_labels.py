"""Labels of what was received or made: drawn, verified and printed beside the scanning."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import message
from lsn_desktop.paper import label_routes
from lsn_desktop.services.labels import label_claims, labelling
from lsn_desktop.services.labels.labelling import Wanted
from lsn_desktop.storage import documents, lsns
from ui.prints.labels_sent import print_each, where_to

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lsn_desktop.domain.outcomes import ToldLine
    from lsn_desktop.paper.label_routes import Route
    from lsn_desktop.program import Program, Station
    from ui.desk import Desk


class Labels(QObject):
    """One print job at a time, on a reader's lane: no scan waits for a printer."""

    # The line's row number or None; words; whether it went well.
    told = Signal(object, str, bool)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._queue: deque[tuple[int | None, Callable[[], str]]] = deque()
        self._line_id: int | None = None
        self._busy = False

    def print_line(self, document_id: int, line: ToldLine) -> None:
        """The label of goods just received."""
        if line.lsn_id is None or not (line.lot or line.serial):
            return
        wanted = Wanted(lsn_id=line.lsn_id, line_id=line.line_id)
        self._put(line.line_id, document_id, [wanted])

    def print_lines(self, document_id: int, lines: Iterable[tuple[int, int]]) -> None:
        """The labels of some goods, each by its line and its lot or serial."""
        wanted = [Wanted(lsn_id=lsn_id, line_id=line_id) for line_id, lsn_id in lines]
        if wanted:
            self._put(None, document_id, wanted)

    def print_receipt(self, document_id: int) -> None:
        """A label for each line of a receipt."""
        self._put(None, document_id, None)

    def _put(self, line_id: int | None, document_id: int, wanted: list[Wanted] | None) -> None:
        desk = self._desk
        job = partial(printed, desk.program, desk.station, document_id, wanted)
        self._queue.append((line_id, job))
        self._print_next()

    def _print_next(self) -> None:
        if self._busy or not self._queue:
            return
        self._busy = True
        self._line_id, job = self._queue.popleft()
        self._desk.lanes.read(job, self._printed, self._failed)

    def _printed(self, words: str) -> None:
        self._end(words, well=True)

    def _failed(self, error: Exception) -> None:
        self._end(str(error), well=False)

    def _end(self, words: str, *, well: bool) -> None:
        self._busy = False
        self.told.emit(self._line_id, words, well)
        self._print_next()


def printed(
    program: Program, station: Station, document_id: int, wanted: list[Wanted] | None
) -> str:
    """Order, draw and print labels, one job per template; says where they went.

    Raises:
        Refusal: there is nothing to label, or a label does not read back.
        Unavailable: the printer did not take them.
    """
    routes = by_route(program, station, document_id, wanted)
    return "; ".join(
        str(
            message(
                "{number}: {count} sent to {where}",
                number=job.number,
                count=job.labels,
                where=where_to(job),
            )
        )
        for job in print_each(program, station, routes, document_id)
    )


def by_route(
    program: Program, station: Station, document_id: int, wanted: list[Wanted] | None
) -> dict[Route, list[Wanted]]:
    """The labels wanted (None: those of all lines) by how each gets to paper.

    Goods that are only counted have no lot or serial to print. Of all lines, serials that have
    their label already are left out.
    """
    found: dict[Route, list[Wanted]] = {}
    with program.database.reading() as connection:
        customer_id = documents.customer_of(connection, document_id)
        if wanted is None:
            wanted = labelling.labels_of_receipt(connection, document_id, per_unit=False)
            wanted = label_claims.without_their_labels(connection, wanted)
        lines = [(each, lsns.by_id(connection, each.lsn_id or 0)) for each in wanted]
    for each, lsn in lines:
        if lsn.kind is not LsnKind.BULK:
            way = label_routes.of_lsn(program, station, lsn.id, customer_id=customer_id)
            found.setdefault(way, []).append(each)
    return found
