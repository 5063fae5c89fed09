"""requirements.lock is what ``dev.py lock`` made of pyproject.toml, seen without a network."""

from __future__ import annotations

import re

import dev

REMEDY = "run: python3 dev.py lock"


def test_the_lock_was_made_from_these_dependencies() -> None:
    lock = dev.LOCK.read_text()

    assert lock.startswith(dev.locked_from(lock)), REMEDY


def test_a_pin_changed_by_hand_is_noticed() -> None:
    lock = dev.LOCK.read_text()

    assert dev.locked_from(lock) != dev.locked_from(lock.replace("alembic==", "alembic==1"))


def test_every_dependency_asked_for_is_pinned() -> None:
    project = dev.pyproject()["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {_name(requirement) for requirement in asked}
    pinned = {_name(line) for line in dev.LOCK.read_text().splitlines() if line[:1].isalnum()}

    assert names - pinned == set()


def _name(requirement: str) -> str:
    """The normal form of a distribution's name (PEP 503)."""
    name = re.match(r"[\w.-]+", requirement)
    assert name is not None
    return re.sub(r"[-_.]+", "-", name[0]).lower()
