"""Chapter 9: where winning is not defined, define it: the last ten steps lose, the rest win."""

from manim import FadeIn, FadeOut, Group

from scenes.claims import ch9_cartpole as claims
from scenes.mobjects.playback import Playback, speed, steadily
from scenes.sets import ch9_cartpole as sets
from scenes.stage import Stage, loop

SLOWLY = 60  # rows of the games side by side that are seen in the viewer's time


class Ch9Cartpole(Stage):
    """A pole on a cart: random games, their labels, what is learned from them, and two players side by side."""

    title = "Define what winning is"
    subject = "A pole on a cart"
    clip = ("stand_beside_falling",)

    def construct(self) -> None:
        """A fall; the labels; learning; carts of several ages; without and with; other numbers; the figures."""
        self.beats(
            self.opening,
            self.push_at_random,
            self.label_the_steps,
            self.learn,
            self.grow_older,
            self.fall_beside_standing,
            loop(self.stand_beside_falling),
            self.vary_the_number,
            self.remember,
        )

    def push_at_random(self) -> None:
        """One random game, from its start to its fall."""
        cart = sets.cart(self.trace, "random", 9.0).move_to((0, -0.3, 0))
        steps = self.counter("step")
        self.change(cart, steps)
        self.say("Keep the pole up: each step pushes the cart left or right. Initialize: by chance.")
        self.roll(steadily(cart.last + 1), 5, cart, steps)
        self.say(claims.random_verdict(self.trace))
        self.say("Past a thin line or at the track's end it counts as fallen. Which of its steps were good?")
        self.leaving = Group(cart, steps)

    def label_the_steps(self) -> None:
        """Random games as strips: the last steps before the fall lose, all others win."""
        strips, heads = sets.labels(self.trace)
        self.change(strips, heads)
        self.say(claims.label_rule(self.trace))
        last = self.trace.facts["last"]
        self.roll(steadily(last + 1), 3, strips)
        self.wait(0.7)
        self.roll(steadily(strips.last + 1, min(last, strips.last)), 3, strips)
        self.say("A network learns from state and push the chance that a step is a winning one.")
        self.leaving = Group(strips, heads)

    def learn(self) -> None:
        """The length of games as learning goes on, with the definition and without it."""
        axes, curves, names = sets.growth(self.trace)
        steps = self.counter("step", 5)
        self.change(axes, names, steps, *curves)
        self.say("Adjust, repeat: now and then it plays 200 games, always the push with the higher chance.")
        rows = len(self.trace["train/step"])
        clock = steadily(rows)
        playing = [Playback(curve, clock=lambda share: max(clock(share) - 1, 0)) for curve in curves]  # from step 1
        self.play(*playing, Playback(steps, self.trace["train/step"], clock), run_time=9)
        self.say(claims.learning_verdict(self.trace))
        self.leaving = Group(axes, names, steps, *curves)

    def grow_older(self) -> None:
        """The same start, played by the network at several ages, in step."""
        ages = sets.ages(self.trace)
        carts = [sets.old(self.trace, age, place) for age, place in zip(ages, sets.places(len(ages)), strict=True)]
        steps = self.counter("step")
        self.change(*carts, steps)
        self.say("The same start, played after so many steps of learning.")
        self.roll(steadily(max(len(self.trace[f"age{age}/action"]) for age in ages)), 9, *carts, steps)
        self.say(claims.ages_verdict(self.trace, ages))
        self.leaving = Group(*carts, steps)

    def fall_beside_standing(self) -> None:
        """Left without the definition, right with it: the first steps, slowly."""
        self.left, self.right = (sets.panel(self.trace, reel, x) for reel, x in (("without", -3.5), ("after", 3.5)))
        self.steps = self.counter("step")
        self.change(self.left, self.right, self.steps)
        self.say("Each step it predicts the chance of winning for both pushes, and takes the better.")
        self.roll(steadily(self.early + 1), 8, self.left, self.right, self.steps)
        self.say(claims.empty_choice(self.trace))

    def stand_beside_falling(self) -> None:
        """The rest of both games, faster."""
        clock, seconds = steadily(len(self.trace["after/action"]), self.early), 14.0
        pace = self.pace().show(speed(clock, seconds)(0.5))
        self.say(claims.faster(self.trace))
        self.play(FadeIn(pace), run_time=0.4)
        self.roll(clock, seconds, self.left, self.right, self.steps)
        self.play(FadeOut(pace), run_time=0.3)
        self.say(claims.ending(self.trace))
        self.leaving = Group(self.left, self.right, self.steps)

    def vary_the_number(self) -> None:
        """Other numbers than ten, several networks each."""
        chart = sets.trials(self.trace)
        self.change(chart[0])
        self.say("Why that number? Other numbers of lost steps, each dot a network with games of its own.")
        self.play(Playback(chart[1], rows=len(self.trace["tried/last"])), run_time=2)
        self.say(claims.tried_verdict(self.trace))
        self.leaving = Group(chart)

    def remember(self) -> None:
        """The figures, and the sentence to keep."""
        self.change(sets.table(self.trace))
        self.say(claims.lesson(self.trace))
        self.wait(3)

    @property
    def early(self) -> int:
        """The row up to which the games side by side are played slowly."""
        return min(SLOWLY, (len(self.trace["after/action"]) - 1) // 2)
