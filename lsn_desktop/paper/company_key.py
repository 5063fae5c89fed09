"""The key this workstation signs with: made at first use, and anew before it grows old.

Each workstation has its own, so that no private key ever travels; all are listed in the
database by their certificates, so that each workstation can verify what any of them signed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from lsn_desktop.key_store import KeyStore
from lsn_desktop.services.certificates import company_keys
from lsn_desktop.services.office import signing
from lsn_desktop.storage import house, signing_keys
from printing.certificates import signing_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.program import Program, Station
    from lsn_desktop.storage.signing_keys import ListedKey
    from printing.certificates.signing_key import KeyFacts, SigningKey

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


def renewed_by_hand(program: Program, station: Station) -> SigningKey:
    """A new key, because an owner wants one.

    Raises:
        Refusal: whoever wants it is no owner.
        Unavailable: it cannot be kept.
    """
    program.database.run(station.by(), signing.owner_only)
    return renewed(program, station)


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of the company, newest first, each with what its certificate says.

    ``own`` is the one this workstation signs with, None before its first certificate;
    ``in_file`` tells that it lies in a sealed file, not in a keyring.
    """

    all: Sequence[tuple[ListedKey, KeyFacts]]
    own: ListedKey | None
    in_file: bool


def keys(program: Program, station: Station) -> Keys:
    """What is known of the keys there are, without touching a private one."""
    with program.database.reading() as connection:
        listed = signing_keys.listed(connection)
        own = signing_keys.of_workstation(connection, station.workstation_id)
    store = KeyStore(program.settings.folder)
    return Keys(
        [(each, signing_key.facts(each.certificate)) for each in listed],
        own,
        in_file=own is not None and store.is_in_file(own.fingerprint),
    )


def _at(station: Station) -> datetime:
    return datetime.fromtimestamp(station.by().at / 1_000_000, UTC)
