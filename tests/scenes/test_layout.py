"""Every scene is readable, from its committed trace and from others; and each check of the layout can fail."""

import numpy as np
import pytest
from manim import RIGHT, UP, FadeIn, Rectangle, Text, VGroup

from learners.trace import Trace
from scenes import style
from scenes.mobjects.words import Number, formula, words
from scenes.stage import Stage
from tests.chapters import VARIANTS, with_scene
from tests.scenes.layout import faults
from tests.scenes.rehearsal import scene_classes


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("stem", with_scene())
def test_a_scene_is_readable_from_any_trace_of_its_learner(stem, variant, recorded, monkeypatch):
    (kind,) = scene_classes(stem)
    if variant != "committed":
        monkeypatch.setenv("ML_TRACE", str(recorded(stem, variant)))
    found = faults(kind, timed=variant == "committed")
    assert not found, "\n".join(["", *found])


class Plain(Stage):
    """A scene without faults, and the frame for those below."""

    title, subject = "A title", "A subject"

    def construct(self):
        self.beats(self.act)

    def act(self):
        self.play(FadeIn(words("readable").move_to(UP)), run_time=2)


class OutOfFrame(Plain):
    def act(self):
        self.play(FadeIn(Rectangle(width=2, height=1).move_to(6.5 * RIGHT)))


class TextOutOfFrame(Plain):
    def act(self):
        self.play(FadeIn(words("cut off").move_to(7 * RIGHT)))


class NoNumber(Plain):
    def act(self):
        line = Rectangle()
        line.points[3] = np.nan
        self.add(line)
        self.wait(1)


class Overlap(Plain):
    def act(self):
        self.play(FadeIn(words("one text")), FadeIn(words("another text").move_to(0.8 * RIGHT)))


class NumberOnFormula(Plain):
    def act(self):
        self.play(FadeIn(formula("x^2 + y")), FadeIn(Number(3.14)))


class SmallWords(Plain):
    def act(self):
        self.play(FadeIn(words("tiny", 23)))


class SmallFormula(Plain):
    def act(self):
        self.play(FadeIn(formula("x^2", 20)))


class ShrunkGroup(Plain):
    def act(self):
        self.play(VGroup(words("shrunk")).animate.scale(0.9))


class Faint(Plain):
    def act(self):
        self.play(FadeIn(words("hardly there", color=style.color("line"))))


class HalfTransparent(Plain):
    def act(self):
        self.play(words("a ghost").animate.set_fill(opacity=0.3))


class InkOnInk(Plain):
    def act(self):
        self.add(Rectangle(fill_color=style.color("ink"), fill_opacity=1))
        self.play(FadeIn(words("on a bright box")))


class NotOurLetters(Plain):
    def act(self):
        self.play(FadeIn(Text("a system font")))


class Rushed(Plain):
    def act(self):
        self.play(FadeIn(words("above")))
        self.add_subcaption("far too many words for so short a time", duration=1)


class TwoVoices(Plain):
    def act(self):
        self.add_subcaption("one", duration=2)
        self.add_subcaption("two", duration=2, offset=1)
        self.wait(4)


class ThreeLines(Plain):
    def act(self):
        self.say("three lines")
        self.caption.add(words("two").move_to(2 * UP), words("three").move_to(3 * UP))
        self.wait(1)


@pytest.fixture
def own_trace(tmp_path, monkeypatch):
    path = Trace("test_layout").write(tmp_path / "test_layout.npz")
    monkeypatch.setenv("ML_TRACE", str(path))


def test_a_plain_scene_has_no_fault_but_its_shortness(own_trace):
    assert faults(Plain, timed=False) == []
    assert faults(Plain) == ["it lasts 2.0 s, not 45 to 120"]


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        (OutOfFrame, "a Rectangle reaches 0.4"),
        (TextOutOfFrame, "the text 'cut off' reaches"),
        (NoNumber, "points that are no numbers"),
        (Overlap, "the texts 'one text' and 'another text' overlap"),
        (NumberOnFormula, "the texts 'x^2 + y' and '3.14' overlap"),
        (SmallWords, "'tiny' has capitals of only 0.16"),
        (SmallFormula, "'x^2' has capitals of only 0.14"),
        (ShrunkGroup, "'shrunk' has capitals of only 0.15"),
        (Faint, "'hardly there' has a contrast of only 1.4"),
        (HalfTransparent, "'a ghost' has a contrast"),
        (InkOnInk, "'on a bright box' has a contrast of only 1.0"),
        (NotOurLetters, "a Text: write with words"),
        (Rushed, "38 characters in 1.0 s"),
        (TwoVoices, "begins before the caption in front of it"),
        (ThreeLines, "has 3 lines"),
    ],
)
def test_a_bad_scene_is_found_out(own_trace, bad, fault):
    assert [each for each in faults(bad, timed=False) if fault in each]
