"""Chapter 16: do more of what was followed by points."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from manim import FadeIn, FadeOut, Group, Mobject, VGroup

from scenes.claims import atari
from scenes.claims import ch16_pong as claims
from scenes.mobjects.guessing import Guessing
from scenes.mobjects.playback import Playback, hurrying, speed, steadily, straight, stretch
from scenes.mobjects.scores import Bars
from scenes.mobjects.screen import Tempo
from scenes.mobjects.thinking import Chart, Thinking
from scenes.mobjects.words import Counter
from scenes.sets import ch16_pong as sets
from scenes.stage import Stage

IN_STEP = 5.0  # seconds on screen for reels that play side by side
FAST, OWN_PACE = 8, 1.5  # a reel that would run so many times as fast as its game is hurried after so many seconds


class Ch16Pong(Stage):
    """A network that plays Pong: before and after learning, what one lesson changes, and its best game."""

    title = "Do more of what was followed by points"
    subject = "Policy gradients play Pong"
    clip: ClassVar[tuple[str, ...]] = ("play_best",)
    whole, ends = 12.0, (2.5, 2.5)  # seconds of the best game on screen, and of its two ends at its own pace
    sides = "The network holds the right paddle: left {}, right after, same step."
    repeat = "Adjust, repeat: after each lesson it plays on with the new probabilities."

    def construct(self) -> None:
        """The game; before and after; what is seen; one lesson; growing older; variants; the best game; figures."""
        beats = [
            (self.opening, True),
            (self.meet, "best/screen" in self.trace),
            (self.play_before_and_after, len(atari.ages(self.trace)) > 1),
            (self.see, "seen/frame" in self.trace),
            (self.learn_from_a_point, "lesson/advantage" in self.trace),
            (self.grow_older, True),
            (self.compare_kinds, bool(claims.kinds(self.trace))),
            (self.play_best, "best/screen" in self.trace),
            (self.remember, "figures" in self.trace.facts),
        ]
        self.beats(*[beat for beat, is_recorded in beats if is_recorded])

    def meet(self) -> None:
        """The game, and what is what on its screen."""
        picture, names = sets.cast(self.trace)
        frames = self.trace["best/screen"]
        self.change(picture, names)
        self.say("Pong. Whoever lets the ball pass gives the other a point. Who first has 21 wins.")
        self.play(Playback(picture, frames, steadily(min(len(frames), 301))), run_time=5)
        self.leaving = Group(picture, names)

    def play_before_and_after(self) -> None:
        """The same time before and after learning, side by side."""
        self.play_side_by_side(claims.hook(self.trace))

    def see(self) -> None:
        """From screens to four grey pictures, and from these to probabilities and a value."""
        eyes = sets.Eyes(self.trace)
        self.change(eyes)
        self.say(claims.seeing(self.trace))
        self.play(FadeIn(eyes.shrunk), run_time=1.2)
        self.say(claims.answering(self.trace))
        self.play(FadeIn(eyes.answer), run_time=1.2)
        self.leaving = Group(eyes, eyes.shrunk, eyes.answer)

    def learn_from_a_point(self) -> None:
        """A point and the moves before it; their advantages; and what one lesson makes of two of them."""
        playing = sets.thinking(self.trace, "lesson", claims.move_names(self.trace))
        value, advantage = sets.values(self.trace, "lesson"), sets.advantages(self.trace)
        pace, point = sets.pace(self.trace, "lesson"), claims.lesson_point(self.trace)
        first, last = max(0, point - round(5 * pace)), min(point + round(pace), len(playing.moves) - 1)
        self.change(playing.show(first), value.show(first))
        self.say("It draws its move by chance: the longer the bar, the likelier. Red: the move it made.")
        clock = steadily(last + 1, first)
        self.play(*[Playback(each, clock=clock) for each in (playing, value)], run_time=max((last - first) / pace, 1))
        self.say(claims.point_verdict(self.trace))
        self.play(FadeOut(value), FadeIn(advantage.show(last)), run_time=0.8)
        self.say("Advantage: better than the value promised. Learning raises log-probability × advantage.")
        self.teach(playing, advantage, good=True)
        self.teach(playing, advantage, good=False)
        self.say(claims.lesson_verdict(self.trace))
        self.leaving = Group(playing, advantage)

    def grow_older(self) -> None:
        """The players of several ages in a row, and the learning curve under them."""
        panels, reels = sets.aged(self.trace), atari.ages(self.trace)
        growth = sets.growth(self.trace, *((10.5, 1.0, (0.4, -1.95)) if panels else (9.0, 3.6, (0.3, -0.3))))
        self.change(growth)
        self.say(self.repeat)
        stops: list[tuple[float, Group]] = [
            (float(self.trace.facts[reel]["steps"]), panel) for reel, panel in zip(reels, panels, strict=True)
        ]
        stops = stops or [(float(self.trace[f"{atari.training(self.trace)}/steps"][-1]), Group())]
        before, seconds = 0.0, 4.0 / len(stops)
        for steps, panel in stops:
            arriving = Playback(growth, clock=straight(before, steps), between=True, even=True)
            self.play(arriving, FadeIn(panel), run_time=seconds)
            before = steps
        self.leaving = Group(growth, *panels)
        if panels:
            step, tempo = self.counter("step"), self.game_pace(sets.pace(self.trace, reels[0]))
            self.play(FadeIn(step, tempo), run_time=0.4)
            self.run(panels, step, tempo)
            self.leaving.add(step, tempo)
        self.say(self.curve_verdict() + atari.gap_in_words(self.trace))

    def compare_kinds(self) -> None:
        """Short runs of equal length: the plain idea, with a critic, with clipping too."""
        axes, curves, names = sets.kinds(self.trace)
        self.change(axes, names, *curves.values())
        self.say(claims.kinds_verdict(self.trace))
        self.play(*[Playback(curve, clock=steadily(len(curve.x))) for curve in curves.values()], run_time=4)
        if words := claims.passes_verdict(self.trace):
            self.say(words)
        self.wait(0.5)
        self.leaving = Group(axes, names, *curves.values())

    def play_best(self) -> None:
        """The best game: its beginning and end at their own pace, hurried between."""
        chart = sets.values(self.trace, "best")
        playing = sets.thinking(self.trace, "best", claims.move_names(self.trace), chart)
        points, pace = self.counter("points ahead"), sets.pace(self.trace, "best")
        self.hurry([playing], points, self.trace["best/score"], pace, claims.best_game(self.trace))
        self.say(claims.best_verdict(self.trace))
        self.wait(1)

    def remember(self) -> None:
        """The figures, and the sentence to keep."""
        self.rank()
        self.say(claims.lesson(self.trace))
        self.wait(1)

    def rank(self, *said: str) -> None:
        """The scores beside those of others: bars that grow from zero, the best on top."""
        self.raise_bars(*sets.scores(self.trace, *said))

    def raise_bars(self, bars: Bars, notes: VGroup, asked: str = "") -> None:
        """Bars that grow from zero, above what there is to say about them; the caption asks what they answer."""
        self.change(bars.show(0), notes)
        if asked:
            self.say(asked)
        self.play(Playback(bars, clock=straight(0, 1), between=True, even=True), run_time=1)
        self.leaving = Group(bars, notes)

    def play_side_by_side(self, verdict: str) -> None:
        """The first and the last age, in step."""
        panels = self.panels()
        step, tempo = self.counter("step"), self.game_pace(sets.pace(self.trace, "age_0"))
        self.change(*panels, step, tempo)
        self.say(self.sides.format(atari.beginning(self.trace)))
        self.run(panels, step, tempo)
        self.say(verdict)
        self.leaving = Group(*panels, step, tempo)

    def curve_verdict(self) -> str:
        """What is said of the learning curve."""
        return atari.curve_verdict(self.trace)

    def panels(self) -> Sequence[sets.Playing | Guessing]:
        """The first and the last age."""
        return sets.pair(self.trace, [atari.ages(self.trace)[0], atari.ages(self.trace)[-1]])

    def teach(self, playing: Thinking, advantage: Chart, good: bool) -> None:
        """Goes to one move, and shows all probabilities before and after the lesson."""
        self.clear_caption()
        row = claims.example(self.trace, good)
        way = straight(playing.row, row)
        self.play(*[Playback(each, clock=way) for each in (playing, advantage)], run_time=1.2)
        self.say(claims.example_verdict(self.trace, good))
        mark = sets.ghost(playing.bars, int(playing.moves[row]))
        self.play(FadeIn(mark), run_time=0.3)
        both = [self.trace[f"lesson/{column}"][row].astype(float) for column in ("probability", "after")]
        self.play(Playback(playing.bars, both, between=True), run_time=1.2)
        self.play(FadeOut(mark), run_time=0.3)

    def hurry(
        self,
        panels: Sequence[Mobject],
        counter: Counter,
        counts: np.ndarray,
        pace: float,
        said: str,
        said_last: str | None = None,
    ) -> None:
        """Plays a long stretch with what is counted in it: both ends at their own pace, hurried between.

        Where there are words for the end, they are said before it, and it plays while they are read.
        """
        rows = len(counts)
        seconds = min(self.whole, max((rows - 1) / pace, 1.0))
        clock, tempo = hurrying(rows, seconds, pace, *self.ends), self.game_pace(pace)
        self.change(*panels, counter.show(counts[0]), tempo)
        cut = max(0.5, 1 - self.ends[1] / seconds) if said_last else 1.0
        for words, start, end in ((said, 0.0, cut), (said_last, cut, 1.0)):
            if words:
                self.say(words)
                ways = [stretch(each, start, end) for each in (clock, speed(clock, seconds))]
                self.play(
                    *[Playback(panel, clock=ways[0]) for panel in panels],
                    Playback(counter, counts, ways[0]),
                    Playback(tempo, clock=ways[1], between=True, even=True),
                    run_time=(end - start) * seconds,
                )
        self.leaving = Group(*panels, counter, tempo)

    def run(self, panels: Sequence[sets.Playing | Guessing], step: Mobject, tempo: Tempo) -> None:
        """Plays several reels in step, as far as the longest goes; much longer ones begin at their own pace."""
        rows = max(len(panel.frames) for panel in panels)
        is_long = rows > FAST * tempo.usual * IN_STEP
        clock = hurrying(rows, IN_STEP, tempo.usual, OWN_PACE, 0.0) if is_long else steadily(rows)
        self.play(
            *[Playback(each, clock=clock) for each in (*panels, step)],
            Playback(tempo, clock=speed(clock, IN_STEP), between=True, even=True),
            run_time=IN_STEP,
        )
