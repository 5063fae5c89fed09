"""A template written is the template read, to the last measure."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from lsn_desktop.domain.refusals import Refusal
from printing import fonts
from printing.labels import label_templates, template_reader, template_writer
from printing.labels.label_elements import (
    LOGO,
    TURNS,
    Box,
    Condition,
    Frame,
    LabelTemplate,
    PicturePlace,
    Rule,
    SymbolPlace,
    Text,
)

_OUT = BytesIO()
Image.new("1", (9, 5)).save(_OUT, "PNG")
PNG = _OUT.getvalue()

CELL, ACROSS = 25.0, 4
SAID = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="{}"), max_size=30)
FILLED = st.sampled_from(["{lot}", "{expiry-30d|dd.mm.yyyy}", 'LOT {lot} {custom.A "b"}'])
FIELD = st.sampled_from(["lot", "serial", "expiry", "custom.Größe", "custom.a.b"])
WORDS = st.one_of(SAID, FILLED)
CONDITIONS = st.one_of(
    st.just(Condition()),
    st.builds(Condition, FIELD, FIELD),
    st.builds(Condition, FIELD, st.just(""), SAID),
    st.builds(Condition, st.just("gs1"), FIELD, st.just(""), SAID),
)
MM = st.floats(0.0, 5.0)


@st.composite
def boxes(draw: st.DrawFn, cell: int) -> Box:
    """Somewhere in a cell of its own, so that nothing lies over a symbol."""
    left, top = CELL * (cell % ACROSS), CELL * (cell // ACROSS)
    x, y = left + 2 + draw(MM), top + 2 + draw(MM)
    return Box(x, y, draw(st.floats(10.0, 15.0)), draw(st.floats(10.0, 15.0)))


def texts(box: Box, words: st.SearchStrategy[str]) -> st.SearchStrategy[Text]:
    return st.floats(4.0, 7.0).flatmap(
        lambda smallest: st.builds(
            Text,
            st.just(box),
            words,
            st.sampled_from(sorted(fonts.NAMES.values())),
            st.floats(smallest, 200.0),
            st.just(smallest),
            st.integers(1, 3),
            st.sampled_from(["left", "center", "right"]),
            CONDITIONS,
            st.sampled_from(TURNS),
        )
    )


@st.composite
def symbols(draw: st.DrawFn, cell: int) -> SymbolPlace:
    condition = draw(CONDITIONS)
    gs1, field, text = draw(
        st.sampled_from(
            [
                ((("01", "gtin"), ("17", "production+6m"), ("10", "lot")), "", ""),
                ((), "custom.Größe", ""),
                ((), "", "{lot}-{serial}"),
            ]
        )
    )
    words = draw(st.none() | boxes(cell + 1).flatmap(lambda box: texts(box, st.just(""))))
    if isinstance(words, Text):
        words = Text(
            words.box, "", words.font, words.size, words.smallest, words.lines, words.align,
            condition, words.turn,
        )  # fmt: skip
    finest = draw(st.floats(0.15, 1.0))
    return SymbolPlace(
        draw(boxes(cell)),
        "gs1-datamatrix" if gs1 else "qr",
        gs1,
        field,
        finest,
        draw(st.floats(finest, 3.0)),
        draw(st.booleans()),
        words,
        words is not None and draw(st.booleans()),
        condition,
        draw(st.sampled_from(TURNS)),
        text,
    )


FRAMES = st.builds(Frame, boxes(2), st.floats(0.1, 10.0), CONDITIONS)
PICTURES = st.builds(
    PicturePlace,
    boxes(3),
    st.sampled_from([PNG, LOGO]),
    st.booleans(),
    CONDITIONS,
    st.sampled_from(TURNS),
)


@st.composite
def templates(draw: st.DrawFn) -> LabelTemplate:
    some = st.integers(0, 1)
    return LabelTemplate(
        draw(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9 _.-]{0,39}", fullmatch=True)),
        draw(SAID),
        draw(st.text("0123456789.", max_size=20)),
        "",
        tuple(draw(st.lists(FIELD, max_size=3))),
        100.0,
        100.0,
        texts=tuple(draw(texts(draw(boxes(0)), WORDS)) for _ in range(draw(some))),
        rules=tuple(draw(st.builds(Rule, boxes(1), CONDITIONS)) for _ in range(draw(some))),
        frames=tuple(draw(FRAMES) for _ in range(draw(some))),
        pictures=tuple(draw(PICTURES) for _ in range(draw(some))),
        symbols=tuple(draw(symbols(4)) for _ in range(draw(some))),
        margin=draw(st.floats(0.0, 2.0)),
        notes=draw(SAID),
    )


@given(templates())
def test_what_is_written_reads_back_equal(template: LabelTemplate) -> None:
    text = template_writer.text(template)

    assert template_reader.read(text) == template


@pytest.mark.parametrize("name", label_templates.builtin())
def test_a_built_in_template_written_is_the_same_template(name: str) -> None:
    template = label_templates.load(name)

    assert template_reader.read(template_writer.text(template)) == template


@pytest.mark.parametrize(
    ("added", "reason"),
    [
        ("[[picture]]\nbox = [1, 1, 9, 9]\npng = 'no base64!'", "not in base64"),
        ("[[picture]]\nbox = [1, 1, 9, 9]\npng = 'aGVsbG8='", "no PNG or JPEG"),
        ("[[picture]]\nbox = [1, 1, 9, 9]\nfield = 'lot'", "one of logo"),
        ("[[picture]]\nbox = [1, 1, 9, 9]\nfile = '/etc/passwd'", "has no key file"),
        ("[[picture]]\nbox = [1, 1, 9, 9]", "either png"),
        ("[[picture]]\nbox=[1,1,9,9]\nfield='logo'\n" * 5, "more than 4 pictures"),
        ("[[line]]\nbox=[1,1,9,9]\n" * 101, "more than 100 elements"),
        (f"[[text]]\nbox=[1,1,9,9]\nsize=9\ntext='{'x' * 1001}'", "longer than 1000"),
        ("[[text]]\nbox=[1,1,9,9]\nsize=9\ntext='a'\nturn=45", "0, 90, 180 or 270"),
        ("[[text]]\nbox=[1,1,9,9]\nsize=9\ntext='{lot'", "there is no field {lot"),
        ("[[text]]\nbox=[1,1,9,9]\nsize=9\ntext='a'\nwhen_is='b'", "when is missing"),
        ("[[box]]\nbox=[1,1,9,9]", "thickness is missing"),
        ("[[box]]\nbox=[1,1,9,9]\nthickness=11", "thickness is 11"),
        ("[code]\nrun='rm'", "has no key code"),
    ],
)
def test_a_file_of_a_stranger_is_refused_in_words(added: str, reason: str) -> None:
    text = f'name = "a"\ntitle = "A"\nversion = "1"\n[stock]\nwidth=50\nheight=30\n{added}\n'

    with pytest.raises(Refusal) as refused:
        template_reader.read(text)

    assert reason in str(refused.value)


@pytest.mark.parametrize("name", ["../up", "a/b", "", "x" * 41, "a\nb", ".hidden"])
def test_a_name_is_never_a_path(name: str) -> None:
    text = template_writer.text(LabelTemplate(name, "A", "1", "", (), 50, 30))

    with pytest.raises(Refusal, match="its name is letters"):
        template_reader.read(text)


def test_a_picture_of_too_many_pixels_is_refused() -> None:
    out = BytesIO()
    Image.new("1", (2001, 2000)).save(out, "PNG")
    picture = PicturePlace(Box(1, 1, 9, 9), out.getvalue())
    template = LabelTemplate("a", "A", "1", "", (), 50, 30, pictures=(picture,))

    with pytest.raises(Refusal, match="more than 2000 x 2000"):
        template_reader.read(template_writer.text(template))


def test_a_file_of_megabytes_is_refused_unread() -> None:
    with pytest.raises(Refusal, match="larger than 256 kB"):
        template_reader.read("#" * 300_000)
