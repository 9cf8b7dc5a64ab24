"""What chapter 1 draws is what its trace holds, in step, for machines and for tables of one's own."""

import numpy as np
import pytest

from learners.ch1_animation import learn
from learners.trace import Trace
from scenes.ch1_animation import Ch1Animation
from scenes.sets import ch1_animation as sets
from tests.scenes.layout import faults
from tests.scenes.rehearsal import read, rehearse


class Seen:
    def __init__(self):
        self.moments = []

    def look(self, scene):
        bars = getattr(scene, "bars", None)
        if bars in scene.mobjects and scene.moment in scene.mobjects:
            self.moments.append((read(scene.moment.number), bars.row, [read(number) for number in bars.numbers]))
        pie = getattr(scene, "pie", None)
        if pie in scene.mobjects and scene.moment in scene.mobjects:
            self.moments.append((read(scene.moment.number), None, pie.shares))


def test_every_picture_shows_the_moment_that_the_counter_says():
    trace, seen = Trace.read("ch1_animation"), Seen()
    rehearse(Ch1Animation, after=seen.look, during=seen.look)
    assert len(seen.moments) > 60
    for pull, row, shown in seen.moments:
        here, there = int(pull), min(int(pull) + 1, 400)
        if row is None:
            low, high = np.sort(trace["race/share"][[here, there]], axis=0)
            assert (shown >= low - 1e-9).all()
            assert (shown <= high + 1e-9).all()
        else:
            assert here - 1e-6 <= row <= there + 1e-6
            assert np.abs(np.array(shown) - trace["race/value"][here]).max() <= 1


def write_table(path, series, rows, scale):
    random = np.random.default_rng(series)
    names = [
        f"{name} {number}" for number, name in zip(range(series), ("Łódź", "Αθήνα", "Киев") * series, strict=False)
    ]
    values = scale * np.exp(np.cumsum(random.normal(0, 0.05, (rows, series)), axis=0))
    lines = [",".join(["date", *names])]
    lines += [",".join([f"2020-{row:03d}", *[f"{value:.2f}" for value in line]]) for row, line in enumerate(values)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(("series", "rows", "scale"), [(5, 51, 8), (30, 500, 3e6)])
def test_a_table_is_readable(series, rows, scale, tmp_path, monkeypatch):
    path = learn(table=write_table(tmp_path / "own.csv", series, rows, scale)).write(tmp_path / "own.npz")
    monkeypatch.setenv("ML_TRACE", str(path))
    assert faults(Ch1Animation) == []


def test_a_table_with_negative_cells_has_no_pie(tmp_path, monkeypatch):
    table = tmp_path / "own.csv"
    table.write_text("t,a,b\n0,-1,2\n1,3,-2\n2,5,0\n", encoding="utf-8")
    monkeypatch.setenv("ML_TRACE", str(learn(table=table).write(tmp_path / "own.npz")))
    assert faults(Ch1Animation) == []
    assert not hasattr(rehearse(Ch1Animation), "pie")


def test_a_name_that_the_font_cannot_write_becomes_its_column(tmp_path, monkeypatch):
    table = tmp_path / "own.csv"
    table.write_text("年,東京,Łódź\n2020年,1,2\n2021年,3,2\n2022年,4,2\n", encoding="utf-8")
    monkeypatch.setenv("ML_TRACE", str(learn(table=table).write(tmp_path / "own.npz")))
    assert faults(Ch1Animation) == []
    trace = Trace.read(tmp_path / "own.npz")
    assert sets.call_by_column(trace) == 1
    assert trace.facts["names"] == ["column 2", "Łódź"]


def test_an_axis_is_round_and_holds_its_values():
    for low, high in ((0, 187), (-3, 12), (0.02, 0.31), (0, 0), (5, 5), (-1, -0.5)):
        bottom, top, step = sets.nice(low, high)
        assert bottom <= min(low, 0)
        assert top >= max(high, 0)
        assert 1 <= (top - bottom) / step <= 7.01
