from pathlib import Path

import numpy as np
import pytest
import torch

from learners import ch18_doubleq, policy
from learners.atari import film, judge
from learners.atari.guesses import GAMES, compare_guesses
from learners.ch18_doubleq import KIND
from learners.trace import Trace


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("ages")
    for steps in (0, 640):
        torch.manual_seed(steps)
        weights = ch18_doubleq.Values(4).state_dict()
        policy.save("ch18_doubleq", weights, folder / f"after_{steps:09d}.safetensors")
    return folder


def test_every_age_is_compared_with_what_came_in_its_own_games(kept):
    trace, network = Trace("ch18_doubleq"), ch18_doubleq.Values(4).eval()
    compare_guesses(trace, "double_guess", network, kept, 0.9, 0.0, KIND)
    assert trace["double_guess/steps"].tolist() == [0, 640]
    assert trace["double_guess/games"].tolist() == [GAMES] * 2
    for row, file in enumerate(sorted(kept.iterdir())):
        player = policy.load_network("ch18_doubleq", network, file)
        games = judge.judge(player.player(greedy=False), GAMES, sticky=0.0, **KIND)
        with torch.no_grad():
            seen = torch.cat([film.recall(game, sticky=0.0, **KIND) for game in games])
            assert float(player(seen).max(1).values.mean()) == pytest.approx(trace["double_guess/guess"][row], abs=1e-4)
        came = np.concatenate([game.returns(0.9) for game in games]).mean()
        assert came == pytest.approx(trace["double_guess/came"][row])
