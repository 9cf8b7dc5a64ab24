import time

import pytest
import torch

from learners.atari import arcade
from learners.ch16_pong import Policy
from learners.ch18_doubleq import Values


def test_what_goes_wrong_beside_is_raised_in_the_next_wait():
    def fail():
        raise FloatingPointError("too large")

    with arcade.Aside() as aside:
        aside.begin(fail)
        with pytest.raises(FloatingPointError, match="too large"):
            aside.finish()
        aside.finish()  # nothing is left to wait for


def test_work_beside_is_done_in_turn_and_before_leaving():
    done = []

    def work(number):
        time.sleep(0.02 if number == 0 else 0)
        done.append(number)

    with arcade.Aside() as aside:
        for number in range(4):
            aside.begin(work, number)
            assert done[:number] == list(range(number))  # each waits for the one before it
    assert done == [0, 1, 2, 3]


def begin_and_leave(error=None):
    with arcade.Aside() as aside:
        aside.begin(lambda: print(1 / 0))
        if error:
            raise error


def test_what_goes_wrong_in_the_last_work_beside_is_raised_on_leaving():
    with pytest.raises(ZeroDivisionError):
        begin_and_leave()


def test_an_earlier_error_is_not_hidden_by_one_beside():
    with pytest.raises(KeyboardInterrupt):
        begin_and_leave(KeyboardInterrupt())


@pytest.mark.parametrize(("network", "shape"), [(Policy(4), (21, 21, 16)), (Values(4), (21, 21, 64))])
def test_a_network_that_learns_and_its_acting_copy_round_alike(network, shape, monkeypatch):
    monkeypatch.setattr(arcade, "is_good_at_half", lambda kind: True)
    frames = torch.randint(0, 256, (8, *shape), dtype=torch.uint8)
    with torch.no_grad():
        learning, acting = network.train()(frames), arcade.acting_copy(network)(frames)
    for ours, theirs in zip(learning, acting, strict=True):
        assert torch.equal(ours, theirs)
