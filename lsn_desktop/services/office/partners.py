"""Vendors, customers, makers and carriers: entered, and changed with old and new told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.scanning.check_digits import gtin_is_right
from lsn_desktop.services.office import ordering
from lsn_desktop.services.office.ordering import AddParty
from lsn_desktop.storage import catalogue, parties
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from lsn_desktop.storage.transactions import Connection, Tx

_GLN = 13  # digits
_MOST_DAYS = 36_525  # a hundred years


@dataclass(frozen=True, slots=True)
class Partner:
    """A party as it shall be; its code stays what it was when it was entered.

    ``life_on_ship_days`` is how long all it gets must last when it is shipped; None: as each
    item says.
    """

    code: str
    name: str
    address: str = ""
    gln: str = ""
    roles: frozenset[str] = frozenset()
    active: bool = True
    life_on_ship_days: int | None = None


def wrong_fields(
    connection: Connection, wanted: Partner, party_id: int | None = None
) -> dict[str, Refusal]:
    """What is wrong with a party as it is to be, by the name of the field."""
    wrong: dict[str, Refusal] = {}
    code = wanted.code.strip()
    if not wanted.name.strip():
        wrong["name"] = refusal("It has no name.", "Type what the company is called.")
    if party_id is None and not code:
        wrong["code"] = refusal("It has no code.", "Type a short one, as NORTH.")
    elif party_id is None and catalogue.party_by_code(connection, code):
        wrong["code"] = refusal(
            "There is a party {code} already.", "Choose another code.", code=code
        )
    gln = wanted.gln.strip()
    if gln and not (len(gln) == _GLN and gtin_is_right(gln)):
        wrong["gln"] = refusal(
            "{gln} is no GLN: its length or its check digit is wrong.",
            "Check it with the party.",
            gln=gln,
        )
    life = wanted.life_on_ship_days
    if life is not None and not 0 <= life <= _MOST_DAYS:
        wrong["life_on_ship_days"] = refusal(
            "So many days cannot be right.", "Give the days, or leave it empty."
        )
    if not wanted.roles:
        wrong["roles"] = refusal("It is nothing to us yet.", "Say whether it sells or buys.")
    return wrong


def keep(tx: Tx, party_id: int | None, wanted: Partner) -> int:
    """Enter a party, or bring a known one to what is wanted; returns its row number.

    Raises:
        Refusal: as :func:`wrong_fields` tells it.
    """
    for refused in wrong_fields(tx.connection, wanted, party_id).values():
        raise refused
    if party_id is None:
        party_id = ordering.add_party(tx, AddParty(wanted.code, wanted.name))
        parties.change(tx, party_id, _columns(wanted))
        return party_id
    known = parties.by_id(tx.connection, party_id)
    old = _columns(
        Partner(
            known.code,
            known.name,
            known.address,
            known.gln,
            known.roles,
            known.active,
            known.life_on_ship_days,
        )
    )
    changed = {name: new for name, new in _columns(wanted).items() if old[name] != new}
    if changed:
        parties.change(tx, party_id, dict(changed))
    for name, new in changed.items():
        words = message(
            "{what} of {code}: {old} > {new}",
            what=name.removeprefix("is_").replace("_", " "),
            code=known.code,
            old=_shown(old[name]),
            new=_shown(new),
        )
        tx.entries.append(Entry("change", words, "party", party_id))
    if changed:
        tx.events += [Event("party", party_id), Event("order"), Event("stock")]
    return party_id


def _columns(wanted: Partner) -> dict[str, object]:
    return {
        "name": wanted.name.strip(),
        "address": wanted.address.strip(),
        "gln": wanted.gln.strip(),
        **{f"is_{role}": role in wanted.roles for role in parties.ROLES},
        "active": wanted.active,
        "life_on_ship_days": wanted.life_on_ship_days,
    }


def _shown(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "-" if value in {None, ""} else value
