"""After posting: what left, its packing list, and turning it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, message
from lsn_desktop.paper import certificate_bundle, shipping_papers
from ui import saving
from ui.dock.document_summary import DocumentSummary
from ui.parts.buttons import quiet
from ui.scans.scan_words import BannerWords
from ui.screens.ship import facts, words
from ui.screens.ship.facts import OnShipment

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QPushButton

    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.storage.documents import Document
    from ui.desk import Desk
    from ui.scans.scan_loop import ScanLoop
    from ui.scans.scan_words import ScanRow


class Summary(DocumentSummary[OnShipment]):
    """A posted shipment, just now or some days ago."""

    if_reversed = _("The goods stand again where they stood; the order is open again.")

    def __init__(self, desk: Desk, loop: ScanLoop) -> None:
        texts = (_("Packing list (Ctrl+P)"), _("Next shipment"), _("What left"))
        super().__init__(desk, loop, "ship", texts)

    def load(self) -> Callable[[], OnShipment]:
        database, document_id = self.desk.program.database, self.document_id
        today = self.desk.station.by().on
        return lambda: facts.on_shipment(database, document_id, today)

    def head_of(self, found: OnShipment) -> Document:
        return found.head

    def titles(self, found: OnShipment) -> tuple[str, str]:
        title = message("Shipped to {customer}", customer=found.customer)
        order = found.order.number if found.order else _("without an order")
        return str(title), f"{found.head.number} · {order}"

    def words(self, found: OnShipment) -> BannerWords:
        number = found.head.number
        if found.reversed_by:
            reversal = message("Reversed by {reversal}", reversal=found.reversed_by)
            headline = message("{number} counts no more", number=number)
            return BannerWords("attention", str(headline), str(reversal))
        said = _("{count} lot or serial left: its packing list goes with the goods")
        if len(found.goods) != 1:
            said = _("{count} lots or serials left: the packing list goes with the goods")
        parcels = ", ".join(f"{one.carrier} {one.tracking}" for one in found.parcels)
        return BannerWords(
            "ok",
            str(message("Posted {number}", number=number)),
            str(message(said, count=len(found.goods))),
            ((_("Parcels"), parcels),) if parcels else (),
            remedy=words.left(found.order.number, found.left) if found.order else "",
        )

    def outcome_words(self, outcome: Outcome) -> BannerWords:
        return words.banner_words(outcome, self.desk.station.by().on)

    def rows(self, found: OnShipment) -> list[ScanRow]:
        return words.gone_rows(found.goods)

    def is_reversed(self, found: OnShipment) -> bool:
        return bool(found.reversed_by)

    def more_buttons(self) -> tuple[QPushButton, ...]:
        return (quiet("ship.certificates", _("Certificates (B)"), self.show_certificates),)

    def show_certificates(self) -> None:
        """All certificates of it as one file, in the system's viewer."""
        if self.found is None or self.is_reversed(self.found):
            return
        program, document_id = self.desk.program, self.found.head.id
        today = self.desk.station.by().on
        saving.show(
            self.desk,
            f"{self.found.head.number} certificates.pdf",
            lambda: certificate_bundle.of_shipment(program, document_id, today),
            self.notice,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.text().lower() == "b" and not self.asks:
            self.show_certificates()
        else:
            super().keyPressEvent(event)

    def paper(self, found: OnShipment) -> tuple[str, Callable[[], bytes]]:
        program, document_id = self.desk.program, found.head.id
        name = f"{found.head.number} packing list.pdf"
        return name, lambda: shipping_papers.packing(program, document_id)
