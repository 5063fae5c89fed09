"""The cable to a shared database breaks at COMMIT: a scan is applied once and told truly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from lsn_desktop.scanning.read import read
from lsn_desktop.services.codes import scan_runner
from lsn_desktop.services.office import telling
from lsn_desktop.services.receipts import receiving
from lsn_desktop.storage.tables.documents import scan, scan_outcome
from lsn_desktop.storage.transactions import Database
from tests.dock import expected_next, findings, label, lines
from tests.faults.proxy import Cable, Cut
from tests.house_for_tests import BUTTER, PUMP, TODAY

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from tests.companies import Companies
    from tests.house_for_tests import House
    from tests.postgres import Cluster

pytestmark = pytest.mark.postgres


@pytest.fixture
def cable(postgres_cluster: Cluster) -> Generator[Cable]:
    cable = Cable(postgres_cluster.folder / ".s.PGSQL.5432")
    yield cable
    cable.close()


@pytest.fixture
def far_house(postgres_companies: Companies, cable: Cable) -> Generator[House]:
    """A company whose database is at the end of the cable."""
    house = postgres_companies.open()
    near = house.database
    url = make_url(near.url).set(host="127.0.0.1", port=cable.port, query={})
    house.database = Database(url.render_as_string(hide_password=False))
    yield house
    house.database.close()
    house.database = near
    postgres_companies.close(house)


@pytest.mark.parametrize("cut", Cut)
def test_a_scan_whose_commit_was_cut_off_is_applied_once_and_told_ok(
    far_house: House, cable: Cable, cut: Cut
) -> None:
    receipt = far_house.receipt()
    first = far_house.scan(receipt, label(ai01=BUTTER, ai10="L1"))

    cable.cut = cut
    told = far_house.scan(expected_next(first), label(ai01=BUTTER, ai10="L2"))
    after = far_house.scan(expected_next(told), label(ai01=BUTTER, ai10="L3"))

    assert cable.cuts == 1
    assert [each.kind for each in (first, told, after)] == ["ok", "ok", "ok"]
    assert told.line.lot == "L2"
    received = lines(far_house, receipt.document_id)
    assert [line.id for line in received] == [
        each.line.line_id for each in (first, told, after)
    ]
    assert journalled(far_house) == {first.seq: "ok", told.seq: "ok", after.seq: "ok"}
    assert findings(far_house) == []


def test_a_refusal_whose_commit_was_cut_off_is_told_as_the_refusal_it_was(
    far_house: House, cable: Cable
) -> None:
    receipt = far_house.receipt()
    first = far_house.scan(receipt, label(ai01=PUMP, ai21="P1"))
    other = far_house.receipt()

    cable.cut = Cut.AFTER
    again = far_house.scan(other, label(ai01=PUMP, ai21="P1"))

    assert cable.cuts == 1
    assert again.kind == "refused"
    assert journalled(far_house) == {first.seq: "ok", again.seq: "refused"}


def test_while_the_cable_stays_cut_nobody_says_ok_and_the_bytes_are_kept(
    far_house: House, cable: Cable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan_runner, "_PAUSES", (0.0, 0.1))
    receipt = far_house.receipt()

    cable.cut, cable.stays_cut = Cut.AFTER, True
    data = label(ai01=BUTTER, ai10="L1").encode()
    reading = read(data, today=TODAY)
    ran = scan_runner.run(
        far_house.database,
        far_house.later(),
        scan_runner.Arrival(far_house.uid(), data, "test"),
        receipt,
        lambda tx, expected, scan_id: receiving.receive_scan(tx, reading, expected, scan_id),
        spill=tmp_path / "not-recorded.txt",
    )

    assert ran.bug is None
    assert ran.outcome.kind == "failed"
    assert "whether this was recorded is not known" in str(ran.outcome.words)
    assert repr(data) in (tmp_path / "not-recorded.txt").read_text()
    cable.stays_cut = False
    offered = telling.never_told(far_house.database, far_house.by.workstation_id, 0)
    assert [(row.outcome, row.data) for row in offered] == [("ok", data)]


def journalled(house: House) -> dict[int | None, str]:
    """Every scan in the journal and what became of it; each was recorded once."""
    with house.database.reading() as connection:
        assert connection.scalar(select(func.count(scan.c.uid.distinct()))) == (
            connection.scalar(select(func.count(scan.c.id)))
        )
        rows = connection.execute(
            select(scan.c.seq, scan_outcome.c.outcome).join(
                scan_outcome, scan_outcome.c.scan_id == scan.c.id
            )
        )
        return {seq: outcome for seq, outcome in rows}  # noqa: C416 - rows are no pairs to mypy
