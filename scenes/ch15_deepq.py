"""Chapter 15: when the table would be too large, a network stands in."""

from manim import FadeIn, FadeOut, Group

from scenes.claims import ch15_deepq as claims
from scenes.mobjects.playback import Playback, speed, steadily
from scenes.sets import ch15_deepq as sets
from scenes.sets.ch9_cartpole import old, places
from scenes.stage import Stage

SLOWLY = 50  # steps of the last game that are seen in the viewer's time


class Ch15Deepq(Stage):
    """A network that says what each push is worth: untaught, learning, at several ages, and standing."""

    title = "A network stands in for the table"
    subject = "Deep Q-learning"
    clip = ("balance",)

    def construct(self) -> None:
        """The state; the untaught network; learning; what it expects; ages; the taught network; the figures."""
        self.beats(
            self.opening,
            self.count_the_cells,
            self.fall_untaught,
            self.learn,
            self.settle,
            self.grow_older,
            self.balance,
            self.remember,
        )

    def count_the_cells(self) -> None:
        """A first short game, and the four numbers that a table would have to cut."""
        first, steps = sets.first_cart(self.trace), self.counter("step")
        self.change(steps, first)
        self.say(claims.too_large(self.trace))
        self.roll(steadily(len(self.trace["age0/action"])), 4, first, steps)
        self.say("Instead a network: the state goes in, the value of each push comes out.")
        self.leaving = Group(steps, first)

    def fall_untaught(self) -> None:
        """The same game with what the network makes of it: activations, and both values."""
        mind, steps = sets.Mind(self.trace, "age0"), self.counter("step")
        self.change(steps, mind)
        self.say("Initialize: random weights. It takes the push with the higher value, in red.")
        self.roll(steadily(mind.last + 1), 6, mind, steps)
        self.say(claims.first_verdict(self.trace))
        self.leaving = Group(steps, mind)

    def learn(self) -> None:
        """The length of games and the value of every lean, as learning goes on."""
        axes, curve, region, head = sets.growth(self.trace)
        steps, field = self.counter("step", 6), self.trace["train/field"].max(axis=-1)
        self.change(axes, head, steps, region, curve)
        rows = len(field)
        for sentence, start, end in (
            (
                "Adjust: played steps go into a memory; random handfuls of them are learned again and again.",
                0,
                rows // 3,
            ),
            (
                claims.aim(self.trace),
                rows // 3,
                rows - 1,
            ),
        ):
            self.say(sentence)
            clock = steadily(end + 1, start)
            moving = [Playback(each, frames, clock) for each, frames in ((region, field), (steps, self.steps_learned))]
            self.play(*moving, Playback(curve, clock=clock), run_time=6)
        self.say(claims.learning_verdict(self.trace))
        self.leaving = Group(axes, head, steps, region, curve)

    def settle(self) -> None:
        """What it expects for a cart at rest, against the exact value of never falling."""
        axes, curves, names = sets.settling(self.trace)
        steps = self.counter("step", 6)
        self.change(axes, names, steps, *curves)
        self.say("What it expects from a cart at rest. Each step pays 1, later ones count less.")
        clock = steadily(len(self.steps_learned))
        self.play(
            *[Playback(curve, clock=clock) for curve in curves],
            Playback(steps, self.steps_learned, clock),
            run_time=5,
        )
        self.say(claims.value_verdict(self.trace))
        self.leaving = Group(axes, names, steps, *curves)

    def grow_older(self) -> None:
        """The same start, played by the network at several ages, in step."""
        ages = claims.ages(self.trace)
        carts = [old(self.trace, age, place) for age, place in zip(ages, places(len(ages)), strict=True)]
        self.change(*carts)
        self.say("The same start, played after so many steps of learning.")
        self.roll(steadily(max(len(self.trace[f"age{age}/action"]) for age in ages)), 8, *carts)
        self.say(claims.ages_verdict(self.trace))
        self.leaving = Group(*carts)

    def balance(self) -> None:
        """The taught network: the first steps slowly, then the rest."""
        mind, steps = sets.Mind(self.trace, "after"), self.counter("step")
        early = min(SLOWLY, mind.last // 2)
        self.change(steps, mind)
        self.say("After learning, the same start: left the cart, right what the network makes of it.")
        self.roll(steadily(early + 1), 6, mind, steps)
        clock, seconds = steadily(mind.last + 1, early), 7.5
        pace = self.pace().show(speed(clock, seconds)(0.5))
        self.play(FadeIn(pace), run_time=0.4)
        self.roll(clock, seconds, mind, steps)
        self.play(FadeOut(pace), run_time=0.3)
        self.say(claims.ending(self.trace))
        self.leaving = Group(steps, mind)

    def remember(self) -> None:
        """The figures, and the sentence to keep."""
        self.change(sets.table(self.trace))
        self.say(claims.lesson(self.trace))
        self.wait(3)

    @property
    def steps_learned(self) -> list[int]:
        """The steps of learning of every recorded row."""
        return [int(step) for step in self.trace["train/steps"]]
