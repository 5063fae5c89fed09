"""What is part of what, as rows: what hangs loose first, then each output with its parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import off_grid
from ui.parts.text import quantity_text

if TYPE_CHECKING:
    from lsn_desktop.storage.part_of import BuildLine
    from ui.screens.make.facts import OnBuild


@dataclass(frozen=True, slots=True)
class PartRow:
    """A row of the panel: an output, a part tied to one, one that is loose, or in any.

    ``line_id`` is the line of the build, ``tie_id`` of a tied part its tie.
    """

    kind: str  # output, part, loose, whole
    key: str
    name: str
    code: str
    amount: str
    detail: str = ""
    tone: str = "text"
    line_id: int = 0
    tie_id: int = 0


def rows_of(on: OnBuild) -> list[PartRow]:
    """All that is known of a build's parts."""
    lines = {line.id: line for line in on.lines}
    rows = [
        PartRow(
            "loose",
            f"loose {line.id}",
            line.item,
            line.code,
            _much(line, quantity),
            _("tied to nothing yet"),
            "attention",
            line.id,
        )
        for line, quantity in on.loose()
    ]
    for output in reversed(on.outputs):
        tied = [each for each in on.ties if each.output_line == output.id]
        rows.append(_output(output, len(tied)))
        for each in tied:
            part = lines.get(each.component_line)
            if part is not None:
                rows.append(
                    PartRow(
                        "part",
                        f"tie {each.id}",
                        part.item,
                        part.code,
                        _much(part, each.quantity),
                        line_id=part.id,
                        tie_id=each.id,
                    )
                )
    return rows + _in_any(on)


def _in_any(on: OnBuild) -> list[PartRow]:
    """What went into the build as a whole: it may be in each of the outputs."""
    known = {row.id for row, _quantity in on.loose()} | {
        each.component_line for each in on.ties
    }
    return [
        PartRow(
            "whole", f"whole {line.id}", line.item, line.code, _much(line, line.quantity),
            _("may be in any of them") if len(on.good) > 1 else "", "muted", line.id,
        )
        for line in on.components
        if line.id not in known
    ]  # fmt: skip


def _output(line: BuildLine, tied: int) -> PartRow:
    said = _("no part tied to it")
    if tied:
        words = _("{count} part in it") if tied == 1 else _("{count} parts in it")
        said = str(message(words, count=tied))
    if line.is_scrap:
        said = f"{_('scrapped')} · {said}"
    return PartRow(
        "output",
        f"output {line.id}",
        line.item,
        line.code,
        _much(line, line.quantity),
        said,
        "refused" if line.is_scrap else "ok" if tied else "text",
        line.id,
    )


def _much(line: BuildLine, quantity: int) -> str:
    return f"{quantity_text(off_grid(quantity, line.decimals))} {line.unit}".strip()


def in_words(row: PartRow) -> str:
    """The row as a screen reader says it."""
    said = " ".join(filter(None, (row.amount, row.name, row.code)))
    if row.kind == "part":
        return str(message("part: {goods}", goods=said))
    return " · ".join(filter(None, (said, row.detail)))
