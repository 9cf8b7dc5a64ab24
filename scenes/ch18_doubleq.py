"""Chapter 18: a maximum over noisy guesses is too high; let one network choose and the other judge."""

from manim import FadeIn, FadeOut, Group

from scenes.ch16_pong import Ch16Pong
from scenes.claims import atari
from scenes.claims import ch18_doubleq as claims
from scenes.mobjects.guessing import Guessing
from scenes.mobjects.playback import Playback, steadily, straight
from scenes.sets import ch16_pong as sets
from scenes.sets import ch18_doubleq as own


class Ch18Doubleq(Ch16Pong):
    """Double DQN: the error of a maximum among slot machines and in Breakout, and the player that it makes."""

    title = "One network chooses, the other judges"
    subject = "Double Q-learning plays Breakout"
    clip = ("pull", "split")
    whole, ends = 9.5, (3.5, 2.5)  # seconds of the streak on screen, and of its two ends at its own pace
    sides = "Left {}, right after. Bars start just below the lowest promise."
    repeat = "Adjust, repeat: after each lesson it plays on with its new guesses."

    def construct(self) -> None:
        """Machines; both aims; guesses against what came; before and after; ages; the streak; the figures."""
        has_ages, has_row = len(atari.ages(self.trace)) > 1, "machines/paid" in self.trace
        is_filmed = "streak/screen" in self.trace
        beats = [
            (self.opening, True),
            (self.pull, has_row),
            (self.split, has_row),
            (self.average, True),
            (self.aim, is_filmed),
            (self.compare_guesses, bool(claims.kinds(self.trace))),
            (self.play_before_and_after, has_ages),
            (self.grow_older, True),
            (self.go_behind, is_filmed),
            (self.remember, "figures" in self.trace.facts),
        ]
        self.beats(*[beat for beat, is_recorded in beats if is_recorded])

    def pull(self) -> None:
        """Ten machines are pulled; the largest of their means is too high."""
        self.machines, self.pulls = own.machines(self.trace), self.counter("pulls of each")
        pulls = own.pulls(self.trace)
        self.change(self.machines, self.pulls.show(pulls[0]))
        self.say(claims.meeting(self.trace))
        last = self.machines.last
        clock = steadily(last + 1)
        moving = [Playback(self.machines, clock=clock, between=True), Playback(self.pulls, pulls, clock)]
        self.play(*moving, run_time=3)
        self.best = own.best_mean(self.trace, self.machines)
        self.play(FadeIn(self.best), run_time=0.5)
        self.say(claims.largest_verdict(self.trace))

    def split(self) -> None:
        """The first half of the same pulls chooses, the second half judges."""
        chooser, judge, choice = own.two_halves(self.trace, self.machines)
        dots, level = self.machines.dots, self.machines.level
        self.play(FadeOut(self.best, dots, level), FadeIn(chooser), run_time=0.8)
        self.say("Let the first half of these pulls choose, and the second half judge.")
        self.play(FadeIn(judge), run_time=0.8)
        self.play(FadeIn(choice), run_time=0.5)
        self.say(claims.halves_verdict(self.trace))
        self.machines.remove(dots, level)
        self.leaving = Group(self.machines, self.pulls, chooser, judge, choice)

    def average(self) -> None:
        """Many rows of machines, and more pulls of each."""
        has_rows = "rows/single" in self.trace
        axes, curves, names = own.more_pulls(self.trace, 3.9 if has_rows else 0.0)
        arriving = [axes, names, *curves]
        if has_rows:
            left, shown = own.single_rows(self.trace)
            self.change(left, *[each.show(0) for each in shown])
            clock = steadily(len(self.trace["rows/single"]))
            self.say("The same with one such row of machines after another.")
            self.play(*[Playback(each, clock=clock) for each in shown], run_time=3)
            self.say(claims.rows_verdict(self.trace))
            self.leaving = Group()
        self.change(axes, names, *[each.show(0) for each in curves])
        self.say(claims.bandit_verdict(self.trace))
        clock = steadily(len(self.trace["bandit/pulls"]))
        self.play(*[Playback(each, clock=clock, between=True, even=True) for each in curves], run_time=3)
        self.leaving = Group(*arriving, *([left, *shown] if has_rows else []))

    def aim(self) -> None:
        """What guesses of moves are moved towards, by DQN and by double DQN."""
        panel, (plain, double) = own.guessing(self.trace, "streak", 4.1).move_to((0, 0.6, 0)), own.aims()
        self.change(panel)
        self.say("In Breakout the machines are moves: a network guesses what each will bring.")
        pace = sets.pace(self.trace, "streak")
        rows, end = (min(len(panel.frames), round(seconds * pace) + 1) for seconds in (5, 8))
        self.play(Playback(panel, clock=steadily(rows)), run_time=max((rows - 1) / pace, 1))
        self.say("DQN aims at what came plus the largest guess: the same mistake.")
        self.play(FadeIn(plain), run_time=0.6)
        self.say("Double DQN: the learning network chooses the move, an older copy judges it.")
        self.play(FadeIn(double), run_time=0.6)
        if self.trace.facts.get("gap"):
            self.say(claims.gap(self.trace))
            self.play(Playback(panel, clock=steadily(end, rows - 1)), run_time=max((end - rows) / pace, 1))
        self.leaving = Group(panel, plain, double)

    def compare_guesses(self) -> None:
        """Both kinds of learner: what they expected, what came, and the gap between."""
        gaps, still = own.gaps(self.trace)
        self.change(still, *gaps)
        self.say(claims.judged_in(self.trace))
        last = max(float(gap.steps[-1]) for gap in gaps)
        clock = straight(0, last)
        self.play(*[Playback(gap, clock=clock, between=True, even=True) for gap in gaps], run_time=3.5)
        marks = own.off(self.trace, gaps)
        self.play(FadeIn(marks), run_time=0.5)
        self.say(claims.guesses_verdict(self.trace))
        self.leaving = Group(still, marks, *gaps)

    def play_before_and_after(self) -> None:
        """The same time before and after learning, side by side, with the guesses for the moves."""
        self.play_side_by_side(claims.hook(self.trace))

    def panels(self) -> list[Guessing]:
        """The first and the last age, with the guesses for their moves."""
        return own.pair(self.trace)

    def curve_verdict(self) -> str:
        """What is said of the learning curve, and of the other kind of learner."""
        return claims.curve_verdict(self.trace)

    def go_behind(self) -> None:
        """The ball behind the wall, as often running as it went."""
        count, pace = self.counter("behind the wall"), sets.pace(self.trace, "streak")
        self.hurry([own.streak(self.trace)], count, own.so_far(self.trace), pace, claims.searching(self.trace))
        self.say(claims.streak_verdict(self.trace))
        self.wait(0.3)

    def remember(self) -> None:
        """The figures, and the sentence to keep."""
        self.rank()
        self.say(claims.lesson(self.trace))
        self.wait(1)
