"""What chapter 20 draws is what its traces hold, of one game and of several that lie beside one another."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes.ch20_atari import Ch20Atari
from scenes.claims import atari
from scenes.claims import ch20_atari as claims
from scenes.mobjects.guessing import spread
from scenes.mobjects.scores import Bars
from scenes.mobjects.wall import Column, Standing
from scenes.sets import ch16_pong as sets
from scenes.sets import ch20_atari as own
from tests.scenes.rehearsal import Moments, read, rehearse


@pytest.fixture(scope="module")
def trace():
    return Trace.read("ch20_atari")


def another(trace, game, mean, known):
    """The trace as if it were of another game: its life backwards, its scores another, and with a learning curve."""
    other = Trace("ch20_atari", **trace.facts)
    other.facts |= {"game": game, "elsewhere": known}
    figures = {name: dict(figure) for name, figure in trace.facts["figures"].items()}
    figures["as trained, sticky 0, points"] |= {"mean": mean, "low": mean - 10, "high": mean + 10}
    figures["random, sticky 0, points"] |= {"mean": 100.0, "low": 90.0, "high": 110.0}
    other.facts["figures"] = figures
    for reel in (reel for reel in trace.reels() if reel != "train"):
        names = [name.split("/")[1] for name in trace.columns() if name.startswith(f"{reel}/")]
        other.extend(reel, **{name: trace[f"{reel}/{name}"][::-1] for name in names})
    scores = np.concatenate([[np.nan] * 5, np.linspace(20, mean, 95)])
    other.extend("train", steps=np.arange(1, 101) * 1000.0, score=scores)
    return other


@pytest.fixture(scope="module")
def together(trace, tmp_path_factory):
    """A folder with the trace and those of two more games beside it; and a stranger."""
    folder = tmp_path_factory.mktemp("games")
    another(trace, "beam_rider", 400.0, {"human": 1100.0, "DQN": 300.0}).write(folder / "ch20_atari.beam_rider.npz")
    another(trace, "boxing", 80.0, {}).write(folder / "ch20_atari.boxing.npz")
    another(trace, "tennis", 80.0, {}).write(folder / "mine.npz")  # nobody says what this one is about
    return trace.write(folder / "ch20_atari.npz")


class Seen(Moments):
    """Screens, and what stands beside them, in each beat."""

    def name_it(self, scene):
        chains = [each.mobject for each in scene.animations if isinstance(each.mobject, own.Chain)]
        return [(chain.screen.read(), chain.stick.box.get_center()) for chain in chains]

    def play_lives(self, scene):
        panels = [each.mobject for each in scene.animations if isinstance(each.mobject, own.Alone | own.Beside)]
        steps = [each.mobject for each in scene.animations if hasattr(each.mobject, "number")]
        return (int(read(steps[0].number)), [seen(panel) for panel in panels]) if panels else None

    def hang_wall(self, scene):
        moving = [each.mobject for each in scene.animations]
        return moving if isinstance(moving[0], Column | Standing) else None


def seen(panel):
    """The screen, the move in the box, and the numbers of a game that is played."""
    stick = panel.stick
    boxed = [int(np.allclose(cell.get_center(), stick.box.get_center())) for cell in stick.cells]
    if isinstance(panel, own.Alone):
        return panel.screen.read(), boxed, [read(number) for number in panel.tally.numbers], panel.chart.spot.value[1]
    numbers = [read(number) for number in panel.numbers.numbers]
    return panel.screen.read(), boxed, numbers[:2], panel.spark.spot.value[1]


def moments(trace):
    watching = Seen(trace)
    beats = []
    rehearse(Ch20Atari, during=watching.look, after=lambda scene: beats.append(scene.renderer.beat))
    kept = {beat: [each for each in found if each] for beat, found in watching.moments.items()}
    return kept, list(dict.fromkeys(beats))


@pytest.mark.parametrize("alone", [True, False])
def test_each_game_shows_screen_move_points_lives_and_value_of_the_same_row(alone, trace, together, monkeypatch):
    path = together.with_name("ch20_atari.boxing.npz") if alone else together
    monkeypatch.setenv("ML_TRACE", str(path))
    found, beats = moments(trace)
    games = [Trace.read(path)] if alone else [trace, Trace.read(together.with_name("ch20_atari.beam_rider.npz"))]
    assert len(found["play_lives"]) > 5
    assert ("hang_wall" in beats) == (not alone)
    for row, panels in found["play_lives"]:
        assert len(panels) == len(games)
        for game, (screen, boxed, (points, lives), value) in zip(games, panels, strict=True):
            assert np.array_equal(screen, game["best/screen"][row])
            assert boxed.index(1) == game["best/action"][row]
            assert (points, lives) == (game["best/score"][row], game["best/lives"][row])
            assert value == pytest.approx(float(game["best/value"][row]))


def test_of_the_air_is_spoken_while_it_runs_out(trace, monkeypatch):
    said = []

    def listen(scene):
        panels = [each.mobject for each in scene.animations if isinstance(each.mobject, own.Alone | own.Beside)]
        if panels:
            said.append((panels[0].row, scene.said))

    rehearse(Ch20Atari, during=listen)
    rows = [row for row, words in said if "oxygen bar runs out" in words]
    assert len(set(rows)) > 5
    shown = trace["best/screen"][rows[0] : rows[-1] + 1, claims.AIR_ROWS]
    bar = (shown == trace.facts["palette"].index(claims.AIR)).sum((1, 2))
    assert bar[:30].max() > bar[-30:].max() == 0  # some is left when it is said (it blinks), none at the end


def test_the_wall_shows_each_game_its_curve_and_its_standing(trace, together, monkeypatch):
    monkeypatch.setenv("ML_TRACE", str(together))
    found, _ = moments(trace)
    games = [trace, *(Trace.read(together.with_name(f"ch20_atari.{game}.npz")) for game in ("beam_rider", "boxing"))]
    assert len(found["hang_wall"]) > 5
    last = found["hang_wall"][-1]
    columns, standings = ([each for each in last if isinstance(each, kind)] for kind in (Column, Standing))
    for game, column, standing in zip(games, columns, standings, strict=True):
        assert any(np.array_equal(column.screen.read(), frame) for frame in game["best/screen"])
        assert float(standing.score.text.replace("−", "-").replace(",", "")) == pytest.approx(
            claims.ours(game)["mean"], abs=0.5
        )
        assert np.array_equal(column.scores, atari.curve(game, "train"), equal_nan=True)
        assert standing.position == pytest.approx(claims.position(game), nan_ok=True)


def test_the_name_in_the_line_is_that_of_the_game_that_is_seen(trace, together):
    for path in (together, together.with_name("ch20_atari.beam_rider.npz")):
        game = Trace.read(path)
        assert "".join(part.text for part in own.code(game)[0]) == f'learn("{game.facts["game"]}")'
        chain = own.Chain(game).show(7)
        assert np.array_equal(chain.screen.read(), game["best/screen"][7])
        assert len(chain.stick.cells) == len(game.facts["moves"])


def test_a_trace_of_another_name_is_drawn_alone(trace, together, monkeypatch):
    monkeypatch.setenv("ML_TRACE", str(together.with_name("mine.npz")))
    _, beats = moments(trace)
    assert "hang_wall" not in beats
    assert "play_lives" in beats


def test_the_cells_of_the_stick_are_the_brighter_the_better(trace):
    stick = own.stick(trace, "best", 0.5).show(11)
    guesses, span = trace["best/q"][11].astype(float), spread(trace["best/q"].astype(float))
    best, worst = (
        stick.cells[int(place)].get_fill_color().to_rgb().sum() for place in (guesses.argmax(), guesses.argmin())
    )
    assert best > worst
    assert 0 < span < np.ptp(trace["best/q"].astype(float), axis=1).max() + 1e-6


def test_the_bars_at_the_end_show_all_games_and_say_what_is_not_known(trace, together):
    games = [trace, *(Trace.read(together.with_name(f"ch20_atari.{game}.npz")) for game in ("beam_rider", "boxing"))]
    [(bars, _)] = own.scores(games)
    shown = {
        name.text: [column[place].text for column in bars.columns.values()] for place, name in enumerate(bars.names)
    }
    assert shown["Beam Rider"] == ["100", "400", "390 to 410", "300"]
    assert shown["Boxing"] == ["100", "80", "70 to 90", "?"]
    lengths = {score.name: bars.length(row) for row, score in enumerate(bars.scores)}
    assert lengths["Beam Rider"] == pytest.approx((400 - 100) / (300 - 100))
    assert lengths["Boxing"] == pytest.approx(0, abs=1e-6)
    to_dqn = bars.lines[0].get_x() - bars.zero.get_x()
    assert bars.bars[0].width / to_dqn == pytest.approx(lengths["Beam Rider"])  # DQN's line stands at 1


def test_bars_that_take_turns_can_be_compared(trace, together, monkeypatch):
    monkeypatch.setattr(claims, "WALL", 2)
    games = [trace, *(Trace.read(together.with_name(f"ch20_atari.{game}.npz")) for game in ("beam_rider", "boxing"))]
    first, second = (bars for bars, _ in own.scores(games))
    assert [name.text for name in first.names] != [name.text for name in second.names]
    to_dqn = [bars.lines[0].get_x() - bars.zero.get_x() for bars in (first, second)]
    assert to_dqn[0] == pytest.approx(to_dqn[1])  # a point on the scale is as long on either page
    assert second.high > max(end for score in second.scores for end in (*score.ends, 1.0) if np.isfinite(end))


def test_bars_of_many_games_take_turns(trace, together, monkeypatch):
    monkeypatch.setenv("ML_TRACE", str(together))
    monkeypatch.setattr(claims, "WALL", 2)
    ends = []

    def look(scene):
        if scene.renderer.beat == "remember":
            ends.append([[name.text for name in each.names] for each in scene.mobjects if isinstance(each, Bars)])

    rehearse(Ch20Atari, after=look)
    assert next(page for page in ends if page) == [["Beam Rider"]]
    assert ends[-1] == [["Seaquest", "Boxing"]]  # the first page has left; what is not known stands last


def test_a_trace_without_games_shows_its_curve_alone(trace, tmp_path, monkeypatch):
    short = Trace("ch20_atari", **{name: trace.facts[name] for name in ("game", "moves", "sticky", "seed", "training")})
    short.extend("train", steps=np.arange(1.0, 50.0), score=np.linspace(0, 9, 49))
    monkeypatch.setenv("ML_TRACE", str(short.write(tmp_path / "short.npz")))
    assert moments(short)[1] == ["opening", "grow_older"]


def test_the_life_passes_at_the_pace_of_the_game(trace):
    column, _ = own.column(trace, 0.0, 2.0, 3.0)
    pace = sets.pace(trace, "best")
    for second in (0, 1, 3):
        frame = round(second * pace) % len(trace["best/screen"])
        assert np.array_equal(column.show(second / 3).screen.read(), trace["best/screen"][frame])


def test_a_damaged_trace_beside_the_main_one_is_named(trace, tmp_path, monkeypatch):
    (tmp_path / "ch20_atari.boxing.npz").write_bytes(b"nothing")
    monkeypatch.setenv("ML_TRACE", str(trace.write(tmp_path / "ch20_atari.npz")))
    with pytest.raises(SystemExit, match=r"boxing\.npz"):
        rehearse(Ch20Atari)
