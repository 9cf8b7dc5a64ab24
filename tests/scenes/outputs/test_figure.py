"""A figure shows in vectors what the video shows in pixels, in the same colors."""

import io
import re
from pathlib import Path

import av
import numpy as np
import pytest
import typst
from PIL import Image

from scenes.outputs.figure import check
from tests.scenes.outputs import studio

WIDE, HIGH = 854, 480


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return studio.build(tmp_path_factory.mktemp("studio"), "ch1_one")


@pytest.fixture(scope="module")
def figures(place):
    """The end of the second beat in all kinds, drawn at the same time as the video."""
    words = [("still", "ch1_one", "--beat", "turn", "-o", f"figure{kind}") for kind in (".pdf", ".svg", ".png")]
    started = [studio.start(place, *each) for each in (*words, ("render", "ch1_one", "--quality", "low"))]
    said = [process.communicate() for process in started]
    assert [process.returncode for process in started] == [0] * 4, said
    return place


@pytest.fixture(scope="module")
def frame(figures):
    with av.open(str(figures / "media/videos/ch1_one/480p15/Ch1One.mp4")) as video:
        *_, last = video.decode(video=0)
    return last.to_ndarray(format="rgb24").astype(int)


def seen(path):
    """A figure as pixels of the video's size, by way of Typst's renderer, which has no part in the drawing."""
    if path.suffix == ".png":
        return np.asarray(Image.open(path).resize((WIDE, HIGH), Image.Resampling.BOX)).astype(int)
    page = f'#set page(width: {WIDE}pt, height: {HIGH}pt, margin: 0pt)\n#image("{path.name}", width: {WIDE}pt)'
    source = path.with_suffix(f"{path.suffix}.typ")
    source.write_text(page)
    picture = Image.open(io.BytesIO(typst.compile(str(source), format="png", ppi=72)))
    return np.asarray(picture.convert("RGB")).astype(int)[:HIGH, :WIDE]


@pytest.mark.parametrize("kind", [".pdf", ".svg", ".png"])
def test_colors_are_those_of_the_video(figures, frame, kind):
    drawn = seen(figures / f"figure{kind}")
    rows, columns = np.meshgrid([180, 240, 300], [367 - 180 - 60, 187, 247])  # the middle of each cell of the picture
    assert np.abs(drawn[rows, columns] - frame[rows, columns]).max() < 12
    assert np.abs(drawn[10, 10] - frame[10, 10]).max() < 6  # the ground
    square = frame[..., 2] - frame[..., 0] > 90  # the sky-blue square, whose channels must not be exchanged
    assert square.sum() > 200
    assert (drawn[square][:, 2] - drawn[square][:, 0] > 40).mean() > 0.95
    assert np.abs(drawn - frame).mean() < 2.5


def test_only_pictures_are_pixels(figures):
    document = (figures / "figure.pdf").read_bytes()
    assert len(re.findall(rb"/Subtype /Image", document)) == 1
    drawing = (figures / "figure.svg").read_text()
    assert drawing.count("<image") == 1
    assert drawing.count(" C ") > 100  # the curves of letters and digits


def test_a_figure_says_what_it_shows_and_where_it_comes_from(figures):
    assert (
        "<title>Chapter 1 · A test: Tiny</title><desc>{&quot;chapter&quot;: &quot;ch1_one&quot;"
        in (figures / "figure.svg").read_text()
    )
    with Image.open(figures / "figure.png") as picture:
        assert '"chapter": "ch1_one"' in picture.info["Comment"]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("--at", "99", "-o", "late.pdf"), "ch1_one has no moment at 99 seconds: it ends after 3.5."),
        (("--beat", "sea", "-o", "sea.pdf"), "ch1_one has no beat 'sea'; it has see, turn."),
        (("--at", "1", "-o", "figure.pdf"), "figure.pdf is there already; --force replaces it."),
    ],
)
def test_a_mistake_is_answered_with_a_sentence_and_writes_nothing(figures, words, answer):
    before = studio.files(figures)
    wrong = studio.run(figures, "still", "ch1_one", *words)
    assert (wrong.returncode, wrong.stderr) == (1, f"python -m scenes: {answer}\n")
    assert studio.files(figures) == before


def test_an_unknown_kind_of_figure_is_refused():
    with pytest.raises(ValueError, match=r"^one\.tiff: figures are written as \.pdf, \.svg, \.png\.$"):
        check(Path("one.tiff"), force=False)
