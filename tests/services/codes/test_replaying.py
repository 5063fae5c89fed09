"""A scan of the journal goes where it came from, if that is still open, else to Home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.scanning.taught_cuts import named, untaught
from lsn_desktop.services.codes import replaying, scan_runner, teaching
from lsn_desktop.services.codes.teaching import Teach
from lsn_desktop.storage import journal
from tests.dock import arrive, label, next_door
from tests.house_for_tests import BUTTER, TODAY

if TYPE_CHECKING:
    from lsn_desktop.services.codes.replaying import Again
    from tests.house_for_tests import House

BUTTER_LABEL = label(ai01=BUTTER, ai10="B9")


def newest(house: House, station: int = 0) -> Again:
    """The last scan of the journal, looked at from a workstation."""
    with house.database.reading() as connection:
        (row,) = journal.newest(connection, 1)
        return replaying.looked_at(connection, row, station or house.by.workstation_id, TODAY)


def scanned(house: House, data: bytes, read_as: str, kind: OutcomeKind) -> Again:
    """A scan that was kept with this reading and outcome."""
    arrival = scan_runner.Arrival(house.uid(), data, "Gate", 0, None, read_as)
    scan_runner.run(
        house.database,
        house.later(),
        arrival,
        Expectation(0),
        lambda _tx, _expected, _scan_id: Outcome(kind, message("Kept")),
    )
    return newest(house)


def test_goods_of_an_open_receipt_go_to_it(house: House) -> None:
    receipt = house.receipt()
    arrive(house, receipt, BUTTER_LABEL)
    again = newest(house)

    assert (again.page, again.document_id) == ("receive", receipt.document_id)
    assert str(again.goes) == "Goes to Receive, on RC-00001."
    assert (again.was, again.reads_differently) == ("GS1-128", False)
    assert again.reading.lot == "B9"


def test_what_is_posted_or_open_elsewhere_goes_to_home(house: House) -> None:
    receipt = house.receipt()
    arrive(house, receipt, BUTTER_LABEL)
    elsewhere = newest(house, next_door(house).by.workstation_id)
    assert elsewhere.page == "home"
    assert "RC-00001 is open on" in str(elsewhere.goes)

    house.post(receipt.document_id)
    posted = newest(house)
    assert (posted.page, posted.document_id) == ("home", None)


def test_what_was_typed_cut_short_or_a_command_is_only_shown(house: House) -> None:
    for data, read_as, kind, words in (
        (b"x 3", "typed", OutcomeKind.HEARD, "It was typed"),
        (b"10AB", "plain", OutcomeKind.INCOMPLETE, "It was cut short"),
        (b"LSN-DO-POST", "command", OutcomeKind.OK, "A command is not given again"),
    ):
        again = scanned(house, data, read_as, kind)
        assert again.page == ""
        assert str(again.goes).startswith(words)
        assert again.reading.scan == data


def test_it_reads_as_todays_rules_read_it_beside_what_was_read_then(house: House) -> None:
    again = scanned(house, b"1Z999AA10123456784", "plain", OutcomeKind.REFUSED)
    assert (again.was, again.reading.read_as, again.reads_differently) == (
        "text",
        "carrier",
        True,
    )


def test_a_separator_that_came_as_another_character_is_read_as_one(house: House) -> None:
    again = scanned(house, f"01{BUTTER}10B9|21S".encode(), "plain", OutcomeKind.REFUSED)
    assert (again.reading.lot, again.reading.serial) == ("B9", "S")
    assert again.reads_differently


def test_a_label_taught_since_then_reads_by_its_rule(house: House) -> None:
    sample = b"NORTH/B7731/48"
    assert scanned(house, sample, "plain", OutcomeKind.REFUSED).reading.read_as == "plain"

    rule = named(untaught(sample.decode()), (6, 11), "lot", TODAY)
    with house.database.transaction(house.later()) as tx:
        teaching.teach(tx, Teach(house.uid(), sample, rule, "", None, None))

    again = newest(house)
    assert (again.reading.read_as, again.reading.lot) == ("taught", "B7731")
    assert again.reads_differently
