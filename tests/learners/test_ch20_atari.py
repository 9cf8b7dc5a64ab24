import pytest

from envs.atari import UnknownGameError
from learners import ch20_atari
from learners.atari.judge import Game
from learners.command import main
from learners.trace import Trace


@pytest.mark.parametrize("name", ["Boxing", "beam rider", "freeway"])
def test_any_game_is_learned_by_its_name(name, tmp_path):
    trace = ch20_atari.learn(name, steps=64, games=4, memory=400, first=48, judged=0, checkpoints=tmp_path)
    assert trace["train/steps"][-1] == 64
    assert (tmp_path / trace.facts["game"] / "newest.pt").is_file()


def test_a_player_is_also_judged_at_the_chance_it_was_trained_at():
    small = {"steps": 64, "games": 4, "memory": 400, "first": 48, "judged": 1, "checkpoints": None}
    trace = ch20_atari.learn("pong", sticky=0.1, **small)
    judged = {name for name in trace.facts["figures"] if name.endswith("points")}
    assert {f"greedy, sticky {chance}, points" for chance in ("0", "0.1", "0.25")} <= judged


def test_a_wrong_name_ends_with_the_nearest(capsys):
    with pytest.raises(SystemExit, match="boxing"):
        main(ch20_atari.learn, ["boxin"])
    with pytest.raises(UnknownGameError, match="boxing"):
        ch20_atari.learn("boxin")


def test_another_game_has_a_file_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setattr("learners.command.FOLDER", tmp_path)
    options = ["freeway", "--steps", "64", "--games", "4", "--memory", "400", "--first", "48", "--judged", "0"]
    main(ch20_atari.learn, [*options, "--checkpoints", "None"])
    assert Trace.read(tmp_path / "ch20_atari.freeway.npz").facts["game"] == "freeway"


def test_the_longest_life_is_found():
    game = Game(1, life_over=[False, True, False, False, False, True, True])
    assert ch20_atari.longest_life(game) == (2, 6)
