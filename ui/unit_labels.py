"""Labels of cases and pallets, drawn and printed beside the scanning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lsn_desktop import label_output, label_routes, output
from lsn_desktop.domain.messages import message
from lsn_desktop.services import unit_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.label_routes import Route
    from lsn_desktop.program import Program, Station
    from lsn_desktop.services.labelling import Wanted
    from ui.desk import Desk


class UnitLabels(QObject):
    """Prints on a reader's lane: no scan waits for a printer."""

    told = Signal(str, bool)  # where it went, or why not; whether it went well

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def print(self, unit_ids: Sequence[int]) -> None:
        """The logistics labels of these."""
        program, station, ids = self._desk.program, self._desk.station, list(unit_ids)
        self._desk.lanes.read(
            lambda: printed(program, station, ids),
            self._printed,
            self._failed,
        )

    def _printed(self, words: str) -> None:
        well = True
        self.told.emit(words, well)

    def _failed(self, error: Exception) -> None:
        well = False
        self.told.emit(str(error), well)


def printed(program: Program, station: Station, unit_ids: Sequence[int]) -> str:
    """Order, draw and print the labels of cases and pallets; says where they went.

    Raises:
        Refusal: a label does not read back.
        Unavailable: the printer did not take them.
    """
    found: dict[Route, list[Wanted]] = {}
    for unit_id in unit_ids:
        with program.database.reading() as connection:
            wanted = unit_labels.wanted(connection, [unit_id])
            what = unit_labels.purpose(connection, unit_id)
        way = label_routes.route(program, station, unit_labels.TEMPLATE, what)
        found.setdefault(way, []).extend(wanted)
    words = []
    for way, labels in found.items():
        job_id = output.order_labels(
            program, station, way.template, labels, printer=way.printer
        )
        job = label_output.print_labels(program, station, job_id, program.settings.printed)
        said = message(
            "{number}: label sent to {where}",
            number=job.number,
            where=job.printer or job.status_words,
        )
        words.append(str(said))
    return "; ".join(words)
