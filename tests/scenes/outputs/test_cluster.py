"""Chapters are drawn out of one machine: no shared disk, and what a dying worker leaves is done by another."""

import sys
import time

import pytest

from learners.cluster import ClusterError, crew, explain
from tests.cluster import kill, running, until
from tests.scenes.outputs import studio


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return studio.build(tmp_path_factory.mktemp("here"), "ch1_one", "ch2_two", "ch3_three")


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """The same code in another folder, which has no traces."""
    folder = studio.build(tmp_path_factory.mktemp("elsewhere"))
    for stem in ("ch1_one", "ch2_two", "ch3_three"):
        (folder / "scenes" / f"{stem}.py").write_text(studio.scene(stem))
    return folder


@pytest.fixture(scope="module")
def cluster(elsewhere):
    with running(elsewhere, elsewhere) as started:
        yield started


def render(cluster, place, *words):
    return studio.start(place, "render", *words, "--quality", "low", "--cluster", cluster.address)


def test_without_workers_it_says_how_to_start_one(cluster, place):
    said, complaint = render(cluster, place, "ch1_one").communicate()
    assert said == ""
    assert complaint.strip() == (
        f"python -m scenes: the scheduler at {cluster.address} has no workers; "
        f"`dask worker {cluster.address} --nthreads 1` starts one"
    )


def test_a_worker_that_dies_has_its_chapter_drawn_by_another(cluster, place, elsewhere):
    first, _ = (cluster.work(elsewhere, name) for name in ("first", "second"))
    client = render(cluster, place, "all")
    until(lambda: bool(first.children()))  # manim, drawing a chapter
    kill(first)
    said, complaint = client.communicate()
    assert client.returncode == 0, complaint
    assert said.splitlines()[-1] == "3 of 3 chapters are drawn."
    for number, name in enumerate(("One", "Two", "Three"), 1):
        video = place / "media" / "videos" / f"ch{number}_{name.lower()}" / "480p15" / f"Ch{number}{name}.mp4"
        assert video.stat().st_size > 1000
    assert not (elsewhere / "media").exists()


def test_a_worker_with_another_version_refuses(cluster, place, elsewhere):
    style = elsewhere / "scenes" / "style.py"
    style.write_text(style.read_text() + "\n# another version\n")
    client = render(cluster, place, "ch1_one", "--captions", "off")
    _, complaint = client.communicate()
    assert client.returncode == 1
    assert "has another version of the scenes or of manim: bring it up to date" in complaint


FORGET = """import sys
sys.meta_path[:] = [finder for finder in sys.meta_path if "__editable__" not in str(finder)]
"""  # what Python reads at its start; the editable installation would let it find the project


def test_a_scheduler_without_the_project_is_said(place, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(FORGET)
    with running(tmp_path, tmp_path) as bare:
        bare.work(tmp_path, "one")
        _, complaint = render(bare, place, "ch1_one", "--captions", "off").communicate()
    assert "the scheduler does not know this project" in complaint


def test_no_scheduler_is_said_in_a_sentence(place, monkeypatch):
    monkeypatch.setattr("learners.cluster.PATIENCE", 1)
    with (
        pytest.raises(ClusterError, match=r"there is no scheduler at tcp://127\.0\.0\.1:9"),
        crew(1, "tcp://127.0.0.1:9"),
    ):
        pass


def test_a_missing_dask_is_said_with_what_brings_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"pip install --editable '\.\[lectures\]'"), crew(1, "tcp://127.0.0.1:9"):
        pass


def test_nothing_more_is_begun_after_an_error():
    futures = []

    def stopped_early():
        with crew(1) as executor:
            futures.extend(executor.submit(time.sleep, 0.3) for _ in range(50))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped_early()
    assert futures[-1].cancelled()


def test_what_a_worker_could_not_say_is_explained():
    assert explain(ModuleNotFoundError("No module", name="scenes")).startswith("a worker knows no scenes")
    assert explain(RuntimeError("it is too late")) == "RuntimeError: it is too late"
