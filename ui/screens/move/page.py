"""The Move page: its keys, its scans, and what is in the banner."""

from __future__ import annotations

import time
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.outcomes import OutcomeKind
from lsn_desktop.program import now
from lsn_desktop.services.moves import move_commands, move_scans, pack_scans
from ui.dock import dock_words
from ui.dock.answer_fields import AnswerField
from ui.dock.in_banner import InBanner
from ui.dock.shown import Shown
from ui.page import PlainPage
from ui.parts.shortcuts import add_keys
from ui.prints.unit_labels import UnitLabels
from ui.scans import meanings
from ui.scans.scan_loop import Meant, ScanLoop
from ui.scans.scan_words import BannerWords, ScanRow
from ui.screens.move import facts, wording
from ui.screens.move.view import MoveView
from ui.tasks import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lsn_desktop.domain.double_scans import Twice
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.storage.transactions import Tx
    from lsn_desktop.storage.transfers import Transferred
    from ui.desk import Desk
    from ui.scans.scan_loop import UseCase
    from ui.scans.scan_words import Kind
    from ui.screens.move.facts import ToMove, Waiting

_LONGEST_COUNT = 9  # characters
_TOUCHING = {"document", "stock", "item", "lsn", "location"}


class MovePage(PlainPage):
    """Scans reach it by :meth:`scanned` in the order they came; keys do what barcodes do."""

    takes_scans = True

    def __init__(self, desk: Desk, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(_("Move"), "move")
        self._desk, self._asked = desk, Asked()
        self._looked_back = False
        self._loop = ScanLoop(desk, self, _moves, clock)
        self._labels = UnitLabels(desk, self)
        self._view = MoveView(desk.theme, {"type": self._ask_code, "undo": self.undo_last})
        self._banner = InBanner(
            self._loop, self._view.banner, move_scans.answer, self._take_focus
        )
        self.setObjectName("move.page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._view)
        self._connect()
        self._banner.wait_to_scan(_("Scan goods, or the place they are in"))

    @property
    def waiting(self) -> int:
        """How many scans and answers are still to be told of."""
        return self._loop.waiting

    @property
    def asks(self) -> bool:  # type: ignore[override]
        """Whether a question waits for its answer."""
        return self._loop.expectation.question is not None

    def scanned(self, frame: bytes, device: str) -> None:
        """Take a scan, after those that wait."""
        self._loop.scan(frame, device)

    def command_in_turn(self, asked: Command, frame: bytes, device: str) -> bool:
        """Take a command barcode after the scans that wait: "undo" is of the one before it."""
        self._loop.command(frame, device, lambda: self._meant(asked))
        return True

    def scan_broke(self, frame: bytes, device: str, words: Message, remedy: Message) -> bool:
        """Show it where every outcome is shown, in its turn."""
        self._loop.broken(frame, device, words, remedy)
        return True

    def go_to(self, subject: int) -> None:
        """Take up a lot or serial, as if it had been scanned here."""
        self._loop.enter(_("goods to move"), partial(_take_lsn, lsn_id=subject))

    def chip(self) -> str:
        return wording.chip(self._loop.expectation)

    def shown(self) -> None:
        if not self._looked_back:
            self._looked_back = True
            self._look_back()
        self._reload()
        self.setFocus()

    def undo_last(self) -> bool:
        if not self._banner.step_back():
            self._loop.change(move_commands.undo_last)
        return True

    def go_back(self) -> bool:
        if self._banner.step_back():
            return True
        if not move_commands.is_under_way(self._loop.expectation):
            return False
        self._loop.change(move_commands.step_back)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if not self._took(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Digits over a list are the page's, not the list's own search."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._took(event)
        return super().eventFilter(watched, event)

    def _took(self, event: QKeyEvent) -> bool:
        """Take digits: they answer what is asked, or begin how many are moved."""
        return self._banner.take_digit(event.text(), self._ask_count)

    def _connect(self) -> None:
        self._loop.told.connect(self._told)
        self._labels.told.connect(self._label_printed)
        self._loop.heard.connect(self._heard)
        self._banner.shown_changed.connect(self.chip_changed)
        self._view.moves.undo.connect(self._undo_row)
        self._view.waiting.chosen.connect(self._take_row)
        self._desk.changes.changed.connect(self._changed)
        for view in (self._view.moves, self._view.waiting):
            view.installEventFilter(self)
        add_keys(self, ("F2", self._ask_code))

    def _meant(self, asked: Command) -> Meant:
        """What a command barcode means now that its turn has come."""
        back = self._banner.shown.back
        if back is not None and asked.name in {"undo", "back", "no"}:
            return meanings.done(asked, back)

        def use_case(tx: Tx, expected: Expectation, scan_id: int) -> Outcome:
            return move_commands.move_command(tx, asked, expected, scan_id)

        return Meant(use_case)

    def _told(self, outcome: Outcome) -> None:
        """Sound and show an outcome; the next scan waits until this returns."""
        by_hand = outcome.seq is None and outcome.kind is OutcomeKind.HEARD
        if not by_hand:
            self._desk.sounds.play(dock_words.KINDS[outcome.kind])
        station, at = self._desk.station, now()
        is_move = outcome.move is not None and outcome.move.document_id is not None
        if outcome.scan_id is not None and not is_move:
            self._view.add_scan(at, wording.scan_row(outcome, at, station.time_zone))
        self._banner.tell(outcome, wording.banner_words(outcome, station.by().on))
        self._reload()
        told = outcome.move
        if told is not None and told.closed and told.unit_id is not None:
            self._labels.print([told.unit_id])

    def _label_printed(self, words: str, well: bool) -> None:  # noqa: FBT001 - a signal's
        """Where the label of a closed case went stands among the scans; a failure is heard."""
        at = now()
        time_of_day = dock_words.time_of_day(at, self._desk.station.time_zone)
        kind: Kind = "ok" if well else "attention"
        self._view.add_scan(at, ScanRow(f"label {at}", kind, words, time=time_of_day))
        if not well:
            self._desk.sounds.play("attention")
            shown = BannerWords("attention", _("The label was not printed"), words)
            self._banner.show(Shown(shown, back=self._banner.show_outcome))

    def _heard(self, outcome: Outcome) -> None:
        """Sound a command whose doing is shown by itself."""
        self._desk.sounds.play(dock_words.KINDS[outcome.kind])

    def _take_focus(self) -> None:
        if self.isVisible():
            self.setFocus()

    def _ask_count(self, digit: str) -> None:
        """How many are moved, begun with a digit."""
        hint = _("Enter sets it, Esc moves all that is there")
        field = partial(AnswerField, "move.count", _("Quantity"), hint)
        self._banner.ask_typed(_("How many are moved?"), field, self._set_count, digit)

    def _set_count(self, field: AnswerField, text: str) -> None:
        count = _number(text)
        if count is None:
            field.say(str(message("{text} is no quantity.", text=text[:40])), wrong=True)
            return

        def use_case(_tx: Tx, expected: Expectation, _scan_id: int) -> Outcome:
            return move_scans.count_next(expected, count)

        self._loop.enter(f"x {text}", use_case)

    def _ask_code(self) -> None:
        """F2: goods or a place by hand."""
        if self._banner.shown.words.answers:
            return
        hint = _("Enter does what a scan of it does")
        field = partial(AnswerField, "move.code", _("Lot, serial or place"), hint)
        self._banner.ask_typed(_("Type what you cannot scan"), field, self._code_typed)

    def _code_typed(self, _field: AnswerField, text: str) -> None:
        program, station = self._desk.program, self._desk.station

        def use_case(tx: Tx, expected: Expectation, scan_id: int) -> Outcome:
            reading = program.read(text.encode(), station)
            return move_scans.move_scan(tx, reading, expected, scan_id)

        self._loop.enter(text, use_case)

    def _take_row(self, row: Waiting) -> None:
        """Goods chosen from the list of what waits."""

        def use_case(tx: Tx, expected: Expectation, scan_id: int) -> Outcome:
            goods = row.goods
            where = (goods.lsn_id, goods.place_id, goods.unit_id)
            taken = move_scans.take_row(tx, expected, *where)
            return pack_scans.filled(tx, taken, scan_id)

        if self._loop.expectation.question is None:
            self._loop.enter(row.goods.code or row.goods.sku, use_case)

    def _undo_row(self, key: str) -> None:
        self._loop.change(move_commands.undone(int(key)))

    def _look_back(self) -> None:
        """Ask for moves of the last run that were recorded but perhaps never told."""
        program, station = self._desk.program, self._desk.station
        mark, at = program.told.seq, now()
        self._desk.lanes.read(
            lambda: facts.never_told(program.database, station.workstation_id, mark, at),
            self._tell_recovered,
            self._not_read,
        )

    def _tell_recovered(self, moves: Sequence[Transferred]) -> None:
        if moves:
            self._banner.show_as_outcome(wording.never_told(moves))
            self._desk.sounds.play("attention")

    def _reload(self) -> None:
        """Ask the database what waits and what was moved."""
        self._asked.cancel()
        database, station = self._desk.program.database, self._desk.station
        on = station.by().on
        self._asked = self._desk.lanes.read(
            lambda: facts.to_move(database, station.workstation_id, on),
            self._show_facts,
            self._not_read,
        )

    def _show_facts(self, found: ToMove) -> None:
        station = self._desk.station
        self._view.show_facts(found, station.by().on, station.time_zone)

    def _not_read(self, error: Exception) -> None:
        words = dock_words.failed_words(_("What waits cannot be shown"), error)
        self._banner.show(Shown(words, back=self._banner.show_outcome))

    def _changed(self, subjects: frozenset[str]) -> None:
        """Somebody received or moved something: the lists follow."""
        if self.isVisible() and subjects & _TOUCHING:
            self._reload()


def _moves(_expected: Expectation, twice: Twice) -> UseCase:
    return partial(move_scans.move_scan, twice=twice)


def _take_lsn(tx: Tx, expected: Expectation, scan_id: int, lsn_id: int) -> Outcome:
    return pack_scans.filled(tx, move_scans.take_lsn(tx, expected, lsn_id), scan_id)


def _number(text: str) -> Decimal | None:
    """A quantity above zero as it was typed, or None."""
    text = text.strip().replace(",", ".")
    if not (text.isascii() and len(text) <= _LONGEST_COUNT and set(text) <= set("0123456789.")):
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number > 0 else None
