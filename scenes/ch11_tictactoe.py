"""Chapter 11: count how random games end, and you know a good move."""

from manim import FadeIn, Group

from scenes.claims import ch11_tictactoe as claims
from scenes.mobjects.playback import Clock, Playback, steadily
from scenes.sets import ch11_tictactoe as sets
from scenes.stage import Stage


class Ch11Tictactoe(Stage):
    """Random games are counted, a net learns the counts, plays by them, is misled, and mends that by a look ahead."""

    title = "Count how random games end"
    subject = "Tic Tac Toe"
    clip = ("play_as_x", "fall_into_a_trap")

    def construct(self) -> None:
        """Counting, learning, playing; where counting misleads; players of several ages; the figures."""
        self.beats(
            self.opening,
            self.play_at_random,
            self.learn,
            self.play_as_x,
            self.fall_into_a_trap,
            self.grow_older,
            self.remember,
        )

    def play_at_random(self) -> None:
        """Random games, and how they end."""
        games = sets.lesson(self.trace)
        self.change(games)
        self.say("X and O draw lots for every mark. Who wins?")
        first = int((self.trace["lesson/game"] == 0).sum()) - 1
        rows = len(self.trace["lesson/game"])
        self.roll(steadily(first + 1), 4, games)
        self.wait(0.6)
        self.say("More games: each board on the way is labelled with the game's end.")
        self.roll(steadily(rows, first), 7, games)
        self.say(claims.lesson_verdict(self.trace))
        self.leaving = Group(games)

    def learn(self) -> None:
        """The predicted chance for each first mark as games are counted, beside the exact one, and the error."""
        cells = sets.first_marks(self.trace)
        axes, curve = sets.errors(self.trace)
        games, key = self.counter("games", 7), sets.key("chance that X wins", "the exact one", sets.LEFT)
        self.change(cells, axes, key, games, curve)
        self.say(claims.untrained(self.trace))
        self.wait(0.5)
        self.say("Adjust, repeat: play random games, then predict how they end.")
        clock = steadily(len(self.trace["train/games"]))
        curve_clock: Clock = lambda share: max(clock(share) - 1, 0)  # noqa: E731 (the logarithm of no games has no place)
        counting = Playback(games, self.trace["train/games"], clock)
        self.play(Playback(cells, clock=clock), Playback(curve, clock=curve_clock), counting, run_time=9)
        self.say(claims.first_verdict(self.trace))
        self.say(claims.error_verdict(self.trace))
        self.leaving = Group(cells, axes, key, games, curve)

    def play_as_x(self) -> None:
        """Left a game as X, right the chances for each free cell; the other's answers are moments of their own."""
        game, marks = sets.as_x(self.trace), self.counter("marks", 2)
        key = sets.key("chance to win", "the exact one", sets.RIGHT)
        self.change(game, key, marks)
        self.say("X takes the cell in the red box. Then O answers, by chance.")
        rows = len(self.trace["x/action"])
        self.roll(steadily(rows), 2.0 * (rows - 1), game, marks)
        self.say(claims.x_verdict(self.trace))
        self.leaving = Group(game, key, marks)

    def fall_into_a_trap(self) -> None:
        """As O against a line of play that does its worst: left counting alone, right with one look ahead."""
        left, right = (sets.judged(self.trace, *half) for half in (("misled", sets.LEFT), ("mended", sets.RIGHT)))
        marks = self.counter("marks", 2)
        self.change(left, right, marks)
        self.say("O against an X that sets traps. In each cell: wins minus losses, below it perfect play: 1, 0, -1.")
        wrong = claims.mistake(self.trace, "misled")
        rows = max(len(self.trace[f"{reel}/action"]) for reel in ("misled", "mended"))
        halt = wrong if wrong is not None else 1
        self.roll(steadily(halt + 1), 1.7 * halt, left, right, marks)
        self.say(claims.mistake_said(self.trace))
        self.say("Right, one look ahead: it also counts how the game stands after X's best answer.")
        self.roll(steadily(rows, halt), 1.5 * (rows - 1 - halt), left, right, marks)
        self.say(claims.duel_verdict(self.trace))
        self.leaving = Group(left, right, marks)

    def grow_older(self) -> None:
        """Four ages of the player, as O against perfect play, in step."""
        boards = [sets.old(self.trace, age) for age in range(4)]
        marks = self.counter("marks", 2)
        self.change(*boards, marks)
        self.say("O after so many random games, against a perfect X.")
        rows = max(len(self.trace[f"age{age}/action"]) for age in range(4))
        self.roll(steadily(rows), 0.9 * (rows - 1), *boards, marks)
        ends = sets.endings(self.trace)
        self.play(FadeIn(ends), run_time=0.5)
        self.say(claims.ages_verdict(self.trace))
        self.leaving = Group(*boards, marks, ends)

    def remember(self) -> None:
        """The figures of both players, and the sentence to keep."""
        self.change(sets.table(self.trace))
        self.say(claims.worst_verdict(self.trace))
        self.say(claims.lesson())
        self.wait(3)
