"""Words as data: a message is an English key with named places, formatted at the edge.

Audit entries, scan outcomes and refusals store the key and its parameters, so a journal
written by an English operator reads in Spanish to the next one.
"""

from __future__ import annotations

import gettext
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLACE = re.compile(r"\{(\w+)\}")
_as_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def use_catalogue(catalogue: gettext.NullTranslations) -> None:
    """Translate from now on with this catalogue; told once, at start."""
    global _catalogue  # noqa: PLW0603 - the language is a property of the process
    _catalogue = catalogue


def _(text: str) -> str:
    """Mark and translate a text that is shown as it stands (titles, buttons)."""
    return _catalogue.gettext(text)


def mark(text: str) -> str:
    """Mark a text for translation without translating it yet (keys of messages)."""
    return text


def fill(text: str, params: Mapping[str, str]) -> str:
    """Put parameters into their named places, and nothing else.

    Unlike ``str.format`` it never evaluates attributes or indexes, so neither a
    translation file nor an item name can run code; an unknown place stays as it is.
    """
    return _PLACE.sub(lambda place: str(params.get(place[1], place[0])), text)


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence that is not yet in any language: its English key and its parameters."""

    text: str
    params: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return fill(_catalogue.gettext(self.text), self.params)

    def params_json(self) -> str:
        """The parameters as canonical JSON, as the database keeps them."""
        return _as_json(dict(self.params))

    @staticmethod
    def stored(text: str, params_json: str) -> Message:
        """The message that was kept as a key and JSON parameters."""
        return Message(text, json.loads(params_json))


def message(text: str, /, **params: object) -> Message:
    """A message with its parameters, each as the text it will be shown as."""
    return Message(text, {name: str(value) for name, value in params.items()})
