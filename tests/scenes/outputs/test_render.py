"""Many chapters at once: each option does what it says, unchanged ones cost nothing, a failing one stops no other."""

import json
import os
import signal
import subprocess
import time

import av
import numpy as np
import psutil
import pytest

from learners.trace import Trace
from scenes.outputs import chapters
from scenes.outputs.render import is_current, keep
from scenes.outputs.task import Drawn, RenderError, Task, task_for
from tests.scenes.outputs import studio

ALL = ("mp4", "png", "srt", "txt", "vtt")
GIT = ("git", "-c", "user.name=one", "-c", "user.email=one@example.org")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Two chapters that can be drawn and two that cannot, under version control."""
    folder = studio.build(tmp_path_factory.mktemp("studio"), "ch1_one", "ch2_two", "ch3_broken", "ch4_newer")
    broken = folder / "scenes" / "ch3_broken.py"
    broken.write_text(broken.read_text().replace("train/value", "train/worth"))
    with pytest.MonkeyPatch.context() as patch:
        studio.record_in_the_future(folder, "ch4_newer", patch)
    (folder / ".gitignore").write_text("media/\n__pycache__/\n")
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "all"]):
        subprocess.run([*GIT, *words], cwd=folder, check=True)
    return folder


@pytest.fixture(scope="module")
def first(place):
    return studio.run(place, "render", "all", "--quality", "low", "--jobs", "2")


@pytest.fixture(scope="module")
def options(place, first):
    """The first chapter in the other formats, each with other captions, rendered at the same time."""
    chosen = [("gif", "off"), ("webm", "srt"), ("mov", "on")]
    words = [("ch1_one", "--quality", "low", "--format", kind, "--captions", captions) for kind, captions in chosen]
    folders = [place.parent / kind for kind, _ in chosen]
    for folder in folders:
        studio.build(folder, "ch1_one")
    started = [studio.start(folder, "render", *each) for folder, each in zip(folders, words, strict=True)]
    said = [process.communicate() for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], said
    return {
        kind: folder / "media" / "videos" / "ch1_one" / "480p15"
        for (kind, _), folder in zip(chosen, folders, strict=True)
    }


def videos(place):
    return place / "media" / "videos"


# one call


def test_chapters_that_fail_stop_no_other_and_are_named_at_the_end(first, place):
    assert first.returncode == 1
    assert (videos(place) / "ch1_one/480p15/Ch1One.mp4").is_file()
    assert (videos(place) / "ch2_two/480p15/Ch2Two.mp4").is_file()
    (complaint,) = first.stderr.splitlines()
    assert complaint.startswith("python -m scenes: not drawn: ")
    assert "ch3_broken (TraceError: The trace of ch3_broken has no column 'train/worth'; it has" in complaint
    assert "has format 2, but this version reads format 1: update ML Animated" in complaint
    assert not (videos(place) / "ch3_broken").exists()


def test_each_chapter_has_a_line_and_all_but_the_last_say_what_is_left(first):
    lines = first.stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["[1/4]", "[2/4]", "[3/4]", "[4/4]"]
    assert lines[0].startswith("[1/4] ch4_newer: FAILED")
    assert ["left)" in line for line in lines] == [False, True, True, False]
    assert {line.split()[1] for line in lines[1:]} == {"ch1_one:", "ch2_two:", "ch3_broken:"}


def test_files_lie_where_manim_puts_them_and_plain_manim_makes_the_same(first, place, tmp_path):
    made = [f"ch1_one/480p15/Ch1One.{kind}" for kind in ALL]
    assert [name for name in studio.files(videos(place) / "ch1_one") if not name.startswith(".")] == [
        name.removeprefix("ch1_one/") for name in made
    ]
    words = ("-ql", "--progress_bar", "none", "--media_dir", str(tmp_path), "scenes/ch1_one.py")
    assert studio.run(place, *words, module="manim").returncode == 0
    for name in made:
        assert (tmp_path / "videos" / name).read_bytes() == (videos(place) / name).read_bytes(), name


def test_a_video_says_where_it_comes_from(first, place):
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=place, capture_output=True, text=True).stdout.strip()
    trace = Trace.read(place / "media" / "traces" / "ch1_one.npz")
    with av.open(str(videos(place) / "ch1_one/480p15/Ch1One.mp4")) as video:
        said = dict(video.metadata)
    known = json.loads(said["comment"])
    assert said["title"] == "Chapter 1 · A test: Tiny"
    assert said["description"].startswith("It takes a few seconds")
    assert (known["chapter"], known["trace_sha256"], known["commit"]) == ("ch1_one", trace.sha256, commit)
    assert known["facts"] == {"rate": 0.35, "seconds": 1.0}
    assert known["drawn_with"]["manim"] >= "0.22"


def test_what_lies_beside_a_video_says_the_same(first, place):
    beside = {kind: (videos(place) / f"ch1_one/480p15/Ch1One.{kind}") for kind in ALL}
    assert "x_1 < 2 & *so* it `goes`." in beside["srt"].read_text()
    cues = beside["vtt"].read_text()
    assert cues.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:0")
    assert "x_1 &lt; 2 &amp; *so* it `goes`.\n" in cues
    text = beside["txt"].read_text().splitlines()
    assert text[0].startswith("Chapter 1 · A test: Tiny. It takes a few seconds")
    assert text[1:] == [
        "Drawn from a recorded run: rate 0.35, seconds 1.0.",
        "- It is said.",
        "- x_1 < 2 & *so* it `goes`.",
    ]


# again


def test_a_chapter_that_is_unchanged_is_left_alone_and_a_changed_trace_is_drawn_again(first, place):
    paths = [videos(place) / "ch1_one/480p15/Ch1One.mp4", videos(place) / "ch2_two/480p15/Ch2Two.mp4"]
    before = [(path.stat().st_mtime_ns, path.read_bytes()) for path in paths]
    studio.record(place, "ch2_two", value=8.75)
    again = studio.run(place, "render", "ch1_one", "ch2_two", "--quality", "low")
    assert again.returncode == 0, again.stderr
    assert "ch1_one: unchanged" in again.stdout
    after = [(path.stat().st_mtime_ns, path.read_bytes()) for path in paths]
    assert after[0] == before[0]
    assert after[1][1] != before[1][1]


def test_whatever_decides_the_picture_decides_whether_it_is_current(tmp_path):
    task = Task("ch1_one", b"trace", code="code")
    keep(task, Drawn({"480p15/Ch1One.mp4": b"video", "480p15/Ch1One.srt": b"words"}, 1.0), tmp_path)
    assert is_current(task, tmp_path)
    for change in ({"trace": b"other"}, {"captions": "srt"}, {"theme": "paper"}, {"code": "other"}, {"quality": "low"}):
        assert not is_current(Task(**{"stem": "ch1_one", "trace": b"trace", "code": "code"} | change), tmp_path), change
    (tmp_path / "ch1_one/480p15/Ch1One.mp4").write_bytes(b"drawn over by manim")
    assert not is_current(task, tmp_path)


def test_only_the_sources_that_a_chapter_uses_decide(tmp_path, monkeypatch):
    folder = studio.build(tmp_path, "ch1_one", "ch2_two")
    monkeypatch.setattr(chapters, "FOLDER", folder / "scenes")
    before = chapters.code_version("ch1_one")
    (folder / "scenes" / "ch2_two.py").write_text(studio.scene("ch2_two") + "# changed\n")
    assert chapters.code_version("ch1_one") == before
    for used in ("scenes/mobjects/heatmap.py", "scenes/style.py", "learners/column.py"):
        source = folder / used
        source.write_text(source.read_text() + "# changed\n")
        assert chapters.code_version("ch1_one") != before, used
        before = chapters.code_version("ch1_one")


def test_traces_that_are_drawn_together_travel_together(tmp_path, monkeypatch):
    """Those named STEM.NAME.npz beside STEM.npz: they decide the picture, and another machine needs them."""
    main = Trace("ch2_gradient").write(tmp_path / "ch2_gradient.npz")
    monkeypatch.setenv("ML_TRACE", str(main))
    alone = task_for("ch2_gradient")
    other = Trace("ch2_gradient", rate=0.1).write(tmp_path / "ch2_gradient.slow.npz")
    Trace("ch2_gradient").write(tmp_path / "ch2_gradients.npz")
    together = task_for("ch2_gradient")
    assert alone.others == ()
    assert together.others == (("slow", other.read_bytes()),)
    assert alone.stamp != together.stamp
    monkeypatch.setenv("ML_TRACE", str(other))
    assert task_for("ch2_gradient").others == ()


def test_a_trace_of_ones_own_is_drawn_under_its_name(tmp_path, monkeypatch):
    path = studio.record(tmp_path, "ch2_gradient").rename(tmp_path / "mine.npz")
    committed = task_for("ch2_gradient")
    monkeypatch.setenv("ML_TRACE", str(path))
    assert (task_for("ch2_gradient").name, task_for("ch2_gradient").trace) == ("mine", path.read_bytes())
    assert committed.stamp != task_for("ch2_gradient").stamp
    monkeypatch.setenv("ML_TRACE", str(tmp_path / "none.npz"))
    with pytest.raises(RenderError, match=r"There is no trace .*none\.npz"):
        task_for("ch2_gradient")


# options


def frames(path):
    with av.open(str(path)) as video:
        found = [frame.to_ndarray(format="rgba") for frame in video.decode(video=0)]
        return found, video.streams.video[0].codec_context.name, video.metadata


def foot(frame):
    """How far the pixels at the caption's place are from one another."""
    return np.ptp(frame[440:465, 200:654, :3].astype(int))


