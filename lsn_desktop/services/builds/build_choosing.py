"""Which build is open: said by the number of a build, or of a work order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.builds import building
from lsn_desktop.services.documents import choosing
from lsn_desktop.storage import builds, documents

if TYPE_CHECKING:
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.transactions import Tx

_SHOWN = 60
_ANOTHER = mark("Choose another work order.")


def choose_by_scan(tx: Tx, reading: Reading, _expected: Expectation, _scan_id: int) -> Outcome:
    """Open what a scanned number names: a work order, or a draft build of this workstation.

    Raises:
        Refusal: it names neither, the order is not released, or the draft is elsewhere.
    """
    text = reading.text.strip()
    if order := builds.order_by_number(tx.connection, text):
        return opened(tx, building.open_for_order(tx, order.id))
    head = documents.by_number(tx.connection, text)
    if head is not None and head.kind == building.KIND and head.reverses_id is None:
        return opened(tx, choosing.draft_of_ours(tx, head, _ANOTHER).id)
    raise refusal(
        "{text} is no work order of ours.",
        "Scan the work order first, then the components.",
        text=text[:_SHOWN] or "(empty)",
    )


def opened(tx: Tx, document_id: int) -> Outcome:
    """What is said of a build that is open now."""
    head = documents.by_id(tx.connection, document_id)
    order = building.order_of(tx.connection, head)
    words = message("{number} of {order}: scan the components", number=head.number,
                    order=order.number)  # fmt: skip
    return Outcome(OutcomeKind.HEARD, words, Expectation(document_id))
