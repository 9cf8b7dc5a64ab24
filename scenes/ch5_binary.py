"""Chapter 5: probability is learned: horse goes to 1, deer goes to 0."""

from manim import FadeIn, FadeOut, Group

from scenes.claims import ch5_binary as claims
from scenes.mobjects.playback import Playback, rewinding, steadily
from scenes.sets import ch5_binary as sets
from scenes.stage import Stage


class Ch5Binary(Stage):
    """One weight for each number of a picture, its loss and accuracy; then a dense network, and what it gets wrong."""

    title = "Probability is learned"
    subject = "Two classes"
    clip = ("learn_the_weights",)

    def construct(self) -> None:
        """Initialize, adjust, repeat with weights that can be seen; then hidden layers, mistakes, and the end."""
        self.beats(
            self.opening,
            self.start_at_one_half,
            self.learn_the_weights,
            self.watch_loss_and_accuracy,
            self.add_hidden_layers,
            self.look_at_mistakes,
            self.remember,
        )

    def start_at_one_half(self) -> None:
        """Two test pictures, one of each class, and weights that are all zero."""
        self.panels = sets.side_by_side(self.trace)
        self.weights, self.notes = sets.weights(self.trace)
        self.steps = self.counter("step")
        self.play(*[FadeIn(panel[:2]) for panel in self.panels], run_time=0.8)
        self.say(claims.meeting(self.trace))
        self.play(*[FadeIn(panel[2]) for panel in self.panels], FadeIn(self.weights, self.notes), run_time=0.8)
        self.say(claims.start(self.trace))
        self.play(FadeIn(self.steps), run_time=0.4)
        self.say(claims.goal(self.trace))

    def learn_the_weights(self) -> None:
        """Chances and weights, step by step."""
        clock, pair = steadily(len(self.trace["logistic/step"])), claims.pair(self.trace)
        self.say("Adjust, repeat: each step nudges every weight so that the training pictures come out better.")
        self.play(
            *[
                Playback(panel[2], sets.chances(self.trace, "logistic", place), clock)
                for place, panel in zip(pair, self.panels, strict=True)
            ],
            Playback(self.weights, sets.weight_maps(self.trace), clock),
            Playback(self.steps, self.trace["logistic/step"], clock),
            run_time=12,
        )
        self.wait(0.5)
        self.say(claims.chances_verdict(self.trace, "logistic"))
        self.say(claims.weights_meaning(self.trace))
        self.wait(0.5)

    def watch_loss_and_accuracy(self) -> None:
        """The same steps again as curves: the loss beside its optimum, the accuracy beside always the same answer."""
        left, loss, optimum = sets.loss_curve(self.trace)
        right, rights, notes = sets.accuracy_curves(self.trace)
        steps = self.trace["logistic/step"]
        leaving = Group(*self.panels, self.weights, self.notes)
        self.play(FadeOut(leaving), Playback(self.steps, clock=rewinding(int(steps[-1]))), run_time=0.6)
        self.play(FadeIn(left, optimum, right, notes), run_time=0.8)
        self.say("The same steps as curves. Left what it minimizes, right what we want.")
        clock = steadily(len(steps))
        moving = [Playback(curve, clock=clock, between=True) for curve in (loss, *rights)]
        self.play(*moving, Playback(self.steps, steps, clock), run_time=8)
        self.say(claims.loss_verdict(self.trace))
        self.say(claims.logistic_score(self.trace))
        self.curves = Group(left, loss, optimum, right, *rights, notes)

    def add_hidden_layers(self) -> None:
        """A dense network learns the same; its accuracy, and the chances of the same two pictures."""
        axes, curve, lines = sets.dense_curve(self.trace)
        panels = sets.dense_panels(self.trace)
        steps = self.trace["dense/step"]
        back = Playback(self.steps, clock=rewinding(int(self.trace["logistic/step"][-1])))
        self.play(FadeOut(self.curves), back, run_time=0.6)
        self.play(FadeIn(axes, lines), *[FadeIn(panel) for panel in panels], run_time=0.8)
        self.say("One weight a number cannot follow a shape that moves. Can two hidden layers?")
        clock = steadily(len(steps))
        frames = [sets.chances(self.trace, "dense", place) for place in claims.pair(self.trace)]
        bars = [Playback(panel[2], each, clock) for panel, each in zip(panels, frames, strict=True)]
        self.play(Playback(curve, clock=clock, between=True), *bars, Playback(self.steps, steps, clock), run_time=9)
        self.say(claims.dense_verdict(self.trace))
        self.wait(0.5)
        self.dense = Group(axes, lines, curve, *panels)

    def look_at_mistakes(self) -> None:
        """Test pictures that the dense network gets wrong, the surest first."""
        self.row = sets.judged(self.trace)
        self.play(FadeOut(self.dense), FadeOut(self.steps), run_time=0.5)
        self.play(FadeIn(self.row), run_time=0.8)
        self.say(claims.mistakes_verdict(self.trace))
        self.say(f"The number is the chance of {self.trace.facts['classes'][1]}. Above one half counts as that.")

    def remember(self) -> None:
        """The learned weights, the last answers, the figures, and the sentence to keep."""
        drawn, notes = sets.ending(self.trace)
        self.play(FadeOut(self.row), run_time=0.5)
        self.play(FadeIn(notes), FadeIn(drawn), run_time=0.8)
        self.say(claims.lesson(self.trace))
        self.wait(2.5)
