import numpy as np
import pytest

from learners import ch13_qtable, command, policy
from learners.trace import Trace

TABLE = {"table": np.linspace(0, 1, 64).reshape(16, 4)}


def test_a_policy_comes_back_as_it_was_rounded(tmp_path):
    path = policy.save("ch13_qtable", TABLE, tmp_path / "a.safetensors")
    read = policy.load("ch13_qtable", {"table": (16, 4)}, path)
    assert np.array_equal(read["table"], policy.rounded(TABLE)["table"])
    assert read["table"].dtype == np.float32


def test_a_policy_of_another_chapter_is_refused(tmp_path):
    path = policy.save("ch13_qtable", TABLE, tmp_path / "a.safetensors")
    with pytest.raises(policy.PolicyError, match="a policy of ch13_qtable, not of ch8_frozenlake"):
        policy.load("ch8_frozenlake", {"table": (16, 4)}, path)


def test_a_policy_of_another_shape_is_refused(tmp_path):
    path = policy.save("ch13_qtable", TABLE, tmp_path / "a.safetensors")
    with pytest.raises(policy.PolicyError, match="table 16x4, wanted is table 9x4"):
        policy.load("ch13_qtable", {"table": (9, 4)}, path)


def test_a_missing_policy_names_the_command_that_makes_it(tmp_path):
    with pytest.raises(policy.PolicyError, match=r"python -m learners\.ch13_qtable"):
        policy.load("ch13_qtable", {}, tmp_path / "none.safetensors")


def test_a_damaged_policy_is_refused(tmp_path):
    path = tmp_path / "a.safetensors"
    path.write_bytes(b"not a policy at all")
    with pytest.raises(policy.PolicyError, match="damaged"):
        policy.load("ch13_qtable", {"table": (16, 4)}, path)


def test_the_policy_of_a_trace_lies_beside_it_and_the_committed_one_in_its_folder(tmp_path):
    assert policy.beside(tmp_path / "mine.npz") == tmp_path / "mine.safetensors"
    committed = policy.FOLDER.parent / "traces" / "ch20_atari.boxing.npz"
    assert policy.beside(committed) == policy.FOLDER / "ch20_atari.boxing.safetensors"


def test_the_command_writes_the_policy_beside_a_trace_of_ones_own(tmp_path):
    path = tmp_path / "mine.npz"
    command.main(ch13_qtable.learn, ["--episodes", "20", "--slippery", "20", "--games", "3", "--out", str(path)])
    tables = policy.load("ch13_qtable", {"firm": (16, 4), "slippery": (16, 4)}, tmp_path / "mine.safetensors")
    assert np.array_equal(tables["firm"][Trace.read(path)["after/observation"]], Trace.read(path)["after/values"])
