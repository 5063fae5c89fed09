"""What ways to a printer, and what is sent there, are called."""

from __future__ import annotations

from lsn_desktop.domain.messages import _


def kind_words(kind: str) -> str:
    """A way to a printer, as a person chooses it."""
    names = {
        "queue": _("Print queue of this computer"),
        "raw-queue": _("Label printer behind a queue"),
        "tcp": _("In the network"),
        "serial": _("Serial port"),
        "folder": _("Files in a folder"),
    }
    return names.get(kind, kind)


def language_words(language: str) -> str:
    """What is sent to a printer."""
    names = {
        "pdf": _("PDF"),
        "bitmap": _("Dots"),
        "zpl": _("ZPL"),
    }
    return names.get(language, language)


def language_hint(language: str) -> str:
    """What choosing it means for the symbols."""
    hints = {
        "pdf": _("Its driver draws the symbols: verified up to the driver."),
        "bitmap": _("Our own dots, which no driver redraws."),
        "zpl": _("The very dots that were read back."),
    }
    return hints.get(language, "")


def scans_back_words(which: str) -> str:
    """Of which labels that came out a scan is asked."""
    names = {
        "never": _("Never"),
        "first": _("The first of each job"),
        "all": _("Every label"),
    }
    return names.get(which, which)


def scans_back_hint(kind: str, language: str) -> str:
    """Where a driver stands between our dots and the paper, a scan is what tells."""
    if kind == "queue" and language == "pdf":
        return _("Suggested here: the driver may redraw the symbols, and only a scan tells.")
    return ""
