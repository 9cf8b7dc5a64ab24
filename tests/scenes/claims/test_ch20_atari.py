"""What chapter 20 says holds for its committed traces, and other traces choose other words."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes.claims import atari
from scenes.claims import ch20_atari as claims
from scenes.outputs.chapters import TRACES, beside


@pytest.fixture(scope="module")
def committed():
    """The traces of all games that are committed."""
    return [Trace.read("ch20_atari"), *map(Trace.read, beside(TRACES / "ch20_atari.npz"))]


@pytest.fixture(scope="module")
def quick(recorded):
    return Trace.read(recorded("ch20_atari", "quick"))


def made(mean, chance=100.0, human=None, game="seaquest", **settings):
    """A trace that holds nothing but the figures of one game."""
    trace = Trace("ch20_atari", game=game, sticky=0.0, seed=0, moves=["NOOP"])
    trace.facts["training"] = {"planned_steps": 1000, "games_at_once": 8, "steps": 1000} | settings
    trace.facts["elsewhere"] = {} if human is None else {"human": human}
    ours = {"mean": mean, "low": mean - 5, "high": mean + 5, "games": 100, "different": 90}
    random = {"mean": chance, "low": chance - 5, "high": chance + 5, "games": 100, "different": 100}
    players = {"as trained": ours, "greedy": ours, "random": random}
    trace.facts["figures"] = {f"{player}, sticky 0, points": figure for player, figure in players.items()}
    return trace


def test_it_is_said_to_be_better_than_chance_only_where_it_is(committed):
    better = sum(atari.is_better_than_random(trace) for trace in committed)
    assert ("has not yet learned" in claims.lesson(committed)) == (better == 0)
    if better and len(committed) > 1:
        assert f"in {better} of {len(committed)} games" in claims.lesson(committed)
        assert f"in {better} of {len(committed)} games" in claims.wall_verdict(committed)


def test_every_game_has_its_own_file_and_they_share_network_and_learner(committed):
    assert committed[0].facts["game"] == "seaquest"
    assert len({trace.facts["game"] for trace in committed}) == len(committed)
    assert len({trace.facts["best"]["size"] for trace in committed}) == 1


def test_the_shown_life_is_named_as_searched(committed):
    facts = committed[0].facts["best"]
    said = claims.lives(committed[:1])
    assert f"best of {facts['searched']} games" in said
    assert f"{facts['points']:,.0f} points" in said
    assert committed[0]["best/score"][-1] <= facts["points"]


def test_a_score_lies_between_random_play_and_a_human():
    assert claims.position(made(100.0, 100.0, 1100.0)) == 0
    assert claims.position(made(600.0, 100.0, 1100.0)) == 0.5
    assert claims.position(made(2100.0, 100.0, 1100.0)) == 2
    assert np.isnan(claims.position(made(600.0)))


def test_words_count_the_games_that_were_learned():
    games = [made(600.0, human=1100.0), made(1200.0, human=1100.0, game="boxing"), made(99.0, game="freeway")]
    assert claims.wall_verdict(games) == "Better than random moves in 2 of 3 games, than a human in 1."
    assert claims.lesson(games).endswith("better than chance in 2 of 3 games.")
    assert claims.wall_verdict(games[2:]) == "Better than random moves in 0 of 1 games."
    assert "not yet learned" in claims.lesson(games[2:])


def test_the_same_settings_are_claimed_only_where_they_are_the_same():
    assert claims.same([made(1.0), made(2.0, game="boxing")]).endswith("Network and settings stay as they are.")
    longer = claims.same([made(1.0), made(2.0, planned_steps=2000)])
    assert "but for the length of the training" in longer
    assert "differ in games at once" in claims.same([made(1.0), made(2.0, games_at_once=64)])


def test_games_have_the_names_that_one_says():
    assert claims.name(made(1.0, game="beam_rider")) == "Beam Rider"
    assert claims.listed(["a"]) == "a"
    assert claims.listed(["a", "b"]) == "a and b"
    assert claims.listed(["a", "b", "c"]) == "a, b and c"


def test_a_question_mark_is_explained_only_where_there_is_one():
    known = made(1.0, human=5.0)
    known.facts["elsewhere"]["DQN"] = 3.0
    assert "?" not in claims.measured([known])[0]
    assert "?" in claims.measured([known, made(1.0, human=5.0)])[0]


def test_a_score_and_its_interval_lie_between_random_play_and_dqn():
    game = made(600.0)
    assert np.isnan(claims.position(game, "DQN"))
    assert claims.span(game, "DQN") is None
    game.facts["elsewhere"]["DQN"] = 1100.0
    assert claims.position(game, "DQN") == 0.5
    assert claims.span(game, "DQN") == pytest.approx((0.495, 0.505))
    claims.ours(game).update(low=np.nan, high=np.nan)  # as of a single game
    assert claims.span(game, "DQN") is None


def test_dqn_is_called_beaten_only_where_the_whole_interval_is_above_it():
    games = [made(600.0), made(600.0, game="boxing"), made(600.0, game="krull")]
    for game, published in zip(games, (590.0, 597.0, 700.0), strict=True):
        game.facts["elsewhere"]["DQN"] = published
    assert claims.lesson(games).endswith("better than chance in 3 of 3 games, than the published DQN in 1.")
    assert claims.lesson(games[1:]).endswith("better than chance in 2 of 2 games.")
    unknown = made(900.0)
    assert claims.ranked([games[2], unknown, games[0]]) == [games[0], games[2], unknown]


def test_the_notes_tell_games_and_repeated_moves():
    games = [made(600.0), made(600.0, game="boxing")]
    assert "100 games each from fresh seeds; no move repeated by chance" in claims.measured(games)[1]
    games[1].facts["sticky"] = 0.25
    games[1].facts["figures"] |= {
        name.replace("sticky 0", "sticky 0.25"): figure for name, figure in games[1].facts["figures"].items()
    }
    assert claims.measured(games)[1].endswith("moves repeated with chances of 0 and 0.25")


def test_the_points_told_are_those_of_the_first_and_the_last_common_step(committed):
    other = Trace("ch20_atari", **committed[0].facts)
    other.facts["game"] = "beam_rider"
    other.extend("best", score=committed[0]["best/score"][:100] + 7)
    first, last = committed[0]["best/score"][[0, 99]]
    assert first > 0  # the life that is shown is not the first of its game
    told = f"Seaquest from {first:,.0f} to {last:,.0f} and Beam Rider from {first + 7:,.0f} to {last + 7:,.0f}"
    assert claims.life_verdict([committed[0], other]) == f"Points in these 3 seconds: {told}."


def test_a_short_training_claims_nothing_it_did_not_reach(quick):
    assert "not yet learned" in claims.lesson([quick]) or atari.is_better_than_random(quick)
    assert atari.ages(quick) == []
    assert "One line learns Seaquest." in claims.naming(quick)


def test_many_games_hang_on_several_pages():
    sizes = [[len(page) for page in claims.pages([made(1.0)] * count)] for count in (2, 5, 6, 11)]
    assert sizes == [[2], [5], [3, 3], [3, 4, 4]]


@pytest.mark.parametrize(
    ("bar", "said"),
    [
        ([2, 60, 40, 20, 3], "costs a life"),
        ([2, 60, 40, 20, 55, 30, 3], "comes up for more"),
        ([2, 60, 50, 40], None),
    ],
)
def test_what_becomes_of_the_air_is_read_off_its_bar(bar, said):
    screens = np.zeros((len(bar), 210, 160), np.uint8)
    for screen, length in zip(screens, bar, strict=True):
        screen[172, 40 : 40 + length] = 1
    trace = Trace("ch20_atari", game="seaquest", palette=[[0, 0, 0], claims.AIR])
    trace.extend("best", screen=screens, lives=np.linspace(3, 2, len(bar)).astype(np.uint8))
    words = claims.air([trace], len(bar))
    assert said in words if said else words is None


def test_the_air_of_the_recorded_life_is_found(committed):
    rows = len(committed[0]["best/screen"])
    assert "costs a life" in claims.air(committed[:1], rows)
    assert claims.air(committed[:1], 200) is None  # it has just begun to shrink


def test_games_that_repeat_one_another_were_searched_once(committed):
    for trace in committed:
        facts = trace.facts["best"]
        assert facts["searched"] == atari.figure(trace, "greedy", facts["kwargs"]["sticky"])["different"]


def test_the_sky_of_beam_rider_lights_up_at_every_hit_as_is_said(committed):
    trace = next(trace for trace in committed if trace.facts["game"] == "beam_rider")
    screens, hits = trace["best/screen"][:, 40:170], np.flatnonzero(trace["best/reward"])
    black = trace.facts["palette"].index([0, 0, 0])
    lit = (screens == black).mean((1, 2)) < 0.5
    assert "a hit lights up the sky" in claims.about(trace)
    assert lit.mean() < 0.1
    assert all(lit[hit + 1 : hit + 13].any() for hit in hits[hits < len(lit) - 13])
