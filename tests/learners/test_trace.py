"""The trace keeps what was recorded, byte for byte, and says in a sentence what is wrong with any other file."""

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from learners.trace import FORMAT, Trace, TraceError

ROOT = Path(__file__).resolve().parents[2]
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def small() -> Trace:
    trace = Trace("ch2_gradient", rate=0.3, seed=7)
    for step in range(6):
        trace.record("train", step=step, loss=1 / (1 + step), picture=np.full((3, 3), step, np.uint8))
    trace.extend("end", name=["SGD", "Adam"], lost=[False, True])
    return trace


def content(trace: Trace) -> tuple:
    """All that a trace says, in a form that can be compared."""
    columns = {name: (trace[name].dtype.str, trace[name].shape, trace[name].tobytes()) for name in trace.columns()}
    return trace.stem, json.dumps(trace.facts, sort_keys=True), trace.made_with, columns


# what may be recorded


def test_a_column_holds_a_row_for_each_record():
    trace = small()
    assert trace.columns() == ["train/step", "train/loss", "train/picture", "end/name", "end/lost"]
    assert trace.reels() == ["train", "end"]
    assert trace["train/picture"].shape == (6, 3, 3)
    assert trace["train/loss"][5] == 1 / 6
    assert "train/loss" in trace
    assert "train/gain" not in trace


def test_rows_can_be_added_after_a_column_was_looked_at():
    trace = small()
    assert len(trace["train/step"]) == 6
    trace.record("train", step=6, loss=0.0, picture=np.zeros((3, 3), np.uint8))
    trace.extend("end", name=["momentum"], lost=[False])
    assert list(trace["train/step"]) == [0, 1, 2, 3, 4, 5, 6]
    assert list(trace["end/name"]) == ["SGD", "Adam", "momentum"]


@pytest.mark.parametrize("kind", ["numpy", "torch"])
def test_a_value_that_changes_afterwards_does_not_change_the_trace(kind):
    weights = np.zeros(2) if kind == "numpy" else torch.zeros(2, requires_grad=True)
    view = weights[:] if kind == "numpy" else weights.detach()
    trace = Trace("x")
    for _ in range(3):
        trace.record("train", weights=weights)
        view += 1
    rows = np.zeros((2, 2))
    trace.extend("more", rows=rows)
    rows += 9
    assert trace["train/weights"].tolist() == [[0, 0], [1, 1], [2, 2]]
    assert trace["more/rows"].tolist() == [[0, 0], [0, 0]]


def test_an_empty_column_is_a_column(tmp_path):
    trace = Trace("x")
    trace.extend("wins", step=[], board=np.zeros((0, 3, 3), np.int8))
    assert Trace.read(trace.write(tmp_path / "x.npz"))["wins/board"].shape == (0, 3, 3)
    trace.extend("wins", step=[4], board=np.ones((1, 3, 3), np.int8))
    assert trace["wins/board"].shape == (1, 3, 3)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda trace: trace.record("train", step=1, loss=1.0), "has the columns step, loss, picture"),
        (lambda trace: trace.record("train", step=1, loss=1.0, picture=np.zeros((3, 4))), r"from \(3, 3\) to \(3, 4\)"),
        (lambda trace: trace.record("train", step=1, loss=1.0, picture=object()), "not made of numbers or text"),
        (lambda trace: trace.record("more", value=None), "not made of numbers or text"),
        (lambda trace: trace.record("more", value=[[1], [1, 2]]), "rows have different lengths"),
        (lambda trace: trace.record("more"), "at least one value"),
        (lambda trace: trace.record("a/b", value=1), "'a/b'"),
        (lambda trace: trace.record("", value=1), "not \\[''\\]"),
        (lambda trace: trace.record("nul\0", value=1), "letters and digits"),
        (lambda trace: trace.extend("more", a=[1], b=[1, 2]), "one length, not a 1, b 2"),
        (lambda trace: trace.extend("more", a=1), "`record` takes those"),
    ],
)
def test_a_wrong_row_is_refused_in_a_sentence_and_leaves_the_trace_as_it_was(wrong, words):
    trace = small()
    with pytest.raises(TraceError, match=words):
        wrong(trace)
    assert content(trace) == content(small())


def test_an_unknown_column_lists_the_right_ones():
    with pytest.raises(TraceError, match="no column 'train/los'; it has train/step, train/loss, train/picture, end/"):
        small()["train/los"]
    with pytest.raises(TraceError, match="it has none at all"):
        Trace("x")["train/loss"]


def test_facts_that_json_cannot_hold_are_refused(tmp_path):
    with pytest.raises(TraceError, match="JSON"):
        Trace("x", net=torch.nn.Linear(1, 1)).write(tmp_path / "x.npz")
    assert list(tmp_path.iterdir()) == []


# what is written is read


def test_the_same_run_writes_the_same_bytes_and_its_digest_is_known_before(tmp_path):
    one, other = small(), small()
    digest = one.sha256
    assert one.write(tmp_path / "one.npz").read_bytes() == other.write(tmp_path / "other.npz").read_bytes()
    assert digest == one.sha256 == Trace.read(tmp_path / "one.npz").sha256
    other.facts["seed"] = 8
    assert other.write(tmp_path / "other.npz").read_bytes() != (tmp_path / "one.npz").read_bytes()


