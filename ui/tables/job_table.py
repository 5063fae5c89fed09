"""Print jobs as pages list them, their states in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, message
from lsn_desktop.storage.printed import PrintJob
from ui.parts.days import instant
from ui.tables.rows_model import Column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lsn_desktop.storage.scan_backs import Checked
    from ui.desk import Desk

_TONES = {
    "waiting": "attention",
    "drawn": "attention",
    "sent": "accent",
    "paused": "attention",
    "printed": "ok",
    "failed": "refused",
    "cancelled": "muted",
}
_ICONS = {
    "waiting": "waiting",
    "drawn": "waiting",
    "sent": "printer",
    "paused": "waiting",
    "printed": "check",
    "failed": "refused",
    "cancelled": "discard",
}


def state(job: PrintJob) -> str:
    """How far a job came, in a word or two."""
    return _states()[job.status]


def _states() -> dict[str, str]:
    return {
        "waiting": _("Not printed yet"),
        "drawn": _("Not sent yet"),
        "sent": _("Being printed"),
        "paused": _("Paused"),
        "printed": _("Printed"),
        "failed": _("Failed"),
        "cancelled": _("Cancelled"),
    }


def state_words(job: PrintJob) -> str:
    """How far a job came, with what the printer said of it."""
    words = state(job)
    if job.status in ("sent", "paused") or (job.status == "cancelled" and job.done):
        part = message(_("{done} of {count} printed"), done=job.done, count=job.labels)
        words = f"{words}, {part}"
    said = job.status_words.strip()
    return f"{words}: {said}" if said and said.rstrip(".") != words else words


def state_tone(job: PrintJob) -> str:
    """The tone of a job's state."""
    return _TONES[job.status]


_COPY_TONES = {
    "waiting": "muted",
    "sent": "accent",
    "printed": "ok",
    "uncertain": "attention",
    "cancelled": "muted",
}


def copy_state(state: str, *, voided: bool) -> str:
    """How far one label is, in a word or two."""
    if voided and state == "waiting":
        return _("Void, not printed")
    return {
        "waiting": _("Waiting"),
        "sent": _("With the printer"),
        "printed": _("Printed"),
        "uncertain": _("Did it come out?"),
        "cancelled": _("Cancelled"),
    }[state]


def copy_tone(state: str) -> str:
    """The tone of a label's state."""
    return _COPY_TONES[state]


def _scan_words() -> dict[str, str]:
    return {
        "": _("Not scanned yet"),
        "reads": _("Reads"),
        "fails": _("Does not read"),
        "left": _("Left unscanned"),
    }


def scan_words(checked: Checked | None, time_zone: str) -> str:
    """What a label's scan said, by whom and when; nothing where none was asked for."""
    if checked is None:
        return ""
    words = _scan_words()[checked.result]
    if checked.at is None:
        return words
    return " · ".join((words, checked.who, instant(checked.at, time_zone)))


def scanned_state(state: str, checked: Checked | None, *, voided: bool) -> str:
    """How far one label is; of one that came out and was to be scanned, what its scan said."""
    if checked is None or state != "printed":
        return copy_state(state, voided=voided)
    return _scan_words()[checked.result]


def scanned_tone(state: str, checked: Checked | None) -> str:
    """The tone of :func:`scanned_state`."""
    return copy_tone(state) if checked is None or state != "printed" else scan_tone(checked)


def scan_tone(checked: Checked | None) -> str:
    """The tone of what a label's scan said."""
    tones = {"": "attention", "reads": "ok", "fails": "refused", "left": "muted"}
    return tones[checked.result] if checked else "muted"


def columns(desk: Desk, titles: Mapping[str, str]) -> Sequence[Column[PrintJob]]:
    """When, which, how many, where to, and what became of it; templates by their titles."""
    return (
        Column[PrintJob](
            _("When"),
            lambda job: instant(job.created_at, desk.station.time_zone),
            "created_at",
            key=lambda job: job.created_at,
            width=150,
            filter="day",
        ),
        Column[PrintJob](
            _("Job"), lambda job: job.number, "number", mono=True, width=110, filter="text"
        ),
        Column[PrintJob](
            _("Label"),
            lambda job: titles.get(job.template, job.template),
            "template",
            width=110,
            filter="text",
        ),
        Column[PrintJob](
            _("Labels"),
            lambda job: str(job.labels),
            "labels",
            right=True,
            key=lambda job: job.labels,
            width=80,
            filter="number",
            value=lambda job: job.labels,
        ),
        Column[PrintJob](
            _("Printer"),
            lambda job: job.printer or _("PDF file"),
            "printer",
            width=120,
            filter="text",
        ),
        Column[PrintJob](
            _("State"),
            state_words,
            "status",
            tone=state_tone,
            icon=lambda job: _ICONS[job.status],
            filter=tuple((name, words) for name, words in _states().items()),
        ),
    )
