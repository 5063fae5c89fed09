"""The key this workstation signs with: made at first use, and anew before it grows old.

Each workstation has its own, so that no private key ever travels; all are listed in the
database by their certificates, so that each workstation can verify what any of them signed.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from lsn_desktop.key_store import KeyStore
from lsn_desktop.services import company_keys
from lsn_desktop.storage import house, signing_keys
from printing import signing_key

if TYPE_CHECKING:
    from lsn_desktop.program import Program, Station
    from printing.signing_key import SigningKey

_GOOD_FOR = timedelta(days=3652)
_AHEAD = timedelta(days=365)  # a customer sees years of life in a signature of today


def usable(program: Program, station: Station, store: KeyStore | None = None) -> SigningKey:
    """The key of this workstation.

    A new one is made where there is none yet, where its private part is gone, where the
    company has another name by now, and a year before it expires.

    Raises:
        Unavailable: it cannot be read, or a new one cannot be kept.
    """
    store = store or KeyStore(program.settings.folder)
    with program.database.reading() as connection:
        listed = signing_keys.of_workstation(connection, station.workstation_id)
        company = house.the_company(connection)
    if listed is not None and (key := store.key(listed.certificate)) is not None:
        same = key.about.company == signing_key.common_name(company.name if company else "")
        if same and key.about.until - _AHEAD > _at(station):
            return key
    return renewed(program, station, store)


def renewed(program: Program, station: Station, store: KeyStore | None = None) -> SigningKey:
    """A new key of this workstation, kept and listed; the one before it signs no more.

    Raises:
        Unavailable: it cannot be kept.
    """
    store = store or KeyStore(program.settings.folder)
    with program.database.reading() as connection:
        company = house.the_company(connection)
    since = _at(station)
    key = signing_key.made(company.name if company else "", since, since + _GOOD_FOR)
    store.keep(key)  # before it is listed: a key in the list can sign
    fingerprint = key.about.fingerprint
    program.database.run(
        station.by(), lambda tx: company_keys.begin(tx, fingerprint, key.certificate)
    )
    return key


def _at(station: Station) -> datetime:
    return datetime.fromtimestamp(station.by().at / 1_000_000, UTC)
