"""What the documents point to is there, and every page of the manual can be reached."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def targets(document: Path) -> list[Path]:
    """The files of ours that a document links to."""
    links = [link.partition("#")[0] for link in LINK.findall(document.read_text())]
    return [document.parent / link for link in links if link and "://" not in link]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document: Path) -> None:
    assert [str(target) for target in targets(document) if not target.exists()] == []


@pytest.mark.parametrize("folder", ["adr", "manual"])
def test_every_page_can_be_reached_from_another(folder: str) -> None:
    pages = set((ROOT / "docs" / folder).glob("*.md"))
    index = ROOT / "docs" / folder / "README.md"
    linked = {target.resolve() for document in DOCUMENTS for target in targets(document)}

    assert pages - linked <= {index}


def test_decisions_are_numbered_without_a_gap_and_have_their_four_parts() -> None:
    decisions = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))

    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    for path in decisions:
        headings = re.findall(r"^## (.+)$", path.read_text(), re.MULTILINE)
        parts = ["Context", "Decision", "Consequences", "Alternatives considered"]
        assert headings == parts, path.name


def test_architecture_names_every_package() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text()
    packages = {path.parent for path in ROOT.glob("lsn_desktop/*/__init__.py")}

    assert {path.name for path in packages if f"{path.name}/" not in text} == set()
