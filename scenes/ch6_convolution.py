"""Chapter 6: a small filter, slid over a picture, finds the same thing anywhere."""

from manim import FadeIn, FadeOut, Group, ReplacementTransform

from scenes.claims import ch6_convolution as claims
from scenes.mobjects.playback import Playback, steadily
from scenes.sets import ch6_convolution as sets
from scenes.stage import Stage


class Ch6Convolution(Stage):
    """Two filters slide over small pictures of numbers; then a network learns filters, and one of them is followed."""

    title = "The same filter, everywhere"
    subject = "Convolution"
    clip = ("learn_the_filters",)

    def construct(self) -> None:
        """One place taken apart, then all places, pooling, a network's filters as they learn, and one at work."""
        self.beats(
            self.opening,
            self.lay_the_filter,
            self.slide_it,
            self.pool,
            self.meet_the_network,
            self.learn_the_filters,
            self.follow_one_filter,
            self.judge,
            self.remember,
        )

    def lay_the_filter(self) -> None:
        """Two pictures and their filters; what happens at the first place, part by part."""
        self.panels = [sets.sliding(self.trace, reel) for reel in ("left", "right")]
        self.play(*[FadeIn(panel.given) for panel in self.panels], run_time=0.8)
        self.say("A picture is a grid of numbers. A filter is a smaller one.")
        self.play(*[FadeIn(panel.window) for panel in self.panels], run_time=0.6)
        self.say(claims.first_place(self.trace))
        for part in ("step", "total", "made"):
            self.play(*[FadeIn(getattr(panel, part)) for panel in self.panels], run_time=0.7)
            self.wait(0.5)

    def slide_it(self) -> None:
        """Both filters go from place to place, and the outputs fill."""
        self.regroup()
        self.say("Slide the filter on: one cell at a time on the left, two on the right.")
        last = self.panels[0].last
        moving = [Playback(panel, clock=steadily(panel.last + 1), between=True) for panel in self.panels]
        self.play(*moving, run_time=1.5 * last)
        self.wait(0.5)
        self.say(claims.sizes_verdict(self.trace))

    def pool(self) -> None:
        """The right output becomes a picture; the largest number of each window is kept."""
        left, right = self.panels
        pooled = sets.pooling(self.trace)
        leaving = [each for each in right.submobjects if each is not right.made]
        self.play(
            FadeOut(left), *[FadeOut(each) for each in leaving], FadeOut(right.labels[4], right.mark), run_time=0.6
        )
        self.play(ReplacementTransform(right.output, pooled.picture), FadeIn(pooled.labels[0]), run_time=1)
        self.play(FadeIn(pooled.window, pooled.step, pooled.total, pooled.made), run_time=0.6)
        self.remove(*pooled.get_family())
        self.add(pooled)
        self.say(claims.pooling_verdict(self.trace))
        self.play(Playback(pooled, clock=steadily(pooled.last + 1), between=True), run_time=2 * pooled.last)
        self.wait(0.5)
        self.panels = [pooled]

    def meet_the_network(self) -> None:
        """A picture, the filters before they have learned anything, and what they see."""
        self.picture, self.numbers = sets.picture(self.trace), sets.readout(self.trace)
        self.filters = sets.tiles(sets.filters(self.trace, 0), 1, -0.7, "first filters")
        self.maps = sets.tiles(sets.maps(self.trace, 0), 3, 4.3, "what they see")
        self.steps = self.counter("step")
        self.play(FadeOut(self.panels[0]), run_time=0.5)
        self.play(FadeIn(self.picture), FadeIn(self.filters), FadeIn(self.maps), run_time=0.8)
        self.say(claims.meeting(self.trace))
        self.play(FadeIn(self.numbers), FadeIn(self.steps), run_time=0.6)
        self.say(claims.goal(self.trace))

    def learn_the_filters(self) -> None:
        """Filters, maps, the answer and the accuracy, update by update."""
        rows = len(self.trace["train/step"])
        clock = steadily(rows)
        self.say("Adjust, repeat: each update nudges all filters so that the training pictures come out better.")
        self.play(
            Playback(self.filters[0], [sets.filters(self.trace, row) for row in range(rows)], clock),
            Playback(self.maps[0], [sets.maps(self.trace, row) for row in range(rows)], clock),
            Playback(self.numbers, sets.readings(self.trace), clock),
            Playback(self.steps, self.trace["train/step"], clock),
            run_time=13,
        )
        self.wait(0.8)
        self.say(claims.learning_verdict(self.trace))

    def follow_one_filter(self) -> None:
        """The window of one filter goes over the whole picture, and its map fills."""
        scan, labels = sets.scan(self.trace)
        leaving = Group(self.picture, self.filters, self.maps, self.numbers)
        self.play(FadeOut(leaving), FadeOut(self.steps), run_time=0.6)
        self.play(FadeIn(labels), FadeIn(scan), run_time=0.8)
        self.say("One learned filter on its way over the picture. Bright: here its sum is large.")
        self.play(Playback(scan, clock=steadily(scan.last + 1)), run_time=9)
        self.say(claims.scan_verdict(self.trace))
        self.wait(0.5)
        self.scan = Group(labels, scan)

    def judge(self) -> None:
        """Pictures that it never saw: the answers before, during and after learning."""
        row = sets.judged(self.trace)
        chances, right = self.trace["train/probability"], claims.right(self.trace)
        self.play(FadeOut(self.scan), run_time=0.5)
        self.play(FadeIn(row), FadeIn(self.steps.show(0)), run_time=0.8)
        self.say(f"Test pictures, never learned from. The number is the chance of {self.trace.facts['classes'][1]}.")
        clock = steadily(len(chances))
        frames = list(zip(chances, right, strict=True))
        self.play(Playback(row, frames, clock), Playback(self.steps, self.trace["train/step"], clock), run_time=5)
        self.wait(0.5)
        self.say(claims.score_verdict(self.trace))
        self.row = row

    def remember(self) -> None:
        """The learned filters, the last answers, and the sentence to keep."""
        drawn, notes = sets.ending(self.trace)
        self.play(FadeOut(self.row), FadeOut(self.steps), run_time=0.5)
        self.play(FadeIn(notes), FadeIn(drawn), run_time=0.8)
        self.say(claims.lesson(self.trace))
        self.wait(2.5)

    def regroup(self) -> None:
        """Puts the parts of each panel, which came one by one, back on stage as one."""
        for panel in self.panels:
            self.remove(*panel.get_family())
            self.add(panel)
