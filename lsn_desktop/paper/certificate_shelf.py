"""All templates of certificates there are: the company's own, and the built-in ones.

One of the company's takes the place of a built-in one of its name: kept as ``coc`` or ``coa``
it is the usual one of its kind.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import mark
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.paper import template_names
from lsn_desktop.paper.template_names import CERTIFICATES
from lsn_desktop.services.labels import keeping_templates
from lsn_desktop.services.labels.keeping_templates import KeepTemplate
from lsn_desktop.storage import templates
from printing.certificates import certificate_templates

if TYPE_CHECKING:
    from lsn_desktop.storage.templates import Version
    from lsn_desktop.storage.transactions import Connection, Tx
    from printing.certificates.certificate_templates import CertificateTemplate


def load(connection: Connection, name: str) -> CertificateTemplate:
    """A template by its name, or by the path of its file.

    Raises:
        Refusal: there is none, or its file breaks a rule.
    """
    return named(connection, name) or certificate_templates.load(name)


def named(connection: Connection, name: str) -> CertificateTemplate | None:
    """The company's template of this name, else the built-in one; None where it is none's."""
    if templates.id_of(connection, name) is not None:
        kept = templates.named(connection, name)[0]
        return _parsed(kept) if kept.kind in CERTIFICATES else None
    built_in = (each for kind in CERTIFICATES for each in certificate_templates.builtin(kind))
    return next((each for each in built_in if each.name == name), None)


def all_of(connection: Connection) -> list[CertificateTemplate]:
    """Every template that can be issued on: of each kind the usual one first, then our own."""
    own = [
        _parsed(kept) for kind in CERTIFICATES for kept in templates.newest(connection, kind)
    ]
    shadowed = {each.name for each in own}
    built_in = [
        each
        for kind in CERTIFICATES
        for each in certificate_templates.builtin(kind)
        if each.name not in shadowed
    ]
    return sorted([*own, *built_in], key=_usual_first)


def _usual_first(one: CertificateTemplate) -> tuple[int, bool]:
    return CERTIFICATES.index(one.kind), one.name != one.kind


def bring_in(tx: Tx, uid: str, name: str, text: str) -> CertificateTemplate:
    """Keep the text of a template file, to the letter, as the next version of this name.

    Raises:
        Refusal: it breaks a rule of templates, or the name is a label's or another kind's.
    """
    source = text.encode()
    read = certificate_templates.parse(source, certificate_templates.checked_name(name))
    template_names.check(
        tx.connection,
        name,
        read.kind,
        mark("Give the file another name: the template is called as its file is."),
    )
    digest = hashlib.sha256(source).hexdigest()
    known = templates.named(tx.connection, name)
    if known and known[0].digest == digest:
        version = known[0].version
    else:
        version = keeping_templates.next_version(tx.connection, name, "")
    order = KeepTemplate(uid, name, version, read.title, text, digest, read.kind)
    keeping_templates.keep(tx, order)
    return certificate_templates.parse(source, name, version)


def text_of(connection: Connection, name: str, version: str = "") -> str | None:
    """The text of a template of certificates; None where there is none of the name.

    Raises:
        Refusal: it has no such version.
    """
    if named(connection, name) is None:
        return None
    kept = templates.named(connection, name)
    for one in kept:
        if version in ("", one.version):
            return one.source
    if version:
        raise refusal(
            "The certificate template {name} has no version {version}.",
            "lsn template show {name} names those there are.",
            name=name,
            version=version,
        )
    return certificate_templates.text(name)


def _parsed(kept: Version) -> CertificateTemplate:
    return certificate_templates.parse(kept.source.encode(), kept.name, kept.version)
