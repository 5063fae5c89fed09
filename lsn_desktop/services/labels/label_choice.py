"""Which template a label is printed with: the usual one, unless a rule names another.

A rule says "instead of the usual template, this one" for an item, a customer, a printer, or
several of them at once. The rule that names most of what a label is for wins; of two that name
as much, the one with the item, then the one with the customer. Which printer that is depends on
the template in turn: ``lsn_desktop.paper.label_routes`` takes the steps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.storage import lsns, templates
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.templates import For

if TYPE_CHECKING:
    from lsn_desktop.storage.transactions import Connection, Tx

__all__ = [
    "PURPOSES",
    "For",
    "change",
    "purpose_of_lsn",
    "template_for",
    "template_of_lsn",
    "use",
    "usual_of_lsn",
]


PURPOSES = ("lot", "serial", "bin", "logistics", "hold", "item")
"""The labels the program prints by itself; a rule takes the place of one of them."""


def template_for(connection: Connection, usual: str, what: For) -> str:
    """The name of the template to print with; ``usual`` is one by its name."""
    return templates.chosen(connection, usual, what) or usual


def usual_of_lsn(connection: Connection, lsn_id: int) -> str:
    """The built-in template of a lot or serial, by what it is."""
    return "serial" if lsns.by_id(connection, lsn_id).kind is LsnKind.SERIAL else "lot"


def purpose_of_lsn(
    connection: Connection, lsn_id: int, customer_id: int | None = None
) -> tuple[str, For]:
    """The usual template of a lot or serial, and what its label is for."""
    what = For(lsns.by_id(connection, lsn_id).item_id, customer_id)
    return usual_of_lsn(connection, lsn_id), what


def template_of_lsn(connection: Connection, lsn_id: int) -> str:
    """The template a lot or serial is printed with, whoever gets it and on any printer."""
    return template_for(connection, *purpose_of_lsn(connection, lsn_id))


def use(tx: Tx, usual: str, what: For, template: str) -> None:
    """Print with a template from now on; empty: as usual again. Whoever asks knows both.

    Raises:
        Refusal: it is not said what for.
    """
    if what == For():
        raise refusal(
            "It is not said what the template {template} is used for.",
            "Name an item, a customer or a printer; or save the template as {usual}.",
            template=template,
            usual=usual,
        )
    templates.set_use(tx, usual, what, template)
    tx.events.append(Event("template"))
    words = message(
        "Instead of the label template {usual}: {template}",
        usual=usual,
        template=template or usual,
    )
    if what.item_id is not None:
        tx.entries.append(Entry("choose", words, "item", what.item_id))
    elif what.customer_id is not None:
        tx.entries.append(Entry("choose", words, "party", what.customer_id))
    else:
        tx.entries.append(Entry("choose", words))


def change(tx: Tx, old: tuple[str, For] | None, usual: str, what: For, template: str) -> None:
    """Make a rule, or put it in the place of another one.

    Raises:
        Refusal: as :func:`use`; there is a rule for just that already.
    """
    if (usual, what) != old:
        if any((one.usual, one.what) == (usual, what) for one in templates.uses(tx.connection)):
            raise refusal(
                "There is a rule for just that already.",
                "Select it in the list and change it there.",
            )
        if old is not None:
            use(tx, *old, "")
    use(tx, usual, what, template)
