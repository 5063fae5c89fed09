"""Words are data: filled in at the edge, in any language, and nothing in them runs."""

from __future__ import annotations

import gettext
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.messages import Message, _, fill, mark, message, use_catalogue
from lsn_desktop.domain.refusals import Refusal, Unavailable, refusal

if TYPE_CHECKING:
    from collections.abc import Generator

WORDS = {"{count} lots in {place}": "{count} lotes en {place}", "Done": "Hecho"}


class Spanish(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return WORDS.get(message, message)


@pytest.fixture
def spanish() -> Generator[None]:
    use_catalogue(Spanish())
    yield
    use_catalogue(gettext.NullTranslations())


def test_parameters_stand_in_their_named_places() -> None:
    said = message("{count} lots in {place}", count=3, place="BIN-1")
    assert str(said) == "3 lots in BIN-1"
    assert dict(said.params) == {"count": "3", "place": "BIN-1"}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{name.__class__}", "{name.__class__}"),
        ("{name[0]}", "{name[0]}"),
        ("{name!r}", "{name!r}"),
        ("{name:>99}", "{name:>99}"),
        ("{other}", "{other}"),
        ("{{name}}", "{{}other}}"),
        ("100 % {name}", "100 % {}other}"),
    ],
)
def test_nothing_in_a_text_runs(text: str, filled: str) -> None:
    assert fill(text, {"name": "{}other}"}) == filled


def test_a_parameter_is_not_filled_in_again() -> None:
    assert fill("{a} {b}", {"a": "{b}", "b": "B"}) == "{b} B"


def test_words_kept_in_english_read_in_another_language(spanish: None) -> None:
    kept = message("{count} lots in {place}", count=3, place="BIN-1")
    stored = Message.stored(kept.text, kept.params_json())

    assert spanish is None
    assert stored == kept
    assert str(stored) == "3 lotes en BIN-1"
    assert (_("Done"), mark("Done")) == ("Hecho", "Done")


def test_parameters_are_kept_the_same_way_whatever_their_order() -> None:
    one = Message("x", {"b": "ü", "a": "1"})
    other = Message("x", {"a": "1", "b": "ü"})
    assert one.params_json() == other.params_json() == '{"a": "1", "b": "ü"}'


def test_a_refusal_says_the_fact_and_the_remedy() -> None:
    refused = refusal("{lot} is on hold.", "Scan another lot than {lot}.", lot="L1")
    assert str(refused) == "L1 is on hold. Scan another lot than L1."
    assert isinstance(refused, Refusal)
    failed = Unavailable(message("The disk is full."), message("Make room."))
    assert str(failed) == "The disk is full. Make room."
