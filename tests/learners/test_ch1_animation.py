"""The race of the slot machines by recount, and tables of one's own, good and bad."""

import functools

import numpy as np
import pytest

from learners.ch1_animation import CHANCES, learn
from learners.trace import Trace

learned = functools.cache(learn)
THREE = "year,apple,pear\n2000,1,2\n2001,4,3\n"


def write(folder, text, encoding="utf-8"):
    path = folder / "table.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_the_pulls_so_far_are_the_recorded_pulls_counted():
    trace = learned()
    drawn = np.eye(5, dtype=int)[trace["pulls/machine"]]
    np.testing.assert_array_equal(trace["race/value"][1:], drawn.cumsum(0))
    assert trace["race/value"][0].sum() == 0


def test_it_starts_at_one_fifth_each_and_the_chances_always_sum_to_one():
    share = learned()["race/share"]
    np.testing.assert_allclose(share[0], 0.2)
    np.testing.assert_allclose(share.sum(1), 1, rtol=1e-12)
    assert (share > 0).all()


def test_the_chances_are_the_softmax_of_the_policy_gradient_done_by_hand():
    trace = learned()
    preference, pays = np.zeros(5), trace["pulls/pay"]
    for pull, (machine, pay) in enumerate(zip(trace["pulls/machine"], pays, strict=True)):
        share = np.exp(preference) / np.exp(preference).sum()
        np.testing.assert_allclose(trace["race/share"][pull], share, rtol=1e-9)
        better = pay - (pays[:pull].mean() if pull else 0)
        slope = -share  # of the log of the drawn machine's chance
        slope[machine] += 1
        preference += trace.facts["rate"] * better * slope


def test_ranks_sort_the_values_at_every_moment_and_equals_keep_their_order():
    value, rank = learned()["race/value"], learned()["race/rank"]
    for now, places in zip(value, rank, strict=True):
        assert sorted(places) == [0, 1, 2, 3, 4]
        assert (np.diff(now[np.argsort(places)]) <= 0).all()
    still = np.diff(value, axis=0).sum(1) == 0
    assert not still.any()
    for before, after, places, later in zip(value, value[1:], rank, rank[1:], strict=False):
        for one, other in zip(*np.nonzero((places[:, None] < places) & (after[:, None] == after)), strict=True):
            assert later[one] < later[other], (before, after)


def test_the_player_finds_the_machine_that_pays_best_after_others_led():
    trace = Trace.read("ch1_animation")
    best = int(np.argmax(CHANCES))
    assert trace["race/share"][-1].argmax() == best
    assert trace["race/value"][-1].argmax() == best
    leaders = trace["race/rank"].argmin(1)[20:]
    assert len(set(leaders)) >= 3
    assert trace.facts["seeds"]["found"] >= 0.9 * trace.facts["seeds"]["tried"]


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path):
    assert learn(pulls=20).sha256 == learn(pulls=20).sha256 != learn(pulls=20, seed=1).sha256


def test_a_table_takes_the_place_of_the_machines(tmp_path):
    trace = learn(table=write(tmp_path, THREE))
    assert trace.facts["names"] == ["apple", "pear"]
    assert list(trace["race/label"]) == ["2000", "2001"]
    np.testing.assert_allclose(trace["race/value"], [[1, 2], [4, 3]])
    np.testing.assert_allclose(trace["race/share"][1], [4 / 7, 3 / 7])
    np.testing.assert_array_equal(trace["race/rank"], [[1, 0], [0, 1]])


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_a_byte_order_mark_and_unicode_names_are_read(tmp_path, separator):
    text = THREE.replace(",", separator).replace("apple", "Äpfel 🍎").replace("pear", '"Birne, süß"')
    trace = learn(table=write(tmp_path, text, "utf-8-sig"))
    assert trace.facts["names"] == ["Äpfel 🍎", "Birne, süß"]
    assert trace.facts["time"] == "year"


def test_thirty_series_of_five_hundred_rows_are_recorded_at_once(tmp_path):
    cells = np.random.default_rng(0).integers(0, 1000, (500, 30)).cumsum(0)
    head = ",".join(["day", *(f"série {number}" for number in range(30))])
    rows = "\n".join(f"{day}," + ",".join(map(str, row)) for day, row in enumerate(cells))
    trace = learn(table=write(tmp_path, f"{head}\n{rows}\n"))
    np.testing.assert_array_equal(trace["race/value"], cells)
    np.testing.assert_array_equal(trace["race/rank"].argmin(1), [row.argmax() for row in cells])


def test_a_table_with_a_negative_cell_has_no_shares_but_a_race(tmp_path):
    trace = learn(table=write(tmp_path, THREE.replace("4", "-4")))
    assert trace.facts["share"] is None
    assert np.isnan(trace["race/share"]).all()
    assert trace["race/value"][1, 0] == -4


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("year,apple,pear\n2000,1,2\n2001,,3\n", "row 3, column 'apple': the cell is empty"),
        ("year,apple,pear\n2000,1,2\n2001,4,three\n", "row 3, column 'pear': 'three' is not a number"),
        ("year,apple,pear\n2000,1,inf\n2001,4,3\n", "row 2, column 'pear': inf is not a finite number"),
        ("year,apple,pear\n2000,1,nan\n2001,4,3\n", "row 2, column 'pear': nan is not a finite number"),
        ("year,apple,pear\n2000,1\n2001,4,3\n", "row 2: 2 cells, but row 1 names 3 columns"),
        ("year,apple,apple\n2000,1,2\n2001,4,3\n", "row 1: every column needs a name of its own"),
        ("year,apple\n2000,1\n", "needs a row of names, two rows"),
        ("", "needs a row of names, two rows"),
    ],
)
def test_a_bad_table_is_refused_naming_row_and_column(tmp_path, text, message):
    with pytest.raises(ValueError, match=message):
        learn(table=write(tmp_path, text))


def test_blank_lines_do_not_shift_the_row_that_is_named(tmp_path):
    with pytest.raises(ValueError, match="row 5, column 'pear'"):
        learn(table=write(tmp_path, "year,apple,pear\n\n2000,1,2\n\n2001,4,x\n"))


def test_a_table_that_is_not_utf_8_says_so(tmp_path):
    with pytest.raises(ValueError, match="not UTF-8 text"):
        learn(table=write(tmp_path, THREE.replace("apple", "Äpfel"), "latin-1"))


def test_a_table_that_is_not_there_is_said_in_a_sentence(tmp_path):
    with pytest.raises(ValueError, match=r"Cannot read .*mine.csv: No such file.*; --table takes the path of a CSV"):
        learn(table=tmp_path / "mine.csv")


def test_a_rate_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="--rate nan is not a finite number"):
        learn(rate=float("nan"))
