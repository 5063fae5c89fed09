"""A desk in a small company with stock, for tests of the office pages."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from lsn_desktop.program import Program
from lsn_desktop.settings import Settings
from lsn_desktop.storage import lists
from tests.dock import label
from tests.house_for_tests import BUTTER, CHIP, MILK, build
from ui.changes import Changes
from ui.desk import Desk
from ui.scans.sounds import Sounds
from ui.tasks import Inline

if TYPE_CHECKING:
    from ui.parts.theme import Theme
    from ui.tasks import Lanes


@dataclass
class Office:
    """The desk, its program, and where its pages wanted to go."""

    program: Program
    desk: Desk
    went: list[tuple[str, int | None]] = field(default_factory=list)

    def lsn(self, typed: str) -> int:
        """The lot or serial of these letters."""
        with self.program.database.reading() as connection:
            return lists.lsns(connection, typed, n=1)[0].id

    def close(self) -> None:
        self.program.close()


@lru_cache
def _model() -> Path:
    """The company as a file, built once for all tests of a run."""
    file = Path(tempfile.mkdtemp(prefix="lsn-office-")) / "lsn.db"
    house = build(str(file))
    receipt = house.receipt()
    for scan in (
        label(ai01=MILK, ai17="261219", ai10="L2611A"),
        label(ai01=BUTTER, ai10="B2610A"),
        label(ai01=CHIP, ai10="C77", ai21="SN-1"),
    ):
        house.scan(receipt, scan)
    house.post(receipt.document_id)
    receipt = house.receipt()
    for gtin in (MILK, BUTTER):
        house.scan(receipt, label(ai01=gtin, ai17="261230", ai10="X1"))
    house.post(receipt.document_id)
    house.database.close()
    atexit.register(shutil.rmtree, file.parent)
    return file


def office(folder: Path, theme: Theme, lanes: Lanes | None = None) -> Office:
    """Milk L2611A, butter B2610A and chip SN-1 of lot C77; of milk and butter a lot X1 each."""
    file = shutil.copy(_model(), folder / "lsn.db")
    program = Program(Settings(folder, str(file), "DOCK-1"))
    station = program.station(program.users()[0])
    changes = Changes()
    program.database.announce = lambda events: changes.announce(one.subject for one in events)
    went: list[tuple[str, int | None]] = []
    desk = Desk(
        program,
        station,
        lanes or Inline(),
        theme,
        changes,
        Sounds(None),
        lambda page, subject: went.append((page, subject)),
    )
    return Office(program, desk, went)
