"""A scene of a few seconds, which the tests render: a caption, a number, a picture."""

from manim import LEFT, FadeIn

from scenes.mobjects.heatmap import Heatmap
from scenes.mobjects.words import Number
from scenes.stage import Stage


class Tiny(Stage):
    """Shows one number and one picture of its trace."""

    title = "Tiny"
    subject = "A test"

    def construct(self) -> None:
        """One beat."""
        self.beats(self.see)

    def see(self) -> None:
        """The picture, and then the number."""
        self.add(Heatmap(self.trace["train/picture"][0], (0, 9), 3).shift(3 * LEFT))
        self.say("It is said.")
        self.play(FadeIn(Number(self.trace["train/value"][0], size=60)), run_time=0.6)
