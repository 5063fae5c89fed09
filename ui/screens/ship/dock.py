"""One shipment at the dock: its keys, its scans, and posting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, message
from lsn_desktop.paper import shipping_papers
from lsn_desktop.services.documents import overriding
from lsn_desktop.services.moves import pack_scans
from lsn_desktop.services.shipments import parcelling, ship_commands, ship_packing, ship_scans
from ui import saving
from ui.dock.document_dock import DocumentDock
from ui.parts.notice import Notice
from ui.prints.unit_labels import UnitLabels
from ui.scans.scan_words import BannerWords
from ui.screens.ship import facts, words
from ui.screens.ship.dock_view import DockView
from ui.screens.ship.facts import OnShipment
from ui.screens.ship.sign_field import ParcelField, SignField

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.services.documents.overriding import Signed
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.dock.packing_part import PackingPart
    from ui.scans.scan_loop import ScanLoop


class Dock(DocumentDock[OnShipment]):
    """A shipment that is open: what is scanned is taken for it."""

    is_under_way = staticmethod(ship_commands.is_under_way)
    undo_newest = staticmethod(ship_commands.undo_last)
    put_aside = staticmethod(ship_commands.step_back)

    def __init__(self, desk: Desk, loop: ScanLoop) -> None:
        super().__init__(desk, loop, "ship")
        self._on: OnShipment | None = None
        self._refused = ""  # why the goods scanned last may not go
        self._view = DockView(
            desk.theme,
            {
                "post": self.post_it,
                "paper": self.show_pick_list,
                "take": self.take_marked,
                "type": self.ask_code,
                "undo": self.undo_last,
                "discard": self.ask_discard,
                "parcel": self.ask_parcel,
            },
        )
        letters = {
            "o": self.ask_override,
            "t": self.ask_parcel,
            "c": lambda: self._begin_unit("case"),
            "p": lambda: self._begin_unit("pallet"),
            "l": self._close_unit,
        }
        self.lay_out(self._view, ship_scans.answer, [self._view.picks], letters)
        self._notice = Notice("ship.notice")
        layout = self.layout()
        assert layout is not None  # noqa: S101 - it was just laid out
        layout.addWidget(self._notice)
        self._view.banner.offer_taken.connect(self.ask_override)
        self._view.parcels.undo.connect(self._undo_parcel)
        self._labels = UnitLabels(desk, self)
        self._labels.told.connect(self._label_printed)
        self._pack(self._view.packing)

    @property
    def where_to(self) -> Message:
        return message("Choose an order or a customer")

    @property
    def number(self) -> str:
        return self._on.head.number if self._on else ""

    @property
    def if_discarded(self) -> str:
        return _("Nothing leaves; what was taken for it is free again.")

    def load(self) -> Callable[[], OnShipment]:
        database, document_id = self.desk.program.database, self.document_id
        today = self.desk.station.by().on
        return lambda: facts.on_shipment(database, document_id, today)

    def show_loaded(self, found: OnShipment | None) -> None:
        self._on = found
        if found is not None:
            station = self.desk.station
            self._view.show_facts(found, station.time_zone, station.by().on)

    def begin_banner(self) -> None:
        self._notice.clear()
        self._view.tabs.choose("picks")
        self.banner.wait_to_scan(
            _("Take the goods from where the list says, and scan each label")
        )

    def words(self, outcome: Outcome) -> BannerWords:
        if words.stopped(outcome.next) and outcome.seq is not None:
            self._refused = str(outcome.words)
        return words.banner_words(outcome, self.desk.station.by().on)

    def chip(self) -> str:
        to = self._on.customer if self._on else ""
        expected = self.loop.expectation
        units = [one for one in self._on.units if one.closed_at is None] if self._on else []
        if units and expected.question is None and expected.count is None:
            into = message("Next scan: goes into {unit}", unit=pack_scans.short(units[-1]))
            return self.answers_asked() or str(into)
        return self.answers_asked() or words.chip(self.loop.expectation, to)

    def post(self, tx: Tx, expected: Expectation) -> Outcome:
        return ship_commands.post(tx, expected)

    def run_command(
        self, asked: Command, tx: Tx, expected: Expectation, scan_id: int
    ) -> Outcome:
        return ship_commands.ship_command(tx, asked, expected, scan_id)

    def scan_typed(self, frame: bytes) -> Callable[[Tx, Expectation, int], Outcome]:
        reading = self.desk.program.read(frame, self.desk.station)
        return lambda tx, expected, scan_id: ship_scans.ship_scan(
            tx, reading, expected, scan_id
        )

    def row_undone(self, key: str) -> Callable[[Tx, Expectation], Outcome]:
        of_scan = key.removeprefix("scan ")
        if of_scan != key:
            return ship_commands.scan_undone(int(of_scan))
        return ship_commands.undone(int(key))

    def take_marked(self) -> None:
        """Put the row that is marked on the shipment, as if it had been scanned."""
        row = self._view.picks.to_take()
        if row is None or self.is_asked:
            return

        def use_case(tx: Tx, expected: Expectation, scan_id: int) -> Outcome:
            return ship_scans.take_row(
                tx, row.lsn_id, row.place_id, row.quantity, expected, scan_id
            )

        self.loop.enter(_("from the list"), use_case)

    def show_pick_list(self) -> None:
        """The pick list of what is still to take, in the system's viewer."""
        if self._on is None or self._on.order is None:
            return
        program, order = self.desk.program, self._on.order
        today = self.desk.station.by().on
        saving.show(
            self.desk,
            f"{order.number} pick list.pdf",
            lambda: shipping_papers.picking(program, order.id, today),
            self._notice,
        )

    def ask_override(self) -> None:
        """O: let what was just refused go all the same, by a reason and a PIN."""
        if not words.stopped(self.loop.expectation) or self._on is None:
            return
        signers, who = self._on.signers, self.desk.station.user.name

        def field() -> SignField:
            made = SignField(signers, who)
            made.signed.connect(self._sign)
            return made

        asked = BannerWords("question", _("Why may these goods go?"), self._refused)
        self.banner.ask(asked, field)

    def ask_parcel(self) -> None:
        """T: a tracking number by hand."""
        if self.is_asked:
            return
        carrier = self._on.parcels[-1].carrier if self._on and self._on.parcels else ""

        def field() -> ParcelField:
            made = ParcelField(carrier)
            made.given.connect(self._keep_parcel)
            return made

        self.banner.ask(BannerWords("waiting", _("Which parcel?")), field)

    def _sign(self, signed: Signed) -> None:
        self.loop.enter(_("override"), overriding.sign(signed))

    def _keep_parcel(self, carrier: str, tracking: str) -> None:
        def use_case(tx: Tx, expected: Expectation, scan_id: int) -> Outcome:
            return parcelling.keep_typed(tx, carrier, tracking, expected, scan_id)

        self.loop.enter(tracking, use_case)

    def tell(self, outcome: Outcome) -> None:
        super().tell(outcome)
        told = outcome.move
        if told is not None and told.closed and told.unit_id is not None:
            self._labels.print([told.unit_id])

    def _pack(self, part: PackingPart) -> None:
        """Have done what the packing part tells."""
        part.begin.connect(self._begin_unit)
        part.close_wanted.connect(self._close_unit)
        part.label.connect(lambda unit_id: self._labels.print([unit_id]))
        part.reopen.connect(
            lambda unit_id: self.loop.change(
                lambda tx, expected: ship_packing.reopen(tx, expected, unit_id)
            )
        )
        part.unpack.connect(
            lambda unit_id: self.loop.change(
                lambda tx, expected: ship_packing.unpack(tx, expected, unit_id)
            )
        )

    def _begin_unit(self, kind: str) -> None:
        if not self.is_asked:
            self._view.tabs.choose("packing")
            begin = {"case": ship_commands.begin_case, "pallet": ship_commands.begin_pallet}
            self.loop.change(begin[kind])

    def _close_unit(self) -> None:
        if not self.is_asked:
            self.loop.change(ship_packing.close)

    def _label_printed(self, words: str, well: bool) -> None:  # noqa: FBT001 - a signal's
        if well:
            self._notice.ok(words)
        else:
            self._notice.attention(words)

    def _undo_parcel(self, key: str) -> None:
        self.loop.change(ship_commands.parcel_undone(int(key)))
