import numpy as np
import pytest
import torch

from learners import ch16_pong
from learners.atari import arcade
from learners.atari.progress import Progress
from learners.atari.rollout import Games
from learners.trace import Trace

KINDS = {
    "with critic and clipping": {},
    "without a critic": {"critic": False},
    "without clipping": {"clip": None, "rate": 2e-3, "steps": 8_192},
    "the plain policy gradient": {"critic": False, "clip": None, "rate": 2e-3},
}


@pytest.fixture(autouse=True)
def _settings_of_a_small_world(monkeypatch):
    for name, value in {"DISCOUNT": 0.9, "ENTROPY": 0.0}.items():
        monkeypatch.setattr(ch16_pong, name, value)


def learn_corridor(corridor, folder=None, **settings):
    world = corridor(16)
    policy, progress = ch16_pong.train("ch16_pong", world, folder, **({"steps": 4_096, "horizon": 16} | settings))
    return world, policy, progress


def shares_of_right(corridor, policy):
    """The probability of RIGHT in each cell that is not the end."""
    frames = corridor(1).show(np.arange(corridor.cells - 1))
    with torch.no_grad():
        return policy.eval()(arcade.pile(arcade.fold(frames)))[0].exp()[:, 1].numpy()


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_learner_walks_a_corridor_straight_to_its_end(kind, corridor):
    _, policy, _ = learn_corridor(corridor, **kind)
    shares = shares_of_right(corridor, policy)
    assert shares.min() > 0.6
    assert shares.mean() > 0.8


def test_an_untrained_policy_has_no_preference(corridor):
    torch.manual_seed(0)
    assert np.abs(shares_of_right(corridor, ch16_pong.Policy(2)) - 0.5).max() < 0.1


def test_the_same_seed_learns_the_same_weights(corridor):
    one, two = (learn_corridor(corridor, steps=1_024)[1].state_dict() for _ in range(2))
    assert all(torch.equal(one[name], two[name]) for name in one)


def test_resuming_continues_the_same_curve(corridor, tmp_path):
    _, _, first = learn_corridor(corridor, tmp_path, steps=512)
    _, _, second = learn_corridor(corridor, tmp_path, steps=1_024, resume=True)
    assert second.rows[: len(first.rows)] == first.rows
    assert [row["steps"] for row in second.rows] == list(range(256, 1_025, 256))
    assert second.seconds > first.rows[-1]["seconds"]


def test_an_interrupted_run_loses_nothing(corridor, tmp_path, monkeypatch):
    def interrupt(self, **numbers):
        note(self, **numbers)
        if self.steps == 512:
            raise KeyboardInterrupt

    note = Progress.note
    monkeypatch.setattr(Progress, "note", interrupt)
    with pytest.raises(KeyboardInterrupt):
        learn_corridor(corridor, tmp_path, steps=1_024)
    monkeypatch.setattr(Progress, "note", note)
    _, _, progress = learn_corridor(corridor, tmp_path, steps=1_024, resume=True)
    assert [row["steps"] for row in progress.rows] == [256, 512, 768, 1_024]


def test_a_run_starts_from_a_file_of_weights(corridor, tmp_path):
    _, policy, new = learn_corridor(corridor, tmp_path, steps=512)
    assert "start_from" not in new.facts()
    newest = max(tmp_path.glob("after_*.safetensors"))
    _, started, progress = learn_corridor(corridor, tmp_path / "started", steps=0, start_from=newest)
    assert torch.allclose(started.value.weight, policy.value.weight, atol=1e-2)
    _, _, resumed = learn_corridor(corridor, tmp_path / "started", steps=512, resume=True)
    assert progress.facts()["start_from"] == resumed.facts()["start_from"] == newest.name


def test_further_seeds_learn_other_players_that_are_judged():
    trace = ch16_pong.learn(**(ch16_pong.QUICK | {"compared": 0, "seeds": 2}))
    assert list(trace.facts["seeds"]) == ["1"]
    other = trace.facts["seeds"]["1"]
    assert other["training"]["steps"] == trace.facts["training"]["steps"] == trace["seed_1/steps"][-1]
    assert other["figures"].keys() == trace.facts["figures"].keys()
    assert not np.array_equal(trace["seed_1/doubt"], trace["train/doubt"])


