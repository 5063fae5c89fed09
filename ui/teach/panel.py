"""The panel a label is taught on: the label big, what its parts are, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.program import new_uid, now
from lsn_desktop.scanning.read import read
from lsn_desktop.scanning.taught_rules import reading_by
from lsn_desktop.services.codes import teaching, trying_rules
from lsn_desktop.services.codes.teaching import Teach
from ui.asking import ask, change
from ui.page import PageHead
from ui.parts.buttons import primary, quiet
from ui.parts.card import Card
from ui.parts.notice import Notice
from ui.parts.scrolled import scrolled
from ui.parts.text import plain
from ui.parts.tokens import GAP
from ui.teach import words
from ui.teach.choices import Choices
from ui.teach.lesson import Lesson
from ui.teach.read_back import ReadBack
from ui.teach.strip import LabelStrip
from ui.teach.tried_list import TriedList

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from lsn_desktop.domain.items import Item
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.services.codes.teaching import Begun
    from lsn_desktop.services.codes.trying_rules import Evidence
    from lsn_desktop.storage.rules import ToTeach
    from lsn_desktop.storage.transactions import Connection, Tx
    from ui.desk import Desk

Act = Callable[[], object]
_SHOWN = 60  # characters of a code in a sentence


class TeachPanel(QWidget):
    """Everything by keys, by mouse, or by the command barcodes of the sheet.

    ``kept`` is told with the bytes of the label once its rule is kept; ``left`` when nothing
    was kept and the page is to go on as before.
    """

    kept = Signal(bytes)
    left = Signal()
    begun = Signal()  # there is a lesson: the panel can be shown
    refused = Signal(Exception)  # the label cannot be taught

    def __init__(self, desk: Desk, then: str = "") -> None:
        super().__init__()
        self._desk, self._then = desk, then
        self._begun: Begun | None = None
        self.lesson: Lesson | None = None
        self._saving = False
        self.device = ""  # which scanner the label came from
        self.setObjectName("teach")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._head = PageHead(_("Teach a label"))
        self._for_all = quiet(
            "teach.save_for_all", _("For all suppliers (A)"), self.save_for_all
        )
        self._save = primary("teach.save", _("Save (Enter)"), self.save)
        self._strip, self._choices = LabelStrip(desk.theme), Choices()
        self._asked, self._meaning = (
            plain("", "large", wrap=True),
            plain("", "muted", wrap=True),
        )
        self._notice = Notice("teach.notice")
        self._tried = TriedList(desk.theme)
        self._read = ReadBack()
        self._lay_out()
        self._choices.pressed.connect(self.press)
        self._strip.pressed.connect(self._go_to_character)
        self._strip.dragged.connect(self._select)
        self._bind()

    def begin(self, find: Callable[[Connection], ToTeach | None]) -> None:
        """Find the scan to teach, ask what is known of its label, then show it."""
        on = self._desk.station.by().on

        def job(connection: Connection) -> tuple[ToTeach, Begun, Evidence]:
            scan = find(connection)
            if scan is None:
                raise refusal("Nothing was scanned yet.", "Scan the label to teach.")
            found = teaching.begin(connection, scan.data, scan.party_id, on)
            known = found.known.id if found.known else None
            evidence = trying_rules.evidence(connection, scan.party_id, on, except_id=known)
            return scan, found, evidence

        def then(told: tuple[ToTeach, Begun, Evidence]) -> None:
            scan, found, evidence = told
            self.device = scan.device
            self.show_label(found, evidence)

        ask(self._desk, job, then, self.refused.emit)

    def show_label(self, found: Begun, evidence: Evidence) -> None:
        """Begin the lesson."""
        self._begun, self._saving = found, False
        self.lesson = Lesson(found.rule, self._desk.station.by().on, evidence, found.item)
        self._notice.clear()
        who = found.vendor or _("all suppliers")
        title = (
            message("Change the rule {name}", name=found.known.name) if found.known else None
        )
        self._head.tell(
            str(title or message("Teach a label of {vendor}", vendor=who)), self._then
        )
        self._save.setText(_("Save (Enter)"))
        self._for_all.setVisible(found.vendor_id is not None)
        self._tried.begin(found.vendor)
        self._show()
        self.begun.emit()

    def chip(self) -> str:
        """Where the next scan goes."""
        return _("Next scan: another label of this kind")

    def acts(self, asked: Command) -> Act | None:
        """What a command barcode does here; None if nothing."""
        if self.lesson is None:
            return None
        if asked.name == "answer":
            return lambda: self.press(int(asked.argument))
        return {
            "yes": self._say_yes,
            "no": self.left.emit,
            "next": lambda: self._move(1),
            "back": self.go_back_a_part,
            "undo": self.undo,
        }.get(asked.name)

    def take(self, frame: bytes) -> None:
        """Take a scan: a part of the label is selected, another label is read as one.

        Where the label names no item, a code of an item says what all of its kind are on.
        """
        lesson = self.lesson
        if lesson is None:
            return
        reading = read(frame, today=lesson.today)
        if lesson.select_text(reading.text):
            self._say(message("Selected: {text}", text=words.shown(reading.text)[:_SHOWN]))
        elif lesson.names_item:
            self._try_on(lesson, reading)
        else:
            ask(
                self._desk,
                lambda connection: teaching.item_of(connection, reading),
                lambda item: self._take_item(lesson, item, reading),
                self._notice.refuse,
            )

    def press(self, number: int) -> bool:
        """Give a name, or an answer, by its number."""
        return self._did(lambda lesson: lesson.press(number))

    def go_back_a_part(self) -> None:
        """Go to the part before; from the first one leave."""
        if not self._move(-1):
            self.left.emit()

    def undo(self) -> bool:
        """Take back the last change; leave where there was none."""
        if self.lesson is not None and not self.lesson.undo():
            self.left.emit()
            return True
        self._show()
        return True

    def save(self) -> None:
        """Keep the rule for the supplier of the delivery."""
        self._keep(self._begun.vendor_id if self._begun else None)

    def save_for_all(self) -> None:
        """Keep the rule for every supplier."""
        self._keep(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Digits, letters and arrows; they come here and not through shortcuts.

        The wedge filter gives what was typed back to the focused widget alone.
        """
        act = self._act_of(event)
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def _act_of(self, event: QKeyEvent) -> Act | None:
        key, text = event.key(), event.text()
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return lambda: self._did(lambda lesson: lesson.stretch(step))
        if step:
            return lambda: self._move(step)
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            return self.save
        if len(text) == 1 and text in "123456789":
            return lambda: self.press(int(text))
        turns: dict[str, Callable[[Lesson], object]] = {
            "d": Lesson.ask_order,
            "l": Lesson.turn_length,
            ".": Lesson.turn_decimals,
        }
        if text.lower() in turns and text:
            return lambda: self._did(turns[text.lower()])
        return self.save_for_all if text.lower() == "a" and text else None

    def _did(self, act: Callable[[Lesson], object]) -> bool:
        if self.lesson is None or self._saving:
            return False
        done = act(self.lesson) is not False
        if done:
            self._notice.clear()
        self._show()
        return done

    def _move(self, step: int) -> bool:
        return self._did(lambda lesson: lesson.move(step))

    def _say_yes(self) -> None:
        """Yes to a day is its first order, as the sheet's "yes" is everywhere; else save."""
        if self.lesson is not None and self.lesson.asking:
            self.press(1)
        else:
            self.save()

    def _go_to_character(self, at: int) -> None:
        lesson = self.lesson
        if lesson is None:
            return
        end = 0
        for number, part in enumerate(lesson.rule.parts):
            end += len(part.text)
            if at < end:
                self._did(lambda _lesson, number=number: lesson.go_to(number))  # type: ignore[misc]
                return

    def _select(self, start: int, end: int) -> None:
        self._did(lambda lesson: lesson.select((start, end)))

    def _show(self) -> None:
        lesson = self.lesson
        if lesson is None:
            return
        self._strip.show_lesson(lesson)
        self._choices.show_lesson(lesson)
        part = lesson.part
        if lesson.asking:
            asked = message("Which day is {text}?", text=part.text)
        elif lesson.stretched:
            text = lesson.rule.sample[slice(*lesson.span)]
            asked = message("What is {text}?", text=words.shown(text))
        else:
            asked = message("{name}: {text}", name=words.name_of(part.name),
                            text=words.shown(part.text))  # fmt: skip
        self._asked.setText(str(asked))
        self._meaning.setText(_meaning(lesson))
        self._read.show_values(words.values(lesson.rule, lesson.today, lesson.item))
        self._tried.show_tried(lesson.tried())

    def _take_item(self, lesson: Lesson, item: Item | None, reading: Reading) -> None:
        if item is None:
            self._try_on(lesson, reading)
            return
        lesson.take_item(item)
        self._say(message("All labels of this kind are on {item}", item=item.description))

    def _try_on(self, lesson: Lesson, reading: Reading) -> None:
        """Read another label by the rule so far."""
        lesson.learn(lesson.evidence.with_scan(reading.scan, now(), lesson.today))
        found = reading_by(lesson.rule, reading, lesson.today)
        if found is None:
            text = words.shown(reading.text)[:_SHOWN]
            self._say(message("The rule does not read {text}", text=text))
        else:
            fields = words.fields(found.elements)
            self._say(message("The rule reads it: {fields}", fields=fields))

    def _say(self, said: Message) -> None:
        self._show()
        self._notice.attention(str(said))

    def _keep(self, vendor_id: int | None) -> None:
        lesson, found = self.lesson, self._begun
        if lesson is None or found is None or self._saving:
            return
        if problem := lesson.problem:
            self._notice.refuse_words(str(problem))
            self._desk.sounds.play("refused")
            return
        self._saving = True
        known = found.known
        same = known is not None and (known.party_id is not None or vendor_id is None)
        order = Teach(
            new_uid(),
            found.sample,
            lesson.rule,
            known.name if known and same else "",
            vendor_id,
            lesson.item.id if lesson.item else None,
        )

        def work(tx: Tx) -> None:
            if known is not None and same:
                teaching.change(tx, known.id, order)
            else:
                teaching.teach(tx, order)

        change(self._desk, work, lambda _done: self._was_kept(), self._was_not_kept)

    def _was_kept(self) -> None:
        self._saving = False
        found, self._begun, self.lesson = self._begun, None, None
        if found is not None:
            self.kept.emit(found.sample)

    def _was_not_kept(self, error: Exception) -> None:
        self._saving = False
        self._notice.refuse(error)
        self._desk.sounds.play("refused")

    def _bind(self) -> None:
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self.undo)

    def _lay_out(self) -> None:
        self._head.add_action(self._for_all)
        self._head.add_action(self._save)
        label, last = Card(_("The label")), Card(_("Scans before"))
        inner = QVBoxLayout()
        inner.setSpacing(GAP)
        inner.addWidget(self._strip)
        inner.addWidget(self._notice)
        inner.addWidget(self._asked)
        inner.addWidget(self._meaning)
        inner.addWidget(self._choices)
        inner.addWidget(self._read)
        inner.addStretch()
        for wrapped in (self._asked, self._meaning):
            wrapped.setMinimumWidth(1)
        label.add(scrolled(inner), 1)
        hint = _(
            "Arrows: parts · Shift+arrows: characters · L: length · D: date order"
            " · Ctrl+Z: undo\nBy scanner: Answer 1 to 9, Next, Back, Undo, Yes saves, No leaves"
        )
        label.add(plain(hint, "muted", wrap=True))
        last.heading.hide()
        last.add(self._tried, 1)
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        columns.addWidget(label, 27)
        columns.addWidget(last, 23)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(self._head)
        rows.addLayout(columns, 1)


def _meaning(lesson: Lesson) -> str:
    """What the part one is at means, or what is still missing."""
    if lesson.asking and len({day for _form, day in lesson.orders}) == 1:
        return _(
            "Written in each order this is one day. Scan another label, or choose the order."
        )
    if lesson.asking:
        return _("Choose the day the label means, or scan another label of this kind.")
    if lesson.stretched:
        return _("Choose what these characters are.")
    said = [words.meaning(lesson.part, lesson.today)]
    if problem := lesson.problem:
        said.append(str(problem))
    elif not lesson.names_item and lesson.item is None:
        said.append(_("Always the same item? Scan a barcode of it."))
    return "\n".join(said)
