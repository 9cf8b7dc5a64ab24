"""Chapter 14: cut a continuous world into cells and a table will do."""

import numpy as np
from manim import Create, FadeIn, Group

from scenes.claims import ch14_mountaincar as claims
from scenes.mobjects.playback import Clock, Playback, steadily
from scenes.sets import ch14_mountaincar as sets
from scenes.stage import Stage


class Ch14Mountaincar(Stage):
    """A car too weak for its hill: one table of cells, then several shifted ones, and the drive they find."""

    title = "Cut the world into cells"
    subject = "A car in a valley"
    clip = ("swing_to_the_flag",)

    def construct(self) -> None:
        """Random pushes; the plane; one table; shifted tables; both compared; ages; before and after; the limit."""
        self.beats(
            self.opening,
            self.push_at_random,
            self.draw_the_plane,
            self.fill_one_table,
            self.shift_the_tables,
            self.fill_shifted_tables,
            self.compare,
            self.grow_older,
            self.swing_to_the_flag,
            self.look_at_the_limit,
            self.remember,
        )

    def push_at_random(self) -> None:
        """A drive with random pushes."""
        self.hill, self.steps = sets.hill(self.trace, "before", 7.6).move_to((0, -0.35, 0)), self.counter("step")
        self.change(self.steps, self.hill)
        self.say("Each step: push left, push right, or let it roll. Initialize: by chance.")
        self.roll(steadily(self.hill.last + 1), 4, self.hill, self.steps)
        self.say(claims.random_verdict(self.trace))

    def draw_the_plane(self) -> None:
        """The same drive as a path of position and speed, and the cells laid over it."""
        axes, path = sets.first_look(self.trace)
        place = self.hill.animate.scale(5.6 / 7.6).move_to((sets.LEFT_X, sets.MIDDLE, 0))
        self.play(place, FadeIn(axes), FadeIn(path), run_time=0.8)
        self.say("Position and speed tell all: the drive is a path through their plane.")
        self.roll(steadily(self.hill.last + 1), 4, self.hill, self.steps, path)
        mesh = sets.mesh(self.trace, axes)
        self.say(claims.cells_rule(self.trace))
        self.play(Create(mesh), run_time=2)
        self.leaving = Group(axes, self.steps, self.hill, path, mesh)

    def fill_one_table(self) -> None:
        """Value and best push of every state as one table learns, and the path that it ends with."""
        self.learn("table", "Initialize: all 0, better than anything true, so every push gets its try.")
        self.say(claims.table_verdict(self.trace))
        self.follow("after_table")
        self.say(claims.limit_of_one())

    def shift_the_tables(self) -> None:
        """Several coarse tables, shifted, and how little of the plane shares all cells of a state."""
        axes, lines, overlap, state = sets.shifted(self.trace)
        self.change(axes, lines[0])
        self.say(claims.tiles_rule(self.trace))
        for line in lines[1:]:
            self.play(FadeIn(line), run_time=0.6)
        self.play(lines.animate.set_stroke(opacity=0.15), FadeIn(overlap.show(0)), FadeIn(state), run_time=0.6)
        self.say(claims.overlap_rule(self.trace))
        self.play(Playback(overlap, rows=len(overlap)), run_time=3)
        self.leaving = Group(axes, lines, overlap, state)

    def fill_shifted_tables(self) -> None:
        """The same with the sum of the shifted tables."""
        self.learn("tiles", "Initialize, adjust, repeat: the same learning, on the sum of all tables.")
        self.say(claims.tiles_verdict(self.trace))
        self.follow("after")

    def compare(self) -> None:
        """Mean steps of both as learning goes on, above the limit."""
        axes, curves, names = sets.growth(self.trace)
        drives = self.counter("drive", 5)
        self.change(axes, names, drives, *curves)
        self.say("The same drives of learning, side by side. Lower is better.")
        episodes = self.trace["table/episode"]
        clock = steadily(len(episodes))
        playing = [Playback(curve, clock=clock) for curve in curves]
        self.play(*playing, Playback(drives, episodes, clock), run_time=5)
        self.say(claims.curves_verdict(self.trace))
        self.leaving = Group(axes, names, drives, *curves)

    def grow_older(self) -> None:
        """The same start, driven at several ages, in step."""
        ages = claims.ages(self.trace)
        if not ages:
            self.wait(0.5)  # too short a training: none was filmed
            return
        hills = [sets.old(self.trace, age, 4.5 * (place - (len(ages) - 1) / 2)) for place, age in enumerate(ages)]
        self.change(*hills)
        self.say("The same start, driven by the shifted tables after so many drives of learning.")
        self.roll(steadily(max(len(self.trace[f"age{age}/action"]) for age in ages)), 6, *hills)
        self.say(claims.ages_verdict(self.trace))
        self.leaving = Group(*hills)

    def swing_to_the_flag(self) -> None:
        """Left before, right after: both hills and their paths, in step."""
        still, moving = sets.pair(self.trace)
        steps = self.counter("step")
        self.change(still, steps, moving)
        self.say("Left before: it knows nothing. Right after: the colors are its best pushes.")
        self.roll(steadily(len(self.trace["after/action"])), 8, moving, steps)
        self.say(claims.swings_verdict(self.trace))
        self.leaving = Group(still, steps, moving)

    def look_at_the_limit(self) -> None:
        """The learned value of every state beside the exact one."""
        both = sets.truth_beside(self.trace)
        self.change(both)
        self.say(claims.truth_verdict(self.trace))
        self.leaving = Group(both)

    def remember(self) -> None:
        """The figures, and the sentence to keep."""
        self.change(sets.table(self.trace))
        self.say(claims.lesson(self.trace))
        self.wait(3)

    def learn(self, reel: str, sentence: str) -> None:
        """Plays the maps of a reel from step 0 on, and stops at the tables that were kept."""
        left, right, heads = sets.maps(self.trace, reel)
        drives, mean = self.counter("drive", 5), self.pace("mean steps")
        mean.show(-self.trace[f"{reel}/mean"][0])
        self.change(heads, drives, mean, left, right)
        self.say(sentence)
        clock: Clock = steadily(claims.kept(self.trace, reel) + 1)
        frames = {
            left: self.trace[f"{reel}/value"],
            right: sets.push_side(self.trace, reel),
            drives: self.trace[f"{reel}/episode"],
            mean: np.rint(-self.trace[f"{reel}/mean"]),
        }
        self.play(*[Playback(each, rows, clock) for each, rows in frames.items()], run_time=6)
        self.regions = left, right
        self.leaving = Group(left, right, heads, drives, mean)

    def follow(self, drive: str) -> None:
        """Draws the path of a drive over both maps."""
        trails = [sets.trail(self.trace, drive, region.axes, sets.style.color("ink")) for region in self.regions]
        self.play(*[FadeIn(trail) for trail in trails], run_time=0.4)
        self.roll(steadily(len(self.trace[f"{drive}/action"])), 3, *trails)
        self.leaving.add(*trails)
