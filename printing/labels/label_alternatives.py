"""Other built-in labels that say the same, where one is refused or breaks a rule of GS1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.refusals import Refusal
from printing.labels import label_rules, label_templates
from printing.labels.label_layout import arrange

if TYPE_CHECKING:
    from collections.abc import Mapping

    from printing.labels.label_elements import LabelTemplate

_MOST = 2  # more are a list to read, no way out


def alternatives(
    template: LabelTemplate, fields: Mapping[str, str], dpi: int
) -> list[LabelTemplate]:
    """The labels to offer instead: nothing said is lost, no rule is broken.

    Those of the same stock come first, then the nearest in size.
    """
    said = _said(template, fields)
    others = [label_templates.load(name) for name in label_templates.builtin()]
    useful = [
        other
        for other in others
        if other.name != template.name
        and all(fields.get(name) for name in other.needs)
        and said <= _said(other, fields)
        and _keeps_the_rules(other, fields, dpi)
    ]
    size = template.width * template.height
    useful.sort(key=lambda other: abs(other.width * other.height - size))
    return useful[:_MOST]


def _said(template: LabelTemplate, fields: Mapping[str, str]) -> set[str]:
    """The filled fields that its symbols can say."""
    names = {name for place in template.symbols for _ai, name in place.gs1}
    names |= {place.field for place in template.symbols}
    return {name for name in names if fields.get(name)}


def _keeps_the_rules(template: LabelTemplate, fields: Mapping[str, str], dpi: int) -> bool:
    try:
        return not label_rules.findings(arrange(template, fields, dpi))
    except Refusal:
        return False
