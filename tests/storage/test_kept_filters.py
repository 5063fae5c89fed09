"""Lists of what was kept, narrowed by their columns: orders, scans, certificates, jobs."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.filters import Between, Contains, Filter, OneOf
from lsn_desktop.services.certificates import certifying
from lsn_desktop.services.certificates.certificate_facts import OrderCertificate
from lsn_desktop.services.labels import labelling
from lsn_desktop.services.labels.labelling import OrderLabels, Wanted
from lsn_desktop.services.office import ordering
from lsn_desktop.services.office.ordering import EnterOrder
from lsn_desktop.storage import certificates, journal, orders, printed
from lsn_desktop.storage.lists import Order
from tests.dock import arrive, delivered, label
from tests.house_for_tests import BUTTER, MILK, TODAY

if TYPE_CHECKING:
    from tests.house_for_tests import House

EAST = "Pacific/Auckland"  # where it was tomorrow already when the company began
TOMORROW = TODAY + timedelta(days=1)
TODAY_ONLY = Between("created_at", TODAY, TODAY)
EVER = Between("created_at", date.min, date.max)


@pytest.fixture
def kept(house: House) -> House:
    """Three orders, one of them received; three scans; two certificates and two jobs."""
    with house.database.transaction(house.later()) as tx:
        for number, vendor, due in (
            ("PO-7", "SOUTH", date(2026, 12, 1)),
            ("PO-9", "NORTH", date(2026, 11, 30)),
        ):
            lines = [("BUTTER", Decimal(4))]
            ordering.enter_order(tx, EnterOrder(number, vendor, lines, due_on=due))
    _, butter = delivered(house, label(ai01=BUTTER, ai37="4", ai10="B1"), "PO-9")
    _, milk = delivered(house, label(ai01=MILK, ai17="270131", ai10="M1"))
    arrive(house, house.receipt(), "]C1nothing of ours")
    with house.database.transaction(house.later()) as tx:
        for lsn_id in (butter, milk):
            certifying.reserve(tx, OrderCertificate(house.uid(), lsn_id))
    for lsn_id, copies, printer in ((butter, 1, "Zebra"), (milk, 3, "")):
        with house.database.transaction(house.later()) as tx:
            wanted = [Wanted(lsn_id, copies=copies)]
            labelling.order_labels(
                tx, OrderLabels(house.uid(), "lot", "1", "-", wanted, printer)
            )
    return house


@pytest.mark.parametrize(
    ("only", "numbers"),
    [
        (Contains("number", "po-1"), ["PO-1042"]),
        (Contains("vendor", "south"), ["PO-7"]),
        (Contains("vendor", "%"), []),
        (Between("due", date(2026, 12, 1)), ["PO-7"]),
        (Between("due", None, date(2026, 12, 1)), ["PO-9", "PO-7"]),
        (OneOf("status", frozenset({"closed"})), ["PO-9"]),
    ],
)
def test_orders_are_narrowed_by_their_columns(
    kept: House, only: Filter, numbers: list[str]
) -> None:
    with kept.database.reading() as connection:
        assert [row.number for row in orders.listed(connection, only=[only])] == numbers


@pytest.mark.parametrize(
    ("by", "numbers"),
    [
        ("", ["PO-1042", "PO-7", "PO-9"]),
        ("number", ["PO-1042", "PO-7", "PO-9"]),
        ("vendor", ["PO-1042", "PO-9", "PO-7"]),
        ("due", ["PO-9", "PO-7", "PO-1042"]),  # what is due on no day comes last
    ],
)
def test_orders_are_put_in_order_by_their_columns(
    kept: House, by: str, numbers: list[str]
) -> None:
    with kept.database.reading() as connection:
        for descending in (False, True):
            found = orders.listed(connection, order=Order(by, descending))
            wanted = numbers[::-1] if descending else numbers
            assert [row.number for row in found] == wanted


@pytest.mark.parametrize(
    ("only", "zone", "found"),
    [
        (Contains("scanned", "ai nothing"), "UTC", []),
        (Contains("scanned", "NOTHING of"), "UTC", ["refused"]),
        (Contains("device", "no such"), "UTC", []),
        (OneOf("outcome", frozenset({"refused"})), "UTC", ["refused"]),
        (OneOf("outcome", frozenset({"question", "undone"})), "UTC", []),
        (Between("at", TODAY, TODAY), "UTC", ["refused", "taken", "taken"]),
        (Between("at", TOMORROW), "UTC", []),
        (Between("at", TOMORROW), EAST, ["refused", "taken", "taken"]),
        (Between("at", None, TODAY), EAST, []),
    ],
)
def test_scans_are_narrowed_by_day_device_text_and_outcome(
    kept: House, only: Filter, zone: str, found: list[str]
) -> None:
    with kept.database.reading() as connection:
        rows = journal.newest(connection, only=[only], time_zone=zone)

    taken = {"ok", "attention"}
    assert ["taken" if row.outcome in taken else "refused" for row in rows] == found


@pytest.mark.parametrize(
    ("only", "codes"),
    [
        (Contains("number", "00001"), ["B1"]),
        (Contains("code", "m"), ["M1"]),
        (Contains("item", "butter"), ["B1"]),
        (Contains("created_by", "olg"), ["M1", "B1"]),
        (OneOf("status", frozenset({"issued"})), []),
        (TODAY_ONLY, ["M1", "B1"]),
        (Between("created_at", TOMORROW), []),
        (EVER, ["M1", "B1"]),
    ],
)
def test_certificates_are_narrowed_by_their_columns(
    kept: House, only: Filter, codes: list[str]
) -> None:
    with kept.database.reading() as connection:
        assert [row.code for row in certificates.listed(connection, only=[only])] == codes


@pytest.mark.parametrize(
    ("only", "labels"),
    [
        (Contains("number", "pj-00001"), [1]),
        (Contains("printer", "zeb"), [1]),
        (Between("labels", Decimal("1.5"), Decimal("3.9")), [3]),
        (Between("labels", None, Decimal(10) ** 30), [3, 1]),
        (OneOf("template", frozenset({"lot"})), [3, 1]),
        (OneOf("status", frozenset({"printed"})), []),
        (TODAY_ONLY, [3, 1]),
        (EVER, [3, 1]),
    ],
)
def test_print_jobs_are_narrowed_by_their_columns(
    kept: House, only: Filter, labels: list[int]
) -> None:
    with kept.database.reading() as connection:
        assert [row.labels for row in printed.jobs(connection, only=[only])] == labels
