"""Templates as text files, in and out; for a reader's lane. A stranger's file is data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Unavailable
from printing.labels import template_reader, template_writer
from printing.labels.template_reader import LARGEST_FILE

if TYPE_CHECKING:
    from pathlib import Path

    from printing.labels.label_elements import LabelTemplate


def template_in(file: Path) -> LabelTemplate:
    """The template a file holds.

    Raises:
        Refusal: it is larger than a template may be, or breaks a rule; it says which.
        Unavailable: the file cannot be read.
    """
    try:
        with file.open("rb") as opened:
            source = opened.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Unavailable(
            message("{file} cannot be read: {error}.", file=file.name, error=error),
            message("Check that it is there and may be read."),
        ) from None
    return template_reader.parse(source, file.stem)


def as_text(template: LabelTemplate) -> str:
    """The text of its file, once it reads back equal.

    Raises:
        Refusal: it breaks a rule of template files; it says which.
    """
    text = template_writer.text(template)
    template_reader.read(text)
    return text
