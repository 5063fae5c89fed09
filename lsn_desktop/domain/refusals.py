"""The kinds of failure a person is told about in words. A bug is neither."""

from __future__ import annotations

from lsn_desktop.domain.messages import Message, message


class Refusal(Exception):
    """A request the rules forbid. No stock was changed; the refusal is in the journal.

    ``fact`` says what is wrong with which object, ``remedy`` what to do next.
    """

    def __init__(self, fact: Message, remedy: Message) -> None:
        super().__init__(fact, remedy)
        self.fact, self.remedy = fact, remedy

    def __str__(self) -> str:
        return f"{self.fact} {self.remedy}"


class Unavailable(Exception):
    """The surroundings failed: disk, lock, connection, printer; never a rule, never a bug.

    ``fact`` says what happened and whether the scan is recorded, ``remedy`` what to do.
    """

    def __init__(self, fact: Message, remedy: Message) -> None:
        super().__init__(fact, remedy)
        self.fact, self.remedy = fact, remedy

    def __str__(self) -> str:
        return f"{self.fact} {self.remedy}"


class ConnectionLost(Unavailable):
    """The connection broke while it was used: whether the change is in nobody here knows.

    What carries a uid may be handed in again; it is then applied once.
    """


def refusal(fact: str, remedy: str, /, **params: object) -> Refusal:
    """A refusal whose fact and remedy share their parameters."""
    return Refusal(message(fact, **params), message(remedy, **params))
