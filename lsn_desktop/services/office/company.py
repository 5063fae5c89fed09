"""What a company says of itself, changed after the first start; the audit keeps both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.office import signing, starting
from lsn_desktop.storage import blobs, catalogue, house
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.storage.transactions import Connection, Tx

RECEIVING_PLACE = "receiving place"


@dataclass(frozen=True, slots=True)
class CompanyFacts:
    """The company and its first site as they are, or as they are to be.

    ``logo`` is a PNG; None leaves the one there is, empty bytes take it away.
    """

    name: str
    address: str
    gs1_prefix: str
    time_zone: str
    receiving_place: str
    logo: bytes | None = None


def facts(connection: Connection) -> CompanyFacts:
    """The company as it is, its logo with it."""
    company, site = house.the_company(connection), house.the_site(connection)
    if company is None or site is None:
        raise refusal("There is no company yet.", "Fill in the first page.")
    place = house.settings(connection).get(RECEIVING_PLACE, "")
    return CompanyFacts(
        company.name,
        company.address,
        company.gs1_prefix,
        site.time_zone,
        place,
        company.logo or b"",
    )


def flaws(connection: Connection, wanted: CompanyFacts) -> dict[str, Refusal]:
    """What is wrong, by the field's name; empty if nothing is."""
    found = starting.company_flaws(wanted)
    place = catalogue.location_by_code(connection, wanted.receiving_place.strip())
    if place is not None and not (place.is_real and place.kind in {"receiving", "storage"}):
        found["receiving_place"] = refusal(
            "Goods cannot be received into {place}: it is a {kind} place.",
            "Choose a receiving place, or type the name of a new one.",
            place=place.code,
            kind=place.kind,
        )
    return {field: flaw for field, flaw in found.items() if flaw is not None}


def change(tx: Tx, wanted: CompanyFacts) -> list[str]:
    """Bring the company to what is wanted; the names of the fields that changed.

    A receiving place nobody has yet is made.

    Raises:
        Refusal: as :func:`flaws` tells it, or whoever does it is no owner.
    """
    signing.owner_only(tx)
    for flaw in flaws(tx.connection, wanted).values():
        raise flaw
    known = facts(tx.connection)
    new = {
        name: getattr(wanted, name).strip()
        for name in ("name", "address", "gs1_prefix", "time_zone", "receiving_place")
    }
    changed = {name: value for name, value in new.items() if value != getattr(known, name)}
    has_new_logo = wanted.logo is not None and wanted.logo != known.logo
    columns: dict[str, object] = {
        name: changed[name] for name in ("name", "address", "gs1_prefix") if name in changed
    }
    if has_new_logo:
        columns["logo_blob_id"] = _kept(tx, wanted.logo or b"")
    if columns:
        house.change_company(tx, columns)
    if "time_zone" in changed:
        _change_site(tx, {"time_zone": changed["time_zone"]})
    if "receiving_place" in changed:
        _receive_into(tx, changed["receiving_place"])
    for name, value in changed.items():
        _tell(tx, name.replace("_", " "), str(getattr(known, name)), value)
    if has_new_logo:
        _tell(tx, "logo", _picture(known.logo), _picture(wanted.logo))
    tx.events.append(Event("company"))
    return [*changed, *(["logo"] if has_new_logo else [])]


def _kept(tx: Tx, logo: bytes) -> int | None:
    return blobs.keep(tx.connection, logo, "image/png", "logo")[0] if logo else None


def _change_site(tx: Tx, values: dict[str, object]) -> None:
    site = house.the_site(tx.connection)
    if site is not None:
        house.change_site(tx, site.id, values)


def _receive_into(tx: Tx, code: str) -> None:
    if catalogue.location_by_code(tx.connection, code) is None:
        site = house.the_site(tx.connection)
        location_id = catalogue.add_location(
            tx,
            {
                "site_id": site.id if site else None,
                "code": code,
                "kind": "receiving",
                "is_real": True,
            },
        )
        words = message("New receiving place {code}", code=code)
        tx.entries.append(Entry("create", words, "location", location_id))
    house.set_setting(tx.connection, RECEIVING_PLACE, code)


def _picture(logo: bytes | None) -> str:
    return f"{len(logo)} bytes" if logo else ""


def _tell(tx: Tx, what: str, old: str, new: str) -> None:
    words = message(
        "{what} of the company: {old} > {new}", what=what, old=old or "-", new=new or "-"
    )
    tx.entries.append(Entry("change", words, "company", 1))
