"""What a command barcode means while a delivery is received, where its turn has come.

A command does what a key does: the same question is answered, the same step taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from lsn_desktop.services.receipts import receipt_commands
from ui.scans import meanings
from ui.scans.scan_loop import Meant

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.storage.transactions import Tx
    from ui.dock.shown import Act, Shown


@dataclass(frozen=True)
class Keys:
    """What only the page can do with a delivery; ``print`` is None where nothing came yet."""

    post: Callable[[], Meant]
    leave: Act
    print: Act | None


def at_dock(asked: Command, shown: Shown, expected: Expectation, keys: Keys) -> Meant:
    """A command while a delivery is received, with this in the banner."""
    acts = _acts(shown, expected, keys)
    if asked.name in acts:
        return meanings.done(asked, acts[asked.name])
    if asked.name == "post":
        return keys.post()
    which = expected.question is not None and expected.question.asks in receipt_commands.WHICH
    is_unclear = asked.name == "yes" and which and shown.back is None
    if asked.name in {"yes", "answer"} and shown.answers and not is_unclear:
        return meanings.answer(asked, shown.answers, None)
    return Meant(partial(_received, asked))


def _acts(shown: Shown, expected: Expectation, keys: Keys) -> dict[str, Act]:
    """What the page itself does, by the name of the command."""
    acts: dict[str, Act] = {}
    if shown.back is not None:
        acts |= dict.fromkeys(("undo", "back", "no"), shown.back)
    elif not receipt_commands.is_under_way(expected):
        acts["back"] = keys.leave
    elif (no := _no(shown, expected)) is not None:
        acts["no"] = no
    if keys.print is not None:
        acts["print"] = keys.print
    return acts | dict(shown.commands or {})


def _received(asked: Command, tx: Tx, expected: Expectation, scan_id: int) -> Outcome:
    return receipt_commands.receive_command(tx, asked, expected, scan_id)


def _no(shown: Shown, expected: Expectation) -> Act | None:
    """The answer that says no to what a scan asked, if one does."""
    question = expected.question
    if question is None:
        return None
    value = receipt_commands.no_to(question)
    for act, each in zip(shown.answers, question.answers, strict=False):
        if each.value == value:
            return act
    return None
