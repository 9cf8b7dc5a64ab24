"""Chapter 4: without a bend a network is a straight line; with bends it can follow a curve."""

import numpy as np
from manim import LEFT, RIGHT, Circle, FadeIn, FadeOut, ReplacementTransform, VGroup

from scenes import style
from scenes.claims import ch4_activation as claims
from scenes.mobjects.axes import Axes, exchange
from scenes.mobjects.curve import Curve, Marks, Spot
from scenes.mobjects.graph import Graph
from scenes.mobjects.playback import Playback, speed, speeding_up, steadily
from scenes.mobjects.shares import Shares
from scenes.sets import ch4_activation as sets
from scenes.stage import Stage

FIRST_SPEED = 5  # steps a second, before time speeds up


class Ch4Activation(Stage):
    """Two activations; then the same small network learns sin(x) without and with bends, and is taken apart."""

    title = "Without a bend, only a straight line"
    subject = "Activation functions"
    clip = ("learn_with_bends",)

    def construct(self) -> None:
        """Two bends; a network without, and with them; what it is made of, where it fails, and softmax."""
        self.beats(
            self.opening,
            self.slide_along_two_bends,
            self.meet_the_curve,
            self.stay_straight,
            self.learn_with_bends,
            self.add_up_the_hinges,
            self.leave_the_interval,
            self.start_many_times,
            self.share_out,
            self.remember,
        )

    def slide_along_two_bends(self) -> None:
        """Left ReLU, right sigmoid: the same point slides along both, and what decides in the formula is lit."""
        relu, sigmoid = sets.relu_panel(self.trace).shift(3.4 * LEFT), sets.sigmoid_panel(self.trace).shift(3.4 * RIGHT)
        middle, last = len(relu.rows) // 2, len(relu.rows) - 1
        self.panels = VGroup(relu, sigmoid)
        self.play(FadeIn(self.panels), run_time=0.8)
        for first, until, sentence in (
            (0, middle, "Each neuron passes its sum x through an activation. Below zero, ReLU gives 0."),
            (middle, last, "Above zero, ReLU passes x on; sigmoid flattens below 1. Both of them bend."),
        ):
            self.say(sentence)
            clock = steadily(until + 1, first)
            self.play(*[Playback(panel, clock=clock, between=True) for panel in self.panels], run_time=3.5)

    def meet_the_curve(self) -> None:
        """The curve to learn, and the network that shall learn it, at its random start."""
        self.axes = sets.put(Axes((-5, 5, 5), (-2, 2, 1), 7.2, 3.9, ("x", "y")), -2.7)
        x, y = self.trace["data/x"], self.trace["data/y"]
        self.points = Marks(self.axes, x, y, style.color("soft"), 0.04, 0.6)
        self.network = sets.network(self.trace)
        self.play(FadeOut(self.panels), FadeIn(self.axes), run_time=0.7)
        self.say(f"A curve to learn: {len(x):,} points of sin(x).")
        self.play(Playback(self.points, rows=len(x)), run_time=2)
        self.say("A small network with random weights: orange positive, blue negative.")
        self.play(FadeIn(self.network), run_time=0.8)

    def stay_straight(self) -> None:
        """The network without activations learns, and is a straight line at every step."""
        self.line = Graph(self.axes, self.trace["grid/x"], self.trace["linear/fit"][0], sets.shade("linear"))
        self.steps = self.counter("step")
        self.numbers = sets.errors(self.trace, "linear")
        self.play(FadeIn(self.line), FadeIn(self.steps), FadeIn(self.numbers), run_time=0.7)
        self.say("Without an activation it is a line. Error: the mean square of its gaps.")
        self.wait(1)
        self.play_learning("linear", self.line, 5)
        self.say(claims.straight_verdict(self.trace))

    def learn_with_bends(self) -> None:
        """The same weights again, but each hidden neuron bends: the line follows the curve."""
        self.curve = Graph(self.axes, self.trace["grid/x"], self.trace["relu/fit"][0], sets.shade("relu"))
        before, self.numbers = self.numbers, sets.errors(self.trace, "relu")
        self.network.show(sets.weights(self.trace, "relu", 0))
        self.steps.show(0)
        self.play(FadeIn(self.curve), FadeOut(before), FadeIn(self.numbers), self.line.animate.set_stroke(opacity=0.4))
        self.say("Initialize: the same random weights, now with ReLU in every hidden neuron.")
        self.say("Adjust, repeat: its bends move to where the curve turns.")
        self.play_learning("relu", self.curve, 9)
        self.say(claims.bent_verdict(self.trace))

    def add_up_the_hinges(self) -> None:
        """The trained network taken apart: a straight line, and one hinge after another added to it."""
        sums = self.trace["hinges/sum"]
        self.sum = Graph(self.axes, self.trace["grid/x"], sums[0], sets.shade("relu"))
        self.small = sets.small_axes()
        self.count = self.counter("hinges", 2)
        leaving = [FadeOut(each) for each in (self.line, self.curve, self.steps, self.numbers)]
        self.play(*leaving, FadeIn(self.sum), run_time=0.7)
        self.say("Taken apart: on the far left the network is one straight line.")
        self.play(FadeIn(self.small), FadeIn(self.count), run_time=0.7)
        self.say("At each bend one neuron switches on (filled) or off, and adds a hinge.")
        places, heights = self.trace["hinges/place"][1:], self.trace["hinges/height"][1:]
        self.bends = Marks(self.axes, places, heights, sets.shade("relu"), 0.08, 1).show(-1)
        self.hinges = VGroup()
        self.add(self.bends)
        for index in range(1, len(sums)):
            self.add_hinge(index, 1.4 if index < 3 else 0.7)
        self.say(claims.pieces_verdict(self.trace))

    def add_hinge(self, index: int, seconds: float) -> None:
        """One bend: its neuron ringed, the hinge it adds drawn in small, and the sum turning with it."""
        ring = Circle(0.22, stroke_color=style.color("now"), stroke_width=style.LINE)
        ring.move_to(sets.node(self.trace, self.network, index))
        spot = Spot(self.axes, (self.trace["hinges/place"][index], self.trace["hinges/height"][index]))
        heights = self.trace["hinges/hinge"][index]
        hinge = Graph(self.small, self.trace["grid/x"], 0 * heights, style.color("now"))
        self.network.show(None, sets.activations(self.trace, index))
        self.add(ring, hinge, self.sum, self.bends, spot)
        turning = Playback(self.sum, self.trace["hinges/sum"][index - 1 : index + 1], between=True)
        self.play(turning, Playback(hinge, np.stack([0 * heights, heights]), between=True), run_time=seconds)
        self.remove(ring, spot)
        self.count.show(index)
        self.bends.show(index - 1)
        self.hinges.add(hinge.set_stroke(sets.shade("relu"), style.THIN, 0.6))

    def leave_the_interval(self) -> None:
        """Twice as far out: the curve goes on, the network goes straight on."""
        x = self.trace["outside/x"]
        wide = sets.put(Axes((-10, 10, 5), (-4, 4, 2), 12.2, 3.9, ("x", "y")), 0.1)
        seen = sets.interval(wide, self.trace["data/x"][-1])
        truth = Curve(wide, x, self.trace["outside/truth"], style.color("soft"), style.BOLD, 0.6)
        said = Graph(wide, x, self.trace["outside/relu"], sets.shade("relu"))
        inside = Graph(wide, self.trace["grid/x"], self.trace["hinges/sum"][-1], sets.shade("relu"))
        leaving = VGroup(self.network, self.hinges, self.small, self.count, self.bends)
        self.play(FadeOut(leaving), FadeOut(self.points), run_time=0.5)
        self.play(*exchange(self.axes, wide), ReplacementTransform(self.sum, inside), run_time=1)
        self.play(FadeIn(seen), run_time=0.5)
        self.play(FadeIn(truth), FadeIn(said), run_time=0.8)
        self.remove(inside)  # the whole line covers it
        self.say(claims.outside_verdict(self.trace))
        self.outside = VGroup(seen, wide, truth, said)

    def start_many_times(self) -> None:
        """The errors of all starts, step by step."""
        axes, lines, names = sets.race(self.trace)
        self.play(FadeOut(self.outside), run_time=0.5)
        self.play(FadeIn(axes), FadeIn(names), run_time=0.5)
        self.say("The same learning, from many random starts.")
        self.play(*[Playback(line, rows=len(line.x)) for line in lines], run_time=3.5)
        self.say(claims.starts_verdict(self.trace))
        self.race = VGroup(axes, *lines, names)

    def share_out(self) -> None:
        """Softmax: four scores become four shares of one."""
        table = Shares(*[self.trace[f"softmax/{part}"] for part in ("score", "exponential", "share")])
        table.move_to((0, -0.35, 0))
        self.play(FadeOut(self.race), run_time=0.5)
        self.play(FadeIn(table), run_time=0.8)
        self.say("For a last layer: softmax turns scores into shares of one. Equal scores, equal shares.")
        third = (table.last + 1) // 3
        for first, until, sentence in (
            (0, third, "Each share is e to the score, over the sum of all four."),
            (third, 2 * third, "One score grows: its share grows, the others shrink."),
            (2 * third, table.last, "All scores grow by one: no share changes."),
        ):
            self.say(sentence)
            self.play(Playback(table, clock=steadily(until + 1, first)), run_time=2)
        self.table = table

    def remember(self) -> None:
        """The trained weights, what both networks predict, and the sentence to keep."""
        ending = sets.ending(self.trace)
        self.play(FadeOut(self.table), FadeIn(ending), run_time=0.8)
        self.say(claims.lesson(self.trace))
        self.wait(2)

    def play_learning(self, reel: str, graph: Graph, seconds: float) -> None:
        """Plays the graph, the network, its error and the step in step."""
        steps = self.trace[f"{reel}/step"]
        time = speeding_up(int(steps[-1]) + 1, 0, FIRST_SPEED * seconds)
        rows = np.arange(len(steps))

        def clock(share: float) -> float:
            return float(np.interp(time(share), steps, rows))

        errors = self.trace[f"{reel}/loss"]
        best = np.full_like(errors, self.trace.facts["best_line"]["error"])
        tempo = self.pace().show(FIRST_SPEED)
        self.play(FadeIn(tempo), run_time=0.3)
        self.play(
            Playback(graph, self.trace[f"{reel}/fit"], clock, between=True),
            Playback(self.network, [sets.weights(self.trace, reel, row) for row in range(len(steps))], clock),
            Playback(self.numbers, np.stack([errors, best], axis=1), clock),
            Playback(self.steps, steps, clock),
            Playback(tempo, clock=speed(time, seconds)),
            run_time=seconds,
        )
        self.play(FadeOut(tempo), run_time=0.3)
