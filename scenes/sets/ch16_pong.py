"""What stands on the stage in chapter 16: screens, what the network sees and thinks, curves and figures."""

from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arrow, Group, Line, ManimColor, Rectangle, VGroup

from learners.trace import Trace
from scenes import style
from scenes.claims import atari
from scenes.claims import ch16_pong as claims
from scenes.mobjects.axes import Axes
from scenes.mobjects.bars import Bars
from scenes.mobjects.curve import Curve
from scenes.mobjects.growth import Growth, score_axes, unit
from scenes.mobjects.picture import Picture
from scenes.mobjects.readout import Readout
from scenes.mobjects.scores import Score, Scores
from scenes.mobjects.screen import FRAMES_A_SECOND, Reel, Refine, Screen
from scenes.mobjects.thinking import WIDE, Chart, Thinking
from scenes.mobjects.words import column_of, fitted, words

MIDDLE = (style.CONTENT_TOP + style.CONTENT_BOTTOM) / 2
THINGS = {"the console's paddle": 3, "the paddle of the network": 1, "the ball": 4}  # and their palette colors
BOUNDS = {"pong": (-21.0, 21.0)}  # the scores of games that have a lowest and a highest
TINTS = {"plain": "sky", "critic": "orange", "clipped": "green"}


def screen(trace: Trace, reel: str, width: float, first: int = 0, refine: Refine | None = None) -> Screen:
    """The screen of a reel, at a row."""
    return Screen(trace.facts["palette"], trace[f"{reel}/screen"][first], width, refine)


def pace(trace: Trace, reel: str) -> float:
    """The rows of a reel that take a second in the game itself."""
    return FRAMES_A_SECOND / float(trace.facts[reel]["every"])


def seconds(trace: Trace, reel: str) -> np.ndarray:
    """The time of each row of a reel in the game, from the reel's beginning."""
    return np.arange(len(trace[f"{reel}/action"])) / pace(trace, reel)


def values(trace: Trace, reel: str, what: str = "points") -> Chart:
    """What the player expected, as it went: so many points, of which later ones count less."""
    return Chart(
        f"value: {what} to come, later less", seconds(trace, reel), trace[f"{reel}/value"], style.color("green")
    )


def advantages(trace: Trace) -> Chart:
    """How much better each move of the lesson turned out than expected."""
    over, pink = seconds(trace, "lesson"), style.color("pink")
    return Chart("advantage of each move", over, trace["lesson/advantage"], pink, whole=True)


def thinking(trace: Trace, reel: str, names: list[str], chart: Chart | None = None) -> Thinking:
    """A reel with the probabilities of the moves."""
    frames, shares, moves = (trace[f"{reel}/{column}"] for column in ("screen", "probability", "action"))
    return Thinking(screen(trace, reel, WIDE), frames, "how probable each move is", names, shares, moves, chart)


class Playing(Reel):
    """A screen with its name over it and, where asked for, the points so far under it; `show` takes a row."""

    def __init__(
        self, trace: Trace, reel: str, name: str, width: float, with_points: bool, refine: Refine | None = None
    ) -> None:
        self.scores, picture = trace[f"{reel}/score"], screen(trace, reel, width, refine=refine)
        head = words(name, style.LABEL, style.color("soft")).next_to(picture, UP, buff=0.15)
        self.readout = Readout(["points"], [0], "{:4.0f}").next_to(picture, DOWN, buff=0.15)
        super().__init__(picture, trace[f"{reel}/screen"], head, *([self.readout] if with_points else []))

    def show(self, row: float) -> Self:
        """Shows a row; after the last one the last, faded."""
        self.readout.show([self.scores[self.show_picture(row)]])
        return self


def cast(trace: Trace) -> tuple[Screen, VGroup]:
    """The screen at the left, and at the right what is what, each with a patch of its color."""
    picture = screen(trace, "best", WIDE).move_to((-3.45, MIDDLE, 0))
    palette = trace.facts["palette"]
    texts = [words(name, style.HEADING) for name in THINGS]
    names = column_of(texts, 0.85).move_to((3.4, MIDDLE, 0))
    patches = VGroup()
    for text, color in zip(texts, THINGS.values(), strict=True):
        patch = Rectangle(width=0.22, height=0.5, stroke_width=0, fill_opacity=1)
        patch.set_fill(ManimColor(palette[min(color, len(palette) - 1)]))
        patches.add(patch.next_to(text, LEFT, buff=0.3))
    return picture, VGroup(names, patches)


def pair(trace: Trace, reels: list[str], refine: Refine | None = None) -> list[Playing]:
    """Two reels side by side, each with the steps of training over it and the points so far under it."""
    names = [atari.age_in_words(trace, reel) for reel in reels]
    both = [Playing(trace, reel, name, 5.7, True, refine) for reel, name in zip(reels, names, strict=True)]
    return [each.move_to((x, MIDDLE, 0)) for each, x in zip(both, (-3.4, 3.4), strict=True)]


