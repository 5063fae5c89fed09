"""Templates of the company's own: a new version is added, an old one never changes.

What stands in a template is looked at before it comes here; here its text is kept. A template
of the company's takes the place of a built-in one of its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.storage import templates
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.templates import Version

if TYPE_CHECKING:
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.storage.transactions import Connection, Tx


@dataclass(frozen=True, slots=True)
class KeepTemplate:
    """A version to keep: its text, and the SHA-256 of that.

    ``kind`` is ``label``, or that of a certificate: ``coc``, ``coa``.
    """

    uid: str
    name: str
    version: str
    title: str
    source: str
    digest: str
    kind: str = "label"


def next_version(connection: Connection, name: str, wanted: str) -> str:
    """The version a changed template gets: as it is called where that is free, else counted.

    Any version ever kept is taken: a print says by it which template it was.
    """
    taken = {one.version for one in templates.named(connection, name)}
    if wanted and wanted not in taken:
        return wanted
    numbers = (int(one) for one in taken if one.isascii() and one.isdigit())
    return str(max(numbers, default=0) + 1)


def keep(tx: Tx, order: KeepTemplate) -> None:
    """Keep a version; the text that is the newest already is not kept twice.

    Raises:
        Refusal: another text was kept under this version.
    """
    if templates.uid_known(tx.connection, order.uid):
        return
    known = templates.named(tx.connection, order.name)
    if known and known[0].digest == order.digest:
        templates.set_retired(tx, order.name, retired=False)
        return
    if any(one.version == order.version for one in known):
        raise refusal(
            "Version {version} of the label template {name} is kept already.",
            "Give it another version, then save it again.",
            version=order.version,
            name=order.name,
        )
    version = Version(
        order.name, order.version, order.title, order.source, order.digest, tx.by.at,
        retired=False, kind=order.kind,
    )  # fmt: skip
    template_id = templates.add_version(tx, version, order.uid)
    tx.entries.append(
        Entry(
            "keep", kept_words(order.kind, order.name, order.version), "template", template_id
        )
    )
    tx.events.append(Event("template", template_id))


def kept_words(kind: str, name: str, version: str) -> Message:
    """What was kept, in words."""
    if kind == "label":
        return message("Label template {name}, version {version}", name=name, version=version)
    return message("Certificate template {name}, version {version}", name=name, version=version)


def retire(tx: Tx, name: str) -> None:
    """Use a template of the company's no more; what was printed with it keeps its version.

    Raises:
        Refusal: there is none, or it is used for something.
    """
    template_id = templates.id_of(tx.connection, name)
    if template_id is None:
        raise refusal(
            "The company has no template {name} of its own.",
            "Built-in templates stay; one of the company's is chosen instead of them.",
            name=name,
        )
    is_label = templates.named(tx.connection, name)[0].kind == "label"
    if is_label and any(use.template == name for use in templates.uses(tx.connection)):
        raise refusal(
            "The label template {name} is in use.",
            "Say first what is used instead of it.",
            name=name,
        )
    templates.set_retired(tx, name, retired=True)
    words = (
        message("Label template {name} is used no more", name=name)
        if is_label
        else message("Certificate template {name} is used no more", name=name)
    )
    tx.entries.append(Entry("retire", words, "template", template_id))
    tx.events.append(Event("template", template_id))
