"""All label templates there are: the company's own from the database, and the built-in ones.

A template of the company's takes the place of a built-in one of its name. Each is given the
company's logo, which stands in no template file.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import mark
from lsn_desktop.paper import template_names
from lsn_desktop.services.labels import keeping_templates
from lsn_desktop.services.labels.keeping_templates import KeepTemplate
from lsn_desktop.storage import house, templates
from printing.labels import label_templates, template_reader, template_writer
from printing.labels.label_elements import LOGO

if TYPE_CHECKING:
    from pathlib import Path

    from lsn_desktop.storage.transactions import Connection, Tx
    from printing.labels.label_elements import LabelTemplate


def load(connection: Connection, name: str | Path, digest: str = "") -> LabelTemplate:
    """A template by its name, or by the path of its file.

    ``digest`` asks for the very version a print job was ordered with; where that was built in
    or in a file, it is what stands there today.

    Raises:
        Refusal: there is none, or its file breaks a rule.
    """
    kept = templates.by_digest(connection, digest) if digest else None
    if kept is None and isinstance(name, str) and templates.id_of(connection, name) is not None:
        newest = templates.named(connection, name)[0]
        kept = newest if newest.kind == "label" else None
    if kept is None:
        return _with_logo(connection, label_templates.load(name))
    return _with_logo(connection, template_reader.parse(kept.source.encode(), kept.name))


def all_of(connection: Connection) -> list[LabelTemplate]:
    """Every template that can be printed with, the company's own first."""
    own = [
        template_reader.parse(kept.source.encode(), kept.name)
        for kept in templates.newest(connection)
    ]
    shadowed = {template.name for template in own}
    built_in = [
        label_templates.load(name) for name in label_templates.builtin() if name not in shadowed
    ]
    return own + built_in


def titles(connection: Connection) -> dict[str, str]:
    """The title of each template that can be printed with by its name, as :func:`all_of`."""
    own = {kept.name: kept.title for kept in templates.newest(connection)}
    return own | {
        name: title for name, title in label_templates.titles().items() if name not in own
    }


def keep(tx: Tx, uid: str, template: LabelTemplate) -> LabelTemplate:
    """Keep a template that was designed, as the next version of its name.

    Raises:
        Refusal: its text breaks a rule of templates.
    """
    return bring_in(tx, uid, template_writer.text(template))


def bring_in(tx: Tx, uid: str, text: str) -> LabelTemplate:
    """Keep the text of a template file: to the letter, where its version is free.

    Raises:
        Refusal: it breaks a rule of templates, or the name is a certificate's.
    """
    read = template_reader.read(text)
    remedy = mark("Give the template another name.")
    template_names.check(tx.connection, read.name, "label", remedy)
    known = templates.named(tx.connection, read.name)
    version = keeping_templates.next_version(tx.connection, read.name, read.version)
    if not (known and known[0].digest == read.digest) and version != read.version:
        text = template_writer.text(replace(read, version=version))
        read = template_reader.read(text)
    order = KeepTemplate(uid, read.name, read.version, read.title, text, read.digest)
    keeping_templates.keep(tx, order)
    return read


def text_of(connection: Connection, name: str, version: str = "") -> str:
    """The text of a template as its file holds it; of an older version, if one is asked for.

    Raises:
        Refusal: there is none.
    """
    for kept in templates.named(connection, name):
        if version in ("", kept.version):
            return kept.source
    built_in = label_templates.load(name)
    if version not in ("", built_in.version):
        raise label_templates.no_template(f"{name} {version}")
    return label_templates.text(name)


def logo(connection: Connection) -> bytes:
    """The company's logo as a PNG; empty where it has none."""
    company = house.the_company(connection)
    return (company.logo if company else None) or b""


def _with_logo(connection: Connection, template: LabelTemplate) -> LabelTemplate:
    if not any(place.source == LOGO for place in template.pictures):
        return template
    return replace(template, logo=logo(connection))
