"""The one composition the window and the command line share."""

from __future__ import annotations

import gc
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from lsn_desktop.domain.identifiers import uid7
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Unavailable
from lsn_desktop.paper.one_press import OnePress
from lsn_desktop.scanning import separators
from lsn_desktop.scanning.gs1 import GS
from lsn_desktop.scanning.read import read
from lsn_desktop.services.codes import scan_runner
from lsn_desktop.services.office import backing_up, signing
from lsn_desktop.services.office.telling import ToldMark
from lsn_desktop.storage import house, people, schema
from lsn_desktop.storage.transactions import By, Database

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.services.codes.scan_runner import Ran
    from lsn_desktop.settings import Settings
    from lsn_desktop.storage.people import User
    from lsn_desktop.storage.transactions import Tx

_NEW_OBJECTS = 20_000  # made since the last search for garbage, before the next one


def now() -> int:
    """The instant it is, microseconds UTC."""
    return time.time_ns() // 1000


def day_of(at: int, time_zone: str) -> date:
    """The day an instant is in a time zone."""
    return datetime.fromtimestamp(at / 1_000_000, UTC).astimezone(ZoneInfo(time_zone)).date()


def settle_memory() -> None:
    """Leave what was made at the start out of every later search for garbage.

    Reading ten thousand rows makes as many objects: with Python's own thresholds a fifth of
    the time goes into looking for cycles among them.
    """
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])


def new_uid() -> str:
    """A uid for something that may arrive twice."""
    return uid7(now(), secrets.token_bytes(10))


@dataclass(frozen=True, slots=True)
class Station:
    """Who works where: the signed-in user at this workstation, on the site's clock."""

    user: User
    workstation_id: int
    workstation: str
    time_zone: str

    def by(self) -> By:
        """Who does something, where, and when it is now."""
        at = now()
        return By(self.user.id, self.workstation_id, at, day_of(at, self.time_zone))


FROM_PICTURE = "Picture: "
"""What the device of a code found in a picture begins with; the file's name follows."""


class Program:
    """An open database with this workstation's settings; closed by :meth:`close`.

    Raises:
        Unavailable: the database cannot be opened, or is newer than the program.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.database = Database(settings.database)
        self.told = ToldMark(settings.folder, settings.workstation)
        self.press = OnePress(settings.folder)
        self.spill = settings.folder / "not-recorded.txt"
        self._sending: set[str] = set()  # scanners that sent a group separator

    def migrate(self) -> None:
        """Bring the database to today's form; one that holds something is backed up first.

        Raises:
            Unavailable: it is newer than this program, or could not be backed up.
        """
        if schema.is_behind(self.database):
            backing_up.back_up_into(self.database, self.settings.backups, now())
        schema.migrate(self.database)

    @property
    def is_started(self) -> bool:
        """Whether the database is of today's form and holds a company."""
        if schema.revision(self.database) != schema.newest():
            return False
        with self.database.reading() as connection:
            return house.the_company(connection) is not None

    def station(self, user: User) -> Station:
        """A user at our workstation; an unknown workstation is made."""
        with self.database.reading() as connection:
            site = house.the_site(connection)
            station_id = people.workstation_id(connection, self.settings.workstation)
        if site is None:
            raise Unavailable(
                message("This database has no company yet."),
                message("Start the program and fill in the first page, or run lsn init."),
            )
        if station_id is None:
            with self.database.first_transaction() as connection:
                station_id = people.add_workstation(connection, self.settings.workstation)
        return Station(user, station_id, self.settings.workstation, site.time_zone)

    def users(self) -> list[User]:
        """Everyone who may sign in, by name."""
        with self.database.reading() as connection:
            return people.users(connection)

    def sign_in(self, name: str, pin: str) -> Station | None:
        """The station of the user whose PIN this is; None if name or PIN are wrong.

        Raises:
            Refusal: too many wrong PINs a moment ago.
        """
        with self.database.reading() as connection:
            user = people.user_by_name(connection, name)
        if user is None:
            return None
        station = self.station(user)
        signed = self.database.run(
            station.by(), lambda tx: signing.sign_in_by_pin(tx, name, pin)
        )
        return station if signed else None

    def sign_in_by_badge(self, badge: str) -> Station | None:
        """The station of the user whose badge this is; None if it is nobody's."""
        with self.database.reading() as connection:
            user = people.user_by_badge(connection, signing.badge_hash(badge))
        if user is None:
            return None
        station = self.station(user)
        self.database.run(station.by(), lambda tx: signing.sign_in_by_badge(tx, badge))
        return station

    def read(self, frame: bytes, station: Station) -> Reading:
        """A frame, read on the site's day."""
        return read(frame, today=day_of(now(), station.time_zone))

    def _hear(self, frame: bytes, station: Station, device: str) -> Reading:
        """A frame of a scanner, with its candidates where separators may be lost.

        What a scanner sends is known from its profile, or from a scan that had a separator:
        not of keyboard scanners by timing, where two may share a name.
        """
        reading = self.read(frame, station)
        is_sent = reading.read_as == "gs1" and GS in reading.text
        if is_sent and self.settings.is_one_scanner(device):
            self._sending.add(device)
        told = self.settings.separators_of(device)
        sent = told == "sends" or (not told and device in self._sending)
        sent = sent or device.startswith(FROM_PICTURE)  # the decoder told all it saw
        return separators.recovered(reading, today=day_of(now(), station.time_zone), sent=sent)

    def scan(
        self,
        station: Station,
        frame: bytes,
        device: str,
        expectation: Expectation,
        use_case: Callable[[Tx, Reading, Expectation, int], Outcome],
    ) -> Ran:
        """Read a frame and run it: recorded, decided, committed. The caller tells it."""
        reading = self._hear(frame, station, device)
        arrival = scan_runner.Arrival(
            uid=new_uid(),
            data=frame,
            device=device,
            told_mark=self.told.seq,
            symbology=reading.symbology,
            read_as=reading.read_as,
        )
        return scan_runner.run(
            self.database,
            station.by(),
            arrival,
            expectation,
            lambda tx, expected, scan_id: use_case(tx, reading, expected, scan_id),
            spill=self.spill,
        )

    def enter(
        self,
        station: Station,
        words: str,
        expectation: Expectation,
        use_case: Callable[[Tx, Expectation, int], Outcome],
    ) -> Ran:
        """Run what came from the keyboard the same way; the journal keeps the words."""
        arrival = scan_runner.Arrival(
            uid=new_uid(),
            data=words.encode(),
            device="keyboard",
            told_mark=self.told.seq,
            read_as="typed",
        )
        return scan_runner.run(
            self.database, station.by(), arrival, expectation, use_case, spill=self.spill
        )

    def close(self) -> None:
        """Let go of the printers here, and of the database."""
        self.press.leave()
        self.database.close()
