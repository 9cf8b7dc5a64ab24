"""Chapter 8: a network that predicts winning can choose a move."""

import numpy as np
from manim import DOWN, UP, FadeIn, FadeOut, ReplacementTransform, VGroup

from scenes.claims import ch8_frozenlake as claims
from scenes.mobjects.lake import Walk
from scenes.mobjects.playback import Playback, accelerating, steadily
from scenes.sets import ch8_frozenlake as sets
from scenes.stage import Stage


class Ch8Frozenlake(Stage):
    """Random games are counted, a network learns what they say, and its predictions choose the moves."""

    title = "Predict winning, and you can choose"
    subject = "A network on the frozen lake"
    clip = ("adjust_and_repeat",)

    def construct(self) -> None:
        """Random games, a network, its training beside the exact chances, its games, and slippery ice."""
        self.beats(
            self.opening,
            self.play_at_random,
            self.count_many_games,
            self.initialize,
            self.adjust_and_repeat,
            self.look_at_the_start,
            self.choose_the_best_move,
            self.play_at_three_ages,
            self.ask_whether_it_was_luck,
            self.make_the_ice_slippery,
            self.remember,
        )

    def play_at_random(self) -> None:
        """A random game, noted down move by move, and labelled with its end."""
        self.lake, ledger = sets.board(self.trace), sets.ledger(self.trace)
        walk = self.walk("before")
        self.play(FadeIn(self.lake), FadeIn(walk, scale=0.5), FadeIn(ledger), run_time=0.8)
        self.say("A walker moves at random. Each of its moves is noted down.")
        clock, lines = steadily(walk.last + 1), np.arange(walk.last + 1) - walk.last + len(ledger.lines)
        self.play(Playback(walk, clock=clock, between=True), Playback(ledger, lines, clock), run_time=0.45 * walk.last)
        self.say(claims.label_line(self.trace))
        self.play(ledger.animate.fill(len(ledger.lines)), run_time=1)
        self.noted = VGroup(walk, ledger)

    def count_many_games(self) -> None:
        """Game after game, the share of wins of every move settles."""
        shares, counts = self.trace["games/share"], self.trace["games/count"]
        self.steps = self.counter("games", 7)
        table = sets.table(self.trace)
        self.play(FadeOut(self.noted), FadeIn(self.steps), FadeIn(table), run_time=0.6)
        self.say(claims.many_games(self.trace))
        clock = steadily(len(counts))
        moving = [Playback(each, shares, clock) for each in (self.lake, table)]
        self.play(*moving, Playback(self.steps, counts, clock), run_time=7)
        self.say(claims.random_line(self.trace))
        self.table = table

    def initialize(self) -> None:
        """A network: a place and a move go in, a chance comes out."""
        frame, inputs, output = sets.network(self.trace)
        pairs = sets.pairs(self.trace)
        self.play(FadeOut(self.table), FadeOut(self.steps), run_time=0.5)
        self.lake.show(np.zeros((16, 4)))  # the network knows nothing of what was counted
        self.play(FadeIn(frame), FadeIn(inputs), FadeIn(output), run_time=0.8)
        self.say("A network gets a place and a move, and gives the chance to win. It never sees the rules.")
        clock = steadily(len(pairs))
        guesses, walk = self.trace["train/chance"][0][tuple(pairs.T)], Walk(self.lake, pairs[:, 0], recent=0)
        asked = Playback(inputs, pairs, clock), Playback(output, guesses, clock)
        self.play(*asked, Playback(walk, clock=clock), run_time=5)
        self.say(claims.guess_line(self.trace))
        self.lake.show(self.trace["train/chance"][0])
        self.play(FadeOut(walk), run_time=0.8)
        self.box = VGroup(frame, inputs, output)

    def adjust_and_repeat(self) -> None:
        """Training: every prediction moves to the exact chance that the network was never told."""
        chances, steps, losses = (self.trace[f"train/{name}"] for name in ("chance", "step", "loss"))
        self.plot, self.cloud, where = sets.against_truth(self.trace)
        self.steps, self.loss = self.counter("step"), sets.loss(self.trace)
        self.play(FadeOut(self.box), run_time=0.4)
        self.play(FadeIn(self.plot), FadeIn(self.cloud), FadeIn(self.steps), FadeIn(self.loss), run_time=0.8)
        self.say("Adjust, repeat: a dot is a place and a move. On the line the prediction is exact.")
        clock = accelerating(len(steps), 30)
        self.play(
            Playback(self.lake, chances, clock),
            Playback(self.cloud, chances[:, where[0], where[1]], clock),
            Playback(self.loss, losses[:, None], clock),
            Playback(self.steps, steps, clock),
            run_time=12,
        )
        self.say(claims.training_line(self.trace))

    def look_at_the_start(self) -> None:
        """The four moves of the start, predicted and exact."""
        start = sets.start_table(self.trace)
        leaving = VGroup(self.plot, self.cloud, self.loss, self.steps)
        self.play(FadeOut(leaving), FadeIn(start), run_time=0.8)
        self.say(claims.start_line(self.trace))
        self.wait(0.5)
        self.start = start

    def choose_the_best_move(self) -> None:
        """In every place the four chances, and the highest one is taken."""
        bars, around = sets.bars(self.trace)
        walk = self.walk("after")
        self.steps = self.counter("move")
        self.play(FadeOut(self.start), run_time=0.4)
        self.play(FadeIn(bars), FadeIn(around), FadeIn(self.steps), FadeIn(walk, scale=0.5), run_time=0.8)
        self.say(claims.choosing_line(self.trace))
        values = self.trace["after/values"][:-1]
        clock = steadily(walk.last + 1)
        moving = Playback(walk, clock=clock, between=True), Playback(self.steps, clock=clock)
        self.play(*moving, Playback(bars, values, clock), run_time=1.3 * min(walk.last, 6))
        self.wait(0.5)
        self.chosen = VGroup(bars, around, walk)

    def play_at_three_ages(self) -> None:
        """The same game, before, during and after training, move by move."""
        reels = claims.ages(self.trace)
        places = zip(reels, np.linspace(-4.5, 4.5, len(reels)), strict=True)
        games = [sets.outing(self.trace, reel, x) for reel, x in places]
        self.play(
            FadeOut(self.chosen),
            ReplacementTransform(self.lake, games[-1].lake),
            self.steps.animate.show(0),
            run_time=0.8,
        )
        self.play(*[FadeIn(game) for game in games[:-1]], FadeIn(games[-1][1:]), run_time=0.6)
        self.say("The same game after more and more training, always by the highest chance.")
        clock = steadily(min(max(game.last for game in games), 8) + 1)
        moving = [Playback(game, clock=clock, between=True) for game in games]
        self.play(*moving, Playback(self.steps, clock=clock), run_time=4)
        self.play(*[game.end() for game in games], run_time=0.5)
        self.wait(1)
        self.games = VGroup(*games)

    def ask_whether_it_was_luck(self) -> None:
        """Other learners, with other games and other first weights."""
        field, names = sets.luck(self.trace)
        self.play(FadeOut(self.games), FadeOut(self.steps), FadeIn(field), FadeIn(names), run_time=0.8)
        self.say(claims.seeds_line(self.trace))
        self.play(Playback(field, rows=field.equal.size), run_time=4)
        self.luck = VGroup(field, names)

    def make_the_ice_slippery(self) -> None:
        """On slippery ice it is played and learned in rounds."""
        self.lake, chart = sets.board(self.trace).shift(0.35 * DOWN), sets.chart_of_wins(self.trace)
        chances, rounds = self.trace["ice/chance"], self.trace["ice/round"] + 1
        self.steps = self.counter("round")
        self.play(FadeOut(self.luck), FadeIn(self.lake), FadeIn(chart), FadeIn(self.steps), run_time=0.8)
        self.say(claims.ice_line(self.trace))
        clock = steadily(len(chances))
        moving = Playback(self.lake, chances, clock), Playback(self.steps, rounds, clock)
        self.play(*moving, Playback(chart, clock=clock), run_time=8)
        walk = self.walk("slippery")
        self.say(claims.ice_verdict(self.trace))
        self.play(FadeIn(walk, scale=0.5), run_time=0.4)
        self.play(Playback(walk, rows=walk.last + 1, between=True), run_time=min(0.2 * walk.last, 5))
        self.ice = VGroup(chart, self.steps, walk)

    def remember(self) -> None:
        """The final chances, the moves they choose, and the sentence to keep."""
        bars, around = sets.bars(self.trace)
        self.play(FadeOut(self.ice), self.lake.animate.shift(0.35 * UP), run_time=0.5)
        self.lake.show(self.trace["train/chance"][-1])
        walk = self.walk("after")
        self.play(FadeIn(bars), FadeIn(around), FadeIn(walk), run_time=0.8)
        self.say(claims.lesson_to_keep(self.trace))
        clock = steadily(walk.last + 1)
        values = self.trace["after/values"][:-1]
        moving = Playback(walk, clock=clock, between=True), Playback(bars, values, clock)
        self.play(*moving, run_time=0.6 * min(walk.last, 8))
        self.wait(2.5)

    def walk(self, reel: str) -> Walk:
        """A recorded game on the lake of this moment."""
        return Walk(self.lake, self.trace[f"{reel}/observation"], self.trace[f"{reel}/action"])
