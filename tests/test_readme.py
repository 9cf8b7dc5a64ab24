"""The examples of the README run, write what is committed as the default, and their traces are drawn."""

import numpy as np
import pytest

from learners.trace import Trace
from tests.chapters import OWN, committed
from tests.readme import examples, run
from tests.scenes.layout import faults
from tests.scenes.rehearsal import scene_classes


def test_there_is_one_example_for_each_general_scene():
    assert list(examples()) == OWN


@pytest.mark.parametrize("stem", OWN)
def test_an_example_writes_what_is_committed_and_is_drawn(stem, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run(examples()[stem], tmp_path)
    made, kept = Trace.read(tmp_path / f"{stem}.npz"), Trace.read(stem)
    assert made.columns() == kept.columns()
    assert {**made.facts, "layers": 0} == {**kept.facts, "layers": 0}
    for name in ("train/step", "train/loss") if stem == "training" else ("by chance/action", "with the swing/action"):
        np.testing.assert_allclose(made[name], kept[name], rtol=0.05)
    monkeypatch.setenv("ML_TRACE", str(tmp_path / f"{stem}.npz"))
    found = faults(*scene_classes(stem), timed=False)
    assert not found, "\n".join(["", *found])


@pytest.mark.parametrize("stem", OWN)
def test_the_committed_example_is_small_and_its_video_no_shorter_or_longer_than_a_chapter(stem):
    assert committed(stem).stat().st_size < 300_000
    assert faults(*scene_classes(stem)) == []
