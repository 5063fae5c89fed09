"""The templates there are, and the company's own fields they may show."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from lsn_desktop.paper import label_shelf
from lsn_desktop.program import new_uid
from lsn_desktop.services.labels import keeping_templates
from lsn_desktop.storage import custom_fields as kept_fields
from lsn_desktop.storage import templates
from printing.labels import label_templates
from ui.asking import ask, change
from ui.designer.stocks import size_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lsn_desktop.storage.transactions import Connection, Tx
    from printing.labels.label_elements import LabelTemplate
    from ui.desk import Desk
    from ui.tasks import Failed

_LONGEST_NAME = 36


@dataclass(frozen=True, slots=True)
class Kept:
    """A template as it is listed; ``own`` if it is the company's."""

    name: str
    title: str
    size: str
    version: str
    own: bool

    @property
    def whose(self) -> str:
        """Where it comes from, in words."""
        return _("Our own") if self.own else _("Built in")


def all_of(connection: Connection) -> list[Kept]:
    """Every template, the company's own first."""
    own = {one.name for one in templates.newest(connection)}
    return [
        Kept(
            one.name, one.title, size_words(one.width, one.height), one.version, one.name in own
        )
        for one in label_shelf.all_of(connection)
    ]


def custom_fields(connection: Connection) -> Sequence[str]:
    """The names of the company's own fields."""
    return kept_fields.names(connection)


def open_template(
    desk: Desk, name: str, then: Callable[[LabelTemplate], None], failed: Failed
) -> None:
    """Get a template, to be designed."""
    ask(desk, lambda connection: label_shelf.load(connection, name), then, failed)


def keep(
    desk: Desk,
    template: LabelTemplate,
    then: Callable[[LabelTemplate], None],
    failed: Failed,
    *,
    instead: bool,
) -> None:
    """Keep a template as a new version of its name; a new one gets a name after its title.

    With ``instead`` one that was built in keeps its name, and is printed instead of that.
    """
    uid = new_uid()

    def act(tx: Tx) -> LabelTemplate:
        named = template if instead and template.name else named_by_title(template)
        if not template.name or named.name != template.name:
            named = replace(named, name=_free(tx.connection, named.name))
        return replace(label_shelf.keep(tx, uid, named), logo=template.logo)

    change(desk, act, then, failed)


def retire(desk: Desk, name: str, then: Callable[[None], None], failed: Failed) -> None:
    """Use a template of the company's no more."""
    change(desk, lambda tx: keeping_templates.retire(tx, name), then, failed)


def named_by_title(template: LabelTemplate) -> LabelTemplate:
    """The template under a name of its own: as it has one, else after its title."""
    if template.name and template.name not in label_templates.builtin():
        return template
    plain = unicodedata.normalize("NFKD", template.title).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:_LONGEST_NAME].strip("-")
    name = name or "label"
    if name in label_templates.builtin():
        name = f"own-{name}"[:_LONGEST_NAME]
    return replace(template, name=name)


def _free(connection: Connection, name: str) -> str:
    """The name, or with a number where another template has it."""
    if not templates.named(connection, name):
        return name
    numbered = (f"{name}-{number}" for number in count(2))
    return next(one for one in numbered if not templates.named(connection, one))
