"""Each workstation has a key, kept where nobody else reads it, and known to all of them."""

from __future__ import annotations

import stat
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from keyring.errors import KeyringLocked, NoKeyringError

from lsn_desktop import program
from lsn_desktop.domain.refusals import Unavailable
from lsn_desktop.key_store import KeyStore, system_keyring
from lsn_desktop.paper import company_key
from lsn_desktop.program import Program
from lsn_desktop.settings import Settings
from lsn_desktop.storage import house, signing_keys
from printing.certificates import signing_key
from tests.house_for_tests import build

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from lsn_desktop.storage.signing_keys import ListedKey

AT = datetime(2026, 11, 22, tzinfo=UTC)
KEY = signing_key.made("Northwind", AT, AT + timedelta(days=3652))


class Ring:
    """A keyring that works, or fails as keyrings do."""

    def __init__(self, error: Exception | None = None, *, forgets: bool = False) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.error, self.forgets = error, forgets

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.error:
            raise self.error
        if not self.forgets:
            self.kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        if self.error:
            raise self.error
        return self.kept.get((service, username))


def files(folder: Path) -> list[str]:
    return sorted(file.name for file in (folder / "signing").glob("*"))


def test_a_keyring_keeps_the_key_and_no_file_does(tmp_path: Path) -> None:
    ring = Ring()
    store = KeyStore(tmp_path, lambda: ring)

    store.keep(KEY)

    assert files(tmp_path) == []
    assert KeyStore(tmp_path, lambda: ring).key(KEY.certificate) == KEY
    assert not store.is_in_file(KEY.about.fingerprint)


@pytest.mark.parametrize(
    "ring",
    [None, Ring(KeyringLocked("locked")), Ring(NoKeyringError("none")), Ring(forgets=True)],
)
def test_without_a_keyring_a_sealed_file_keeps_it(tmp_path: Path, ring: Ring | None) -> None:
    store = KeyStore(tmp_path, lambda: ring)

    store.keep(KEY)

    assert KeyStore(tmp_path, lambda: None).key(KEY.certificate) == KEY
    assert store.is_in_file(KEY.about.fingerprint)
    assert files(tmp_path) == [f"{KEY.about.fingerprint[:16]}.key", "secret"]
    for file in (tmp_path / "signing").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert KEY.private not in file.read_bytes()


def test_a_key_that_is_not_here_is_none(tmp_path: Path) -> None:
    assert KeyStore(tmp_path, lambda: None).key(KEY.certificate) is None
    assert KeyStore(tmp_path, Ring).key(KEY.certificate) is None


def test_a_keyring_that_stays_locked_is_said(tmp_path: Path) -> None:
    store = KeyStore(tmp_path, lambda: Ring(KeyringLocked("locked")))

    with pytest.raises(Unavailable, match="keyring"):
        store.key(KEY.certificate)


def test_a_file_without_its_secret_is_said(tmp_path: Path) -> None:
    store = KeyStore(tmp_path, lambda: None)
    store.keep(KEY)
    (tmp_path / "signing" / "secret").write_bytes(b"another")

    with pytest.raises(Unavailable, match="cannot be read"):
        store.key(KEY.certificate)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "signing").write_text("a file")

    with pytest.raises(Unavailable, match="cannot be kept"):
        KeyStore(tmp_path, lambda: None).keep(KEY)


def test_where_no_keyring_can_be_used_none_is_found() -> None:
    assert system_keyring() is None


@pytest.fixture
def opened(tmp_path: Path) -> Generator[Program]:
    file = str(tmp_path / "lsn.db")
    build(file).database.close()
    made = Program(Settings(tmp_path, file, "DOCK-1"))
    yield made
    made.close()


def listed(opened: Program) -> list[ListedKey]:
    with opened.database.reading() as connection:
        return signing_keys.listed(connection)


def test_the_key_is_made_at_first_use_and_used_from_then_on(opened: Program) -> None:
    station = opened.station(opened.users()[0])

    first = company_key.usable(opened, station)

    assert company_key.usable(opened, station) == first
    (key,) = listed(opened)
    assert key.certificate == first.certificate
    assert (key.workstation, key.retired_at) == ("DOCK-1", None)
    with opened.database.reading() as connection:
        company = house.the_company(connection)
    assert company is not None
    assert first.about.company == company.name


def test_each_workstation_has_its_own_and_knows_all(opened: Program, tmp_path: Path) -> None:
    company_key.usable(opened, opened.station(opened.users()[0]))
    settings = Settings(tmp_path / "other", str(tmp_path / "lsn.db"), "DOCK-2")
    other = Program(settings)
    company_key.usable(other, other.station(other.users()[0]))

    assert [key.workstation for key in listed(opened)] == ["DOCK-2", "DOCK-1"]
    assert [key.retired_at for key in listed(other)] == [None, None]
    other.close()


def test_a_key_is_renewed_for_another_name_and_where_it_is_lost(
    opened: Program, tmp_path: Path
) -> None:
    station = opened.station(opened.users()[0])
    first = company_key.usable(opened, station)
    with opened.database.transaction(station.by()) as tx:
        house.change_company(tx, {"name": "Northwind International"})

    second = company_key.usable(opened, station)
    assert second.about.company == "Northwind International"
    (tmp_path / "signing" / f"{second.about.fingerprint[:16]}.key").unlink()
    third = company_key.usable(opened, station)

    assert [key.certificate for key in listed(opened)] == [
        each.certificate for each in (third, second, first)
    ]
    assert [key.retired_at is None for key in listed(opened)] == [True, False, False]


def test_a_key_is_renewed_a_year_before_it_expires(
    opened: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    station = opened.station(opened.users()[0])
    first = company_key.usable(opened, station)
    year = 365 * 86_400 * 1_000_000

    monkeypatch.setattr(program, "now", lambda: time.time_ns() // 1000 + 8 * year)
    assert company_key.usable(opened, station) == first
    monkeypatch.setattr(program, "now", lambda: time.time_ns() // 1000 + 9 * year + year // 10)

    assert company_key.usable(opened, station) != first


def test_a_new_key_is_in_the_audit_trail(opened: Program) -> None:
    station = opened.station(opened.users()[0])
    key = company_key.renewed(opened, replace(station))

    with opened.database.reading() as connection:
        (said,) = connection.exec_driver_sql(
            "SELECT digest FROM audit_entry WHERE subject = 'signing_key'"
        ).one()
    assert said == key.about.fingerprint
