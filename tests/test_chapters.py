"""What every chapter has, whatever it teaches; the chapters that are still absent are listed at the end of the run."""

import importlib
import inspect
import re

import numpy as np
import pytest

from learners.trace import Trace
from tests.chapters import ATARI, ROOT, STEMS, absent, committed, settings, strangers, with_learner, with_scene
from tests.scenes.rehearsal import scene_classes

LEARNERS, SCENES = with_learner(), with_scene()
TRACES = [stem for stem in LEARNERS if committed(stem).is_file()]
EVERY_GAME = {"action", "reward", "observation", "screen"}  # explained once, in learners/play.py


def explained(stem):
    """What a learner says about its columns, and what the modules say to which it refers."""
    text = importlib.import_module(f"learners.{stem}").__doc__
    named = [ROOT / f"{name}.py" for name in re.findall(r"([\w/]+)\.py", text)]
    return "\n".join([text, *(path.read_text() for path in named if path.is_file())])


def test_every_file_that_is_named_like_a_chapter_is_one_of_the_twenty():
    assert strangers() == []


def test_absent_pieces_are_listed_and_not_passed_over():
    listed = dict(line.split(": ") for line in absent())
    for stem in STEMS:
        for has, piece in ((LEARNERS, "no learner"), (TRACES, "no trace"), (SCENES, "no scene")):
            assert (piece in listed.get(stem, "").split(", ")) == (stem not in has)


@pytest.mark.parametrize("stem", LEARNERS)
class TestLearner:
    def test_its_settings_have_types_defaults_and_reasons(self, stem):
        learn = importlib.import_module(f"learners.{stem}").learn
        parameters = inspect.signature(learn, eval_str=True).parameters
        assert inspect.signature(learn, eval_str=True).return_annotation is Trace
        for name, parameter in parameters.items():
            assert parameter.annotation is not inspect.Parameter.empty, name
            assert parameter.default is not inspect.Parameter.empty, name
            assert f"\n    {name}: " in inspect.getdoc(learn), f"{name} has no reason in the docstring of learn"

    def test_the_settings_of_its_judge_have_reasons(self, stem):
        judge = getattr(importlib.import_module(f"learners.{stem}"), "evaluate", None)
        for name in inspect.signature(judge).parameters if judge else ():
            assert f"\n    {name}: " in inspect.getdoc(judge), f"{name} has no reason in the docstring of evaluate"

    def test_its_quick_settings_are_settings(self, stem):
        learner = importlib.import_module(f"learners.{stem}")
        known = inspect.signature(learner.learn).parameters
        assert set(learner.QUICK) | set(settings(stem, "changed")) <= set(known)
        assert settings(stem, "changed") != settings(stem, "quick")

    def test_its_text_begins_with_the_chapter(self, stem):
        number = stem.split("_")[0].removeprefix("ch")
        assert importlib.import_module(f"learners.{stem}").__doc__.startswith(f"Chapter {number}")


@pytest.mark.parametrize("stem", TRACES)
class TestTrace:
    def test_each_of_its_columns_is_named_in_the_text_of_its_learner(self, stem):
        text = explained(stem)
        columns = {name.split("/")[1] for name in Trace.read(stem).columns()} - EVERY_GAME
        assert {name for name in columns if name.rstrip("0123456789") not in text} == set()

    def test_it_is_small_and_can_be_read(self, stem):
        trace = Trace.read(stem)
        assert trace.stem == stem
        assert committed(stem).stat().st_size <= (4e6 if stem in ATARI else 2e6)
        for reel in trace.reels():
            lengths = {len(trace[name]) for name in trace.columns() if name.startswith(f"{reel}/")}
            assert len(lengths) == 1, reel

    def test_it_lies_in_the_order_that_writing_gives(self, stem, tmp_path):
        path = Trace.read(stem).write(tmp_path / "again.npz")
        with np.load(path) as again, np.load(committed(stem)) as there:
            assert again.files == there.files


@pytest.mark.parametrize("stem", SCENES)
class TestScene:
    def test_it_has_a_learner_a_trace_and_claims_of_its_own(self, stem):
        assert stem in LEARNERS
        assert stem in TRACES
        assert (ROOT / "scenes" / "claims" / f"{stem}.py").is_file()

    def test_it_has_a_title_and_a_subject(self, stem):
        (kind,) = scene_classes(stem)
        assert kind.title
        assert kind.subject

    def test_what_it_draws_and_says_is_tested(self, stem):
        assert (ROOT / "tests" / "scenes" / f"test_{stem}.py").is_file()
        assert (ROOT / "tests" / "scenes" / "claims" / f"test_{stem}.py").is_file()
