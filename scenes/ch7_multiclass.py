"""Chapter 7: ten answers compete, and training makes the right one win."""

from manim import FadeIn, FadeOut, Group, VGroup

from scenes.claims import ch7_multiclass as claims
from scenes.mobjects.playback import Playback, rewinding, steadily
from scenes.sets import ch7_multiclass as sets
from scenes.stage import Stage


class Ch7Multiclass(Stage):
    """Augmentation, four networks compared, two pictures whose answers compete, and a confusion matrix that fills."""

    title = "Answers compete, and one wins"
    subject = "Many classes"
    clip = ("let_answers_compete",)

    def construct(self) -> None:
        """One picture in many variants, four networks, two contests, all answers, and the worst of them."""
        self.beats(
            self.opening,
            self.vary_a_picture,
            self.compare_networks,
            self.let_answers_compete,
            self.fill_the_matrix,
            self.look_at_mistakes,
            self.remember,
        )

    def vary_a_picture(self) -> None:
        """One training picture, and what augmentation makes of it."""
        self.original = sets.original(self.trace)
        tiles, frames = sets.variants(self.trace)
        self.play(FadeIn(self.original), run_time=0.8)
        self.say("One training picture. Mirrored or shifted by a pixel or two, it still shows the same.")
        self.add(tiles)
        self.play(Playback(tiles, frames), run_time=4)
        self.say("Augmentation: the network never sees quite the same picture twice.")
        self.tiles = tiles

    def compare_networks(self) -> None:
        """Test curves of dense and convolutional networks, with and without augmentation."""
        axes, curves, numbers = sets.race(self.trace)
        steps = self.counter("update", 5)
        self.play(FadeOut(self.original), FadeOut(self.tiles), run_time=0.5)
        self.play(FadeIn(axes), FadeIn(numbers), FadeIn(steps), run_time=0.8)
        self.say(claims.comparison(self.trace))
        clock = steadily(len(self.trace["curves/step"]))
        self.play(
            *[Playback(curve, clock=clock, between=True) for curve in curves],
            Playback(numbers, sets.percents(self.trace), clock),
            Playback(steps, self.trace["curves/step"], clock),
            run_time=8,
        )
        self.say(claims.comparison_scores(self.trace))
        self.say(claims.comparison_verdict(self.trace))
        self.race = VGroup(axes, *curves, numbers, steps)

    def let_answers_compete(self) -> None:
        """Two test pictures; the bars of all classes, update by update."""
        self.contests = [sets.contest(self.trace, picture) for picture in claims.shown(self.trace)]
        self.steps = self.counter("update", 5)
        self.play(FadeOut(self.race), run_time=0.5)
        self.play(*[FadeIn(contest) for contest in self.contests], FadeIn(self.steps), run_time=0.8)
        self.say("Two test pictures. The bars share one: what one answer gains, the others lose.")
        clock = steadily(len(self.trace["train/step"]))
        moving = [Playback(contest[2], clock=clock, between=True) for contest in self.contests]
        self.play(*moving, Playback(self.steps, self.trace["train/step"], clock), run_time=12)
        self.wait(0.6)
        self.say(claims.contest_verdict(self.trace))

    def fill_the_matrix(self) -> None:
        """All test pictures, by what they are and what was answered."""
        matrix, notes = sets.confusion(self.trace)
        numbers = sets.diagonal(self.trace)
        rows = len(self.trace["train/step"])
        back = Playback(self.steps, clock=rewinding(int(self.trace["train/step"][-1])))
        self.play(*[FadeOut(contest) for contest in self.contests], back, run_time=0.6)
        self.play(FadeIn(matrix), FadeIn(notes), FadeIn(numbers), run_time=0.8)
        self.say("Every test picture stands in one cell.")
        clock = steadily(rows)
        self.play(
            Playback(matrix, sets.counts(self.trace), clock),
            Playback(numbers, 100 * self.trace["train/test_accuracy"][:, None], clock),
            Playback(self.steps, self.trace["train/step"], clock),
            run_time=10,
        )
        self.say(claims.confusion_verdict(self.trace))
        self.wait(0.5)
        self.matrix = Group(matrix, notes, numbers)

    def look_at_mistakes(self) -> None:
        """The test pictures that are wrong in the end, the surest first."""
        self.row = sets.mistakes(self.trace)
        self.play(FadeOut(self.matrix), FadeOut(self.steps), run_time=0.5)
        self.play(FadeIn(self.row), run_time=0.8)
        self.say(claims.mistakes_verdict(self.trace))
        self.say(claims.mistakes_number(self.trace))

    def remember(self) -> None:
        """What was reached, beside simpler networks, and the final answers."""
        bars, rows = sets.ending(self.trace)
        self.play(FadeOut(self.row), run_time=0.5)
        self.play(FadeIn(bars), FadeIn(rows), run_time=0.8)
        self.say(claims.score_verdict(self.trace))
        self.say(claims.lesson(self.trace))
        self.wait(2.5)
