"""What is done with the selected parts, each a step that can be undone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from printing.labels.label_elements import Frame, Rule
from ui.designer import geometry, parts

if TYPE_CHECKING:
    from printing.labels.label_elements import Box
    from ui.designer.editor import Editor
    from ui.designer.parts import Key, Part


def nudge(editor: Editor, right: float, down: float) -> None:
    """Move by so many mm; several in a row are one step."""
    held = parts.with_followers(editor.template, editor.selection)
    boxes = [parts.box_of(editor.template, key) for key in held]
    there = geometry.moved(boxes, right, down, parts.inside(editor.template))
    made = parts.with_boxes(editor.template, dict(zip(held, there, strict=True)))
    editor.change(made, _("Move"), kind="nudge")


def remove(editor: Editor) -> None:
    """Take them off the label."""
    made = parts.removed(editor.template, editor.selection)
    editor.change(made, _("Delete"), ())


def duplicate(editor: Editor) -> None:
    """Put each once more on the label."""
    made, keys = parts.duplicated(editor.template, editor.selection)
    editor.change(made, _("Duplicate"), keys)


def align(editor: Editor, edge: str) -> None:
    """Line them up by an edge; one alone by the label."""
    _place(
        editor,
        geometry.aligned(_boxes(editor), edge, parts.inside(editor.template)),
        _("Align"),
    )


def distribute(editor: Editor, *, upright: bool) -> None:
    """Leave the same space between each two."""
    _place(editor, geometry.distributed(_boxes(editor), upright=upright), _("Distribute"))


def turn(editor: Editor) -> None:
    """Turn each by a quarter, clockwise; lines and boxes lie down or stand up."""
    made, room = editor.template, parts.inside(editor.template)
    for key in editor.selection:
        part = parts.part_of(made, key)
        box = geometry.turned(part.box, room)
        if isinstance(part, Rule | Frame):
            made = parts.with_part(made, key, replace(part, box=box))
        else:
            angle = (part.turn + 90) % 360
            made = parts.with_part(made, key, replace(part, box=box, turn=angle))
    editor.change(made, _("Turn"))


def order(editor: Editor, *, front: bool) -> None:
    """Draw them after (or before) everything else of their kind."""
    made, keys = editor.template, []
    for key in editor.selection[:1]:
        made, moved = parts.reordered(made, key, front=front)
        keys.append(moved)
    editor.change(made, _("Order"), keys)


def add(editor: Editor, part: Part, logo: bytes = b"") -> Key:
    """Put a part where there is room for it, and select it; ``logo`` is what a logo shows."""
    taken = parts.others(editor.template, ())
    room = parts.inside(editor.template)
    there = geometry.free_place(part.box.width, part.box.height, taken, room)
    template = replace(editor.template, logo=logo) if logo else editor.template
    made, key = parts.added(template, replace(part, box=there))
    editor.change(made, _("Add"), (key,))
    return key


def set_part(editor: Editor, key: Key, part: Part, kind: str = "") -> None:
    """Change what a part is."""
    editor.change(parts.with_part(editor.template, key, part), _("Change"), kind=kind)


def _boxes(editor: Editor) -> list[Box]:
    return [parts.box_of(editor.template, key) for key in editor.selection]


def _place(editor: Editor, boxes: list[Box], words: str) -> None:
    made = parts.with_boxes(editor.template, dict(zip(editor.selection, boxes, strict=True)))
    editor.change(made, words)
