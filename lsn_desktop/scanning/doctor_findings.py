"""What the doctor found, in words: what is right, what is repaired, what to set and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import mark, message
from lsn_desktop.scanning.boards import Board, Caps, Layout, caps_lock_is_on, said
from lsn_desktop.scanning.doctor import Keys, WedgeFound, sent_keys
from lsn_desktop.scanning.doctor_codes import CODES, code
from lsn_desktop.scanning.doctor_keys import layout_of, missing
from lsn_desktop.scanning.escapes import escaped
from lsn_desktop.scanning.key_codes import Key, alt_digit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.scanning.doctor import Evidence
    from lsn_desktop.scanning.doctor_codes import Name

_AS_TYPING_MS, _SLOW_MS = 35, 100
_SENT = {"\r": "Enter", "\t": "Tab", "\t\r": "Tab, Enter", "\r\n": "CR LF", "\n": "LF"}
_SENT_BYTES = {**_SENT, "\r": "CR", "\x03": "ETX"}


class Verdict(StrEnum):
    """What a finding asks of the person: nothing, nothing more, a better setting, a setting."""

    OK = "ok"
    REPAIRED = "repaired"
    ADVICE = "advice"
    SET = "set"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: the fact, and what should be set on the scanner and why."""

    verdict: Verdict
    fact: Message
    todo: Message | None = None


def findings(evidence: Evidence, skipped: Collection[Name] = ()) -> list[Finding]:
    """Everything the scans prove, in the order a person sets a scanner up."""
    if not evidence.matches:
        return list(_not_read(skipped))
    return [
        *_prefix(evidence),
        *_suffix(evidence),
        *_layout(evidence),
        *_case(evidence),
        *_separators(evidence),
        *_identifiers(evidence),
        *_retail(evidence),
        *_speed(evidence),
        *_not_read(skipped),
    ]


def _ok(text: str, **names: object) -> Finding:
    return Finding(Verdict.OK, message(text, **names))


def _set(fact: str, todo: str, verdict: Verdict = Verdict.SET, **names: object) -> Finding:
    return Finding(verdict, message(fact, **names), message(todo, **names))


def _prefix(evidence: Evidence) -> Iterator[Finding]:
    text = evidence.befores.most_common(1)[0][0]
    if text:
        yield _text_in_front(evidence, text)
        return
    if not isinstance(evidence.found, WedgeFound):
        return
    if evidence.found.prefix:
        yield _ok(
            mark("Each scan begins with {key}: none is ever taken for typing."),
            key=evidence.found.prefix,
        )
    else:
        yield _set(
            mark("No key begins a scan: it is told from typing by its speed alone."),
            mark(
                "Set the prefix to F9: then no scan is taken for typing, and this scanner is "
                "told from others."
            ),
            Verdict.ADVICE,
        )


def _text_in_front(evidence: Evidence, text: str) -> Finding:
    shown = escaped(text.encode("latin-1", "replace"))
    if len(evidence.befores) == 1 and not evidence.is_wedge:
        return Finding(
            Verdict.REPAIRED,
            message("{text} stands before each code; it is taken off.", text=shown),
        )
    return _set(
        mark("{text} stands before the code."),
        mark("Switch this prefix off: the program takes it for a part of the code."),
        text=shown,
    )


def _suffix(evidence: Evidence) -> Iterator[Finding]:
    sent = _SENT if evidence.is_wedge else _SENT_BYTES
    [(usual, _count), *others] = evidence.suffixes.most_common()
    matches = (one for name, one in evidence.matches.items() if name != "long")
    text = next((one.after for one in matches if one.after), "")
    if evidence.is_wedge and text:
        yield _set(
            mark("{text} stands behind the code."),
            mark("Switch this suffix off: the program takes it for a part of the code."),
            text=escaped(text.encode("latin-1", "replace")),
        )
    if not usual or usual not in sent:
        yield _set(
            mark("Nothing ends a scan."),
            mark(
                "Set the suffix to Enter (CR): without it the program does not know that the "
                "code is whole."
            )
            if evidence.is_wedge
            else mark(
                "Set the suffix to CR: without it the program does not know that the code is "
                "whole."
            ),
        )
    elif others:
        yield _set(
            mark("Only some scans end with {key}."),
            mark("Set the same suffix for all kinds of codes."),
            key=sent[usual],
        )
    else:
        yield _ok(mark("Each scan ends with {key}."), key=sent[usual])


