"""A name belongs to templates of one kind: of labels, or of one kind of certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.refusals import refusal
from lsn_desktop.storage import templates
from printing.certificates import certificate_templates
from printing.labels import label_templates

if TYPE_CHECKING:
    from lsn_desktop.storage.transactions import Connection

CERTIFICATES = ("coc", "coa")


def check(connection: Connection, name: str, kind: str, remedy: str) -> None:
    """Whether a template of a kind may be kept under a name.

    Raises:
        Refusal: what has the name, kept or built in, is of another kind.
    """
    if _kind(connection, name) not in ("", kind):
        raise refusal("The name {name} is that of another kind of template.", remedy, name=name)


def _kind(connection: Connection, name: str) -> str:
    """The kind of what is kept or built in under a name; empty where nothing is."""
    if kept := templates.named(connection, name):
        return kept[0].kind
    if name in label_templates.builtin():
        return "label"
    built_in = (each for kind in CERTIFICATES for each in certificate_templates.builtin(kind))
    return next((each.kind for each in built_in if each.name == name), "")
