"""Chapter 1: a picture of numbers becomes an animation when time is one of the axes."""

import numpy as np
from manim import FadeIn, Group

from scenes import style
from scenes.claims import ch1_animation as claims
from scenes.mobjects.moment import Moment
from scenes.mobjects.playback import Playback, steadily
from scenes.mobjects.words import words
from scenes.sets import ch1_animation as sets
from scenes.stage import Stage

SLOWLY = 8  # pulls that are seen one by one


class Ch1Animation(Stage):
    """Five slot machines and a player who learns, or a table of one's own: as lines, as a race, as a pie."""

    title = "Time makes a picture move"
    subject = "Animated graphs"
    clip = ("race_beside_the_lines",)

    def construct(self) -> None:
        """The learning step by step, then the same numbers as lines, as bars, and two pictures in step."""
        self.strange = sets.call_by_column(self.trace)
        self.rows = len(self.trace["race/label"])
        learning = [] if self.trace.facts["table"] else [self.initialize, self.adjust]
        shares = [self.pie_beside_the_lines] if self.trace.facts["share"] else []
        self.beats(
            self.opening,
            *learning,
            self.draw_the_lines,
            self.let_the_bars_race,
            self.race_beside_the_lines,
            *shares,
            self.remember,
        )

    def initialize(self) -> None:
        """Five machines, not one pull yet: no bar, and a pie of fifths."""
        self.few = min(SLOWLY, self.rows - 1)
        self.bars = sets.race(self.trace, 1.2, tuple(range(self.few + 1)), 4.0)
        self.pie = sets.pie(self.trace, 4.2)
        self.moment = self.clock()
        self.play(FadeIn(self.bars), FadeIn(self.moment), run_time=0.8)
        count = len(self.trace.facts["names"])
        self.say(f"{count} slot machines, and a bar for the pulls of each. Nobody knows which pays best.")
        self.play(FadeIn(self.pie), run_time=0.8)
        self.say(f"Initialize: the player pulls each with the same chance, {self.trace['race/share'][0, 0]:.0%}.")

    def adjust(self) -> None:
        """The first pulls one by one: one bar grows, and the pie shifts."""
        self.say("Adjust: a machine that pays more than usual is pulled more often from now on.")
        for pull in range(self.few):
            result = words(claims.pull(self.trace, pull), style.HEADING).move_to((4.2, 1.95, 0))
            self.add(result)
            self.run(pull, pull + 1, 0.9, self.bars, self.pie, self.moment)
            self.remove(result)
        self.say(claims.first_pulls(self.trace, self.few))
        self.wait(0.5)
        self.leaving = Group(self.bars, self.pie, self.moment)

    def draw_the_lines(self) -> None:
        """A line plot over time draws itself."""
        plot, lines = sets.lines(self.trace, -5.9, 4.4)
        self.moment, names = self.clock(), sets.legend(self.trace, 4.75)
        self.change(plot, names, self.moment)
        self.say(
            f"Time runs to the right, {claims.cut(self.trace.facts['value'], 20)} upward: the picture draws itself."
        )
        if self.strange:
            self.say(claims.strange_names(self.strange))
        self.run(0, self.rows - 1, 9, lines, self.moment)
        self.say(claims.race_verdict(self.trace))
        self.leaving = Group(plot, lines, names, self.moment)

    def let_the_bars_race(self) -> None:
        """The same numbers as bars: they are sorted at each moment, and overtake."""
        self.bars = sets.race(self.trace, 6.3)
        self.moment = self.clock()
        self.change(self.bars, self.moment)
        self.say(claims.drawn(self.trace))
        self.run(0, self.rows - 1, 14, self.bars, self.moment)
        self.wait(1)
        self.leaving = Group(self.bars, self.moment)

    def race_beside_the_lines(self) -> None:
        """Left the race, right the lines, at the same moment."""
        plot, lines = sets.lines(self.trace, 1.3, 6.4)
        self.bars, self.moment = sets.race(self.trace, -0.2), self.clock()
        self.change(plot, self.bars, self.moment)
        self.say("Left the bars show now, right the lines show how it came to that.")
        self.run(0, self.rows - 1, 12, self.bars, lines, self.moment)
        self.wait(1)
        self.leaving = Group(plot, lines, self.bars, self.moment)

    def pie_beside_the_lines(self) -> None:
        """Left the shares of the whole, right their lines, at the same moment."""
        plot, lines = sets.lines(self.trace, 1.3, 6.4, "share")
        self.pie, self.moment = sets.pie(self.trace, -4.7), self.clock()
        names = sets.legend(self.trace, -2.2)
        self.change(plot, names, self.pie, self.moment)
        self.say("Shares of a whole: left a pie, right the same shares over time.")
        self.run(0, self.rows - 1, 12, self.pie, lines, self.moment)
        self.say(claims.share_verdict(self.trace))
        self.leaving = Group(plot, lines, names, self.moment)

    def remember(self) -> None:
        """What came of each at the end, and the sentence to keep."""
        self.change(sets.ending(self.trace))
        if not self.trace.facts["table"]:
            self.say(claims.truth_verdict(self.trace))
            self.say(claims.players(self.trace))
        self.say(claims.lesson(self.trace))
        self.wait(2.5)

    def clock(self) -> Moment:
        """The moment that is shown, at the top right, at its start."""
        moment = Moment(claims.cut(self.trace.facts["time"], 12), [str(label) for label in self.trace["race/label"]])
        return moment.place(np.array([sets.EDGE, style.FRAME_HEIGHT / 2 - style.MARGIN, 0]))

    def run(self, first: int, last: int, seconds: float, *pictures: object) -> None:
        """Plays all pictures from one row to another, in step and at an even speed."""
        clock = steadily(last + 1, first)
        playing = []
        for each in pictures:
            frames = sets.slices(self.trace)[0] if isinstance(each, sets.Pie) else None
            playing.append(Playback(each, frames, clock, between=not isinstance(each, Moment), even=True))
        self.play(*playing, run_time=seconds)