def _layout(evidence: Evidence) -> Iterator[Finding]:
    found = evidence.found
    if not isinstance(found, WedgeFound) or found.layout is Layout.AUTO:
        return
    unknown = missing(found.learned) if found.learned and "signs" in evidence.captures else ""
    if "signs" in evidence.captures and "signs" not in evidence.matches:
        yield _set(
            mark("Some characters do not arrive: {characters}"),
            mark(
                "Set the scanner's keyboard layout to that of this computer, then test again."
            ),
            characters=unknown or mark("not all of them could be told apart"),
        )
    elif _as_typed_is_right(evidence):
        yield _ok(mark("The keyboard layout is right."))
    elif found.layout is Layout.US_SCAN_CODES:
        yield Finding(
            Verdict.REPAIRED,
            message(
                "The scanner types as on a US keyboard, which this computer's is not; its keys "
                "are read by their place."
            ),
        )
    else:
        name = layout_of(found.learned)
        fact = (
            mark(
                "The scanner is set to the {layout} keyboard, this computer to another; each "
                "of its keys is mapped back."
            )
            if name
            else mark(
                "Scanner and computer are set to different keyboards; each of its keys is "
                "mapped back."
            )
        )
        yield _set(
            fact,
            mark(
                "Better set its keyboard layout to that of this computer: other programs get "
                "wrong characters."
            ),
            Verdict.REPAIRED,
            layout=name,
        )


def _as_typed_is_right(evidence: Evidence) -> bool:
    """Whether the computer's own layout makes the same of the keys, accents aside."""
    found = evidence.found
    assert isinstance(found, WedgeFound)  # noqa: S101 - a serial scanner has no layout
    board = Board(found.layout, learned=found.learned)
    keys = (evidence.captures.get(name) for name in ("letters", "signs"))
    return all(
        one.text().casefold() == board.says(one.stroke).casefold()
        for capture in keys
        if isinstance(capture, Keys)
        for one in said(sent_keys(capture), by_key=True)
        if one.stroke is not None and one.text()
    )


def _case(evidence: Evidence) -> Iterator[Finding]:
    if evidence.case:
        fact = {
            "upper": mark("All letters arrive as capitals."),
            "lower": mark("All letters arrive small."),
            "swapped": mark("Capitals and small letters arrive turned round."),
        }[evidence.case]
        yield _set(
            fact,
            mark("Switch case conversion off: lot ab1 and lot AB1 are two different lots."),
        )
        return
    caps = evidence.found.caps if isinstance(evidence.found, WedgeFound) else Caps.UNDONE
    if caps is Caps.SWAPPED:
        yield _set(
            mark("The scanner turns capitals and small letters round; they are turned back."),
            mark("Better switch its Caps Lock setting off: other programs get them wrong."),
            Verdict.REPAIRED,
        )
    elif caps is Caps.AS_TYPED:
        yield _ok(mark("Caps Lock is on; the scanner turns the letters back itself."))
    elif any(
        caps_lock_is_on(said(one.strokes))
        for one in evidence.captures.values()
        if isinstance(one, Keys)
    ):
        yield Finding(
            Verdict.REPAIRED, message("Caps Lock is on; letters of a scan are turned back.")
        )
    else:
        yield _ok(mark("Capitals and small letters arrive as they are."))


def _separators(evidence: Evidence) -> Iterator[Finding]:
    forms = evidence.separators
    if not forms:
        return
    if any("(" in evidence.matches[name].data for name in forms if code(name).elements):
        yield _set(
            mark("The scanner writes brackets around the identifiers of GS1 codes."),
            mark("Switch this format off: brackets may stand in lot numbers too."),
        )
    lost = [name for name, form in forms.items() if not form]
    if lost:
        yield _set(
            mark("Separators between lot and serial are lost: {codes}."),
            mark(
                "Switch on the transmission of GS (also called FNC1, 0x1D or GS1 format): "
                "without it nobody can see where a lot number ends, and the program has to ask."
            ),
            codes=", ".join(code(name).title for name in lost),
        )
        return
    substitute = _shown_substitute(evidence)
    if evidence.found.gs != "sends" and len(set(forms.values())) > 1:
        yield _set(
            mark("Separators arrive in different ways: {text}."),
            mark("Set the scanner to send GS (0x1D) itself in all kinds of codes."),
            text=substitute,
        )
    elif evidence.found.gs != "sends" and set(forms.values()) <= {"\t", "\r"}:
        yield _set(
            mark("A separator arrives as the key that ends a scan; it cuts the scan in two."),
            mark("Set the scanner to send GS (0x1D) itself."),
        )
    elif evidence.found.gs != "sends":
        yield _set(
            mark("A separator arrives as {text}, which lot numbers have too."),
            mark("Set the scanner to send GS (0x1D) itself, or a bar | in its place."),
            text=substitute,
        )
    elif evidence.found.gs_substitute:
        yield _set(
            mark("A separator arrives as {text}; it is put back."),
            mark(
                "Better let it send GS (0x1D) itself: a label with {text} would be cut there."
            ),
            Verdict.REPAIRED,
            text=substitute,
        )
    else:
        yield _ok(mark("Separators arrive ({way})."), way=_way(evidence))


