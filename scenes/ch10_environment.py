"""Chapter 10: a game is three questions."""

import numpy as np
from manim import FadeIn, FadeOut, Indicate, LaggedStart, ReplacementTransform, VGroup

from scenes import style
from scenes.claims import ch10_environment as claims
from scenes.mobjects.lake import Walk
from scenes.mobjects.moves import Moves
from scenes.mobjects.playback import Playback, accelerating, steadily
from scenes.mobjects.words import Number
from scenes.sets import ch10_environment as sets
from scenes.stage import Stage


class Ch10Environment(Stage):
    """A lake is built from letters, asked three questions, played on, and compared with Gymnasium's."""

    title = "A game is three questions"
    subject = "Environments"
    clip = ("take_one_step_apart", "step_by_step")

    def construct(self) -> None:
        """The lake, the three questions, one step, games, slippery ice, and the same lake elsewhere."""
        self.beats(
            self.opening,
            self.build_the_lake,
            self.where_am_i,
            self.what_may_i_do,
            self.what_did_it_bring,
            self.take_one_step_apart,
            self.step_by_step,
            self.three_endings,
            self.make_the_ice_slippery,
            self.compare_with_gymnasium,
            self.play_on_slippery_ice,
            self.remember,
        )

    def build_the_lake(self) -> None:
        """Letter by letter a map becomes a lake."""
        letters, self.lake = sets.letters(self.trace), sets.board(self.trace)
        self.play(LaggedStart(*[FadeIn(letter) for letter in letters], lag_ratio=0.1), run_time=1.2)
        self.say(claims.map_line(self.trace))
        arrivals, cells = sets.arrivals(letters, self.lake)
        self.play(LaggedStart(*arrivals, lag_ratio=0.15), run_time=5)
        self.remove(*cells, *letters).add(self.lake)

    def where_am_i(self) -> None:
        """Every place has a number."""
        cells = sets.places(self.trace)
        self.numbers = VGroup(*[Number(at, "{:d}", style.SMALL_DIGITS) for at in cells[:, 2]])
        for number, at in zip(self.numbers, cells[:, 2], strict=True):
            number.move_to(self.lake.place(at) + 0.3 * self.lake.cell * np.array([-1, 1, 0]))
        self.questions, counting = sets.questions(self.trace), sets.counting(self.trace).show(cells[0])
        walk = Walk(self.lake, cells[:, 2], recent=0)
        self.say(claims.place_line(self.trace))
        self.play(FadeIn(self.questions.parts[0]), FadeIn(counting), FadeIn(walk, scale=0.5), run_time=0.6)
        clock = steadily(len(cells))
        moving = Playback(counting, cells, clock), Playback(self.questions.place, cells[:, 2], clock)
        number_by_number = LaggedStart(*[FadeIn(number) for number in self.numbers], lag_ratio=1)
        self.play(*moving, Playback(walk, clock=clock), number_by_number, run_time=6)
        self.walk = Walk(self.lake, self.trace["solved/observation"], self.trace["solved/action"])
        self.play(FadeOut(walk), FadeOut(counting), FadeIn(self.walk), run_time=0.5)
        self.questions.place.show(self.trace["solved/observation"][0])

    def what_may_i_do(self) -> None:
        """The four actions of the first place, one after another, and where each leads."""
        state, actions = int(self.trace["solved/observation"][0]), range(len(self.trace.facts["names"]))
        self.moves = Moves(self.lake, style.color("sky"))
        self.play(FadeIn(self.questions.parts[1]), run_time=0.5)
        self.say("What may I do? Four actions. Where an edge is in the way, one stays: a ring.")
        frames = [sets.rule(self.trace, False, state, action) for action in actions]
        self.bring_to_front(self.moves, self.walk)
        clock = lambda share: min(len(frames) * share, len(frames) - 1)  # noqa: E731 (each action equally long)
        self.play(Playback(self.moves, frames, clock), Playback(self.questions.choice, actions, clock), run_time=6)
        self.moves.show((state, np.zeros_like(frames[0][1])))
        self.questions.choice.show(-1)

    def what_did_it_bring(self) -> None:
        """Reward, and whether the game is over."""
        self.play(FadeIn(self.questions.parts[2]), run_time=0.5)
        self.say("What did it bring? A reward: 1 at the star, else 0. And whether the game is over.")

    def take_one_step_apart(self) -> None:
        """An action goes in; observation, reward and the end come out."""
        before, after = sets.answers(self.trace, "solved")[:2]
        self.steps = self.counter("step")
        self.say(f"One step, slowly. The action {self.trace.facts['names'][int(before[1])]} goes in ...")
        chosen = self.questions.choice.names[int(before[1])]
        self.play(FadeIn(self.steps), self.questions.choice.animate.show(before[1]), run_time=0.5)
        self.play(ReplacementTransform(chosen.copy(), self.walk.dot.copy().set_opacity(0)), run_time=1.2)
        self.play(Playback(self.walk, rows=2, clock=steadily(2), between=True), self.steps.animate.show(1), run_time=1)
        self.say(claims.step_line(self.trace))
        answers = self.questions.place, self.questions.reward
        come = [number.copy().show(value) for number, value in zip(answers, (after[0], after[2]), strict=True)]
        self.questions.choice.show(-1)
        for number in answers:
            number.write("")
        self.play(*[ReplacementTransform(self.walk.dot.copy(), number) for number in come], run_time=1.2)
        self.remove(*come)
        self.questions.show((after[0], -1, *after[2:]))
        self.wait(1)

    def step_by_step(self) -> None:
        """The same loop until the game is over."""
        self.say("Again and again, until it is over. More a player need not know of any game.")
        frames, last = sets.answers(self.trace, "solved"), self.walk.last
        clock = steadily(last + 1, 1)
        moving = Playback(self.walk, clock=clock, between=True), Playback(self.steps, clock=clock)
        self.play(*moving, Playback(self.questions, frames, clock), run_time=1.2 * (last - 1))
        self.wait(1)

    def three_endings(self) -> None:
        """Three games that end in three ways, move by move."""
        games = sets.games(self.trace)
        self.play(
            FadeOut(self.questions), FadeOut(self.numbers), FadeOut(self.walk), self.steps.animate.show(0), run_time=0.5
        )
        others = [FadeIn(game) for game in (games[0], games[2])]
        self.play(ReplacementTransform(self.lake, games[1].lake), FadeIn(games[1][1:]), *others, run_time=0.8)
        self.say(claims.games_line(self.trace))
        clock = accelerating(max(game.last for game in games) + 1, 7)
        moving = [Playback(game, clock=clock, between=True) for game in games]
        self.play(*moving, Playback(self.steps, clock=clock), run_time=8)
        self.play(*[game.end() for game in games], run_time=0.5)
        self.wait(1)
        self.games = games

    def make_the_ice_slippery(self) -> None:
        """The same action on firm and on slippery ice: one place, or three."""
        state, action = (int(self.trace[f"slippery/{name}"][0]) for name in ("observation", "action"))
        self.firm, self.icy = sets.kinds_of_ice(self.trace)
        first, second, third = self.games
        boards = (first.lake, self.firm.lake), (third.lake, self.icy.lake)
        leaving = [FadeOut(each) for each in (first[1:], second, third[1:], self.steps)]
        self.play(*leaving, *[ReplacementTransform(*pair) for pair in boards], run_time=0.8)
        self.play(FadeIn(self.firm[1:]), FadeIn(self.icy[1:]), run_time=0.5)
        self.say(claims.slippery_line(self.trace))
        self.leads = [Moves(each.lake, style.color("sky")) for each in (self.firm, self.icy)]
        for slippery, moves in enumerate(self.leads):
            moves.show(sets.rule(self.trace, bool(slippery), state, action))
            self.play(FadeIn(moves), run_time=0.8)
            self.wait(0.8)

    def compare_with_gymnasium(self) -> None:
        """Rule by rule: where ours leads, and whether Gymnasium's leads there with the same chance."""
        field, names = sets.checks(self.trace)
        self.lake, self.moves, self.steps = self.firm.lake, self.leads[0], self.counter("rules compared")
        leaving = VGroup(self.icy, self.leads[1], *self.firm[1:])
        self.play(FadeOut(leaving), FadeIn(field), FadeIn(names), FadeIn(self.steps), run_time=0.6)
        self.add(self.lake, self.moves)
        self.say("Each rule beside Gymnasium's own Frozen Lake: a row for each place, a column for each action.")
        count = field.equal.size
        half, actions = field.equal.shape[1] // 2, range(field.equal.shape[1])
        order = [(row, column) for row in range(len(field.equal)) for column in actions]
        frames = [sets.rule(self.trace, column >= half, row, column % half) for row, column in order]
        clock = steadily(count)
        self.play(
            Playback(self.moves, frames, clock),
            Playback(field, clock=clock),
            Playback(self.steps, np.arange(1, count + 1), clock),
            run_time=8,
        )
        self.say(claims.agreement(self.trace))
        self.field = VGroup(field, names)

    def play_on_slippery_ice(self) -> None:
        """The six moves that won, where the ice decides too."""
        self.walk = Walk(self.lake, self.trace["slippery/observation"], self.trace["slippery/action"])
        self.questions = sets.questions(self.trace)
        frames = sets.answers(self.trace, "slippery")
        self.questions.show(frames[0])
        self.play(FadeOut(self.field), FadeOut(self.steps), FadeOut(self.moves), run_time=0.5)
        self.steps = self.counter("step")
        self.play(FadeIn(self.questions), FadeIn(self.walk), FadeIn(self.steps), run_time=0.6)
        self.say(claims.six_moves(self.trace))
        clock = steadily(self.walk.last + 1)
        moving = Playback(self.walk, clock=clock, between=True), Playback(self.questions, frames, clock)
        self.play(*moving, Playback(self.steps, clock=clock), run_time=min(0.7 * self.walk.last, 7))
        self.say(claims.room_above(self.trace))

    def remember(self) -> None:
        """The three questions to keep."""
        frames = sets.answers(self.trace, "solved")
        walk = Walk(self.lake, self.trace["solved/observation"], self.trace["solved/action"])
        back = self.questions.animate.show(frames[0]), self.steps.animate.show(0)
        self.play(FadeOut(self.walk), FadeIn(walk), *back, run_time=0.6)
        self.say("Where am I, what may I do, what did it bring? Every game to come answers these three.")
        for part in self.questions.parts:
            self.play(Indicate(part[0], 1.2, style.color("ink")), run_time=0.7)
        clock = steadily(walk.last + 1)
        moving = Playback(walk, clock=clock, between=True), Playback(self.steps, clock=clock)
        self.play(*moving, Playback(self.questions, frames, clock), run_time=6)
        self.wait(2.5)
