"""The stage reads the right trace, keeps captions readable, and renders the same from everywhere."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest
from manim import RIGHT, Camera, Circle, FadeIn, Line, Square, VGroup, config, tempconfig

from learners.trace import Trace
from scenes import style
from scenes.camera import QuickCamera
from scenes.mobjects.picture import Picture
from scenes.mobjects.words import words
from scenes.settings import configure
from scenes.stage import Stage, loop
from tests.scenes.rehearsal import rehearse

ROOT = Path(__file__).resolve().parents[2]
TINY = Path(__file__).with_name("small") / "tiny.py"
TROUBLE = re.compile(r"Traceback|Error|WARNING")


# beats and captions


@pytest.fixture
def own_trace(tmp_path, monkeypatch):
    path = Trace("test_stage").write(tmp_path / "mine.npz")
    monkeypatch.setenv("ML_TRACE", str(path))


class Talk(Stage):
    """Two captions, a heading, and a beat that slides repeat."""

    title, subject = "A title", "A subject"

    def construct(self):
        self.sections = []
        self.beats(self.opening, self.talk, loop(self.turn))

    def next_section(self, *settings):
        self.sections.append(settings)
        super().next_section(*settings)

    def talk(self):
        self.say("The first sentence, which takes a while to read.")
        self.say("The second.")
        self.heading("Another title")

    def turn(self):
        self.play(FadeIn(Square()))


class Short(Talk):
    def construct(self):
        self.sections = []
        self.beats(self.opening, self.talk)


class Idle(Talk):
    def talk(self):
        self.add(Square())


def test_each_beat_is_a_section_with_the_name_of_its_method(own_trace):
    normal, loops = "presentation.normal", "presentation.loop"
    assert rehearse(Talk).sections == [("opening", normal), ("talk", normal), ("turn", loops)]


def test_a_beat_that_plays_nothing_is_an_error(own_trace):
    with pytest.raises(RuntimeError, match="The beat talk of test_stage plays nothing: play or remove it"):
        rehearse(Idle)


def test_a_caption_stays_until_it_could_be_read_and_is_in_the_subtitles(own_trace):
    first, second = rehearse(Talk).renderer.file_writer.subcaptions
    assert first.content == "The first sentence, which takes a while to read."
    for line in (first, second):
        needed = style.READING_START + len(line.content) / style.READING_SPEED
        assert (line.end - line.start).total_seconds() >= needed - 0.02
    assert first.end == second.start


def test_a_beat_begins_without_the_caption_of_the_one_before(own_trace):
    scene = rehearse(Talk)
    assert scene.said == ""
    assert len(scene.caption) == 0


def test_the_end_leaves_title_chapter_and_last_caption(own_trace):
    scene = rehearse(Short)
    assert [text.text for text in scene._left] == ["Another title", "A subject"]
    assert [line.text for line in scene.caption] == ["The second."]
    assert scene.caption[-1].baseline == pytest.approx(style.CAPTION_FOOT)
    assert scene._left[0].get_left()[0] == pytest.approx(-style.FRAME_WIDTH / 2 + style.MARGIN, abs=0.02)


# traces


def test_a_trace_of_another_chapter_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("ML_TRACE", str(Trace("ch3_neuron").write(tmp_path / "mine.npz")))
    with pytest.raises(SystemExit, match=r"mine.npz is a trace of ch3_neuron; draw it with scenes/ch3_neuron.py, or"):
        rehearse(Talk)


@pytest.mark.parametrize(
    ("content", "words"), [(None, "There is no trace"), (b"junk", "is damaged or not a trace"), (b"", "not a trace")]
)
def test_a_missing_or_damaged_trace_is_said_in_a_sentence(tmp_path, monkeypatch, content, words):
    path = tmp_path / "mine.npz"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setenv("ML_TRACE", str(path))
    with pytest.raises(SystemExit, match=f"^test_stage: .*{words}.*python -m learners"):
        rehearse(Talk)


def test_without_ml_trace_the_committed_trace_is_drawn(monkeypatch):
    monkeypatch.delenv("ML_TRACE", raising=False)
    from scenes.ch2_gradient import Ch2Gradient

    with tempconfig({"dry_run": True}):
        assert Ch2Gradient().trace.sha256 == Trace.read("ch2_gradient").sha256
    with pytest.raises(SystemExit, match=r"^test_stage: There is no trace .*/media/traces/test_stage.npz"):
        rehearse(Talk)


# the look


@pytest.mark.parametrize("theme", style.THEMES)
def test_every_color_of_words_can_be_read_on_the_ground_of_its_theme(theme, monkeypatch):
    monkeypatch.setenv("ML_THEME", theme)
    ground = luminance(style.color("ground"))
    for name in ("ink", "soft", "sky", "orange", "green", "pink", "now", "best"):
        one, other = sorted([luminance(style.color(name)), ground])
        assert (other + 0.05) / (one + 0.05) >= 4.5, name


def luminance(color):
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.to_rgb()]
    return float(np.dot(linear, [0.2126, 0.7152, 0.0722]))


def test_an_unknown_theme_lists_the_known_ones(monkeypatch):
    monkeypatch.setenv("ML_THEME", "neon")
    with pytest.raises(SystemExit, match="ML_THEME=neon: there is no such theme; there are dark, paper"):
        style.color("ink")


def test_the_look_does_not_depend_on_the_settings_that_manim_found():
    with tempconfig({"background_color": "#FF0000", "disable_caching": False}):
        configure()
        assert config.background_color == style.color("ground")
        assert config.disable_caching


def test_a_viewer_is_opened_only_where_there_is_one(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with tempconfig({"preview_command": ""}):
        configure()
        assert config.preview_command == ("true" if sys.platform == "linux" else "")
    (tmp_path / "xdg-open").touch(0o755)
    with tempconfig({"preview_command": ""}):
        configure()
        assert not config.preview_command


def test_the_quick_camera_draws_the_same_pixels():
    shapes = VGroup(
        Circle(fill_opacity=0.5), Square(stroke_width=0, fill_opacity=1).shift(2 * RIGHT), Line(), words("ink"),
        Circle(stroke_opacity=0, fill_opacity=0), Square(fill_opacity=0).shift(3 * RIGHT),
    )  # fmt: skip
    with tempconfig({"pixel_width": 160, "pixel_height": 90}):
        pictures = []
        for camera in (Camera(), QuickCamera()):
            camera.capture_mobjects([shapes])
            pictures.append(camera.pixel_array.copy())
    assert np.array_equal(*pictures)
    assert pictures[0].std() > 10


def test_the_quick_camera_draws_the_same_pictures_wherever_they_lie():
    chance = np.random.default_rng(0)
    with tempconfig({"pixel_width": 160, "pixel_height": 90}):
        for _ in range(40):
            pixels = chance.integers(0, 256, (*chance.integers(1, 60, 2), 3))
            picture = Picture(pixels, chance.uniform(0.1, 20)).shift([*chance.uniform(-8, 8, 2), 0])
            for each in (picture, picture.copy().rotate(0.3), picture.copy().set_opacity(0.5)):
                plain, quick = Camera(), QuickCamera()
                plain.capture_mobjects([each])
                quick.capture_mobjects([each])
                assert np.array_equal(plain.pixel_array, quick.pixel_array)


# whole renders, each of a second or two


def render(folder, trace, media, *options, **environment):
    """Starts manim on the small scene as a person would, in a folder of their choice."""
    command = [sys.executable, "-m", "manim", "-ql", "--progress_bar", "none", "--media_dir", str(media), *options]
    settings = {**os.environ, "ML_TRACE": str(trace), "PYTHONPATH": str(ROOT), **environment}
    return subprocess.Popen(
        [*command, str(TINY)], cwd=folder, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    """Three renders: two traces at once into one folder, then the first from a folder with settings of its own."""
    folder = tmp_path_factory.mktemp("renders")
    for name, value in (("one", 1.25), ("two", 8.75)):
        trace = Trace("tiny")
        trace.record("train", value=value, picture=np.arange(9.0).reshape(3, 3))
        trace.write(folder / f"{name}.npz")
    (folder / "bin").mkdir()
    for program in ("true", "git"):  # git for the commit that a video names
        (folder / "bin" / program).symlink_to(shutil.which(program))
    bare = {"PATH": str(folder / "bin")}  # no xdg-open in it
    at_once = [render(ROOT, folder / f"{name}.npz", folder / "media", "-p", **bare) for name in ("one", "two")]
    said = [run.communicate()[0] for run in at_once]
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / "manim.cfg").write_text("[CLI]\nbackground_color = RED\nframe_rate = 10\n")
    again = render(folder / "elsewhere", folder / "one.npz", folder / "elsewhere" / "media")
    said.append(again.communicate()[0])
    return folder, said, [run.returncode for run in (*at_once, again)]


def videos(folder):
    return {path.name: path for path in folder.rglob("*.mp4") if "partial" not in str(path)}


def test_renders_end_well_also_where_a_viewer_is_asked_for_and_there_is_none(rendered):
    _, said, codes = rendered
    assert codes == [0, 0, 0], "\n".join(said)
    assert not [text for text in said if TROUBLE.search(text)]


def test_the_video_carries_the_name_of_the_trace_and_has_subtitles(rendered):
    folder, _, _ = rendered
    found = videos(folder / "media")
    assert sorted(found) == ["one.mp4", "two.mp4"]
    assert "It is said." in found["one.mp4"].with_suffix(".srt").read_text()


def test_a_changed_number_changes_the_video(rendered):
    folder, _, _ = rendered
    found = videos(folder / "media")
    assert found["one.mp4"].read_bytes() != found["two.mp4"].read_bytes()
    one, two = last_frame(found["one.mp4"]), last_frame(found["two.mp4"])
    changed = np.abs(one - two).max(axis=2) > 40
    assert 20 < changed.sum() < 0.02 * changed.size


def test_two_renders_at_once_and_another_folder_give_the_same_bytes(rendered):
    folder, _, _ = rendered
    there, elsewhere = videos(folder / "media"), videos(folder / "elsewhere")
    assert there["one.mp4"].read_bytes() == elsewhere["one.mp4"].read_bytes()
    pieces = [path.name for path in (folder / "media").rglob("partial_movie_files/*")]
    assert sorted(pieces) == ["Tiny-one", "Tiny-two"]


def test_a_picture_made_of_numbers_is_rendered(rendered):
    folder, _, _ = rendered
    frame = last_frame(videos(folder / "media")["one.mp4"])
    cells = frame[240 + np.array([-60, 0, 60]), :][:, 427 - 180 + np.array([-60, 0, 60])].reshape(9, 3)
    wanted = np.array([[255 * part for part in style.heat(value / 9).to_rgb()] for value in range(9)])
    assert np.abs(cells - wanted).max() < 12


def last_frame(path):
    with av.open(str(path)) as video:
        *_, last = video.decode(video=0)
    return last.to_ndarray(format="rgb24").astype(int)