def test_gif_without_captions(options):
    found, codec, said = frames(options["gif"] / "Ch1One.gif")
    assert codec == "gif"
    assert json.loads(said["comment"])["chapter"] == "ch1_one"
    assert max(map(foot, found)) < 40
    assert studio.files(options["gif"]) == ["Ch1One.gif", "Ch1One.png", "Ch1One.txt"]


def test_webm_with_captions_beside_it(options):
    found, codec, said = frames(options["webm"] / "Ch1One.webm")
    assert codec == "vp9"
    assert json.loads(said["COMMENT"])["chapter"] == "ch1_one"
    assert max(map(foot, found)) < 40
    assert "It is said." in (options["webm"] / "Ch1One.srt").read_text()


def test_mov_is_transparent_and_has_captions(options):
    found, _, said = frames(options["mov"] / "Ch1One.mov")
    assert json.loads(said["comment"])["chapter"] == "ch1_one"
    assert foot(found[-1]) > 100
    assert found[-1][5, 5, 3] == 0
    assert found[-1][..., 3].max() == 255


# trouble


def running(word):
    """The command lines of the processes that name a word."""
    lines = [" ".join(process.info["cmdline"] or []) for process in psutil.process_iter(["cmdline"])]
    return [line for line in lines if word in line]


@pytest.mark.skipif(os.name != "posix", reason="Windows sends no SIGINT to one process")
def test_ctrl_c_ends_the_children_and_leaves_what_is_finished(tmp_path):
    folder = studio.build(tmp_path, "ch1_one", "ch2_endless", "ch3_waiting")
    for stem in ("ch2_endless", "ch3_waiting"):
        studio.record(folder, stem, seconds=3000)
    heard = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)  # noqa: E731  which a shell's background jobs ignore
    process = studio.start(folder, "render", "all", "--quality", "low", "--jobs", "2", preexec_fn=heard)
    assert "ch1_one" in process.stdout.readline()
    time.sleep(0.5)  # the third chapter is being started
    process.send_signal(signal.SIGINT)
    try:
        _, complaint = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 1
    assert complaint == "python -m scenes: stopped; finished videos stay.\n"
    assert running(str(folder)) == []
    assert sorted(path.name for path in (folder / "media" / "videos").iterdir()) == ["ch1_one"]
    frames(folder / "media" / "videos" / "ch1_one" / "480p15" / "Ch1One.mp4")


