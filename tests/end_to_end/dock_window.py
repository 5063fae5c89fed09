"""The program's own window on a display, and what a person does in it first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.real_window import wait_until

if TYPE_CHECKING:
    from tests.real_window import Display
    from tests.real_window import Program as Running

PERSON_MS = 90  # between two keys


@dataclass
class Desk:
    """The program on a display, as the person in front of it sees it."""

    screen: Display
    running: Running

    def ask(self, command: str) -> dict[str, Any]:
        self.running.tell(command)
        return self.running.next()

    def report(self) -> dict[str, Any]:
        return self.ask("report")

    def sees(self, *words: str, seconds: float = 20.0) -> None:
        """Wait until the window says all of these."""

        def shown() -> bool:
            text = "\n".join(self.report()["shown"])
            return all(word in text for word in words)

        try:
            wait_until(shown, f"{words} on the screen", seconds)
        except AssertionError as late:
            raise AssertionError(f"{late}\n{self.report()}") from None

    def on_page(self, title: str) -> None:
        wait_until(lambda: self.report()["title"].endswith(title), f"the page {title}")

    def click(self, name: str) -> None:
        """Press a button with the mouse."""
        where: list[int] = []

        def found() -> bool:
            where[:] = self.ask(f"where {name}")["where"] or []
            return bool(where)

        wait_until(found, f"a widget {name}")
        x, y = (str(each) for each in where)
        self.screen.xdotool("mousemove", "--sync", x, y, "click", "1")

    def field_has_focus(self) -> None:
        """F2 opens the line that is typed into: the harshest place for a scan to come."""
        self.screen.press("F2")
        wait_until(lambda: self.report()["in_field"] is True, "a text field with the focus")


def sign_in(desk: Desk) -> None:
    desk.on_page("Sign in")
    desk.screen.focus("LSN Desktop")
    desk.screen.type("Dana Reyes\r", gap_ms=PERSON_MS)
    desk.sees("PIN of Dana Reyes")
    desk.screen.type("2580\r", gap_ms=PERSON_MS)
    desk.on_page("Home")


def choose_the_order(desk: Desk) -> None:
    desk.screen.press("ctrl+2")
    desk.on_page("Receive")
    desk.sees("Deliveries")
    desk.screen.type("PO-1042\r", gap_ms=PERSON_MS)
    desk.sees("Receive PO-1042", "Ready to scan")
