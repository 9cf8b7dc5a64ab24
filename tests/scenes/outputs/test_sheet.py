"""A still is the frame of its moment, a sheet has a cell for every few seconds, and mistakes are said in a sentence."""

import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from scenes.outputs.chapters import scene_name, sentence, stems
from scenes.outputs.figure import still
from scenes.outputs.glimpses import glimpses
from scenes.outputs.sheet import CELL, FOOT, GAP, sheet
from tests.chapters import ROOT, with_scene
from tests.scenes.rehearsal import scene_classes


@pytest.fixture(scope="module")
def seen():
    return glimpses("ch2_gradient", lambda time: time % 30 == 0, 160, 4.0)


def test_glimpses_come_at_their_times_with_their_beats(seen):
    assert [glimpse.time for glimpse in seen] == [0, 30, 60, 90]
    assert seen[0].beat == "opening"
    assert all(glimpse.pixels.shape == (90, 160, 4) for glimpse in seen)
    assert len({glimpse.pixels.tobytes() for glimpse in seen}) == 4


def test_a_still_is_the_frame_of_its_moment(tmp_path):
    path = still("ch2_gradient", tmp_path / "deep" / "still.png", at=3, width=160)
    with Image.open(path) as picture:
        assert picture.size == (160, 90)
        assert np.asarray(picture).std() > 5


def test_a_sheet_has_a_cell_for_every_few_seconds(tmp_path):
    with Image.open(sheet("ch2_gradient", tmp_path / "sheet.png", every=40, columns=2)) as picture:
        rows = -(-len(range(0, 100, 40)) // 2)
        assert picture.size == (2 * (CELL + GAP) + GAP, rows * (CELL * 9 // 16 + FOOT + GAP) + GAP)
        assert np.asarray(picture.resize((40, 40))).std() > 20


def test_a_moment_after_the_end_is_said_in_a_sentence(tmp_path):
    with pytest.raises(ValueError, match="ch2_gradient has no moment at 999 seconds: it ends after 1"):
        still("ch2_gradient", tmp_path / "still.png", at=999, width=160)
    assert list(tmp_path.iterdir()) == []


def test_chapters_are_found_in_order_with_their_sentence_and_scene():
    assert stems() == with_scene()
    for stem in stems():
        assert len(sentence(stem)) > 20
        assert [kind.__name__ for kind in scene_classes(stem)] == [scene_name(stem)]


def test_a_misspelled_chapter_is_answered_with_near_ones():
    command = [sys.executable, "-m", "scenes", "sheet", "ch2_gradiant"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 2
    assert "there is no chapter 'ch2_gradiant'; did you mean ch2_gradient" in run.stderr