def test_a_trace_that_was_read_is_written_with_the_same_bytes(tmp_path):
    first = small().write(tmp_path / "one.npz").read_bytes()
    assert Trace.read(tmp_path / "one.npz").write(tmp_path / "two.npz").read_bytes() == first


def test_plain_numpy_opens_the_file(tmp_path):
    with np.load(small().write(tmp_path / "x.npz")) as archive:
        assert archive["train/step"].tolist() == [0, 1, 2, 3, 4, 5]


def test_nan_and_infinity_survive(tmp_path):
    trace = Trace("x", best=float("nan"), limit=float("inf"))
    trace.extend("train", loss=[np.nan, np.inf, -np.inf, -0.0])
    back = Trace.read(trace.write(tmp_path / "x.npz"))
    assert content(back) == content(trace)
    assert np.isnan(back.facts["best"])


def test_any_fact_has_its_own_name(tmp_path):
    trace = Trace("x")
    trace.facts |= {"stem": "another", "self": 1, "format": 99}
    assert Trace.read(trace.write(tmp_path / "x.npz")).facts == {"stem": "another", "self": 1, "format": 99}


names = st.from_regex(r"[A-Za-z_]\w{0,9}", fullmatch=True)
kinds = st.one_of(arrays.scalar_dtypes(), st.sampled_from(["U3", "S2", "c8", "bool"]).map(np.dtype))
tables = kinds.flatmap(lambda kind: arrays.arrays(kind, arrays.array_shapes(max_dims=3, max_side=4, min_side=0)))
facts = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@FEW
@given(columns=st.dictionaries(names, tables, min_size=1, max_size=4), facts=st.dictionaries(names, facts, max_size=3))
def test_whatever_is_written_is_read_again(tmp_path, columns, facts):
    trace = Trace("x")
    trace.facts = facts
    for name, column in columns.items():
        trace.extend(f"reel_{name}", **{name: column})
    back = Trace.read(trace.write(tmp_path / "x.npz"))
    assert content(back) == content(trace)
    assert all(back[f"reel_{name}/{name}"].tobytes() == column.tobytes() for name, column in columns.items())


# files that are no traces

WHOLE = small()
WHOLE_BYTES = WHOLE.write(Path(tempfile.mkdtemp()) / "x.npz").read_bytes()


def read_or_refuse(path: Path, damaged: bytes) -> bool:
    """Whether the damaged file was refused; one that is read must say the very same."""
    path.write_bytes(damaged)
    try:
        trace = Trace.read(path)
    except TraceError:
        return True
    assert content(trace) == content(WHOLE)
    return False


@settings(FEW, max_examples=300)
@given(flips=st.lists(st.integers(0, 8 * len(WHOLE_BYTES) - 1), min_size=1, max_size=3))
def test_flipped_bits_are_noticed_or_do_no_harm(tmp_path, flips):
    damaged = bytearray(WHOLE_BYTES)
    for bit in flips:
        damaged[bit // 8] ^= 1 << bit % 8
    read_or_refuse(tmp_path / "x.npz", bytes(damaged))


def test_every_flipped_byte_of_the_table_of_contents_is_noticed_or_does_no_harm(tmp_path):
    refused = 0
    for place in range(WHOLE_BYTES.index(b"PK\1\2"), len(WHOLE_BYTES)):
        damaged = bytearray(WHOLE_BYTES)
        damaged[place] ^= 0x21
        refused += read_or_refuse(tmp_path / "x.npz", bytes(damaged))
    assert refused > 200


@settings(FEW, max_examples=100)
@given(kept=st.integers(0, len(WHOLE_BYTES) - 1), junk=st.binary(max_size=30))
def test_a_truncated_file_is_noticed(tmp_path, kept, junk):
    assert read_or_refuse(tmp_path / "x.npz", WHOLE_BYTES[:kept])
    read_or_refuse(tmp_path / "x.npz", WHOLE_BYTES[:kept] + junk)


def test_a_pickle_is_never_opened(tmp_path):
    class Bomb:
        def __reduce__(self):
            return os.mkdir, (str(tmp_path / "exploded"),)

    np.savez(tmp_path / "x.npz", facts=np.array("{}"), bomb=np.array([Bomb()], object))
    with pytest.raises(TraceError, match=r"damaged or not a trace \(Object arrays cannot be loaded"):
        Trace.read(tmp_path / "x.npz")
    assert not (tmp_path / "exploded").exists()


def foreign_array(path):
    np.savez(path, weights=np.zeros(3))


def foreign_single_array(path):
    with path.open("wb") as file:
        np.save(file, np.zeros(3))


def foreign_zip(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("letter.txt", "hello")


def foreign_facts(path):
    np.savez(path, facts=np.array("not JSON"))


def foreign_format(path):
    np.savez(path, facts=np.array('{"format": Infinity, "stem": "x", "facts": {}, "made_with": {}}'))


def half_a_header(path):
    np.savez(path, facts=np.array('{"format": 1, "stem": "x", "facts": 3, "made_with": {}}'))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (foreign_array, "an array file, but not a trace"),
        (foreign_single_array, r"not a trace \(File is not a zip file\)"),
        (foreign_zip, "damaged or not a trace"),
        (foreign_facts, "an array file, but not a trace"),
        (foreign_format, "an array file, but not a trace"),
        (half_a_header, "an array file, but not a trace"),
        (lambda path: path.write_text("step,loss\n1,2\n"), r"not a trace \(File is not a zip file\)"),
        (lambda path: path.write_bytes(b""), r"not a trace \(File is not a zip file\)"),
    ],
)
def test_a_foreign_file_is_no_trace(tmp_path, make, words):
    make(tmp_path / "mine.npz")
    with pytest.raises(TraceError, match=words):
        Trace.read(tmp_path / "mine.npz")


