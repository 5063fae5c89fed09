"""What a trace says of its nodes, edges and balance, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.genealogy import Certainty
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import off_grid
from ui.parts.text import quantity_text

if TYPE_CHECKING:
    from lsn_desktop.domain.genealogy import Handed, MassBalance, Node


def amount(node: Node, quantity: int) -> str:
    """A quantity of a node's item, with its unit."""
    return f"{quantity_text(off_grid(quantity, node.decimals))} {node.unit}"


def name(node: Node) -> str:
    """How one calls it: its code, or the item's name where nothing is tracked."""
    return node.code or node.item


def certainty(certain: Certainty) -> str:
    """Whether it went there, or may have."""
    return _("certain") if certain is Certainty.CERTAIN else _("possible")


def kind_words(kind: str) -> str:
    """How goods became others."""
    return {
        "build": _("Build"),
        "rework": _("Rework"),
        "disassembly": _("Taken apart"),
        "merge": _("Merged"),
        "split": _("Split off"),
        "track": _("Start of tracking"),
    }.get(kind, kind)


def stands(node: Node) -> str:
    """Where it is now, place by place."""
    return ", ".join(f"{amount(node, one.quantity)} {one.location}" for one in node.on_hand)


def gone(node: Node) -> str:
    """Who got it, each once."""
    return ", ".join(dict.fromkeys(map(party, node.shipped)))


def where_now(node: Node) -> str:
    """Where it is, and who has it."""
    here, there = stands(node), gone(node)
    if here and there:
        return f"{here}; {there}"
    return here or there


def handed_words(kind: str) -> str:
    """What somebody did with it."""
    return {
        "receipt": _("Supplied by"),
        "shipment": _("Shipped to"),
        "customer return": _("Came back from"),
        "supplier return": _("Went back to"),
    }.get(kind, kind)


def party(one: Handed) -> str:
    """Who it was, as far as was said."""
    return one.party or _("somebody not named")


def handed_line(one: Handed) -> str:
    """By which document and when."""
    return f"{one.document} · {one.on.isoformat()}"


def balance_sides(
    balance: MassBalance,
) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """What came of it, and where it is: each with its words, what is 0 left out."""
    came = (
        (_("Opening stock"), balance.opening),
        (_("Received"), balance.received),
        (_("Made"), balance.made),
        (_("Returned by customers"), balance.returned),
        (_("Converted in"), balance.converted_in),
    )
    went = (
        (_("On hand"), balance.on_hand),
        (_("Consumed"), balance.consumed),
        (_("Shipped"), balance.shipped),
        (_("Returned to the supplier"), balance.returned_to_supplier),
        (_("Scrapped"), balance.scrapped),
        (_("Converted out"), balance.converted_out),
        (_("Adjusted down, net"), balance.adjusted_down),
    )
    return [one for one in came if one[1]], [one for one in went if one[1]]


def balance_words(balance: MassBalance, decimals: int, unit: str) -> str:
    """The balance as one sentence."""

    def told(side: list[tuple[str, int]]) -> str:
        words = [f"{says.lower()} {much(quantity)}" for says, quantity in side]
        return ", ".join(words) or _("nothing")

    def much(quantity: int) -> str:
        return f"{quantity_text(off_grid(quantity, decimals))} {unit}"

    came, went = balance_sides(balance)
    words = _("{came} came of it: {from_}. {accounted} is known of: {to}. {rest}")
    rest = _("Nothing is unexplained.")
    if balance.unexplained:
        said = message(
            _("{quantity} is unexplained: no move says where it is."),
            quantity=much(balance.unexplained),
        )
        rest = str(said)
    return str(
        message(
            words,
            came=much(balance.came),
            from_=told(came),
            accounted=much(balance.accounted),
            to=told(went),
            rest=rest,
        )
    )
