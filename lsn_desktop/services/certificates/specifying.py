"""What an item is tested for: the tests in their order, with their limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain import limits
from lsn_desktop.domain.events import Event
from lsn_desktop.domain.limits import Limits
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.storage import lot_tests
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from lsn_desktop.storage.transactions import Tx

_LONGEST = 100  # characters of a name, a method, a unit, an expected text


@dataclass(frozen=True, slots=True)
class WantedTest:
    """A test as it is to be; limits as they were typed. An expected text excludes numbers."""

    name: str
    method: str = ""
    unit: str = ""
    low: str = ""
    high: str = ""
    expected: str = ""
    required: bool = True


def checked(wanted: WantedTest) -> dict[str, Any]:
    """The columns of a test as it is kept.

    Raises:
        Refusal: it has no name, a limit is no number, or the limits exclude each other.
    """
    texts = {
        name: " ".join(getattr(wanted, name).split())
        for name in ("name", "method", "unit", "expected")
    }
    name = texts["name"]
    if not name:
        raise refusal("The test has no name.", "Name it, as Fat content.")
    for field, text in texts.items():
        if len(text) > _LONGEST:
            raise refusal(
                "{field} of {test} has {count} characters; {most} are kept.",
                "Shorten it.",
                field=field,
                test=name[:60],
                count=len(text),
                most=_LONGEST,
            )
    low = limits.decimal_text(wanted.low, _("Lowest"))
    high = limits.decimal_text(wanted.high, _("Highest"))
    if texts["expected"] and (low or high):
        raise refusal(
            "{test} expects words and has limits, too.",
            "Give either an expected text or numbers.",
            test=name,
        )
    if low and high and not limits.passes(low, Limits(high=high)):
        raise refusal(
            "{test}: the lowest {low} is above the highest {high}.",
            "Turn them round.",
            test=name,
            low=low,
            high=high,
        )
    return {**texts, "low": low, "high": high, "required": wanted.required}


def add(tx: Tx, item_id: int, wanted: WantedTest) -> int:
    """Test an item for something more; one given up before is taken up again.

    Raises:
        Refusal: it has a test of that name, or as :func:`checked`.
    """
    values = checked(wanted)
    known = lot_tests.named(tx.connection, item_id, values["name"])
    if known is not None and known.active:
        raise refusal("{test} is tested already.", "Change that test instead.", test=known.name)
    if known is not None:
        lot_tests.change_specification(tx, known.id, {**values, "active": True})
        specification_id = known.id
    else:
        specification_id = lot_tests.add_specification(
            tx, {**values, "uid": tx.uid(), "item_id": item_id}
        )
    words = message("Tested for {test}: {limits}", test=values["name"], limits=_said(values))
    _tell(tx, item_id, "create", words)
    return specification_id


def change(tx: Tx, specification_id: int, wanted: WantedTest) -> None:
    """Change a test; results that are there keep the limits they were judged by.

    Raises:
        Refusal: another test has that name, or as :func:`checked`.
    """
    before = lot_tests.specification(tx.connection, specification_id)
    values = checked(wanted)
    other = lot_tests.named(tx.connection, before.item_id, values["name"])
    if other is not None and other.id != specification_id:
        raise refusal("{test} is another test.", "Choose another name.", test=other.name)
    lot_tests.change_specification(tx, specification_id, values)
    was = {
        "low": before.limits.low,
        "high": before.limits.high,
        "expected": before.limits.expected,
        "unit": before.limits.unit,
        "required": before.required,
    }
    words = message(
        "Test {test}: {old} > {new}", test=values["name"], old=_said(was), new=_said(values)
    )
    _tell(tx, before.item_id, "change", words)


def give_up(tx: Tx, specification_id: int) -> None:
    """Test for it no longer; its results stay where they are."""
    before = lot_tests.specification(tx.connection, specification_id)
    lot_tests.change_specification(tx, specification_id, {"active": False})
    _tell(
        tx, before.item_id, "change", message("No longer tested for {test}", test=before.name)
    )


def put_in_order(tx: Tx, item_id: int, specification_ids: list[int]) -> None:
    """Let the tests of an item stand in this order, on screen and on certificates."""
    mine = {each.id for each in lot_tests.specifications(tx.connection, item_id)}
    for number, specification_id in enumerate(specification_ids, start=1):
        if specification_id in mine:
            lot_tests.change_specification(tx, specification_id, {"number": number})
    _tell(tx, item_id, "change", message("Order of the tests changed"))


def _said(values: dict[str, Any]) -> str:
    of = Limits(values["low"], values["high"], values["expected"], values["unit"])
    needed = _("required") if values["required"] else _("for information")
    return " ".join(part for part in (of.shown, of.unit, f"({needed})") if part)


def _tell(tx: Tx, item_id: int, action: str, words: Any) -> None:
    tx.entries.append(Entry(action, words, "item", item_id))
    tx.events.append(Event("item", item_id))