def _shown_substitute(evidence: Evidence) -> str:
    forms = {form or "" for form in evidence.separators.values()} - {"\x1d"}
    return ", ".join(
        sorted(_SENT.get(form) or escaped(form.encode("utf-8", "replace")) for form in forms)
    )


def _way(evidence: Evidence) -> str:
    """How a group separator comes, as scanner manuals call it."""
    spelled = _shown_substitute(evidence)
    if spelled:
        return spelled
    strokes = [
        stroke
        for name, one in evidence.captures.items()
        if isinstance(one, Keys) and name in evidence.separators
        for stroke in one.strokes
    ]
    if not strokes:
        return "0x1D"
    if any(stroke.key == Key.F8 for stroke in strokes):
        return "F8"
    return "Alt+029" if any(alt_digit(stroke) for stroke in strokes) else "Ctrl+]"


def _identifiers(evidence: Evidence) -> Iterator[Finding]:
    having = [bool(one.identifier) for one in evidence.matches.values()]
    if all(having):
        yield _ok(mark("AIM identifiers are sent: a GS1 code is known for certain."))
    else:
        yield _set(
            mark("AIM identifiers are sent for some codes only.")
            if any(having)
            else mark("No AIM identifiers are sent."),
            mark(
                "Switch on AIM code ID for all codes: then a GS1 code is known for certain, "
                "and no other code is taken for one."
            ),
            Verdict.ADVICE,
        )


def _retail(evidence: Evidence) -> Iterator[Finding]:
    found = evidence.matches.get("retail")
    if found is None:
        return
    whole = code("retail").data
    if not found.data.endswith(whole[-2:]):
        yield _set(
            mark("The check digit of EAN and UPC codes is not sent."),
            mark(
                "Switch on the transmission of the check digit: without it no item is found, "
                "and no misread is noticed."
            ),
        )
    elif found.data != whole:
        yield _ok(mark("The leading zero of a UPC code is not sent; it is put back."))
    else:
        yield _ok(mark("EAN and UPC codes arrive whole."))


def _speed(evidence: Evidence) -> Iterator[Finding]:
    if not isinstance(evidence.found, WedgeFound):
        return
    gap = evidence.gap_ms
    if gap > _SLOW_MS:
        yield _set(
            mark("Keys come up to {ms} ms apart: too slow to be told from typing."),
            mark("Set the delay between characters to none."),
            ms=gap,
        )
    elif gap >= _AS_TYPING_MS and not evidence.found.prefix:
        yield _set(
            mark("Keys come up to {ms} ms apart, as fast typing does."),
            mark("Set the delay between characters to none, or the prefix to F9."),
            ms=gap,
        )
    else:
        yield _ok(mark("Keys come at most {ms} ms apart."), ms=gap)


def _not_read(skipped: Collection[Name]) -> Iterator[Finding]:
    for one in CODES:
        if one.name not in skipped:
            continue
        is_square = one.symbology in {"gs1-datamatrix", "qr"}
        yield _set(
            mark("{code}: not read."),
            mark(
                "Switch this kind of code on; if the scanner is a laser, it reads bars only: "
                "such labels need another scanner."
            )
            if is_square
            else mark("Switch this kind of code on in the scanner."),
            Verdict.ADVICE if is_square else Verdict.SET,
            code=one.title,
        )


def counts(found: Collection[Finding]) -> Mapping[Verdict, int]:
    """How many findings of each kind."""
    return {kind: sum(1 for one in found if one.verdict is kind) for kind in Verdict}