@pytest.mark.skipif(os.name != "posix", reason="needs resource limits")
def test_a_full_disk_is_said_and_leaves_the_old_video(first, place):
    import resource

    old = (videos(place) / "ch1_one/480p15/Ch1One.mp4").read_bytes()
    before = studio.files(videos(place))
    kept = studio.record(place, "ch1_one").read_bytes()
    studio.record(place, "ch1_one", value=2.5)
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (len(old) // 2, len(old) // 2))  # noqa: E731
    full = studio.run(place, "render", "ch1_one", "--quality", "low", preexec_fn=limit)
    (place / "media" / "traces" / "ch1_one.npz").write_bytes(kept)
    assert full.returncode == 1
    (complaint,) = full.stderr.splitlines()
    assert "not drawn: ch1_one (" in complaint
    assert "too large" in complaint
    assert (videos(place) / "ch1_one/480p15/Ch1One.mp4").read_bytes() == old
    assert studio.files(videos(place)) == before


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("render", "ch2_tow"), "there is no chapter 'ch2_tow'; did you mean ch2_two"),
        (("render", "ch2_two", "--format", "avi"), "invalid choice: 'avi'"),
        (("render", "ch2_two", "--jobs", "0"), "--jobs: 0 is no number of chapters"),
    ],
)
def test_a_mistake_on_the_command_line_is_answered_with_a_sentence(place, words, answer):
    wrong = studio.run(place, *words)
    assert wrong.returncode != 0
    assert answer in wrong.stderr
    assert "Traceback" not in wrong.stderr
