"""Slides: one for each beat, its captions as notes, loops where the beat asks for them; whole in one file."""

import io
import re
import sys
from pathlib import Path

import av
import numpy as np
import pptx
import pytest
import typst
from lxml import etree
from PIL import Image

from scenes.outputs import revealjs
from scenes.outputs.slides import beats, check
from tests.scenes.outputs import studio

NOTES = ["It is said.", "x_1 < 2 & *so* it `goes`."] * 2  # of two chapters with two beats each


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return studio.build(tmp_path_factory.mktemp("studio"), "ch1_one", "ch2_two")


@pytest.fixture(scope="module")
def talk(place):
    """A talk of both chapters as PowerPoint; it leaves the videos that the other kinds use."""
    made = studio.run(place, "slides", "all", "-o", "talk.pptx", "--quality", "low", "--jobs", "2")
    assert made.returncode == 0, made.stderr
    return place / "talk.pptx"


def video(place, stem):
    return next((place / "media" / "videos" / stem / "480p15").glob("*.mp4"))


def test_every_beat_is_found_with_what_is_said_in_it(talk, place):
    found = beats(video(place, "ch1_one"))
    assert [beat.loops for beat in found] == [False, True]
    assert [beat.notes for beat in found] == NOTES[:2]
    with av.open(str(video(place, "ch1_one"))) as whole:
        assert sum(length(beat.video) for beat in found) == whole.streams.video[0].frames


def length(path):
    with av.open(str(path)) as opened:
        return opened.streams.video[0].frames


def last_frame(path):
    with av.open(str(path)) as opened:
        *_, last = opened.decode(video=0)
    return last.to_ndarray(format="rgb24").astype(int)


def test_a_beat_rests_with_its_caption_and_a_repeated_one_begins_without_another(talk, place):
    see, turn = (beat.video for beat in beats(video(place, "ch1_one")))
    with av.open(str(turn)) as opened:
        start = next(opened.decode(video=0)).to_ndarray(format="rgb24").astype(int)
    foot = slice(440, 465), slice(200, 654)
    assert np.ptp(start[foot]) < 40
    assert np.ptp(last_frame(turn)[foot]) > 100
    assert np.ptp(last_frame(see)[foot]) < 40  # taken away before what is repeated


def test_powerpoint_has_a_playing_video_and_notes_on_each_slide(talk):
    slides = list(pptx.Presentation(str(talk)).slides)
    assert [slide.notes_slide.notes_text_frame.text for slide in slides] == NOTES
    timing = [etree.tostring(slide._element).decode() for slide in slides]
    assert ["repeatCount" in text for text in timing] == [False, True] * 2
    assert all(shape.media_type is not None for slide in slides for shape in slide.shapes)


def test_pdf_shows_the_last_frame_of_each_beat_in_vectors(talk, place):
    made = studio.run(place, "slides", "all", "-o", "talk.pdf")
    assert made.returncode == 0, made.stderr
    pages = place / "pages.typ"
    images = [f'image("talk.pdf", page: {number}, width: 854pt)' for number in (1, 2, 3, 4)]
    pages.write_text("#set page(width: 854pt, height: 480pt, margin: 0pt)\n#" + "\n#pagebreak()\n#".join(images))
    drawn = [Image.open(io.BytesIO(page)).convert("RGB") for page in typst.compile(str(pages), format="png", ppi=72)]
    shown = [np.asarray(page).astype(int)[:480, :854] for page in drawn]
    rests = [last_frame(beat.video) for stem in ("ch1_one", "ch2_two") for beat in beats(video(place, stem))]
    assert max(np.abs(page - rest).mean() for page, rest in zip(shown, rests, strict=True)) < 2
    squares = [(page[..., 2] - page[..., 0] > 90).sum() for page in shown]  # of the second beat
    assert [square > 200 for square in squares] == [False, True] * 2
    content = (place / "talk.pdf").read_bytes()
    assert content.count(b"/Dest") == 2  # a bookmark for each chapter


def test_html_is_one_file_that_needs_no_network(talk, place):
    made = studio.run(place, "slides", "all", "-o", "talk.html", "--quality", "low")
    if made.returncode and revealjs.NOWHERE[:9] in made.stderr:
        pytest.skip(made.stderr)
    assert made.returncode == 0, made.stderr
    page = (place / "talk.html").read_text()
    tree = etree.fromstring(page.encode(), etree.HTMLParser(huge_tree=True))
    loaded = [*tree.xpath("//script/@src"), *tree.xpath("//link/@href"), *tree.xpath("//@data-background-video")]
    assert len(loaded) == 4
    assert all(address.startswith("data:video/mp4;base64,") for address in loaded)
    slides = tree.xpath("//section")
    assert ["data-background-video-loop" in slide.attrib for slide in slides] == [False, True] * 2
    notes = [re.sub(r"\\(.)", r"\1", slide.findtext("aside")) for slide in slides]
    assert notes == NOTES


def test_slides_are_not_written_over_what_is_there(talk, place):
    before = talk.read_bytes()
    refused = studio.run(place, "slides", "ch1_one", "-o", "talk.pptx", "--quality", "low")
    assert refused.returncode == 1
    assert refused.stderr == "python -m scenes: talk.pptx is there already; --force replaces it.\n"
    assert talk.read_bytes() == before
    forced = studio.run(place, "slides", "ch1_one", "-o", "talk.pptx", "--quality", "low", "--force")
    assert forced.returncode == 0, forced.stderr
    assert len(pptx.Presentation(str(talk)).slides) == 2
    talk.write_bytes(before)


def test_an_unknown_kind_of_slides_is_refused():
    with pytest.raises(ValueError, match=r"^talk\.key: slides are written as \.html, \.pptx, \.pdf\.$"):
        check(Path("talk.key"), force=False)


def test_without_manim_slides_the_extra_is_named(place, monkeypatch):
    monkeypatch.setitem(sys.modules, "manim_slides", None)  # as Python notes that a package is absent
    monkeypatch.delitem(sys.modules, "manim_slides.convert", raising=False)
    with pytest.raises(ValueError, match=r"extra `lectures` brings: pip install --editable '\.\[lectures\]'"):
        check(place / "other.html", force=False)