@pytest.mark.parametrize(("written", "remedy"), [(FORMAT + 1, "update"), (FORMAT - 1, "ch2_gradient` records it")])
def test_an_older_or_newer_format_says_what_to_do(tmp_path, written, remedy):
    header = {"format": written, "stem": "ch2_gradient", "facts": {}, "made_with": {}}
    np.savez(tmp_path / "x.npz", facts=np.array(json.dumps(header)))
    with pytest.raises(TraceError, match=f"has format {written}, but this version reads format {FORMAT}: .*{remedy}"):
        Trace.read(tmp_path / "x.npz")


def test_a_missing_trace_names_the_command_that_makes_it(tmp_path):
    with pytest.raises(TraceError, match=r"`python -m learners.ch99_future` makes it"):
        Trace.read("ch99_future")
    with pytest.raises(TraceError, match=r"`python -m learners.ch2_gradient --out .*/ch2_gradient.npz` makes it"):
        Trace.read(tmp_path / "ch2_gradient.npz")
    with pytest.raises(TraceError, match=r"`python -m learners.CHAPTER --out .*/mine.npz` makes it"):
        Trace.read(tmp_path / "mine.npz")


def test_a_file_is_found_by_any_name_that_it_has(tmp_path, monkeypatch):
    small().write(tmp_path / "mine")
    monkeypatch.chdir(tmp_path)
    assert Trace.read("mine").facts["seed"] == 7
    assert Trace.read(Path("mine")).facts["seed"] == 7


# the old file is never harmed


def test_a_folder_without_the_right_to_write_leaves_the_old_trace(unwritable):
    with pytest.raises(TraceError, match=r"Cannot write .*old.npz: Permission denied; name another with --out"):
        Trace("x").write(unwritable / "old.npz")
    with pytest.raises(TraceError, match="Permission denied"):
        Trace("x").write(unwritable / "new" / "x.npz")
    assert sorted(path.name for path in unwritable.iterdir()) == ["old.npz"]
    assert content(Trace.read(unwritable / "old.npz")) == content(small())


@pytest.fixture
def unwritable():
    """A folder with an old trace in which this process may write nothing, even where root runs the tests."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small().write(folder / "old.npz")
        folder.chmod(0o555)
        if os.geteuid() == 0:
            os.seteuid(65534)
        yield folder
        if os.getuid() == 0:
            os.seteuid(0)
        folder.chmod(0o755)


FULL_DISK = """
import resource, sys
from learners.trace import Trace, TraceError
trace = Trace("x")
trace.extend("train", noise=__import__("numpy").random.default_rng(0).random(100_000))
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    trace.write(sys.argv[1])
except TraceError as error:
    sys.exit(str(error))
"""


def test_a_full_disk_leaves_the_old_trace_and_no_half_of_the_new(tmp_path):
    old = small().write(tmp_path / "old.npz").read_bytes()
    run = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path / "old.npz")], cwd=ROOT, capture_output=True, text=True
    )
    assert run.returncode == 1
    assert run.stderr.strip() == f"Cannot write {tmp_path}/old.npz: File too large; name another with --out."
    assert [path.name for path in tmp_path.iterdir()] == ["old.npz"]
    assert (tmp_path / "old.npz").read_bytes() == old


def test_a_target_that_is_no_file_is_left_alone(tmp_path):
    (tmp_path / "folder.npz").mkdir()
    os.mkfifo(tmp_path / "pipe.npz")
    for name in ("folder.npz", "pipe.npz"):
        with pytest.raises(TraceError, match="no file that could be replaced"):
            small().write(tmp_path / name)
    with pytest.raises(TraceError, match=r"Cannot write .*: (Not a directory|File exists)"):
        small().write(small().write(tmp_path / "file") / "x.npz")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder.npz", "pipe.npz"]


def test_writing_makes_the_folders_on_the_way_and_replaces_the_old_trace(tmp_path):
    path = Trace("old").write(tmp_path / "a" / "b" / "x.npz")
    assert content(Trace.read(small().write(path))) == content(small())
    assert path.stat().st_mode & 0o777 == 0o644
