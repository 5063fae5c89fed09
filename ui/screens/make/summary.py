"""After posting: what came out, what went in, its labels, and turning it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import off_grid
from ui.dock.document_summary import DocumentSummary
from ui.parts.text import quantity_text
from ui.scans.scan_words import BannerWords
from ui.screens.make import facts, words
from ui.screens.make.facts import OnBuild

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.storage.documents import Document
    from ui.desk import Desk
    from ui.prints.line_labels import Labels
    from ui.scans.scan_loop import ScanLoop
    from ui.scans.scan_words import ScanRow


class Summary(DocumentSummary[OnBuild]):
    """A posted build, just now or some days ago."""

    if_reversed = _("What was made is gone again; what went in stands where it stood.")

    def __init__(self, desk: Desk, loop: ScanLoop, labels: Labels) -> None:
        texts = (_("Labels (Ctrl+P)"), _("Next work order"), _("What came out, what went in"))
        super().__init__(desk, loop, "make", texts)
        self._labels = labels

    def load(self) -> Callable[[], OnBuild]:
        database, document_id = self.desk.program.database, self.document_id
        today = self.desk.station.by().on
        return lambda: facts.on_build(database, document_id, today)

    def head_of(self, found: OnBuild) -> Document:
        return found.head

    def titles(self, found: OnBuild) -> tuple[str, str]:
        said = {
            "disassembly": _("Taken apart: {item}"),
            "rework": _("Worked on again: {item}"),
        }.get(found.order.kind, _("Made {item}"))
        title = message(said, item=found.order.item)
        return str(title), f"{found.head.number} · {found.order.number}"

    def words(self, found: OnBuild) -> BannerWords:
        number, order = found.head.number, found.order
        if found.reversed_by:
            reversal = message("Reversed by {reversal}", reversal=found.reversed_by)
            headline = message("{number} counts no more", number=number)
            return BannerWords("attention", str(headline), str(reversal))
        made, ordered, scrapped = (
            quantity_text(off_grid(each, order.decimals))
            for each in (order.made, order.ordered, order.scrapped)
        )
        done = {
            "disassembly": _("{made} of {ordered} {unit} taken apart"),
            "rework": _("{made} of {ordered} {unit} worked on again"),
        }.get(order.kind, _("{made} of {ordered} {unit} made"))
        said = message(done, made=made, ordered=ordered, unit=order.unit)
        rest = _("The order is closed.") if order.status == "closed" else ""
        if order.status == "released":
            rest = _("The order stays open for the rest.")
        details = ((_("Scrapped"), f"{scrapped} {order.unit}"),) if order.scrapped else ()
        return BannerWords(
            "ok", str(message("Posted {number}", number=number)), str(said), details,
            remedy=rest,
        )  # fmt: skip

    def outcome_words(self, outcome: Outcome) -> BannerWords:
        return words.banner_words(outcome, self.desk.station.by().on)

    def rows(self, found: OnBuild) -> list[ScanRow]:
        return words.posted_rows(found)

    def is_reversed(self, found: OnBuild) -> bool:
        return bool(found.reversed_by)

    def open(self, document_id: int, *, just_posted: bool = False) -> None:  # noqa: ARG002 - its labels were printed as it was made
        super().open(document_id)

    def _show(self, found: OnBuild) -> None:
        super()._show(found)
        self._note.setVisible(bool(found.good) and not found.reversed_by)

    def show_note(self) -> None:
        """The labels of what came out."""
        if self.found is not None:
            lines = [(line.id, line.lsn_id) for line in self.found.good]
            self._labels.print_lines(self.document_id, lines)

    def paper(self, found: OnBuild) -> None:
        """It has labels, and no paper."""
