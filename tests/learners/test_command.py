"""A learner is a command: its signature gives the options, and what goes wrong is said in a sentence."""

import subprocess
import sys
from pathlib import Path

import pytest

from learners import ch2_gradient
from learners.command import main
from learners.trace import Trace

ROOT = Path(__file__).resolve().parents[2]


def stopped() -> Trace:
    """Is stopped by the person in front of the screen."""
    raise KeyboardInterrupt


def picky(steps: int = 3) -> Trace:
    """Takes no steps but three.

    Args:
        steps: three, for no other number will do
    """
    if steps != 3:
        raise ValueError(f"steps must be 3, not {steps}.")
    trace = Trace("test_command")
    trace.record("train", step=steps)
    return trace


def test_the_signature_gives_the_options(tmp_path, capsys):
    path = tmp_path / "mine.npz"
    main(ch2_gradient.learn, ["--rate", "0.3", "--steps", "5", "--sweep", "4", "--out", str(path)])
    trace = Trace.read(path)
    assert trace.facts["rates"]["middle"] == 0.3
    assert len(trace["middle/x"]) == 6
    assert len(trace["sweep/rate"]) == 4
    assert capsys.readouterr().out.startswith(f"{path} (0.0")


def test_the_help_gives_each_option_with_its_reason(capsys):
    with pytest.raises(SystemExit) as stop:
        main(picky, ["--help"])
    assert stop.value.code == 0
    said = capsys.readouterr().out
    for words in ("Takes no steps but three", "--steps INT", "three, for no other number will do", "--out PATH"):
        assert words in said


def test_by_default_the_trace_goes_to_the_committed_place(capsys):
    with pytest.raises(SystemExit):
        main(picky, ["--help"])
    assert "media/traces/test_command.npz" in "".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("wrong", [["--stepz", "3"], ["--steps", "three"], ["--steps"], ["extra"]])
def test_a_wrong_option_ends_with_an_error_that_names_it(tmp_path, capsys, wrong):
    with pytest.raises(SystemExit) as stop:
        main(picky, [*wrong, "--out", str(tmp_path / "x.npz")])
    assert stop.value.code == 2
    assert wrong[0] in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_setting_the_learner_refuses_ends_with_its_sentence(tmp_path):
    with pytest.raises(SystemExit, match=r"^test_command: steps must be 3, not 4\.$"):
        main(picky, ["--steps", "4", "--out", str(tmp_path / "x.npz")])
    assert list(tmp_path.iterdir()) == []


def test_a_stopped_run_leaves_the_old_trace(tmp_path):
    main(picky, ["--out", str(tmp_path / "x.npz")])
    old = (tmp_path / "x.npz").read_bytes()
    with pytest.raises(SystemExit, match=r"^test_command: stopped; no trace was written\.$"):
        main(stopped, ["--out", str(tmp_path / "x.npz")])
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [old]


def test_a_target_that_cannot_be_written_is_noticed_before_the_run(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SystemExit, match=r"^test_command: Cannot write .*/file/x.npz: .*; name another with --out\.$"):
        main(stopped, ["--out", str(tmp_path / "file" / "x.npz")])


def test_a_bad_value_on_the_command_line_ends_without_a_traceback(tmp_path):
    command = [sys.executable, "-m", "learners.ch2_gradient", "--steps", "-1", "--out", str(tmp_path / "x.npz")]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 1
    assert run.stderr.splitlines() == ["ch2_gradient: steps must be at least 1 and sweep at least 2, not -1 and 51."]
    assert list(tmp_path.iterdir()) == []
