"""What is wrong with a scan, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from lsn_desktop.domain.messages import mark, message
from lsn_desktop.scanning.readings import Flaw

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lsn_desktop.scanning.codes import Code
    from lsn_desktop.scanning.gs1_table import Ai

_MOST_SHOWN = 40


class Described(Protocol):
    """What a table says of an element: a GS1 AI, or a structure of another standard."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def lengths(self) -> str: ...


_IN_ELEMENT: dict[Code, str] = {
    "empty": mark("{element} has no value."),
    "length": mark("{element} has {count} characters, {lengths} belong there: {value}."),
    "character": mark("{element} has a character that may not stand there: {value}."),
    "check-digit": mark("{element} does not check: {value} is misprinted or misread."),
    "date": mark("{element} is no day or time of the calendar: {value}."),
    "code-list": mark("{element} is not in its list of codes: {value}."),
    "format": mark("{element} is not in the form it must have: {value}."),
}


def shown(raw: str) -> str:
    """A value fit to stand in a sentence: control characters written out, shortened."""
    text = raw if len(raw) <= _MOST_SHOWN else raw[:_MOST_SHOWN] + "\u2026"
    return "".join(char if char.isprintable() else f"<{ord(char):02X}>" for char in text)


def in_element(ai: Described, raw: str, code: Code) -> Flaw:
    """What is wrong within one element."""
    return Flaw(
        ai.id,
        code,
        message(
            _IN_ELEMENT[code],
            element=_element(ai),
            value=shown(raw),
            count=len(raw),
            lengths=ai.lengths,
        ),
    )


def separator(ai: Ai, raw: str) -> Flaw:
    """An element ran on, as when the scanner drops the separator behind it."""
    text = mark(
        "Where does {element} end in {value}? The scanner may have dropped a separator."
    )
    return Flaw(ai.id, "separator", message(text, element=_element(ai), value=shown(raw)))


def repeat(id_: str, first: str, second: str) -> Flaw:
    """The same element came twice with two values."""
    text = mark("({id}) stands there twice: {first} and {second}.")
    named = message(text, id=id_, first=shown(first), second=shown(second))
    return Flaw(id_, "repeat", named)


def unknown_ai(id_: str, raw: str) -> Flaw:
    """An element no dictionary of ours knows; it is kept."""
    text = mark("({id}) is no Application Identifier known here; its value {value} is kept.")
    return Flaw(id_, "unknown-ai", message(text, id=id_, value=shown(raw)))


def no_ai(raw: str) -> Flaw:
    """Characters where an Application Identifier should begin."""
    return Flaw(
        "",
        "format",
        message(mark("No Application Identifier begins {value}."), value=shown(raw)),
    )


def requires(ai: Ai) -> Flaw:
    """An element that may not stand without another."""
    text = mark("{element} belongs with {needed}, which the label does not have.")
    needed = _either("+".join(f"({part})" for part in need.split("+")) for need in ai.needs)
    return Flaw(ai.id, "requires", message(text, element=_element(ai), needed=needed))


def excludes(ai: Ai, others: Iterable[str]) -> Flaw:
    """Elements that may not stand together."""
    text = mark("{element} may not stand beside {others}.")
    listed = _either(f"({other})" for other in others)
    return Flaw(ai.id, "excludes", message(text, element=_element(ai), others=listed))


def _element(ai: Described) -> str:
    return f"({ai.id}) {ai.title}".rstrip()


def _either(names: Iterable[str]) -> str:
    return " / ".join(names)


def empty() -> Flaw:
    """Nothing between the identifier and the end, or nothing at all."""
    return Flaw("", "empty", message(mark("The scan holds no data.")))


def unknown_symbology(text: str) -> Flaw:
    """A symbology identifier that is in no list."""
    named = message(mark("{value} is no known symbology identifier."), value=shown(text[:3]))
    return Flaw("", "unknown-symbology", named)


def too_long(count: int, most: int) -> Flaw:
    """More data than any symbol holds; it is kept, not looked into."""
    text = mark("The scan has {count} bytes; no code holds more than {most}.")
    return Flaw("", "length", message(text, count=count, most=most))


def not_a_gtin(raw: str, digits: int, code: Code) -> Flaw:
    """An EAN or UPC symbol whose data is no GTIN."""
    if code == "check-digit":
        text = mark("The check digit of {value} is wrong: it is misprinted or misread.")
    else:
        text = mark("A GTIN of {digits} digits belongs there, this came: {value}.")
    return Flaw("01", code, message(text, digits=digits, value=shown(raw)))


def no_digital_link(uri: str) -> Flaw:
    """A web address that is no GS1 Digital Link."""
    text = mark("{value} is no GS1 Digital Link: no key, or elements where they may not stand.")
    return Flaw("", "uri", message(text, value=shown(uri)))


def compressed_link(uri: str) -> Flaw:
    """A Digital Link whose elements are compressed."""
    text = mark(
        "{value} is a compressed GS1 Digital Link, which only its maker can read: scan another "
        "code of the label, or ask the maker for the long form."
    )
    return Flaw("", "uri", message(text, value=shown(uri)))


def not_marked_gs1(raw: str) -> Flaw:
    """The data would be GS1, but the symbol it came from says it is not."""
    text = mark(
        "{value} looks like GS1, but the symbol is not marked as GS1; it is read as text."
    )
    return Flaw("", "format", message(text, value=shown(raw)))


def wrong_check_character(text: str) -> Flaw:
    """The last character of a code is not the one that belongs to the others."""
    named = message(
        mark("The check character of {value} is wrong: it is misprinted or misread."),
        value=shown(text),
    )
    return Flaw("", "check-digit", named)


def wrong_link(text: str) -> Flaw:
    """A secondary code whose link is not the check character of the primary code with it."""
    named = message(
        mark("{value} does not belong to the code scanned with it: its link is another."),
        value=shown(text),
    )
    return Flaw("", "check-digit", named)


def lost_separators(text: str) -> Flaw:
    """An envelope whose separators did not arrive: nobody can say where its elements end."""
    named = message(
        mark("The separators of {value} are lost; the scanner must be set to send them."),
        value=shown(text),
    )
    return Flaw("", "separator", named)


def no_structure(raw: str) -> Flaw:
    """Characters where a data identifier should begin."""
    named = message(mark("No data identifier begins {value}."), value=shown(raw))
    return Flaw("", "format", named)
