"""Batches against numpy done by hand: standardized colors, mirrored and shifted pictures, averages, intervals."""

import copy

import numpy as np
import pytest
import torch
from torch import nn

from learners.vision.batches import Stacks, augment, check_counts, hide, pick_moments, score
from learners.vision.drawn import draw_set
from learners.vision.training import climb_and_fall, follow, train


@pytest.fixture(autouse=True, scope="module")
def _one_thread():
    """Two threads wait for each other where other tests run at the same time."""
    torch.set_num_threads(1)


@pytest.fixture(scope="module")
def stacks():
    return Stacks(draw_set(6), 0)


def test_every_color_has_mean_0_and_spread_1_over_the_training_pictures(stacks):
    colors = stacks.standardize(stacks.train).transpose(0, 1).flatten(1)
    np.testing.assert_allclose(colors.mean(1), 0, atol=1e-4)
    np.testing.assert_allclose(colors.std(1), 1, atol=1e-3)


def test_an_augmented_picture_is_a_shift_of_itself_or_of_its_mirror_image(stacks):
    pictures = stacks.train[:40]
    changed = augment(pictures, torch.Generator().manual_seed(0)).numpy()
    kinds = set()
    for before, after in zip(pictures.numpy(), changed, strict=True):
        found = []
        for mirrored in (False, True):
            wide = np.pad(before[:, :, ::-1] if mirrored else before, ((0, 0), (2, 2), (2, 2)), mode="reflect")
            for row, column in np.ndindex(5, 5):
                if np.array_equal(wide[:, row : row + 32, column : column + 32], after):
                    found.append((mirrored, row, column))
        assert len(found) == 1
        kinds.add(found[0])
    assert {mirrored for mirrored, _, _ in kinds} == {False, True}
    assert {row for _, row, _ in kinds} == {column for _, _, column in kinds} == {0, 1, 2, 3, 4}


def test_a_pass_sees_every_picture_once_in_a_new_order(stacks):
    batches = stacks.batches(20)
    seen = [torch.cat([next(batches)[0] for _ in range(3)]).flatten(1).sum(1) for _ in range(2)]
    np.testing.assert_allclose(seen[0].sort().values, seen[1].sort().values)
    assert not torch.equal(seen[0], seen[1])


def test_a_batch_larger_than_the_set_is_the_set(stacks):
    assert len(next(stacks.batches(1000))[0]) == 60


def test_two_views_judge_a_picture_and_its_mirror_image_alike(stacks):
    torch.manual_seed(0)
    network = nn.Sequential(nn.Flatten(), nn.Linear(3072, 4))
    chances = [stacks.predict(network, stack, 2) for stack in (stacks.test, stacks.test.flip(3))]
    np.testing.assert_allclose(chances[0], chances[1], atol=1e-3)
    np.testing.assert_allclose(stacks.predict(network, stacks.test, 6).sum(1), 1, atol=1e-5)


def test_the_interval_is_wilsons():
    figures = score(90, 100)
    z, share, count = 1.959964, 0.9, 100
    middle = (share + z**2 / (2 * count)) / (1 + z**2 / count)
    half = z / (1 + z**2 / count) * np.sqrt(share * (1 - share) / count + z**2 / (4 * count**2))
    assert (figures["low"], figures["high"]) == pytest.approx((middle - half, middle + half), abs=1e-6)


def test_the_first_and_the_last_step_are_always_recorded():
    for steps in (0, 1, 7, 4800):
        moments = pick_moments(steps, 20)
        assert (moments[0], moments[-1]) == (0, steps)
        assert len(moments) <= 20


@pytest.mark.parametrize("counts", [{"batch": 0}, {"passes": -3}, {"moments": 1}])
def test_a_count_too_small_to_train_with_is_named(counts):
    ((name, count),) = counts.items()
    with pytest.raises(ValueError, match=f"--{name} {count} is too small"):
        check_counts(**counts)
    check_counts(batch=1, passes=1, moments=2)


def test_the_rate_climbs_for_a_fifth_of_the_way_and_then_falls():
    rates = [climb_and_fall(way) for way in np.linspace(0, 1, 11)]
    assert rates[2] == pytest.approx(1)
    assert np.all(np.diff(rates[:3]) > 0)
    assert np.all(np.diff(rates[2:]) < 0)
    assert rates[-1] > 0


def test_the_shadow_follows_the_weights():
    network = nn.BatchNorm1d(2)
    shadow = copy.deepcopy(network)
    nn.init.constant_(network.bias, 1.0)
    network.num_batches_tracked += 3
    follow(shadow, network, 10**6)
    np.testing.assert_allclose(shadow.bias.detach(), 0.03, rtol=1e-3)
    assert shadow.num_batches_tracked == 3


def test_training_yields_the_start_first_and_learns_pictures_by_heart(stacks):
    torch.manual_seed(0)
    network = nn.Sequential(nn.Flatten(), nn.Linear(3072, 10))
    before = copy.deepcopy(network.state_dict())
    steps = train(network, stacks, 60, 60, 0.01, augmented=False, smoothing=0.0)
    first, loss, shadow = next(steps)
    assert first == 0
    torch.testing.assert_close(shadow.state_dict(), before)
    rest = [(step, later) for step, later, _ in steps]
    assert rest[-1][0] == 60
    assert rest[-1][1] < loss / 10


def test_exactly_one_square_of_each_picture_is_hidden_anywhere_in_it():
    hidden = (hide(torch.ones(400, 3, 12, 10), 4, torch.Generator().manual_seed(0)) == 0).numpy()
    assert (hidden.sum((1, 2, 3)) == 3 * 16).all()
    assert (hidden == hidden[:, :1]).all()  # all three colors at the same place
    rows, columns = hidden[:, 0].any(2), hidden[:, 0].any(1)
    assert (rows.sum(1) == 4).all()
    assert (columns.sum(1) == 4).all()
    assert set(rows.argmax(1)) == set(range(9))
    assert set(columns.argmax(1)) == set(range(7))


def test_only_augmented_batches_hide_a_square(stacks):
    plain, hidden = (next(stacks.batches(8, augmented, hidden=6))[0] for augmented in (False, True))
    assert (plain == 0).all(1).sum() < 8 * 36 <= (hidden == 0).all(1).sum()
