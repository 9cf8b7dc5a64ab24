import pytest
import torch
from torch import nn

from learners.checkpoint import Checkpoint, ages

STEM = "ch16_pong"


def run(folder, steps, number, resume=False, stop=None, seed=0, inputs=1):
    """A training whose one weight is a number, with an age at every step; returns the weight it began with."""
    policy = nn.Linear(inputs, 1, bias=False)
    nn.init.zeros_(policy.weight)
    with Checkpoint(folder, steps, torch.Generator(), stem=STEM, seed=seed, policy=policy) as checkpoint:
        if resume:
            checkpoint.resume()
        began = policy.weight[0, 0].item()
        for step in range(steps + 1):
            nn.init.constant_(policy.weight, number)
            checkpoint.tick(step)
            if step == stop:
                raise KeyboardInterrupt
    return began


def test_a_run_goes_on_where_the_one_before_was_stopped(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, 4, 1.5, stop=2)
    assert run(tmp_path, 4, 2.5, resume=True) == 1.5
    assert not list(tmp_path.glob("earlier_*"))


def test_a_run_that_begins_anew_loses_nothing_of_the_one_before(tmp_path, capsys):
    run(tmp_path, 8, 1.5)
    kept = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert run(tmp_path, 4, 2.5) == 0
    assert "earlier_1" in capsys.readouterr().out
    assert {file.name: file.read_bytes() for file in (tmp_path / "earlier_1").iterdir()} == kept
    assert max(ages(tmp_path)) == 4  # not 8, the last age of the other run
    assert run(tmp_path, 4, 3.5, resume=True) == 2.5
    run(tmp_path, 4, 4.5)
    assert sorted(path.name for path in tmp_path.glob("earlier_*")) == ["earlier_1", "earlier_2"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"seed": 1}, "began from seed 0: resume it with --seed 0"), ({"inputs": 2}, "does not fit this learner")],
)
def test_a_run_of_another_kind_is_not_resumed_and_not_harmed(wrong, said, tmp_path):
    run(tmp_path, 4, 1.5)
    kept = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    with pytest.raises(ValueError, match=said):
        run(tmp_path, 4, 2.5, resume=True, **wrong)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == kept


def test_runs_in_folders_within_are_left_alone(tmp_path):
    run(tmp_path / "plain", 4, 1.5)
    run(tmp_path, 4, 2.5)
    run(tmp_path, 4, 3.5)
    assert run(tmp_path / "plain", 4, 4.5, resume=True) == 1.5


def test_without_a_folder_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run(None, 4, 1.5)
    assert not list(tmp_path.iterdir())
