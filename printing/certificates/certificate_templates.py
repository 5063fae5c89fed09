"""Templates of certificates: what a company states, and how the page is laid out (TOML).

    title = "Letter of conformity"     shown where one is chosen
    kind = "coc"                       or "coa"
    layout = "standard"                or "letter": the statement first, then the goods
    paper = "A4"                       or "Letter"
    statement = "... {item} ..."       with the fields of domain/statements.py

It is called as its file is; of the company's own each version is kept, counted from 1. A
template holds no code; a field that does not exist is refused, not printed.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

import resources
from lsn_desktop.domain import statements
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Refusal, refusal

_LARGEST_FILE = 64 * 1024
_CHOICES = {
    "kind": ("coc", "coa"),
    "layout": ("standard", "letter"),
    "paper": ("A4", "Letter"),
}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _.-]{0,39}")
_LONGEST = {"title": 100, "statement": 5_000}


@dataclass(frozen=True, slots=True)
class CertificateTemplate:
    """What a certificate states and how it looks; ``name`` is that of its file.

    ``version`` is that of one the company keeps; empty of what is built in or in a file.
    """

    name: str
    title: str
    kind: str
    layout: str
    paper: Literal["A4", "Letter"]
    statement: str
    version: str = ""


def builtin(kind: str) -> list[CertificateTemplate]:
    """The templates of a kind that come with the program, the usual one first."""
    files = sorted(resources.path("certificates").glob("*.toml"), key=lambda file: file.stem)
    loaded = [parse(file.read_bytes(), file.stem) for file in files]
    return [each for each in loaded if each.kind == kind]


def load(name: str | Path) -> CertificateTemplate:
    """A built-in template by its name, or any template by the path of its file.

    Raises:
        Refusal: there is none, or its file breaks a rule.
    """
    known = resources.path(f"certificates/{name}.toml")
    is_known = isinstance(name, str) and Path(name).name == name and known.is_file()
    file = known if is_known else Path(name)
    try:
        with file.open("rb") as stream:
            source = stream.read(_LARGEST_FILE + 1)
    except OSError:
        names = [each.name for kind in ("coc", "coa") for each in builtin(kind)]
        raise refusal(
            "There is no certificate template {name}.",
            "Use one of these: {names}; or the path of a template file.",
            name=name,
            names=", ".join(names),
        ) from None
    return parse(source, file.stem)


def text(name: str) -> str:
    """The text of a built-in template, as its file holds it."""
    return resources.path(f"certificates/{name}.toml").read_text("utf-8")


def is_one(source: str) -> bool:
    """Whether a text is meant as a template of certificates: labels state nothing."""
    try:
        return "statement" in tomllib.loads(source)
    except (ValueError, RecursionError):
        return re.search(r"^\s*statement\s*=", source, re.MULTILINE) is not None


def checked_name(name: str) -> str:
    """The name of a template, if it may be one.

    Raises:
        Refusal: it may not; the words say which may.
    """
    if not _NAME.fullmatch(name):
        raise refusal(
            "A certificate template cannot be called {name}.",
            "Give the file a name of letters, digits, spaces and -_. up to 40 characters.",
            name=name[:60],
        )
    return name


def parse(source: bytes, name: str, version: str = "") -> CertificateTemplate:
    """A template from the bytes of its file.

    Raises:
        Refusal: they break a rule; the words say which.
    """
    if len(source) > _LARGEST_FILE:
        raise _bad(name, message("the file is larger than 64 kB"))
    try:
        values: dict[str, Any] = tomllib.loads(source.decode())
    except (ValueError, RecursionError) as error:
        raise _bad(name, message("{why}", why=str(error)[:100])) from None
    wanted = {*_CHOICES, *_LONGEST}
    if strange := sorted(values.keys() - wanted):
        raise _bad(name, message("{key} is no entry of it", key=strange[0][:60]))
    for key in sorted(wanted):
        value = values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise _bad(name, message("{key} is missing, or no text", key=key))
        if key in _CHOICES and value not in _CHOICES[key]:
            choices = ", ".join(_CHOICES[key])
            raise _bad(name, message("{key} is one of {choices}", key=key, choices=choices))
        if len(value) > _LONGEST.get(key, len(value)):
            most = _LONGEST[key]
            raise _bad(name, message("{key} is longer than {most}", key=key, most=most))
    if strange := statements.unknown(values["statement"]):
        raise _bad(name, message("there is no field {field}", field=strange[0][:60]))
    return CertificateTemplate(
        name,
        values["title"].strip(),
        values["kind"],
        values["layout"],
        cast("Literal['A4', 'Letter']", values["paper"]),
        values["statement"].strip(),
        version,
    )


def _bad(name: str, why: object) -> Refusal:
    return refusal(
        "The certificate template {name} cannot be used: {why}.",
        "Mend its file.",
        name=name,
        why=why,
    )
