"""What every chapter has, whatever it teaches; the chapters that are still absent are listed at the end of the run."""

import importlib
import inspect

import numpy as np
import pytest

from learners.trace import Trace
from tests.chapters import ATARI, ROOT, STEMS, absent, committed, settings, strangers, with_learner, with_scene
from tests.scenes.rehearsal import scene_classes

LEARNERS, SCENES = with_learner(), with_scene()
EVERY_GAME = {"action", "reward", "observation", "screen"}  # explained once, in learners/play.py


def test_every_file_that_is_named_like_a_chapter_is_one_of_the_twenty():
    assert strangers() == []


def test_absent_pieces_are_listed_and_not_passed_over():
    listed = "\n".join(absent())
    for stem in STEMS:
        for has, piece in ((LEARNERS, "learner"), (SCENES, "scene")):
            assert (f"{stem}: " in listed and piece in listed.split(f"{stem}: ")[1].split("\n")[0]) == (stem not in has)


@pytest.mark.parametrize("stem", LEARNERS)
class TestLearner:
    def test_its_settings_have_types_defaults_and_reasons(self, stem):
        learn = importlib.import_module(f"learners.{stem}").learn
        parameters = inspect.signature(learn, eval_str=True).parameters
        assert inspect.signature(learn, eval_str=True).return_annotation is Trace
        for name, parameter in parameters.items():
            assert parameter.annotation is not inspect.Parameter.empty, name
            assert parameter.default is not inspect.Parameter.empty, name
            assert f"\n        {name}: " in learn.__doc__, f"{name} has no reason in the docstring of learn"

    def test_its_quick_settings_are_settings(self, stem):
        learner = importlib.import_module(f"learners.{stem}")
        known = inspect.signature(learner.learn).parameters
        assert set(learner.QUICK) | set(settings(stem, "changed")) <= set(known)
        assert settings(stem, "changed") != settings(stem, "quick")

    def test_its_text_names_the_chapter_and_what_is_in_its_trace(self, stem):
        text = importlib.import_module(f"learners.{stem}").__doc__
        number = stem.split("_")[0].removeprefix("ch")
        assert text.startswith(f"Chapter {number}")
        columns = {name.split("/")[1] for name in Trace.read(stem).columns()} - EVERY_GAME
        assert {name for name in columns if name not in text} == set()

    def test_its_trace_is_small_and_can_be_read(self, stem):
        trace = Trace.read(stem)
        assert trace.stem == stem
        assert committed(stem).stat().st_size <= (4e6 if stem in ATARI else 2e6)
        for reel in trace.reels():
            lengths = {len(trace[name]) for name in trace.columns() if name.startswith(f"{reel}/")}
            assert len(lengths) == 1, reel

    def test_its_trace_lies_in_the_order_that_writing_gives(self, stem, tmp_path):
        path = Trace.read(stem).write(tmp_path / "again.npz")
        with np.load(path) as again, np.load(committed(stem)) as there:
            assert again.files == there.files

    def test_it_is_tested_by_a_file_of_its_own(self, stem):
        assert (ROOT / "tests" / "learners" / f"test_{stem}.py").is_file()


@pytest.mark.parametrize("stem", SCENES)
class TestScene:
    def test_it_has_a_learner_and_claims_of_its_own(self, stem):
        assert stem in LEARNERS
        assert (ROOT / "scenes" / "claims" / f"{stem}.py").is_file()

    def test_it_has_a_title_and_a_subject(self, stem):
        (kind,) = scene_classes(stem)
        assert kind.title
        assert kind.subject

    def test_what_it_draws_and_says_is_tested(self, stem):
        assert (ROOT / "tests" / "scenes" / f"test_{stem}.py").is_file()
        assert (ROOT / "tests" / "scenes" / "claims" / f"test_{stem}.py").is_file()
