"""Values out of a parsed TOML table, each of the kind asked for, or what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lsn_desktop.domain.messages import Message


class Wrong(Exception):
    """What is wrong with a template, in words; who reads the file names it."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


def only(entry: Mapping[str, Any], keys: set[str], what: str) -> None:
    """Nothing but these keys; a mistyped one is never passed over in silence."""
    if not isinstance(entry, dict):
        raise Wrong(message("{table} is not a table", table=what))
    unknown = sorted(set(entry) - keys)
    if unknown:
        raise Wrong(message("{table} has no key {key}", table=what, key=unknown[0]))


def table(entry: Mapping[str, Any], key: str) -> dict[str, Any]:
    """A table that is there and not empty."""
    value = entry.get(key)
    if not isinstance(value, dict) or not value:
        raise Wrong(message("{key} is missing", key=key))
    return value


def tables(entry: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """A list of tables; none when the key is absent."""
    value = entry.get(key, [])
    if not isinstance(value, list):
        raise Wrong(message("{key} is not a list of tables", key=key))
    return value


def string(entry: Mapping[str, Any], key: str, default: str | None = None) -> str:
    """A text."""
    value = entry.get(key, default)
    if not isinstance(value, str):
        raise Wrong(message("{key} is missing or not a text", key=key))
    return value


def flag(entry: Mapping[str, Any], key: str) -> bool:
    """True or false; false when the key is absent."""
    value = entry.get(key, False)
    if not isinstance(value, bool):
        raise Wrong(message("{key} is not true or false", key=key))
    return value


def choice(
    entry: Mapping[str, Any], key: str, known: Iterable[str], default: str | None = None
) -> str:
    """One of the known words."""
    value = string(entry, key, default)
    if value not in known:
        words = ", ".join(known)
        raise Wrong(
            message("{key} is one of {words}; not {value}", key=key, words=words, value=value)
        )
    return value


def number(
    entry: Mapping[str, Any], key: str, low: float, high: float, default: float | None = None
) -> float:
    """A number from ``low`` to ``high``."""
    value = entry.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Wrong(message("{key} is missing or not a number", key=key))
    if not low <= value <= high:
        raise Wrong(
            message(
                "{key} is {value}; it lies between {low} and {high}",
                key=key,
                value=f"{value:g}",
                low=f"{low:g}",
                high=f"{high:g}",
            )
        )
    return float(value)
