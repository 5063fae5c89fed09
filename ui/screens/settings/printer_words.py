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
