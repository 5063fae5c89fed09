"""The colours of the three themes, the spacing and the type scale, as data.

Every colour a widget shows has a name here; nothing else in ``ui`` or in the style
sheet spells one out. ``READABLE`` lists the pairs that must meet WCAG AA.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

MARGIN = 24  # px around a page
GAP = 16  # px between cards
CARD_RADIUS, CONTROL_RADIUS = 8, 6  # px
TABLE_ROW, SCAN_ROW, TOUCH = 40, 30, 52  # px high
SMALL, BODY, LARGE, TITLE, HEADLINE = 13, 16, 20, 28, 48  # px
MARK = 96  # px; the sign of a scan's outcome
ICON = 20  # px


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme, each colour as ``#RRGGBB``; ``ok_on`` is the ground ``ok`` stands on."""

    background: str
    surface: str
    line: str
    track: str  # what a bar has yet to fill
    control: str  # the edge of what can be typed into or pressed
    text: str
    muted: str
    faint: str
    accent: str
    accent_on: str
    accent_text: str  # words on a ground of the accent colour itself
    ok: str
    ok_on: str
    attention: str
    attention_on: str
    refused: str
    refused_on: str
    rail: str
    rail_text: str
    rail_selected: str
    rail_bright: str

    def places(self) -> dict[str, str]:
        """Each colour by its name, as the style sheet asks for it."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


LIGHT = Tokens(
    background="#F4F5F7",
    surface="#FFFFFF",
    line="#DADDE3",
    track="#DADDE3",
    control="#868E9C",
    text="#14181F",
    muted="#5B6472",
    faint="#8A93A3",
    accent="#1F5FBF",
    accent_on="#E6EEFA",
    accent_text="#FFFFFF",
    ok="#1B7A3D",
    ok_on="#E3F4E8",
    attention="#8F5A00",
    attention_on="#FFF1D6",
    refused="#B3261E",
    refused_on="#FCE8E6",
    rail="#14181F",
    rail_text="#C9D0DB",
    rail_selected="#2A3342",
    rail_bright="#FFFFFF",
)

DARK = Tokens(
    background="#0F1318",
    surface="#171C23",
    line="#2A323D",
    track="#2A323D",
    control="#667285",
    text="#EEF1F5",
    muted="#A7B0BD",
    faint="#7C8797",
    accent="#7FB0FF",
    accent_on="#1B2B45",
    accent_text="#0F1318",
    ok="#6FD08C",
    ok_on="#12301D",
    attention="#F5C26B",
    attention_on="#372A10",
    refused="#FF9A92",
    refused_on="#3B1916",
    rail="#0A0D11",
    rail_text="#97A2B2",
    rail_selected="#1E2630",
    rail_bright="#EEF1F5",
)

HIGH_CONTRAST = Tokens(
    background="#000000",
    surface="#000000",
    line="#FFFFFF",
    track="#555555",
    control="#FFFFFF",
    text="#FFFFFF",
    muted="#FFFFFF",
    faint="#E0E0E0",
    accent="#FFE03A",
    accent_on="#333000",
    accent_text="#000000",
    ok="#5CFF8A",
    ok_on="#00330F",
    attention="#FFC247",
    attention_on="#332200",
    refused="#FF9A9A",
    refused_on="#400000",
    rail="#000000",
    rail_text="#FFFFFF",
    rail_selected="#333000",
    rail_bright="#FFE03A",
)

THEMES = {"light": LIGHT, "dark": DARK, "contrast": HIGH_CONTRAST}

_TEXT, _SIGN = 4.5, 3.0  # WCAG 2.2, 1.4.3 (text) and 1.4.11 (edges and signs)

# (words or sign, ground, least contrast). Faint is for signs and what is off, not for words.
READABLE = (
    *(
        (word, ground, _TEXT)
        for word in ("text", "muted")
        for ground in ("background", "surface")
    ),
    *(
        (word, f"{tone}_on", _TEXT)
        for tone in ("accent", "ok", "attention", "refused")
        for word in ("text", "muted", tone)
    ),
    *(
        (tone, ground, _TEXT)
        for tone in ("accent", "ok", "attention", "refused")
        for ground in ("background", "surface")
    ),
    ("accent_text", "accent", _TEXT),
    ("rail_text", "rail", _TEXT),
    ("rail_text", "rail_selected", _TEXT),
    ("rail_bright", "rail_selected", _TEXT),
    ("text", "track", _TEXT),
    ("control", "surface", _SIGN),
    ("control", "background", _SIGN),
    *((tone, "track", _SIGN) for tone in ("accent", "ok", "attention")),
    ("faint", "surface", _SIGN),
)


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, from 1 (equal) to 21 (black and white).

    Source:
        WCAG 2.2, definitions of contrast ratio and relative luminance.
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 - sRGB
