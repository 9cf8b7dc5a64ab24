"""Many chapters are recorded at once, here or on a cluster, and what comes back is what one command would write."""

import subprocess
import sys

import pytest

from learners import __main__ as learners
from learners.recording import Recording, RecordingError, code_version, record_one
from learners.trace import Trace
from tests.chapters import ROOT
from tests.cluster import kill, running, until


def run(*words):
    return subprocess.run([sys.executable, "-m", "learners", *words], cwd=ROOT, capture_output=True, text=True)


def test_chapters_are_recorded_and_a_player_has_its_policy_beside_its_trace(tmp_path):
    done = run("ch2_gradient", "ch13_qtable", "--quick", "--jobs", "2", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {
        "ch2_gradient.npz",
        "ch13_qtable.npz",
        "ch13_qtable.safetensors",
    }
    assert Trace.read(tmp_path / "ch2_gradient.npz").stem == "ch2_gradient"
    assert sorted(line.split()[1] for line in done.stdout.splitlines()) == ["ch13_qtable:", "ch2_gradient:"]


def test_the_same_bytes_come_back_from_a_worker_and_one_that_dies_is_replaced(tmp_path):
    here = record_one(Recording("ch2_gradient", True, code_version()))
    with running(tmp_path, ROOT) as cluster:
        first, second = (cluster.work(ROOT, name, tmp_path) for name in ("first", "second"))
        words = ("ch2_gradient", "ch3_neuron", "--quick", "--out", str(tmp_path), "--cluster", cluster.address)
        client = subprocess.Popen([sys.executable, "-m", "learners", *words], cwd=ROOT, stdout=subprocess.DEVNULL)
        until(lambda: bool(first.children() or second.children()))
        kill(first if first.children() else second)
        assert client.wait() == 0
    assert (tmp_path / "ch2_gradient.npz").read_bytes() == here.files["ch2_gradient.npz"]
    assert (tmp_path / "ch3_neuron.npz").is_file()


def test_another_version_is_refused():
    with pytest.raises(RecordingError, match="has another version of the learners"):
        record_one(Recording("ch2_gradient", True, "another"))


def test_a_chapter_that_fails_stops_no_other(tmp_path):
    (tmp_path / "ch3_neuron.npz").mkdir()
    done = run("ch3_neuron", "ch2_gradient", "--quick", "--out", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("python -m learners: not recorded: ch3_neuron (it is no file that could be replaced")
    assert (tmp_path / "ch2_gradient.npz").is_file()


def test_a_misspelled_chapter_is_answered_with_near_ones():
    with pytest.raises(ValueError, match="no chapter 'ch2_gradiant'; did you mean ch2_gradient"):
        learners.chapter("ch2_gradiant")


def test_a_trial_replaces_no_committed_trace():
    done = run("ch2_gradient", "--quick")
    assert done.returncode == 1
    assert "a trial must not replace the traces of the chapters" in done.stderr


def test_all_chapters_are_found_in_order():
    found = learners.stems()
    assert (found[0], found[-1], len(found)) == ("ch1_animation", "ch20_atari", 20)
