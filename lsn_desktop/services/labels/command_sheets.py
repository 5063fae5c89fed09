"""What stands on the printed command sheets: for each page, the barcodes that work there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.command_sheet import Bar, Group, Sheet
from lsn_desktop.domain.messages import _
from lsn_desktop.scanning.commands import Command

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

QUANTITIES = (2, 5, 6, 10, 12, 20, 24, 48, 100)
COPIES = (2, 3, 4, 5, 10, 20)
_ANSWERS = 9


def sheets(name: str = "") -> list[Sheet]:
    """The sheet of a page by its name, or of every page in the order of the rail."""
    titles = page_titles()
    wanted = [name] if name else list(titles)
    return [Sheet(each, titles[each], tuple(_groups(each, titles))) for each in wanted]


_DOCK = frozenset({"receive", "move", "make", "ship", "return"})
_AT_A_DESK = frozenset({"production", "scanners", "settings"})  # a dock's sheet has two sides


def page_titles() -> dict[str, str]:
    """The pages of the program, by the names their barcodes use."""
    return {
        "home": _("Home"),
        "receive": _("Receive"),
        "move": _("Move"),
        "make": _("Make"),
        "ship": _("Ship"),
        "return": _("Return"),
        "items": _("Items"),
        "production": _("Production"),
        "lsns": _("LSNs"),
        "trace": _("Trace"),
        "labels": _("Labels"),
        "certificates": _("Certificates"),
        "scanners": _("Scanners"),
        "settings": _("Settings"),
    }


def _groups(name: str, titles: Mapping[str, str]) -> list[Group]:
    groups = [Group(_("Do"), tuple(_acts(name)))]
    if name in _DOCK:
        groups.append(Group(_("Answer what is asked"), tuple(_answers(_ANSWERS))))
        groups.append(Group(_("Quantity of the next scan"), tuple(_counts(QUANTITIES))))
    if name == "labels":
        groups.append(Group(_("Copies of each label"), tuple(_counts(COPIES))))
    pages = [
        Bar(title, "", Command("go", page).text)
        for page, title in titles.items()
        if page != name and not (name in _DOCK and page in _AT_A_DESK)
    ]
    return [*groups, Group(_("Go to another page"), tuple(pages))]


def _acts(name: str) -> list[Bar]:
    """What can be done on a page, the most wanted first."""
    words = {
        "receive": {
            "undo": (_("Undo"), _("take the last scan back")),
            "post": (_("Post"), _("the receipt is complete")),
            "next": (_("Next"), _("the next label, the next delivery")),
            "print": (_("Print again"), _("the label of the last goods")),
            "damaged": (_("Damaged"), _("the last goods, or x of them")),
            "teach": (_("Teach"), _("how the last label is read")),
        },
        "move": {
            "undo": (_("Undo"), _("take the last scan or move back")),
            "next": (_("Next"), _("forget what is taken up")),
            "all": (_("All"), _("all in the place scanned last")),
            "quarantine": (_("Quarantine"), _("what is taken up goes there")),
            **_packs(),
        },
        "make": {
            "undo": (_("Undo"), _("take the last scan back")),
            "post": (_("Post"), _("the build is complete")),
            "next": (_("Next"), _("the output is done, begin another")),
            "damaged": (_("Damaged"), _("the next scan is scrapped")),
            "print": (_("Print"), _("the labels of what came out")),
        },
        "ship": {
            "undo": (_("Undo"), _("take the last scan back")),
            "post": (_("Post"), _("all is on it: it leaves")),
            "next": (_("Next"), _("the order that is marked")),
            "print": (_("Print"), _("the packing list, when posted")),
            **_packs(),
        },
        "return": {
            "undo": (_("Undo"), _("take the last scan back")),
            "post": (_("Post"), _("all is packed; why is asked")),
            "next": (_("Next"), _("the supplier that is marked")),
            "print": (_("Print"), _("the packing note, when posted")),
        },
        "labels": {"print": (_("Print"), _("all labels in the list"))},
        "certificates": {
            "post": (_("Issue"), _("the certificate on show")),
            "print": (_("Print"), _("the certificate on show")),
        },
        "lsns": {"print": (_("Print"), _("its label"))},
        "trace": {"print": (_("Print"), _("the whole tree"))},
    }.get(name, {})
    back = {"back": (_("Back"), _("one step back, as Esc"))}
    everywhere = {"help": (_("Help"), _("how this page works, as F1"))}
    return [
        Bar(called, does, Command(act, "").text)  # type: ignore[arg-type]
        for act, (called, does) in (words | back | everywhere).items()
    ]


def _packs() -> dict[str, tuple[str, str]]:
    return {
        "case": (_("Case"), _("begin one: what is scanned goes in")),
        "pallet": (_("Pallet"), _("begin one: cases and goods go on")),
        "close": (_("Close"), _("the case or pallet; its label comes")),
        "open": (_("Open"), _("the case or pallet scanned last")),
        "unpack": (_("Unpack"), _("the case or pallet scanned last")),
    }


def _answers(most: int) -> list[Bar]:
    return [
        Bar(_("Yes"), _("the first answer"), Command("yes").text),
        Bar(_("No"), _("leave it out"), Command("no").text),
        *(
            Bar(str(number), "", Command("answer", str(number)).text)
            for number in range(1, most + 1)
        ),
    ]


def _counts(numbers: Sequence[int]) -> list[Bar]:
    return [
        Bar(f"\N{MULTIPLICATION SIGN} {number}", "", Command("quantity", str(number)).text)
        for number in numbers
    ]
