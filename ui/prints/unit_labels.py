"""Labels of cases and pallets, drawn and printed beside the scanning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.paper import label_routes
from lsn_desktop.services.labels import unit_labels
from ui.prints.labels_sent import LabelsSent, printed_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.paper.label_routes import Route
    from lsn_desktop.program import Program, Station
    from lsn_desktop.services.labels.labelling import Wanted


class UnitLabels(LabelsSent):
    """Those a dock page asks for."""

    def print(self, unit_ids: Sequence[int]) -> None:
        """The logistics labels of these."""
        program, station, ids = self._desk.program, self._desk.station, list(unit_ids)
        self.send(lambda: printed(program, station, ids))


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
    return printed_by(program, station, found)
