"""After posting: what went or came back, its packing note, and turning it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, message
from lsn_desktop.paper import delivery_papers
from ui.dock.document_summary import DocumentSummary
from ui.scans.scan_words import BannerWords
from ui.screens.returning import facts, words
from ui.screens.returning.facts import OnReturn

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.storage.documents import Document
    from ui.desk import Desk
    from ui.scans.scan_loop import ScanLoop
    from ui.scans.scan_words import ScanRow


class Summary(DocumentSummary[OnReturn]):
    """A posted return, just now or some days ago; to a supplier it has a packing note."""

    if_reversed = _("The goods stand again where they stood, held as they were.")

    def __init__(self, desk: Desk, loop: ScanLoop) -> None:
        texts = (_("Packing note (Ctrl+P)"), _("Next return"), _("On this return"))
        super().__init__(desk, loop, "return", texts)

    def load(self) -> Callable[[], OnReturn]:
        database, document_id = self.desk.program.database, self.document_id
        return lambda: facts.on_return(database, document_id)

    def head_of(self, found: OnReturn) -> Document:
        return found.head

    def titles(self, found: OnReturn) -> tuple[str, str]:
        return words.title(found), f"{found.head.number} · {found.head.reason}"

    def words(self, found: OnReturn) -> BannerWords:
        number, count = found.head.number, len(found.goes)
        if found.reversed_by:
            reversal = message("Reversed by {reversal}", reversal=found.reversed_by)
            headline = message("{number} counts no more", number=number)
            return BannerWords("attention", str(headline), str(reversal))
        if found.is_customers:
            said = _("{count} lot or serial is back, in {place}: Quality decides")
            if count != 1:
                said = _("{count} lots or serials are back, in {place}: Quality decides")
        elif count == 1:
            said = _("{count} lot or serial goes back: pack it with its note")
        else:
            said = _("{count} lots or serials go back: pack them with their note")
        return BannerWords(
            "ok",
            str(message("Posted {number}", number=number)),
            str(message(said, count=count, place=found.head.location or "-")),
        )

    def outcome_words(self, outcome: Outcome) -> BannerWords:
        return words.banner_words(outcome, self.desk.station.by().on)

    def rows(self, found: OnReturn) -> list[ScanRow]:
        return words.went_rows(found.goes)

    def is_reversed(self, found: OnReturn) -> bool:
        return bool(found.reversed_by)

    def paper(self, found: OnReturn) -> tuple[str, Callable[[], bytes]] | None:
        if found.is_customers:
            return None
        program, document_id = self.desk.program, found.head.id
        name = f"{found.head.number} packing note.pdf"
        return name, lambda: delivery_papers.return_note(program, document_id)
