"""One build at the dock: its keys, its scans, what is tied, and finishing it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.outcomes import Outcome, OutcomeKind
from lsn_desktop.domain.quantities import on_grid
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.builds import (
    build_answers,
    build_commands,
    build_outputs,
    build_scans,
    build_scrap,
    build_ties,
)
from lsn_desktop.services.receipts.importing import number_in
from ui.dock.answer_fields import AnswerField
from ui.dock.document_dock import DocumentDock
from ui.parts.notice import Notice
from ui.screens.make import facts, words
from ui.screens.make.dock_view import DockView
from ui.screens.make.facts import OnBuild

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.domain.outcomes import Expectation
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.prints.line_labels import Labels
    from ui.scans.scan_loop import ScanLoop
    from ui.scans.scan_words import BannerWords
    from ui.screens.make.part_rows import PartRow

_OUTPUT = "output"


class Dock(DocumentDock[OnBuild]):
    """A build that is open: what is scanned goes in, or comes out of it."""

    undo_newest = staticmethod(build_commands.undo_last)
    put_aside = staticmethod(build_commands.step_back)

    def __init__(self, desk: Desk, loop: ScanLoop, labels: Labels) -> None:
        super().__init__(desk, loop, "make")
        self._on: OnBuild | None = None
        self._labels, self._numbers_own = labels, False
        self._view = DockView(
            desk.theme,
            {
                "post": self.post_it,
                "take": self.take_marked,
                "type": self.ask_code,
                "number": self.ask_number,
                "scrap": self.scrap,
                "undo": self.undo_last,
                "discard": self.ask_discard,
                "part_of": self.change_part_of,
                "labels": self.print_labels,
            },
        )
        letters = {"n": self.ask_number, "s": self.scrap, "p": self.change_part_of}
        lists = [self._view.picks, self._view.parts]
        self.lay_out(self._view, build_answers.answer, lists, letters)
        self._notice = Notice("make.notice")
        layout = self.layout()
        assert layout is not None  # noqa: S101 - it was just laid out
        layout.addWidget(self._notice)
        self._view.parts.untie.connect(self._untie)
        labels.told.connect(self._label_told)

    @staticmethod
    def is_under_way(expected: Expectation) -> bool:
        """Whether Esc takes back a step of the scans, rather than leaves the build."""
        now = expected.making
        begun = now is not None and (now.scrap or now.waiting or now.output or now.source)
        return bool(begun) or DocumentDock.is_under_way(expected)

    @property
    def where_to(self) -> Message:
        return message("Choose a work order")

    @property
    def number(self) -> str:
        return self._on.head.number if self._on else ""

    @property
    def if_discarded(self) -> str:
        return _("Nothing was made; what was put in is free again.")

    def load(self) -> Callable[[], OnBuild]:
        database, document_id = self.desk.program.database, self.document_id
        today = self.desk.station.by().on
        return lambda: facts.on_build(database, document_id, today)

    def show_loaded(self, found: OnBuild | None) -> None:
        self._on = found
        if found is not None:
            station = self.desk.station
            self._view.show_facts(found, station.time_zone, station.by().on)
        self._show_mode()

    def begin_banner(self) -> None:
        self._numbers_own = False
        self._notice.clear()
        self._view.tabs.choose("needs")
        self.banner.wait_to_scan(
            _("Scan what goes in, and what comes out of it; N numbers what is made")
        )

    def tell(self, outcome: Outcome) -> None:
        super().tell(outcome)
        self._show_mode()
        self._label(outcome)

    def words(self, outcome: Outcome) -> BannerWords:
        return words.banner_words(outcome, self.desk.station.by().on)

    def chip(self) -> str:
        return self.answers_asked() or words.chip(self.loop.expectation, self._on)

    def post(self, tx: Tx, expected: Expectation) -> Outcome:
        return build_commands.post(tx, expected)

    def run_command(
        self, asked: Command, tx: Tx, expected: Expectation, scan_id: int
    ) -> Outcome:
        return build_commands.build_command(tx, asked, expected, scan_id)

    def scan_typed(self, frame: bytes) -> Callable[[Tx, Expectation, int], Outcome]:
        reading = self.desk.program.read(frame, self.desk.station)
        return lambda tx, expected, scan_id: build_scans.build_scan(
            tx, reading, expected, scan_id
        )

    def row_undone(self, key: str) -> Callable[[Tx, Expectation], Outcome]:
        of_scan = key.removeprefix("scan ")
        if of_scan != key:
            return build_commands.scan_undone(int(of_scan))
        return build_commands.undone(int(key))

    def take_marked(self) -> None:
        """Put the row that is marked in, as if it had been scanned; tie one that is loose."""
        if self.is_asked:
            return
        if self._view.parts.hasFocus():
            marked = self._view.parts.marked()
            if marked is not None and marked.kind == "loose":
                self._ask_output(marked)
            return
        row = self._view.picks.to_take()
        if row is None:
            return

        def use_case(tx: Tx, expected: Expectation, scan_id: int) -> Outcome:
            return build_scans.take_row(
                tx, row.lsn_id, row.place_id, row.quantity, expected, scan_id
            )

        self.loop.enter(_("from the list"), use_case)

    def change_part_of(self) -> None:
        """P: parts belong to the serial scanned with them, or not any more."""
        if not self.is_asked:
            now = self.loop.expectation.making
            self.loop.change(build_commands.part_of_mode(on=not (now and now.part_of)))

    def scrap(self) -> None:
        """S: scrap the output that is marked, else what is scanned next."""
        if self.is_asked:
            return
        marked = self._view.parts.marked() if self._view.parts.hasFocus() else None
        if marked is None or marked.kind != _OUTPUT:
            self.loop.change(build_commands.scrap_next)
            return
        words_of = message("{code} is scrapped", code=marked.code or marked.name)
        self._change(lambda tx, at: build_scrap.scrap_line(tx, at, marked.line_id), words_of)

    def ask_number(self) -> None:
        """N: number outputs by our own pattern."""
        if self.is_asked or self._on is None:
            return
        order = self._on.order
        hint = str(message("How many {unit}; Enter numbers them", unit=order.unit))
        field = partial(AnswerField, "make.count_made", _("Quantity made"), hint)
        headline = str(message("How many of {item}?", item=order.item))
        self.banner.ask_typed(headline, field, self._number)

    def print_labels(self) -> None:
        """Print the labels of all that came out of this build."""
        if self._on is not None:
            lines = [(line.id, line.lsn_id) for line in self._on.good]
            self._labels.print_lines(self.document_id, lines)

    def _number(self, field: AnswerField, text: str) -> None:
        order = self._on.order if self._on else None
        if order is None:
            return
        try:
            count = on_grid(number_in(text), order.decimals, order.unit)
        except Refusal as refused:
            field.say(str(refused), wrong=True)
            return

        self._numbers_own = True

        def use_case(tx: Tx, expected: Expectation, scan_id: int) -> Outcome:
            return build_outputs.number(tx, expected, scan_id, count)

        self.loop.enter(str(message("number {count}", count=text)), use_case)

    def _ask_output(self, loose: PartRow) -> None:
        """Which output a part that is loose belongs to: its serial, or the end of it."""
        hint = _("Its serial or lot, or the end of it; Enter ties it")
        field = partial(AnswerField, "make.into", _("Serial it is part of"), hint)
        headline = str(message("{part} is part of what?", part=loose.code or loose.name))
        self.banner.ask_typed(headline, field, partial(self._tie, loose))

    def _tie(self, loose: PartRow, field: AnswerField, text: str) -> None:
        outputs = self._on.good if self._on else []
        ending = text.strip().casefold()
        found = [one for one in outputs if one.code.casefold() == ending] or [
            one for one in outputs if ending and one.code.casefold().endswith(ending)
        ]
        if len(found) != 1:
            said = _("None of this build ends so.") if not found else _("Several end so.")
            field.say(said, wrong=True)
            return
        [output] = found
        words_of = message(
            "{part} is part of {output}", part=loose.code or loose.name, output=output.code
        )
        self._change(lambda tx, at: build_ties.tie(tx, at, loose.line_id, output.id), words_of)

    def _untie(self, tie_id: int) -> None:
        self._change(lambda tx, at: build_ties.untie(tx, at, tie_id), message("Untied"))

    def _change(self, act: Callable[[Tx, int], None], said: Message) -> None:
        """Change what is on the build without a scan."""

        def change(tx: Tx, expected: Expectation) -> Outcome:
            act(tx, expected.document_id)
            return Outcome(OutcomeKind.HEARD, said, expected)

        self.loop.change(change)

    def _show_mode(self) -> None:
        now = self.loop.expectation.making
        mode = _("Parts are tied as they are scanned") if now and now.part_of else ""
        if now is not None and now.scrap:
            mode = _("The next one is scrap")
        self._view.show_mode(mode)

    def _label(self, outcome: Outcome) -> None:
        """Print what is to be stuck on: what we numbered, the rest if it is set so."""
        told, own = outcome.build, self._numbers_own
        self._numbers_own = own and outcome.kind is OutcomeKind.QUESTION
        if told is None or told.role != _OUTPUT or not told.line_ids:
            return
        if not (own or self.desk.program.settings.labels_on_receipt):
            return
        database, wanted = self.desk.program.database, set(told.line_ids)
        document_id = self.document_id

        def job() -> list[tuple[int, int]]:
            return facts.lsns_of(database, document_id, wanted)

        self.desk.lanes.read(
            job, partial(self._labels.print_lines, document_id), self._notice.refuse
        )

    def _label_told(self, _line_id: object, said: str, well: bool) -> None:  # noqa: FBT001 - a signal
        if well:
            self._notice.ok(said)
        else:
            self._notice.refuse_words(said)
