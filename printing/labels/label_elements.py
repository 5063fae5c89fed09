"""What a label is made of, as a template describes it: words, barcodes, lines, pictures.

Measures are millimetres from the top left corner, type sizes are points, turns are degrees
clockwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from printing.labels.label_fields import names_in

GS1 = "gs1"
"""A condition: GS1 can name the goods (:func:`printing.symbology.gs1_message.can_name`)."""

TURNS = (0, 90, 180, 270)
"""How texts and symbols may be turned."""

LOGO = "logo"
"""The source of a picture that is the company's own."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the label, mm from the top left corner."""

    x: float
    y: float
    width: float
    height: float

    def touches(self, other: Box) -> bool:
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


@dataclass(frozen=True, slots=True)
class Condition:
    """When an element is drawn: ``when`` this field is filled, ``unless`` that one is.

    Either may be :data:`GS1` instead of a field. With ``when_is`` or ``unless_is`` the field
    must say just that.
    """

    when: str = ""
    unless: str = ""
    when_is: str = ""
    unless_is: str = ""

    def excludes(self, other: Condition) -> bool:
        """Whether the two can never hold together."""
        return (
            _denies(self, other)
            or _denies(other, self)
            or bool(
                self.when
                and self.when == other.when
                and self.when_is
                and other.when_is
                and self.when_is != other.when_is
            )
        )


def _denies(one: Condition, other: Condition) -> bool:
    """Whether what one needs is what the other cannot bear."""
    return bool(one.when and one.when == other.unless and other.unless_is in ("", one.when_is))


ALWAYS = Condition()


@dataclass(frozen=True, slots=True)
class Text:
    """Words in a box: they shrink from ``size`` to ``smallest``, wrap, and are then elided."""

    box: Box
    text: str
    font: str
    size: float
    smallest: float
    lines: int
    align: str
    condition: Condition
    turn: int = 0


@dataclass(frozen=True, slots=True)
class SymbolPlace:
    """A barcode in a box that includes its quiet zone.

    ``gs1`` pairs AIs with fields; or ``field`` names the one whose text is encoded as it is;
    or ``text`` is a text with fields in it. Modules are as wide as the box allows between
    ``finest`` and ``coarsest`` mm. An ``optional`` symbol is left out when it cannot be made
    or does not fit.
    """

    box: Box
    symbology: str
    gs1: tuple[tuple[str, str], ...]
    field: str
    finest: float
    coarsest: float
    optional: bool
    words: Text | None
    by_element: bool
    condition: Condition
    turn: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line, upright or level: a solid bar as long and as thick as its box."""

    box: Box
    condition: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Frame:
    """The outline of a box, ``thickness`` mm, inwards."""

    box: Box
    thickness: float
    condition: Condition = ALWAYS

    def sides(self) -> tuple[Box, Box, Box, Box]:
        """The four bars it is made of."""
        box, thick = self.box, min(self.thickness, self.box.width / 2, self.box.height / 2)
        return (
            Box(box.x, box.y, box.width, thick),
            Box(box.x, box.y + box.height - thick, box.width, thick),
            Box(box.x, box.y, thick, box.height),
            Box(box.x + box.width - thick, box.y, thick, box.height),
        )


@dataclass(frozen=True, slots=True)
class PicturePlace:
    """A picture in black and white, as large as its box allows, in its middle.

    ``source`` is the bytes of a PNG, or :data:`LOGO`. ``dither`` is for photographs: greys
    become patterns of dots instead of black or white.
    """

    box: Box
    source: bytes | str
    dither: bool = False
    condition: Condition = ALWAYS
    turn: int = 0


@dataclass(frozen=True, slots=True)
class LabelTemplate:
    """A checked template.

    ``digest`` is the SHA-256 of its file, kept with every print; ``needs`` are the fields
    without which the label may not be printed. Templates that say the same are equal, however
    their files are laid out. ``logo`` is the company's PNG, given by whoever
    loads the template; it stands in no file.
    """

    name: str
    title: str
    version: str
    digest: str = field(compare=False)
    needs: tuple[str, ...]
    width: float
    height: float
    texts: tuple[Text, ...] = ()
    symbols: tuple[SymbolPlace, ...] = ()
    rules: tuple[Rule, ...] = ()
    frames: tuple[Frame, ...] = ()
    pictures: tuple[PicturePlace, ...] = ()
    margin: float = 0.0
    notes: str = ""
    logo: bytes = b""

    @property
    def fields(self) -> frozenset[str]:
        """All fields it shows."""
        found: set[str] = set()
        for text in self.texts:
            found |= names_in(text.text)
        for symbol in self.symbols:
            found |= names_in(symbol.text)
            found |= {name for _, said in symbol.gs1 for name in names_in(f"{{{said}}}")}
            if symbol.field:
                found.add(symbol.field)
        return frozenset(found)

    @property
    def stops(self) -> bool:
        """Whether it is a hold label: stuck on beside the label the goods have."""
        return "hold_reason" in self.fields