class Eyes(Group):
    """What the network sees: the screens of four moments, the grey pictures made of them, and its answers."""

    def __init__(self, trace: Trace) -> None:
        facts, rows = trace.facts["seen"], trace["seen/row"]
        screens = trace[f"{facts['reel']}/screen"]
        names, palette = claims.move_names(trace), trace.facts["palette"]
        places = [-5.55, -3.2, -0.85, 1.5]
        self.screens = [
            Screen(palette, screens[at], 2.15).move_to((x, 1.4, 0)) for at, x in zip(rows, places, strict=True)
        ]
        frames = [np.repeat(frame[..., None], 3, 2) for frame in trace["seen/frame"]]
        self.frames = [Picture(frame, 2.15).move_to((x, -1.35, 0)) for frame, x in zip(frames, places, strict=True)]
        arrows = [_arrow((x, 0.48, 0), (x, -0.16, 0)) for x in places]
        last = int(rows[-1]) + 1
        shares = trace[f"{facts['reel']}/probability"][last].astype(float)
        bars = Bars(names, shares, 1.0, 1.1, "{:.2f}", pitch=0.56)
        value = Readout(["value"], [float(trace[f"{facts['reel']}/value"][last])], "{:5.2f}")
        value.next_to(bars, DOWN, buff=0.4).align_to(bars, RIGHT)
        answer = Group(bars, value).move_to((5.1, -1.35, 0)).align_to(np.array([6.6, 0, 0]), RIGHT)
        self.answer = Group(_arrow((2.75, -1.35, 0), (3.3, -1.35, 0)), answer)
        ago = claims.ago(trace)
        self.names = VGroup(
            *[
                fitted(text, 2.3, style.color("soft")).move_to((x, -2.75, 0))
                for text, x in zip(ago, places, strict=True)
            ]
        )
        self.shrunk = Group(*arrows, *self.frames, self.names)
        super().__init__(*self.screens)


def _arrow(start: tuple[float, ...], end: tuple[float, ...]) -> Arrow:
    arrow = Arrow(np.array(start), np.array(end), buff=0, max_tip_length_to_length_ratio=0.35)
    return arrow.set_color(style.color("soft")).set_stroke(width=style.THIN)


def growth(trace: Trace, width: float, height: float, middle: tuple[float, float]) -> Growth:
    """The learning curve, the mean score of the last hundred games, before those of trainings from other seeds."""
    reel = atari.training(trace)
    others = [(trace[f"seed_{seed}/steps"], atari.curve(trace, f"seed_{seed}")) for seed in atari.other_seeds(trace)]
    bounds = BOUNDS.get(trace.facts.get("game", ""))
    return Growth(trace[f"{reel}/steps"], atari.curve(trace, reel), width, height, middle, others, bounds)


def aged(trace: Trace, width: float = 2.95) -> list[Playing]:
    """The screens of all ages in a row, each with its steps over it and its mean score under it."""
    reels, panels = atari.ages(trace), []
    for place, reel in enumerate(reels):
        name = atari.steps_in_words(trace.facts[reel]["steps"])
        panel = Playing(trace, reel, name, width, False)
        panel.add(words(atari.mean_in_words(trace, reel), style.LABEL).next_to(panel.screen, DOWN, buff=0.15))
        x = (width + 0.33) * (place - (len(reels) - 1) / 2)
        panels.append(panel.shift(np.array([x, 0.65, 0]) - panel.screen.get_center()))
    return panels


def kinds(trace: Trace) -> tuple[Axes, dict[str, Curve], VGroup]:
    """The curves of the short runs with and without critic and clipping, and their names at the right."""
    reels = claims.kinds(trace)
    last = max(float(trace[f"{reel}/steps"][-1]) for reel in reels)
    axes = score_axes(last, [atari.curve(trace, reel) for reel in reels], 7.6, 3.6)
    axes.shift(np.array([-2.2, -0.3, 0]) - axes.rule.get_center())
    curves, names = {}, []
    for reel in sorted(reels, key=lambda reel: -atari.last_score(trace, reel)):  # named in the order they end in
        color = style.color(TINTS[reel])
        curves[reel] = Curve(axes, trace[f"{reel}/steps"] / unit(last)[0], atari.curve(trace, reel), color).show(0)
        names.append(words(claims.KINDS[reel], style.LABEL, color))
    legend = column_of(names, 0.6).next_to(axes.rule, RIGHT, buff=0.5)
    return axes, curves, VGroup(*legend)


def ghost(bars: Bars, index: int) -> Line:
    """A mark at the end of a bar: how long it was."""
    bar: Any = bars.bars[index]
    end = bar.get_right()
    mark = Line(end + 0.24 * UP, end + 0.24 * DOWN, stroke_width=style.LINE)
    return mark.set_stroke(style.color("ink"))


def scores(trace: Trace, *said: str) -> tuple[Scores, VGroup]:
    """The scores with their intervals beside those of others, and how they were measured and what else is said."""
    ranked = [
        Score(name, style.color(color), found["mean"], atari.interval(found), found["different"])
        for (name, found), color in zip(atari.rows(trace).items(), ("sky", *["green"] * 3), strict=True)
    ]
    ranked += [Score(name, style.color("soft"), score) for name, score in atari.elsewhere(trace).items()]
    texts = (atari.judged(trace), *atari.seeds_verdict(trace), *atari.hits(trace), *said, atari.legend(trace))
    drawn = Scores(ranked, pitch=min(0.5, (4.6 - 0.38 * len(texts)) / len(ranked)))
    notes = [words(text, style.LABEL, style.color("soft")) for text in texts]
    for before, note in zip([drawn, *notes], notes, strict=False):
        note.next_to(before, DOWN, buff=0.3 if before is drawn else 0.15).set_x(drawn.get_x())
    VGroup(drawn, *notes).move_to((0, MIDDLE, 0))
    return drawn, VGroup(*notes)
