"""A label while it is taught: the rule so far, the part one is at, what is asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.scanning.taught_cuts import named, orders, span_of, with_form, with_length
from lsn_desktop.scanning.taught_rules import DAYS, TITLES
from lsn_desktop.services.codes import teaching, trying_rules
from lsn_desktop.services.codes.trying_rules import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from lsn_desktop.domain.items import Item
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.scanning.taught_rules import Name, Part, Rule
    from lsn_desktop.services.codes.trying_rules import Tried

BY_NUMBER: tuple[Name, ...] = (
    *("item", "lot", "serial", "expiry", "best before", "production", "quantity"),
    *("any", "fixed"),
)
"""The names by the keys that give them, from 1."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Step:
    """Where a lesson stood, to go back to."""

    rule: Rule
    number: int
    item: Item | None


class Lesson:
    """What the keys of the teach panel do, without a widget.

    ``number`` is the part one is at; ``span`` the characters that the next name is given to.
    ``asking`` is whether the order of a day is chosen instead of a name. ``item`` is what all
    labels of the kind are on, where none names it.
    """

    def __init__(
        self,
        rule: Rule,
        today: date,
        evidence: Evidence | None = None,
        item: Item | None = None,
    ) -> None:
        self.rule, self.today, self._item = rule, today, item
        self.evidence = evidence or Evidence()
        self.number, self.span = 0, (0, 0)
        self.asking = False
        self._before: list[Step] = []
        self._from_end = False
        self._settle_days()
        self.go_to(self._first_to_look_at())

    @property
    def part(self) -> Part:
        """The part one is at."""
        return self.rule.parts[self.number]

    @property
    def names_item(self) -> bool:
        """Whether a part of the label is its item."""
        return any(part.name == "item" for part in self.rule.parts)

    @property
    def item(self) -> Item | None:
        """The item of all labels of this kind; none where each names its own."""
        return None if self.names_item else self._item

    @property
    def problem(self) -> Message | None:
        """What is missing before the rule can be kept."""
        return teaching.flaw(self.rule, self.today)

    @property
    def orders(self) -> list[tuple[str, date]]:
        """The orders the day one is at may have, each with that day."""
        return orders(self.part, self.today) if self.part.name in DAYS else []

    @property
    def stretched(self) -> bool:
        """Whether characters are selected, rather than the whole of a part."""
        return self.span != span_of(self.rule, self.number)

    def tried(self) -> list[Tried]:
        """What the rule makes of the scans that came before."""
        return trying_rules.tried(self.rule, self.evidence, self.today)

    def learn(self, evidence: Evidence) -> None:
        """Try the rule on other scans from now on; they may settle the order of a day."""
        self.evidence = evidence
        was_asking = self.asking
        self._settle_days()
        if was_asking and self.part.form:
            self.asking = False
            self.go_to(self._first_to_look_at())

    def go_to(self, number: int) -> None:
        """Go to a part; a day whose order nobody knows is asked about at once."""
        self.number = number
        self.span = span_of(self.rule, number)
        self.asking = self.part.name in DAYS and not self.part.form and bool(self.orders)

    def move(self, step: int) -> bool:
        """Go to the next part or the one before; False where there is none."""
        found = self._beside(step)
        if found is not None:
            self.go_to(found)
        return found is not None

    def stretch(self, step: int) -> None:
        """Select characters: from the first of the part on, or from its last one back."""
        start, end = self.span
        self.asking = False
        if not self.stretched:
            self.span = (start, start + 1) if step > 0 else (end - 1, end)
            self._from_end = step < 0
        elif self._from_end:
            self.span = (min(max(0, start + step), end - 1), end)
        else:
            self.span = (start, max(start + 1, min(end + step, len(self.rule.sample))))

    def select(self, span: Span) -> None:
        """Select these characters; of a whole part, the part."""
        for number in range(len(self.rule.parts)):
            start, end = span_of(self.rule, number)
            if span == (start, end):
                self.go_to(number)
                return
            if start <= span[0] < end:
                self.number = number
        self.span, self.asking = span, False
        self._from_end = False

    def select_text(self, text: str) -> bool:
        """Select where a text stands in the label, a part first; False if it stands nowhere."""
        at = self.rule.sample.find(text)
        for number, part in enumerate(self.rule.parts):
            if part.text == text and part.name != "fixed":
                at = span_of(self.rule, number)[0]
        if not text or at < 0 or text == self.rule.sample:
            return False
        self.select((at, at + len(text)))
        return True

    def take_item(self, item: Item) -> None:
        """Let all labels of this kind be on an item."""
        self._keep(self.rule)
        self._item = item

    def press(self, number: int) -> bool:
        """Give the name, or the answer, of a key; False if it has none."""
        if not self.asking:
            if not 1 <= number <= len(BY_NUMBER):
                return False
            self._name(BY_NUMBER[number - 1])
            return True
        if number <= len(self.orders):
            self._keep(with_form(self.rule, self.number, self.orders[number - 1][0]))
            self._go_on()
            return True
        if number == len(self.orders) + 1:
            self._name("any")
            return True
        return False

    def ask_order(self) -> None:
        """Choose the order of the day one is at, again."""
        self.asking = bool(self.orders)

    def turn_length(self) -> None:
        """Let the part one is at be of any length, or just as long as in the sample."""
        if self.part.name not in DAYS | {"fixed"}:
            self._keep(with_length(self.rule, self.number, exact=not self.part.exact))

    def turn_decimals(self) -> None:
        """Let one more digit of the quantity one is at be a decimal; after three, none."""
        if self.part.name == "quantity":
            decimals = (int(self.part.form or 0) + 1) % 4
            self._keep(with_form(self.rule, self.number, str(decimals or "")))

    def undo(self) -> bool:
        """Take back the last change; False if there was none."""
        if not self._before:
            return False
        step = self._before.pop()
        self.rule, self._item = step.rule, step.item
        self.go_to(step.number)
        return True

    def _name(self, name: Name) -> None:
        start = self.span[0]
        self._keep(named(self.rule, self.span, name, self.today))
        self.number = next(
            number
            for number in range(len(self.rule.parts))
            if span_of(self.rule, number)[1] > start
        )
        self._settle_days()
        self.go_to(self.number)
        if not self.asking:
            self._go_on()

    def _keep(self, rule: Rule) -> None:
        self._before.append(Step(self.rule, self.number, self._item))
        self.rule = rule
        self.span = span_of(rule, min(self.number, len(rule.parts) - 1))

    def _go_on(self) -> None:
        """After a name comes the next part; after the last one stays."""
        self.asking = False
        if not self.move(1):
            self.go_to(self.number)

    def _settle_days(self) -> None:
        """Take the order of a day for known where the other labels allow but one."""
        for number, part in enumerate(self.rule.parts):
            if part.name in DAYS and not part.form:
                texts = trying_rules.texts_of(self.rule, number, self.evidence)
                found = trying_rules.orders_that_fit(part, texts, self.today)
                if len(found) == 1:
                    self.rule = with_form(self.rule, number, found[0][0])

    def _first_to_look_at(self) -> int:
        """A day whose order is open, else the first part with a name, else the first."""
        wanted: tuple[Callable[[Part], bool], ...] = (
            lambda part: part.name in DAYS and not part.form,
            lambda part: part.name in TITLES,
            _says_something,
        )
        for is_wanted in wanted:
            for number, part in enumerate(self.rule.parts):
                if is_wanted(part):
                    return number
        return 0

    def _beside(self, step: int) -> int | None:
        number = self.number + step
        while 0 <= number < len(self.rule.parts):
            if _says_something(self.rule.parts[number]):
                return number
            number += step
        return None


def _says_something(part: Part) -> bool:
    """Whether a part is more than signs between others."""
    return part.name != "fixed" or any(char.isalnum() for char in part.text)
