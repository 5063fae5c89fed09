"""A scan of the journal looked at today: how it reads now, and where it would go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import OutcomeKind
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.scanning.naming import read_as
from lsn_desktop.scanning.read import read
from lsn_desktop.scanning.readings import Reading
from lsn_desktop.scanning.separators import recovered
from lsn_desktop.services.codes import reading_by_rules
from lsn_desktop.storage import documents, receipts

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.journal import JournalRow
    from lsn_desktop.storage.transactions import Connection


@dataclass(frozen=True, slots=True)
class Again:
    """How a scan reads now, and which page takes it if it is scanned again.

    ``was`` is how it was read then, empty where that is not known; ``page`` is empty for one
    that is only shown; ``goes`` says where it goes, or why nowhere.
    """

    reading: Reading
    was: str
    page: str
    document_id: int | None
    goes: Message

    @property
    def reads_differently(self) -> bool:
        """Whether it was taken for something else then."""
        now = read_as(Reading(b"", "", self.reading.read_as, self.reading.symbology))
        return bool(self.was) and self.was != now


def looked_at(connection: Connection, row: JournalRow, workstation_id: int, on: date) -> Again:
    """What a scan of the journal is by today's rules, seen from a workstation."""
    document = row.document_id and documents.by_id(connection, row.document_id)
    vendor_id = document.party_id if document else None
    page, goes = _where(connection, row, document or None, workstation_id)
    return Again(
        _read_now(connection, row.data, vendor_id, on),
        _was(row),
        page,
        row.document_id if page == "receive" else None,
        goes,
    )


def _read_now(connection: Connection, data: bytes, vendor_id: int | None, on: date) -> Reading:
    reading = recovered(read(data, today=on), today=on, sent=False)
    try:
        return reading_by_rules.by_rule(connection, reading, vendor_id, on) or reading
    except Refusal:  # two rules read it differently: then neither does
        return reading


def _was(row: JournalRow) -> str:
    """How it was read then, as it would be called now."""
    known = row.read_as not in {"", "typed"}
    then = Reading(b"", "", row.read_as, row.symbology or None)  # type: ignore[arg-type]
    return read_as(then) if known else ""


def _where(
    connection: Connection, row: JournalRow, document: Document | None, workstation_id: int
) -> tuple[str, Message]:
    """Which page takes it, and the words for that."""
    if row.read_as == "typed":
        return "", message("It was typed: there is nothing to scan again.")
    if row.outcome == OutcomeKind.INCOMPLETE:
        return "", message("It was cut short, so it is only shown.")
    if row.read_as in {"command", "badge"}:
        return "", message("A command is not given again from here.")
    if document is None or document.status != "draft":
        return "home", message("Goes to Home, which opens what it names.")
    if document.workstation_id != workstation_id:
        station = receipts.workstation_name(connection, document.workstation_id)
        words = "{number} is open on {station}: it goes to Home, which opens what it names."
        return "home", message(words, number=document.number, station=station)
    return "receive", message("Goes to Receive, on {number}.", number=document.number)
