"""What chapter 1 says holds for its committed trace, and other traces choose other words."""

import numpy as np
import pytest

from learners.ch1_animation import learn
from learners.trace import Trace
from scenes.claims import ch1_animation as claims


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch1_animation")


@pytest.fixture(scope="module")
def quick():
    return learn(pulls=20)


def table(folder, rows):
    path = folder / "table.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return learn(table=path)


def test_the_ranks_sort_the_counts_and_the_chances_sum_to_one(committed):
    values, ranks = committed["race/value"], committed["race/rank"]
    ordered = np.take_along_axis(values, np.argsort(ranks, axis=1), axis=1)
    assert (np.diff(ordered, axis=1) <= 0).all()
    assert committed["race/share"].sum(1) == pytest.approx(1)


def test_the_lead_is_said_as_recorded(committed):
    assert claims.race_verdict(committed) == "The lead changes 7 times. From pull 215 on it is Dice's."
    leader = committed["race/value"].argmax(1)
    assert (leader[215:] == 3).all()
    assert committed["race/value"][214, 3] <= committed["race/value"][214].max()


def test_the_best_machine_is_found_and_said(committed, quick):
    assert claims.truth_verdict(committed).startswith("Dice pays best, in 70% of its pulls; after 400 pulls it is")
    assert claims.players(committed) == "Of 40 players, each with luck of its own, 39 found the best machine."
    assert claims.share_verdict(committed) == "Dice's chance grew from 20% to 82%."
    assert "still likes" in claims.truth_verdict(quick) or quick["race/share"][-1].argmax() == 3


def test_the_first_pulls_are_named(committed, quick):
    for number in range(8):
        machine = committed.facts["names"][committed["pulls/machine"][number]]
        assert claims.pull(committed, number).startswith(machine)
        assert claims.pull(committed, number).endswith("nothing") == (committed["pulls/pay"][number] == 0)
    assert claims.first_pulls(quick, 0) == "After 0 pulls nothing has changed yet."
    assert claims.first_pulls(committed, 8) == "After 8 pulls the chance of Eagle is 21.2%, that of Crown 18.1%."


def test_a_table_is_said_in_its_own_words(tmp_path):
    few = table(tmp_path, ["year,Ärzte,b", "1950,3,1", "1951,4,2"])
    assert claims.race_verdict(few) == "Ärzte leads from the first row to the last."
    assert claims.drawn(few).startswith("The same numbers as a race: the largest")
    assert "Initialize" not in claims.lesson(few)
    many = table(tmp_path, ["year," + ",".join(f"n{i}" for i in range(30)), *["1,2" + ",1" * 29, "2,2" + ",3" * 29]])
    assert claims.drawn(many).startswith("A race of 30. Drawn are the 8 largest")
    assert claims.race_verdict(many) == "The lead changes once. From year 2 on it is n1's."
