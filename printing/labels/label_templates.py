"""Label templates: what stands where on a label, as data in a text file (TOML).

A template names fields and GS1 application identifiers; it holds no code.
``printing/labels/template_reader.py`` says what a file may hold.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import resources
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Refusal, refusal
from printing.labels.label_elements import LabelTemplate
from printing.labels.template_reader import LARGEST_FILE, bad_template, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LabelTemplate", "builtin", "load", "no_template", "text", "titles"]


def builtin() -> list[str]:
    """Names of the templates that come with the program."""
    return sorted(file.stem for file in resources.path("labels").glob("*.toml"))


@cache
def titles() -> Mapping[str, str]:
    """The titles of the templates that come with the program, by their names."""
    return MappingProxyType({name: load(name).title for name in builtin()})


def load(name: str | Path) -> LabelTemplate:
    """A built-in template by its name, or any template by the path of its file.

    Raises:
        Refusal: there is none, or its file breaks a rule.

    """
    known = isinstance(name, str) and name in builtin()
    file = resources.path(f"labels/{name}.toml") if known else Path(name)
    try:
        size = file.stat().st_size
        source = file.read_bytes() if size <= LARGEST_FILE else b""
    except OSError:
        raise no_template(name) from None
    if size > LARGEST_FILE:
        raise bad_template(file.stem, message("the file is larger than 256 kB"))
    return parse(source, file.stem)


def text(name: str) -> str:
    """The file of a built-in template."""
    return resources.path(f"labels/{name}.toml").read_text("utf-8")


def no_template(name: str | Path) -> Refusal:
    """There is none of this name."""
    return refusal(
        "There is no label template {name}.",
        "Use one of these: {names}; or the path of a template file.",
        name=name,
        names=", ".join(builtin()),
    )