def test_advantages_agree_with_their_definition():
    chance = np.random.default_rng(0)
    games = Games.empty(6, torch.zeros(3, 2, 2, 16, dtype=torch.uint8))
    games.reward.copy_(torch.from_numpy(chance.normal(size=(6, 3))))
    games.value.copy_(torch.from_numpy(chance.normal(size=(6, 3))))
    games.over.copy_(torch.from_numpy(chance.random((6, 3)) < 0.3))
    games.last_value.copy_(torch.from_numpy(chance.normal(size=3)))
    found = ch16_pong.advantages(games, 0.8).numpy()
    assert np.allclose(found, slow_advantages(games, ch16_pong.DISCOUNT, 0.8), atol=1e-5)


def slow_advantages(games, discount, trust):
    """The sum of all later surprises, each smaller by discount x trust a step, up to the end of the life."""
    reward, over = games.reward.numpy(), games.over.numpy()
    values = np.vstack([games.value.numpy(), games.last_value.numpy()])
    found = np.zeros_like(reward)
    for start, game in np.ndindex(reward.shape):
        for step in range(start, len(reward)):
            goes_on = 1 - over[step, game]
            surprise = reward[step, game] + discount * goes_on * values[step + 1, game] - values[step, game]
            found[start, game] += (discount * trust) ** (step - start) * surprise
            if not goes_on:
                break
    return found


@pytest.mark.parametrize(("clip", "learns"), [(0.1, False), (None, True)])
def test_clipping_ends_the_gain_from_moves_that_already_changed(clip, learns):
    policy = ch16_pong.Policy(2)
    games = Games.empty(1, torch.zeros(2, 21, 21, 16, dtype=torch.uint8))
    games.action.copy_(torch.tensor([[0, 1]]))
    games.own.fill_(1)
    games.logp.copy_(torch.tensor([[0.1, 1.0]]).log())  # now .5: the good move is dearer, the bad one rarer than then
    loss = ch16_pong.loss(policy, games, torch.tensor([[1.0, -1.0]]), torch.arange(2), clip, critic=False)
    loss.backward()
    assert bool(policy.logits.bias.grad.abs().max() > 0) == learns


@pytest.mark.parametrize("clip", [0.1, None])
def test_each_move_is_learned_from_as_often_as_is_said(clip, monkeypatch):
    learned = []
    usual = ch16_pong.loss

    def count(policy, games, advantage, pick, *others):
        learned.extend(pick.tolist())
        return usual(policy, games, advantage, pick, *others)

    monkeypatch.setattr(ch16_pong, "loss", count)
    policy, games = ch16_pong.Policy(2), Games.empty(3, torch.zeros(2, 21, 21, 16, dtype=torch.uint8))
    games.own.fill_(1)
    ch16_pong.improve(policy, torch.optim.Adam(policy.parameters()), games, 0, 64, clip, critic=True)
    assert ch16_pong.passes(clip) == (1 if clip is None else ch16_pong.EPOCHS)
    assert np.bincount(learned).tolist() == [ch16_pong.passes(clip)] * 6


@pytest.mark.parametrize(("own", "learns"), [(0, False), (1, True)])
def test_a_move_that_was_made_for_the_policy_teaches_it_nothing(own, learns):
    policy = ch16_pong.Policy(2)
    games = Games.empty(1, torch.zeros(2, 21, 21, 16, dtype=torch.uint8))
    games.own.fill_(own)
    games.action.copy_(torch.tensor([[0, 1]]))
    games.logp.fill_(-0.7)
    ch16_pong.loss(policy, games, torch.tensor([[1.0, -1.0]]), torch.arange(2), 0.1, critic=False).backward()
    assert bool((policy.logits.bias.grad.abs() > 1e-4).any()) == learns


def test_a_committed_reel_is_played_again_by_the_emulator():
    assert "confirmed" in ch16_pong.replay(Trace.read("ch16_pong"), "age_100")


def test_the_committed_player_is_judged_as_the_trace_says():
    trace = Trace.read("ch16_pong")
    figures = trace.facts["figures"]["as trained, sticky 0.25, points"]
    assert figures["different"] == figures["games"]
    assert figures["low"] < figures["mean"] < figures["high"]
    assert trace["best/score"][-1] <= 21
    assert trace.facts["age_100"]["steps"] == trace.facts["training"]["steps"]
