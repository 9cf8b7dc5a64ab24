"""Chapter 13: value flows backwards from the goal."""

import numpy as np
from manim import DOWN, UP, FadeIn, FadeOut, Indicate, ReplacementTransform, VGroup

from scenes import style
from scenes.claims import ch13_qtable as claims
from scenes.mobjects.lake import Walk
from scenes.mobjects.outing import Outing
from scenes.mobjects.playback import Clock, Playback, accelerating, steadily
from scenes.mobjects.words import Number
from scenes.sets import ch13_qtable as sets
from scenes.stage import Stage


class Ch13Qtable(Stage):
    """A walker on a lake, and the table in which it keeps what each move is worth."""

    title = "Value flows backwards from the goal"
    subject = "Q-learning on the frozen lake"
    clip = ("repeat",)

    def construct(self) -> None:
        """Initialize, adjust, repeat; then the exact answer, games at several ages, and slippery ice."""
        self.lessons = claims.lessons(self.trace)
        self.beats(
            self.opening,
            self.meet_the_lake,
            self.initialize,
            *[self.adjust, self.look_ahead][: len(self.lessons)],
            self.repeat,
            self.compare_with_the_exact_answer,
            self.play_at_three_ages,
            self.make_the_ice_slippery,
            self.cross_slippery_ice,
            self.remember,
        )

    def meet_the_lake(self) -> None:
        """The lake, and a game of random moves."""
        self.lake = sets.board(self.trace).scale(1.15).move_to((0, -0.3, 0))
        self.walker = walk = self.walk("before")
        self.play(FadeIn(self.lake), run_time=0.8)
        self.say("A frozen lake. Whoever reaches the star wins 1. Whoever falls into a hole is lost.")
        self.play(FadeIn(walk, scale=0.5), run_time=0.5)
        self.play(Playback(walk, clock=steadily(walk.last + 1), between=True), run_time=0.36 * walk.last)
        self.say(claims.random_verdict(self.trace))

    def initialize(self) -> None:
        """A table of zeros: a row for each place, a column for each move."""
        self.table = sets.table(self.trace)
        self.steps = self.counter("episode")
        numbers = [row for row in range(len(self.table.rows)) if row not in self.table.ends]
        places = sets.board(self.trace)
        marks = VGroup(*[Number(row, "{:d}", style.SMALL_DIGITS).move_to(places.place(row)) for row in numbers])
        self.play(FadeOut(self.walker), self.lake.animate.scale(1 / 1.15).move_to(sets.LEFT_BOARD), run_time=0.8)
        self.play(FadeIn(marks), run_time=0.4)
        self.say("Each place has a number, and a row in a table. Each move has a column.")
        names = [self.table.rows[row] for row in numbers]
        flights = [ReplacementTransform(mark.copy(), name) for mark, name in zip(marks, names, strict=True)]
        self.play(*flights, run_time=1.5)
        self.play(FadeIn(self.table), FadeIn(self.steps), run_time=0.8)
        self.remove(*names).add(self.table)
        self.say("Initialize: all values are 0. The table knows nothing yet.")
        self.wait(1)
        self.play(FadeOut(marks), run_time=0.5)

    def adjust(self) -> None:
        """The first step into the goal changes one entry."""
        self.sum = sets.update()
        self.say(claims.first_games(self.lessons[0]))
        self.teach(self.lessons[0], claims.first_change(self.trace, self.lessons[0]))

    def look_ahead(self) -> None:
        """A later step has no reward, but leads to where there is a value."""
        self.say(claims.next_game(self.lessons[1]))
        self.teach(self.lessons[1], claims.looking_ahead(self.trace, self.lessons[1]))

    def repeat(self) -> None:
        """All episodes: value spreads back over the lake."""
        self.readout = sets.readout(self.trace)
        first, last = int(self.steps.number.text), len(self.trace["train/error"]) - 1
        turn = min(max(claims.first_way(self.trace) + 15, first + 1), last)
        self.say("Repeat: each visit carries value one step further back. The arrows are the best moves.")
        self.play(FadeIn(self.readout), run_time=0.5)
        self.play_learning(first, turn, steadily(turn + 1 - first), 6)
        self.say(claims.way_found(self.trace, turn))
        self.play_learning(turn, last, accelerating(last + 1 - turn, 24), 6)
        self.wait(1)

    def compare_with_the_exact_answer(self) -> None:
        """The learned values beside those of value iteration."""
        self.play(FadeOut(self.table), FadeOut(self.readout), self.lake.animate.move_to((-3.3, -0.4, 0)), run_time=0.8)
        learned = Outing(self.lake, "learned", f"{self.trace['train/episode'][-1]:,} episodes")
        exact = sets.board(self.trace).move_to((3.3, -0.4, 0)).show(self.trace.facts["truth"])
        self.pair = VGroup(learned.heading, Outing(exact, "exact", "value iteration"))
        self.play(FadeIn(self.pair), run_time=0.8)
        self.say(claims.truth_verdict(self.trace))
        self.wait(1)
        self.say(claims.start_worth(self.trace))
        self.wait(1)

    def play_at_three_ages(self) -> None:
        """The same game, before, during and after learning, move by move."""
        reels = claims.ages(self.trace)
        places = zip(reels, np.linspace(-4.5, 4.5, len(reels)), strict=True)
        games = [sets.outing(self.trace, reel, x) for reel, x in places]
        self.play(
            FadeOut(self.pair), FadeOut(self.steps), ReplacementTransform(self.lake, games[-1].lake), run_time=0.8
        )
        self.steps = self.counter("move")
        self.play(*[FadeIn(game) for game in games[:-1]], FadeIn(games[-1][1:]), FadeIn(self.steps), run_time=0.6)
        self.say(claims.ages_caption(self.trace))
        clock = steadily(min(max(game.last for game in games), 12) + 1)
        moving = [Playback(game, clock=clock, between=True) for game in games]
        self.play(*moving, Playback(self.steps, clock=clock), run_time=5)
        self.play(*[game.end() for game in games], run_time=0.5)
        self.wait(1.5)
        self.games = games

    def make_the_ice_slippery(self) -> None:
        """On slippery ice the table fills too, and the exact chance of its best moves grows."""
        self.lake, self.chart = sets.board(self.trace).shift(0.35 * DOWN), sets.chart_of_wins(self.trace)
        first, *others = self.games  # the first knew nothing: its board is the new one
        leaving = [FadeOut(each) for each in (first[1:], *others, self.steps)]
        self.steps = self.counter("episode", 6)
        self.play(*leaving, ReplacementTransform(first.lake, self.lake), FadeIn(self.steps), run_time=0.8)
        self.say(claims.slippery_rule(self.trace))
        self.play(FadeIn(self.chart), run_time=0.8)
        tables, episodes = self.trace["ice/table"], self.trace["ice/episode"]
        clock = accelerating(len(tables), 10)
        moving = Playback(self.lake, tables, clock), Playback(self.steps, episodes, clock)
        self.play(*moving, Playback(self.chart, clock=clock), run_time=7)
        self.say(claims.ice_progress(self.trace))

    def cross_slippery_ice(self) -> None:
        """One game on slippery ice."""
        walk = self.walk("slippery")
        self.play(FadeIn(walk, scale=0.5), run_time=0.5)
        self.say(claims.ice_habit(self.trace))
        clock = steadily(walk.last + 1)
        self.play(Playback(walk, clock=clock, between=True), run_time=min(0.25 * walk.last, 7))
        self.say(claims.ice_verdict(self.trace))
        self.wait(1)
        self.play(FadeOut(walk), run_time=0.4)

    def remember(self) -> None:
        """The final table, its best moves on the lake, and the sentence to keep."""
        final, states = self.trace["train/table"][-1], self.trace["after/observation"][:-1]
        table = sets.table(self.trace).show(final)
        self.play(FadeOut(self.chart), FadeOut(self.steps), self.lake.animate.shift(0.35 * UP), run_time=0.5)
        self.lake.show(final)
        walk = self.walk("after")
        self.play(FadeIn(table), FadeIn(walk), run_time=0.8)
        self.say(claims.lesson_to_keep(self.trace))
        moving = Playback(walk, rows=walk.last + 1, between=True), Playback(table.lamp, states, steadily(walk.last + 1))
        self.play(*moving, run_time=0.6 * min(walk.last, 12))
        self.wait(2)

    def walk(self, reel: str) -> Walk:
        """A recorded game on the lake of this moment."""
        return Walk(self.lake, self.trace[f"{reel}/observation"], self.trace[f"{reel}/action"])

    def play_learning(self, first: int, last: int, clock: Clock, seconds: float) -> None:
        """Plays some episodes: lake, table, readout and counter in step."""
        rows = slice(first, last + 1)
        table, episodes = self.trace["train/table"][rows], self.trace["train/episode"][rows]
        moving = [Playback(each, table, clock) for each in (self.lake, self.table)]
        counting = Playback(self.readout, sets.readings(self.trace)[rows], clock), Playback(self.steps, episodes, clock)
        self.play(*moving, *counting, run_time=seconds)

    def teach(self, lesson: claims.Lesson, sentence: str) -> None:
        """Plays a recorded game up to a change of the table, and takes the change apart."""
        at = len(lesson.actions) - 1
        walk, clock, step = Walk(self.lake, lesson.states, lesson.actions), steadily(at + 1), steadily(2)
        self.play(FadeIn(walk, scale=0.5), self.steps.animate.show(lesson.episode), run_time=0.5)
        follow = Playback(walk, clock=clock, between=True), Playback(self.table.lamp, lesson.states, clock)
        self.play(*follow, run_time=0.45 * max(at, 1))
        entry = self.table.numbers[lesson.states[at]][lesson.actions[at]]
        last_move = Playback(walk, clock=lambda share: at + step(share), between=True)
        self.play(last_move, Indicate(entry, 1.5, style.color("now")), run_time=1)
        self.sum.show([lesson.old, self.trace.facts["rate"], lesson.target, lesson.old, lesson.new])
        self.say(sentence)
        self.play(FadeIn(self.sum), run_time=0.6)
        frames = [self.table.values, lesson.table]
        self.play(Playback(self.table, frames, step), Playback(self.lake, frames, step), run_time=1)
        self.wait(1)
        self.play(FadeOut(walk), FadeOut(self.sum), run_time=0.5)
        self.table.light(None)
