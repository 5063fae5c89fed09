"""Templates of the company's own: every version as it was, and which label is used for what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, delete, func, insert, or_, select, update

from lsn_desktop.storage.tables.catalogue import item, party
from lsn_desktop.storage.tables.templates import (
    label_template,
    label_template_use,
    label_template_version,
)

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

    from lsn_desktop.storage.transactions import Tx


class Version(NamedTuple):
    """One version of a template; ``created_at`` in microseconds UTC.

    ``kind`` is ``label``, or that of a certificate: ``coc``, ``coa``.
    """

    name: str
    version: str
    title: str
    source: str
    digest: str
    created_at: int
    retired: bool
    kind: str = "label"


_VERSION = label_template_version.c
_VERSIONS = select(
    label_template.c.name,
    _VERSION.version,
    _VERSION.title,
    _VERSION.source,
    _VERSION.digest,
    _VERSION.created_at,
    label_template.c.retired,
    label_template.c.kind,
).join_from(label_template_version, label_template)


def newest(connection: Connection, kind: str = "label") -> list[Version]:
    """The newest version of each template of a kind that is used, by name."""
    last = select(func.max(_VERSION.id)).group_by(_VERSION.template_id).scalar_subquery()
    rows = connection.execute(
        _VERSIONS.where(
            _VERSION.id.in_(last), ~label_template.c.retired, label_template.c.kind == kind
        ).order_by(label_template.c.name)
    )
    return [Version(*row) for row in rows]


def named(connection: Connection, name: str) -> list[Version]:
    """All versions of a template of any kind, the newest first."""
    rows = connection.execute(
        _VERSIONS.where(label_template.c.name == name).order_by(_VERSION.id.desc())
    )
    return [Version(*row) for row in rows]


def by_digest(connection: Connection, digest: str) -> Version | None:
    """The version whose text has this SHA-256, as a print job keeps it."""
    row = connection.execute(_VERSIONS.where(_VERSION.digest == digest)).first()
    return None if row is None else Version(*row)


def uid_known(connection: Connection, uid: str) -> bool:
    """Whether a version was kept under this uid."""
    return bool(connection.scalar(select(func.count()).where(_VERSION.uid == uid)))


def id_of(connection: Connection, name: str) -> int | None:
    """A template that is used, of any kind, by its name."""
    found: int | None = connection.scalar(
        select(label_template.c.id).where(
            label_template.c.name == name, ~label_template.c.retired
        )
    )
    return found


def add_version(tx: Tx, version: Version, uid: str) -> int:
    """Keep a new version; its template is used again if it had been retired. Gives its id."""
    found: int | None = tx.connection.scalar(
        select(label_template.c.id).where(label_template.c.name == version.name)
    )
    if found is None:
        done = tx.connection.execute(
            insert(label_template).values(name=version.name, kind=version.kind)
        )
        found = int(done.inserted_primary_key[0])  # type: ignore[index]
    set_retired(tx, version.name, retired=False)
    tx.connection.execute(
        insert(label_template_version).values(
            uid=uid,
            template_id=found,
            version=version.version,
            title=version.title,
            source=version.source,
            digest=version.digest,
            created_at=version.created_at,
            created_by=tx.by.user_id,
        )
    )
    return int(found)


def set_retired(tx: Tx, name: str, *, retired: bool) -> None:
    """Let a template be used no more, or again; its versions stay."""
    tx.connection.execute(
        update(label_template).where(label_template.c.name == name).values(retired=retired)
    )


@dataclass(frozen=True, slots=True)
class For:
    """What a label is for; None and empty mean any."""

    item_id: int | None = None
    customer_id: int | None = None
    printer: str = ""


class Use(NamedTuple):
    """A template that is used instead of the usual one, and for what, in words."""

    usual: str
    item: str
    customer: str
    printer: str
    template: str
    what: For


_USE = label_template_use.c


def uses(connection: Connection) -> list[Use]:
    """Every rule of which template is used for what; of those for one, the winner first."""
    rows = connection.execute(
        select(
            _USE.usual,
            func.coalesce(item.c.sku, ""),
            func.coalesce(party.c.name, ""),
            _USE.printer,
            _USE.template,
            _USE.item_id,
            _USE.customer_id,
        )
        .outerjoin(item, item.c.id == _USE.item_id)
        .outerjoin(party, party.c.id == _USE.customer_id)
        .order_by(_USE.usual, _USE.id)
    )
    found = [Use(*row[:5], For(row[5], row[6], row[3])) for row in rows]
    found.sort(key=lambda use: _named(use.what.item_id, use.what.customer_id, use.printer),
               reverse=True)  # fmt: skip
    return sorted(found, key=lambda use: use.usual)


def chosen(connection: Connection, usual: str, what: For) -> str | None:
    """The template used for it: the rule that names most of it, then item before customer."""
    rows = connection.execute(
        select(_USE.template, _USE.item_id, _USE.customer_id, _USE.printer).where(
            _USE.usual == usual,
            or_(_USE.item_id.is_(None), _USE.item_id == what.item_id),
            or_(_USE.customer_id.is_(None), _USE.customer_id == what.customer_id),
            or_(_USE.printer == "", _USE.printer == what.printer),
        )
    ).all()
    best = max(rows, key=lambda row: _named(*row[1:]), default=None)
    return None if best is None else str(best[0])


def _named(item_id: int | None, customer_id: int | None, printer: str) -> tuple[int, ...]:
    marks = (item_id is not None, customer_id is not None, bool(printer))
    return (sum(marks), *marks)


def set_use(tx: Tx, usual: str, what: For, template: str) -> None:
    """Use a template for this from now on; empty is the usual one again."""
    tx.connection.execute(delete(label_template_use).where(_for(usual, what)))
    if template:
        tx.connection.execute(
            insert(label_template_use).values(
                usual=usual,
                item_id=what.item_id,
                customer_id=what.customer_id,
                printer=what.printer,
                template=template,
            )
        )


def _for(usual: str, what: For) -> ColumnElement[bool]:
    return and_(
        _USE.usual == usual,
        _USE.item_id.is_not_distinct_from(what.item_id),
        _USE.customer_id.is_not_distinct_from(what.customer_id),
        _USE.printer == what.printer,
    )
