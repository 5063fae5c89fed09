"""The templates there are, and the company's own fields they may show."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from lsn_desktop.storage import custom_fields as kept_fields
from printing import label_templates
from ui.designer.stocks import size_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.program import Program
    from lsn_desktop.storage.transactions import Connection
    from printing.label_elements import LabelTemplate

_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Kept:
    """A template as it is listed."""

    name: str
    title: str
    size: str
    whose: str
    version: str


def all_of(_program: Program) -> list[Kept]:
    """Every template, the company's own first."""
    loaded = (label_templates.load(name) for name in label_templates.builtin())
    return [
        Kept(one.name, one.title, size_words(one.width, one.height), _("Built in"), one.version)
        for one in loaded
    ]


def load(_program: Program, name: str) -> LabelTemplate:
    """One of them, to be designed.

    Raises:
        Refusal: there is none of this name.
    """
    return label_templates.load(name)


def custom_fields(connection: Connection) -> Sequence[str]:
    """The names of the company's own fields."""
    return kept_fields.names(connection)


def named_by_title(template: LabelTemplate) -> LabelTemplate:
    """The template under a name of its own: as it has one, else after its title."""
    if template.name and template.name not in label_templates.builtin():
        return template
    plain = unicodedata.normalize("NFKD", template.title).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:_LONGEST_NAME].strip("-")
    name = name or _("label")
    while name in label_templates.builtin():
        name = f"own-{name}"[:_LONGEST_NAME]
    return replace(template, name=name)
