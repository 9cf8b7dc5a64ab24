import numpy as np
import pytest

from envs import atari as games


@pytest.mark.parametrize(
    "name", ["space_invaders", "space invaders", "SpaceInvaders", "ALE/SpaceInvaders-v5", "SPACE-INVADERS"]
)
def test_a_game_is_found_however_it_is_spelled(name):
    assert games.find(name) == "space_invaders"


def test_a_wrong_name_lists_the_nearest():
    with pytest.raises(games.UnknownGameError, match="seaquest"):
        games.find("sea quests")


def test_a_name_like_no_other_lists_all():
    with pytest.raises(games.UnknownGameError, match="zaxxon"):
        games.find("%%%")


def test_games_for_two_are_no_games_for_one():
    assert "combat" not in games.games()
    assert len(games.games()) > 90


@pytest.mark.parametrize("letter", "abcdefghijklmnopqrstuvwxyz")
def test_every_game_plays_64_steps(letter):
    for name in games.games():
        if name.startswith(letter):
            world = games.atari(name, games=1, size=42)
            frames = world.start(1)
            assert frames.shape == (1, 42, 42)
            for step in range(64):
                came = world.step(np.full(1, step % len(world.moves)))
            assert came.frames.shape == (1, 42, 42)
            assert came.reward.shape == came.life_over.shape == came.lives.shape == (1,)
            world.close()


@pytest.mark.parametrize("sticky", [0.0, 0.25])
def test_the_twin_in_color_plays_the_very_same_game(sticky):
    grey, color = games.atari("breakout", 1, sticky, 42), games.atari_in_color("breakout", sticky)
    grey.start(7)
    color.start(7)
    chance = np.random.default_rng(1)  # whose random games win points
    paid = []
    for _ in range(600):
        move = grey.send(chance.integers(0, 4, 1))
        came, twin, points = grey.receive(), None, 0.0
        for _ in range(4):
            if twin is None or not twin.game_over[0]:
                twin = color.step(move)
                points += twin.reward[0]
        paid.append(points)
        assert (came.reward[0], came.lives[0], came.game_over[0]) == (points, twin.lives[0], twin.game_over[0])
        assert twin.last_frames.shape == (1, 210, 160, 3)
        if came.game_over[0]:
            break
    assert sum(paid) > 0


def play_random(world, steps, seed=1):
    chance = np.random.default_rng(seed)
    world.start(seed)
    return [world.step(chance.integers(0, len(world.moves), world.games)) for _ in range(steps)]


def test_the_same_seed_plays_the_same_games():
    one, two = (play_random(games.atari("breakout", 4, 0.25, 42), 60) for _ in range(2))
    assert all((a.frames == b.frames).all() and (a.reward == b.reward).all() for a, b in zip(one, two, strict=True))


def test_different_games_start_differently():
    frames = games.atari("breakout", 8, 0.0, 42).start(1)
    assert len({frame.tobytes() for frame in frames}) > 4


def test_a_lost_life_ends_no_game():
    steps = play_random(games.atari("breakout", 4, 0.0, 42), 300)
    lost, over = sum(step.life_over.sum() for step in steps), sum(step.game_over.sum() for step in steps)
    assert 0 < 4 * over < lost
    assert all(step.life_over[step.game_over].all() and (step.lives[step.game_over] == 0).all() for step in steps)


def test_fire_is_pressed_after_a_lost_life_and_reported():
    world = games.atari("breakout", 1, 0.0, 42)
    world.start(1)
    while not world.step(np.array([0])).life_over[0]:
        pass
    assert world.send(np.array([0])) == world.moves.index("FIRE")
    world.receive()
    assert world.send(np.array([0])) == 0


def test_only_the_moves_that_were_named_are_made():
    world = games.atari("pong", 2, 0.0, 42, ("NOOP", "RIGHT", "LEFT"))
    assert world.moves == ["NOOP", "RIGHT", "LEFT"]
    world.start(1)
    assert list(world.send(np.array([1, 2]))) == [1, 2]
